"""Says what a type of the IR is in Python, as a small tree: the one table behind annotations, signatures and models.

What comes in: `ir.Type`. What goes out: `Form`. How its words are written in one module (`str` or `builtins.str`,
imported or not) is decided later, by `type_expr` for text and `models` for whole classes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias, assert_never

from ... import ir
from ...values import dataclass
from .naming import Names
from .quoting import literal
from .symbols import Symbol
from .texts import may_be_text, needs_context


@dataclass(frozen=True, slots=True)
class Word:
    """A name that is not the API's: a builtin (`module` empty), or one of `typing`, `datetime`, or the runtime."""

    name: str
    module: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """A generated type."""

    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Apply:
    """`head[arguments]`."""

    head: Word
    arguments: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """`Literal[...]`, each value as source."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """A type with what `PropertyInfo` says about it: `(("format", '"iso8601"'),)`."""

    form: Form
    notes: tuple[tuple[str, str], ...]


Form: TypeAlias = Word | Use | Apply | Values | Noted

LITERAL = Word("Literal", "typing")
ANNOTATED = Word("Annotated", "typing")
PROPERTY_INFO = Word("PropertyInfo", "_utils")
LOCAL_MODULES = frozenset({"_models", "_types", "_utils"})
"""Modules of the runtime, imported relatively."""

_NONE = Word("None")
_STR = Word("str")
_OBJECT = Word("object")
LIST = Word("List", "typing")
DICT = Word("Dict", "typing")
UNION = Word("Union", "typing")
OPTIONAL = Word("Optional", "typing")
_ITERABLE = Word("Iterable", "typing")
_SEQUENCE_NOT_STR = Word("SequenceNotStr", "_types")
_FILE = Word("FileTypes", "_types")
_BASE64_FILE = Word("Base64FileInput", "_types")

_RECEIVED = {
    ir.ScalarKind.STRING: _STR,
    ir.ScalarKind.INTEGER: Word("int"),
    ir.ScalarKind.NUMBER: Word("float"),
    ir.ScalarKind.BOOLEAN: Word("bool"),
    ir.ScalarKind.NULL: _NONE,
    ir.ScalarKind.DATE: Word("date", "datetime"),
    ir.ScalarKind.DATETIME: Word("datetime", "datetime"),
    ir.ScalarKind.BASE64: _STR,
    ir.ScalarKind.BINARY: _STR,
}


def dict_of(value: Form) -> Form:
    """`Dict[str, value]`."""
    return Apply(DICT, (_STR, value))


def union_of(*arms: Form) -> Form:
    """`Union[...]` of the different ones among `arms`; None among them makes it optional."""
    different = tuple(arm for arm in dict.fromkeys(arms) if arm != _NONE)
    if not different:
        return _NONE
    form = different[0] if len(different) == 1 else Apply(UNION, different)
    return optional(form) if _NONE in arms else form


def optional(form: Form) -> Form:
    """The type or None; a note stays outside, where the runtime looks for it first."""
    match form:
        case Noted():
            return Noted(optional(form.form), form.notes)
        case Apply(head=head) if head == OPTIONAL:
            return form
        case _:
            return form if form in (_NONE, _OBJECT) else Apply(OPTIONAL, (form,))


def noted(form: Form, *notes: tuple[str, str]) -> Form:
    """`form` with notes; those it has already come behind."""
    if isinstance(form, Noted):
        return Noted(form.form, (*notes, *form.notes))
    return Noted(form, notes) if notes else form


def uses(form: Form) -> Iterator[Symbol]:
    """The generated types in a form, in its order."""
    match form:
        case Use():
            yield form.symbol
        case Apply():
            for argument in form.arguments:
                yield from uses(argument)
        case Noted():
            yield from uses(form.form)
        case Word() | Values():
            pass
        case _:
            assert_never(form)


class Former:
    """Makes forms for one side: what the API sends, or (`params`) what users give."""

    def __init__(self, names: Names, *, params: bool) -> None:
        self._names = names
        self._params = params
        self._scalars = {kind: self._scalar(kind) for kind in ir.ScalarKind}

    def form(self, type: ir.Type) -> Form:
        """The form of a type."""
        match type:
            case ir.Scalar():
                return self._scalars[type.kind]
            case ir.ListOf():
                return self._list(type.item)
            case ir.TupleOf():
                return self._list(_item_of_tuple(type))
            case ir.MapOf():
                return dict_of(self.form(type.value))
            case ir.Ref():
                use = Use(self.symbol(type.id))
                return union_of(use, dict_of(_OBJECT)) if self._params and self._names.takes_dict(type.id) else use
            case ir.Union():
                return self._union(type)
            case ir.Nullable():
                return optional(self.form(type.type))
            case ir.Literal():
                return self._values(type.values, type.base, type.open)
            case ir.Unknown():
                return dict_of(_OBJECT) if type.object_only and not self._params else _OBJECT
            case _:
                assert_never(type)

    def enum(self, enum: ir.Enum) -> Form:
        """The right-hand side of a named enumeration."""
        form = self._values((member.value for member in enum.members), enum.base, enum.open)
        return optional(form) if enum.nullable else form

    def symbol(self, id: str) -> Symbol:
        """The type of a definition on this side."""
        return self._names.param_model(id) if self._params else self._names.model(id)

    def _scalar(self, kind: ir.ScalarKind) -> Form:
        if not self._params:
            return _RECEIVED[kind]
        match kind:
            case ir.ScalarKind.DATE | ir.ScalarKind.DATETIME:
                return Noted(union_of(_STR, _RECEIVED[kind]), (("format", '"iso8601"'),))
            case ir.ScalarKind.BASE64:
                return Noted(union_of(_STR, _BASE64_FILE), (("format", '"base64"'),))
            case ir.ScalarKind.BINARY:
                return _FILE
            case _:
                return _RECEIVED[kind]

    def _list(self, item: ir.Type) -> Form:
        if not self._params:
            return Apply(LIST, (self.form(item),))
        return Apply(self._sequence(item), (self.form(item),))

    def _sequence(self, item: ir.Type) -> Word:
        """What takes a list of `item`, but no lone `str` for one."""
        if not may_be_text(item, self._names.is_text):
            return _ITERABLE
        return LIST if needs_context(item, self._names.is_contextual) else _SEQUENCE_NOT_STR

    def _union(self, union: ir.Union) -> Form:
        form = union_of(*(self.form(arm.type) for arm in union.arms))
        if union.discriminator is None or self._params or not isinstance(form, Apply):
            return form
        return Noted(form, (("discriminator", literal(union.discriminator.wire)),))

    def _values(self, values: Iterable[ir.JsonScalar], base: ir.ScalarKind, open: bool) -> Form:
        """`Literal[...]`, and `float` for numbers that are no integers, which have no literals (PEP 586)."""
        known = tuple(dict.fromkeys((type(value), value) for value in values))
        plain = self._scalars[base]
        named = tuple(literal(value) for kind, value in known if kind is not float)
        if not named or base is ir.ScalarKind.NUMBER:
            return plain
        form: Form = Values(named)
        if len(named) < len(known):
            form = union_of(form, _RECEIVED[ir.ScalarKind.NUMBER])
        return union_of(form, plain) if open else form


def _item_of_tuple(type: ir.TupleOf) -> ir.Type:
    """JSON arrays are lists in Python too: what may stand at any position."""
    items = (*type.items, *((type.rest,) if type.rest is not None else ()))
    return items[0] if len(items) == 1 else ir.Union(tuple(map(ir.UnionArm, items))) if items else ir.Unknown()
