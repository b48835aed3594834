"""The options of a client: from its constructor, the environment and `copy`, to what they mean for requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

from typing_extensions import Self, override

from ._auth import Auth, DigestAuth, OAuth2ClientCredentials
from ._client_options import SentOptions, check_base_url, headers_from_env
from ._constants import DEFAULT_MAX_FILE_BYTES, DEFAULT_MAX_PAGES, DEFAULT_MAX_RESPONSE_BYTES, DEFAULT_TIMEOUT
from ._exceptions import KnownErrors
from ._http import httpx
from ._platform import platform_headers
from ._qs import PUBLISHED_PARTS, MultipartFormat, Querystring
from ._request import wire_texts
from ._retry import Clock, RetryBudget
from ._tokens import TokenStore
from ._types import NotGiven, Omit, not_given
from ._utils._logs import hide_query_values, logger, redact_url

__all__ = ["ClientState", "checked_timeout"]

_LONGEST_TIMEOUT = 1e9
"""In seconds; operating systems take no infinite ones."""
_HTTPX_DEFAULT_TIMEOUT = httpx.Timeout(5.0)


class ClientState:
    """What the synchronous and the asynchronous client have in common.

    The class attributes say what a generated client sends besides the arguments of a call: `_auth` its credentials,
    `_sent` further options, `_constant_headers`, `_idempotency_header` the name of that header, if the API has one,
    `_multipart` how lists and dicts become parts of a body, `_platform_headers` whether it introduces itself with
    `X-Stainless-*`, `_legacy_responses` whether raw responses are those of the first generation of SDKs,
    `_known_errors` the errors with a class of their own, and `_error_message` the property of an error body that is its
    message.
    """

    qs: Querystring = Querystring()
    """Writes query strings in the API's formats."""

    max_retries: int
    timeout: float | httpx.Timeout | None
    max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES
    """A response that is decoded may have this many bytes after decompression."""

    max_file_bytes: int = DEFAULT_MAX_FILE_BYTES
    """A file that is read into memory may have this many bytes after decompression; a streamed one any number."""

    max_pages: int = DEFAULT_MAX_PAGES
    """So many pages are asked for, one after the other, while a list is iterated over."""

    total_timeout: float | None = None
    """Seconds that a call may take with all its attempts, from sending it to the last byte read; None: no limit."""

    retry_budget: RetryBudget | None
    """Lets retries end while most requests fail; shared with copies of the client. None: every request is retried."""

    _auth: ClassVar[Auth] = Auth()
    _sent: ClassVar[SentOptions] = SentOptions()
    _constant_headers: ClassVar[Mapping[str, str]] = {}
    _multipart: ClassVar[MultipartFormat] = PUBLISHED_PARTS
    _idempotency_header: str | None = None
    _platform_headers: ClassVar[bool] = True
    _known_errors: ClassVar[KnownErrors | None] = None
    _error_message: ClassVar[str | None] = None
    _legacy_responses: ClassVar[bool] = False
    _clock: Clock = Clock()

    def __init__(
        self,
        *,
        version: str,
        base_url: str | httpx.URL,
        max_retries: int,
        timeout: float | httpx.Timeout | NotGiven | None = not_given,
        http_client: httpx.Client | httpx.AsyncClient | None = None,
        custom_headers: Mapping[str, str] | None = None,
        custom_query: Mapping[str, object] | None = None,
        _strict_response_validation: bool = False,
    ) -> None:
        if max_retries is None:  # pyright: ignore[reportUnnecessaryComparison] - callers without a type checker
            raise TypeError(
                "max_retries cannot be None. Pass 0 to turn retries off; the default is cadenya.DEFAULT_MAX_RETRIES"
            )
        self._version = version
        self._base_url = check_base_url(base_url)
        self.max_retries = max_retries
        self.retry_budget = RetryBudget()
        self.timeout = _initial_timeout(timeout, http_client)
        self._custom_headers: Mapping[str, str | Omit] = {
            **headers_from_env("CADENYA_CUSTOM_HEADERS"),
            **(custom_headers or {}),
        }
        self._custom_query: Mapping[str, object] = dict(custom_query or {})
        self._strict_response_validation = _strict_response_validation
        schemes = self._auth.schemes.values()
        self._tokens = TokenStore() if any(isinstance(scheme, OAuth2ClientCredentials) for scheme in schemes) else None
        hide_query_values(self._auth.query_names)
        self._warn_insecure()

    @override
    def __setattr__(self, name: str, value: object) -> None:
        # What was prepared for requests may depend on any attribute: it is made anew.
        object.__setattr__(self, name, value)
        self.__dict__["_prepared"] = {}

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={redact_url(self.base_url)!r})"

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError(f"A {type(self).__name__} cannot be pickled: make a new one, or use `copy()`")

    def _warn_insecure(self) -> None:
        host = self._base_url.host
        if self._base_url.scheme == "http" and self._auth.schemes and not _is_loopback(host):
            logger.warning("Credentials are sent to %s without encryption: the base URL is http, not https", host)

    @property
    def _client(self) -> Any:
        """The HTTP client."""
        raise NotImplementedError

    # Options

    @property
    def base_url(self) -> httpx.URL:
        """The URL that paths are appended to; it ends in a slash."""
        return self._base_url

    @base_url.setter
    def base_url(self, url: str | httpx.URL) -> None:
        self._base_url = check_base_url(url)

    @property
    def user_agent(self) -> str:
        return f"{type(self).__name__}/Python {self._version}"

    @property
    def auth_headers(self) -> dict[str, str]:
        """The headers that hold the client's credentials; empty when it has none, or sends them in another place."""
        credentials = self._auth.resolve(self, None)
        return {} if credentials is None else credentials.headers

    @property
    def custom_auth(self) -> httpx.Auth | None:
        """Credentials that need several requests, such as digest authentication."""
        for scheme in self._auth.used(self, None):
            if isinstance(scheme, DigestAuth):
                return scheme.flow(self)
        return None

    @property
    def default_headers(self) -> dict[str, str | Omit]:
        """The headers of every request, as far as they do not depend on the operation."""
        return {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": self.user_agent,
            **self.platform_headers(),
            **self._constant_headers,
            **wire_texts((wire, getattr(self, option)) for wire, option in self._sent.headers.items()),
            **self.auth_headers,
            **self._custom_headers,
        }

    @property
    def default_query(self) -> dict[str, object]:
        """The query parameters of every request."""
        sent = {wire: getattr(self, option) for wire, option in self._sent.query.items()}
        return {**sent, **self._custom_query}

    def platform_headers(self) -> dict[str, str]:
        """The headers by which the SDK introduces itself."""
        if not self._platform_headers:
            return {}
        return {**platform_headers(self._version), "X-Stainless-Async": self._async_header()}

    def _async_header(self) -> str:
        return "false"

    def _copy(
        self,
        options: Mapping[str, Any],
        *,
        base_url: str | httpx.URL | None,
        timeout: float | httpx.Timeout | NotGiven | None,
        http_client: object,
        max_retries: int | NotGiven,
        default_headers: Mapping[str, str] | None,
        set_default_headers: Mapping[str, str] | None,
        default_query: Mapping[str, object] | None,
        set_default_query: Mapping[str, object] | None,
        extra: Mapping[str, Any],
    ) -> Self:
        """A client of the same class, with the options given here and otherwise this client's.

        `options`: the generated options, None for those to keep. Raises ValueError when something is both to be merged
        and to be replaced.
        """
        moves = options.get("environment") is not None and base_url is None
        arguments: dict[str, Any] = {
            name: _kept(self, name) if value is None or isinstance(value, NotGiven) else value
            for name, value in options.items()
        }
        arguments |= {
            "base_url": None if moves else (base_url or self.base_url),
            "timeout": self.timeout if isinstance(timeout, NotGiven) else timeout,
            "http_client": self._client if http_client is None else http_client,
            "max_retries": self.max_retries if isinstance(max_retries, NotGiven) else max_retries,
            "default_headers": _merged("headers", self._custom_headers, default_headers, set_default_headers),
            "default_query": _merged("query", self._custom_query, default_query, set_default_query),
            "_strict_response_validation": self._strict_response_validation,
        }
        arguments |= extra
        made = type(self)(**arguments)
        made.max_response_bytes = self.max_response_bytes
        made.max_file_bytes = self.max_file_bytes
        made.max_pages = self.max_pages
        made.total_timeout = self.total_timeout
        made.retry_budget = self.retry_budget
        made._tokens = self._tokens
        made._clock = self._clock
        return made


