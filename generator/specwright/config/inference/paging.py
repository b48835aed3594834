"""Inference: which operations answer in pages, and how the next page is asked for.

What comes in: operations that list things. What goes out: the way each is paged. Only what both the parameters and the
response say is believed: a page that is fetched wrongly is worse than one that is not fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from ...ir.origin import Origin
from ...ir.paging import PagingKind
from ...values import dataclass
from ..document import DocumentOperation, follow, properties, schema_type
from ..words import words
from .paging_words import (
    AFTERS,
    BEFORES,
    CURRENT_PAGES,
    CURSORS,
    DATES,
    HAS_MORE,
    ITEM_IDS,
    LIMITS,
    LIST_METHODS,
    META_OBJECTS,
    NEXT_CURSORS,
    NEXT_URLS,
    OFFSETS,
    PAGE_NUMBERS,
    TOTAL_PAGES,
    TOTALS,
    TOTALS_IN_ORDER,
)
from .shapes import envelope

Schema = tuple[Any, Origin]


@dataclass(frozen=True, slots=True)
class Field:
    """A property of the page: where it is (wire names from the root), its JSON type, and what it is for."""

    path: tuple[str, ...]
    type: str
    purpose: str | None
    header: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """How an operation is paged: equal shapes share a scheme. `limits` are parameters that only size the page."""

    kind: PagingKind
    params: tuple[tuple[str, str, str], ...]
    """Wire name, JSON type and purpose."""
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What an operation's parameters and response offer."""

    params: Mapping[str, tuple[str, Mapping[str, Any]]]
    """Query parameters: wire name → JSON type and schema."""
    fields: Mapping[tuple[str, ...], tuple[str, Mapping[str, Any]]]
    """Scalars of the response, one level of objects deep."""
    items: tuple[str, ...]
    """Path of the items; () when the body is the array."""
    item: Callable[[], Mapping[str, str]]
    """Properties of an item, with their JSON types: few ask for them."""
    has_link_header: bool


def find_shape(operation: DocumentOperation, resource: str) -> Shape | None:
    """How the operation is paged; None when it is not, or not for certain."""
    if operation.method not in LIST_METHODS:
        return None
    page = _page(operation, resource)
    if page is None:
        return None
    for recognise in (_by_cursor, _by_url, _by_last_id, _by_link_header, _by_page_number, _by_offset):
        shape = recognise(page)
        if shape is not None:
            return shape
    return None


def _page(operation: DocumentOperation, resource: str) -> Page | None:
    found = operation.response_schema
    if found is None:
        return None
    document = operation.document
    schema, origin = follow(document, *found)
    params = {
        str(p["name"]): (schema_type(s) or "", s)
        for p in operation.parameters
        if p.get("in") == "query"
        and isinstance(p.get("name"), str)
        and isinstance(s := _plain(document, p.get("schema"), origin), dict)
    }
    links = _has_link(operation)
    if schema_type(schema) == "array":
        return Page(params, {}, (), partial(_item_types, operation, (schema, origin)), links)
    wrapped = envelope(operation, resource)
    if wrapped is None:
        return None
    items = wrapped.fields[wrapped.items]
    fields = dict(_scalars(operation, wrapped.fields))
    return Page(params, fields, (wrapped.items,), partial(_item_types, operation, items), links)


def _plain(document: Any, schema: Any, origin: Origin) -> Any:
    """A schema behind references and behind `anyOf: [X, null]`."""
    schema, origin = follow(document, schema, origin)
    for keyword in ("anyOf", "oneOf", "allOf"):
        arms = schema.get(keyword) if isinstance(schema, dict) and "type" not in schema else None
        if isinstance(arms, list):
            real = [arm for arm in arms if schema_type(arm) != "null"]
            if len(real) == 1:
                inner, _ = follow(document, real[0], origin)
                return (
                    {**inner, **{k: v for k, v in schema.items() if k != keyword}} if isinstance(inner, dict) else inner
                )
    return schema


def _scalars(
    operation: DocumentOperation, fields: Mapping[str, Schema], parents: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], tuple[str, Mapping[str, Any]]]]:
    """The scalar fields of the page, also those inside `pagination`, `meta`, `links.pages` and the like."""
    for name, (written, origin) in fields.items():
        schema = _plain(operation.document, written, origin)
        kind = schema_type(schema)
        if kind in ("string", "integer", "number", "boolean"):
            yield (*parents, name), (kind, schema)
        elif kind == "object" and len(parents) < 2 and set(words(name)) & META_OBJECTS:
            yield from _scalars(operation, properties(operation.document, written, origin), (*parents, name))


def _item_types(operation: DocumentOperation, array: Schema) -> dict[str, str]:
    schema, origin = follow(operation.document, *array)
    item = schema.get("items") if isinstance(schema, dict) else None
    found = properties(operation.document, item, origin.child("items"))
    return {name: schema_type(_plain(operation.document, value, place)) or "" for name, (value, place) in found.items()}


def _has_link(operation: DocumentOperation) -> bool:
    found = operation.response
    headers = found[0].get("headers") if found else None
    return isinstance(headers, dict) and any(str(name).lower() == "link" for name in headers)


def _key(name: str) -> str:
    return "_".join(words(name))


def _param(page: Page, names: tuple[str, ...] | list[str], *types: str) -> str | None:
    """The first parameter with one of the names and types; one that is a date or has few values is no cursor."""
    for wanted in names:
        for name, (kind, schema) in page.params.items():
            if _key(name) == wanted and kind in types and "enum" not in schema and schema.get("format") not in DATES:
                return name
    return None


