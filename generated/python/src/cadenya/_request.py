"""From a call to an `httpx.Request`, without I/O: options, URL, headers. Shared by the sync and the async client.

In: `FinalRequestOptions`, whose names are those of the wire, and what the client prepared (`Prepared`). Out: the
request of one attempt.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, urlencode

from typing_extensions import Self

from ._http import BaseAddress, RequestHeaders, httpx
from ._styles import check_header
from ._types import Body, Headers, NotGiven, Omit, Query, RequestOptions, not_given
from ._utils._record import Record

if TYPE_CHECKING:
    from ._body import EncodedBody
    from ._operation import Operation
    from ._types import PostParser, RequestFiles

__all__ = [
    "FinalRequestOptions",
    "Prepared",
    "build_headers",
    "build_url",
    "make_request_options",
    "new_request",
    "request_options",
]

NO_BODY_METHODS = frozenset({"GET", "HEAD"})
_LENGTH_METHODS = frozenset({"POST", "PUT", "PATCH", "QUERY"})
_RETRY_COUNT = "x-stainless-retry-count"
_READ_TIMEOUT = "x-stainless-read-timeout"


class FinalRequestOptions:
    """One call, as it is sent: everything but what the client itself contributes.

    `json_data`: the body's data, whatever its media type; `content`: a body that is sent as it is. `params`: the query.
    `plan`: the operation, or a general one for the low-level verbs. `body`: the encoded body, once there is one.
    `deadline`: when the call must be over, in monotonic seconds.
    """

    __slots__ = (
        "body",
        "content",
        "cookies",
        "deadline",
        "extra_json",
        "files",
        "follow_redirects",
        "headers",
        "idempotency_key",
        "json_data",
        "max_retries",
        "method",
        "params",
        "plan",
        "post_parser",
        "timeout",
        "url",
    )

    method: str
    url: str
    params: Mapping[str, object]
    headers: Headers | None
    cookies: Mapping[str, Any] | None
    json_data: object
    content: Any
    files: RequestFiles | None
    extra_json: Mapping[str, object] | None
    max_retries: int | None
    timeout: float | httpx.Timeout | NotGiven | None
    idempotency_key: str | None
    follow_redirects: bool | None
    post_parser: PostParser | None
    plan: Operation[Any]
    body: EncodedBody | None
    deadline: float | None

    def __init__(self, method: str, url: str, plan: Operation[Any] | None = None, **options: Any) -> None:
        if plan is None:
            from ._operation import low_level_plan

            plan = low_level_plan(method.upper())
        self.method = method.upper()
        self.url = url
        self.plan = plan
        self.params = _NO_PARAMS
        self.headers = None
        self.cookies = None
        self.json_data = not_given
        self.content = None
        self.files = None
        self.extra_json = None
        self.max_retries = plan.max_retries
        self.timeout = not_given
        self.idempotency_key = None
        self.follow_redirects = None
        self.post_parser = None
        self.body = None
        self.deadline = None
        for name, value in options.items():
            setattr(self, name, value)

    def __repr__(self) -> str:
        return f"FinalRequestOptions(method={self.method!r}, url={self.url!r})"

    def copy(self) -> Self:
        """A copy for another request: same method, options and idempotency, body to be encoded anew."""
        other = copy.copy(self)
        other.body = None
        other.idempotency_key = None
        return other

    def apply(self, options: Mapping[str, Any]) -> None:
        """Takes over the caller's options: the keys of `RequestOptions`, and `post_parser`."""
        for name, value in options.items():
            if value is None and name != "timeout":
                continue
            if name == "headers":
                self.headers = {**(self.headers or {}), **cast(Headers, value)}
            elif name == "params":
                self.params = {**self.params, **cast(Query, value)}
            elif name == "extra_json":
                # A copy: later pages send it again, and the caller may change theirs in the meantime.
                self.extra_json = dict(value) if isinstance(value, Mapping) else value
            elif name in _OPTIONS:
                if not isinstance(value, NotGiven):
                    setattr(self, name, value)
            else:
                raise TypeError(f"Unknown request option `{name}`; there are headers, params, {', '.join(_OPTIONS)}")


_NO_PARAMS: Mapping[str, object] = {}
_OPTIONS = ("extra_json", "max_retries", "timeout", "idempotency_key", "follow_redirects", "post_parser")


def request_options(
    extra_headers: Headers | None = None,
    extra_query: Query | None = None,
    extra_body: Body | None = None,
    timeout: float | httpx.Timeout | NotGiven | None = not_given,
    idempotency_key: str | None = None,
) -> RequestOptions | None:
    """The arguments that every method has, as `options`; None when none of them was given."""
    if (
        timeout is not_given
        and extra_headers is None
        and extra_query is None
        and extra_body is None
        and idempotency_key is None
    ):
        return None
    return make_request_options(
        extra_headers=extra_headers,
        extra_query=extra_query,
        extra_body=extra_body,
        timeout=timeout,
        idempotency_key=idempotency_key,
    )


def make_request_options(
    *,
    query: Query | None = None,
    extra_headers: Headers | None = None,
    extra_query: Query | None = None,
    extra_body: Body | None = None,
    idempotency_key: str | None = None,
    timeout: float | httpx.Timeout | NotGiven | None = not_given,
    post_parser: Callable[[Any], Any] | NotGiven = not_given,
) -> RequestOptions:
    """Makes the `options` of a low-level verb out of the arguments of a method."""
    options: dict[str, Any] = {}
    if extra_headers is not None:
        options["headers"] = extra_headers
    if extra_body is not None:
        options["extra_json"] = extra_body
    if query is not None or extra_query is not None:
        options["params"] = {**(query or {}), **(extra_query or {})}
    if idempotency_key is not None:
        options["idempotency_key"] = idempotency_key
    if not isinstance(timeout, NotGiven):
        options["timeout"] = timeout
    if not isinstance(post_parser, NotGiven):
        options["post_parser"] = post_parser
    return cast(RequestOptions, options)


