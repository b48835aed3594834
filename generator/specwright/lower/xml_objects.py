"""Stage lower: XML Objects (OpenAPI 3.1.1, section 4.8.26) → warnings about what the SDK does not follow.

What comes in: the schema of a body or result that is XML. What goes out: a warning for each `xml` member that would
make its XML look different: elements are called like their properties, lists repeat their element. Reading needs no
telling where attributes, prefixes and wrapping elements are. The name of the outermost element is followed
(`contents.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..diagnostics import SpecwrightError
from ..ir import Origin
from .context import Context, Site
from .references import deref

_ONLY_WRITTEN = ("attribute", "wrapped", "prefix", "namespace", "nodeType")
_PLAIN = (None, False, "", "element")
"""Values that change nothing."""
_LISTS = ("allOf", "oneOf", "anyOf")


def warn_of_xml(ctx: Context, schema: Site, *, sent: bool) -> None:
    """Warn of the `xml` members below `schema` that are not followed when XML is `sent`, or received."""
    seen: set[tuple[str, str | None]] = set()
    waiting: list[tuple[Site, str | None]] = [(schema, None)]
    while waiting:
        site, name = waiting.pop()
        key = (ctx.key(site.origin), name)
        if type(site.value) is not dict or key in seen:
            continue
        seen.add(key)
        xml = site.value.get("xml")
        if isinstance(xml, dict):
            _warn(ctx, xml, site.origin.child("xml"), name, sent=sent)
        waiting.extend(_below(ctx, site, name))


def _warn(ctx: Context, xml: dict[str, Any], place: Origin, name: str | None, *, sent: bool) -> None:
    """`name`: the property that the schema describes, None for the outermost element."""
    keys = [key for key in _ONLY_WRITTEN if sent and xml.get(key) not in _PLAIN]
    if name is not None and isinstance(xml.get("name"), str) and xml["name"] != name:
        keys.insert(0, "name")
    for key in keys:
        what = "sent" if sent else "read"
        message = f"`xml.{key}` is not followed: this XML is {what} as if it were not there"
        ctx.diagnostics.warn("Schema/Xml", message, place.child(key))


def _below(ctx: Context, site: Site, name: str | None) -> Iterator[tuple[Site, str | None]]:
    """The schemas that describe the same element, its children, and the items of a list, which are called like it.

    Where a list is wrapped, its items may be called anything.
    """
    value = site.value
    if isinstance(value.get("$ref"), str):
        try:
            yield deref(ctx, site).site, name
        except SpecwrightError:
            return  # reported where the type is lowered
    for keyword in _LISTS:
        arms = value.get(keyword)
        yield from ((site.member(keyword, index), name) for index in range(len(arms) if isinstance(arms, list) else 0))
    if isinstance(value.get("items"), dict):
        xml = value.get("xml")
        yield site.member("items"), None if isinstance(xml, dict) and xml.get("wrapped") is True else name
    properties = value.get("properties")
    for wire in properties if isinstance(properties, dict) else ():
        yield site.member("properties", wire), wire
