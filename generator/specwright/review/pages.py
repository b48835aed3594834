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
        call = pair.old
        if call is None or call.paging is None or call.operation.result is None:
            continue
        for field in call.paging.fields:
            if field.purpose in _CURSORS and field.path:
                found |= _ends(call, field.path, api)
    return frozenset(found)


def _ends(call: Call, path: tuple[str, ...], api: Api) -> set[tuple[str, str]]:
    """The property at the end of a path from the response's body."""
    content = call.operation.result
    type_ = content.type if content is not None else None
    for depth, wire in enumerate(path):
        record = effective(type_, api).record if type_ is not None else None
        field = next((f for f in record.fields if f.wire == wire), None) if record is not None else None
        if record is None or field is None:
            return set()
        if depth == len(path) - 1:
            return {(record.id, wire)}
        type_ = field.type
    return set()


def is_page_size(call: Call, param: Param) -> bool:
    """Whether a parameter of a method that returns pages says how many items a page has."""
    return call.paging is not None and _plain(param.wire) in _SIZES


def is_sorting(param: Param) -> bool:
    """Whether a parameter says in which order items come."""
    return _plain(param.wire) in _SORTING


def _plain(wire: str) -> str:
    return wire.replace("_", "").replace("-", "").lower()
