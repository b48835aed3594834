"""Inference: what the response of an operation looks like, as far as names depend on it.

What comes in: an operation. What goes out: whether it answers with a list of things, and where the list is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from ...ir.origin import Origin
from ...values import dataclass
from ..document import DocumentOperation, follow, properties, schema_type
from ..words import same, words
from .verbs import ITEM_NAMES, META_WORDS


class Answer(Enum):
    LIST = "list"
    """The body is an array."""
    ENVELOPE = "envelope"
    """The body is an object around one array."""
    THING = "thing"
    """Anything else."""
    UNKNOWN = "unknown"
    """Nothing is said about the body."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The properties of a page: `items` is the name of the array, `fields` are all of them with their schemas."""

    items: str
    fields: Mapping[str, tuple[Any, Origin]]


def answer(operation: DocumentOperation, resource: str) -> Answer:
    """The kind of a response; `resource` is the name of the things asked for."""
    found = operation.response_schema
    if found is None:
        return Answer.UNKNOWN
    schema, _ = follow(operation.document, *found)
    kind = schema_type(schema)
    if kind == "array":
        return Answer.LIST
    if envelope(operation, resource) is not None:
        return Answer.ENVELOPE
    if kind is None and not (
        isinstance(schema, dict) and ("allOf" in schema or "oneOf" in schema or "anyOf" in schema)
    ):
        return Answer.UNKNOWN
    return Answer.THING


def envelope(operation: DocumentOperation, resource: str) -> Envelope | None:
    """The envelope of a response, None when it has none: an array called like the resource or as items usually are."""
    found = operation.response_schema
    if found is None:
        return None
    fields = properties(operation.document, *found)
    arrays = [
        name
        for name, (schema, origin) in fields.items()
        if schema_type(follow(operation.document, schema, origin)[0]) == "array"
    ]
    if not arrays or "id" in fields:
        return None
    for name in arrays:
        if name.lower() in ITEM_NAMES:
            return Envelope(name, fields)
    called = [name for name in arrays if _called(name, resource)]
    if called:
        return Envelope(called[0], fields)
    others = len(fields) - 1
    if len(arrays) == 1 and (others == 0 or _is_meta(fields, arrays[0])):
        return Envelope(arrays[0], fields)
    return None


def answers_with_inner_list(operation: DocumentOperation) -> bool:
    """Whether the list is one object further in: `{"data": {"list": [...]}}`."""
    found = operation.response_schema
    for schema, origin in properties(operation.document, *found).values() if found else ():
        for name, (inner, place) in properties(operation.document, schema, origin).items():
            if name.lower() in ITEM_NAMES and schema_type(follow(operation.document, inner, place)[0]) == "array":
                return True
    return False


def _called(name: str, resource: str) -> bool:
    mine, theirs = words(name), words(resource)
    return bool(mine and theirs) and same(mine[-1], theirs[-1])


def _is_meta(fields: Mapping[str, object], items: str) -> bool:
    """Whether everything beside the items only describes the page."""
    return all(name == items or set(words(name)) & META_WORDS for name in fields)
