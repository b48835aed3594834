"""Diagnostics → text: for a terminal, as JSON, or as GitHub workflow commands.

What comes in: diagnostics and a `SourceMap` of the files they are about. What goes out: text that is safe to print:
whatever a document holds, no control character and no text-direction mark of it reaches a terminal or a log.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

from .diagnostics import Diagnostic, Position, Related, Severity
from .ir.origin import Origin
from .spec.source_map import SourceMap
from .values import dataclass


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


_LABELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}

_WINDOW = 100
"""Characters of the offending line that are shown; a minified document has one line of megabytes."""


@dataclass(frozen=True, slots=True)
class _Located:
    diagnostic: Diagnostic
    position: Position | None
    related: tuple[tuple[Related, Position | None], ...]


def render(
    diagnostics: Iterable[Diagnostic], sources: SourceMap, form: Format = Format.TEXT, *, colour: bool = False
) -> str:
    """All of `diagnostics` as text that ends in a line break, or "" when there are none (JSON: an empty list).

    `colour` adds terminal colours to `Format.TEXT`.
    """
    located = _locate(list(diagnostics), sources)
    match form:
        case Format.TEXT:
            return "".join(f"{line}\n" for item in located for line in _text(item, colour))
        case Format.JSON:
            return json.dumps([_json(item) for item in located], indent=2) + "\n"
        case Format.GITHUB:
            return "".join(f"{_github(item)}\n" for item in located)


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`1 error, 3 warnings`; notes are not counted. "" when there is nothing to count."""
    found = list(diagnostics)
    counts = [
        (sum(d.severity is severity for d in found), _LABELS[severity])
        for severity in (Severity.ERROR, Severity.WARNING)
    ]
    return ", ".join(f"{count} {label}{'s' if count > 1 else ''}" for count, label in counts if count)


def _locate(diagnostics: Sequence[Diagnostic], sources: SourceMap) -> list[_Located]:
    """All positions in one pass over each file."""
    sources.locate_many(
        (place.origin, place.at_key)
        for place in _places(diagnostics)
        if place.origin is not None and place.position is None and sources.has(place.origin.file)
    )
    return [
        _Located(
            diagnostic,
            _position(diagnostic, sources),
            tuple((related, _position(related, sources)) for related in diagnostic.related),
        )
        for diagnostic in diagnostics
    ]


def _places(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic | Related]:
    for diagnostic in diagnostics:
        yield diagnostic
        yield from diagnostic.related


def _position(place: Diagnostic | Related, sources: SourceMap) -> Position | None:
    if place.position is not None or place.origin is None or not sources.has(place.origin.file):
        return place.position
    return sources.locate(place.origin, place.at_key)


def _text(item: _Located, colour: bool) -> Iterator[str]:
    found = item.diagnostic
    label = f"{_LABELS[found.severity]}:"
    if colour:
        label = f"\x1b[1;{_COLOURS[found.severity]}m{label}\x1b[0m"
    where = _where(item.position, found.origin)
    yield f"{where}{label} {safe(found.message)} [{found.rule}]"
    if item.position is not None and item.position.line_text:
        yield from _excerpt(item.position)
    if found.origin is not None and found.origin.pointer:
        yield f"  at #{safe(found.origin.pointer)}"
    for related, position in item.related:
        yield f"  {_where(position, related.origin)}{safe(related.message)}"
        if position is not None and position.line_text:
            yield from _excerpt(position)
    if found.hint is not None:
        yield f"  hint: {safe(found.hint)}"


def _where(position: Position | None, origin: Origin | None) -> str:
    if position is not None:
        return f"{safe(position.file)}:{position.line}:{position.column}: "
    return f"{safe(origin.file)}: " if origin is not None else ""


def _excerpt(position: Position) -> Iterator[str]:
    """The line and a caret under its column. Both are as wide as they look, tabs and wide characters included."""
    at = position.column - 1 - position.line_text_from
    start = max(0, at - _WINDOW * 2 // 3)
    end = start + _WINDOW
    before = safe(position.line_text[start:at].replace("\t", "    "))
    after = safe(position.line_text[at:end].replace("\t", "    ")).rstrip()
    lead = "…" if start or position.line_text_from else ""
    tail = "…" if end < len(position.line_text) else ""
    number = str(position.line)
    yield f"  {number} | {lead}{before}{after}{tail}"
    yield f"  {' ' * len(number)} | {' ' * (len(lead) + _width(before))}^"


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def safe(text: str) -> str:
    """`text` on one line, with everything a terminal would obey or not show written as an escape."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escape(character) for character in text)


def _escape(character: str) -> str:
    code = ord(character)
    if character in "\n\t\r":
        return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}[character]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json(item: _Located) -> dict[str, Any]:
    """One finding. The keys are a contract (docs/diagnostics.md): none is ever left out, unknown values are null."""
    found = item.diagnostic
    return {
        "severity": _LABELS[found.severity],
        "rule": found.rule,
        "message": found.message,
        **_json_place(item.position, found.origin),
        "hint": found.hint,
        "related": [{"message": other.message, **_json_place(place, other.origin)} for other, place in item.related],
    }


def _json_place(position: Position | None, origin: Origin | None) -> dict[str, Any]:
    return {
        "file": origin.file if origin is not None else None,
        "line": position.line if position is not None else None,
        "column": position.column if position is not None else None,
        "pointer": origin.pointer if origin is not None else None,
    }


def _github(item: _Located) -> str:
    """A workflow command: it annotates the line in a pull request."""
    found = item.diagnostic
    properties: list[tuple[str, object]] = []
    if found.origin is not None:
        properties.append(("file", found.origin.file))
    if item.position is not None:
        properties += [("line", item.position.line), ("col", item.position.column)]
    properties.append(("title", found.rule))
    lines = [safe(found.message)]
    lines += [safe(f"{_where(place, other.origin)}{other.message}") for other, place in item.related]
    if found.hint is not None:
        lines.append(safe(found.hint))
    head = ",".join(f"{name}={_property(str(value))}" for name, value in properties)
    return f"::{_LEVELS[found.severity]} {head}::{_data(chr(10).join(lines))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(safe(text)).replace(":", "%3A").replace(",", "%2C")
