"""Writes a type of the IR as a Python annotation.

What comes in: `ir.Type` and `Names`. What goes out: `TypeExpr`: the text and every import it needs. The text is made of
identifiers we chose and of literals from `quoting`, never of the document's words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from ... import ir
from .conventions import DATE_NAMES
from .name_types import Symbol
from .naming import Names
from .quoting import literal
from .texts import may_be_text

_RECEIVED = {
    ir.ScalarKind.STRING: "str",
    ir.ScalarKind.INTEGER: "int",
    ir.ScalarKind.NUMBER: "float",
    ir.ScalarKind.BOOLEAN: "bool",
    ir.ScalarKind.BASE64: "str",
    ir.ScalarKind.BINARY: "str",
}


@dataclass(frozen=True, order=True)
class Import:
    """`from module import name`; `import module as name` where `name` is empty. `local`: a module of the package."""

    module: str
    name: str
    local: bool = False
    alias: str | None = None

    def source(self, here: str) -> str:
        """The module as a statement in module `here` (relative to the package) writes it: `.shared.references`."""
        return relative(self.module, here) if self.local else self.module


def relative(module: str, here: str) -> str:
    """`types.shared.references` seen from `types.workspace_secret` is `.shared.references`.

    `here` is a module of the package, `types.__init__` for a package's own file; `""` is the package itself.
    """
    target, base = module.split(".") if module else [], here.split(".")[:-1]
    common = 0
    while common < min(len(target) - 1, len(base)) and target[common] == base[common]:
        common += 1
    return "." * (len(base) - common + 1) + ".".join(target[common:])


@dataclass(frozen=True)
class TypeExpr:
    """An annotation: `Optional[List[References]]`, and what it needs imported."""

    text: str
    imports: frozenset[Import] = frozenset()


@dataclass(frozen=True)
class Scope:
    """Where an annotation will stand: the module, and names there that mean something else.

    `hidden`: members of the class whose name is that of a builtin or of `date` and `datetime`. `aliases`: types of
    other modules whose name is taken in this one.
    """

    module: str = ""
    hidden: frozenset[str] = frozenset()
    aliases: tuple[tuple[Symbol, str], ...] = ()
    annotated: bool = True
    """False in signatures: `Union[str, datetime]` without its `PropertyInfo`."""


ANYWHERE = Scope()
SIGNATURE = Scope(annotated=False)


def response_type(type: ir.Type, names: Names, scope: Scope = ANYWHERE) -> TypeExpr:
    """The annotation of a value the API sends."""
    return _Writer(names, scope, params=False).write(type)


def param_type(type: ir.Type, names: Names, scope: Scope = ANYWHERE) -> TypeExpr:
    """The annotation of a value users give; pass `SIGNATURE` for a method's argument."""
    return _Writer(names, scope, params=True).write(type)


