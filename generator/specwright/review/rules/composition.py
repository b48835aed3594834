"""Unions, their discriminators, and the schemas that stand behind references."""

from __future__ import annotations

from ...ir import Discriminator
from ..changes import Direction, Sdk, Wire
from ..pairing import letters
from ..rule import rule
from ..subjects import ArmPair, ComponentPair, DiscriminatorPair, RetargetPair, Spot, UnionPair

NO, REQ, RESP, BOTH = Direction.NEITHER, Direction.REQUEST, Direction.RESPONSE, Direction.BOTH


def _code(name: str | None) -> str | None:
    return None if name is None else f"`{name}`"


@rule("CMP-01", "member added to a union", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=ArmPair, edit="arm")
def added_to_request(pair: ArmPair) -> str | None:
    return _code(pair.added)


@rule("CMP-02", "member added to a union", RESP, Wire.BREAKING, Sdk.TYPING, on=ArmPair, edit="arm")
def added_to_answer(pair: ArmPair) -> str | None:
    return None if pair.discriminated else _code(pair.added)


@rule("DSC-05", "member added to a discriminated union", RESP, Wire.WARNING, Sdk.TYPING, on=ArmPair, edit="arm")
def value_added(pair: ArmPair) -> str | None:
    """Clients can tell that they do not know it."""
    return _code(pair.added) if pair.discriminated else None


@rule("CMP-03", "member removed from a union", REQ, Wire.BREAKING, Sdk.TYPING, on=ArmPair, edit="arm")
def removed_from_request(pair: ArmPair) -> str | None:
    return _code(pair.removed)


@rule("CMP-04", "member removed from a union", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=ArmPair, edit="arm")
def removed_from_answer(pair: ArmPair) -> str | None:
    return _code(pair.removed)


@rule("CMP-09", "order of members changed", RESP, Wire.WARNING, Sdk.PATCH, on=UnionPair)
def members_reordered(pair: UnionPair) -> str | None:
    """Where nothing but the order tells members apart, the first that fits is taken."""
    return " -> ".join(", ".join(names) for names in pair.both) if pair.both and pair.overlapping else None


def _named(discriminator: Discriminator | None) -> str | None:
    return None if discriminator is None else f"`{discriminator.wire}`"


@rule("DSC-01", "discriminator added", BOTH, Wire.COMPATIBLE, Sdk.TYPING, on=DiscriminatorPair, edit="discriminator")
def discriminator_added(pair: DiscriminatorPair) -> str | None:
    return _named(pair.added) if pair.always else None


@rule(
    "DSC-02",
    "discriminator added that members may leave out",
    BOTH,
    Wire.WARNING,
    Sdk.TYPING,
    on=DiscriminatorPair,
    edit="discriminator",
)
def loose_discriminator_added(pair: DiscriminatorPair) -> str | None:
    return None if pair.always else _named(pair.added)


@rule("DSC-03", "discriminator removed", RESP, Wire.WARNING, Sdk.TYPING, on=DiscriminatorPair, edit="discriminator")
def discriminator_removed(pair: DiscriminatorPair) -> str | None:
    return _named(pair.removed)


@rule(
    "DSC-04",
    "discriminator property changed",
    BOTH,
    Wire.BREAKING,
    Sdk.TYPING,
    on=DiscriminatorPair,
    edit="discriminator",
)
def property_changed(pair: DiscriminatorPair) -> str | None:
    if pair.both is None or pair.both[0].wire == pair.both[1].wire:
        return None
    return f"`{pair.both[0].wire}` -> `{pair.both[1].wire}`"


def _listed(values: set[str]) -> str | None:
    return ", ".join(f"`{value}`" for value in sorted(values)) or None


def _values_added(pair: DiscriminatorPair) -> str | None:
    if pair.both is None:
        return None
    return _listed(pair.mapping_new.keys() - pair.mapping_old.keys() - set(pair.renamed.values()))


def _values_removed(pair: DiscriminatorPair) -> str | None:
    if pair.both is None:
        return None
    return _listed(pair.mapping_old.keys() - pair.mapping_new.keys() - pair.renamed.keys())


