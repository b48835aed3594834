"""Stage lower: what an item of a stream is → its schema, and whether that describes the event around the data.

What comes in: the schema of a response that streams. What goes out: the schema of one item. `itemSchema` says it itself
(OpenAPI 3.2, 4.14.1); an array stands for all items. A schema with the fields of a server-sent event (`event`, `data`)
describes the event, not what is in its data (3.2, 4.14.4 "Sequential Media Types").
"""

from __future__ import annotations

from ..ir import ContentKind
from .composition import Flat, flatten
from .contents import RawContent
from .context import Context, Site
from .fields import EVENT_FIELDS, property_sites
from .kinds import types_of
from .lookup import items_of
from .unions import union_groups


def item_site(ctx: Context, content: RawContent) -> Site | None:
    """The schema of one item of a stream, None when the document gives none."""
    if content.item is not None or content.schema is None:
        return content.item
    site = content.schema
    if type(site.value) is dict and types_of(flatten(ctx, site).parts, ctx.diagnostics) == ("array",):
        return items_of(ctx, site)
    return site


def is_event(ctx: Context, content: RawContent, site: Site) -> bool:
    """Whether the item's schema describes the event itself, its data among its properties."""
    if content.kind is not ContentKind.SSE or type(site.value) is not dict:
        return False
    return _is_event(ctx, flatten(ctx, site), site, explicit=content.item is not None)


def _is_event(ctx: Context, flat: Flat, site: Site, *, explicit: bool) -> bool:
    own = property_sites(flat).keys()
    groups = union_groups(ctx, flat, site)
    if not groups:
        return _has_fields(set(own), explicit=explicit)
    arms = [flatten(ctx, arm) for arm in groups[0].arms if type(arm.value) is dict]
    return all(_has_fields({*own, *property_sites(arm)}, explicit=explicit) for arm in arms)


def _has_fields(names: set[str], *, explicit: bool) -> bool:
    """`explicit`: the document says that this is an item of the stream; else only the name of the event proves it."""
    return "data" in names and ("event" in names or (explicit and names <= EVENT_FIELDS))
