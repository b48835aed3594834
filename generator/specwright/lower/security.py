"""Stage lower: Security Scheme and Security Requirement Objects (OpenAPI 3.1, 4.8.27 and 4.8.30).

What comes in: the document and what the configuration replaces. What goes out: schemes, and requirements (OR of ANDs).
"""

from __future__ import annotations

from typing import Any

from ..diagnostics import fail
from ..ir import ApiKeyAuth, Auth, HttpAuth, OAuth2Auth, OpenIdAuth, Origin, SchemeUse, SecurityRequirement
from .calls import resolved
from .context import Context
from .reading import as_list, as_mapping, describe, mapping_member, required_text, soft_text, text_member

_URLS = ("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl")
_FLOWS = ("clientCredentials", "authorizationCode", "password", "implicit", "deviceAuthorization")


def lower_schemes(ctx: Context) -> tuple[Auth, ...]:
    """The security schemes; one of the configuration replaces the document's of the same name."""
    found: dict[str, Auth] = {}
    components = mapping_member(ctx.document.data, "components", ctx.document.origin())
    origin = ctx.document.origin().child("components")
    for name, raw in mapping_member(components, "securitySchemes", origin).items():
        place = origin.child("securitySchemes", name)
        auth = _lower_scheme(ctx, name, *resolved(ctx, raw, "a security scheme", place))
        if auth is not None:
            found[name] = auth
    for scheme in ctx.config.security_schemes:
        auth = _lower_scheme(ctx, scheme.name, dict(scheme.data), scheme.origin)
        if auth is not None:
            found[scheme.name] = auth
    return tuple(found.values())


def lower_requirements(ctx: Context, holder: dict[str, Any], origin: Origin) -> tuple[SecurityRequirement, ...] | None:
    """The `security` list of the document or an operation; None when there is none, () when it is empty."""
    if "security" not in holder:
        return None
    place = origin.child("security")
    found: list[SecurityRequirement] = []
    for index, raw in enumerate(as_list(holder["security"], "`security`", place)):
        at = place.child(index)
        uses: list[SchemeUse] = []
        for name, scopes in as_mapping(raw, "a security requirement", at).items():
            _check_described(ctx, name, at.child(name))
            written = as_list(scopes, "the scopes of a security requirement", at.child(name)) if scopes else []
            uses.append(SchemeUse(name, tuple(scope for scope in written if isinstance(scope, str))))
        found.append(SecurityRequirement(tuple(uses)))
    return tuple(found)


def check_requirements(ctx: Context, found: tuple[SecurityRequirement, ...], at: Origin) -> None:
    """Refuse schemes that are used and not described: requests would go out without the credentials they need."""
    for use in (use for requirement in found for use in requirement.uses):
        _check_described(ctx, use.scheme, at)


def _check_described(ctx: Context, name: str, at: Origin) -> None:
    components = ctx.document.data.get("components", {})
    if name in components.get("securitySchemes", {}) or any(name == s.name for s in ctx.config.security_schemes):
        return
    message = f"the security scheme {name!r} is not described under `components.securitySchemes`"
    hint = "describe it there, or say in the configuration what `security` and `security_schemes` are"
    raise fail("Security/UndefinedScheme", message, at, hint=hint)


def _lower_scheme(ctx: Context, name: str, value: dict[str, Any], origin: Origin) -> Auth | None:
    kind = required_text(value, "type", "a security scheme", origin)
    doc = soft_text(value, "description", origin, ctx.diagnostics)
    match kind:
        case "apiKey":
            return _api_key(name, value, origin, doc)
        case "http":
            return _http(name, value, origin, doc)
        case "oauth2":
            return _oauth2(name, value, origin, doc)
        case "openIdConnect":
            return OpenIdAuth(name, required_text(value, "openIdConnectUrl", "this security scheme", origin), doc)
        case "mutualTLS":
            message = "certificates are given to the HTTP client, not to the SDK"
            ctx.diagnostics.note("Security/MutualTls", message, origin)
            return None
        case _:
            message = f"`type` must be apiKey, http, oauth2, openIdConnect or mutualTLS; found {describe(kind)}"
            raise fail("Security/Type", message, origin.child("type"))


def _api_key(name: str, value: dict[str, Any], origin: Origin, doc: str | None) -> ApiKeyAuth:
    where = required_text(value, "in", "this security scheme", origin)
    if where not in ("header", "query", "cookie"):
        message = f"`in` must be header, query or cookie; found {describe(where)}"
        raise fail("Security/In", message, origin.child("in"))
    wire = required_text(value, "name", "this security scheme", origin)
    return ApiKeyAuth(name, where, wire, _extension(value, origin, "scheme_keyword"), doc)


def _http(name: str, value: dict[str, Any], origin: Origin, doc: str | None) -> HttpAuth:
    keyword = required_text(value, "scheme", "this security scheme", origin).lower()
    shape = value.get("bearerFormat")
    extension = value.get("x-stainless-auth")
    plain = isinstance(extension, dict) and extension.get("disable_base64") is True
    word = _extension(value, origin, "scheme_keyword")
    return HttpAuth(name, keyword, doc, shape if isinstance(shape, str) else None, word, not plain)


def _oauth2(name: str, value: dict[str, Any], origin: Origin, doc: str | None) -> OAuth2Auth:
    flows = mapping_member(value, "flows", origin)
    scopes: dict[str, None] = {}
    token_url: str | None = None
    others: list[tuple[str, str]] = []
    for flow in _FLOWS:
        if flow not in flows:
            continue
        at = origin.child("flows", flow)
        data = as_mapping(flows[flow], "an OAuth flow", at)
        scopes.update(dict.fromkeys(mapping_member(data, "scopes", at)))
        if flow == "clientCredentials":
            token_url = text_member(data, "tokenUrl", at)
        urls = ((f"{flow}.{key}", data.get(key)) for key in _URLS if (flow, key) != ("clientCredentials", "tokenUrl"))
        others.extend((key, url) for key, url in urls if isinstance(url, str))
    return OAuth2Auth(name, token_url, tuple(scopes), doc, tuple(others))


def _extension(value: dict[str, Any], origin: Origin, key: str) -> str | None:
    """A text in `x-stainless-auth`."""
    extension = value.get("x-stainless-auth")
    return text_member(extension, key, origin.child("x-stainless-auth")) if isinstance(extension, dict) else None
