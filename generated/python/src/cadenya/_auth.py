"""Credentials: where a client keeps them, and how they go into requests.

A client has one `Auth`: its security schemes, and the requirements (alternatives of schemes that are needed together,
OpenAPI 3.1.1, section 4.8.30). Schemes name the client's attributes that hold their credentials, so that changing
`client.api_key` affects later requests. Nothing here does I/O: `OAuth2ClientCredentials` says which token it lacks, and
the client fetches it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Generic, Literal, NoReturn, Protocol, TypeAlias, TypeVar, overload
from urllib.parse import quote

from ._http import httpx
from ._tokens import TokenRequest, TokenStore, basic_value
from ._utils._logs import MASK
from ._utils._record import Record

__all__ = [
    "ApiKeyAuth",
    "Auth",
    "BasicAuth",
    "BearerAuth",
    "Credentials",
    "DigestAuth",
    "HttpAuth",
    "OAuth2ClientCredentials",
    "OpenIdAuth",
    "Requirements",
    "Scheme",
    "Secret",
    "SecretStore",
]

T = TypeVar("T")

Requirements: TypeAlias = tuple[tuple[str, ...], ...]
"""Alternatives; the names in each are needed together. `()`, or an empty alternative: no credentials needed."""


class SecretStore(dict[str, Any]):
    """The credentials of one client, by option name. Shows and pickles no values."""

    def __repr__(self) -> str:
        return f"{{{', '.join(f'{name}={MASK}' for name in self)}}}"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        raise TypeError("credentials cannot be pickled")


class Secret(Generic[T]):
    """A client option that holds a credential: reads and writes like any attribute, but stays out of `vars(client)`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> Secret[T]: ...
    @overload
    def __get__(self, instance: object, owner: type | None = None) -> T: ...
    def __get__(self, instance: object | None, owner: type | None = None) -> Secret[T] | T:
        if instance is None:
            return self
        try:
            value: T = instance.__dict__["_credentials"][self._name]
        except KeyError:
            raise AttributeError(self._name) from None
        return value

    def __set__(self, instance: object, value: T) -> None:
        instance.__dict__.setdefault("_credentials", SecretStore())[self._name] = value


class Credentials:
    """What the schemes of one alternative put into a request."""

    __slots__ = ("cookies", "headers", "query")

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        self.query: dict[str, str] = {}
        self.cookies: dict[str, str] = {}


class Scheme(Protocol):
    """A security scheme.

    `options`: the client's attributes it reads. `header`: the request header it sets, None when it sets none.
    """

    @property
    def options(self) -> tuple[str, ...]: ...

    @property
    def header(self) -> str | None: ...

    def add(self, client: object, to: Credentials) -> bool:
        """Puts the client's credentials in; False when the client has none."""
        ...


def _option(client: object, name: str) -> str | None:
    value: str | None = getattr(client, name, None)
    return value


class HttpAuth(Record):
    """`Authorization: <keyword> <value>`."""

    option: str
    keyword: str = "Bearer"
    header: str = "Authorization"

    @property
    def options(self) -> tuple[str, ...]:
        return (self.option,)

    def add(self, client: object, to: Credentials) -> bool:
        value = _option(client, self.option)
        if value is None:
            return False
        to.headers[self.header] = f"{self.keyword} {value}"
        return True


BearerAuth = HttpAuth
"""`Authorization: Bearer <value>` (RFC 6750, 2.1)."""

OpenIdAuth = HttpAuth
"""OpenID Connect: the access token is a bearer token."""


class BasicAuth(Record):
    """User name and password (RFC 7617); without `base64` they are sent as they are, as some APIs want it."""

    username: str
    password: str
    keyword: str = "Basic"
    base64: bool = True
    header: str = "Authorization"

    @property
    def options(self) -> tuple[str, ...]:
        return (self.username, self.password)

    def add(self, client: object, to: Credentials) -> bool:
        username, password = _option(client, self.username), _option(client, self.password)
        if username is None or password is None:
            return False
        value = basic_value(username, password).partition(" ")[2] if self.base64 else f"{username}:{password}"
        to.headers[self.header] = f"{self.keyword} {value}"
        return True


class DigestAuth(Record):
    """Digest authentication (RFC 7616): a challenge of the server is answered, by the HTTP library."""

    username: str
    password: str
    header: None = None

    @property
    def options(self) -> tuple[str, ...]:
        return (self.username, self.password)

    def add(self, client: object, to: Credentials) -> bool:
        return _option(client, self.username) is not None and _option(client, self.password) is not None

    def flow(self, client: object) -> httpx.Auth | None:
        username, password = _option(client, self.username), _option(client, self.password)
        return None if username is None or password is None else httpx.DigestAuth(username, password)


