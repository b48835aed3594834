"""Plain data → YAML text that a person would have written.

What comes in: dicts, lists and scalars. What goes out: YAML that means the same to readers of version 1.1 and 1.2: only
texts that no version takes for something else stand without quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from ..ir.types import JsonValue

_INSIDE = r"(?:[\w$/.{}@+*=?&~()<>;'-]|:(?=[^\s]))"
_PLAIN = re.compile(rf"[A-Za-z_$/]{_INSIDE}*(?: (?:{_INSIDE}|,)+)*", re.ASCII)
_WORD = re.compile(r"[A-Za-z_$/][\w$/.-]*", re.ASCII)
_NOT_TEXT = re.compile(r"(?i:null|true|false|yes|no|on|off|y|n|~)|.*\s#.*")
_WIDTH = 100


def scalar(value: JsonValue) -> str:
    """A scalar, or an empty collection, on one line."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and not _NOT_TEXT.fullmatch(value)
        return value if plain else _quoted(value)
    if isinstance(value, dict | list) and not value:
        return "{}" if isinstance(value, dict) else "[]"
    return json.dumps(value)


def _quoted(value: str) -> str:
    """A double-quoted text; what cannot be seen, and what breaks lines for some readers, is escaped."""
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)


def block(value: JsonValue, indent: int = 0) -> str:
    """The lines of a mapping or list, indented by `indent` spaces."""
    pad = " " * indent
    if isinstance(value, dict) and value:
        return "".join(f"{pad}{scalar(key)}:{_after_key(member, indent)}" for key, member in value.items())
    if isinstance(value, list) and value:
        return "".join(f"{pad}- {block(item, indent + 2).lstrip(' ')}" for item in value)
    return f"{pad}{scalar(value)}\n"


def _after_key(value: JsonValue, indent: int) -> str:
    if isinstance(value, dict) and value:
        return f"\n{block(value, indent + 2)}"
    if isinstance(value, list) and value:
        short = f" [{', '.join(map(scalar, value))}]\n"
        flat = all((isinstance(item, str) and _WORD.fullmatch(item)) or isinstance(item, bool | int) for item in value)
        return short if flat and len(short) + indent < _WIDTH else f"\n{block(value, indent + 2)}"
    if isinstance(value, str) and "\n" in value and _fits_block(value):
        pad = " " * (indent + 2)
        lines = value.removesuffix("\n").split("\n")
        mark = "|" if value.endswith("\n") else "|-"
        return f" {mark}\n" + "".join(f"{pad}{line}\n" if line else "\n" for line in lines)
    return f" {scalar(value)}\n"


def _fits_block(value: str) -> bool:
    """Whether a literal block gives the text back: nothing at its edges or inside that YAML would take away."""
    lines = value.removesuffix("\n").split("\n")
    return (
        not value.endswith("\n\n")
        and bool(lines[0].strip())
        and not lines[0].startswith((" ", "\t"))
        and all(line == "" or (line.isprintable() and line.strip() != "") for line in lines)
    )


def comment(text: str, indent: int = 0) -> str:
    """Comment lines."""
    return "".join(f"{' ' * indent}# {line}\n" for line in text.splitlines())


def without_empty(mapping: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The entries that say something: not None, and no empty collection."""
    return {key: value for key, value in mapping.items() if value is not None and value != {} and value != []}
