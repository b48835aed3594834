"""Reading models: which types have a name and a place of their own, and which schemas of the document they are.

What comes in: `Types:` of api.md and `types/`. What goes out: `models` of each resource. A type is matched with a
schema first by name, then by its properties; a type that gets its name from a method is no model.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..config.document import DocumentOperation, document_operations, follow, json_schema, properties
from ..ir.origin import Origin
from ..spec import Document
from ..targets.python.casing import Casing
from . import trees
from .found import Source
from .package import Package
from .paging import fields

_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Model:
    """A type: its class, the key that gives it (its module's name), the properties it has on the wire."""

    cls: str
    key: str
    place: str
    wires: frozenset[str]
    values: frozenset[object]
    shared: bool


@dataclass(frozen=True, slots=True)
class Schema:
    pointer: str
    name: str
    wires: frozenset[str]
    values: frozenset[object]


def read_models(package: Package) -> dict[str, Model]:
    """The response types of the package by class name, outermost of each module only."""
    found: dict[str, Model] = {}
    for file in sorted((package.folder / "types").rglob("*.py")):
        if file.name.endswith("_params.py") or file.name == "__init__.py" or "shared_params" in file.parts:
            continue
        source = package.source(file.relative_to(package.folder).as_posix())
        model = _model(package, source) if source is not None else None
        if model is not None and not model.cls.endswith("Param"):
            found.setdefault(model.cls, model)
    return found


def _imports(package: Package, source: Source) -> dict[str, ast.ClassDef]:
    """The classes that a module takes from its neighbours, by name: they may be bases."""
    found: dict[str, ast.ClassDef] = {}
    for node in source.tree.body:
        if isinstance(node, ast.ImportFrom) and node.level and node.module:
            parts = source.file.relative_to(package.folder).parts
            neighbour = package.module(".".join((*parts[: len(parts) - node.level], *node.module.split("."))))
            known = trees.classes(neighbour.tree) if neighbour is not None else {}
            found |= {alias.name: known[alias.name] for alias in node.names if alias.name in known}
    return found


def _model(package: Package, source: Source) -> Model | None:
    """The type that a module is for: the one its name gives."""
    key = source.file.stem.rstrip("_")
    wanted = key.replace("_", "").lower()
    shared = source.file.parent.name == "shared"
    known = trees.classes(source.tree)
    for name, class_ in known.items():
        if name.lower() == wanted:
            wires = frozenset(_wires(class_, _imports(package, source) | known))
            return Model(name, key, source.place(class_), wires, frozenset(), shared)
    for node in source.tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id.lower() == wanted:
            literals = frozenset(_literals(node.value))
            return Model(node.target.id, key, source.place(node), frozenset(), literals, shared)
    return None


def _wires(class_: ast.ClassDef, known: Mapping[str, ast.ClassDef]) -> Iterator[str]:
    for base in class_.bases:
        inner = known.get(ast.unparse(base))
        if inner is not None and inner is not class_:
            yield from _wires(inner, known)
    yield from (field.wire for field in fields(class_))


def _literals(node: ast.expr | None) -> Iterator[object]:
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("Literal"):
        elements = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        yield from (element.value for element in elements if isinstance(element, ast.Constant))


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


def schemas(document: Document) -> list[Schema]:
    """The components, and the bodies of operations that are written where they are used."""
    components = document.data.get("components")
    named = components.get("schemas") if isinstance(components, dict) else None
    origin = document.origin().child("components", "schemas")
    found = [
        _schema(document, f"#/components/schemas/{name}", str(name), schema, origin.child(name))
        for name, schema in (named.items() if isinstance(named, dict) else ())
    ]
    for operation in document_operations(document):
        found += _inline(document, operation)
    found += _webhooks(document)
    return found


def _webhooks(document: Document) -> Iterator[Schema]:
    """The payloads of webhooks, named `card.created` → `CardCreatedWebhookEvent`."""
    webhooks = document.data.get("webhooks")
    for name, item in webhooks.items() if isinstance(webhooks, dict) else ():
        origin = document.origin().child("webhooks", name)
        for verb, call in item.items() if isinstance(item, dict) else ():
            body = call.get("requestBody") if isinstance(call, dict) else None
            written = json_schema(body, origin.child(verb, "requestBody")) if isinstance(body, dict) else None
            if written is not None:
                schema, at = written
                reference = schema.get("$ref") if isinstance(schema, dict) else None
                pointer = reference if isinstance(reference, str) else f"#{at.pointer}"
                yield _schema(document, pointer, f"{name}_webhook_event", schema, at)


def _inline(document: Document, operation: DocumentOperation) -> Iterator[Schema]:
    """The operation's own success response, and the items of its lists."""
    written = operation.response_schema
    if written is None:
        return
    schema, origin = written
    if isinstance(schema, dict) and "$ref" not in schema:
        yield _schema(document, f"#{origin.pointer}", "", schema, origin)
        for name, (inner, at) in properties(document, schema, origin).items():
            items = inner.get("items") if isinstance(inner, dict) else None
            if isinstance(items, dict) and "$ref" not in items:
                yield _schema(document, f"#{at.pointer}/items", name, items, at.child("items"))


def _schema(document: Document, pointer: str, name: str, schema: Any, origin: Origin) -> Schema:
    wires = frozenset(map(str, properties(document, schema, origin)))
    value, _ = follow(document, schema, origin)
    enum = value.get("enum") if isinstance(value, dict) else None
    values = frozenset(v for v in enum if isinstance(v, str | int)) if isinstance(enum, list) else frozenset()
    return Schema(pointer, name, wires, values)


def match(model: Model, known: list[Schema]) -> Schema | None:
    """The schema that a type was made from: of the same name, or else the one with just its properties."""
    same = [s for s in known if s.name and _same_name(s.name, model.cls)]
    for schema in same:
        if not model.wires or not schema.wires or _alike(model.wires, schema.wires) >= _ALIKE:
            return schema
    if model.wires:
        equal = [s for s in known if s.wires == model.wires]
        if equal:
            return equal[0] if len(equal) == 1 else None
        best = max(known, key=lambda s: _alike(model.wires, s.wires), default=None)
        return best if best is not None and _alike(model.wires, best.wires) >= _ALIKE else None
    equal = [s for s in known if model.values and s.values == model.values]
    return equal[0] if len(equal) == 1 else None


def _same_name(schema: str, cls: str) -> bool:
    return re.sub(r"[\W_]", "", schema).lower() == cls.lower() or Casing().pascal(schema) == cls


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's index."""
    return len(one & other) / len(one | other) if one | other else 0.0
