"""Sample values: one plausible value for a schema of the document, and whether the document itself accepts it.

What comes in: a schema as written, with the place it is written at. What goes out: a JSON value, or `Unsampled` when no
valid value could be made (a pattern, say); callers then call with what there is and leave the value unchecked.
"""

from __future__ import annotations

import base64
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

Node = Mapping[str, Any]


class Sampler:
    """Makes and checks values for the schemas of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        resource: Resource[Any] = Resource.from_contents(document.data, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource("urn:spec", resource)
        self._validator = OAS30Validator if document.version == "3.0" else OAS31Validator

    def follow(self, node: Any, at: Origin) -> tuple[Any, Origin]:
        """The node behind a chain of `$ref`s."""
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            node, at = self._document.resolve(node["$ref"], at)
        return node, at

    def accepts(self, pointer: str, value: object) -> bool:
        """Whether the document's schema at `pointer` accepts the value."""
        validator = self._validator({"$ref": f"urn:spec#{pointer}"}, registry=self._registry)
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
        if "const" in node:
            return node["const"]
        if node.get("enum"):
            return next((member for member in node["enum"] if member is not None), None)
        for keyword in ("oneOf", "anyOf"):
            if node.get(keyword):
                return self._of_union(node, keyword, at, depth)
        merged = self._merged(node, at, depth)
        return self._of_type(merged, at, depth)

    def _of_union(self, node: Node, keyword: str, at: Origin, depth: int) -> Any:
        arms = [(arm, at.child(keyword, index)) for index, arm in enumerate(node[keyword])]
        for arm, place in arms:
            followed, _ = self.follow(arm, place)
            if isinstance(followed, dict) and followed.get("type") == "null":
                continue
            value = self.value(arm, place, depth + 1)
            if isinstance(value, dict):
                value = self._with_siblings(node, value, at, depth)
                self._discriminate(node, arm, value)
            return value
        return None

    def _with_siblings(self, node: Node, value: dict[str, Any], at: Origin, depth: int) -> dict[str, Any]:
        if node.get("properties") or node.get("allOf"):
            beside = {key: member for key, member in node.items() if key not in ("oneOf", "anyOf")}
            beside.setdefault("type", "object")
            made = self._of_type(self._merged(beside, at, depth), at, depth)
            return {**made, **value} if isinstance(made, dict) else value
        return value

    def _discriminate(self, node: Node, arm: Any, value: dict[str, Any]) -> None:
        discriminator = node.get("discriminator")
        if not isinstance(discriminator, dict) or not isinstance(arm, dict) or "$ref" not in arm:
            return
        reference = cast(str, arm["$ref"])
        name = reference.rpartition("/")[2]
        mapping = cast("dict[str, str]", discriminator.get("mapping") or {})
        tag = next((key for key, target in mapping.items() if target in (reference, name)), name)
        value[discriminator["propertyName"]] = tag

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
            properties.update(inner.pop("properties"))
            required.extend(inner.pop("required"))
            merged = {**inner, **merged}
        for name, member in (node.get("properties") or {}).items():
            properties[name] = (member, at.child("properties", name))
        return {**merged, "properties": properties, "required": required}

    def _of_type(self, node: dict[str, Any], at: Origin, depth: int) -> Any:
        for keyword in ("oneOf", "anyOf"):
            if node.get(keyword) and not node["properties"]:
                return self.value({keyword: node[keyword]}, at, depth + 1)
        kind = node.get("type")
        if isinstance(kind, list):
            kind = next((k for k in kind if k != "null"), "null")
        if kind is None:
            kind = "object" if node["properties"] else "array" if "items" in node else "string"
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
                return _text(node)

    def _of_object(self, node: Node, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name in node["required"]:
            if isinstance(name, str) and name in node["properties"]:
                member, place = node["properties"][name]
                followed, _ = self.follow(member, place)
                if not (isinstance(followed, dict) and followed.get("readOnly")):
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
    example = node.get(
        "example", (node.get("examples") or [None])[0] if isinstance(node.get("examples"), list) else None
    )
    if node.get("pattern") and isinstance(example, str):
        text = example
    shortest = node.get("minLength")
    if isinstance(shortest, int) and len(text) < shortest:
        text += "x" * (shortest - len(text))
    longest = node.get("maxLength")
    return text[:longest] if isinstance(longest, int) and not isinstance(longest, bool) else text
