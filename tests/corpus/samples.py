"""Sample values: one plausible value for a schema of the document, and whether the document itself accepts it.

What comes in: a schema as written, with the place it is written at. What goes out: a JSON value. Not every schema can
be satisfied by guessing (a pattern, an allOf that contradicts itself): `Sampler.accepts` says whether a value does.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any, cast

from openapi_schema_validator import OAS30Validator, OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from specwright.ir.origin import Origin
from specwright.spec import Document

_DEEPEST = 12

_BY_FORMAT = {
    "date": "2026-01-02",
    "date-time": "2026-01-02T03:04:05Z",
    "time": "03:04:05Z",
    "duration": "P1D",
    "uuid": "5b0b8b1e-6f3c-4f0e-9f3a-0c8f6f0f7b11",
    "email": "someone@example.com",
    "uri": "https://example.com/x",
    "url": "https://example.com/x",
    "uri-reference": "/x",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": base64.b64encode(b"x").decode(),
}

_GUESSES = ("x", "1", "X", "12", "xx", "XX", "x1", "0x1", "2026-01-02", "https://example.com/x", "+15550100", "a@b.co")
"""Tried for patterns, alone and repeated."""

Node = Mapping[str, Any]


class Sampler:
    """Makes and checks values for the schemas of one document.

    `hidden` is the keyword of the properties that this side of the wire does not have. `binary`: text of format
    `binary` is bytes, as users give the content of files.
    """

    def __init__(self, document: Document, *, hidden: str = "readOnly", binary: bool = False) -> None:
        self._document = document
        self._hidden = hidden
        self._binary = binary
        resource: Resource[Any] = Resource.from_contents(document.data, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource("urn:spec", resource)
        self._validator = OAS30Validator if document.version == "3.0" else OAS31Validator
        self._tags = _tags(document.data)

    def follow(self, node: Any, at: Origin) -> tuple[Any, Origin]:
        """The node behind a chain of `$ref`s."""
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            node, at = self._document.resolve(node["$ref"], at)
        return node, at

    def accepts(self, at: Origin, value: object) -> bool:
        """Whether the document's schema at a place accepts the value; True when that cannot be said."""
        if at.file != self._document.file:
            return True
        validator = self._validator({"$ref": f"urn:spec#{at.pointer}"}, registry=self._registry)
        try:
            return bool(validator.is_valid(value))
        except Exception:
            # Schemas of real documents break the validator itself (a regular expression that is ECMA-only, a
            # dangling reference in a corner nobody uses): then nothing can be said about the value.
            return True

    def value(self, node: Any, at: Origin, depth: int = 0) -> Any:
        """A value for the schema; as small as its required parts allow."""
        node, at = self.follow(node, at)
        if not isinstance(node, dict) or depth > _DEEPEST:
            return "x"
        if (fixed := _fixed(node)) is not None:
            return fixed[0]
        for keyword in ("oneOf", "anyOf"):
            if node.get(keyword):
                return self._of_union(node, keyword, at, depth)
        return self._tagged(self._of_type(self._merged(node, at, depth), at, depth), at)

    def whole(self, node: Any, at: Origin) -> Any:
        """A value with all its properties, if it is an object: what a server answers."""
        value = self.value(node, at)
        followed, place = self.follow(node, at)
        if isinstance(value, dict) and isinstance(followed, dict) and not {"oneOf", "anyOf", "const"} & followed.keys():
            return self._tagged({**self.members(followed, place), **value}, place)
        return value

    def members(self, node: Any, at: Origin) -> dict[str, Any]:
        """A value for each property of an object, required or not."""
        node, at = self.follow(node, at)
        merged = self._merged(node, at, 0)
        return self._of_object({**merged, "required": list(merged["properties"])}, 0)

    def _of_union(self, node: Node, keyword: str, at: Origin, depth: int) -> Any:
        arms = [(arm, at.child(keyword, index)) for index, arm in enumerate(node[keyword])]
        for arm, place in arms:
            followed, followed_at = self.follow(arm, place)
            if isinstance(followed, dict) and followed.get("type") == "null":
                continue
            if (node.get("properties") or node.get("allOf")) and isinstance(followed, dict):
                value = self._of_arm(node, followed, at, followed_at, depth)
            else:
                value = self.value(arm, place, depth + 1)
            if isinstance(value, dict):
                self._discriminate(node, arm, followed, value)
            return value
        return None

    def _of_arm(self, node: Node, arm: Node, at: Origin, arm_at: Origin, depth: int) -> Any:
        """A value of an arm that also is what is written beside the union."""
        beside = self._merged({k: v for k, v in node.items() if k not in ("oneOf", "anyOf")}, at, depth)
        own = self._merged(arm, arm_at, depth)
        properties = {**beside["properties"], **own["properties"]}
        required = [*beside["required"], *own["required"]]
        return self._of_type({"type": "object", **own, "properties": properties, "required": required}, at, depth)

    def _discriminate(self, node: Node, arm: Any, followed: Any, value: dict[str, Any]) -> None:
        discriminator = node.get("discriminator")
        if not isinstance(discriminator, dict) or not isinstance(arm, dict) or "$ref" not in arm:
            return
        reference = cast(str, arm["$ref"])
        name = reference.rpartition("/")[2]
        mapping = cast("dict[str, str]", discriminator.get("mapping") or {})
        wire = discriminator["propertyName"]
        tag = next((key for key, target in mapping.items() if target in (reference, name)), None)
        # Without a mapping the name of the schema is the tag, unless the schema itself says otherwise.
        written = followed.get("properties", {}).get(wire) if isinstance(followed, dict) else None
        if tag is None and isinstance(written, dict) and _fixed(written) is not None and wire in value:
            return
        value[wire] = name if tag is None else tag

    def _tagged(self, value: Any, at: Origin) -> Any:
        """The value with the tag that a discriminator anywhere gives its schema."""
        wire, tag = self._tags.get(at.pointer, ("", ""))
        if isinstance(value, dict) and wire in value:
            value[wire] = tag
        return value

    def _merged(self, node: Node, at: Origin, depth: int) -> dict[str, Any]:
        """`allOf` folded into one schema; property schemas keep their places."""
        merged: dict[str, Any] = {key: value for key, value in node.items() if key not in ("allOf", "properties")}
        properties: dict[str, tuple[Any, Origin]] = {}
        required = list(node.get("required") or ()) if isinstance(node.get("required"), list) else []
        for index, part in enumerate(node.get("allOf") or ()):
            followed, place = self.follow(part, at.child("allOf", index))
            if not isinstance(followed, dict) or depth > _DEEPEST:
                continue
            inner = self._merged(followed, place, depth + 1)
            _add_members(properties, inner.pop("properties"))
            required.extend(inner.pop("required"))
            merged = {**inner, **merged}
        own = {name: (member, at.child("properties", name)) for name, member in (node.get("properties") or {}).items()}
        _add_members(properties, own)
        return {**merged, "properties": properties, "required": required}

    def _of_type(self, node: dict[str, Any], at: Origin, depth: int) -> Any:
        if (fixed := _fixed(node)) is not None:
            return fixed[0]
        for keyword in ("oneOf", "anyOf"):
            if node.get(keyword) and not node["properties"]:
                return self.value({keyword: node[keyword]}, at, depth + 1)
        kind = node.get("type")
        if isinstance(kind, list):
            kind = next((k for k in kind if k != "null"), "null")
        if kind is None:
            kind = "object" if node["properties"] or node["required"] else "array" if "items" in node else "string"
        match kind:
            case "object":
                return self._of_object(node, depth)
            case "array":
                return self._of_array(node, at, depth)
            case "integer" | "number":
                return _number(node, whole=kind == "integer")
            case "boolean":
                return True
            case "null":
                return None
            case _:
                return b"x" if self._binary and node.get("format") == "binary" else _text(node)

    def _of_object(self, node: Node, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name in node["required"]:
            if isinstance(name, str) and name in node["properties"]:
                member, place = node["properties"][name]
                followed, _ = self.follow(member, place)
                if not (isinstance(followed, dict) and followed.get(self._hidden) is True):
                    made[name] = self.value(member, place, depth + 1)
            elif isinstance(name, str):
                made[name] = "x"
        return made

    def _of_array(self, node: Node, at: Origin, depth: int) -> list[Any]:
        count = node.get("minItems") or 1
        if depth > _DEEPEST - 4 or node.get("maxItems") == 0:
            return []
        prefix = node.get("prefixItems")
        if prefix:
            return [self.value(item, at.child("prefixItems", i), depth + 1) for i, item in enumerate(prefix)]
        return [self.value(node.get("items", {}), at.child("items"), depth + 1)] * min(int(count), 50)


def _fixed(node: Node) -> tuple[Any] | None:
    """The value of a schema that lists its values."""
    if "const" in node:
        return (node["const"],)
    if isinstance(node.get("enum"), list) and node["enum"]:
        return (next((member for member in node["enum"] if member is not None), None),)
    return None


def _tags(document: object) -> dict[str, tuple[str, str]]:
    """By the pointer of a schema: the property that tells it apart and its value, where all mappings agree."""
    found: dict[str, set[tuple[str, str]]] = {}
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting += node.values()
            discriminator = node.get("discriminator")
            mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
            for tag, target in (mapping or {}).items():
                found.setdefault(str(target).removeprefix("#"), set()).add((discriminator["propertyName"], tag))
        elif isinstance(node, list):
            waiting += node
    return {pointer: next(iter(tags)) for pointer, tags in found.items() if len(tags) == 1}


def _add_members(properties: dict[str, tuple[Any, Origin]], more: Mapping[str, tuple[Any, Origin]]) -> None:
    """Properties of one more part of an `allOf`: one that is there already is both."""
    for name, (member, place) in more.items():
        known, _ = properties.get(name, (None, place))
        if isinstance(known, dict) and isinstance(member, dict) and "$ref" not in known:
            member = {**known, **member}
        properties[name] = (member, place)


def _number(node: Node, *, whole: bool) -> int | float:
    step = node.get("multipleOf") or 1
    low = node.get("minimum")
    exclusive_low = node.get("exclusiveMinimum")
    high = node.get("maximum")
    value: int | float = 1
    if isinstance(low, (int, float)):
        value = max(value, low + step if exclusive_low is True else low)
    if isinstance(exclusive_low, (int, float)) and not isinstance(exclusive_low, bool):
        value = max(value, exclusive_low + step)
    if isinstance(high, (int, float)) and not isinstance(high, bool):
        value = min(value, high)
    if node.get("multipleOf"):
        value = -(-value // step) * step
    return int(value) if whole else value


def _text(node: Node) -> str:
    text = _BY_FORMAT.get(str(node.get("format")), "x")
    pattern = node.get("pattern")
    shortest, longest = _length(node, "minLength", 0), _length(node, "maxLength", 1_000_000)
    if isinstance(pattern, str):
        text = _matching(node, pattern, shortest, longest) or text
    text = text.ljust(shortest, "x")
    return text[:longest]


def _length(node: Node, keyword: str, default: int) -> int:
    found = node.get(keyword)
    return found if isinstance(found, int) and not isinstance(found, bool) else default


def _matching(node: Node, pattern: str, shortest: int, longest: int) -> str | None:
    """A text that matches the pattern, if guessing finds one."""
    examples = node.get("examples")
    written = [node.get("example"), *(examples if isinstance(examples, list) else ()), node.get("default")]
    lengths = (1, 2, 3, 4, 5, 8, 9, 10, 12, 16, 17, 20, 24, 32, 36, 40, 64)
    guesses = [*written, *_BY_FORMAT.values(), *_GUESSES, *(guess * n for n in lengths for guess in _GUESSES[:3])]
    try:
        matches = re.compile(pattern).search
    except (re.error, RecursionError):
        return None
    return next((g for g in guesses if isinstance(g, str) and shortest <= len(g) <= longest and matches(g)), None)
