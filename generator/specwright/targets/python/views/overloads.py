"""Which variants of a body become overloads, and in which order: type checkers refuse one that no call can reach.

What comes in: the arguments of each variant. What goes out: those that a call can mean, the narrower before the wider
(the typing specification, "Overloads": the first one that accepts a call is taken).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .... import ir
from .arguments import Argument, Group

_DEPTH = 8
"""Levels of nested records that are compared; what is deeper counts as different."""
_STRINGS = (ir.ScalarKind.STRING, ir.ScalarKind.DATE, ir.ScalarKind.DATETIME, ir.ScalarKind.BASE64)
"""Scalars whose argument may be text."""


def reachable(
    variants: Sequence[tuple[Argument, ...]], definitions: Mapping[str, ir.Definition]
) -> tuple[tuple[Argument, ...], ...]:
    """The variants, each before those that accept all of its calls; of two that accept the same calls, the first."""
    compare = _Comparison(definitions)
    kept: list[tuple[Argument, ...]] = []
    for variant in variants:
        wider = [index for index, other in enumerate(kept) if compare.accepts(other, variant)]
        if not any(compare.accepts(variant, kept[index]) for index in wider):
            kept.insert(wider[0] if wider else len(kept), variant)
    return tuple(kept)


class _Comparison:
    def __init__(self, definitions: Mapping[str, ir.Definition]) -> None:
        self._definitions = definitions

    def accepts(self, wide: tuple[Argument, ...], narrow: tuple[Argument, ...]) -> bool:
        """Whether every call that `narrow` accepts is one that `wide` accepts."""
        offered, given = {a.name: a for a in wide}, {a.name: a for a in narrow}
        if any(a.group is not Group.OPTIONAL and _may_be_missing(given.get(a.name)) for a in wide):
            return False
        return all(a.name in offered and self.covers(offered[a.name].type, a.type) for a in narrow)

    def covers(self, wide: ir.Type, narrow: ir.Type, depth: int = 0) -> bool:
        """Whether a value of `narrow` may be given where `wide` is expected."""
        wide, narrow = self._opened(wide), self._opened(narrow)
        if wide == narrow or isinstance(wide, ir.Unknown):
            return True
        if depth > _DEPTH or isinstance(narrow, ir.Unknown):
            return False
        if isinstance(narrow, ir.Nullable):
            return isinstance(wide, ir.Nullable) and self.covers(wide.type, narrow.type, depth)
        if isinstance(wide, ir.Nullable):
            return self.covers(wide.type, narrow, depth)
        if isinstance(narrow, ir.Union):
            return all(self.covers(wide, arm.type, depth) for arm in narrow.arms)
        if isinstance(wide, ir.Union):
            return any(self.covers(arm.type, narrow, depth) for arm in wide.arms)
        return self._covers_one(wide, narrow, depth)

    def _covers_one(self, wide: ir.Type, narrow: ir.Type, depth: int) -> bool:
        match wide, narrow:
            case ir.Scalar(kind=kind), ir.Scalar(kind=other):
                text = kind in _STRINGS and other is ir.ScalarKind.STRING
                return kind is other or text or (kind, other) == (ir.ScalarKind.NUMBER, ir.ScalarKind.INTEGER)
            case ir.Scalar(kind=kind), ir.Literal(base=base):
                return kind is base or (kind in _STRINGS and base is ir.ScalarKind.STRING)
            case ir.Literal(values=values, open=is_open, base=base), ir.Literal(values=others):
                return set(others) <= set(values) or (is_open and narrow.base is base)
            case ir.ListOf(item=item), ir.ListOf(item=other_item):
                return self.covers(item, other_item, depth)
            case ir.Ref(id=id_), ir.Ref(id=other_id):
                return id_ == other_id or self._covers_record(id_, other_id, depth)
            case _:
                return False

    def _covers_record(self, wide: str, narrow: str, depth: int) -> bool:
        """Whether one `TypedDict` is another by structure: its keys are there, with the same types."""
        one, other = self._definitions.get(wide), self._definitions.get(narrow)
        if not isinstance(one, ir.Record) or not isinstance(other, ir.Record) or one.bases or other.bases:
            return False
        there = {field.wire: field for field in other.fields}
        return all(
            (same := there.get(field.wire)) is not None
            and same.required is field.required
            and self.covers(field.type, same.type, depth + 1)
            and self.covers(same.type, field.type, depth + 1)
            for field in one.fields
        )

    def _opened(self, type_: ir.Type) -> ir.Type:
        """What an alias or an enumeration stands for."""
        for _ in range(_DEPTH):
            found = self._definitions.get(type_.id) if isinstance(type_, ir.Ref) else None
            if isinstance(found, ir.Alias):
                type_ = found.type
            elif isinstance(found, ir.Enum):
                return ir.Literal(tuple(member.value for member in found.members), found.base, found.open)
            else:
                break
        return type_


def _may_be_missing(argument: Argument | None) -> bool:
    return argument is None or argument.group is Group.OPTIONAL
