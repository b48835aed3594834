"""Build stage: security schemes and the client options that feed them in, the client's `Auth(…)` out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from .... import ir
from ..imports import Imports
from ..quoting import Code, Literal, literal
from .context import Context

_MODULE = "._auth"


def known_schemes(context: Context) -> frozenset[str]:
    """The schemes that have an option for their credentials; users bring the others' in headers of their own."""
    return frozenset(auth.scheme for auth in context.api.auth if scheme_code(context, auth) is not None)


def requirements_code(security: Sequence[ir.SecurityRequirement], known: Iterable[str]) -> Code:
    """`(("bearerAuth",), ("a", "b"))`: alternatives of schemes that are needed together.

    An alternative that needs an unknown scheme cannot be satisfied and is left out; without any alternative left,
    requests go out without credentials.
    """
    alternatives = [[use.scheme for use in each.uses] for each in security]
    possible = [names for names in alternatives if set(names) <= set(known)]
    return tuple_code([tuple_code([literal(name) for name in names]) for names in dict.fromkeys(map(tuple, possible))])


def tuple_code(items: Sequence[str]) -> Code:
    return Code(f"({', '.join(items)}{',' if len(items) == 1 else ''})")


def auth_code(context: Context, imports: Imports) -> Code:
    """The expression that makes the client's `Auth`, whose classes are imported into `imports`."""
    entries: list[str] = []
    for auth in context.api.auth:
        found = scheme_code(context, auth)
        if found is not None:
            cls, call = found
            imports.member(_MODULE, cls)
            entries.append(f"{literal(auth.scheme)}: {call}")
    imports.member(_MODULE, "Auth")
    requirements = requirements_code(context.api.security, known_schemes(context))
    return Code(f"Auth({{{', '.join(entries)}}}, requirements={requirements})")


def scheme_code(context: Context, auth: ir.Auth) -> tuple[str, Code] | None:
    """The class of a scheme and the call that makes it; None when no option feeds it."""
    feeds = {
        option.auth_role: literal(context.names.option(option.name.text))
        for option in context.api.options
        if option.auth_scheme == auth.scheme
    }
    value = feeds.get(ir.AuthRole.VALUE)
    pair = feeds.get(ir.AuthRole.USERNAME), feeds.get(ir.AuthRole.PASSWORD)
    match auth:
        case ir.HttpAuth(keyword="basic" | "digest" as keyword) if all(pair):
            named = (part for part in pair if part)
            return _made("DigestAuth", *named) if keyword == "digest" else _made("BasicAuth", *named, *_basic(auth))
        case ir.HttpAuth(keyword="bearer", word=None):
            return _made("BearerAuth", value) if value else None
        case ir.HttpAuth():
            word = auth.word or auth.keyword.capitalize()
            return _made("HttpAuth", value, f"keyword={literal(word)}") if value else None
        case ir.ApiKeyAuth():
            prefix = [f"prefix={literal(auth.prefix)}"] if auth.prefix is not None else []
            return _made("ApiKeyAuth", value, literal(auth.where), literal(auth.wire), *prefix) if value else None
        case ir.OAuth2Auth():
            return _oauth2(auth, feeds)
        case ir.OpenIdAuth():
            return _made("OpenIdAuth", value) if value else None
        case _:
            assert_never(auth)


def _basic(auth: ir.HttpAuth) -> list[str]:
    """What is unusual about basic authentication."""
    word = [f"keyword={literal(auth.word)}"] if auth.word is not None else []
    return word if auth.base64 else [*word, "base64=False"]


def _oauth2(auth: ir.OAuth2Auth, feeds: dict[ir.AuthRole, Literal]) -> tuple[str, Code] | None:
    """The client-credentials flow where the document and the options have it, else a token that users bring."""
    client_id, secret = feeds.get(ir.AuthRole.CLIENT_ID), feeds.get(ir.AuthRole.CLIENT_SECRET)
    token = feeds.get(ir.AuthRole.VALUE)
    if not (client_id and secret and auth.token_url):
        return _made("BearerAuth", token) if token else None
    keywords = [f"token_url={literal(auth.token_url)}"]
    if auth.scopes:
        keywords.append(f"scopes={tuple_code([literal(scope) for scope in auth.scopes])}")
    if token:
        keywords.append(f"token={token}")
    return _made("OAuth2ClientCredentials", client_id, secret, *keywords)


def _made(cls: str, *arguments: str) -> tuple[str, Code]:
    return cls, Code(f"{cls}({', '.join(arguments)})")
