"""Turns definitions and operations into the types that are written: records with fields, and aliases.

What comes in: `ir.Api` and `Names`. What goes out: `Item`s with finished forms, not yet in modules: what a response
does not show (`writeOnly`) or a request does not take (`readOnly`) is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import TypeAlias, assert_never

from ... import ir
from ...values import dataclass
from .naming import Names
from .symbols import Symbol
from .type_forms import Form, Former, Use, Word, dict_of, union_of
from .usage import sent_fields, variants_of


@dataclass(frozen=True, slots=True)
class Member:
    """A field: `form` without None for being absent, `doc` as the document has it."""

    name: str
    wire: str
    form: Form
    required: bool
    doc: str | None
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class RecordShape:
    """All members, those of `bases` too, which may be written as base classes. `extra`: the type of other members."""

    members: tuple[Member, ...]
    bases: tuple[Symbol, ...] = ()
    extra: Form | None = None


@dataclass(frozen=True, slots=True)
class AliasShape:
    form: Form


Shape: TypeAlias = RecordShape | AliasShape

_STREAMED = {"NonStreaming": False, "Streaming": True}
"""The endings of the types for arguments without and with a stream, and the value of the flag that asks for one."""


@dataclass(frozen=True, slots=True)
class Item:
    """A type to write. `params`: for requests (a TypedDict). `id`: its definition or operation."""

    symbol: Symbol
    params: bool
    id: str
    shape: Shape
    doc: str | None
    deprecated: bool = False
    root: bool = False
    """Exported; the types written inside of it are not."""


def type_items(api: ir.Api, names: Names) -> list[Item]:
    """Every type of the SDK, in document order, definitions first."""
    return list(_Items(api, names).all())


@dataclass
class _Items:
    api: ir.Api
    names: Names
    former: Mapping[bool, Former] = field(init=False)

    def __post_init__(self) -> None:
        self.former = {params: Former(self.names, params=params) for params in (False, True)}
        self._by_client = {option.send_as_path_param for option in self.api.options}
        self._shapes: dict[tuple[str, bool], Shape] = {}
        self._variants = {id for operation in self.api.operations.values() for id in variants_of(operation)}

    def all(self) -> Iterator[Item]:
        for id, definition in self.api.definitions.items():
            if self.names.has_model(id):
                yield from self._definition(definition, self.names.model(id), params=False)
            if self.names.has_param_model(id) and id not in self._variants:
                yield from self._definition(definition, self.names.param_model(id), params=True)
        for id, operation in self.api.operations.items():
            if (symbol := self.names.params(id)) is not None:
                yield from self._params(operation, symbol)
            for other, own in self.names.repeated(id):
                yield self._repeated(operation, other, own)

    def _repeated(self, operation: ir.Operation, other: Symbol, own: Symbol) -> Item:
        """A type under the name that it has for another method: arguments as a class, a result as an alias of it."""
        params = own == self.names.params(operation.id)
        shape: Shape = AliasShape(Use(own))
        if params and not variants_of(operation) and (operation.stream is None or not operation.stream.discriminator):
            members = self._arguments_shape(operation, sent_fields(operation)).members
            shape = RecordShape(members, (own,))
        return Item(other, params, operation.id, shape, None, root=True)

    def _params(self, operation: ir.Operation, symbol: Symbol) -> Iterator[Item]:
        """The TypedDict of an operation's arguments; one for each variant of its body, and the choice between them."""
        variants = [(self.names.param_model(id), self.api.definitions[id]) for id in variants_of(operation)]
        for own, record in variants:
            assert isinstance(record, ir.Record), "only objects are variants"
            yield Item(own, True, record.id, self._arguments_shape(operation, record.fields), record.doc)
        stream = operation.stream
        if variants:
            shape: Shape = AliasShape(union_of(*(Use(own) for own, _ in variants)))
        elif stream is not None and stream.discriminator is not None:
            yield from self._streaming_params(operation, symbol, stream.place, stream.discriminator)
            forms = (Use(Symbol(f"{symbol.name}{suffix}", symbol.module)) for suffix in _STREAMED)
            shape = AliasShape(union_of(*forms))
        else:
            shape = self._arguments_shape(operation, sent_fields(operation))
        yield Item(symbol, True, operation.id, shape, None, root=True)

    def _streaming_params(self, operation: ir.Operation, symbol: Symbol, place: str, flag: str) -> Iterator[Item]:
        """`…ParamsBase`, and with the flag false or true `…ParamsNonStreaming` and `…ParamsStreaming`."""
        whole = self._arguments_shape(operation, sent_fields(operation))
        key = self.names.argument(operation.id, place, flag)
        base = Symbol(f"{symbol.name}Base", symbol.module)
        shared = tuple(member for member in whole.members if member.name != key)
        yield Item(base, True, operation.id, RecordShape(shared), None)
        said = next(member for member in whole.members if member.name == key)
        nullable = any(sent.wire == flag and isinstance(sent.type, ir.Nullable) for sent in sent_fields(operation))
        for suffix, value in _STREAMED.items():
            asked: ir.Type = ir.Literal((value,), ir.ScalarKind.BOOLEAN)
            form = self.former[True].form(ir.Nullable(asked) if nullable and not value else asked)
            own = replace(said, form=form, required=value)
            name = Symbol(f"{symbol.name}{suffix}", symbol.module)
            yield Item(name, True, operation.id, RecordShape((*shared, own), (base,)), None)

    def _definition(self, definition: ir.Definition, symbol: Symbol, *, params: bool) -> Iterator[Item]:
        shape = self.shape(definition.id, params=params)
        root = self.names.is_root(definition.id)
        doc, deprecated = _documented(definition), definition.deprecated
        is_open = params and isinstance(shape, RecordShape) and shape.extra is not None
        if is_open and isinstance(shape, RecordShape) and not self.names.takes_dict(definition.id):
            typed = Symbol(f"{symbol.name}Typed", symbol.module)
            open_dict = dict_of(Word("object"))
            yield Item(typed, params, definition.id, RecordShape(shape.members, shape.bases), doc, deprecated)
            shape, doc = AliasShape(union_of(Use(typed), open_dict)), None
        yield Item(symbol, params, definition.id, shape, doc, deprecated, root)

    def shape(self, id: str, *, params: bool) -> Shape:
        """What a definition is on one side."""
        key = id, params
        if key not in self._shapes:
            self._shapes[key] = self._make_shape(self.api.definitions[id], params=params)
        return self._shapes[key]

    def _make_shape(self, definition: ir.Definition, *, params: bool) -> Shape:
        former = self.former[params]
        match definition:
            case ir.Enum():
                return AliasShape(former.enum(definition))
            case ir.Alias():
                return AliasShape(former.form(definition.type))
            case ir.Record():
                members = tuple(_required_first(self._members(definition, former, params=params)))
                extra = None if definition.extra is None else former.form(definition.extra)
                if not members and extra is not None:
                    return AliasShape(dict_of(extra))
                return RecordShape(members, self._bases(definition, members, extra, params=params), extra)
            case _:
                assert_never(definition)

    def _bases(
        self, record: ir.Record, members: tuple[Member, ...], extra: Form | None, *, params: bool
    ) -> tuple[Symbol, ...]:
        """The schemas an `allOf` names whose classes the record can extend: it has all their members as they are.

        Of several, only such as have no base themselves and no member in common: Python refuses other orders of
        inheritance, and type checkers other TypedDicts.
        """
        found: list[tuple[Symbol, frozenset[str], bool]] = []
        for id in record.bases:
            if (shape := self._base_shape(id, params=params)) is None or shape.extra != extra or (params and extra):
                continue
            inherited = {member.name: _contract(member) for member in shape.members}
            own = {member.name: _contract(member) for member in members}
            if inherited.items() <= own.items():
                symbol = self.former[params].symbol(id)
                found.append((symbol, frozenset(inherited), bool(shape.bases)))
        disjoint = sum(len(names) for _, names, _ in found) == len(frozenset().union(*(names for _, names, _ in found)))
        simple = disjoint and not any(derived for _, _, derived in found)
        return tuple(symbol for symbol, _, _ in (found if simple else found[:1]))

    def _base_shape(self, id: str, *, params: bool) -> RecordShape | None:
        known = self.names.has_param_model(id) if params else self.names.has_model(id)
        shape = self.shape(id, params=params) if known else None
        return shape if isinstance(shape, RecordShape) else None

    def _members(self, record: ir.Record, former: Former, *, params: bool) -> Iterator[Member]:
        hidden = ir.Access.READ_ONLY if params else ir.Access.WRITE_ONLY
        name_of = self.names.key if params else self.names.field
        for shown in record.fields:
            if shown.access is not hidden:
                member = _member(name_of(record.id, shown.wire), shown, former)
                may_miss = not params and self.api.optional_nullable_fields and isinstance(shown.type, ir.Nullable)
                yield replace(member, required=False) if may_miss else member

    def _arguments_shape(self, operation: ir.Operation, fields: tuple[ir.Field, ...]) -> RecordShape:
        return RecordShape(tuple(_required_first(self._arguments(operation, fields))))

    def _arguments(self, operation: ir.Operation, fields: tuple[ir.Field, ...]) -> Iterator[Member]:
        """The members of an operation's TypedDict: what its method takes by keyword only. `fields`: of its body."""
        former, names = self.former[True], self.names
        positional = names.positional(operation.id)
        for param in operation.params:
            if not (param.where is ir.ParamWhere.PATH and param.wire in positional):
                member = _member(names.argument(operation.id, param.where.value, param.wire), param, former)
                by_client = param.where is ir.ParamWhere.PATH and param.wire in self._by_client
                yield replace(member, required=False) if by_client else member
        for sent in fields:
            if sent.access is not ir.Access.READ_ONLY:
                yield _member(names.argument(operation.id, "body", sent.wire), sent, former)
        body = operation.body
        if body is not None and body.spread is None:
            type = body.contents[0].type if body.contents and body.contents[0].type is not None else ir.Unknown()
            name = names.body_argument(operation.id)
            yield Member(name, name, former.form(type), body.required, body.doc)


