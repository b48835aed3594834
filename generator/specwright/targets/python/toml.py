"""Render stage: a mapping in, TOML text out (for the generated `pyproject.toml`).

Strings of the spec and the configuration stand in it (titles, URLs, names), so that every string is written as a TOML
basic string here and nowhere else, and the text is parsed again before it is handed out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import TypeAlias

TomlValue: TypeAlias = "str | bool | int | Sequence[TomlValue] | Mapping[str, TomlValue]"

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SHORT_LINE = 100
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def toml_string(text: str) -> str:
    """A basic string (TOML 1.0, 4.1): everything that is not printable is escaped, lone surrogates become U+FFFD."""
    return '"' + "".join(_toml_character(character) for character in text) + '"'


def _toml_character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    point = ord(character)
    if 0xD800 <= point <= 0xDFFF:
        return "\ufffd"
    return f"\\u{point:04X}" if point <= 0xFFFF else f"\\U{point:08X}"


def toml_document(tables: Mapping[str, Mapping[str, TomlValue]]) -> str:
    """The document of `{dotted table name: {key: value}}`; table names are ours, never text of the spec.

    Raises ValueError when the text does not parse back to what was asked for: that would be a bug here.
    """
    text = "\n".join(_table(name, members) for name, members in tables.items() if members)
    parsed = tomllib.loads(text)
    for name, members in tables.items():
        if members and _lookup(parsed, name, members) != _plain(members):
            raise ValueError(f"table [{name}] does not read back as it was written")
    return text


def _table(name: str, members: Mapping[str, TomlValue]) -> str:
    lines = [f"[{name}]", *(f"{_key(key)} = {_value(value)}" for key, value in members.items())]
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else toml_string(key)


def _value(value: TomlValue) -> str:
    if isinstance(value, str):
        return toml_string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        members = ", ".join(f"{_key(key)} = {_value(member)}" for key, member in value.items())
        return f"{{ {members} }}" if members else "{}"
    return _array([_value(item) for item in value])


def _array(items: list[str]) -> str:
    one_line = f"[{', '.join(items)}]"
    if len(one_line) <= _SHORT_LINE:
        return one_line
    return "[\n" + "".join(f"  {item},\n" for item in items) + "]"


def _lookup(parsed: Mapping[str, object], name: str, members: Mapping[str, TomlValue]) -> object:
    """The members of the table `name` as parsed, without the sub-tables that have a header of their own."""
    table: object = parsed
    for part in name.split("."):
        table = table[part] if isinstance(table, dict) else None
    return {key: table.get(_clean(key)) for key in members} if isinstance(table, dict) else None


def _plain(value: TomlValue) -> object:
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, Mapping):
        return {key: _plain(member) for key, member in value.items()}
    return [_plain(item) for item in value] if isinstance(value, Sequence) else value


def _clean(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
