"""Unions and their discriminators."""

from __future__ import annotations

from ...ir import Type
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import ArmPair, DiscriminatorPair

REQ, RESP, BOTH = Direction.REQUEST, Direction.RESPONSE, Direction.BOTH


def _name(type_: Type | None) -> str | None:
    if type_ is None:
        return None
    id_ = getattr(type_, "id", None)
    return f"`{id_.rpartition('/')[2]}`" if isinstance(id_, str) else f"`{type(type_).__name__}`"


@rule("CMP-01", "member added to a union", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=ArmPair, edit="arm")
def arm_added_to_request(pair: ArmPair) -> str | None:
    return _name(pair.added)


@rule("CMP-02", "member added to a union", RESP, Wire.BREAKING, Sdk.TYPING, on=ArmPair, edit="arm")
def arm_added_to_answer(pair: ArmPair) -> str | None:
    return _name(pair.added)


@rule("CMP-03", "member removed from a union", REQ, Wire.BREAKING, Sdk.TYPING, on=ArmPair, edit="arm")
def arm_removed_from_request(pair: ArmPair) -> str | None:
    return _name(pair.removed)


@rule("CMP-04", "member removed from a union", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=ArmPair, edit="arm")
def arm_removed_from_answer(pair: ArmPair) -> str | None:
    return _name(pair.removed)


@rule("DSC-01", "discriminator added", BOTH, Wire.COMPATIBLE, Sdk.PATCH, on=DiscriminatorPair)
def discriminator_added(pair: DiscriminatorPair) -> str | None:
    return None if pair.added is None else f"`{pair.added.wire}`"


@rule("DSC-03", "discriminator removed", RESP, Wire.WARNING, Sdk.TYPING, on=DiscriminatorPair)
def discriminator_removed(pair: DiscriminatorPair) -> str | None:
    return None if pair.removed is None else f"`{pair.removed.wire}`"


@rule("DSC-04", "discriminator property changed", BOTH, Wire.BREAKING, Sdk.MAJOR, on=DiscriminatorPair)
def property_changed(pair: DiscriminatorPair) -> str | None:
    if pair.both is None or pair.both[0].wire == pair.both[1].wire:
        return None
    return f"`{pair.both[0].wire}` -> `{pair.both[1].wire}`"


def _mapping(pair: DiscriminatorPair) -> tuple[dict[str, str], dict[str, str]]:
    """Discriminator values and the last names of the components they stand for."""
    if pair.both is None:
        return {}, {}
    old, new = ({value: id_.rpartition("/")[2] for value, id_ in d.mapping} for d in pair.both)
    return old, new


def _listed(values: set[str]) -> str | None:
    return ", ".join(f"`{value}`" for value in sorted(values)) or None


@rule("DSC-05", "discriminator value added", RESP, Wire.WARNING, Sdk.MINOR, on=DiscriminatorPair, edit="mapping+")
def value_added(pair: DiscriminatorPair) -> str | None:
    old, new = _mapping(pair)
    return _listed(new.keys() - old.keys()) if old else None


@rule("DSC-06", "discriminator value removed", REQ, Wire.BREAKING, Sdk.MAJOR, on=DiscriminatorPair, edit="mapping-")
def value_removed(pair: DiscriminatorPair) -> str | None:
    old, new = _mapping(pair)
    return _listed(old.keys() - new.keys()) if new else None


@rule(
    "DSC-07",
    "discriminator value stands for another schema",
    BOTH,
    Wire.BREAKING,
    Sdk.MAJOR,
    on=DiscriminatorPair,
    edit="mapping",
)
def value_repointed(pair: DiscriminatorPair) -> str | None:
    old, new = _mapping(pair)
    moved = {value for value in old.keys() & new.keys() if old[value] != new[value] and old[value] in new.values()}
    return _listed(moved)
