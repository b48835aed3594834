"""Turns anybody's words into Python's: `snake`, `pascal`, `singular`.

What comes in: names in the document's or configuration's spelling, of any alphabet. What goes out: identifiers in
Unicode normal form KC, never empty; whether one is reserved is `naming`'s business.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from .conventions import BRANDS, INITIALISMS, LATIN_LETTERS, LOOKALIKES, SINGULARS, SYMBOL_WORDS, UNCOUNTABLE

# IPv4; OAuth2; plural capitals (URLs, IDs; but LLMAsJudge is three words); capitals before a capitalised word
# (HTML5Parser); a word; capitals.
_WORDS = re.compile(
    r"IPv[46]|OAuth[0-9]*|[A-Z]{2,}(?<!A)s(?![a-z0-9])|[A-Z]{2,}s(?![A-Za-z0-9])"
    r"|[A-Z]+[0-9]*(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+[0-9]*|[0-9]+"
)
_CHUNKS = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9]+")
_SEPARATED = re.compile(r"[^A-Za-z0-9]+")


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of a name, in its own casing: `userID` → `user`, `ID`. Empty only for the empty text."""
    spelled = _signed_number(text)
    if spelled.isascii():
        found = tuple(word for chunk in _SEPARATED.split(spelled) if chunk for word in _WORDS.findall(chunk))
    else:
        found = tuple(_foreign_words(spelled))
    return found or _symbols(text)


def _signed_number(text: str) -> str:
    """`+1` and `-1` are two names, not one: the sign before a leading number is a word."""
    if text[:1] in "+-" and text[1:2].isdigit():
        return f"{SYMBOL_WORDS[text[0]]} {text[1:]}"
    return text


def _symbols(text: str) -> tuple[str, ...]:
    return tuple(SYMBOL_WORDS.get(character) or _code_point(character) for character in text)


def _code_point(character: str) -> str:
    return f"u{ord(character):04x}"


def _foreign_words(text: str) -> list[str]:
    """The words of a text with other letters than ASCII's.

    A run of foreign letters is a word of its own, so that no word mixes alphabets; one that could be mistaken for
    Latin letters is written by code points (Unicode Technical Standard 39, confusable identifiers).
    """
    found: list[str] = []
    for chunk in _CHUNKS.findall(_latin(unicodedata.normalize("NFKC", text))):
        if chunk.isascii():
            found += [word for part in _SEPARATED.split(chunk) if part for word in _WORDS.findall(part)]
        else:
            found += _letter_runs(chunk)
    return [word for word in found if word.strip("_")]


def _latin(text: str) -> str:
    """Latin letters without their marks (`é` → `e`), other alphabets as they are."""
    letters: list[str] = []
    for character in text:
        base = unicodedata.normalize("NFKD", character)[:1]
        letters.append(base if base.isascii() and base.isalpha() else LATIN_LETTERS.get(character, character))
    return "".join(letters)


def _letter_runs(chunk: str) -> list[str]:
    runs: list[str] = []
    for character in chunk:
        starts = not runs or runs[-1] == "" or (character.isupper() and not runs[-1][-1].isupper())
        if character.isascii() or not f"_{character}".isidentifier():
            runs.append("")
        elif starts:
            runs.append(character)
        else:
            runs[-1] += character
    return [_unmistakable(run) for run in runs if run]


def _unmistakable(word: str) -> str:
    word = unicodedata.normalize("NFKC", word)
    if word.isidentifier() and not LOOKALIKES.issuperset(word):
        return word
    return "".join(map(_code_point, word))


class Casing:
    """The casings of one API: the defaults and what `custom_casings` of the configuration says about single words."""

    def __init__(self, custom: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._custom = {word.lower(): casing for word, casing in (custom or {}).items()}
        self._initialisms = self._own_initialisms()
        self._snakes: dict[str, str] = {}
        self._pascals: dict[str, str] = {}

    def _own_initialisms(self) -> frozenset[str]:
        said = {
            word: str(casing["initialism"]).lower() for word, casing in self._custom.items() if "initialism" in casing
        }
        return INITIALISMS - said.keys() | {word for word, value in said.items() if value == "true"}

    def snake(self, text: str) -> str:
        """`workspaceSecrets` → `workspace_secrets`; may begin with a digit and be a keyword."""
        if (done := self._snakes.get(text)) is None:
            done = self._snakes[text] = "_".join(map(self._snake_word, words(text))) or "empty"
        return done

    def pascal(self, text: str) -> str:
        """`api_keys` → `APIKeys`; may begin with a digit."""
        if (done := self._pascals.get(text)) is None:
            done = self._pascals[text] = "".join(map(self._pascal_word, words(text))) or "Empty"
        return done

    def singular(self, text: str) -> str:
        """The last word of a snake_case name in the singular: `trip_details` → `trip_detail`."""
        head, _, last = text.rpartition("_")
        own = self._custom.get(last, {}).get("singular")
        return f"{head}_{own or singular_word(last)}" if head else own or singular_word(last)

    def _snake_word(self, word: str) -> str:
        lower = word.lower()
        own = self._custom.get(lower, {}).get("snake")
        return own if own and own.isidentifier() else unicodedata.normalize("NFKC", lower)

    def _pascal_word(self, word: str) -> str:
        lower = word.lower()
        own = self._custom.get(lower, {}).get("pascal") or BRANDS.get(lower)
        if own and f"A{own}".isidentifier():
            return own
        if lower in self._initialisms:
            return lower.upper()
        if lower[-1:] == "s" and lower[:-1] in self._initialisms:
            return f"{lower[:-1].upper()}s"
        if word.islower() or word.isupper():
            return unicodedata.normalize("NFKC", word[:1].upper() + word[1:].lower())
        return word[:1].upper() + word[1:]


def singular_word(word: str) -> str:
    """One English noun in the singular; words that only look like plurals stay (`status`, `tls`, `address`)."""
    if word in SINGULARS:
        return SINGULARS[word]
    if word in UNCOUNTABLE or len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("oes"):
        return word[:-2]
    return word[:-1]


DEFAULT = Casing()


def snake(text: str) -> str:
    """`Casing.snake` without custom casings."""
    return DEFAULT.snake(text)


def pascal(text: str) -> str:
    """`Casing.pascal` without custom casings."""
    return DEFAULT.pascal(text)


def singular(text: str) -> str:
    """`Casing.singular` without custom casings."""
    return DEFAULT.singular(text)
