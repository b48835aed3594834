"""The types of a package by module and name: classes, aliases, and where an imported name leads.

What comes in: `types/`. What goes out: `Definition`s, found by the module they are used in and the name used there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property

from ..values import dataclass
from . import trees
from .found import Source
from .package import Package
from .paging import Field

_WRAPPERS = frozenset({"Optional", "Required", "NotRequired", "Annotated"})
_MAX_HOPS = 10


@dataclass(frozen=True, slots=True)
class Definition:
    """A type: its name, its class or the value of its alias, and the module it stands in."""

    source: Source
    name: str
    class_: ast.ClassDef | None
    value: ast.expr | None

    @property
    def key(self) -> tuple[str, str]:
        return self.source.name, self.name

    @property
    def is_model(self) -> bool:
        """Whether it is a class of responses, not a TypedDict."""
        return self.class_ is not None and not any(ast.unparse(b).endswith("TypedDict") for b in self.class_.bases)


class TypeIndex:
    """Looks names up as Python would, without running anything."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._found: dict[tuple[str, str], Definition | None] = {}

    @cached_property
    def roots(self) -> dict[tuple[str, str], Definition]:
        """The type that each module of `types/` is for, by the package it stands in (`types.orders`) and its name."""
        found: dict[tuple[str, str], Definition] = {}
        for file in sorted((self.package.folder / "types").rglob("*.py")):
            path = file.relative_to(self.package.folder)
            source = self.package.source(path.as_posix())
            root = self.root_of(source) if source is not None and file.name != "__init__.py" else None
            if root is not None:
                found.setdefault((".".join(path.parent.parts), root.name), root)
        return found

    def exported(self, module: str, name: str) -> Definition | None:
        """The type that can be imported by a name from a package of types; of types that only requests have, the
        TypedDict."""
        for wanted in (name, f"{name}Param"):
            found = self.roots.get((module, wanted)) or self._from_package(module, wanted)
            if found is not None:
                return found
        return self.roots.get(("types.shared", name)) or self.roots.get(("types.shared_params", name))

    def _from_package(self, module: str, name: str) -> Definition | None:
        source = self.package.module(module)
        return self.find(source, name) if source is not None else None

    def root_of(self, source: Source) -> Definition | None:
        """The type that the module is called after."""
        wanted = source.file.stem.replace("_", "").lower()
        return next((found for found in definitions(source) if found.name.replace("_", "").lower() == wanted), None)

    def find(self, source: Source, name: str, hops: int = 0) -> Definition | None:
        """The type that `name` means in a module; `module.Name` for one of an imported module."""
        key = (source.name, name)
        if key not in self._found:
            self._found[key] = self._search(source, name, hops)
        return self._found[key]

    def _search(self, source: Source, name: str, hops: int) -> Definition | None:
        first, _, rest = name.partition(".")
        own = next((found for found in definitions(source) if found.name == first), None)
        if own is not None or hops > _MAX_HOPS:
            return own
        for node in source.tree.body:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if (alias.asname or alias.name) == first:
                        return self._imported(source, node, alias.name, rest, hops)
        return None

    def _imported(self, source: Source, node: ast.ImportFrom, name: str, rest: str, hops: int) -> Definition | None:
        parts = source.file.relative_to(self.package.folder).parts
        above = parts[: len(parts) - node.level] if node.level else ()
        inner = node.module.split(".") if node.module else []
        if not node.level:
            inner = inner[1:] if inner[:1] == [self.package.name] else []
        module = ".".join((*above, *inner))
        if rest:
            target = self.package.module(f"{module}.{name}".lstrip("."))
            return self.find(target, rest, hops + 1) if target is not None else None
        target = self.package.module(module) if module else None
        return self.find(target, name, hops + 1) if target is not None else None


def definitions(source: Source) -> Iterator[Definition]:
    """The types written in a module."""
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef):
            yield Definition(source, node.name, node, None)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            if ast.unparse(node.annotation).endswith("TypeAlias"):
                yield Definition(source, node.target.id, None, node.value)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            alias = node.value
            if isinstance(alias, ast.Name) and node.targets[0].id[:1].isupper():
                yield Definition(source, node.targets[0].id, None, alias)
            if isinstance(alias, ast.Call) and trees.called(alias) == "TypeAliasType" and len(alias.args) > 1:
                yield Definition(source, node.targets[0].id, None, alias.args[1])


def fields(class_: ast.ClassDef) -> list[tuple[Field, ast.expr]]:
    """The fields of a model or a TypedDict with their annotations."""
    found: list[tuple[Field, ast.expr]] = []
    for node in class_.body:
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
            continue
        annotation = node.annotation
        noted = [call for call in ast.walk(annotation) if isinstance(call, ast.Call)]
        calls = [*noted, *([node.value] if isinstance(node.value, ast.Call) else [])]
        alias = next((text for call in calls if (text := trees.text(trees.keyword(call, "alias")))), None)
        name = node.target.id
        if not name.startswith("_") and not (isinstance(annotation, ast.Subscript) and "ClassVar" in head(annotation)):
            default = node.value
            if isinstance(default, ast.Call):  # `FieldInfo(alias="x", default=None)`
                default = trees.keyword(default, "default")
            found.append((Field(name, alias or name, ast.unparse(annotation), default is not None), annotation))
    return found


def head(node: ast.Subscript) -> str:
    """`List` of `typing.List[X]`."""
    return ast.unparse(node.value).rpartition(".")[2]


def bare(node: ast.expr) -> ast.expr:
    """An annotation without what only says that it may be absent, null or annotated; text is parsed."""
    for _ in range(_MAX_HOPS):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                node = ast.parse(node.value, mode="eval").body
            except SyntaxError:
                return node
        elif isinstance(node, ast.Subscript) and head(node) in _WRAPPERS:
            node = arguments(node)[0]
        else:
            arms = [arm for arm in union_arms(node) if not (isinstance(arm, ast.Constant) and arm.value is None)]
            if len(arms) != 1 or arms[0] is node:
                return node
            node = arms[0]
    return node


def union_arms(node: ast.expr) -> list[ast.expr]:
    """The arms of `Union[...]` or `A | B`; the annotation alone for any other."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*union_arms(node.left), *union_arms(node.right)]
    if isinstance(node, ast.Subscript) and head(node) == "Union":
        return arguments(node)
    return [node]


def arguments(node: ast.Subscript) -> list[ast.expr]:
    return list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
