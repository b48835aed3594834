"""Reading `pagination.py`: pages and how the next one is asked for → pagination schemes.

What comes in: the page classes. What goes out: `pagination` of the configuration. The kind of a scheme shows in what
`next_page_info` does; where the items are, in `_get_page_items`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ..ir.types import JsonValue
from ..values import dataclass
from . import trees
from .found import Findings, Source
from .package import Package

_SCHEMA_TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}
_PROPERTY = "x-stainless-pagination-property"


@dataclass(frozen=True, slots=True)
class Field:
    attribute: str
    wire: str
    annotation: str
    has_default: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """`names` of the schemes by page class, without `Sync`; `items`: the fields of pages that hold their items."""

    names: dict[str, str]
    items: frozenset[str]


def read_pagination(package: Package, found: Findings) -> Pages:
    """Put the schemes, and say what they are called."""
    source = package.source("pagination.py")
    if source is None:
        return Pages({}, frozenset())
    known = trees.classes(source.tree)
    names: dict[str, str] = {}
    schemes: list[JsonValue] = []
    for name, class_ in known.items():
        if not name.startswith("Sync") or not _is_page(class_):
            continue
        cls = name.removeprefix("Sync")
        names[cls] = _snake(cls)
        scheme = _scheme(source, class_, known)
        if scheme is None:
            found.unsure.append(f"{source.place(class_)}: how `{name}` asks for the next page")
        schemes.append({"name": names[cls], **(scheme or {"type": "fake_page"})})
        found.places["pagination", cls] = source.place(class_)
    if schemes:
        found.put(("pagination",), schemes, source.name)
    return Pages(names, frozenset(_item_fields(schemes)))


def _item_fields(schema: JsonValue) -> Iterator[str]:
    """The names of the properties that are marked as holding the items."""
    if isinstance(schema, list):
        for inner in schema:
            yield from _item_fields(inner)
    for name, inner in schema.items() if isinstance(schema, dict) else ():
        mark = inner.get(_PROPERTY) if isinstance(inner, dict) else None
        if isinstance(mark, dict) and mark.get("purpose") == "items":
            yield name
        yield from _item_fields(inner)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def _is_page(class_: ast.ClassDef) -> bool:
    return any("Page" in ast.unparse(base) for base in class_.bases)


def fields(class_: ast.ClassDef) -> list[Field]:
    """The fields of a model, with their names on the wire."""
    found = []
    for node in class_.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            alias = trees.text(trees.keyword(node.value, "alias")) if isinstance(node.value, ast.Call) else None
            found.append(Field(node.target.id, alias or node.target.id, ast.unparse(node.annotation)))
    return [field for field in found if not field.attribute.startswith("_") and "ClassVar" not in field.annotation]


def _scheme(source: Source, class_: ast.ClassDef, known: dict[str, ast.ClassDef]) -> dict[str, JsonValue] | None:
    functions = {function.name: function for function in trees.functions(class_)}
    following = functions.get("next_page_info")
    items = functions.get("_get_page_items")
    if following is None or items is None:
        return None
    code = ast.unparse(following)
    response = _Response(class_, known)
    response.mark(_last_path(items, response), "items")
    if "has_next_page" in functions:
        response.mark(_last_path(functions["has_next_page"], response), "has_next_page")
    params = _params(following)
    if following.returns is not None and ast.unparse(following.returns) == "None":
        return {"type": "fake_page", "request": {}, "response": response.data()}
    kind, purposes = _kind(code, params)
    if kind is None:
        return None
    request: dict[str, JsonValue] = {
        name: {"type": "string" if kind.startswith("cursor") else "integer", _PROPERTY: {"purpose": purpose}}
        for name, purpose in zip(params, purposes, strict=False)
    }
    _mark_response(kind, code, following, response, class_)
    in_body: dict[str, JsonValue] = {"param_location": "body"} if "PageInfo(json=" in code else {}
    return {"type": kind, **in_body, "request": request, "response": response.data()}


def _params(function: trees.Function) -> list[str]:
    """The parameters that the next request gets, in the order in which they stand."""
    found: list[str] = []
    for call in trees.calls(function, "PageInfo"):
        for place in ("params", "json"):
            found += [name for name, _ in trees.dict_items(trees.keyword(call, place)) if name not in found]
    return found


def _kind(code: str, params: list[str]) -> tuple[str | None, tuple[str, ...]]:
    if "PageInfo(url=" in code:
        return "cursor_url", ()
    if not params:
        return None, ()
    if re.search(r"\[-1\]", code):
        return "cursor_id", ("next_cursor_id_param", "previous_cursor_id_param")
    if re.search(r"\+ 1\b", code):
        return "page_number", ("page_number_param",)
    if re.search(r"\+ length\b|\+ len\(|current_count", code):
        return "offset", ("offset_count_param",)
    return "cursor", ("next_cursor_param", "previous_cursor_param")


def _mark_response(kind: str, code: str, function: trees.Function, response: _Response, class_: ast.ClassDef) -> None:
    paths = [path for path in response.paths_in(function) if response.purpose(path) is None]
    if kind == "cursor_id":
        found = re.search(r"\.(\w+) is None", code) or re.search(r"\[-1\]\.(\w+)", code)
        response.mark_item(found[1] if found else "id")
    elif kind == "cursor_url" and paths:
        response.mark(paths[0], "cursor_url_field")
    elif kind == "cursor" and paths:
        response.mark(paths[-1], "next_cursor_field")
    elif kind == "page_number":
        for path in paths:
            total = "total" in path[-1].attribute or "count" in path[-1].attribute
            response.mark(path, "total_page_count_field" if total else "current_page_number_field")
    elif kind == "offset":
        for path in paths:
            total = "total" in path[-1].attribute or "count" in path[-1].attribute
            response.mark(path, "offset_total_count_field" if total else "offset_count_start_field")


class _Response:
    """The fields of a page, and of the models inside, with what each is for."""

    def __init__(self, class_: ast.ClassDef, known: dict[str, ast.ClassDef]) -> None:
        self._class = class_
        self._known = known
        self._purposes: dict[tuple[str, ...], str] = {}
        self._item: str | None = None

    def paths_in(self, function: trees.Function) -> list[tuple[Field, ...]]:
        """The fields of `self` that a function reads, deepest first where one is inside another."""
        found: list[tuple[Field, ...]] = []
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute):
                names = ast.unparse(node).split(".")
                if names[0] == "self" and all(name.isidentifier() for name in names):
                    path = self._resolve(self._class, tuple(names[1:]))
                    if path and path not in found:
                        found.append(path)
        inner = {path[: len(path) - 1] for path in found if len(path) > 1}
        return [path for path in found if path not in inner]

    def _resolve(self, class_: ast.ClassDef, names: tuple[str, ...]) -> tuple[Field, ...]:
        field = next((f for f in fields(class_) if names and f.attribute == names[0]), None)
        if field is None:
            return ()
        inner = next((self._known[word] for word in re.findall(r"\w+", field.annotation) if word in self._known), None)
        return (field, *(self._resolve(inner, names[1:]) if inner is not None else ()))

    def mark(self, path: tuple[Field, ...], purpose: str) -> None:
        if path:
            self._purposes[tuple(field.wire for field in path)] = purpose

    def mark_item(self, name: str) -> None:
        self._item = name

    def purpose(self, path: tuple[Field, ...]) -> str | None:
        return self._purposes.get(tuple(field.wire for field in path))

    def data(self) -> dict[str, JsonValue]:
        return self._properties(self._class, ())

    def _properties(self, class_: ast.ClassDef, path: tuple[str, ...]) -> dict[str, JsonValue]:
        return {field.wire: self._schema(field, (*path, field.wire)) for field in fields(class_)}

    def _schema(self, field: Field, path: tuple[str, ...]) -> JsonValue:
        purpose = self._purposes.get(path)
        mark: dict[str, JsonValue] = {_PROPERTY: {"purpose": purpose}} if purpose is not None else {}
        inner = next((self._known[word] for word in re.findall(r"\w+", field.annotation) if word in self._known), None)
        if inner is not None and len(path) < 5:
            return {"type": "object", "properties": self._properties(inner, path), **mark}
        if "List[" in field.annotation or "list[" in field.annotation:
            return {"type": "array", "items": self._items() if purpose == "items" else {}, **mark}
        words = re.findall(r"\w+", field.annotation)
        kind = next((_SCHEMA_TYPES[word] for word in words if word in _SCHEMA_TYPES), None)
        return {**({"type": kind} if kind else {}), **mark}

    def _items(self) -> JsonValue:
        if self._item is None:
            return {}
        mark: JsonValue = {"purpose": "cursor_item_id"}
        return {"type": "object", "properties": {self._item: {"type": "string", _PROPERTY: mark}}}


def _last_path(function: trees.Function, response: _Response) -> tuple[Field, ...]:
    paths = response.paths_in(function)
    return paths[-1] if paths else ()
