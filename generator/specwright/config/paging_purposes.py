"""Stage config: what the properties of a pagination scheme are for, where the file does not say it.

What comes in: the properties as written. What goes out: the same with purposes. A scheme whose file marks none of them
means the usual names (`cursor` and `next_cursor`); one that marks some has said all it wanted, but for its items, which
are its first array.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from ..ir.paging import PagingKind
from .inference.paging_words import (
    AFTERS,
    BEFORES,
    CURRENT_PAGES,
    CURSORS,
    HAS_MORE,
    NEXT_CURSORS,
    NEXT_URLS,
    OFFSETS,
    PAGE_NUMBERS,
    TOTAL_PAGES,
    TOTALS,
)
from .settings import PagingPropertyConfig
from .words import snake

_Properties = tuple[PagingPropertyConfig, ...]

_REQUEST: Mapping[PagingKind, Mapping[str, Collection[str]]] = {
    PagingKind.CURSOR: {"next_cursor_param": CURSORS},
    PagingKind.CURSOR_ID: {"next_cursor_id_param": AFTERS, "previous_cursor_id_param": BEFORES},
    PagingKind.OFFSET: {"offset_count_param": OFFSETS},
    PagingKind.PAGE_NUMBER: {"page_number_param": PAGE_NUMBERS},
}
_RESPONSE: Mapping[PagingKind, Mapping[str, Collection[str]]] = {
    PagingKind.CURSOR: {"next_cursor_field": (*NEXT_CURSORS, "next", "cursor")},
    PagingKind.CURSOR_URL: {"cursor_url_field": NEXT_URLS},
    PagingKind.OFFSET: {"offset_count_start_field": OFFSETS, "offset_total_count_field": TOTALS},
    PagingKind.PAGE_NUMBER: {"current_page_number_field": CURRENT_PAGES, "total_page_count_field": TOTAL_PAGES},
}


def with_purposes(kind: PagingKind, request: _Properties, response: _Properties) -> tuple[_Properties, _Properties]:
    """The properties of a scheme's request and response, each with what it is for."""
    if all(found.purpose is None for found in (*request, *response)):
        request = _named(request, _REQUEST.get(kind, {}))
        response = _named(response, {**_RESPONSE.get(kind, {}), "has_next_page": HAS_MORE})
    return request, _with_items(response)


def _named(properties: _Properties, purposes: Mapping[str, Collection[str]]) -> _Properties:
    """The properties with the purposes that their names speak of, each purpose once."""
    found = list(properties)
    for purpose, words in purposes.items():
        fitting = [i for i, p in enumerate(found) if p.purpose is None and p.schema_type not in ("array", "object")]
        named = {snake(found[i].path[-1]): i for i in reversed(fitting)}
        index = next((named[word] for word in words if word in named), None)
        if index is not None:
            found[index] = replace(found[index], purpose=purpose)
    return tuple(found)


def _with_items(properties: _Properties) -> _Properties:
    """A response without a property marked as `items` means its first array."""
    if any(p.purpose == "items" for p in properties):
        return properties
    first = next((p for p in properties if p.purpose is None and p.schema_type == "array"), None)
    return tuple(replace(p, purpose="items") if p is first else p for p in properties)
