"""What two types are on the wire: the question that most rules about types begin with."""

from __future__ import annotations

from ...ir import Literal, Ref, Scalar, ScalarKind, Type
from ..effective import Effective, wire_kind
from ..subjects import TypePair

DATES = (ScalarKind.DATE, ScalarKind.DATETIME)


def kind(type_: Type) -> str:
    """`string`, `integer`, `object`, `map`, `array`, `union`, `anything`, …: a value as JSON sees it."""
    match type_:
        case Ref():
            return "object"
        case Literal(base=base):
            return base.value
        case _:
            return wire_kind(Effective(type_))


def kinds(pair: TypePair) -> tuple[str, str] | None:
    """The kinds of both sides when they differ."""
    if pair.both is None:
        return None
    old, new = (kind(type_) for type_ in pair.both)
    return None if old == new else (old, new)


def formats(pair: TypePair) -> tuple[Scalar, Scalar] | None:
    """Both sides as scalars of one wire kind whose formats differ."""
    match pair.both:
        case (Scalar() as old, Scalar() as new) if kind(old) == kind(new):
            return None if (old.format, old.kind) == (new.format, new.kind) else (old, new)
        case _:
            return None
