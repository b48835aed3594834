"""What pagination makes of parameters and properties: a cursor may end, a page size may change."""

from __future__ import annotations

from collections.abc import Iterable

from ..ir import Api, Param
from .effective import effective
from .operations import Matched
from .subjects import Call

_CURSORS = ("next_cursor_field", "previous_cursor_field", "cursor_url_field", "has_next_page")
_SIZES = ("limit", "pagesize", "perpage", "size", "count", "maxresults", "top")
_SORTING = ("sort", "sortby", "order", "orderby", "direction", "sortorder", "sortdirection")


def cursors(operations: Iterable[Matched], api: Api) -> frozenset[tuple[str, str]]:
    """The properties of the old API that say where the next page begins: definition id and wire name."""
    found: set[tuple[str, str]] = set()
    for pair in operations:
        if pair.old is None or pair.old.paging is None:
            continue
        for field in pair.old.paging.fields:
            if field.purpose in _CURSORS and (end := _end(pair.old, field.path, api)) is not None:
                found.add(end)
    return frozenset(found)


def renamed_items(operations: Iterable[Matched], old: Api, new: Api) -> dict[tuple[str, str], tuple[str, str]]:
    """Of pages, by definition ids on both sides, both wire names of the property with the items, if they differ."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for pair in operations:
        if pair.old is None or pair.new is None:
            continue
        ends = _items(pair.old, old), _items(pair.new, new)
        if ends[0] is not None and ends[1] is not None and ends[0][1] != ends[1][1]:
            found[ends[0][0], ends[1][0]] = (ends[0][1], ends[1][1])
    return found


def _items(call: Call, api: Api) -> tuple[str, str] | None:
    fields = call.paging.fields if call.paging is not None else ()
    path = next((field.path for field in fields if field.purpose == "items"), ())
    return _end(call, path, api)


def _end(call: Call, path: tuple[str, ...], api: Api) -> tuple[str, str] | None:
    """The property at the end of a path from the response's body: its record's id and its wire name."""
    content = call.operation.result
    type_ = content.type if content is not None else None
    for depth, wire in enumerate(path):
        record = effective(type_, api).record if type_ is not None else None
        field = next((f for f in record.fields if f.wire == wire), None) if record is not None else None
        if record is None or field is None:
            return None
        if depth == len(path) - 1:
            return record.id, wire
        type_ = field.type
    return None


def is_page_size(call: Call, param: Param) -> bool:
    """Whether a parameter of a method that returns pages says how many items a page has."""
    return call.paging is not None and _plain(param.wire) in _SIZES


def is_sorting(param: Param) -> bool:
    """Whether a parameter says in which order items come."""
    return _plain(param.wire) in _SORTING


def _plain(wire: str) -> str:
    return wire.replace("_", "").replace("-", "").lower()
