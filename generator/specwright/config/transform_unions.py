"""The older commands of `openapi.transforms` that look for unions all over the document.

`oneOfToAnyOf` writes `anyOf` for each `oneOf`. `guessDiscriminantUnions` adds a `discriminator` to unions of objects
that can be told apart by a member which has another constant text in each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .jsonpath import Place, find, parse_path


def _one_of_to_any_of(places: list[Place], data: Any) -> None:
    for place in places:
        for holder in find(parse_path("$..oneOf"), place.value):
            schema = holder.holder
            members = {("anyOf" if key == "oneOf" else key): value for key, value in schema.items()}
            schema.clear()
            schema.update(members)


def _guess_discriminators(places: list[Place], data: Any) -> None:
    for place in places:
        for found in find(parse_path("$..['oneOf','anyOf']"), place.value):
            schema, arms = found.holder, found.value
            if not isinstance(arms, list) or len(arms) < 2 or "discriminator" in schema:
                continue
            name = _telling_member([_resolved(arm, data) for arm in arms])
            if name is not None:
                schema["discriminator"] = {"propertyName": name}


def _resolved(arm: Any, data: Any) -> Any:
    """The schema an arm points at, when that is in this document."""
    written = arm.get("$ref") if isinstance(arm, dict) else None
    if not isinstance(written, str) or not written.startswith("#/"):
        return arm
    current = data
    for step in written[2:].split("/"):
        current = current.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(current, dict) else None
    return current


def _telling_member(arms: list[Any]) -> str | None:
    """The first member that is required in each arm and a constant text of its own in each."""
    constants = [_constants(arm) for arm in arms]
    for name in constants[0]:
        values = {constant[name] for constant in constants if name in constant}
        if len(values) == len(arms):
            return name
    return None


def _constants(arm: Any) -> dict[str, str]:
    properties = arm.get("properties") if isinstance(arm, dict) else None
    if not isinstance(properties, dict):
        return {}
    required = arm.get("required", [])
    found = ((name, _constant(schema)) for name, schema in properties.items() if name in required)
    return {name: value for name, value in found if value is not None}


def _constant(schema: Any) -> str | None:
    if not isinstance(schema, dict):
        return None
    value = schema.get("const")
    choices = schema.get("enum")
    if value is None and isinstance(choices, list) and len(choices) == 1:
        value = choices[0]
    return value if isinstance(value, str) else None


WHOLE_DOCUMENT_COMMANDS: Mapping[str, Callable[[list[Place], Any], None]] = {
    "oneOfToAnyOf": _one_of_to_any_of,
    "guessDiscriminantUnions": _guess_discriminators,
}
