"""Reading models: which types have a name and a place of their own, and which schemas of the document they are.

What comes in: `Types:` of api.md and `types/`. What goes out: `models` of each resource. A type is matched with a
schema by its uses (`pairing`), else by name, else by its properties; a type that gets its name from a method is no
model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..config.document import DocumentOperation, document_operations, json_schema, properties
from ..spec import Document
from ..targets.python.casing import Casing
from ..values import dataclass
from .pairing import Pairing, Place
from .type_index import Definition, TypeIndex

_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Model:
    """A type: its class as api.md names it, and the key that gives it (its module's name).

    `sent_only`: it has no class for responses. `shared`: it stands in `types/shared/`.
    """

    cls: str
    key: str
    definition: Definition
    sent_only: bool = False

    @property
    def shared(self) -> bool:
        return self.definition.source.file.parent.name == "shared"

    @property
    def place(self) -> str:
        node = self.definition.class_ or self.definition.value
        return self.definition.source.place(node if node is not None else self.definition.source.tree)


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema that may be a model. `name`: its component's name, "" for one written in place."""

    name: str
    place: Place


def read_models(index: TypeIndex) -> dict[str, Model]:
    """The types of the package that may be models, by class name."""
    found: dict[str, Model] = {}
    for name, definition in index.roots.items():
        stem = definition.source.file.stem
        if stem.endswith("_params"):
            continue
        key = stem.rstrip("_")
        if key.endswith("_param") and name.endswith("Param"):
            name, key = name.removesuffix("Param"), key.removesuffix("_param")
            found.setdefault(name, Model(name, key, definition, sent_only=True))
        else:
            found[name] = Model(name, key, definition)
    return found


def sections(text: str) -> dict[tuple[str, ...], list[str]]:
    """The types that api.md lists, by the headings they stand under."""
    found: dict[tuple[str, ...], list[str]] = {}
    path: list[str] = []
    for line in re.sub(r"\(\s*\n([^)]*)\)", lambda m: " " + " ".join(m[1].split()), text).splitlines():
        heading = re.match(r"(#+) (.+)", line)
        if heading is not None:
            path[len(heading[1]) - 1 :] = [heading[2].strip()]
        imported = re.match(r"from [\w.]+ import (.+)", line)
        if imported is not None:
            names = [name.strip() for name in imported[1].split(",") if name.strip()]
            found.setdefault(tuple(path), []).extend(names)
    return found


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
                yield Schema(f"{name}_webhook_event", pairing.open(*written))


def _inline(document: Document, operation: DocumentOperation, pairing: Pairing) -> Iterator[Schema]:
    """The operation's own success response, and the items of its lists."""
    written = operation.response_schema
    if written is None:
        return
    schema, origin = written
    if isinstance(schema, dict) and "$ref" not in schema:
        yield Schema("", pairing.open(schema, origin))
        for name, (inner, at) in properties(document, schema, origin).items():
            items = inner.get("items") if isinstance(inner, dict) else None
            if isinstance(items, dict) and "$ref" not in items:
                yield Schema(name, pairing.open(items, at.child("items")))


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


def _same_name(schema: str, cls: str) -> bool:
    return re.sub(r"[\W_]", "", schema).lower() == cls.lower() or Casing().pascal(schema) == cls
