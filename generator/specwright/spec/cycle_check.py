"""Stage check: component schemas that are made of nothing but themselves through `allOf` and `$ref`.

Schemas that operations use are judged when they are lowered; this looks at the others, too, so that a document is
refused for what it says and not for what happens to be used.
"""

from __future__ import annotations

from typing import Any

from ..diagnostics import Diagnostics
from ..ir.origin import Origin
from .document import Document


def check_cycles(document: Document, diagnostics: Diagnostics) -> None:
    """Report each component schema that applies to itself before any value is looked at."""
    components = document.data.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    if not isinstance(schemas, dict):
        return
    done: set[int] = set()
    at = document.origin().child("components", "schemas")
    for name, schema in schemas.items():
        if _applies_to_itself(document, schema, at.child(name), done):
            message = "this schema is made of itself, so no value can be described by it"
            diagnostics.error("Schema/Cycle", message, at.child(name))


def _applies_to_itself(document: Document, schema: Any, at: Origin, done: set[int]) -> bool:
    """Whether following `$ref` and `allOf` from `schema` leads back to a schema on the way. Without recursion."""
    path: list[int] = []
    waiting: list[tuple[Any, Origin, int]] = [(schema, at, 0)]
    while waiting:
        node, place, depth = waiting.pop()
        del path[depth:]
        if not isinstance(node, dict):
            continue
        identity = id(node)
        if identity in path:
            return True
        if identity in done:
            continue
        done.add(identity)
        path.append(identity)
        reference, members = node.get("$ref"), node.get("allOf")
        if isinstance(reference, str):
            waiting.append((*document.resolve(reference, place), depth + 1))
        if isinstance(members, list):
            waiting.extend((member, place.child("allOf", index), depth + 1) for index, member in enumerate(members))
    return False
