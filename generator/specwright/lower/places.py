"""Stage lower: the place of an inline schema, from which its name is made.

What comes in: the place of what a schema is written in. What goes out: the chain of property names down to it: list
items in the singular, arms of a union by their title, their discriminating value or their number.
"""

from __future__ import annotations

import re
from typing import Any

from ..config.words import singular, words

_LAST_WORD = re.compile(r"[A-Z]{2,}s?\Z|[A-Z]?[a-z]+\Z")
_MAX_TITLE = 60

ITEM = "item"


def place_of_item(place: tuple[str, ...]) -> tuple[str, ...]:
    """The place of a list's items: `("keyframes",)` → `("keyframe",)`; `("item",)` below a root that is a list."""
    if not place:
        return (ITEM,)
    return (*place[:-1], singular_name(place[-1]))


def place_of_value(place: tuple[str, ...]) -> tuple[str, ...]:
    """The place of a map's values: that of the map; `("item",)` below a root that is a map."""
    return place or (ITEM,)


def place_of_arm(
    place: tuple[str, ...], arm: Any, index: int, component: str | None = None, tag: str | None = None
) -> tuple[str, ...]:
    """The place of a union's arm.

    It is called by `x-stainless-variantName`, the value that tells it from the other arms (`tag`), the component it
    refers to, `title`, the only value of a property that often tells arms apart, or its number; without the words of
    the place, where those stand at its end: `workflow-event-data` in `event.data` is `workflow`.
    """
    name = _arm_name(arm, component, tag) or (f"union_member_{index}" if place else f"variant_{index}")
    return (*place, _without_end(name, place))


def _without_end(name: str, place: tuple[str, ...]) -> str:
    own, above = words(name), tuple(word for part in place for word in words(part))
    rest = own[: len(own) - len(above)]
    return "_".join(rest) if rest and place[:1] not in ((), (ITEM,)) and own[len(rest) :] == above else name


def singular_name(name: str) -> str:
    """A name in any spelling (`lineItems`, `line-items`, `IDs`) with its last word in the singular."""
    match = _LAST_WORD.search(name)
    if match is None:
        return name
    word = match.group()
    if len(word) > 2 and word[:-1].isupper() and word[-1] == "s":
        return name[:-1]
    changed = singular(word.lower())
    if word.isupper():
        changed = changed.upper()
    elif word[0].isupper():
        changed = changed.capitalize()
    return name[: match.start()] + changed


def _arm_name(arm: Any, component: str | None, tag: str | None) -> str | None:
    if not isinstance(arm, dict):
        return component
    for text in (arm.get("x-stainless-variantName"), tag, component, arm.get("title")):
        if isinstance(text, str) and 0 < len(text) <= _MAX_TITLE and re.search(r"[A-Za-z]", text):
            return text
    properties = arm.get("properties")
    for wire in ("type", "kind", "object", "event"):
        tag = properties.get(wire) if isinstance(properties, dict) else None
        if isinstance(tag, dict):
            value = only_value(tag)
            if isinstance(value, str) and re.search(r"[A-Za-z]", value):
                return value
    return None


def only_value(schema: dict[str, Any]) -> Any:
    """The one value a schema allows, by `const` or an `enum` of one; None when there are more or none."""
    if "const" in schema:
        return schema["const"]
    values = schema.get("enum")
    return values[0] if isinstance(values, list) and len(values) == 1 else None
