"""Stage lower: several types → one type for a value that may be of any of them.

What comes in: types, null taken out. What goes out: a union, or the one type that remains when duplicates are gone.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..ir import Discriminator, Literal, Scalar, ScalarKind, Type, Union, UnionArm, Unknown
from .enums import Value
from .nullability import required

UNKNOWN = Unknown()


def joined(types: Iterable[Type], discriminator: Discriminator | None = None) -> Type:
    """The union of `types` without duplicates; unions among them are opened, scalars of one kind are one arm."""
    kinds: dict[ScalarKind, int] = {}
    found: list[Type] = []
    for bare in (arm for type_ in types for arm in _arms_of(type_)):
        if isinstance(bare, Scalar):
            index = kinds.setdefault(bare.kind, len(found))
            if index < len(found):
                if found[index] != bare:
                    found[index] = Scalar(bare.kind)
                continue
        if bare not in found:
            found.append(bare)
    found = _merge_literals(found)
    if not found:
        return UNKNOWN
    return found[0] if len(found) == 1 else Union(tuple(UnionArm(type_) for type_ in found), discriminator)


def _arms_of(type_: Type) -> list[Type]:
    bare = required(type_)
    return [arm.type for arm in bare.arms] if isinstance(bare, Union) else [bare]


def _merge_literals(types: list[Type]) -> list[Type]:
    """Put the literals of one base together, and with a plain scalar of that base make them open.

    `anyOf: [{type: string}, {enum: [a, b]}]` is how OpenAPI 3.x writes an enum that may grow.
    """
    merged: dict[ScalarKind, Literal] = {}
    for type_ in types:
        if isinstance(type_, Literal):
            merged[type_.base] = _both(merged.get(type_.base), type_)
    if not merged:
        return types
    for type_ in types:
        if isinstance(type_, Scalar) and type_.kind in merged and type_.format is None:
            literal = merged[type_.kind]
            merged[type_.kind] = Literal(literal.values, literal.base, True, literal.value_docs)
    result: list[Type] = []
    for type_ in types:
        if isinstance(type_, Scalar) and type_.kind in merged and type_.format is None:
            continue
        result.append(merged[type_.base] if isinstance(type_, Literal) else type_)
    return list(dict.fromkeys(result))


def _both(first: Literal | None, second: Literal) -> Literal:
    if first is None:
        return second
    docs: dict[tuple[type, Value], str | None] = {}
    for literal in (first, second):
        texts = literal.value_docs or (None,) * len(literal.values)
        for value, text in zip(literal.values, texts, strict=True):
            docs.setdefault((type(value), value), text)
    texts = tuple(docs.values()) if any(docs.values()) else ()
    return Literal(tuple(value for _, value in docs), first.base, first.open or second.open, texts)
