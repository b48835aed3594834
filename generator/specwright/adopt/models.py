"""Reading models: which types have a name and a place of their own, and which schemas of the document they are.

What comes in: `Types:` of api.md and `types/`. What goes out: `models` of each resource. A type is matched with a
schema by its uses (`pairing`), else by name, else by its properties; a type that gets its name from a method is no
model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..config.document import DocumentOperation, document_operations, json_schema, properties
from ..spec import Document
from ..targets.python.casing import Casing
from ..values import dataclass
from .likeness import likeness
from .pairing import Pairing
from .schema_side import Place
from .type_index import Definition, TypeIndex

_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Model:
    """A type: its class as api.md names it, and the key that gives it (its module's name).

    `bare`: a type of requests that is called as the model itself, without `Param`.
    """

    cls: str
    key: str
    definition: Definition
    bare: bool = False

    @property
    def shared(self) -> bool:
        return self.definition.source.file.parent.name in ("shared", "shared_params")

    @property
    def file(self) -> Path:
        return self.definition.source.file

    @property
    def place(self) -> str:
        node = self.definition.class_ or self.definition.value
        return self.definition.source.place(node if node is not None else self.definition.source.tree)


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema that may be a model. `name`: its component's name, "" for one written in place."""

    name: str
    place: Place


def model_of(index: TypeIndex, definition: Definition) -> Model:
    """The model that a type was made from, by the name of its module."""
    folder = ".".join(definition.source.file.relative_to(index.package.folder).parent.parts)
    key, name = definition.source.file.stem.rstrip("_"), definition.name
    if not key.endswith("_param") or not name.endswith("Param") or definition.is_model:
        return Model(name, key, definition)
    plain = name.removesuffix("Param")
    if (folder, f"{name}Param") in index.roots:
        return Model(name, key, definition)
    return Model(plain, key.removesuffix("_param"), definition)


def listed_model(index: TypeIndex, module: str, name: str) -> Model | None:
    """The model that api.md lists by a name. A TypedDict listed by its own name has no other."""
    definition = index.exported(module, name)
    if definition is None:
        return None
    stem = definition.source.file.stem.rstrip("_")
    if definition.name != name:
        return Model(name, stem.removesuffix("_param"), definition)
    alone = stem.endswith("_param") and not definition.is_model and index.exported(module, f"{name}Param") is None
    return Model(name, stem, definition, bare=alone)


def schemas(document: Document, pairing: Pairing) -> list[Schema]:
    """The components, and the bodies of operations that are written where they are used."""
    components = document.data.get("components")
    named = components.get("schemas") if isinstance(components, dict) else None
    origin = document.origin().child("components", "schemas")
    found = [
        Schema(str(name), Place(schema, origin.child(name), f"#/components/schemas/{name}"))
        for name, schema in (named.items() if isinstance(named, dict) else ())
    ]
    for operation in document_operations(document):
        found += _inline(document, operation, pairing)
    found += _webhooks(document, pairing)
    return found


def _webhooks(document: Document, pairing: Pairing) -> Iterator[Schema]:
    """The payloads of webhooks, named `card.created` → `CardCreatedWebhookEvent`."""
    webhooks = document.data.get("webhooks")
    for name, item in webhooks.items() if isinstance(webhooks, dict) else ():
        origin = document.origin().child("webhooks", name)
        for verb, call in item.items() if isinstance(item, dict) else ():
            body = call.get("requestBody") if isinstance(call, dict) else None
            written = json_schema(body, origin.child(verb, "requestBody")) if isinstance(body, dict) else None
            if written is not None:
                yield Schema(f"{name}_webhook_event", pairing.schemas.open(*written))


def _inline(document: Document, operation: DocumentOperation, pairing: Pairing) -> Iterator[Schema]:
    """The operation's own success response, and the items of its lists."""
    written = operation.response_schema
    if written is None:
        return
    schema, origin = written
    if isinstance(schema, dict) and "$ref" not in schema:
        yield Schema("", pairing.schemas.open(schema, origin))
        for name, (inner, at) in properties(document, schema, origin).items():
            items = inner.get("items") if isinstance(inner, dict) else None
            if isinstance(items, dict) and "$ref" not in items:
                yield Schema(name, pairing.schemas.open(items, at.child("items")))


def match(model: Model, known: list[Schema], pairing: Pairing) -> str | None:
    """The schema that a type was made from: of the same name, or else the one that is most like it.

    None when several are equally alike.
    """
    definition = model.definition
    for schema in known:
        if schema.name and _same_name(schema.name, model.cls) and pairing.fit(definition, schema.place) >= _ALIKE:
            return schema.place.pointer
    near = [schema for schema in known if pairing.fit(definition, schema.place) >= _ALIKE]
    fits = {schema.place.pointer: pairing.deep_fit(definition, schema.place) for schema in near}
    best = max(fits.values(), default=0.0)
    equal = [pointer for pointer, fit in fits.items() if fit == best]
    return equal[0] if best >= _ALIKE and len(equal) == 1 else None


def assigned(definitions: Iterable[Definition], pairing: Pairing) -> dict[tuple[str, str], str]:
    """A schema for each type that some use speaks for. No schema is two types': it is that of which more speaks.

    Where as much speaks for several, the name decides: `payment`, not the `payment_updated` that is one with examples.
    """
    votes = [
        (much, likeness(pointer, definition.name), -number, definition.key, pointer)
        for number, definition in enumerate(definitions)
        for pointer, much in pairing.candidates(definition).items()
    ]
    found: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for *_, key, pointer in sorted(votes, reverse=True):
        if key not in found and pointer not in taken:
            found[key] = pointer
            taken.add(pointer)
    return found


def _same_name(schema: str, cls: str) -> bool:
    return re.sub(r"[\W_]", "", schema).lower() == cls.lower() or Casing().pascal(schema) == cls
