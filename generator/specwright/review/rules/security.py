"""Security requirements and schemes."""

from __future__ import annotations

from ...ir import ApiKeyAuth, HttpAuth, OAuth2Auth, OpenIdAuth, SecurityRequirement
from ..changes import Direction, Sdk, Wire
from ..pairing import letters
from ..rule import rule
from ..subjects import AuthPair, SecurityPair

NO, REQ = Direction.NEITHER, Direction.REQUEST

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
    return f"was {_shown(old)}" if not _open(old) and _open(new) and new <= {frozenset()} else None


@rule("SEC-11", "credentials are optional now", REQ, Wire.COMPATIBLE, Sdk.NONE, on=SecurityPair, edit="security")
def became_optional(pair: SecurityPair) -> str | None:
    old, new = _sides(pair)
    return f"was {_shown(old)}" if not _open(old) and _open(new) and not new <= {frozenset()} else None


def _closed_both(pair: SecurityPair) -> tuple[Alternatives, Alternatives] | None:
    old, new = _sides(pair)
    return None if _open(old) or _open(new) else (old, new)


def _accepts(alternatives: Alternatives, given: frozenset[str]) -> bool:
    return any(one <= given for one in alternatives)


@rule("SEC-03", "alternative credentials added", REQ, Wire.COMPATIBLE, Sdk.PATCH, on=SecurityPair, edit="security+")
def alternative_added(pair: SecurityPair) -> str | None:
    sides = _closed_both(pair)
    if sides is None:
        return None
    old, new = sides
    added = {one for one in new if not _accepts(old, one) and not any(one < was for was in old)}
    return _shown(added) if added and all(_accepts(new, one) for one in old) else None


def _refused(pair: SecurityPair) -> Alternatives:
    """Credentials that were enough and no longer are."""
    sides = _closed_both(pair)
    return set() if sides is None else {one for one in sides[0] if not _accepts(sides[1], one)}


def _grown(pair: SecurityPair) -> Alternatives:
    """Of those, the ones that are enough together with others."""
    new = _alternatives(pair.new)
    return {one for one in _refused(pair) if any(one < other for other in new)}


@rule(
    "SEC-04",
    "credentials that were enough no longer are",
    REQ,
    Wire.BREAKING,
    Sdk.PATCH,
    on=SecurityPair,
    edit="security",
)
def alternative_removed(pair: SecurityPair) -> str | None:
    refused = _refused(pair) - _grown(pair)
    return f"{_shown(refused)}; now {_shown(_alternatives(pair.new))}" if refused else None


@rule("SEC-05", "more credentials are needed together", REQ, Wire.BREAKING, Sdk.PATCH, on=SecurityPair, edit="security")
def more_needed(pair: SecurityPair) -> str | None:
    grown = _grown(pair)
    return f"{_shown(grown)}; now {_shown(_alternatives(pair.new))}" if grown else None


@rule("SEC-06", "fewer credentials are needed", REQ, Wire.COMPATIBLE, Sdk.NONE, on=SecurityPair, edit="security+")
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


@rule("SEC-15", "format of the bearer token changed", NO, Wire.DOCS, Sdk.NONE, on=AuthPair)
def bearer_format_changed(pair: AuthPair) -> str | None:
    match pair.old, pair.new:
        case HttpAuth(bearer_format=old), HttpAuth(bearer_format=new):
            return f"{old or 'none'} -> {new or 'none'}" if old != new else None
    return None


def _oauth(pair: AuthPair) -> tuple[OAuth2Auth, OAuth2Auth] | None:
    match pair.old, pair.new:
        case OAuth2Auth() as old, OAuth2Auth() as new:
            return old, new
    return None


@rule("SEC-16", "OAuth token URL changed", REQ, Wire.BREAKING, Sdk.PATCH, on=AuthPair)
def token_url_changed(pair: AuthPair) -> str | None:
    ends = _oauth(pair)
    if ends is None or not ends[0].token_url or not ends[1].token_url or ends[0].token_url == ends[1].token_url:
        return None
    return f"{ends[0].token_url} -> {ends[1].token_url}"


@rule("SEC-17", "OAuth URL changed", REQ, Wire.WARNING, Sdk.NONE, on=AuthPair, edit="urls")
def other_url_changed(pair: AuthPair) -> str | None:
    ends = _oauth(pair)
    if ends is None:
        return None
    old, new = (dict(auth.other_urls) for auth in ends)
    changed = [f"{key}: {old[key]} -> {new[key]}" for key in old if key in new and old[key] != new[key]]
    return ", ".join(changed) or None


def _flows(auth: OAuth2Auth) -> set[str]:
    return {key.partition(".")[0] for key, _ in auth.other_urls} | ({"clientCredentials"} if auth.token_url else set())


@rule("SEC-18", "OAuth flow added", REQ, Wire.COMPATIBLE, Sdk.MINOR, on=AuthPair, edit="flow+")
def flow_added(pair: AuthPair) -> str | None:
    ends = _oauth(pair)
    return ", ".join(sorted(_flows(ends[1]) - _flows(ends[0]))) or None if ends else None


@rule("SEC-19", "OAuth flow removed", REQ, Wire.BREAKING, Sdk.MAJOR, on=AuthPair, edit="flow-")
def flow_removed(pair: AuthPair) -> str | None:
    ends = _oauth(pair)
    return ", ".join(sorted(_flows(ends[0]) - _flows(ends[1]))) or None if ends else None


@rule("SEC-20", "scopes of a security scheme changed", NO, Wire.DOCS, Sdk.PATCH, on=AuthPair)
def scopes_changed(pair: AuthPair) -> str | None:
    ends = _oauth(pair)
    return ", ".join(sorted(set(ends[0].scopes) ^ set(ends[1].scopes))) or None if ends else None


@rule("SEC-21", "security scheme renamed", NO, Wire.NONE, Sdk.PATCH, on=AuthPair)
def scheme_renamed(pair: AuthPair) -> str | None:
    if pair.both is None or letters(pair.both[0].scheme) == letters(pair.both[1].scheme):
        return None
    return f"`{pair.both[0].scheme}` -> `{pair.both[1].scheme}`"


@rule("SEC-22", "OpenID Connect URL changed", REQ, Wire.WARNING, Sdk.PATCH, on=AuthPair)
def openid_url_changed(pair: AuthPair) -> str | None:
    match pair.old, pair.new:
        case OpenIdAuth(url=old), OpenIdAuth(url=new):
            return f"{old} -> {new}" if old != new else None
    return None


@rule("SEC-23", "security scheme added", NO, Wire.NONE, Sdk.MINOR, on=AuthPair)
def scheme_added(pair: AuthPair) -> bool:
    return pair.added is not None


@rule("SEC-25", "security scheme removed", NO, Wire.NONE, Sdk.MAJOR, on=AuthPair)
def scheme_removed(pair: AuthPair) -> bool:
    """What that means on the wire, the requirements say."""
    return pair.removed is not None
