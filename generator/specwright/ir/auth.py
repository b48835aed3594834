"""Security schemes and requirements."""

from __future__ import annotations

from typing import TypeAlias

from ..values import Choice, dataclass


class AuthRole(Choice):
    """Which part of a scheme's credentials a client option holds."""

    VALUE = "value"
    USERNAME = "username"
    PASSWORD = "password"
    CLIENT_ID = "client_id"
    CLIENT_SECRET = "client_secret"


@dataclass(frozen=True, slots=True)
class ApiKeyAuth:
    """`where`: header, query or cookie. `prefix` is put before the value, with a space (configuration only)."""

    scheme: str
    where: str
    wire: str
    prefix: str | None = None
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class HttpAuth:
    """`keyword` in lower case: `bearer`, `basic`, `digest`, or another scheme sent as `<Keyword> <value>`.

    `word` is sent in place of the keyword, as it is; without `base64` the credentials of `basic` are sent as they are.
    """

    scheme: str
    keyword: str
    doc: str | None = None
    bearer_format: str | None = None
    word: str | None = None
    base64: bool = True


@dataclass(frozen=True, slots=True)
class OAuth2Auth:
    """`token_url`: the client-credentials flow's, None when the document has no such flow (a bearer token is given)."""

    scheme: str
    token_url: str | None
    scopes: tuple[str, ...]
    doc: str | None = None
    other_urls: tuple[tuple[str, str], ...] = ()
    """Of all flows, `clientCredentials.refreshUrl` and the like: URLs that only a person's browser or tool needs."""


@dataclass(frozen=True, slots=True)
class OpenIdAuth:
    """Sent as a bearer token; the discovery URL is documentation."""

    scheme: str
    url: str
    doc: str | None = None


Auth: TypeAlias = ApiKeyAuth | HttpAuth | OAuth2Auth | OpenIdAuth


@dataclass(frozen=True, slots=True)
class SchemeUse:
    scheme: str
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SecurityRequirement:
    """All of `uses` together (AND); a tuple of requirements is the alternatives (OR); no uses: anonymous is fine."""

    uses: tuple[SchemeUse, ...]
