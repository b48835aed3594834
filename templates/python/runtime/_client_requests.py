"""From the arguments of a call to the request of one attempt, with what the client adds to it. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import TypedDict

from ._body import encode_body
from ._client_state import ClientState, checked_timeout
from ._constants import DEFAULT_TIMEOUT, RAW_RESPONSE_HEADER
from ._http import AsyncHttpxClient, BaseAddress, RequestHeaders, SyncHttpxClient, httpx
from ._operation import Operation
from ._read_limit import ReadLimit
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
from ._types import NotGiven, Omit, RequestOptions

__all__ = ["NO_OPTIONS", "Arguments", "RequestBuilder", "low_level_options", "page_of", "page_type", "take_raw_mode"]


class Arguments(TypedDict, total=False):
    """The arguments of a call of an operation: `path`, `query` and `body` by Python names, the others by wire names."""

    path: Mapping[str, Any]
    query: Mapping[str, Any]
    headers: Mapping[str, Any]
    cookies: Mapping[str, Any]
    body: Any
    options: RequestOptions | None


class RequestBuilder(ClientState):
    """Builds the requests of a client."""

    def _start(self, operation: Operation[Any], arguments: Arguments) -> FinalRequestOptions:
        """The options of a call of an operation, except for the body."""
        url = operation.url(self._path_values(arguments.get("path", {})))
        if operation.server is not None and url.startswith("/"):
            url = str(self._base_url.join(url))
        options = FinalRequestOptions(operation.method, url, operation)
        query = arguments.get("query")
        if query:
            from ._utils._transform import transform

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
        """The path arguments, the client's own options where they were left out. Raises ValueError without either."""
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
        return (
            cls.auth_headers is not ClientState.auth_headers or cls.default_headers is not ClientState.default_headers
        )

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
            base=BaseAddress(self._base_url),
            headers=RequestHeaders(headers),
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
            return checked_timeout(options.timeout)
        if options.plan.timeout is not None and self.timeout == DEFAULT_TIMEOUT:
            return httpx.Timeout(options.plan.timeout, connect=DEFAULT_TIMEOUT.connect)
        return None

    def _build_request(self, options: FinalRequestOptions, *, retries_taken: int = 0) -> httpx.Request:
        """The request of one attempt. Raises TypeError when the client has no credentials for it.

        What an HTTP client of the user's own adds to its requests, goes in as well.
        """
        client: httpx.Client | httpx.AsyncClient = self._client
        if options.body is None:
            options.body = encode_body(options, self._multipart)
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
        seconds = self._limited(prepared.timeout if timeout is None else timeout.as_dict(), options.deadline)
        request = new_request(options, url, headers, {"timeout": seconds})
        if not own and len(client.cookies.jar):
            client.cookies.set_cookie_header(request)
        return request

    # Deadlines

    def _set_deadline(self, options: FinalRequestOptions) -> None:
        if self.total_timeout is not None:
            options.deadline = self._clock.monotonic() + self.total_timeout

    def _limited(self, seconds: Mapping[str, float | None], deadline: float | None = None) -> dict[str, float | None]:
        """The timeouts of an attempt, none of them beyond the deadline; that for reading limits the whole response."""
        limited: dict[str, float | None] = dict(seconds)
        clock = self._clock.monotonic
        if deadline is not None:
            left = max(deadline - clock(), 0.001)
            limited.update((name, left if limit is None else min(limit, left)) for name, limit in seconds.items())
        read = limited["read"]
        if read is not None:
            limited["read"] = ReadLimit(read, deadline, clock)
        return limited

    def _flow(self) -> httpx.Auth | None:
        """Authentication by the HTTP library, for the schemes that need several requests."""
        if type(self).custom_auth is ClientState.custom_auth and not self._auth.has_digest:
            return None
        return self.custom_auth

    def _add_cookies(self, headers: httpx.Headers, options: FinalRequestOptions, prepared: Prepared) -> None:
        from ._styles import encode_cookies

        cookies = encode_cookies({**prepared.cookies, **(options.cookies or {})}, options.plan.cookie_styles)
        if cookies:
            set_headers(headers, {"Cookie": cookies})


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


def low_level_options(
    method: str, path: str, options: RequestOptions, *, body: object = None, content: object = None, files: Any = None
) -> FinalRequestOptions:
    """The options of a low-level verb. `body`: None for no body."""
    final = FinalRequestOptions(method, path, content=content, files=files)
    if body is not None:
        final.json_data = body
    if options:
        final.apply(options)
    return final


def take_raw_mode(options: FinalRequestOptions) -> str | None:
    """Whether the response itself is wanted, `raw` or `stream`; None for the result."""
    if not options.headers:
        return None
    mode = options.headers.get(RAW_RESPONSE_HEADER)
    return mode if isinstance(mode, str) else None
