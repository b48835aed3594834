"""Words of identifiers: how the names of a document are taken apart for configuration keys.

What comes in: path segments, component keys, operationIds and titles in any spelling and script. What goes out: lower
case ASCII words. Which Python identifier a key becomes is the target's business.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def word_list(text: str) -> tuple[str, ...]:
    """The words of a text, to write vocabularies down legibly."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RUN = re.compile(r"[A-Za-z0-9]+")
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+(?:[0-9]+[a-z]*)*|[0-9]+[a-z]*")
# Letters that do not fall apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "'": "", "’": ""}
)
_NOT_PLURAL = word_set(
    "status address access process analysis news bus gas business progress success canvas series species basis axis "
    "dns sms aws gps https css js os ios tls cors class pass glass loss boss address express wireless alias bias bonus "
    "campus census chaos corpus focus radius virus versus previous various always this us is as analytics"
)
_IRREGULAR = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "feet": "foot",
    "indices": "index",
    "criteria": "criterion",
    "matrices": "matrix",
    "vertices": "vertex",
}


@lru_cache(maxsize=50_000)
def words(text: str) -> tuple[str, ...]:
    """The words of an identifier: `getHTTPResponse-v2` → get, http, response, v2.

    Empty when there is no letter or digit. Accents are taken off; letters of other scripts than Latin are dropped.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    found: list[str] = []
    for run in _RUN.findall(plain):
        parts = _WORD.findall(run)
        is_id = len(parts) > 2 and run[0].isdigit() and not run.isupper() and not run.islower()
        found.extend([run.lower()] if is_id else [part.lower() for part in parts])
    return tuple(found)


def snake(text: str) -> str:
    """The words joined by underscores. A leading number is spelt out: `1-clicks` → `one_clicks`, `3ds` → `three_ds`."""
    parts = list(words(text))
    if not parts or not parts[0][0].isdigit():
        return "_".join(parts)
    digits = re.match(r"\d+", parts[0])
    number = digits[0] if digits else ""
    spelt = _NUMBERS[int(number)] if len(number) < 3 and int(number) < len(_NUMBERS) else f"n{number}"
    return "_".join(filter(None, (spelt, parts[0].removeprefix(number), *parts[1:])))


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """The singular of an English noun, by its ending."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not is_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|zz)es$", word):
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    """Whether a word looks like an English plural."""
    if word in _IRREGULAR:
        return True
    return len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _NOT_PLURAL


def same(one: str, other: str) -> bool:
    """Whether two words are the same but for number."""
    return one == other or singular(one) == singular(other)