@rule("DSC-12", "value of a member added", RESP, Wire.WARNING, Sdk.TYPING, on=DiscriminatorPair, edit="mapping+")
def value_added_to_answer(pair: DiscriminatorPair) -> str | None:
    return _values_added(pair)


@rule("DSC-13", "value of a member added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=DiscriminatorPair, edit="mapping+")
def value_added_to_request(pair: DiscriminatorPair) -> str | None:
    return _values_added(pair)


@rule("DSC-06", "value of a member removed", REQ, Wire.BREAKING, Sdk.TYPING, on=DiscriminatorPair, edit="mapping-")
def value_removed_from_request(pair: DiscriminatorPair) -> str | None:
    return _values_removed(pair)


@rule("DSC-14", "value of a member removed", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=DiscriminatorPair, edit="mapping-")
def value_removed_from_answer(pair: DiscriminatorPair) -> str | None:
    return _values_removed(pair)


@rule(
    "DSC-07",
    "value stands for another schema",
    BOTH,
    Wire.BREAKING,
    Sdk.MAJOR,
    on=DiscriminatorPair,
    edit="mapping",
    behind=True,
)
def value_repointed(pair: DiscriminatorPair) -> str | None:
    old, new = pair.mapping_old, pair.mapping_new
    return _listed({value for value in old.keys() & new.keys() if old[value] != new[value]})


def _renamed(pair: DiscriminatorPair, *, implicit: bool) -> str | None:
    rows = [f"`{a}` -> `{b}`" for a, b in pair.renamed.items() if (a in pair.implicit) is implicit]
    return ", ".join(rows) if pair.both is not None and rows else None


@rule(
    "DSC-09",
    "value changed because a schema was renamed",
    BOTH,
    Wire.BREAKING,
    Sdk.TYPING,
    on=DiscriminatorPair,
    edit="mapping",
)
def implicit_value_changed(pair: DiscriminatorPair) -> str | None:
    """Without a `mapping` the value is the component's name: renaming it changes the wire."""
    return _renamed(pair, implicit=True)


@rule("DSC-10", "value of a member renamed", BOTH, Wire.BREAKING, Sdk.TYPING, on=DiscriminatorPair, edit="mapping")
def value_renamed(pair: DiscriminatorPair) -> str | None:
    return _renamed(pair, implicit=False)


@rule("NAM-01", "schema renamed", NO, Wire.NONE, Sdk.MAJOR, on=ComponentPair, edit="name")
def schema_renamed(pair: ComponentPair) -> str | None:
    """The wire knows no names of schemas; users import them. A name that reads alike gives the same class."""
    old, new = pair.names
    if old == new or not (old and new) or letters(old) == letters(new):
        return None
    return f"`{old}` -> `{new}`"


@rule("LIF-15", "schema deprecated", NO, Wire.COMPATIBLE, Sdk.PATCH, on=ComponentPair, edit="deprecated")
def schema_deprecated(pair: ComponentPair) -> bool:
    return pair.both is not None and not pair.both[0].deprecated and pair.both[1].deprecated


@rule("LIF-19", "schema no longer deprecated", NO, Wire.COMPATIBLE, Sdk.PATCH, on=ComponentPair, edit="deprecated")
def schema_undeprecated(pair: ComponentPair) -> bool:
    return pair.both is not None and pair.both[0].deprecated and not pair.both[1].deprecated


@rule("CMP-20", "other schema of the same shape", BOTH, Wire.NONE, Sdk.TYPING, on=RetargetPair)
def retargeted(pair: RetargetPair) -> str | None:
    return _arrow(pair) if pair.spot not in (Spot.BODY, Spot.ANSWER) else None


@rule("REQ-19", "other schema of the same shape", REQ, Wire.NONE, Sdk.TYPING, on=RetargetPair)
def body_retargeted(pair: RetargetPair) -> str | None:
    return _arrow(pair) if pair.spot is Spot.BODY else None


@rule("RSP-26", "other schema, with all that the old one had", RESP, Wire.COMPATIBLE, Sdk.TYPING, on=RetargetPair)
def answer_retargeted(pair: RetargetPair) -> str | None:
    return _arrow(pair) if pair.spot is Spot.ANSWER else None


def _arrow(pair: RetargetPair) -> str:
    return f"`{pair.old}` -> `{pair.new}`"
