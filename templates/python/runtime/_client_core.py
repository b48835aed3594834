"""The client without I/O: its options, what it puts into every request, and what it makes of responses and failures.

`_sync_client` and `_async_client` add the sending; everything that can be decided without it is decided here, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, NoReturn, cast, get_origin

from typing_extensions import Self, TypedDict, override

from ._auth import Auth, DigestAuth, OAuth2ClientCredentials, Requirements, TokenRequest, TokenStore
from ._client_options import SentOptions, check_base_url, headers_from_env
from ._constants import (
    DEFAULT_MAX_RESPONSE_BYTES,
    DEFAULT_TIMEOUT,
    INITIAL_RETRY_DELAY,
    MAX_RETRY_DELAY,
    RAW_RESPONSE_HEADER,
)
from ._decode import body_of, decode_response
from ._exceptions import (
    APIConnectionError,
    APIError,
    APIResponseTooLargeError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    BrandError,
    status_error_class,
)
from ._http import AsyncHttpxClient, ResponseTooLargeError, SyncHttpxClient, httpx
from ._models import parse_json
from ._operation import Operation
from ._platform import platform_headers
from ._qs import Querystring
from ._request import (
    NO_BODY_METHODS,
    FinalRequestOptions,
    Prepared,
    build_headers,
    build_url,
    new_request,
    read_timeout_value,
    set_headers,
    wire_texts,
)
from ._retry import Clock, retry_delay, should_retry
from ._types import NotGiven, Omit, RequestOptions, not_given
from ._utils._logs import hide_query_values, logger, mask_secrets, redact_headers, redact_url
from ._utils._transform import transform

__all__ = ["BaseClient"]

_HTTPX_DEFAULT_TIMEOUT = httpx.Timeout(5.0)


# What the HTTP client raises for these is nobody's network: trying again would only hide a mistake.
PROGRAMMING_ERRORS = (AssertionError, AttributeError, NameError, NotImplementedError, TypeError, BrandError)


class Arguments(TypedDict, total=False):
    """The arguments of a call of an operation: `path`, `query` and `body` by Python names, the others by wire names."""

    path: Mapping[str, Any]
    query: Mapping[str, Any]
    headers: Mapping[str, Any]
    cookies: Mapping[str, Any]
    body: Any
    options: RequestOptions | None


class BaseClient:
    """What the synchronous and the asynchronous client have in common.

    The class attributes say what a generated client sends besides the arguments of a call: `_auth` its credentials,
    `_sent` further options, `_constant_headers`, `_idempotency_header` the name of that header, if the API has one, and
    `_platform_headers` whether it introduces itself with `X-Stainless-*`.
    """

    qs: Querystring = Querystring()
    """Writes query strings in the API's formats."""

    max_retries: int
    timeout: float | httpx.Timeout | None
    max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES
    """A response that is read into memory may have this many bytes after decompression."""

    total_timeout: float | None = None
    """Seconds that a call may take with all its attempts, from sending it to the last byte read; None: no limit."""

    _auth: ClassVar[Auth] = Auth()
    _sent: ClassVar[SentOptions] = SentOptions()
    _constant_headers: ClassVar[Mapping[str, str]] = {}
    _idempotency_header: str | None = None
    _platform_headers: ClassVar[bool] = True
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
                "max_retries cannot be None. To turn retries off, pass 0; the default is `brand_sdk.DEFAULT_MAX_RETRIES`"
            )
        self._version = version
        self._base_url = check_base_url(base_url)
        self.max_retries = max_retries
        self.timeout = _initial_timeout(timeout, http_client)
        self._custom_headers: Mapping[str, str | Omit] = {
            **headers_from_env("BRAND_CUSTOM_HEADERS"),
            **(custom_headers or {}),
        }
        self._custom_query: Mapping[str, object] = dict(custom_query or {})
        self._strict_response_validation = _strict_response_validation
        schemes = self._auth.schemes.values()
        self._tokens = TokenStore() if any(isinstance(scheme, OAuth2ClientCredentials) for scheme in schemes) else None
        if self._auth.query_names:
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
        made.total_timeout = self.total_timeout
        made._tokens = self._tokens
        made._clock = self._clock
        return made

    # Requests

    def _start(self, operation: Operation[Any], arguments: Arguments) -> FinalRequestOptions:
        """The options of a call of an operation, except for the body."""
        url = operation.url(self._path_values(arguments.get("path", {})))
        options = FinalRequestOptions(operation.method, url, operation)
        query = arguments.get("query")
        if query:
            options.params = transform(query, operation.param_types[0])
        headers = arguments.get("headers")
        if headers:
            options.headers = operation.header_texts(headers)
        options.cookies = arguments.get("cookies")
        given = arguments.get("options")
        if given:
            options.apply(given)
        return options

    def _path_values(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The path arguments, with the client's own options where they were left out. Raises ValueError without either."""
        if not self._sent.path:
            return values
        filled = dict(values)
        for name, option in self._sent.path.items():
            if name in filled and filled[name] is None:
                filled[name] = getattr(self, option)
                if filled[name] is None:
                    raise ValueError(
                        f"Missing {name} argument; pass it to the method, or for all methods to the client: "
                        f"{type(self).__name__}({option}='...')"
                    )
        return filled

    def _set_body(self, options: FinalRequestOptions, body: Any) -> None:
        """`body` under its wire names, joined by the client options that are sent in bodies."""
        if self._sent.body and isinstance(body, Mapping):
            sent = {wire: getattr(self, option) for wire, option in self._sent.body.items()}
            body = {**{wire: value for wire, value in sent.items() if value is not None}, **body}
        options.json_data = body

    def _prepare_for(self, plan: Operation[Any], library_headers: httpx.Headers) -> Prepared:
        """What goes into every request of this kind. `library_headers`: those of the HTTP client."""
        version = 0 if self._tokens is None else self._tokens.version
        key = (plan.kind, version, *library_headers.raw)
        cache: dict[Any, Prepared] = self.__dict__["_prepared"]
        prepared = cache.get(key)
        if prepared is None:
            prepared = self._prepare_anew(plan, library_headers)
            if not self._computes_headers():
                cache[key] = prepared
        return prepared

    @classmethod
    def _computes_headers(cls) -> bool:
        """Whether a subclass has its own headers: these may differ from one request to the next."""
        return cls.auth_headers is not BaseClient.auth_headers or cls.default_headers is not BaseClient.default_headers

    def _prepare_anew(self, plan: Operation[Any], library_headers: httpx.Headers) -> Prepared:
        credentials = self._auth.resolve(self, plan.security)
        fixed = frozenset(name.lower() for name in self._custom_headers)
        defaults: dict[str, Any] = dict(self.default_headers)
        if plan.security is not None:
            # The operation has its own requirements: the client's other credentials stay at home.
            for name in self.auth_headers.keys() - self._custom_headers.keys():
                defaults.pop(name, None)
            if credentials is not None:
                defaults = {**credentials.headers, **defaults}
        if "accept" not in fixed:
            defaults["Accept"] = plan.accept
        if "content-type" not in fixed:
            defaults["Content-Type"] = Omit() if plan.method in NO_BODY_METHODS else plan.default_content_type
        headers = httpx.Headers({"Host": self._base_url.netloc.decode("ascii")})
        headers.update(library_headers)
        set_headers(headers, defaults)
        if self._platform_headers:
            measured = {"x-stainless-retry-count": "0", "x-stainless-read-timeout": self._read_timeout()}
            set_headers(headers, {name: value for name, value in measured.items() if name not in fixed})
        names = self._auth.headers(plan.security)
        has_own = not names.isdisjoint(fixed) or any(name in headers for name in names)
        sent_cookies = wire_texts((wire, getattr(self, option)) for wire, option in self._sent.cookies.items())
        return Prepared(
            base=str(self._base_url),
            headers=headers,
            timeout=httpx.Timeout(self.timeout).as_dict(),
            query={**({} if credentials is None else credentials.query), **self.default_query},
            cookies={**sent_cookies, **({} if credentials is None else credentials.cookies)},
            missing=names if credentials is None and not has_own else None,
            fixed=fixed,
        )

    def _read_timeout(self) -> str | Omit:
        return read_timeout_value(httpx.Timeout(self.timeout))

    def _timeout_of(self, options: FinalRequestOptions) -> httpx.Timeout | None:
        """The timeout of this call, None when it is the client's own."""
        if not isinstance(options.timeout, NotGiven):
            return _checked_timeout(options.timeout)
        if options.plan.timeout is not None and self.timeout == DEFAULT_TIMEOUT:
            return httpx.Timeout(options.plan.timeout, connect=DEFAULT_TIMEOUT.connect)
        return None

    def _new_request(
        self, options: FinalRequestOptions, client: httpx.Client | httpx.AsyncClient, *, retries_taken: int = 0
    ) -> httpx.Request:
        """The request of one attempt. Raises TypeError when the client has no credentials for it.

        What an HTTP client of the user's own adds to its requests, goes in as well.
        """
        prepared = self._prepare_for(options.plan, client.headers)
        timeout = self._timeout_of(options)
        headers = build_headers(
            prepared,
            options,
            retries_taken=retries_taken,
            timeout=timeout,
            idempotency_header=self._idempotency_header if options.plan.idempotent else None,
        )
        if prepared.missing is not None:
            given = {name.lower() for name in options.headers or ()}
            if given.isdisjoint(prepared.missing):
                raise self._auth.unresolved(options.plan.security)
        if options.cookies or prepared.cookies:
            self._add_cookies(headers, options, prepared)
        params: Mapping[str, Any] = options.params
        own = isinstance(client, (SyncHttpxClient, AsyncHttpxClient))
        if prepared.query or (not own and client.params):
            params = {**({} if own else dict(client.params)), **prepared.query, **params}
        url = build_url(prepared.base, options, options.plan.query(params, self.qs) if params else "")
        if options.url.startswith("http") and url.netloc != self._base_url.netloc:
            headers["Host"] = url.netloc.decode("ascii")
        seconds = prepared.timeout if timeout is None else timeout.as_dict()
        if options.deadline is not None:
            seconds = self._limited(seconds, options.deadline)
        request = new_request(options, url, headers, {"timeout": seconds})
        if not own and len(client.cookies.jar):
            client.cookies.set_cookie_header(request)
        return request

    # Deadlines

    def _set_deadline(self, options: FinalRequestOptions) -> None:
        if self.total_timeout is not None:
            options.deadline = self._clock.monotonic() + self.total_timeout

    def _limited(self, seconds: Mapping[str, float | None], deadline: float) -> dict[str, float | None]:
        """The timeouts, none of them beyond the deadline."""
        left = max(deadline - self._clock.monotonic(), 0.001)
        return {name: left if limit is None else min(limit, left) for name, limit in seconds.items()}

    def _deadline_check(self, options: FinalRequestOptions, request: httpx.Request) -> Callable[[], None] | None:
        """A function that raises when the time is over; None without a deadline."""
        deadline = options.deadline
        if deadline is None:
            return None

        def check() -> None:
            if self._clock.monotonic() >= deadline:
                raise httpx.ReadTimeout("The call took longer than the client's total_timeout.", request=request)

        return check

    def _flow(self) -> httpx.Auth | None:
        """Authentication by the HTTP library, for the schemes that need several requests."""
        if type(self).custom_auth is BaseClient.custom_auth and not self._auth.has_digest:
            return None
        return self.custom_auth

    def _add_cookies(self, headers: httpx.Headers, options: FinalRequestOptions, prepared: Prepared) -> None:
        from ._styles import encode_cookies

        cookies = encode_cookies({**prepared.cookies, **(options.cookies or {})}, options.plan.cookie_styles)
        if cookies:
            set_headers(headers, {"Cookie": cookies})

    def _log_request(self, request: httpx.Request) -> None:
        if logger.isEnabledFor(10):
            logger.debug("Request: %s %s %s", request.method, redact_url(request.url), redact_headers(request.headers))

    def _log_response(self, response: httpx.Response) -> None:
        if logger.isEnabledFor(10):
            logger.debug(
                "Response: %s %s %d %s",
                response.request.method,
                redact_url(response.url),
                response.status_code,
                redact_headers(response.headers),
            )

    # Tokens

    def _missing_tokens(self, requirements: Requirements | None) -> Iterator[TokenRequest]:
        """The token requests that have to be made before a request with these requirements."""
        if self._tokens is not None:
            for scheme in self._auth.used(self, requirements):
                if isinstance(scheme, OAuth2ClientCredentials):
                    request = scheme.token_request(self)
                    if request is not None and not self._tokens.is_fresh(request, self._clock.monotonic()):
                        yield request

    def _refused_token(self, response: httpx.Response, requirements: Requirements | None) -> bool:
        """After a 401: forgets the fetched tokens the request was sent with. False when there were none."""
        if self._tokens is None or response.status_code != 401:
            return False
        requests = [
            request
            for scheme in self._auth.used(self, requirements)
            if isinstance(scheme, OAuth2ClientCredentials) and (request := scheme.token_request(self)) is not None
        ]
        for request in requests:
            self._tokens.drop(request)
        return bool(requests)

    def _token_http_request(self, token: TokenRequest) -> httpx.Request:
        url = self._base_url.join(token.url)
        headers = {"Accept": "application/json", "User-Agent": self.user_agent}
        if token.authorization is not None:
            headers["Authorization"] = token.authorization
        timeout = httpx.Timeout(self.timeout).as_dict()
        return httpx.Request("POST", url, headers=headers, data=dict(token.form), extensions={"timeout": timeout})

    def _keep_token(self, token: TokenRequest, response: httpx.Response) -> None:
        """Takes the token out of the response to a token request; raises APIStatusError or APIResponseValidationError."""
        if not response.is_success:
            raise self._make_status_error_from_response(response)
        try:
            cast(TokenStore, self._tokens).put(token, parse_json(response.content), self._clock.monotonic())
        except ValueError as error:
            raise APIResponseValidationError(response, body=None, message=f"{error}.") from error

    # Failures

    def _should_retry(self, response: httpx.Response) -> bool:
        return should_retry(response.status_code, response.headers)

    def _calculate_retry_timeout(
        self, remaining_retries: int, options: FinalRequestOptions, response_headers: httpx.Headers | None = None
    ) -> float:
        """Seconds until the next attempt, of which `remaining_retries` are left."""
        taken = self._max_retries_of(options) - remaining_retries
        return retry_delay(
            response_headers, max(taken, 0), initial=INITIAL_RETRY_DELAY, maximum=MAX_RETRY_DELAY, clock=self._clock
        )

    def _max_retries_of(self, options: FinalRequestOptions) -> int:
        return self.max_retries if options.max_retries is None else options.max_retries

    def _delay_before_retry(
        self, options: FinalRequestOptions, retries_taken: int, response: httpx.Response | None
    ) -> float | None:
        """The pause before the next attempt; None when there is no further attempt."""
        remaining = self._max_retries_of(options) - retries_taken
        if remaining <= 0 or (options.body is not None and not options.body.replayable):
            return None
        if response is not None and not self._should_retry(response):
            return None
        delay = self._calculate_retry_timeout(remaining, options, None if response is None else response.headers)
        if options.deadline is not None and self._clock.monotonic() + delay >= options.deadline:
            return None
        reason = "no response" if response is None else f"status {response.status_code}"
        logger.info("Retrying %s %s in %.3f seconds: %s", options.method, options.url.partition("?")[0], delay, reason)
        return delay

    def _secrets(self, request: httpx.Request) -> Iterator[str]:
        """Texts that must not appear in errors: the client's credentials, and those of the request."""
        yield from self._auth.texts(self)
        if self._tokens is not None:
            yield from self._tokens.texts()
        authorization = request.headers.get("authorization", "")
        yield authorization
        yield authorization.partition(" ")[2]

    def _make_status_error_from_response(self, response: httpx.Response) -> APIStatusError:
        """The error for a response other than 2xx, whose body has been read as far as it could be."""
        body = body_of(response) if response.is_stream_consumed or response.is_closed else None
        text = f"Error code: {response.status_code}"
        message = text if body is None else (body if isinstance(body, str) and body else f"{text} - {body}")
        return self._make_status_error(
            mask_secrets(message, self._secrets(response.request)), body=body, response=response
        )

    def _make_status_error(self, err_msg: str, *, body: object, response: httpx.Response) -> APIStatusError:
        return status_error_class(response.status_code)(err_msg, response=response, body=body)

    # Responses

    def _parse(self, response: httpx.Response, cast_to: Any, options: FinalRequestOptions) -> Any:
        """The result of a call, from a response whose body has been read."""
        from ._pages import BasePage

        value = decode_response(response, cast_to, strict=self._strict_response_validation, unwrap=options.plan.unwrap)
        if isinstance(value, BasePage):
            value._set_private_attributes(client=self, model=cast_to, options=options, headers=response.headers)
        return value if options.post_parser is None else options.post_parser(value)

    def _make_stream(
        self, stream_cls: Any, cast_to: Any, response: httpx.Response, options: FinalRequestOptions
    ) -> Any:
        """A stream, from a response whose body is unread. `stream_cls` may name the type of its items, `Stream[Item]`."""
        from ._streaming import extract_stream_chunk_type

        try:
            item = extract_stream_chunk_type(stream_cls)
        except TypeError:
            item = cast_to
        cls = get_origin(stream_cls) or stream_cls
        return cls(cast_to=item, response=response, client=self, kind=options.plan.stream or "sse")


def connection_error(error: Exception, request: httpx.Request) -> APIError:
    """The error for a request that got no complete response."""
    if isinstance(error, httpx.TimeoutException):
        return APITimeoutError(request=request)
    return APIConnectionError(request=request)


def too_large_error(error: ResponseTooLargeError) -> APIError:
    return APIResponseTooLargeError(str(error), response=error.response)


def closed_error() -> RuntimeError:
    return RuntimeError("This client has been closed, and cannot send any more. Make a new one.")


def page_type(page_cls: Any, operation: Operation[Any]) -> Any:
    """`page_cls` of the operation's items; subscribing a pydantic class anew for every call would be slow."""
    try:
        return operation.page_types[page_cls]
    except KeyError:
        made = operation.page_types[page_cls] = page_of(page_cls, operation.result)
        return made


def page_of(page_cls: Any, item: Any) -> Any:
    """`page_cls[item]`, or the class itself when it knows its items already."""
    return page_cls[item] if page_cls.__pydantic_generic_metadata__["parameters"] else page_cls


NO_OPTIONS: RequestOptions = {}
_LOW_LEVEL: dict[str, Operation[object]] = {}


def low_level_options(
    method: str, path: str, options: RequestOptions, *, body: object = None, content: object = None, files: Any = None
) -> FinalRequestOptions:
    """The options of a low-level verb. `body`: None for no body."""
    plan = _LOW_LEVEL.get(method)
    if plan is None:
        plan = _LOW_LEVEL[method] = Operation(method, "", returns=lambda: object)
    final = FinalRequestOptions(method, path, plan)
    if body is not None:
        final.json_data = body
    final.content = content
    final.files = files
    if options:
        final.apply(options)
    return final


def take_raw_mode(options: FinalRequestOptions) -> str | None:
    """Whether the response itself is wanted, `raw` or `stream`; None for the result."""
    if not options.headers:
        return None
    mode = options.headers.get(RAW_RESPONSE_HEADER)
    return mode if isinstance(mode, str) else None


def _initial_timeout(
    timeout: float | httpx.Timeout | NotGiven | None, http_client: httpx.Client | httpx.AsyncClient | None
) -> float | httpx.Timeout | None:
    if not isinstance(timeout, NotGiven):
        _checked_timeout(timeout)
        return timeout
    if http_client is not None and http_client.timeout != _HTTPX_DEFAULT_TIMEOUT:
        return http_client.timeout
    return DEFAULT_TIMEOUT


def _checked_timeout(timeout: float | httpx.Timeout | None) -> httpx.Timeout:
    made = timeout if isinstance(timeout, httpx.Timeout) else httpx.Timeout(timeout)
    for part, seconds in made.as_dict().items():
        if seconds is not None and seconds <= 0:
            raise ValueError(f"The {part} timeout must be more than 0 seconds; None means that there is none")
    return made


def _is_loopback(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or host == "::1" or host.endswith(".localhost")


def _kept(client: BaseClient, name: str) -> Any:
    return getattr(client, f"_{name}" if name == "environment" else name)


def _merged(
    what: str, current: Mapping[str, Any], added: Mapping[str, Any] | None, instead: Mapping[str, Any] | None
) -> Mapping[str, Any]:
    if added is not None and instead is not None:
        raise ValueError(f"`default_{what}` and `set_default_{what}` cannot be given together")
    if instead is not None:
        return instead
    return current if added is None else {**current, **added}