@dataclass
class _Writer:
    names: Names
    scope: Scope
    params: bool
    imports: set[Import] = field(default_factory=set)

    def write(self, type: ir.Type) -> TypeExpr:
        return TypeExpr(self.text(type), frozenset(self.imports))

    def text(self, type: ir.Type) -> str:
        match type:
            case ir.Scalar():
                return self._scalar(type.kind)
            case ir.ListOf():
                return self._list(type.item)
            case ir.TupleOf():
                return self._list(_item_of_tuple(type))
            case ir.MapOf():
                return f"{self._typing('Dict')}[{self._builtin('str')}, {self.text(type.value)}]"
            case ir.Ref():
                return self._symbol(self._of(type.id))
            case ir.Union():
                return self._union(type)
            case ir.Nullable():
                return self._optional(type.type)
            case ir.Literal():
                return self._literal(type.values, type.base, type.open)
            case ir.Unknown():
                return self._anything(type)
            case _:
                assert_never(type)

    def enum(self, enum: ir.Enum) -> str:
        """The right-hand side of a named enumeration."""
        text = self._literal(tuple(member.value for member in enum.members), enum.base, enum.open)
        return f"{self._typing('Optional')}[{text}]" if enum.nullable else text

    # -- names -----------------------------------------------------------------------------------------------------

    def _of(self, id: str) -> Symbol:
        return self.names.param_model(id) if self.params else self.names.model(id)

    def _symbol(self, symbol: Symbol) -> str:
        if symbol.module == self.scope.module:
            return symbol.name
        alias = next((alias for known, alias in self.scope.aliases if known == symbol), None)
        self.imports.add(Import(symbol.module, symbol.name, local=True, alias=alias))
        return alias or symbol.name

    def _typing(self, name: str) -> str:
        self.imports.add(Import("typing", name))
        return name

    def _runtime(self, module: str, name: str) -> str:
        self.imports.add(Import(module, name, local=True))
        return name

    def _builtin(self, name: str) -> str:
        if name not in self.scope.hidden:
            return name
        self.imports.add(Import("builtins", ""))
        return f"builtins.{name}"

    def _date(self, name: str) -> str:
        if not DATE_NAMES & self.scope.hidden:
            self.imports.add(Import("datetime", name))
            return name
        self.imports.add(Import("datetime", "", alias="dt"))
        return f"dt.{name}"

    # -- forms -----------------------------------------------------------------------------------------------------

    def _scalar(self, kind: ir.ScalarKind) -> str:
        match kind:
            case ir.ScalarKind.NULL:
                return "None"
            case ir.ScalarKind.DATE:
                return self._dated("date")
            case ir.ScalarKind.DATETIME:
                return self._dated("datetime")
            case ir.ScalarKind.BASE64 if self.params:
                file = self._runtime("_types", "Base64FileInput")
                return self._noted(f"{self._typing('Union')}[{self._builtin('str')}, {file}]", "base64")
            case ir.ScalarKind.BINARY if self.params:
                return self._runtime("_types", "FileTypes")
            case _:
                return self._builtin(_RECEIVED[kind])

    def _dated(self, name: str) -> str:
        if not self.params:
            return self._date(name)
        return self._noted(f"{self._typing('Union')}[{self._builtin('str')}, {self._date(name)}]", "iso8601")

    def _noted(self, text: str, format: str) -> str:
        """A value that is converted on its way out says so where it stands."""
        return self._annotated(text, f'format="{format}"') if self.scope.annotated else text

    def _annotated(self, text: str, argument: str) -> str:
        return f"{self._typing('Annotated')}[{text}, {self._runtime('_utils', 'PropertyInfo')}({argument})]"

    def _list(self, item: ir.Type) -> str:
        if not self.params:
            return f"{self._typing('List')}[{self.text(item)}]"
        if may_be_text(item, self.names.is_text):
            return f"{self._runtime('_types', 'SequenceNotStr')}[{self.text(item)}]"
        return f"{self._typing('Iterable')}[{self.text(item)}]"

    def _optional(self, type: ir.Type) -> str:
        text = self.text(type)
        return text if text in ("None", self._builtin("object")) else f"{self._typing('Optional')}[{text}]"

    def _union(self, union: ir.Union) -> str:
        arms = list(dict.fromkeys(self.text(arm.type) for arm in union.arms))
        if len(arms) == 1:
            return arms[0]
        text = f"{self._typing('Union')}[{', '.join(arms)}]"
        if union.discriminator is None or self.params or not self.scope.annotated:
            return text
        return self._annotated(text, f"discriminator={literal(union.discriminator.wire)}")

    def _literal(self, values: Iterable[ir.JsonScalar], base: ir.ScalarKind, open: bool) -> str:
        """`Literal[...]`, or the plain type where there is no such literal (PEP 586: no floats)."""
        known = list(dict.fromkeys((type(value), value) for value in values))
        plain = self._scalar(base)
        if not known or any(kind is float for kind, _ in known):
            return plain
        text = f"{self._typing('Literal')}[{', '.join(literal(value) for _, value in known)}]"
        return f"{self._typing('Union')}[{text}, {plain}]" if open else text

    def _anything(self, type: ir.Unknown) -> str:
        if type.object_only:
            return f"{self._typing('Dict')}[{self._builtin('str')}, {self._builtin('object')}]"
        return self._builtin("object")


def _item_of_tuple(type: ir.TupleOf) -> ir.Type:
    """JSON arrays are lists in Python too: what may stand at any position."""
    items = (*type.items, *((type.rest,) if type.rest is not None else ()))
    return items[0] if len(items) == 1 else ir.Union(tuple(map(ir.UnionArm, items))) if items else ir.Unknown()
