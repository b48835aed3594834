"""Servers and environments."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import EnvironmentPair, ServerPair

REQ, NO = Direction.REQUEST, Direction.NEITHER


@rule("SRV-01", "server replaced", REQ, Wire.BREAKING, Sdk.PATCH, on=ServerPair, edit="server")
def replaced(pair: ServerPair) -> bool:
    return (
        pair.removed is not None
        and pair.count_old == pair.count_new == 1
        and not urlsplit(pair.removed.url).path.strip("/")
    )


@rule("SRV-02", "default server changed, the old one stays", REQ, Wire.WARNING, Sdk.PATCH, on=ServerPair, edit="server")
def default_changed(pair: ServerPair) -> bool:
    return pair.both is not None and pair.position_old == 0 and pair.position_new != 0


@rule("SRV-03", "server added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=ServerPair, edit="server")
def added(pair: ServerPair) -> bool:
    return pair.added is not None and not (pair.count_old == pair.count_new == 1)


@rule("SRV-04", "server removed", REQ, Wire.BREAKING, Sdk.MAJOR, on=ServerPair, edit="server")
def removed(pair: ServerPair) -> bool:
    return pair.removed is not None and pair.count_new > 0 and not (pair.count_old == pair.count_new == 1)


@rule("SRV-12", "all servers removed", REQ, Wire.BREAKING, Sdk.MAJOR, on=ServerPair, edit="server")
def all_removed(pair: ServerPair) -> bool:
    return pair.removed is not None and pair.count_new == 0


def _variables(pair: ServerPair) -> tuple[dict[str, str], dict[str, str]] | None:
    if pair.both is None:
        return None
    old, new = ({v.wire: v.default for v in server.variables} for server in pair.both)
    return old, new


@rule("SRV-08", "default of a server variable changed", REQ, Wire.WARNING, Sdk.PATCH, on=ServerPair)
def variable_default_changed(pair: ServerPair) -> str | None:
    found = _variables(pair)
    if found is None:
        return None
    old, new = found
    changed = [
        f"{wire} {old[wire]} -> {new[wire]}" for wire in sorted(old.keys() & new.keys()) if old[wire] != new[wire]
    ]
    return ", ".join(changed) or None


@rule("SRV-09", "value of a server variable removed", REQ, Wire.BREAKING, Sdk.TYPING, on=ServerPair)
def variable_value_removed(pair: ServerPair) -> str | None:
    if pair.both is None:
        return None
    old, new = ({v.wire: set(v.values) for v in server.variables} for server in pair.both)
    gone = sorted(value for wire in old.keys() & new.keys() if new[wire] for value in old[wire] - new[wire])
    return ", ".join(gone) or None


@rule("SRV-10", "description of a server changed", NO, Wire.DOCS, Sdk.PATCH, on=ServerPair)
def description_changed(pair: ServerPair) -> bool:
    return pair.both is not None and pair.both[0].doc != pair.both[1].doc


@rule("GEN-02", "environment added", NO, Wire.NONE, Sdk.MINOR, on=EnvironmentPair)
def environment_added(pair: EnvironmentPair) -> bool:
    return pair.added is not None


@rule("GEN-03", "environment removed", NO, Wire.NONE, Sdk.MAJOR, on=EnvironmentPair)
def environment_removed(pair: EnvironmentPair) -> bool:
    return pair.removed is not None
