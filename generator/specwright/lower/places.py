"""Stage lower: the place of an inline schema, from which its name is made.

What comes in: the place of what a schema is written in. What goes out: the chain of property names down to it: list
items in the singular, arms of a union by their title, their discriminating value or their number.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ..config.words import singular
from ..ir import ITEM

_LAST_WORD = re.compile(r"[A-Z]{2,}s?\Z|[A-Z]?[a-z]+\Z")
_PROSE = 5
"""Words in small letters that make a title a sentence."""


def place_of_item(place: tuple[str, ...]) -> tuple[str, ...]:
    """The place of a list's items: `("keyframes",)` → `("keyframe",)`; `("item",)` below a root that is a list."""
    if not place:
        return (ITEM,)
    return (*place[:-1], singular_name(place[-1]))


def place_of_value(place: tuple[str, ...]) -> tuple[str, ...]:
    """The place of a map's values: that of the map; `("item",)` below a root that is a map."""
    return place or (ITEM,)


def place_of_arm(place: tuple[str, ...], arm: Any, index: int, name: str | None = None) -> tuple[str, ...]:
    """The place of a union's arm.

    It is called by `x-stainless-variantName`, `name` (what its union knows it by), `title`, the only value of a tag,
    or its number.
    """
    return (*place, _arm_name(arm, name) or (f"union_member_{index}" if place else f"variant_{index}"))


@cache
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


def _arm_name(arm: Any, name: str | None) -> str | None:
    if not isinstance(arm, dict):
        return name
    for text in (arm.get("x-stainless-variantName"), name, arm.get("title")):
        if isinstance(text, str) and re.search(r"[A-Za-z]", text) and not _is_sentence(text):
            return text
    properties = arm.get("properties")
    for wire in ("type", "kind", "object", "event"):
        tag = properties.get(wire) if isinstance(properties, dict) else None
        if isinstance(tag, dict):
            value = only_value(tag)
            if isinstance(value, str) and re.search(r"[A-Za-z]", value):
                return value
    return None


def _is_sentence(text: str) -> bool:
    return len(re.findall(r"(?<!\S)[a-z]+(?=[\s,.;:]|\Z)", text)) >= _PROSE


def only_value(schema: dict[str, Any]) -> Any:
    """The one value a schema allows, by `const` or an `enum` of one; None when there are more or none."""
    if "const" in schema:
        return schema["const"]
    values = schema.get("enum")
    return values[0] if isinstance(values, list) and len(values) == 1 else None
