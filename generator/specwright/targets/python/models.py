"""Builds the types of the SDK with datamodel-code-generator's model layer.

What comes in: a `ModulePlan`. What goes out: its view. This is the only module that imports the library: its classes
hold names, bases and types (`DataModel`, `DataType`, `Reference`), its parser and its
templates are not used, because names are final here and every string goes through `quoting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cache

from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import PythonVersion
from datamodel_code_generator.imports import Import as LayerImport
from datamodel_code_generator.model import DataModelSet, get_data_model_types
from datamodel_code_generator.model.base import DataModel
from datamodel_code_generator.reference import Reference
from datamodel_code_generator.types import DataType

from ...values import dataclass
from .conventions import ANNOTATION_BUILTINS, DATE_NAMES
from .imports import Imports, natural
from .modules import ModulePlan, Placed
from .quoting import Code, Doc, Ident, docstring_body, literal
from .symbols import Symbol
from .type_expr import FormWriter, Import, Scope
from .type_forms import DICT, LIST, OPTIONAL, UNION, Apply, Form, Noted, Use, Word, dict_of, noted, optional, uses
from .type_items import AliasShape, Item, Member, RecordShape
from .views.context import add_import
from .views.models import AliasView, DefinitionView, ExtraView, FieldView, RecordView, TypesModuleView

_BASE_MODEL = Word("BaseModel", "_models")
_TYPED_DICT = Word("TypedDict", "typing_extensions")
_REQUIRED = Word("Required", "typing_extensions")
_FIELD_INFO = "FieldInfo"
_HIDING = ANNOTATION_BUILTINS | DATE_NAMES | {"builtins", "dt"}


@cache
def model_layer(*, params: bool) -> DataModelSet:
    """The library's classes for response models, or for TypedDicts."""
    kind = DataModelType.TypingTypedDict if params else DataModelType.PydanticV2BaseModel
    return get_data_model_types(kind, PythonVersion.PY_310, use_type_alias=True, include_graphql_models=False)


@cache
def _data_type(*, params: bool) -> type[DataType]:
    manager = model_layer(params=params).data_type_manager(python_version=PythonVersion.PY_310)
    return manager.data_type


def view_module(plan: ModulePlan) -> TypesModuleView:
    """The finished view of a module of types."""
    return _ModuleBuilder(plan).view()