def _member(name: str, said: ir.Field | ir.Param, former: Former) -> Member:
    type = said.type
    doc = said.doc if isinstance(type, ir.Scalar) else described_values(said.doc, type)
    return Member(name, said.wire, former.form(type), said.required, doc, said.deprecated)


def _contract(member: Member) -> tuple[str, Form, bool]:
    return member.wire, member.form, member.required


def _required_first(members: Iterator[Member]) -> list[Member]:
    """In the order of a signature; a query and a body parameter of one name have one key."""
    different = {member.name: member for member in members}.values()
    return [*(m for m in different if m.required), *(m for m in different if not m.required)]


def _documented(definition: ir.Definition) -> str | None:
    if isinstance(definition, ir.Enum):
        docs = tuple(member.doc for member in definition.members)
        literal = ir.Literal(tuple(member.value for member in definition.members), definition.base, value_docs=docs)
        return described_values(definition.doc, literal)
    return definition.doc


def described_values(doc: str | None, type: ir.Type) -> str | None:
    """A description with what the document says about each value of an enumeration."""
    if isinstance(type, ir.Nullable):
        return described_values(doc, type.type)
    if not isinstance(type, ir.Literal) or not any(type.value_docs):
        return doc
    pairs = zip(type.values, type.value_docs, strict=False)
    listed = "\n".join(f"- `{value}`: {' '.join(text.split())}" for value, text in pairs if text)
    return f"{doc.rstrip()}\n\n{listed}" if doc else listed
