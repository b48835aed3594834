"""Security requirements and schemes."""

from __future__ import annotations

from ...ir import ApiKeyAuth, HttpAuth, OAuth2Auth, OpenIdAuth, SecurityRequirement
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import AuthPair, SecurityPair

REQ = Direction.REQUEST

Alternatives = set[frozenset[str]]


def _alternatives(requirements: tuple[SecurityRequirement, ...] | None) -> Alternatives:
    return {frozenset(use.scheme for use in requirement.uses) for requirement in requirements or ()}


def _sides(pair: SecurityPair) -> tuple[Alternatives, Alternatives]:
    return _alternatives(pair.old), _alternatives(pair.new)


def _open(alternatives: Alternatives) -> bool:
    return not alternatives or frozenset() in alternatives


def _shown(alternatives: Alternatives) -> str:
    return " or ".join(sorted(" and ".join(sorted(one)) or "none" for one in alternatives)) or "none"


@rule("SEC-01", "credentials are needed now", REQ, Wire.BREAKING, Sdk.PATCH, on=SecurityPair, edit="security")
def security_added(pair: SecurityPair) -> str | None:
    old, new = _sides(pair)
    return _shown(new) if _open(old) and not _open(new) else None


@rule("SEC-02", "no credentials are needed any more", REQ, Wire.COMPATIBLE, Sdk.NONE, on=SecurityPair, edit="security")
def security_removed(pair: SecurityPair) -> str | None:
    old, new = _sides(pair)
    return f"was {_shown(old)}" if not _open(old) and _open(new) else None


def _closed_both(pair: SecurityPair) -> tuple[Alternatives, Alternatives] | None:
    old, new = _sides(pair)
    return None if _open(old) or _open(new) else (old, new)


def _accepts(alternatives: Alternatives, given: frozenset[str]) -> bool:
    return any(one <= given for one in alternatives)


@rule("SEC-03", "alternative credentials added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=SecurityPair, edit="security+")
def alternative_added(pair: SecurityPair) -> str | None:
    sides = _closed_both(pair)
    if sides is None:
        return None
    old, new = sides
    added = {one for one in new if not _accepts(old, one)}
    return _shown(added) if added and all(_accepts(new, one) for one in old) else None


@rule(
    "SEC-04",
    "credentials that were enough no longer are",
    REQ,
    Wire.BREAKING,
    Sdk.MAJOR,
    on=SecurityPair,
    edit="security",
)
def alternative_removed(pair: SecurityPair) -> str | None:
    sides = _closed_both(pair)
    if sides is None:
        return None
    old, new = sides
    refused = {one for one in old if not _accepts(new, one)}
    return f"{_shown(refused)}; now {_shown(new)}" if refused else None


@rule("SEC-06", "fewer credentials are needed", REQ, Wire.COMPATIBLE, Sdk.NONE, on=SecurityPair, edit="security-")
def fewer_needed(pair: SecurityPair) -> str | None:
    sides = _closed_both(pair)
    if sides is None or sides[0] == sides[1]:
        return None
    old, new = sides
    fewer = {one for one in new if any(one < was for was in old)}
    return _shown(fewer) if fewer and all(_accepts(new, one) for one in old) else None


def _scopes(requirements: tuple[SecurityRequirement, ...] | None) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for requirement in requirements or ():
        for use in requirement.uses:
            found.setdefault(use.scheme, set()).update(use.scopes)
    return found


def _scope_changes(pair: SecurityPair, *, added: bool) -> str | None:
    old, new = _scopes(pair.old), _scopes(pair.new)
    before, after = (old, new) if added else (new, old)
    changed = {scope for scheme in old.keys() & new.keys() for scope in after[scheme] - before[scheme]}
    return ", ".join(sorted(changed)) or None


@rule("SEC-07", "scope added", REQ, Wire.BREAKING, Sdk.PATCH, on=SecurityPair, edit="scope+")
def scope_added(pair: SecurityPair) -> str | None:
    return _scope_changes(pair, added=True)


@rule("SEC-08", "scope removed", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=SecurityPair, edit="scope-")
def scope_removed(pair: SecurityPair) -> str | None:
    return _scope_changes(pair, added=False)


@rule("SEC-12", "API key moved or renamed", REQ, Wire.BREAKING, Sdk.NONE, on=AuthPair)
def key_moved(pair: AuthPair) -> str | None:
    match pair.old, pair.new:
        case ApiKeyAuth(where=old_where, wire=old), ApiKeyAuth(where=new_where, wire=new):
            moved = (old_where, old) != (new_where, new)
            return f"{old_where} `{old}` -> {new_where} `{new}`" if moved else None
    return None


@rule("SEC-13", "HTTP authentication scheme changed", REQ, Wire.BREAKING, Sdk.MAJOR, on=AuthPair)
def http_scheme_changed(pair: AuthPair) -> str | None:
    match pair.old, pair.new:
        case HttpAuth(keyword=old), HttpAuth(keyword=new):
            return f"{old} -> {new}" if old != new else None
    return None


@rule("SEC-14", "type of a security scheme changed", REQ, Wire.BREAKING, Sdk.MAJOR, on=AuthPair)
def type_changed(pair: AuthPair) -> str | None:
    if pair.both is None or type(pair.both[0]) is type(pair.both[1]):
        return None
    return " -> ".join(_KINDS[type(auth)] for auth in pair.both)


_KINDS = {ApiKeyAuth: "apiKey", HttpAuth: "http", OAuth2Auth: "oauth2", OpenIdAuth: "openIdConnect"}


@rule("SEC-16", "OAuth token URL changed", REQ, Wire.BREAKING, Sdk.PATCH, on=AuthPair)
def token_url_changed(pair: AuthPair) -> str | None:
    match pair.old, pair.new:
        case OAuth2Auth(token_url=str(old)), OAuth2Auth(token_url=str(new)):
            return f"{old} -> {new}" if old != new else None
    return None


@rule("SEC-18", "OAuth client-credentials flow added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=AuthPair)
def flow_added(pair: AuthPair) -> bool:
    match pair.old, pair.new:
        case OAuth2Auth(token_url=None), OAuth2Auth(token_url=str()):
            return True
    return False


@rule("SEC-19", "OAuth client-credentials flow removed", REQ, Wire.BREAKING, Sdk.MAJOR, on=AuthPair)
def flow_removed(pair: AuthPair) -> bool:
    match pair.old, pair.new:
        case OAuth2Auth(token_url=str()), OAuth2Auth(token_url=None):
            return True
    return False


@rule("SEC-22", "OpenID Connect URL changed", REQ, Wire.WARNING, Sdk.PATCH, on=AuthPair)
def openid_url_changed(pair: AuthPair) -> str | None:
    match pair.old, pair.new:
        case OpenIdAuth(url=old), OpenIdAuth(url=new):
            return f"{old} -> {new}" if old != new else None
    return None


@rule("SEC-23", "security scheme added", REQ, Wire.NONE, Sdk.MINOR, on=AuthPair)
def scheme_added(pair: AuthPair) -> bool:
    return pair.added is not None
