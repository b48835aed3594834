"""What the published package tells about how its document was changed before it was generated: transforms.

What comes in: the types of the package with the schemas they were made from. What goes out: `openapi.transforms` for
what no other key can say: what is required in the document and optional in the package, names of properties and of the
arms of unions, results that have a type of their own although their schema is a model, and results that are files.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..config.document import DocumentOperation
from ..ir.origin import Origin
from ..ir.types import JsonValue
from ..spec import Document
from ..targets.python.casing import Casing
from .arms import published_name
from .pairing import Pairing
from .schema_side import Place
from .type_index import Definition, fields, head


class Corrections:
    """Makes the commands. `optional_nullable`: what may be null is optional in all responses of the package; `by_tag`:
    arms of unions are called by what tells them apart."""

    def __init__(self, pairing: Pairing, document: Document, *, optional_nullable: bool, by_tag: bool) -> None:
        self._pairing = pairing
        self._document = document
        self._optional_nullable = optional_nullable
        self._by_tag = by_tag

    def commands(
        self, own_results: Iterable[tuple[str, str]], files: Iterable[tuple[DocumentOperation, str]]
    ) -> list[JsonValue]:
        """The commands, in an order in which they can be carried out.

        `own_results` pairs a schema that is a model with the pointer of a response that is not of that model; `files`
        are the operations whose results are files, with the media type that is asked for.
        """
        found = [
            _command("remove", "optional in the published package", target=self._path(pointer), keys=[*names])
            for pointer, names in self._optional().items()
        ]
        for pointer, name in self._names().items():
            value: JsonValue = {"x-stainless-naming": {"python": {"property_name": name}}}
            reason = "called so in the published package"
            found.append(_command("merge", reason, target=self._path(pointer), value=value))
        for pointer, name in self._arms().items():
            reason = "called so in the published package"
            value = {"x-stainless-variantName": name}
            found.append(_command("merge", reason, target=self._path(pointer), value=value))
        for model, response in own_results:
            reason = "has a type of its own in the published package"
            found.append(_command("copy", reason, **{"from": self._path(model), "to": self._path(response)}))
        return [*found, *self._files(files)]

    def _path(self, pointer: str) -> str:
        return json_path(pointer, self._document.data)

    def _optional(self) -> dict[str, list[str]]:
        """The lists `required` with the names that all types made from their schema may leave out."""
        said: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
        for definition, place in self._sure_pairs():
            known = self._required(definition)
            for part, origin in _parts(place):
                listed = part.get("required")
                for name in listed if isinstance(listed, list) else ():
                    if name in known:
                        usual = self._has_default_anyhow(definition, place, name)
                        said[f"#{origin.pointer}/required"][name].append(known[name] or usual)
        found = {
            pointer: [name for name, required in names.items() if not any(required)] for pointer, names in said.items()
        }
        return {pointer: names for pointer, names in found.items() if names}

    def _required(self, definition: Definition) -> dict[str, bool]:
        """By name on the wire: whether the field has to be there, those of base classes included."""
        owners = self._pairing.lineage(definition)
        return {name: required for owner in owners for name, required in required_fields(owner).items()}

    def _has_default_anyhow(self, definition: Definition, place: Place, name: str) -> bool:
        return self._optional_nullable and definition.is_model and self._pairing.schemas.may_be_null(place, name)

    def _names(self) -> dict[str, str]:
        """The properties that are not called after their names on the wire."""
        casing = Casing()
        found: dict[str, str] = {}
        for definition, place in self._sure_pairs():
            for field, _ in fields(definition.class_) if definition.class_ is not None else ():
                origin = self._pairing.schemas.property_origin(place, field.wire)
                usual = casing.snake(field.wire).strip("_")
                if origin is not None and usual and field.attribute.strip("_") not in (usual, f"api_{usual}"):
                    found.setdefault(f"#{origin.pointer}", field.attribute)
        return found

    def _arms(self) -> dict[str, str]:
        """The arms that are called otherwise than by the rule, or that have one name by schema and one by tag."""
        found: dict[str, str] = {}
        for arm in self._pairing.arms:
            name = published_name(arm)
            usual = {arm.names.by_tag} if self._by_tag else {arm.names.by_tag, arm.names.by_schema}
            if name is not None and usual != {name.lower()}:
                found.setdefault(f"#{arm.origin.pointer}", name)
        return found

    def _sure_pairs(self) -> Iterator[tuple[Definition, Place]]:
        """Each type with the schema it was made from, where that is in the document itself."""
        main = self._document.origin().file
        for definition, place in self._pairing.pairs.values():
            best = self._pairing.best(definition)
            if definition.class_ is not None and best in (None, place.pointer) and place.origin.file == main:
                yield definition, place

    def _files(self, files: Iterable[tuple[DocumentOperation, str]]) -> Iterator[JsonValue]:
        """A response with content that may be no file, or with none."""
        for operation, accept in files:
            if operation.response is None or _is_file(operation.response[0]):
                continue
            value, origin = operation.response
            content: JsonValue = {accept: {"schema": {"type": "string", "format": "binary"}}}
            reason, path = "a file in the published package", self._path(f"#{origin.pointer}")
            if "content" in value:
                yield _command("update", reason, target=f"{path}['content']", value=content)
            else:
                yield _command("merge", reason, target=path, value={"content": content})


def optional_nullable(pairing: Pairing) -> str | None:
    """Where most fields of responses that are required and may be null have a default: a place that shows it."""
    with_default: list[str] = []
    without = 0
    for definition, place in pairing.pairs.values():
        if definition.class_ is None or not definition.is_model or pairing.best(definition) != place.pointer:
            continue
        listed = {name for part, _ in _parts(place) for name in part.get("required") or ()}
        for name, required in required_fields(definition).items():
            if name in listed and pairing.schemas.may_be_null(place, name):
                without += required
                with_default += [] if required else [definition.source.place(definition.class_)]
    return with_default[0] if len(with_default) > 2 * without else None


def named_by_tag(pairing: Pairing) -> str | None:
    """Where most arms of unions that the rules call differently are called by their tags: a place that shows it."""
    by_tag: list[str] = []
    by_schema = 0
    for arm in pairing.arms:
        name = (published_name(arm) or "").lower()
        if name and arm.names.by_tag != arm.names.by_schema and arm.used.class_ is not None:
            by_schema += name == arm.names.by_schema
            by_tag += [arm.used.source.place(arm.used.class_)] if name == arm.names.by_tag else []
    return by_tag[0] if len(by_tag) > by_schema else None


def _command(command: str, reason: str, **arguments: JsonValue) -> JsonValue:
    return {"command": command, "reason": reason, "args": arguments}


def _is_file(response: Mapping[str, Any]) -> bool:
    """Whether a response is bytes as they are, in whatever media type it comes."""
    content = response.get("content")
    return bool(content) and isinstance(content, dict) and all(_holds_bytes(*entry) for entry in content.items())


def _holds_bytes(media_type: str, entry: Any) -> bool:
    schema = entry.get("schema") if isinstance(entry, dict) else None
    is_text = media_type.startswith("text/") or "json" in media_type
    return not is_text or (isinstance(schema, dict) and schema.get("format") == "binary")


def _parts(place: Place) -> Iterator[tuple[Mapping[str, Any], Origin]]:
    """A schema and the members of its `allOf` that are written in place."""
    if isinstance(place.value, Mapping):
        yield place.value, place.origin
        members = place.value.get("allOf")
        for index, member in enumerate(members if isinstance(members, list) else ()):
            if isinstance(member, Mapping) and "$ref" not in member:
                yield member, place.origin.child("allOf", index)


def required_fields(definition: Definition) -> dict[str, bool]:
    """By name on the wire: whether the field has to be there."""
    if definition.class_ is None:
        return {}
    is_params = not definition.is_model
    found: dict[str, bool] = {}
    for field, annotation in fields(definition.class_):
        outer = head(annotation) if isinstance(annotation, ast.Subscript) else ""
        found[field.wire] = outer == "Required" if is_params else not field.has_default
    return found


def json_path(pointer: str, data: Any) -> str:
    """The JSONPath of a JSON pointer with `#` into a document: a number is an index where there is a list."""
    path, node = "$", data
    for token in pointer.partition("#")[2].split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        quoted = key.replace("\\", "\\\\").replace("'", "\\'")
        path += f"[{key}]" if isinstance(node, list) else f"['{quoted}']"
        if isinstance(node, list):
            node = node[int(key)] if key.isdigit() and int(key) < len(node) else None
        else:
            node = node.get(key) if isinstance(node, dict) else None
    return path