@dataclass
class _ModuleBuilder:
    plan: ModulePlan
    imports: set[Import] = field(default_factory=set)
    aliases: tuple[tuple[Symbol, str], ...] = ()

    def __post_init__(self) -> None:
        self.layer = model_layer(params=self.plan.params)
        self.aliases = _import_aliases(self.plan)
        members = (name for placed in self.plan.placed for name in _member_names(placed.item))
        # One way to write dates in a module, as its imports stand at its top.
        self.dates = (DATE_NAMES | {"dt"}) & frozenset(members)

    def view(self) -> TypesModuleView:
        definitions = tuple(self._definition(placed) for placed in self.plan.placed)
        above, below = Imports(), Imports()
        if self.plan.future:
            above.member("__future__", "annotations")
        for needed in self.imports:
            late = needed.local and needed.module in self.plan.late
            add_import(below if late else above, needed, self.plan.path)
        return TypesModuleView(
            imports=Code(above.render()),
            late=Code(below.render()) if below else None,
            exports=tuple(literal(name) for name in self._exports()),
            definitions=definitions,
        )

    def _exports(self) -> list[str]:
        return sorted((placed.item.symbol.name for placed in self.plan.placed), key=natural)

    def _definition(self, placed: Placed) -> DefinitionView:
        shape = placed.item.shape
        if isinstance(shape, RecordShape):
            return DefinitionView(self._record(placed.item, shape), None)
        return DefinitionView(None, self._alias(placed, shape))

    # -- the library's objects -------------------------------------------------------------------------------------

    def _record_model(self, item: Item, shape: RecordShape, types: _Types) -> DataModel:
        """The library's model of a record, without its fields: an object for each of GitHub's 40,000 is made, asked for
        its type and thrown away, and costs three times as much as the type (0.95× for a cold run).
        """
        bases = [Reference(path=str(base), name=types.symbol(base)) for base in shape.bases]
        return self.layer.data_model(
            reference=Reference(path=f"{item.id}:{item.params}", name=item.symbol.name),
            fields=[],
            base_classes=bases or [Reference(path="base", name=types.word(self._base_word))],
            description=_doc_of(item.doc, deprecated=item.deprecated),
        )

    @property
    def _base_word(self) -> Word:
        return _TYPED_DICT if self.plan.params else _BASE_MODEL

    # -- views -----------------------------------------------------------------------------------------------------

    def _record(self, item: Item, shape: RecordShape) -> RecordView:
        hidden = _HIDING & {member.name for member in shape.members}
        types = _Types(self._writer(hidden), params=item.params)
        model = self._record_model(item, shape, types)
        return RecordView(
            name=Ident(model.class_name),
            bases=Code(", ".join(base.type_hint for base in model.base_classes)),
            doc=_quoted(model.description),
            fields=tuple(self._field(member, types) for member in shape.members),
            partial=item.params,
            extra=None if shape.extra is None or item.params else self._extra(shape.extra, types),
        )

    def _extra(self, form: Form, types: _Types) -> ExtraView:
        types.word(Word("TYPE_CHECKING", "typing"))
        everything = None if form == Word("object") else Code(types.hint(dict_of(form)))
        return ExtraView(Code(types.hint(form)), Code(types.word(Word("str"))), everything)

    def _field(self, member: Member, types: _Types) -> FieldView:
        annotation, default = (self._key if self.plan.params else self._attribute)(member, types)
        return FieldView(
            name=Ident(member.name),
            annotation=Code(annotation),
            default=None if default is None else Code(default),
            doc=_quoted(_doc_of(member.doc, deprecated=member.deprecated)),
        )

    def _key(self, member: Member, types: _Types) -> tuple[str, None]:
        """The annotation of a TypedDict's key."""
        renamed = member.name != member.wire
        annotation = types.hint(noted(member.form, ("alias", literal(member.wire))) if renamed else member.form)
        return f"{types.word(_REQUIRED)}[{annotation}]" if member.required else annotation, None

    def _attribute(self, member: Member, types: _Types) -> tuple[str, str | None]:
        """The annotation and the default of a model's field."""
        annotation = types.hint(member.form if member.required else optional(member.form))
        if member.name == member.wire:
            return annotation, None if member.required else "None"
        self.imports.add(Import("pydantic", "Field", alias=_FIELD_INFO))
        absent = "" if member.required else ", default=None"
        return annotation, f"{_FIELD_INFO}(alias={literal(member.wire)}{absent})"

    def _alias(self, placed: Placed, shape: AliasShape) -> AliasView:
        item = placed.item
        types = _Types(self._writer(frozenset()), params=item.params)
        model = self.layer.root_model(
            reference=Reference(path=f"{item.id}:{item.params}", name=item.symbol.name),
            fields=[self.layer.field_model(data_type=types.data_type(shape.form), required=True)],
            description=_doc_of(item.doc, deprecated=item.deprecated),
        )
        types.word(Word("TypeAliasType", "typing_extensions") if placed.lazy else Word("TypeAlias", "typing"))
        value = model.fields[0].data_type.type_hint
        return AliasView(
            name=Ident(model.class_name),
            quoted=literal(model.class_name),
            value=Code(value),
            text=literal(value) if placed.lazy else None,
            doc=_quoted(model.description),
        )

    def _writer(self, hidden: frozenset[str]) -> FormWriter:
        scope = Scope(self.plan.path, hidden | self.dates, self.aliases)
        return FormWriter(scope, self.imports)


