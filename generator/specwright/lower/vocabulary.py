"""Stage lower: the keywords of Schema Objects by what they do (OpenAPI 3.0 section 4.7.24, JSON Schema 2020-12).

What comes in: nothing. What goes out: sets of keywords, and the two questions asked of a schema's keywords.
"""

from __future__ import annotations

from typing import Any

ANNOTATIONS = frozenset(
    {
        "title",
        "description",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "nullable",
        "externalDocs",
        "xml",
        "discriminator",
        "$comment",
        "$id",
        "$schema",
        "$anchor",
        "$defs",
        "definitions",
        "$dynamicAnchor",
        "$vocabulary",
        "id",
    }
)
"""Keywords that say something about a value but do not change its type."""

_WEAK = ANNOTATIONS | {"type"}

UNION_KEYWORDS = ("oneOf", "anyOf")

DISTRIBUTED = frozenset({"oneOf", "anyOf", "discriminator", "$ref", "allOf"})
"""Keywords of a part that are opened already when its union is."""

COMPOSED = frozenset({"$ref", "allOf", "oneOf", "anyOf"})
"""A schema with none of these says everything itself."""

CONDITIONS = frozenset(
    {"required", "not", "if", "then", "else", "minProperties", "maxProperties", "dependentRequired", "propertyNames"}
)
"""Keywords that only restrict which objects are valid: alone they name no type."""

DROPPED = (
    "not",
    "if",
    "dependentSchemas",
    "dependencies",
    "unevaluatedItems",
    "contains",
    "propertyNames",
    "contentSchema",
    "$dynamicRef",
    "$recursiveRef",
)
"""Keywords that no type of the SDK can express."""

LIMITS = frozenset(
    {
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
    }
)
"""Keywords kept for the documentation (and for the review of changes)."""

STRUCTURED_LIMITS = frozenset(
    {
        "not",
        "if",
        "then",
        "else",
        "contains",
        "minContains",
        "maxContains",
        "propertyNames",
        "patternProperties",
        "dependentRequired",
        "dependentSchemas",
        "unevaluatedItems",
    }
)
"""Keywords that hold schemas or lists and only restrict: kept as JSON text for the review of changes."""


def is_weak(value: Any) -> bool:
    """Whether a schema says at most a type name: it changes nothing beside a schema that says more."""
    if not isinstance(value, dict):
        return value is True
    return _WEAK.issuperset(value) or all(key in _WEAK or key.startswith("x-") for key in value)


def is_condition(value: Any) -> bool:
    """Whether a schema only restricts what another one allows (`{required: [a]}`)."""
    if not isinstance(value, dict):
        return False
    keys = [key for key in value if key not in _WEAK and not key.startswith("x-")]
    return bool(keys) and all(key in CONDITIONS for key in keys)
