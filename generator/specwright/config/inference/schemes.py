"""Inference: shapes of pages → named pagination schemes.

What comes in: the shape of each paged operation. What goes out: the schemes, and the scheme's name for each operation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ...diagnostics import Diagnostics
from ...ir.origin import Origin
from ...ir.paging import PagingKind
from ...ir.types import JsonValue
from ...values import dataclass
from ..dump_resources import pagination_data
from ..node import Node
from ..read_resources import read_pagination
from ..settings import PagingPropertyConfig, PagingSchemeConfig
from ..words import snake
from .paging import Field, Shape
from .verbs import ITEM_NAMES

_NAMES = {
    PagingKind.CURSOR: "cursor_page",
    PagingKind.CURSOR_ID: "cursor_id_page",
    PagingKind.CURSOR_URL: "cursor_url_page",
    PagingKind.OFFSET: "offset_page",
    PagingKind.PAGE_NUMBER: "page_number_page",
    PagingKind.LINK_HEADER: "link_header_page",
    PagingKind.FAKE_PAGE: "single_page",
}
Signature = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Paged:
    """A paged operation: its shape and where it is written."""

    shape: Shape
    origin: Origin


def name_schemes(paged: Mapping[str, Paged]) -> tuple[tuple[PagingSchemeConfig, ...], dict[str, str]]:
    """The schemes in the order they are met, and scheme names by operation id.

    Operations share a scheme when they are paged in the same way; what only some of them have is left out of it. The
    most usual way of a kind has the kind's name, the others are called after their items.
    """
    groups: dict[Signature, list[str]] = {}
    for id_, page in paged.items():
        groups.setdefault(_signature(page.shape), []).append(id_)
    names: dict[Signature, str] = {}
    for signature, ids in sorted(groups.items(), key=lambda group: -len(group[1])):
        shape = paged[ids[0]].shape
        rivals = [paged[other[0]].shape for other in groups.values() if paged[other[0]].shape.kind is shape.kind]
        total = sum(len(other) for key, other in groups.items() if key[0] is shape.kind)
        names[signature] = _name(shape, rivals, set(names.values()), is_usual=2 * len(ids) >= total)
    schemes = tuple(_scheme(names[signature], [paged[id_] for id_ in ids]) for signature, ids in groups.items())
    return schemes, {id_: names[signature] for signature, ids in groups.items() for id_ in ids}


def _signature(shape: Shape) -> Signature:
    """What of a shape decides how pages are fetched."""
    return (
        shape.kind,
        tuple(param for param in shape.params if param[2]),
        tuple(field for field in shape.fields if field.purpose),
    )


def _name(shape: Shape, rivals: list[Shape], taken: set[str], *, is_usual: bool) -> str:
    """`is_usual`: at least half of the operations paged in this kind are paged so."""
    plain, items = _NAMES[shape.kind], _items(shape)
    by_items = f"{snake('_'.join(items))}_page" if items else f"top_level_{plain}"
    param = next((name for name, _, purpose in shape.params if purpose), "")
    candidates = [f"{by_items.removesuffix('_page')}_{plain}", f"{snake(param)}_{plain}"]
    alike = sum(_items(rival) == items for rival in rivals) > 1
    candidates = candidates[::-1] if alike else [by_items, *candidates]
    if is_usual or not items or items[-1] in ITEM_NAMES:
        candidates.insert(0, plain)
    found = next((name for name in candidates if name not in taken), None)
    number = 2
    while found is None:
        found, number = (f"{plain}_{number}" if f"{plain}_{number}" not in taken else None), number + 1
    return found


def _items(shape: Shape) -> tuple[str, ...]:
    return next(field.path for field in shape.fields if field.purpose == "items")


def _scheme(name: str, pages: list[Paged]) -> PagingSchemeConfig:
    first = pages[0]
    seen_params = Counter(param for page in pages for param in page.shape.params)
    seen_fields = Counter(field for page in pages for field in page.shape.fields)
    params = [param for param in first.shape.params if seen_params[param] == len(pages)]
    fields = [field for field in first.shape.fields if seen_fields[field] == len(pages)]
    flat = PagingSchemeConfig(
        name=name,
        kind=first.shape.kind,
        origin=first.origin,
        request=tuple(
            PagingPropertyConfig((wire,), first.origin, {"type": kind}, purpose or None)
            for wire, kind, purpose in params
        ),
        response=tuple(_property(field, first.origin) for field in fields),
    )
    # Written down and read again, it has what a configuration file with this scheme has: places and enclosing objects.
    return read_pagination(Node(pagination_data(flat), first.origin), Diagnostics())[0]


def _property(field: Field, origin: Origin) -> PagingPropertyConfig:
    schema: dict[str, JsonValue] = {"type": field.type}
    if field.purpose == "items":
        schema["items"] = {}
    path = field.path or ("items",)
    return PagingPropertyConfig(path, origin, schema, field.purpose, is_top_level_array=not field.path)
