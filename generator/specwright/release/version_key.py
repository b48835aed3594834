"""`targets.python.version` in the text of a configuration: set without touching anything else of it.

What comes in: the configuration as text. What goes out: the same text with another version, comments, order and quotes
kept. The result is read again and compared, so that an unusual text ends in a refusal and never in a broken file.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ..diagnostics import SpecwrightError, fail
from ..ir import Origin
from ..spec import SourceMap
from ..spec.limits import Limits
from ..spec.parse import parse
from ..spec.source import Source

_KEYS = ("targets", "python", "version")
_SCALAR = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s,{}\[\]#'"&*!|>]+""")


def set_version(file: str, raw: bytes, version: str) -> bytes:
    """The text of the configuration `file` with `version` in it. Raises SpecwrightError when it is beyond us."""
    source = Source.from_bytes(file, raw)
    data = _data(file, raw)
    wanted = _with_version(data, version)
    if data == wanted:
        return raw
    edited = _Edit(source, SourceMap({file: raw}), data).apply(version)
    encoded = b"\xef\xbb\xbf" * raw.startswith(b"\xef\xbb\xbf") + (edited or "").encode()
    try:
        if edited is not None and _data(file, encoded) == wanted:
            return encoded
    except SpecwrightError:
        pass
    hint = f"write `version: {version}` under `targets.python` yourself and run this again"
    raise fail("Release/ConfigText", f"{file} is written in a way that no version can be put into", hint=hint)


def _data(file: str, raw: bytes) -> dict[str, Any]:
    data = parse(Source.from_bytes(file, raw), Limits())
    return data if isinstance(data, dict) else {}


def _with_version(data: dict[str, Any], version: str) -> dict[str, Any]:
    targets = data.get("targets") or {}
    python = (targets.get("python") or {}) if isinstance(targets, dict) else {}
    if not isinstance(targets, dict) or not isinstance(python, dict):
        return data | {"targets": None}
    return data | {"targets": targets | {"python": python | {"version": version}}}


class _Edit:
    """One edit: replaces the value, or inserts a key at the beginning of the innermost mapping that is there."""

    def __init__(self, source: Source, places: SourceMap, data: dict[str, Any]) -> None:
        self._text = source.text
        self._file = source.file
        self._places = places
        self._data = data

    def apply(self, version: str) -> str | None:
        """The edited text; None when the place is not found."""
        mapping, there = self._innermost()
        if len(there) == len(_KEYS):
            return self._replaced(self._offset(there), version)
        missing = _KEYS[len(there) :]
        if mapping:
            first = self._offset((*there, next(iter(mapping))), at_key=True)
            indent = self._text[self._text.rfind("\n", 0, first) + 1 : first]
            if not indent.strip(" "):
                return self._put(first - len(indent), _block(missing, version, indent, self._line_end))
        opening = self._text.find("{", self._offset(there))
        if opening < 0 or self._text[self._offset(there) : opening].strip():
            return None
        return self._put(opening + 1, _flow(missing, version) + (", " if mapping else ""))

    def _innermost(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        mapping = self._data
        there: tuple[str, ...] = ()
        for key in _KEYS:
            if key not in mapping:
                break
            there = (*there, key)
            if not isinstance(mapping[key], dict):
                break
            mapping = mapping[key]
        return mapping, there

    def _offset(self, keys: tuple[str, ...], *, at_key: bool = False) -> int:
        place = self._places.locate(Origin(self._file, "").child(*keys), at_key)
        starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", self._text))]
        return starts[place.line - 1] + place.column - 1

    def _replaced(self, at: int, version: str) -> str | None:
        found = _SCALAR.match(self._text, at)
        if found is None:
            return None
        quote = found[0][0] if found[0][0] in "'\"" else ""
        return self._text[:at] + f"{quote}{version}{quote}" + self._text[found.end() :]

    def _put(self, at: int, inserted: str) -> str:
        return self._text[:at] + inserted + self._text[at:]

    @property
    def _line_end(self) -> str:
        return "\r\n" if "\r\n" in self._text else "\n"


def _block(missing: tuple[str, ...], version: str, indent: str, line_end: str) -> str:
    *outer, last = missing
    lines = [f"{indent}{'  ' * depth}{key}:" for depth, key in enumerate(outer)]
    return "".join(line + line_end for line in [*lines, f"{indent}{'  ' * len(outer)}{last}: {version}"])


def _flow(missing: tuple[str, ...], version: str) -> str:
    value: Any = version
    for key in reversed(missing):
        value = {key: value}
    return json.dumps(value)[1:-1]
