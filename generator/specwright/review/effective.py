"""The effective form of types: aliases followed, null taken off, enumerations alike whether named or inline.

Comparing effective forms is why refactorings print nothing: inline or `$ref`, `nullable: true` or `type: [T, "null"]`,
an enum in a component or in place are the same here.
"""

from __future__ import annotations

from ..ir import (
    Alias,
    Api,
    Definition,
    Enum,
    Literal,
    NameStrength,
    Nullable,
    Origin,
    Record,
    Ref,
    Scalar,
    ScalarKind,
    Type,
    Unknown,
)
from ..values import dataclass
from .subjects import Values

_LONGEST_ALIAS_CHAIN = 50
_COMPONENTS = "/components/schemas"


@dataclass(frozen=True, slots=True)
class Effective:
    """`type` is never an alias' Ref nor Nullable; `record` and `values` are filled in for those two kinds."""

    type: Type
    record: Record | None = None
    values: Values | None = None


def bare(type_: Type) -> Type:
    """A type without null."""
    return type_.type if isinstance(type_, Nullable) else type_


def effective(type_: Type, api: Api) -> Effective:
    """The effective form of a type of `api`."""
    for _ in range(_LONGEST_ALIAS_CHAIN):
        match type_:
            case Nullable(inner):
                type_ = inner
            case Ref(id_):
                match api.definitions.get(id_):
                    case Alias(type=target):
                        type_ = target
                    case Enum() as enum:
                        return Effective(type_, values=named_values(enum))
                    case Record() as record:
                        return Effective(type_, record=record)
                    case None:
                        return Effective(Unknown())
            case Literal():
                return Effective(type_, values=_inline_values(type_))
            case _:
                return Effective(type_)
    return Effective(type_)


def type_of(definition: Definition) -> Type:
    """What a definition stands for: an alias' type, else a reference to itself."""
    return bare(definition.type) if isinstance(definition, Alias) else Ref(definition.id)


def component(definition: Definition) -> str | None:
    """The name of a schema that has one of its own, None for what is written where it is used."""
    pointer = definition.origin.pointer
    above, _, key = pointer.rpartition("/")
    if above == _COMPONENTS:
        return key.replace("~1", "/").replace("~0", "~")
    if definition.owner is None and not definition.place and definition.name.strength >= NameStrength.COMPONENT:
        return definition.name.text
    return None


def path_in_components(origin: Origin) -> str | None:
    """How the report calls a place below `components/schemas` (`Thing.info.tags[]`), None for other places."""
    if not origin.pointer.startswith(f"{_COMPONENTS}/"):
        return None
    name, *tokens = origin.pointer[len(_COMPONENTS) + 1 :].split("/")
    path = name
    waiting = iter(tokens)
    for token in waiting:
        match token:
            case "properties":
                path += f".{next(waiting, '')}"
            case "items" | "prefixItems":
                path += "[]"
            case "additionalProperties" | "patternProperties":
                path += "{}"
            case "oneOf" | "anyOf":
                path += f"<{next(waiting, '')}>"
            case "allOf":
                next(waiting, None)
            case _:
                pass
    return path.replace("~1", "/").replace("~0", "~")


def named_values(enum: Enum) -> Values:
    """The values of a named enumeration."""
    docs = {member.value: member.doc for member in enum.members if member.doc}
    return Values(tuple(member.value for member in enum.members), enum.base, enum.open, docs)


def _inline_values(literal: Literal) -> Values:
    docs = {v: doc for v, doc in zip(literal.values, literal.value_docs, strict=False) if doc}
    return Values(literal.values, literal.base, literal.open, docs)


_TEXT = {ScalarKind.STRING, ScalarKind.DATE, ScalarKind.DATETIME, ScalarKind.BASE64, ScalarKind.BINARY}


def wire_kind(form: Effective) -> str:
    """What a value is on the wire, as JSON sees it: `string`, `integer`, `object`, `map`, `array`, `union`, …"""
    if form.values is not None:
        return form.values.base.value
    if form.record is not None:
        return "object"
    type_ = form.type
    if isinstance(type_, Scalar):
        return "string" if type_.kind in _TEXT else type_.kind.value
    if isinstance(type_, Unknown):
        return "map" if type_.object_only else "anything"
    return _KINDS.get(type(type_).__name__, "anything")


_KINDS = {"ListOf": "array", "TupleOf": "array", "MapOf": "map", "Union": "union"}


def as_scalar(form: Effective) -> Type:
    """An enumeration as the scalar that its values are; other types as they are."""
    return Scalar(form.values.base) if form.values is not None else form.type