def _initial_timeout(
    timeout: float | httpx.Timeout | NotGiven | None, http_client: httpx.Client | httpx.AsyncClient | None
) -> float | httpx.Timeout | None:
    if not isinstance(timeout, NotGiven):
        checked_timeout(timeout)
        return timeout
    if http_client is not None and http_client.timeout != _HTTPX_DEFAULT_TIMEOUT:
        return http_client.timeout
    return DEFAULT_TIMEOUT


def checked_timeout(timeout: float | httpx.Timeout | None) -> httpx.Timeout:
    made = timeout if isinstance(timeout, httpx.Timeout) else httpx.Timeout(timeout)
    for part, seconds in made.as_dict().items():
        if seconds is not None and not 0 < seconds < _LONGEST_TIMEOUT:
            raise ValueError(
                f"The {part} timeout must be more than 0 and less than {_LONGEST_TIMEOUT:.0f} seconds; "
                "None means that there is none"
            )
    return made


def _is_loopback(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or host == "::1" or host.endswith(".localhost")


def _kept(client: ClientState, name: str) -> Any:
    return getattr(client, f"_{name}" if name == "environment" else name)


def _merged(
    what: str, current: Mapping[str, Any], added: Mapping[str, Any] | None, instead: Mapping[str, Any] | None
) -> Mapping[str, Any]:
    if added is not None and instead is not None:
        raise ValueError(f"`default_{what}` and `set_default_{what}` cannot be given together")
    if instead is not None:
        return instead
    return current if added is None else {**current, **added}
