"""Stage lower: envelopes around a response (`unwrap_response` and `unwrap_response_fields` of the configuration).

What comes in: a call and the schema of its result. What goes out: the property that methods return in place of the
body.
"""

from __future__ import annotations

from ..ir import Name, NameStrength
from .calls import Call
from .composition import flatten
from .context import Site
from .fields import property_sites
from .lookup import open_, property_at
from .references import add_root, deref
from .vocabulary import UNION_KEYWORDS


def name_unwrapped(call: Call, envelope: Site, inner: Site) -> None:
    """Make what is in a named envelope a type of its own, called as the result of the first method that returns it.

    The envelope then refers to it, as in published packages: `ListThingsResponse.data` is a `ThingListResponse`. To be
    called before the envelope is lowered.
    """
    if "$ref" not in envelope.value or deref(call.ctx, envelope).root is None:
        return
    if type(inner.value) is not dict or "$ref" in inner.value or call.ctx.key(inner.origin) in call.ctx.roots:
        return
    parts = flatten(call.ctx, inner).parts
    if any(not part.value.keys().isdisjoint(("items", "properties", *UNION_KEYWORDS)) for part in parts):
        add_root(call.ctx, Name(f"{call.stem}_response", NameStrength.PLACE), call.resource, inner.value, inner.origin)


def find_unwrapped(call: Call, schema: Site) -> tuple[str, Site] | None:
    """The wire name and schema of the property to return; None for the whole body."""
    written = call.config.unwrap_response if call.config is not None else None
    if written is False:
        return None
    if isinstance(written, str):
        inner = property_at(call.ctx, schema, (written,))
        if inner is None:
            message = f"the response of {call.id} has no property {written!r} to unwrap"
            origin = call.config.origin if call.config is not None else call.origin
            call.ctx.diagnostics.warn("Method/Unwrap", message, origin)
            return None
        return written, inner
    settings = call.ctx.config.settings
    if not settings.unwrap_response_fields:
        return None
    properties = property_sites(open_(call.ctx, schema))
    for wire in settings.unwrap_response_fields:
        if wire in properties and (len(properties) == 1 or settings.unwrap_multiproperty_response_fields):
            return wire, properties[wire][-1]
    return None