class Prepared(Record):
    """What the client puts into every request of a kind; made once, and again when an attribute of the client changes.

    `base`: the base URL. `headers`: all of them, for the first attempt and the client's own timeout.
    `missing`: when the client has no credentials, the names of the headers that would hold them. `fixed`: headers, in
    lower case, that the client's user set or omitted for all requests.
    """

    base: BaseAddress
    headers: RequestHeaders
    timeout: dict[str, float | None]
    query: Mapping[str, object]
    cookies: Mapping[str, str]
    missing: frozenset[str] | None
    fixed: frozenset[str]


def build_url(base: BaseAddress, options: FinalRequestOptions, query: str) -> httpx.URL:
    """The URL of a request. Absolute URLs are used as they are; others are appended to `base`, which ends in a slash.

    Parameters in the URL itself are kept, unless `query` has them as well. A fragment is not part of a request
    (RFC 9110, section 7.1): it is dropped, so that the query does not become part of it.
    """
    url = options.url.partition("#")[0]
    relative = not url.startswith(("https://", "http://"))
    if relative and "?" not in url:
        return base.url(url.lstrip("/"), query)
    if relative:
        url = base.text + url.lstrip("/")
    if not query:
        return httpx.URL(url)
    head, mark, written = url.partition("?")
    if not mark:
        return httpx.URL(f"{url}?{query}")
    given = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
    kept = [(name, value) for name, value in parse_qsl(written, keep_blank_values=True) if name not in given]
    return httpx.URL(f"{head}?{urlencode(kept)}&{query}" if kept else f"{head}?{query}")


def build_headers(
    prepared: Prepared,
    options: FinalRequestOptions,
    *,
    retries_taken: int,
    timeout: httpx.Timeout | None,
    idempotency_header: str | None,
) -> RequestHeaders:
    """The headers of one attempt. `timeout`: this call's, None when it is the client's own.

    Raises ValueError for a header that HTTP cannot carry.
    """
    headers = RequestHeaders(prepared.headers)
    fixed = prepared.fixed
    body = options.body
    if body is not None:
        if body.content_type is not None:
            headers["Content-Type"] = body.content_type
        if body.length is None:
            headers["Transfer-Encoding"] = "chunked"
        else:
            headers["Content-Length"] = str(body.length)
    elif options.method in _LENGTH_METHODS:
        headers["Content-Length"] = "0"
    if options.headers:
        set_headers(headers, options.headers)
        fixed = fixed | {name.lower() for name in options.headers}
        _restore_boundary(headers, options)
    if retries_taken and _RETRY_COUNT not in fixed and _RETRY_COUNT in headers:
        headers[_RETRY_COUNT] = str(retries_taken)
    if timeout is not None and _READ_TIMEOUT not in fixed and _READ_TIMEOUT in prepared.headers:
        set_headers(headers, {_READ_TIMEOUT: read_timeout_value(timeout)})
    if idempotency_header is not None and idempotency_header not in headers:
        if options.idempotency_key is None:
            import uuid

            options.idempotency_key = f"stainless-python-retry-{uuid.uuid4()}"
        headers[idempotency_header] = options.idempotency_key
    return headers


def set_headers(headers: httpx.Headers, given: Mapping[str, Any]) -> None:
    """Sets the headers; an `omit` takes one away. Raises ValueError, naming the header, for what HTTP cannot carry."""
    for name, value in given.items():
        if isinstance(value, Omit):
            headers.pop(name, None)
        elif not isinstance(value, NotGiven) and value is not None:
            text = value if isinstance(value, str) else str(value)
            check_header(name, text)
            if text.isascii():
                headers[name] = text
            else:
                # As `str` the library would send UTF-8; headers are ISO-8859-1 (RFC 9110, 5.5).
                headers.update([(name.encode("ascii"), text.encode("latin-1"))])


def read_timeout_value(timeout: httpx.Timeout) -> str | Omit:
    """The read timeout in seconds, for the server's statistics; absent when there is none."""
    if timeout.read is None:
        return Omit()
    return str(int(timeout.read)) if float(timeout.read).is_integer() else str(timeout.read)


def _restore_boundary(headers: httpx.Headers, options: FinalRequestOptions) -> None:
    """A caller's `multipart/form-data` without a boundary would make the body unreadable."""
    body = options.body
    if body is None or body.content_type is None or not body.content_type.startswith("multipart/"):
        return
    given = headers.get("content-type", "")
    if given.startswith("multipart/") and "boundary=" not in given:
        headers["Content-Type"] = body.content_type


def new_request(
    options: FinalRequestOptions, url: httpx.URL, headers: httpx.Headers, extensions: dict[str, Any]
) -> httpx.Request:
    """The request; a body in memory is readable as `request.content`."""
    content = b"" if options.body is None else options.body.content
    if "_" in url.host:
        # Allowed in DNS names, not in host names (RFC 952), so TLS libraries refuse it as the name of a certificate.
        extensions["sni_hostname"] = url.host.replace("_", "-")
    # With `stream=` the library adds no headers of its own, which would cost ten times as much.
    stream = httpx.ByteStream(content) if isinstance(content, bytes) else content
    request = httpx.Request(options.method, url, stream=stream, extensions=extensions)
    request.headers = headers
    if isinstance(content, bytes):
        request.read()
    return request


def wire_texts(values: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Client options as text for a header, the query or a cookie; None is left out."""
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in values
        if value is not None
    }
