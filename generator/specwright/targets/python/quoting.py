"""The one door through which text of a document enters Python source.

What comes in: values and descriptions, untrusted. What goes out: literals, docstring bodies, and the typed tokens that
are all a template may print. Comments of generated code never hold text of the document.
"""

from __future__ import annotations

import inspect
import keyword
import re
import textwrap
from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar, Self

LINE = 110
"""Longest line of a docstring, its indentation not counted."""


class Token(str):
    """Text that may stand in a generated file as it is. Templates print nothing else."""

    __slots__ = ()


class Ident(Token):
    """An identifier we chose. The gate lets through those that were made, so it is checked here."""

    __slots__ = ()
    _made: ClassVar[set[str]] = set()

    def __new__(cls, value: str) -> Self:
        """Raises `ValueError` for anything else than an identifier."""
        if value not in cls._made:
            if not value.isidentifier() or keyword.iskeyword(value):
                raise ValueError(f"no identifier: {value!r}")
            cls._made.add(value)
        return super().__new__(cls, value)

    @classmethod
    def made(cls) -> frozenset[str]:
        """Every identifier made in this process."""
        return frozenset(cls._made)


class Code(Token):
    """An expression, annotation or statement made of identifiers and literals."""

    __slots__ = ()


class Literal(Token):
    """A Python literal."""

    __slots__ = ()


class Doc(Token):
    """The inside of a docstring, escaped."""

    __slots__ = ()


def literal(value: object) -> Literal:
    """Source whose `ast.literal_eval` is `value`: str, bool, int, float, None, and lists and dicts of them.

    Characters that are not printable are escaped, among them the ones that end a line or turn the direction of text.
    Raises `TypeError` for anything else.
    """
    return _text(value) if type(value) is str else Literal(_literal(value))


@lru_cache(maxsize=10_000)
def _text(value: str) -> Literal:
    """The literal of a text. Values of enumerations and names of properties are said again and again."""
    return Literal(_string(value))


def _literal(value: object) -> str:
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, int):
        # Past 4,300 digits Python refuses decimal text (CVE-2020-10735); hexadecimal has no limit.
        return repr(value) if value.bit_length() < 10_000 else hex(value)
    if isinstance(value, float):
        return repr(value) if value - value == 0 else f'float("{value!r}")'
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_literal(key)}: {_literal(item)}' for key, item in value.items())}}}"
    raise TypeError(f"no literal for {type(value).__name__}")


def _string(value: str) -> str:
    """In double quotes, as formatters want them, unless that needs more escapes than single ones."""
    quote = "'" if '"' in value and "'" not in value else '"'
    return f"{quote}{''.join(_character(c, quote) for c in value) if _needs_escapes(value, quote) else value}{quote}"


def _needs_escapes(value: str, quote: str) -> bool:
    return not value.isprintable() or "\\" in value or quote in value


def _character(character: str, quote: str) -> str:
    if character in ("\\", quote):
        return f"\\{character}"
    if character.isprintable():
        return character
    return ascii(character)[1:-1]


_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CLOSING = re.compile(r'"{3,}|"+\Z')
"""Quotes that would end a docstring."""
_TOO_LONG = re.compile(rf"^.{{{LINE + 1}}}", re.MULTILINE)
_ARGUMENT = re.compile(r"  [a-z_]\w*: ")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+|\s*")


def clean_doc(text: str) -> str:
    """A description as `ast.get_docstring` will give it back: plain line ends, no controls, long lines broken.

    Unprintable characters go: bidirectional marks and the like would make source look like something that it is not
    (CVE-2021-42574). Code blocks and tables keep their lines.
    """
    lines = _LINE_ENDS.sub("\n", text).expandtabs(4).split("\n")
    if not text.isprintable():
        lines = [line if line.isprintable() else "".join(filter(str.isprintable, line)) for line in lines]
    cleaned = inspect.cleandoc("\n".join(line.rstrip() for line in lines)).strip()
    return inspect.cleandoc(_wrapped(cleaned)) if _TOO_LONG.search(cleaned) else cleaned


def _wrapped(text: str) -> str:
    done: list[str] = []
    fenced = False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if len(line) <= LINE or fenced or line.startswith(("    ", "|", "#")) or "```" in line:
            done.append(line)
        else:
            done += textwrap.wrap(
                line,
                LINE,
                subsequent_indent=" " * _hanging(line),
                break_long_words=False,
                break_on_hyphens=False,
                drop_whitespace=True,
            )
    return "\n".join(done)


def _hanging(line: str) -> int:
    """How far the rest of a broken line is indented: as the text of a list item; more than the name of an argument."""
    if _ARGUMENT.match(line):
        return 6
    lead = _LIST_ITEM.match(line)
    return lead.end() if lead else 0


@lru_cache(maxsize=10_000)
def docstring_body(text: str) -> Doc:
    """What stands between the quotes of a docstring of `text`, without indentation behind line ends.

    `ast.get_docstring` of the finished docstring is `clean_doc(text)`. An API repeats itself: three of four are known.
    """
    body = clean_doc(text).replace("\\", "\\\\")
    return Doc(_CLOSING.sub(lambda quotes: '\\"' * len(quotes.group()), body))
