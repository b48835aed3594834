"""The commands of `openapi.transforms` that change what stands at a place.

What comes in: the document's data, changed in place, and a command's arguments. A command that cannot be carried out
raises `TransformError` with the reason.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from .jsonpath import Child, Place, find, parse_path

_TEMPLATE = "{{value}}"
_TEXTS = frozenset(("title", "description", "summary", "example", "examples", "externalDocs", "deprecated"))


class TransformError(ValueError):
    """A command cannot be carried out; the message says why."""


def argument(arguments: Mapping[str, Any], *names: str) -> Any:
    """The first of these arguments that is given."""
    for name in names:
        if name in arguments:
            return arguments[name]
    raise TransformError(f"`{names[0]}` is missing")


def targets(data: Any, written: Any) -> list[Place]:
    """The places of one target or several; each has to match something.

    A target is a JSONPath expression, or `{matches_schema: EXPRESSION, ignore: EXPRESSIONS}`: the places of all schemas
    that say the same as that one, texts aside.
    """
    found: list[Place] = []
    for target in written if isinstance(written, list) else [written]:
        if isinstance(target, str):
            places = _matching(data, target)
        elif isinstance(target, dict) and "matches_schema" in target and set(target) <= {"matches_schema", "ignore"}:
            places = _same_schemas(data, target["matches_schema"], target.get("ignore", []))
        else:
            raise TransformError("a target has to be a JSONPath expression or `matches_schema`, or a list of them")
        found.extend(places)
    return found


def _matching(data: Any, expression: Any) -> list[Place]:
    if not isinstance(expression, str):
        raise TransformError("a JSONPath expression has to be a text")
    places = find(parse_path(expression), data)
    if not places:
        raise TransformError(f"nothing matches `{expression}`")
    return places


def _same_schemas(data: Any, model: Any, ignored: Any) -> list[Place]:
    places = _matching(data, model)
    if len(places) != 1:
        raise TransformError(f"`{model}` matches {len(places)} places, not one")
    wanted = _shape(places[0].value)
    left_out = {
        (id(place.holder), place.key)
        for expression in (ignored if isinstance(ignored, list) else [ignored])
        for place in _matching(data, expression)
    }
    every = find(parse_path("$..*"), data)
    same = [p for p in every if (id(p.holder), p.key) not in left_out and _is_same(p.value, wanted)]
    if not same:
        raise TransformError(f"no schema is the same as `{model}`")
    return same


def _is_same(value: Any, wanted: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(wanted, dict):
        return False
    return value.keys() - _TEXTS == wanted.keys() and _shape(value) == wanted  # the keys first: few agree in them


def _shape(schema: Any, *, names: bool = False) -> Any:
    """What a schema says, without its texts; the order of `required` and `enum` says nothing.

    With `names` the keys are names of properties, not of keywords.
    """
    if isinstance(schema, dict):
        return {
            key: sorted(value, key=repr)
            if key in ("required", "enum") and isinstance(value, list)
            else _shape(value, names=key == "properties" and not names)
            for key, value in schema.items()
            if names or key not in _TEXTS
        }
    return [_shape(item) for item in schema] if isinstance(schema, list) else schema


def update(places: list[Place], arguments: Mapping[str, Any]) -> None:
    """`update`: another value. With `template: true` the old text goes where `{{value}}` stands in the new one."""
    value, template = argument(arguments, "value"), arguments.get("template", False)
    if template and not any(_TEMPLATE in text for text in _texts(value)):
        raise TransformError(f"with `template`, the value has to contain `{_TEMPLATE}`")
    for place in places:
        if template and not isinstance(place.value, str):
            raise TransformError(f"with `template`, `{place.key}` has to be a text")
        place.holder[place.key] = _filled(value, place.value) if template else copy.deepcopy(value)


def _append(places: list[Place], arguments: Mapping[str, Any]) -> None:
    """`append`: items of a list, or members of a mapping that must not be there yet."""
    value = argument(arguments, "value")
    for place in places:
        if isinstance(place.value, list):
            place.value.extend(copy.deepcopy(value) if isinstance(value, list) else [copy.deepcopy(value)])
        elif isinstance(place.value, dict) and isinstance(value, dict):
            present = [key for key in value if key in place.value]
            if present:
                raise TransformError(f"`{place.key}` has `{present[0]}` already")
            place.value.update(copy.deepcopy(value))
        else:
            raise TransformError(f"`{place.key}` is no list, nor are it and the value mappings")


def _merge(places: list[Place], arguments: Mapping[str, Any]) -> None:
    value = argument(arguments, "value", "object")
    for place in places:
        if not isinstance(place.value, dict) or not isinstance(value, dict):
            raise TransformError(f"`{place.key}` and the value have to be mappings")
        _merge_into(place.value, value)


def _merge_into(target: dict[str, Any], value: dict[str, Any]) -> None:
    for key, member in value.items():
        known = target.get(key)
        if isinstance(known, dict) and isinstance(member, dict):
            _merge_into(known, member)
        else:
            target[key] = copy.deepcopy(member)


def _remove(places: list[Place], arguments: Mapping[str, Any]) -> None:
    if "keys" not in arguments:
        for place in sorted(places, key=lambda p: p.key if isinstance(p.key, int) else 0, reverse=True):
            del place.holder[place.key]
        return
    keys = arguments["keys"] if isinstance(arguments["keys"], list) else [arguments["keys"]]
    removed = 0
    for place in places:
        if isinstance(place.value, dict):
            removed += sum(place.value.pop(key, _TEMPLATE) is not _TEMPLATE for key in keys)
        elif isinstance(place.value, list):
            removed += sum(item in keys for item in place.value)
            place.value[:] = [item for item in place.value if item not in keys]
    if not removed:
        raise TransformError(f"none of the keys {', '.join(map(str, keys))} is there")


TARGET_COMMANDS: Mapping[str, Callable[[list[Place], Mapping[str, Any]], None]] = {
    "update": update,
    "append": _append,
    "merge": _merge,
    "mergeObject": _merge,
    "remove": _remove,
}


def transfer(data: Any, arguments: Mapping[str, Any], *, keep: bool) -> None:
    """`copy` and `move`: one place to others, which may be new members of mappings there are."""
    source, written = argument(arguments, "from"), argument(arguments, "to")
    places = _matching(data, source)
    if len(places) != 1:
        raise TransformError(f"`{source}` matches {len(places)} places, not one")
    value = places[0].value
    goals = [_member(data, target) for target in (written if isinstance(written, list) else [written])]
    if not keep:
        del places[0].holder[places[0].key]
    for goal in goals:
        goal.holder[goal.key] = copy.deepcopy(value)


def _member(data: Any, expression: Any) -> Place:
    """The one member of a mapping, there or not, that the expression names."""
    if not isinstance(expression, str):
        raise TransformError("`to` has to be a JSONPath expression, or a list of them")
    steps = parse_path(expression)
    if not steps:
        raise TransformError("the whole document cannot be replaced")
    last = steps[-1].selector
    keys = last.keys if isinstance(last, Child) else ()
    holders = find(steps[:-1], data)
    if len(holders) != 1 or len(keys) != 1 or steps[-1].deep or not isinstance(holders[0].value, dict):
        raise TransformError(f"`{expression}` is not one member of a mapping that there is")
    return Place(holders[0].value, str(keys[0]))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _filled(value: Any, old: str) -> Any:
    if isinstance(value, str):
        return value.replace(_TEMPLATE, old)
    if isinstance(value, list):
        return [_filled(item, old) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, old) for key, item in value.items()}
    return value
