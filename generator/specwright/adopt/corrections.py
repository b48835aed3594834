"""What the published package tells about how its document was changed before it was generated: transforms.

What comes in: the types of the package with the schemas they were made from. What goes out: `openapi.transforms` for
what no other key can say: names that are listed as required beside `allOf` but may be absent in the published types,
and results that have a type of their own although their schema is a model.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from ..ir.types import JsonValue
from .pairing import Pairing
from .type_index import Definition, fields, head


def transforms(pairing: Pairing, own_results: Iterable[tuple[str, str]]) -> list[JsonValue]:
    """The commands, in an order in which they can be carried out.

    `own_results` pairs a schema that is a model with the pointer of a response that is not of that model.
    """
    found: list[JsonValue] = [
        _command("remove", "optional in the published package", target=json_path(pointer), keys=["required"])
        for pointer in dict.fromkeys(_optional_beside_all_of(pairing))
    ]
    for model, response in own_results:
        reason = "has a type of its own in the published package"
        found.append(_command("copy", reason, **{"from": json_path(model), "to": json_path(response)}))
    return found


def _command(command: str, reason: str, **arguments: JsonValue) -> JsonValue:
    return {"command": command, "reason": reason, "args": arguments}


def _optional_beside_all_of(pairing: Pairing) -> Iterator[str]:
    """Schemas that list names as required beside `allOf`, most of which the type may leave out."""
    for definition, place in pairing.pairs.values():
        value = place.value
        if not isinstance(value, Mapping) or "allOf" not in value or "properties" in value:
            continue
        listed = value.get("required")
        known = _required(definition)
        names = [name for name in listed if name in known] if isinstance(listed, list) else []
        if names and sum(known[name] for name in names) * 2 < len(names):
            yield place.pointer


def _required(definition: Definition) -> dict[str, bool]:
    """By name on the wire: whether the field has to be there."""
    if definition.class_ is None:
        return {}
    is_params = any(ast.unparse(base).endswith("TypedDict") for base in definition.class_.bases)
    found: dict[str, bool] = {}
    for field, annotation in fields(definition.class_):
        outer = head(annotation) if isinstance(annotation, ast.Subscript) else ""
        found[field.wire] = outer == "Required" if is_params else not field.has_default
    return found


def json_path(pointer: str) -> str:
    """The JSONPath of a JSON pointer with `#`."""
    tokens = [token.replace("~1", "/").replace("~0", "~") for token in pointer.partition("#")[2].split("/")[1:]]
    return "$" + "".join(f"['{token}']" for token in tokens)
