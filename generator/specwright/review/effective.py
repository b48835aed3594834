"""The effective form of types: aliases followed, null taken off, enumerations alike whether named or inline.

Comparing effective forms is why refactorings print nothing: inline or `$ref`, `nullable: true` or `type: [T, "null"]`,
an enum in a component or in place are the same here.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..ir import Alias, Api, Enum, Literal, Nullable, Record, Ref, Scalar, ScalarKind, Type
from .subjects import Values

_LONGEST_ALIAS_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Effective:
    """`type` is never an Alias' Ref nor Nullable; `record` and `values` are filled in for those two kinds."""

    type: Type
    nullable: bool
    record: Record | None = None
    values: Values | None = None


def effective(type_: Type, api: Api) -> Effective:
    """The effective form of a type of `api`."""
    nullable = False
    for _ in range(_LONGEST_ALIAS_CHAIN):
        match type_:
            case Nullable(inner):
                nullable, type_ = True, inner
            case Ref(id_):
                match api.definitions.get(id_):
                    case Alias(type=target):
                        type_ = target
                    case Enum() as enum:
                        return Effective(type_, nullable or enum.nullable, values=_named_values(enum))
                    case Record() as record:
                        return Effective(type_, nullable, record=record)
                    case None:
                        return Effective(type_, nullable)
            case Literal():
                return Effective(type_, nullable, values=_inline_values(type_))
            case _:
                return Effective(type_, nullable)
    return Effective(type_, nullable)


def _named_values(enum: Enum) -> Values:
    docs = {member.value: member.doc for member in enum.members}
    return Values(tuple(member.value for member in enum.members), enum.base, enum.open, docs)


def _inline_values(literal: Literal) -> Values:
    docs = dict(zip(literal.values, literal.value_docs, strict=False)) if literal.value_docs else {}
    return Values(literal.values, literal.base, literal.open, docs)


def kind_name(form: Effective) -> str:
    """What a type is called in a report: `string`, `integer`, `object`, `array`, `enum`, …"""
    if form.values is not None:
        return f"{form.values.base.value} enum"
    if form.record is not None:
        return "object"
    return _KIND_NAMES.get(type(form.type).__name__) or (
        form.type.kind.value if isinstance(form.type, Scalar) else type(form.type).__name__
    )


_KIND_NAMES = {"ListOf": "array", "TupleOf": "tuple", "MapOf": "map", "Union": "union", "Unknown": "anything"}


def base_scalar(form: Effective) -> ScalarKind | None:
    """The scalar kind of a value: an enumeration's base, or the scalar's own."""
    if form.values is not None:
        return form.values.base
    return form.type.kind if isinstance(form.type, Scalar) else None
