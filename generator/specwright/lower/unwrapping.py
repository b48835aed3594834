"""Stage lower: envelopes around a response (`unwrap_response` and `unwrap_response_fields` of the configuration).

What comes in: a call and the schema of its result. What goes out: the property that methods return in place of the
body.
"""

from __future__ import annotations

from .calls import Call
from .context import Site
from .fields import property_sites
from .lookup import open_, property_at


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
