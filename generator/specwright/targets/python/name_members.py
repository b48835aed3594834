"""Names of what stands inside: fields of records, arguments of methods.

What comes in: definitions and operations. What goes out: mappings from wire name to identifier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import TypeAlias

from ... import ir
from ...diagnostics import Diagnostics
from .casing import Casing
from .claims import Claims, Memory
from .conventions import PARAMETER_RUNTIME
from .identifiers import key_name, member_name, parameter_name
from .usage import methods_of, sent_fields

ArgumentKey: TypeAlias = tuple[str, str | None]
"""Where an argument goes and its wire name; `("body", None)` is the whole body."""


def name_fields(
    definitions: Mapping[str, ir.Definition],
    casing: Casing,
    memory: Memory,
    diagnostics: Diagnostics,
    *,
    protected: bool,
) -> dict[str, dict[str, str]]:
    """The attribute of every property, by definition id and wire name. `protected`: none begins with `model_`."""
    # Properties of different records are called alike: nine of ten names are known (0.7×, with those of keys).
    name = cache(partial(member_name, casing=casing, protected=protected))
    return {
        id: _name_record(id, record, name, memory, diagnostics)
        for id, record in definitions.items()
        if isinstance(record, ir.Record)
    }


def name_keys(
    definitions: Mapping[str, ir.Definition], fields: Mapping[str, Mapping[str, str]], casing: Casing
) -> dict[str, Mapping[str, str]]:
    """The key of every property in TypedDicts: its attribute, unless only models cannot have the plain name."""
    name = cache(partial(key_name, casing=casing))
    return {
        id: _key_record(record, fields[id], name) for id, record in definitions.items() if isinstance(record, ir.Record)
    }


def _key_record(record: ir.Record, attributes: Mapping[str, str], name: Callable[[str], str]) -> Mapping[str, str]:
    plain = {field.wire: name(field.name.text if field.name else field.wire) for field in record.fields}
    if plain == attributes:
        return attributes
    others = {wire: name for wire, name in attributes.items() if name in (f"{plain[wire]}_", f"api_{plain[wire]}")}
    taken = set(attributes.values())
    found = {wire: plain[wire] for wire in others if plain[wire] not in taken}
    return {**attributes, **found} if found else attributes


def _name_record(
    id: str, record: ir.Record, name: Callable[[str], str], memory: Memory, diagnostics: Diagnostics
) -> dict[str, str]:
    wanted = {field.wire: name(field.name.text if field.name else field.wire) for field in record.fields}
    asked = {field.wire: wanted[field.wire] for field in record.fields if field.name}
    names = {wire: memory.recall(f"field:{id}:{wire}", asked.get(wire)) or name for wire, name in wanted.items()}
    if len(set(names.values())) < len(names):
        names = _settle(id, record, wanted, memory, diagnostics)
    for wire, chosen in names.items():
        if chosen != wire:
            memory.keep(f"field:{id}:{wire}", chosen)
    return names


def _settle(
    id: str, record: ir.Record, wanted: dict[str, str], memory: Memory, diagnostics: Diagnostics
) -> dict[str, str]:
    """Properties that make the same identifier: remembered ones keep theirs, then exact ones, then document order."""
    claims = Claims(f"in `{record.name.text}`, the field", diagnostics)
    names: dict[str, str] = {}
    for field in record.fields:
        old = memory.recall(f"field:{id}:{field.wire}", wanted[field.wire] if field.name else None)
        if old is not None and old not in claims:
            claims.hold(old, field.origin)
            names[field.wire] = old
    for field in sorted(record.fields, key=lambda field: wanted[field.wire] != field.wire):
        if field.wire not in names:
            name = wanted[field.wire]
            hidden = field.wire.startswith("_") and name in claims  # `_count` beside `count`
            names[field.wire] = claims.take(f"api_{name}" if hidden else name, field.origin)
    return {field.wire: names[field.wire] for field in record.fields}


def name_arguments(
    api: ir.Api, casing: Casing, memory: Memory, diagnostics: Diagnostics
) -> dict[str, dict[ArgumentKey, str]]:
    """The argument of every parameter and body property, by operation id."""
    free = PARAMETER_RUNTIME if api.idempotency_header else PARAMETER_RUNTIME - {"idempotency_key"}
    done: dict[str, dict[ArgumentKey, str]] = {}
    for _, method in methods_of(api.root):
        operation = api.operations[method.operation]
        if operation.id not in done:
            done[operation.id] = _name_operation(operation, casing, memory, diagnostics, free)
    return done


def _name_operation(
    operation: ir.Operation, casing: Casing, memory: Memory, diagnostics: Diagnostics, runtime: frozenset[str]
) -> dict[ArgumentKey, str]:
    names: dict[ArgumentKey, str] = {}
    claims = Claims(f"in `{operation.id}`, the argument", diagnostics, reserved=runtime)
    asked = list(_asked(operation))
    for key, text, origin in asked:
        configured = text != key[1]
        old = memory.recall(
            _argument_key(operation, key), parameter_name(text, casing, runtime) if configured else None
        )
        if old is not None and old not in claims:
            claims.hold(old, origin)
            names[key] = old
    places: dict[str, set[str]] = {}
    for (where, _), text, _ in asked:
        places.setdefault(parameter_name(text, casing, runtime), set()).add(where)
    for key, text, origin in asked:
        if key not in names:
            name = parameter_name(text, casing, runtime)
            names[key] = claims.take(f"{key[0]}_{name}" if len(places[name]) > 1 or name in claims else name, origin)
        if names[key] != key[1]:
            memory.keep(_argument_key(operation, key), names[key])
    return names


def _argument_key(operation: ir.Operation, key: ArgumentKey) -> str:
    return f"argument:{operation.id}:{key[0]}:{key[1] or ''}"


def _asked(operation: ir.Operation) -> Iterator[tuple[ArgumentKey, str, ir.Origin]]:
    """All that becomes an argument. Of one name in several places, each says where it goes: `path_id`, `body_id`."""
    for param in operation.params:
        yield (param.where.value, param.wire), param.name.text if param.name else param.wire, param.origin
    for field in sent_fields(operation):
        yield ("body", field.wire), field.name.text if field.name else field.wire, field.origin
    if operation.body and operation.body.spread is None:
        yield ("body", None), operation.body.argument.text if operation.body.argument else "body", operation.body.origin
