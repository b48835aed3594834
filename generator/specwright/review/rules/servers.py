"""Servers and their variables."""

from __future__ import annotations

from urllib.parse import urlsplit

from ...ir import Server
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import ServerPair

REQ, NO = Direction.REQUEST, Direction.NEITHER


def _urls(pair: ServerPair) -> tuple[str, str] | None:
    """Both URLs when they differ in more than what moved into the paths."""
    if pair.both is None:
        return None
    old, new = (server.url.rstrip("/") for server in pair.both)
    return None if old == new or pair.folded else (old, new)


def _is_secured(urls: tuple[str, str]) -> bool:
    old, new = map(urlsplit, urls)
    return (old.scheme, new.scheme) == ("http", "https") and old[1:] == new[1:]


def _changed_variables(pair: ServerPair) -> tuple[list[str], list[str]]:
    """Names of variables that went and came."""
    if pair.both is None:
        return [], []
    old, new = ([variable.wire for variable in server.variables] for server in pair.both)
    return [wire for wire in old if wire not in new], [wire for wire in new if wire not in old]


@rule("SRV-01", "server URL changed", REQ, Wire.BREAKING, Sdk.PATCH, on=ServerPair, edit="server")
def url_changed(pair: ServerPair) -> str | None:
    urls = _urls(pair)
    if urls is None or _is_secured(urls) or any(_changed_variables(pair)):
        return None
    return f"{urls[0]} -> {urls[1]}"


@rule("SRV-02", "default server changed, the old one stays", REQ, Wire.WARNING, Sdk.PATCH, on=ServerPair, edit="server")
def default_changed(pair: ServerPair) -> bool:
    return pair.both is not None and pair.position_old == 0 and pair.position_new != 0


@rule("SRV-03", "server added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=ServerPair, edit="server")
def added(pair: ServerPair) -> bool:
    """One that is put first is a change of the default, which is reported where the old default went."""
    return pair.added is not None and (pair.position_new != 0 or pair.count_old == 0)


@rule("SRV-04", "server removed", REQ, Wire.BREAKING, Sdk.MAJOR, on=ServerPair, edit="server")
def removed(pair: ServerPair) -> bool:
    return pair.removed is not None and pair.count_new > 0


@rule("SRV-05", "server is reached by https now", REQ, Wire.WARNING, Sdk.PATCH, on=ServerPair, edit="server")
def secured(pair: ServerPair) -> str | None:
    urls = _urls(pair)
    return f"{urls[0]} -> {urls[1]}" if urls is not None and _is_secured(urls) else None


@rule("SRV-06", "server variable added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=ServerPair, edit="server")
def variable_added(pair: ServerPair) -> str | None:
    """Where the default gives the old URL again; otherwise it is another server."""
    gone, come = _changed_variables(pair)
    if not come or gone or pair.both is None or _filled(pair.both[1]) != _filled(pair.both[0]):
        return None
    return ", ".join(f"`{wire}`" for wire in come)


@rule("SRV-07", "server variable removed or replaced", REQ, Wire.BREAKING, Sdk.MAJOR, on=ServerPair, edit="server")
def variable_removed(pair: ServerPair) -> str | None:
    gone, come = _changed_variables(pair)
    if pair.both is None or not (gone or (come and _filled(pair.both[1]) != _filled(pair.both[0]))):
        return None
    return f"{pair.both[0].url} -> {pair.both[1].url}"


def _filled(server: Server) -> str:
    url = server.url
    for variable in server.variables:
        url = url.replace(f"{{{variable.wire}}}", variable.default)
    return url.rstrip("/")


@rule("SRV-12", "all servers removed", REQ, Wire.BREAKING, Sdk.MAJOR, on=ServerPair, edit="server")
def all_removed(pair: ServerPair) -> bool:
    return pair.removed is not None and pair.count_new == 0


@rule("SRV-08", "default of a server variable changed", REQ, Wire.WARNING, Sdk.PATCH, on=ServerPair)
def variable_default_changed(pair: ServerPair) -> str | None:
    if pair.both is None:
        return None
    old, new = ({v.wire: v.default for v in server.variables} for server in pair.both)
    rows = [f"{wire} {old[wire]} -> {new[wire]}" for wire in sorted(old.keys() & new.keys()) if old[wire] != new[wire]]
    return ", ".join(rows) or None


@rule("SRV-09", "value of a server variable removed", REQ, Wire.BREAKING, Sdk.PATCH, on=ServerPair)
def variable_value_removed(pair: ServerPair) -> str | None:
    if pair.both is None:
        return None
    old, new = ({v.wire: set(v.values) for v in server.variables} for server in pair.both)
    gone = sorted(value for wire in old.keys() & new.keys() if new[wire] for value in old[wire] - new[wire])
    return ", ".join(gone) or None


@rule("SRV-10", "description of a server changed", NO, Wire.DOCS, Sdk.PATCH, on=ServerPair)
def description_changed(pair: ServerPair) -> bool:
    return pair.both is not None and pair.both[0].doc != pair.both[1].doc


@rule("SRV-13", "value of a server variable added", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=ServerPair)
def variable_value_added(pair: ServerPair) -> str | None:
    if pair.both is None:
        return None
    old, new = ({v.wire: set(v.values) for v in server.variables} for server in pair.both)
    come = sorted(value for wire in old.keys() & new.keys() if old[wire] for value in new[wire] - old[wire])
    return ", ".join(come) or None
