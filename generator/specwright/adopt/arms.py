"""The arms of unions: what published classes call them, and what the rule for their names says.

What comes in: a union of the package and of the document, walked side by side. What goes out: for each arm that has a
class of its own in the same module, its name without the union's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..ir.origin import Origin
from ..values import dataclass
from .type_index import Definition


@dataclass(frozen=True, slots=True)
class Arm:
    """`owner` is the alias that is the union, `used` the class; `origin` is where the arm stands in the document,
    `names` what it is called by either rule."""

    owner: Definition
    used: Definition
    origin: Origin
    names: Names


@dataclass(frozen=True, slots=True)
class Names:
    """`by_schema`: the arm's component or title; `by_tag`: the value that tells it from the others, else the same."""

    by_schema: str
    by_tag: str


def published_name(arm: Arm) -> str | None:
    """What the published package calls an arm; None when its class is a model's, or of another union."""
    owner, used = arm.owner, arm.used
    if owner.value is None or owner.source.name != used.source.name or used.class_ is None:
        return None
    module = owner.source.file.stem.replace("_", "").lower()
    prefix = "" if owner.name.lower() == module else owner.name
    if not used.name.startswith(prefix) or used.name == prefix:
        return None
    return used.name.removeprefix(prefix)


def usual_names(
    union: Mapping[str, Any],
    written: Sequence[Any],
    properties: Sequence[Mapping[str, Any]],
    required: Sequence[set[str]],
) -> list[Names]:
    """What the arms are called by rule.

    `written` are the arms as they stand in the union, `properties` those behind their references.
    """
    tags = _tags(union, properties, required)
    names: list[Names] = []
    for number, arm in enumerate(written):
        arm = arm if isinstance(arm, dict) else {}
        component = str(arm.get("$ref", "")).rpartition("/")[2]
        title = arm.get("title")
        by_schema = component or (title if isinstance(title, str) else "") or tags[number] or ""
        names.append(Names(_letters(by_schema), _letters(tags[number] or by_schema)))
    return names


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).lower()


def _tags(
    union: Mapping[str, Any], properties: Sequence[Mapping[str, Any]], required: Sequence[set[str]]
) -> list[str | None]:
    written = union.get("discriminator")
    wire = written.get("propertyName") if isinstance(written, dict) else None
    if isinstance(wire, str):
        values = [_only_value(known.get(wire)) for known in properties]
        return [value if values.count(value) == 1 else None for value in values]
    for wire in properties[0] if len(properties) > 1 else ():
        values = [_only_value(known.get(wire)) for known in properties]
        told_apart = None not in values and len({*values}) == len(values)
        if told_apart and all(wire in names for names in required):
            return values
    return [None] * len(properties)


def _only_value(schema: Any) -> str | None:
    if not isinstance(schema, dict):
        return None
    listed = schema.get("enum")
    value = listed[0] if isinstance(listed, list) and len(listed) == 1 else schema.get("const")
    return value if isinstance(value, str) else None
