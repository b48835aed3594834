"""Views of the modules under `types/`: models, TypedDicts and aliases, ready to be written down."""

from __future__ import annotations

from ....values import dataclass
from ..quoting import Code, Doc, Ident, Literal


@dataclass(frozen=True, slots=True)
class FieldView:
    """`name: annotation = default`. `default` None: there is none."""

    name: Ident
    annotation: Code
    default: Code | None
    doc: Doc | None


@dataclass(frozen=True, slots=True)
class RecordView:
    """A model, or (`partial`) a TypedDict whose keys may be absent unless they say `Required`.

    `extra`: members without a field, where the document gives them a type.
    """

    name: Ident
    bases: Code
    doc: Doc | None
    fields: tuple[FieldView, ...]
    partial: bool
    extra: ExtraView | None = None


@dataclass(frozen=True, slots=True)
class ExtraView:
    """Members without a field: `value` is their type, `text` that of their names (`str`), `all` that of all of them.

    `all` None: any value is one.
    """

    value: Code
    text: Code
    all: Code | None


@dataclass(frozen=True, slots=True)
class AliasView:
    """`name: TypeAlias = value`.

    Of an alias that is evaluated later, `quoted` is the name and `text` the value, both as literals.
    """

    name: Ident
    quoted: Literal
    value: Code
    text: Literal | None
    doc: Doc | None


@dataclass(frozen=True, slots=True)
class DefinitionView:
    """One of the two."""

    record: RecordView | None
    alias: AliasView | None


@dataclass(frozen=True, slots=True)
class TypesModuleView:
    """`imports` stand above the definitions, `late` below."""

    imports: Code
    late: Code | None
    exports: tuple[Literal, ...]
    definitions: tuple[DefinitionView, ...]


@dataclass(frozen=True, slots=True)
class ExportView:
    """`"WorkspaceSecret": ".workspace_secret"`."""

    name: Literal
    module: Literal


@dataclass(frozen=True, slots=True)
class TypesPackageView:
    """A package of types. `static`: imports for type checkers; `packages`: those inside of it."""

    static: Code
    exports: tuple[ExportView, ...]
    packages: tuple[Literal, ...]