class ApiKeyAuth(Record):
    """A key in a header, the query or a cookie. `prefix` stands before the value, with a space."""

    option: str
    where: Literal["header", "query", "cookie"]
    name: str
    prefix: str | None = None

    @property
    def options(self) -> tuple[str, ...]:
        return (self.option,)

    @property
    def header(self) -> str | None:
        return self.name if self.where == "header" else None

    def add(self, client: object, to: Credentials) -> bool:
        value = _option(client, self.option)
        if value is None:
            return False
        place = {"header": to.headers, "query": to.query, "cookie": to.cookies}[self.where]
        place[self.name] = value if self.prefix is None else f"{self.prefix} {value}"
        return True


class OAuth2ClientCredentials(Record):
    """The client-credentials flow (RFC 6749, 4.4): a token is fetched when there is none, or when it has run out.

    `client_id`, `client_secret`: options with the client's credentials. `token`: an option with a ready token, which
    then is used instead. `token_url` may be relative to the base URL. `send_in_body`: the credentials go in the body of
    the token request, for servers that do not understand basic authentication.
    """

    client_id: str
    client_secret: str
    token_url: str
    scopes: tuple[str, ...] = ()
    token: str | None = None
    send_in_body: bool = False
    header: str = "Authorization"

    @property
    def options(self) -> tuple[str, ...]:
        given = (self.token,) if self.token is not None else ()
        return (*given, self.client_id, self.client_secret)

    def add(self, client: object, to: Credentials) -> bool:
        token = None if self.token is None else _option(client, self.token)
        if token is None:
            request = self.token_request(client)
            if request is None:
                return False
            store: TokenStore = client.__dict__["_tokens"]
            token = store.value(request)
        if token is not None:
            to.headers[self.header] = f"Bearer {token}"
        return True

    def token_request(self, client: object) -> TokenRequest | None:
        """The request that gets a token; None when the client has a ready token, or lacks the credentials."""
        if self.token is not None and _option(client, self.token) is not None:
            return None
        client_id, client_secret = _option(client, self.client_id), _option(client, self.client_secret)
        if client_id is None or client_secret is None:
            return None
        form = {"grant_type": "client_credentials"}
        if self.scopes:
            form["scope"] = " ".join(self.scopes)
        if self.send_in_body:
            form |= {"client_id": client_id, "client_secret": client_secret}
            return TokenRequest(self.token_url, tuple(form.items()), None)
        # RFC 6749, 2.3.1: both are form-encoded before they go into the header.
        basic = basic_value(quote(client_id, safe=""), quote(client_secret, safe=""))
        return TokenRequest(self.token_url, tuple(form.items()), basic)


class Auth(Record):
    """The security schemes of an API by name, and what its operations need unless they say otherwise."""

    schemes: Mapping[str, Scheme] = MappingProxyType({})
    requirements: Requirements = ()

    @property
    def query_names(self) -> frozenset[str]:
        """The query parameters that hold credentials."""
        schemes = self.schemes.values()
        return frozenset(
            scheme.name for scheme in schemes if isinstance(scheme, ApiKeyAuth) and scheme.where == "query"
        )

    @property
    def has_digest(self) -> bool:
        return any(isinstance(scheme, DigestAuth) for scheme in self.schemes.values())

    def texts(self, client: object) -> Iterator[str]:
        """The client's credentials, which must not appear in error texts."""
        for scheme in self.schemes.values():
            for option in scheme.options:
                value = getattr(client, option, None)
                if isinstance(value, str):
                    yield value

    def resolve(self, client: object, requirements: Requirements | None) -> Credentials | None:
        """The credentials of the first alternative the client can satisfy; None when it can satisfy none."""
        alternatives = self.requirements if requirements is None else requirements
        for alternative in alternatives:
            found = Credentials()
            complete = [self.schemes[name].add(client, found) for name in alternative if name in self.schemes]
            # An alternative without schemes is anonymous access: only when no other one works.
            if alternative and all(complete):
                return found
        return Credentials() if not alternatives or () in alternatives else None

    def used(self, client: object, requirements: Requirements | None) -> tuple[Scheme, ...]:
        """The schemes whose credentials `resolve` gives."""
        for alternative in self.requirements if requirements is None else requirements:
            schemes = tuple(self.schemes[name] for name in alternative if name in self.schemes)
            if schemes and all(scheme.add(client, Credentials()) for scheme in schemes):
                return schemes
        return ()

    def headers(self, requirements: Requirements | None) -> frozenset[str]:
        """The names, in lower case, of the headers that could hold credentials."""
        alternatives = self.requirements if requirements is None else requirements
        names = (
            self.schemes[name].header for alternative in alternatives for name in alternative if name in self.schemes
        )
        return frozenset(name.lower() for name in names if name is not None)

    def unresolved(self, requirements: Requirements | None) -> TypeError:
        """The error for a request that would go out without credentials."""
        alternatives = self.requirements if requirements is None else requirements
        options = [
            " and ".join(f"`{option}`" for name in alternative for option in self.schemes[name].options)
            for alternative in alternatives
        ]
        headers = ", ".join(f"`{name}`" for name in sorted(self.headers(requirements)))
        omitted = f", or the header {headers} to be given or explicitly omitted" if headers else ""
        return TypeError(
            f"Could not resolve authentication method. Expected {' or '.join(options)} to be set{omitted}."
        )
