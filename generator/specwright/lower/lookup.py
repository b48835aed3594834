"""Stage lower: finding a property or the items of a list below a schema, without lowering it.

What comes in: a site and wire names. What goes out: the site they lead to, None when there is none.
"""

from __future__ import annotations

from .composition import Flat, flatten
from .context import Context, Site
from .fields import sites_of
from .nullability import is_null
from .places import place_of_item
from .vocabulary import UNION_KEYWORDS, is_weak


def property_at(ctx: Context, site: Site, path: tuple[str, ...]) -> Site | None:
    """The schema of the property that `path` (wire names from the top) leads to."""
    for wire in path:
        found = property_of(open_(ctx, site), wire)
        if found is None:
            return None
        site = found
    return site


def property_of(flat: Flat, wire: str) -> Site | None:
    """The schema of a property of an opened schema."""
    sites = sites_of(flat, wire)
    if len(sites) > 1:
        sites = [found for found in sites if not is_weak(found.value)] or sites
    return sites[-1] if sites else None


def items_of(ctx: Context, site: Site) -> Site | None:
    """The schema of a list's items; None when the schema is no list, or says nothing about its items."""
    return items_of_opened(open_(ctx, site))


def items_of_opened(flat: Flat) -> Site | None:
    """The same for an opened schema."""
    for part in reversed(flat.parts):
        if type(part.value.get("items")) is dict:
            return part.member("items").at(place_of_item(part.place))
    return None


def open_(ctx: Context, site: Site) -> Flat:
    """The schema with references, `allOf` and "or null" opened."""
    if type(site.value) is not dict:
        return Flat()
    flat = flatten(ctx, site)
    for part in flat.parts:
        for keyword in UNION_KEYWORDS:
            arms = part.value.get(keyword)
            if type(arms) is list:
                live = [part.member(keyword, i) for i, arm in enumerate(arms) if not is_null(arm)]
                if len(live) == 1 and len(flat.parts) == 1:
                    return open_(ctx, live[0])
    return flat
