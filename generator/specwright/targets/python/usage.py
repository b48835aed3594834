"""Finds out which definitions the SDK receives, which it sends, and which need a type of their own for each.

What comes in: `ir.Api`. What goes out: `Usage`: sets of definition ids. Only what a method, a webhook or the
configuration names is in them, so that skipped operations leave no orphan types.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import assert_never

from ... import ir
from ...ir.walk import mentioned
from ...values import dataclass

_SENT_DIFFERENTLY = frozenset(
    {ir.ScalarKind.DATE, ir.ScalarKind.DATETIME, ir.ScalarKind.BASE64, ir.ScalarKind.BINARY},
)


SHARED = ("$shared",)
"""The resource of shared models."""


@dataclass(frozen=True)
class Usage:
    """`received` get a response model, `sent` a param type; `twins` are those whose param type is another one.

    A definition in `sent` but not in `twins` (an enum, a name for a plain scalar) is written once, for both sides.
    `owners` pairs each operation of the resource tree with the methods that call it.
    """

    received: frozenset[str]
    sent: frozenset[str]
    twins: frozenset[str]

    @cached_property
    def written_once(self) -> frozenset[str]:
        """What `names.model` stands for: response models, and shared types that only requests use."""
        return self.received | (self.sent - self.twins)


def find_usage(api: ir.Api) -> Usage:
    """Walk everything reachable from the methods of the resource tree."""
    twins = _twins(api.definitions)
    both = [ir.Ref(id) for id in sorted(api.sent_models & api.definitions.keys())]
    sent = _closure(api.definitions, (*_sent_types(api), *_spread_models(api), *both), ir.Access.READ_ONLY)
    received = _closure(api.definitions, (*_received_types(api), *_shared_models(api), *both), ir.Access.WRITE_ONLY)
    used = sent | received
    unused = (ir.Ref(id) for id, found in api.definitions.items() if found.owner is None and id not in used)
    received |= _closure(api.definitions, unused, ir.Access.WRITE_ONLY)
    return Usage(frozenset(received), frozenset(sent), frozenset(twins))


def methods_of(resource: ir.Resource) -> Iterator[tuple[ir.Resource, ir.Method]]:
    """Every method of the tree, each resource's own before its children's."""
    for method in resource.methods:
        yield resource, method
    for child in resource.children:
        yield from methods_of(child)


def sent_fields(operation: ir.Operation) -> tuple[ir.Field, ...]:
    """The body's properties that are arguments of their own."""
    return operation.body.spread or () if operation.body else ()


def variants_of(operation: ir.Operation) -> tuple[str, ...]:
    """The records that the body may be, where it is one of several."""
    return operation.body.variants if operation.body else ()


def _sent_types(api: ir.Api) -> Iterator[ir.Type]:
    for _, method in methods_of(api.root):
        operation = api.operations[method.operation]
        yield from (param.type for param in operation.params)
        body = operation.body
        if body is None:
            continue
        if body.spread is not None:
            yield from (field.type for field in body.spread)
            yield from (ir.Ref(id) for id in body.variants)
        elif body.contents and body.contents[0].type is not None:
            yield body.contents[0].type


def _spread_models(api: ir.Api) -> Iterator[ir.Type]:
    """Models that are variants of a body: methods take their fields one by one, but users know their name."""
    operations = (api.operations[method.operation] for _, method in methods_of(api.root))
    variants = {api.definitions[id].origin for operation in operations for id in variants_of(operation)}
    for id, found in api.definitions.items():
        if found.name.strength is ir.NameStrength.CONFIG and found.owner is None and found.origin in variants:
            yield ir.Ref(id)


def _shared_models(api: ir.Api) -> Iterator[ir.Type]:
    """Shared models have a class for responses also where only requests use them."""
    for id, found in api.definitions.items():
        if found.resource == SHARED and found.name.strength is ir.NameStrength.CONFIG and found.owner is None:
            yield ir.Ref(id)


def _received_types(api: ir.Api) -> Iterator[ir.Type]:
    for _, method in methods_of(api.root):
        operation = api.operations[method.operation]
        if method.paging is not None:
            yield method.paging.item
        elif operation.result_type is not None:
            yield operation.result_type
        if operation.stream is not None:
            yield operation.stream.item
    for scheme in api.paging:
        yield from (field.type for field in scheme.fields if field.purpose != "items" and not _is_object(field, scheme))
    yield from (ir.Ref(id) for id in (*api.webhooks, *api.callbacks))
    yield from (ir.Ref(found.definition) for found in (api.errors.classes if api.errors is not None else ()))


def _is_object(field: ir.PagingField, scheme: ir.PagingScheme) -> bool:
    """Whether the scheme also has the members of a field: `pagination.py` then writes the object itself."""
    others = (other.path for other in scheme.fields if other is not field)
    return bool(field.path) and any(path[: len(field.path)] == field.path for path in others)


def _closure(definitions: Mapping[str, ir.Definition], types: Iterable[ir.Type], hidden: ir.Access) -> set[str]:
    reached: set[str] = set()
    waiting = [*mentioned(types)]
    while waiting:
        id = waiting.pop()
        if id not in reached:
            reached.add(id)
            waiting += mentioned(parts(definitions[id], hidden))
    return reached


def parts(definition: ir.Definition, hidden: ir.Access) -> tuple[ir.Type, ...]:
    """The types a definition is made of, on the side that does not see `hidden` fields."""
    match definition:
        case ir.Record():
            shown = tuple(field.type for field in definition.fields if field.access is not hidden)
            return shown if definition.extra is None else (*shown, definition.extra)
        case ir.Alias():
            return (definition.type,)
        case ir.Enum():
            return ()
        case _:
            assert_never(definition)


def refs(type: ir.Type) -> list[str]:
    """The ids that a type mentions, in its own order."""
    return list(mentioned((type,)))


def _twins(definitions: Mapping[str, ir.Definition]) -> set[str]:
    """Definitions whose param type differs: records, and aliases that lead to one or hold dates, files or lists."""
    users: dict[str, list[str]] = {}
    waiting: list[str] = []
    for id, definition in definitions.items():
        if isinstance(definition, ir.Record):
            waiting.append(id)
        elif isinstance(definition, ir.Alias):
            if sent_differently(definition.type):
                waiting.append(id)
            for used in refs(definition.type):
                users.setdefault(used, []).append(id)
    twins: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id not in twins:
            twins.add(id)
            waiting += users.get(id, ())
    return twins


def sent_differently(type: ir.Type) -> bool:
    """Whether arguments of this type are looser than what is received: any sequence for a list, text for a date."""
    match type:
        case ir.ListOf() | ir.TupleOf():
            return True
        case ir.Scalar():
            return type.kind in _SENT_DIFFERENTLY
        case ir.MapOf():
            return sent_differently(type.value)
        case ir.Union():
            return any(sent_differently(arm.type) for arm in type.arms)
        case ir.Nullable():
            return sent_differently(type.type)
        case ir.Ref() | ir.Literal() | ir.Unknown():
            return False
        case _:
            assert_never(type)