def _field(page: Page, names: tuple[str, ...] | list[str], *types: str) -> tuple[str, ...] | None:
    """The first field of the page with one of the names, alone or behind its parent's (`cursors.next`)."""
    for wanted in names:
        for path, (kind, _) in page.fields.items():
            if kind in types and (_key(path[-1]) == wanted or (len(path) > 1 and f"{path[-1]}_{path[-2]}" == wanted)):
                return path
    return None


def _shape(page: Page, kind: PagingKind, params: list[tuple[str, str]], fields: list[Field]) -> Shape:
    """A shape with what every page has: the items, whether there are more, how many there are, and the limit."""
    more = _field(page, HAS_MORE, "boolean")
    extra = [Field(more, "boolean", "has_next_page")] if more else []
    used = {field.path for field in (*fields, *extra)}
    nested = {path[:-1] for path in used if len(path) > 1}
    extra += [
        Field(path, kind_, None)
        for path, (kind_, _) in page.fields.items()
        if path not in used
        and kind_ == "integer"
        and (_key(path[-1]) in TOTALS and (len(path) == 1 or path[:-1] in nested))
    ]
    items = Field(page.items, "array", "items")
    taken = {name for name, _ in params}
    limits = [
        (name, t, "")
        for name, (t, _) in page.params.items()
        if _key(name) in LIMITS and name not in taken and t == "integer"
    ]
    asked = [(name, page.params[name][0], purpose) for name, purpose in params]
    return Shape(kind, (*asked, *limits), (items, *fields, *extra))


def _by_cursor(page: Page) -> Shape | None:
    """A parameter that takes what a field of the page before gives."""
    field = _field(page, NEXT_CURSORS, "string", "integer")
    if field is None or _is_url(page, field):
        return None
    kind = page.fields[field][0]
    own = [_key(field[-1]).removeprefix("next_"), _key(field[-1])]
    param = _param(page, [*own, *CURSORS], kind)
    if param is None:
        return None
    return _shape(page, PagingKind.CURSOR, [(param, "next_cursor_param")], [Field(field, kind, "next_cursor_field")])


def _by_url(page: Page) -> Shape | None:
    """A field with the address of the next page."""
    for path, (kind, _) in page.fields.items():
        if kind == "string" and _key(path[-1]) in NEXT_URLS and _is_url(page, path):
            return _shape(page, PagingKind.CURSOR_URL, [], [Field(path, "string", "cursor_url_field")])
    return None


def _is_url(page: Page, path: tuple[str, ...]) -> bool:
    """Whether a field is an address: by its format, name, parent, example or description."""
    schema = page.fields[path][1]
    if schema.get("format") in ("uri", "url", "uri-reference"):
        return True
    if set(words(path[-1])) & {"url", "uri", "href", "link"} or any(_key(parent) == "links" for parent in path[:-1]):
        return True
    example = schema.get("example")
    if isinstance(example, str):
        return example.startswith(("http://", "https://", "/"))
    return bool(set(words(str(schema.get("description", "")))) & {"url", "uri", "href"})


def _by_last_id(page: Page) -> Shape | None:
    """A parameter that takes the id of the last item, on pages that say whether there are more."""
    more = _field(page, HAS_MORE, "boolean")
    param = _param(page, AFTERS, "string")
    if more is None or param is None:
        return None
    last = _field(page, ("last_id",), "string")
    if last is not None:
        return _shape(
            page, PagingKind.CURSOR, [(param, "next_cursor_param")], [Field(last, "string", "next_cursor_field")]
        )
    item = page.item()
    identifier = next((name for name in ITEM_IDS if item.get(name) == "string"), None)
    if identifier is None:
        return None
    params = [(param, "next_cursor_id_param")]
    before = _param(page, BEFORES, "string")
    if before is not None:
        params.append((before, "previous_cursor_id_param"))
    return _shape(page, PagingKind.CURSOR_ID, params, [Field((*page.items, identifier), "string", "cursor_item_id")])


def _by_link_header(page: Page) -> Shape | None:
    """A `Link` header with `rel="next"` (RFC 8288)."""
    return _shape(page, PagingKind.LINK_HEADER, [], []) if page.has_link_header else None


def _by_page_number(page: Page) -> Shape | None:
    """A number that goes up by one; an array alone must also have a page size to be believed."""
    param = _param(page, PAGE_NUMBERS, "integer", "number")
    if param is None or not _is_sized(page):
        return None
    fields = []
    current, total = _field(page, CURRENT_PAGES, "integer"), _field(page, TOTAL_PAGES, "integer")
    if current:
        fields.append(Field(current, "integer", "current_page_number_field"))
    if total:
        fields.append(Field(total, "integer", "total_page_count_field"))
    return _shape(page, PagingKind.PAGE_NUMBER, [(param, "page_number_param")], fields)


def _by_offset(page: Page) -> Shape | None:
    """The number of items to skip."""
    param = _param(page, OFFSETS, "integer", "number")
    if param is None or not _is_sized(page):
        return None
    total = _field(page, [*TOTALS_IN_ORDER], "integer")
    start = _field(page, OFFSETS, "integer")
    fields = [Field(start, "integer", "offset_count_start_field")] if start else []
    if total:
        fields.append(Field(total, "integer", "offset_total_count_field"))
    return _shape(page, PagingKind.OFFSET, [(param, "offset_count_param")], fields)


def _is_sized(page: Page) -> bool:
    """Whether something else also says that this is one page of several."""
    sized = any(_key(name) in LIMITS and kind in ("integer", "number") for name, (kind, _) in page.params.items())
    counted = any(_key(path[-1]) in TOTALS or _key(path[-1]) in (*TOTAL_PAGES, *HAS_MORE) for path in page.fields)
    return sized or (bool(page.items) and counted)
