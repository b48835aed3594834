"""What every builder of views knows, and the types of one module as it is being written."""

from __future__ import annotations

import ast
from dataclasses import field
from functools import cached_property

from .... import ir
from ....values import dataclass
from ..imports import Imports
from ..naming import Names, Symbol
from ..quoting import Code, Ident
from ..settings import PackageSettings
from ..type_expr import Import, Scope, TypeExpr, param_type, relative, response_type


@dataclass(frozen=True)
class Context:
    """The API, its names and the package's settings."""

    api: ir.Api
    names: Names
    settings: PackageSettings

    @property
    def http_import(self) -> str:
        """The statement's end: generated modules write `httpx` whichever library it is."""
        library = self.settings.http_library
        return library if library == "httpx" else f"{library} as httpx"

    @cached_property
    def exported(self) -> frozenset[Symbol]:
        """The types that `types/__init__` (or that of a folder below) exports: what does not stand inside another."""
        names = self.names
        roots = [id for id in self.api.definitions if names.is_root(id)]
        symbols = {names.model(id) for id in roots if names.has_model(id)}
        return frozenset(symbols | {names.param_model(id) for id in roots if names.has_param_model(id)})

    def is_exported(self, id: str) -> bool:
        """Whether a definition is a type that `types/__init__`, or that of a folder below, exports."""
        return self.names.is_root(id) and self.names.has_model(id)


@dataclass
class ModuleTypes:
    """Writes the types of one module (`resources.workspace_secrets`) and keeps what has to be imported for them.

    `taken` are names that mean something in the module already; a type of that name is imported under another one.
    """

    context: Context
    here: str
    taken: set[str]
    static: Imports = field(default_factory=Imports)
    """For annotations only: goes under `TYPE_CHECKING`."""
    runtime: Imports = field(default_factory=Imports)
    _owners: dict[str, Symbol] = field(default_factory=dict)
    _aliases: dict[Symbol, str] = field(default_factory=dict)
    _written: dict[tuple[bool, ir.Type], Code] = field(default_factory=dict)

    def received(self, type: ir.Type) -> Code:
        """The annotation of what a method gives back."""
        return self._write(type, params=False)

    def sent(self, type: ir.Type) -> Code:
        """The annotation of an argument."""
        return self._write(type, params=True)

    def name(self, module: str, name: str) -> Code:
        """A name of the runtime that annotations use (`_types`, `Omit`)."""
        self.static.member(relative(module, self.here), name)
        return Code(name)

    def value(self, module: str, name: str) -> Code:
        """A name of the runtime that the code itself uses."""
        self.runtime.member(relative(module, self.here), name)
        return Code(name)

    def _write(self, type: ir.Type, *, params: bool) -> Code:
        if (params, type) not in self._written:
            self._written[params, type] = self._settled(type, params=params)
        return self._written[params, type]

    def _settled(self, type: ir.Type, *, params: bool) -> Code:
        """Write the type; once more when one of its names is taken here."""
        write = param_type if params else response_type
        expr = write(type, self.context.names, self._scope())
        if self._claim(expr):
            expr = write(type, self.context.names, self._scope())
        for needed in expr.imports:
            add_import(self.static, needed, self.here)
        return Code(expr.text)

    def _scope(self) -> Scope:
        return Scope(self.here, aliases=tuple(self._aliases.items()), annotated=False)

    def _claim(self, expr: TypeExpr) -> bool:
        """Give each new type its name in this module; True when one had to take another."""
        renamed = False
        for needed in sorted(expr.imports):
            symbol = Symbol(needed.name, needed.module)
            if not needed.local or needed.alias or not needed.module.startswith("types"):
                continue
            if self._owners.setdefault(needed.name, symbol) != symbol or needed.name in self.taken:
                self._aliases[symbol] = self._alias(symbol)
                renamed = True
        return renamed

    def _alias(self, symbol: Symbol) -> str:
        """`CreateParam` for a request twin, `FilesItem` for the `Item` of `types.files`, with a number if need be."""
        folder, _, leaf = symbol.module.rpartition(".")
        words = "".join(word[:1].upper() + word[1:] for word in leaf.split("_"))
        wanted = f"{symbol.name}Param" if folder.endswith("shared_params") else f"{words}{symbol.name}"
        if wanted == symbol.name * 2:
            wanted = f"{symbol.name}Model"
        free, number = wanted, 2
        while free in self.taken or self._owners.setdefault(free, symbol) != symbol:
            free, number = f"{wanted}{number}", number + 1
        return Ident(free)


def add_import(imports: Imports, needed: Import, here: str) -> None:
    """Record an import of a type expression."""
    module = needed.source(here)
    if needed.name:
        imports.member(module, f"{needed.name} as {needed.alias}" if needed.alias else needed.name)
    else:
        imports.module(f"{module} as {needed.alias}" if needed.alias else module)


def rename(expression: str, names: dict[str, str]) -> str:
    """The expression with its names replaced; words inside of string literals stay as they are."""
    if expression in names:
        return names[expression]
    found = [node for node in ast.walk(ast.parse(expression, mode="eval")) if isinstance(node, ast.Name)]
    text = expression.encode()
    for node in sorted((n for n in found if n.id in names), key=lambda n: -n.col_offset):
        text = text[: node.col_offset] + names[node.id].encode() + text[node.end_col_offset :]
    return text.decode()
