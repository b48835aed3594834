"""Stage lower: arms of discriminated unions get the values that stand for them as the type of their discriminator.

What comes in: all definitions and operations. What goes out: definitions in which `petType: string` of an arm that the
mapping calls `cat` is the literal `cat`: what OpenAPI means (3.1, 4.8.25), and what tells the arms apart at run time.
Properties that list their values themselves stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..ir import (
    Alias,
    Definition,
    Field,
    ListOf,
    Literal,
    MapOf,
    Nullable,
    Operation,
    Record,
    Ref,
    Scalar,
    ScalarKind,
    TupleOf,
    Type,
    Union,
)
from ..ir.walk import types_of_definition, types_of_operation

Tags = dict[tuple[str, str], dict[str, None]]
"""Values by record and the wire name of its discriminator."""


def tag_arms(definitions: Mapping[str, Definition], operations: Iterable[Operation]) -> dict[str, Definition]:
    """The definitions, those of arms with literal discriminators."""
    tags: Tags = {}
    types = [type_ for definition in definitions.values() for type_ in types_of_definition(definition)]
    types += [type_ for operation in operations for type_ in types_of_operation(operation)]
    for union in _unions(types):
        if union.discriminator is not None:
            for value, id_ in union.discriminator.mapping:
                tags.setdefault((_record(definitions, id_), union.discriminator.wire), {})[value] = None
    by_record: dict[str, dict[str, tuple[str, ...]]] = {}
    for (id_, wire), values in tags.items():
        by_record.setdefault(id_, {})[wire] = tuple(values)
    return {id_: _tagged(definition, by_record.get(id_)) for id_, definition in definitions.items()}


def _unions(types: list[Type]) -> Iterator[Union]:
    waiting = [type_ for type_ in types if type_.__class__ not in (Scalar, Ref, Literal)]
    while waiting:
        match waiting.pop():
            case Union() as union:
                yield union
                waiting.extend(arm.type for arm in union.arms)
            case ListOf(item=inner) | MapOf(value=inner) | Nullable(type=inner):
                waiting.append(inner)
            case TupleOf(items=items, rest=rest):
                waiting.extend((*items, *(() if rest is None else (rest,))))
            case _:
                pass


def _record(definitions: Mapping[str, Definition], id_: str) -> str:
    """The record behind names for it."""
    seen: set[str] = set()
    while id_ not in seen:
        seen.add(id_)
        match definitions.get(id_):
            case Alias(type=Ref(id=target)):
                id_ = target
            case _:
                break
    return id_


def _tagged(definition: Definition, values: Mapping[str, tuple[str, ...]] | None) -> Definition:
    if values is None or not isinstance(definition, Record):
        return definition
    return replace(definition, fields=tuple(_literal(field, values.get(field.wire)) for field in definition.fields))


def _literal(field: Field, values: tuple[str, ...] | None) -> Field:
    if values is None or not isinstance(field.type, Scalar) or field.type.kind is not ScalarKind.STRING:
        return field
    return replace(field, type=Literal(values, ScalarKind.STRING))
