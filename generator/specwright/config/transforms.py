"""Stage config: `openapi.transforms` → a changed document.

What comes in: a document that was just loaded, and the configured commands. What goes out: the same document with its
data changed, command after command. A command that matches nothing is an error: the document is not what it was
written for.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostics
from .jsonpath import Child, PathError, Place, find, parse_path
from .model import Config
from .settings import Transform
from .shape import nearest

if TYPE_CHECKING:
    from ..spec import Document

_ARGUMENTS: Mapping[str, frozenset[str]] = {
    "update": frozenset(("target", "value")),
    "append": frozenset(("target", "value")),
    "merge": frozenset(("target", "value", "object")),
    "mergeObject": frozenset(("target", "value", "object")),
    "remove": frozenset(("target", "keys")),
    "copy": frozenset(("from", "to")),
    "move": frozenset(("from", "to")),
    "oneOfToAnyOf": frozenset(("target",)),
}
_TEMPLATE = "{{value}}"


class TransformError(ValueError):
    """A command cannot be carried out; the message says why."""


def apply_transforms(document: Document, config: Config, diagnostics: Diagnostics) -> Config:
    """Carry out the configuration's transforms, and give the configuration that has none left to do.

    To be called right after loading: the document's data is changed in place, before anybody has looked at it. Reports
    an error for each command that is wrong or matches nothing; the others are carried out all the same.
    """
    if not config.transforms:
        return config
    data = copy.deepcopy(document.data, _NoSharing())
    for transform in config.transforms:
        try:
            _apply(transform, data)
        except (TransformError, PathError) as error:
            diagnostics.error("Transform/Failed", f"{transform.command}: {error}", transform.origin)
    document.data.clear()
    document.data.update(data)
    return replace(config, transforms=())


class _NoSharing(dict[int, Any]):
    """A deepcopy memo that remembers nothing: what YAML aliases share is changed apart."""

    def get(self, key: int, default: Any = None) -> Any:
        return default


def _apply(transform: Transform, data: Any) -> None:
    arguments = transform.arguments
    known = _ARGUMENTS.get(transform.command)
    if known is None:
        near = nearest(transform.command, tuple(_ARGUMENTS))
        raise TransformError("this command is not known" + (f"; did you mean `{near}`?" if near else ""))
    unknown = [name for name in arguments if name not in known]
    if unknown:
        raise TransformError(f"`{unknown[0]}` is not supported here; known are {', '.join(sorted(known))}")
    if transform.command == "oneOfToAnyOf":
        _one_of_to_any_of(data, arguments)
    elif "from" in known:
        _transfer(data, arguments, keep=transform.command == "copy")
    else:
        places = _targets(data, _argument(arguments, "target"))
        _COMMANDS[transform.command](places, arguments)


def _argument(arguments: Mapping[str, Any], *names: str) -> Any:
    for name in names:
        if name in arguments:
            return arguments[name]
    raise TransformError(f"`{names[0]}` is missing")


def _targets(data: Any, written: Any) -> list[Place]:
    """The places of one expression or several; each has to match something."""
    found: list[Place] = []
    for expression in written if isinstance(written, list) else [written]:
        if not isinstance(expression, str):
            raise TransformError("a target has to be a JSONPath expression, or a list of them")
        places = find(parse_path(expression), data)
        if not places:
            raise TransformError(f"nothing matches `{expression}`")
        found.extend(places)
    return found


def _update(places: list[Place], arguments: Mapping[str, Any]) -> None:
    value = _argument(arguments, "value")
    for place in places:
        place.holder[place.key] = _filled(value, place.value)


def _append(places: list[Place], arguments: Mapping[str, Any]) -> None:
    value = _argument(arguments, "value")
    for place in places:
        if not isinstance(place.value, list):
            raise TransformError(f"`{place.key}` is no list")
        place.value.extend(copy.deepcopy(value) if isinstance(value, list) else [copy.deepcopy(value)])


def _merge(places: list[Place], arguments: Mapping[str, Any]) -> None:
    value = _argument(arguments, "value", "object")
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


_COMMANDS: Mapping[str, Callable[[list[Place], Mapping[str, Any]], None]] = {
    "update": _update,
    "append": _append,
    "merge": _merge,
    "mergeObject": _merge,
    "remove": _remove,
}


def _transfer(data: Any, arguments: Mapping[str, Any], *, keep: bool) -> None:
    """`copy` and `move`: one place to another, which may be a new member of a mapping there is."""
    source, target = _argument(arguments, "from"), _argument(arguments, "to")
    if not isinstance(source, str) or not isinstance(target, str):
        raise TransformError("`from` and `to` have to be JSONPath expressions")
    places = _targets(data, source)
    if len(places) != 1:
        raise TransformError(f"`{source}` matches {len(places)} places, not one")
    value = copy.deepcopy(places[0].value)
    steps = parse_path(target)
    if not steps:
        raise TransformError("the whole document cannot be replaced")
    last = steps[-1].selector
    keys = last.keys if isinstance(last, Child) else ()
    holders = find(steps[:-1], data)
    if len(holders) != 1 or len(keys) != 1 or steps[-1].deep or not isinstance(holders[0].value, dict):
        raise TransformError(f"`{target}` is not one member of a mapping that there is")
    if not keep:
        del places[0].holder[places[0].key]
    holders[0].value[str(keys[0])] = value


def _one_of_to_any_of(data: Any, arguments: Mapping[str, Any]) -> None:
    target = arguments.get("target", "$")
    for place in [Place([data], 0)] if target == "$" else _targets(data, target):
        for holder in find(parse_path("$..oneOf"), place.value):
            schema = holder.holder
            members = {("anyOf" if key == "oneOf" else key): value for key, value in schema.items()}
            schema.clear()
            schema.update(members)


def _filled(value: Any, old: Any) -> Any:
    """The new value; `{{value}}` in its texts stands for the old one."""
    if value == _TEMPLATE:
        return old
    if isinstance(value, str):
        return value.replace(_TEMPLATE, str(old))
    if isinstance(value, list):
        return [_filled(item, old) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, old) for key, item in value.items()}
    return value
