"""Finds out which values may be a `str`, so that a lone `str` does not pass for a list of them, and which lists a type
checker understands without help.

What comes in: types and definitions. What goes out: yes or no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import assert_never

from ... import ir

_NEVER_TEXT = frozenset(
    {ir.ScalarKind.INTEGER, ir.ScalarKind.NUMBER, ir.ScalarKind.BOOLEAN, ir.ScalarKind.NULL},
)


def may_be_text(type: ir.Type, is_text: Callable[[str], bool]) -> bool:
    """Whether a value of `type` may be a `str`; `is_text` answers for definitions."""
    match type:
        case ir.Scalar():
            return type.kind not in _NEVER_TEXT
        case ir.Literal():
            return type.open or any(isinstance(value, str) for value in type.values)
        case ir.Union():
            return any(may_be_text(arm.type, is_text) for arm in type.arms)
        case ir.Nullable():
            return may_be_text(type.type, is_text)
        case ir.Ref():
            return is_text(type.id)
        case ir.Unknown():
            return not type.object_only
        case ir.ListOf() | ir.TupleOf() | ir.MapOf():
            return False
        case _:
            assert_never(type)


def textual(definitions: Mapping[str, ir.Definition]) -> frozenset[str]:
    """The definitions whose values may be a `str`."""
    known: dict[str, bool] = {}

    def is_text(id: str) -> bool:
        if id not in known:
            known[id] = False  # an alias that leads back to itself adds nothing to what it may be
            match definitions[id]:
                case ir.Record():
                    pass
                case ir.Enum(members=members, open=open):
                    known[id] = open or any(isinstance(member.value, str) for member in members)
                case ir.Alias(type=type):
                    known[id] = may_be_text(type, is_text)
        return known[id]

    return frozenset(id for id in definitions if is_text(id))


def contextual(definitions: Mapping[str, ir.Definition]) -> frozenset[str]:
    """The definitions for whose values a type checker has to know what is expected: objects and enumerations."""
    known: dict[str, bool] = {}

    def is_contextual(id: str) -> bool:
        if id not in known:
            known[id] = False
            definition = definitions[id]
            known[id] = not isinstance(definition, ir.Alias) or needs_context(definition.type, is_contextual)
        return known[id]

    return frozenset(id for id in definitions if is_contextual(id))


def needs_context(type: ir.Type, is_contextual: Callable[[str], bool]) -> bool:
    """Whether `["on"]` or `[{"a": 1}]` is read as a list of `type` only where that is expected by name.

    Type checkers do not look into a protocol (`SequenceNotStr`) for what they should expect of a list's items.
    """
    match type:
        case ir.Scalar() | ir.Unknown():
            return False
        case ir.Literal() | ir.MapOf():
            return True
        case ir.Union():
            return any(needs_context(arm.type, is_contextual) for arm in type.arms)
        case ir.Nullable():
            return needs_context(type.type, is_contextual)
        case ir.Ref():
            return is_contextual(type.id)
        case ir.ListOf():
            return needs_context(type.item, is_contextual)
        case ir.TupleOf():
            parts = (*type.items, *((type.rest,) if type.rest is not None else ()))
            return any(needs_context(part, is_contextual) for part in parts)
        case _:
            assert_never(type)


def open_records(definitions: Mapping[str, ir.Definition]) -> frozenset[str]:
    """Objects that a request may give other members than the declared ones."""
    return frozenset(
        id
        for id, found in definitions.items()
        if isinstance(found, ir.Record)
        and found.extra is not None
        and any(field.access is not ir.Access.READ_ONLY for field in found.fields)
    )
