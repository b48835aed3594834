"""Build stage: types as values. `Operation(returns=lambda: types.WorkspaceSecret)` needs an expression that Python can
evaluate, not an annotation, and must not import the model before the first call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from .... import ir
from ....values import dataclass
from ..imports import Imports
from ..name_types import Symbol
from ..quoting import Code, Ident, literal
from ..type_expr import Import, Scope, TypeExpr, param_type, relative, response_type
from .context import Context, ModuleTypes, add_import, rename

_SHARED = "types.shared"


@dataclass(frozen=True, slots=True)
class FactoryView:
    """A function that imports types which `types` does not export, and returns one made of them.

    `imports` are the statements inside of it, `value` what it returns.
    """

    name: Ident
    imports: Code
    value: Code


@dataclass(frozen=True, slots=True)
class RuntimeType:
    """`value`: the function that gives the type (`lambda: types.WorkspaceSecret`).

    `annotation`: what the operation has to be annotated with, None where type checkers see it themselves: from a class
    they do, from a union they do not (it is no `type[...]`).
    """

    value: Code
    annotation: Code | None


@dataclass
class RuntimeTypes:
    """Writes the types that one module evaluates, and the functions they need."""

    context: Context
    types: ModuleTypes
    factories: list[FactoryView] = field(default_factory=list)

    def result(self, type: ir.Type, name: str) -> RuntimeType:
        """What an operation returns; `name` is the word for a function, if it needs one (`list` → `_list_result`)."""
        plain = is_class(type, self.context.api)
        expr = response_type(type, self.context.names, Scope(self.types.here))
        value = self._value(expr, name, known=plain)
        return RuntimeType(value, None if plain else self.types.received(type))

    def body(self, type: ir.Type, name: str) -> Code:
        """The type of a body that is one argument."""
        return self._value(param_type(type, self.context.names, Scope(self.types.here)), name, known=True)

    def errors(self, types: Mapping[str, ir.Type | None]) -> Code:
        """The types of the bodies of errors, by status; all of them are made of exported types, None for no type."""
        self._import_types()
        entries: list[str] = []
        for status, type in types.items():
            if type is None:
                entries.append(f"{literal(status)}: None")
                continue
            expr = response_type(type, self.context.names, Scope(self.types.here))
            models = _models(expr)
            for needed in expr.imports.difference(models):
                add_import(self.types.runtime, needed, self.types.here)
            entries.append(f"{literal(status)}: {_exported(expr, models)}")
        return Code(f"lambda: {{{', '.join(entries)}}}")

    def params(self, symbol: Symbol) -> Code:
        """The TypedDict of an operation's arguments."""
        self._import_types()
        return Code(f"lambda: {exported_name(symbol)}")

    def _value(self, expr: TypeExpr, name: str, *, known: bool) -> Code:
        models = _models(expr)
        if not all(Symbol(needed.name, needed.module) in self.context.exported for needed in models):
            return self._factory(expr, models, name)
        others = [needed for needed in expr.imports if needed not in models]
        for needed in others:
            add_import(self.types.runtime, needed, self.types.here)
        if models:
            self._import_types()
        text = _exported(expr, models)
        if known:
            return Code(f"lambda: {text}")
        self.types.runtime.member("typing", "Any", "cast")
        return Code(f"lambda: cast(Any, {text})")

    def _factory(self, expr: TypeExpr, models: list[Import], name: str) -> Code:
        imports = Imports()
        for needed in expr.imports:
            if needed in models:
                add_import(imports, needed, self.types.here)
            else:
                add_import(self.types.runtime, needed, self.types.here)
        self.types.runtime.member("typing", "Any")
        function = Ident(f"_{name}_result")
        self.factories.append(FactoryView(function, Code(imports.render()), Code(expr.text)))
        return Code(function)

    def _import_types(self) -> None:
        self.types.runtime.member(relative("", self.types.here), "types")


def _models(expr: TypeExpr) -> list[Import]:
    """What a type needs of the package `types`."""
    return [needed for needed in sorted(expr.imports) if needed.local and needed.module.startswith("types")]


def _exported(expr: TypeExpr, models: list[Import]) -> str:
    """The type as code that has `types`."""
    return rename(expr.text, {needed.name: exported_name(Symbol(needed.name, needed.module)) for needed in models})


def exported_name(symbol: Symbol) -> str:
    """How code that has `types` says it: what is shared is exported there, the rest where it is filed."""
    folder = symbol.module.rpartition(".")[0]
    return f"types.{symbol.name}" if folder == _SHARED else f"{folder}.{symbol.name}"


def is_class(type: ir.Type, api: ir.Api) -> bool:
    """Whether type checkers take the written type for a `type[...]`: classes and `List[...]`; no unions, no aliases."""
    match type:
        case ir.Scalar():
            return type.kind is not ir.ScalarKind.NULL
        case ir.ListOf() | ir.TupleOf() | ir.MapOf() | ir.Unknown():
            return True
        case ir.Ref():
            found = api.definitions[type.id]
            return isinstance(found, ir.Record) and bool(found.fields)
        case _:
            return False