@dataclass
class _Types:
    """Makes the library's `DataType`s of forms; names are written by `writer`, which notes what must be imported."""

    writer: FormWriter
    params: bool

    def word(self, word: Word) -> str:
        return self.writer.word(word)

    def symbol(self, symbol: Symbol) -> str:
        return self.writer.symbol(symbol)

    def hint(self, form: Form) -> str:
        """A type as it is written; a generated one alone is its name, which needs no object of the library."""
        if isinstance(form, Use):
            return self.symbol(form.symbol)
        known = self._plain(form)
        return self._make(form).type_hint if known is None else known.hint

    def data_type(self, form: Form) -> DataType:
        """The library's type; one that names no generated type is the same object wherever it stands."""
        known = self._plain(form)
        return self._make(form) if known is None else known.data_type

    def _plain(self, form: Form) -> _PlainType | None:
        if self.writer.scope.hidden or (known := _plain_type(form, params=self.params)) is None:
            return None
        self.writer.imports |= known.imports
        return known

    def _make(self, form: Form) -> DataType:
        make = _data_type(params=self.params)
        match form:
            case Use():
                return make(reference=Reference(path=str(form.symbol), name=self.symbol(form.symbol)))
            case Apply(head=head, arguments=(only,)) if head == LIST:
                return make(data_types=[self.data_type(only)], is_list=True, import_=self._import(head))
            case Apply(head=head, arguments=(only,)) if head == OPTIONAL:
                return make(data_types=[self.data_type(only)], is_optional=True, import_=self._import(head))
            case Apply(head=head, arguments=(key, value)) if head == DICT:
                types = {"data_types": [self.data_type(value)], "dict_key": self.data_type(key)}
                return make(**types, is_dict=True, import_=self._import(head))
            case Apply(head=head) if head == UNION:
                return make(data_types=[self.data_type(arm) for arm in form.arguments], import_=self._import(head))
            case Noted():
                return make(type=self.writer.text(form))
            case _:
                return make(type=self.writer.text(form))

    def _import(self, head: Word) -> LayerImport:
        return LayerImport(import_=self.word(head), from_=head.module)


@dataclass(frozen=True)
class _PlainType:
    """A type that names no generated one. `hint`: as it is written."""

    data_type: DataType
    hint: str
    imports: frozenset[Import]


@cache
def _plain_type(form: Form, *, params: bool) -> _PlainType | None:
    """The type of a form without generated types, which most fields have; None for other forms. Made once, and not for
    each field (0.87× for all types)."""
    if next(uses(form), None) is not None:
        return None
    writer = FormWriter(Scope())
    made = _Types(writer, params=params)._make(form)
    return _PlainType(made, made.type_hint, frozenset(writer.imports))


def _member_names(item: Item) -> Iterator[str]:
    if isinstance(item.shape, RecordShape):
        yield from (member.name for member in item.shape.members)


def _import_aliases(plan: ModulePlan) -> tuple[tuple[Symbol, str], ...]:
    """Types of other modules that have the name of one in this module, or of each other: `SharedMetadata`."""
    taken = {placed.item.symbol.name for placed in plan.placed}
    aliases: dict[Symbol, str] = {}
    named: dict[str, Symbol] = {}
    for symbol in _imported(plan):
        if symbol in aliases or named.get(symbol.name) == symbol:
            continue
        if symbol.name in taken:
            folder = symbol.module.split(".")[-2]
            alias = base = f"{''.join(part.capitalize() for part in folder.split('_'))}{symbol.name}"
            number = 2
            while alias in taken:
                alias, number = f"{base}{number}", number + 1
            aliases[symbol] = Ident(alias)
            taken.add(alias)
        else:
            named[symbol.name] = symbol
            taken.add(symbol.name)
    return tuple(aliases.items())


def _imported(plan: ModulePlan) -> Iterator[Symbol]:
    for placed in plan.placed:
        match placed.item.shape:
            case AliasShape(form=form):
                found = list(uses(form))
            case RecordShape(members=members, bases=bases, extra=extra):
                forms = [member.form for member in members] + ([] if extra is None else [extra])
                found = [*bases, *(symbol for form in forms for symbol in uses(form))]
        yield from (symbol for symbol in found if symbol.module != plan.path)


def _doc_of(doc: str | None, *, deprecated: bool) -> str | None:
    if not deprecated or (doc is not None and "deprecated" in doc.lower()):
        return doc
    return f"{doc.rstrip()}\n\nDeprecated." if doc else "Deprecated."


def _quoted(doc: str | None) -> Doc | None:
    return (docstring_body(doc) or None) if doc else None
