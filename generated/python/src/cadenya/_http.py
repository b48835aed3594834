"""The HTTP library: the only module that imports it, and that knows how it works inside.

The rest of the runtime says `from ._http import httpx`, so that another library with the same interface is one changed
line. In: prepared requests. Out: responses, after redirects; their bodies, read up to a limit.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable, KeysView, Mapping
from typing import TYPE_CHECKING, Any

import httpx
from typing_extensions import override

__all__ = [
    "AsyncHttpxClient",
    "BaseAddress",
    "DefaultAioHttpClient",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "RequestHeaders",
    "ResponseTooLargeError",
    "SyncHttpxClient",
    "abandon",
    "async_read",
    "async_send",
    "httpx",
    "read",
    "same_origin",
    "send",
]

# Text that the library's URL parser leaves as it is, in a path and in a query (RFC 3986, 2.2 to 2.4).
_PLAIN = re.compile(r"(?:[A-Za-z0-9\-._~!$&()*+,;=:@/]|%[0-9A-F]{2})*").fullmatch

_DEFAULT_PORTS = {"http": 80, "https": 443}

# A server may send the client anywhere: whoever answers there learns nothing that the API's own server was told.
_CROSS_ORIGIN_HEADERS = frozenset(
    {b"accept", b"accept-charset", b"accept-encoding", b"accept-language", b"connection", b"host", b"user-agent"}
)


def _with_defaults(arguments: dict[str, Any]) -> dict[str, Any]:
    from ._constants import DEFAULT_CONNECTION_LIMITS, DEFAULT_TIMEOUT

    arguments.setdefault("timeout", DEFAULT_TIMEOUT)
    arguments.setdefault("limits", DEFAULT_CONNECTION_LIMITS)
    arguments.setdefault("follow_redirects", True)
    return arguments


def _warn_unclosed(client: object) -> None:
    warnings.warn(
        "unclosed API client: use it in a `with` block or call its `close()`",
        ResourceWarning,
        stacklevel=3,
        source=client,
    )


if TYPE_CHECKING:
    # To a type checker these are the library's own clients: same arguments, same methods.
    DefaultHttpxClient = httpx.Client
    DefaultAsyncHttpxClient = httpx.AsyncClient
    DefaultAioHttpClient = httpx.AsyncClient
else:

    class DefaultHttpxClient(httpx.Client):
        """`httpx.Client` with this SDK's defaults for `timeout`, `limits` and `follow_redirects`."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**_with_defaults(kwargs))

    class DefaultAsyncHttpxClient(httpx.AsyncClient):
        """`httpx.AsyncClient` with this SDK's defaults for `timeout`, `limits` and `follow_redirects`."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**_with_defaults(kwargs))

    class DefaultAioHttpClient:
        """An `httpx.AsyncClient` that sends with aiohttp, with this SDK's defaults.

        Raises RuntimeError when the package was installed without its `aiohttp` extra.
        """

        def __new__(cls, **kwargs: Any) -> Any:
            try:
                import httpx_aiohttp
            except ImportError:
                raise RuntimeError(
                    "DefaultAioHttpClient needs the `aiohttp` extra of this package: pip install 'cadenya[aiohttp]'"
                ) from None
            return httpx_aiohttp.HttpxAiohttpClient(**_with_defaults(kwargs))


class _NoCookies(httpx.Cookies):
    """Cookies that a server sets are not kept: APIs need none, and whoever shares the client would share them."""

    @override
    def extract_cookies(self, response: httpx.Response) -> None:
        pass


class SyncHttpxClient(DefaultHttpxClient):
    """The client that an SDK client makes for itself; it closes itself when nothing refers to it any more."""

    def __init__(self, *, timeout: Any) -> None:
        super().__init__(timeout=timeout)
        self._cookies = _NoCookies()

    def __del__(self) -> None:
        try:
            if self.is_closed:
                return
            if self._state.name == "OPENED":
                _warn_unclosed(self)
            self.close()
        except Exception:
            # A finaliser has nobody to tell; at interpreter exit half of the library may be gone.
            return


class AsyncHttpxClient(DefaultAsyncHttpxClient):
    """The asynchronous twin; it can close itself only while an asyncio loop runs."""

    def __init__(self, *, timeout: Any) -> None:
        super().__init__(timeout=timeout)
        self._cookies = _NoCookies()

    def __del__(self) -> None:
        try:
            if self.is_closed:
                return
            if self._state.name == "OPENED":
                _warn_unclosed(self)
            if "asyncio" in sys.modules:
                import asyncio

                asyncio.get_running_loop().create_task(self.aclose())
        except Exception:
            return


_abandoned: list[object] = []


def abandon(client: httpx.Client | httpx.AsyncClient) -> None:
    """Keeps a client whose connections belong to another process or event loop: closing it here would disturb them."""
    _abandoned.append(client)


class RequestHeaders(httpx.Headers):
    """The headers of a request, quick to turn into a dict.

    The library does that for every response, to look for cookies, in a time that grows with the square of the number of
    headers: with those of an SDK it would take as long as everything the SDK does itself.
    """

    _texts: dict[str, str] | None = None
    """The dict, once it was needed. It is replaced, never changed: copies share it."""

    def __init__(self, headers: Any = None) -> None:
        super().__init__(headers)
        if isinstance(headers, RequestHeaders):
            self._texts = headers._by_name()

    def _by_name(self) -> dict[str, str]:
        if self._texts is None:
            texts = {name.decode("latin-1"): value.decode("latin-1") for _, name, value in self._list}
            self._texts = texts if len(texts) == len(self._list) else dict(httpx.Headers(self).items())
        return self._texts

    @override
    def keys(self) -> KeysView[str]:
        return self._by_name().keys()

    @override
    def __getitem__(self, key: str) -> str:
        return self._by_name()[key.lower()]

    @override
    def __setitem__(self, key: str, value: str) -> None:
        if self._texts is not None:
            self._texts = {**self._texts, key.lower(): value}
        super().__setitem__(key, value)

    @override
    def __delitem__(self, key: str) -> None:
        self._texts = None
        super().__delitem__(key)

    @override
    def update(self, headers: Any = None) -> None:  # type: ignore[override]  # so does the library itself
        self._texts = None
        super().update(headers)

    @override
    def copy(self) -> RequestHeaders:
        return RequestHeaders(self)


class ResponseTooLargeError(Exception):
    """The body has more than `limit` bytes, decompressed. The response is closed."""

    def __init__(self, response: httpx.Response, limit: int) -> None:
        super().__init__(f"The response has more than {limit} bytes.")
        self.response = response


def send(client: httpx.Client, request: httpx.Request, *, follow_redirects: bool, auth: Any = None) -> httpx.Response:
    """Sends a request and follows redirects; the body of the answer is unread.

    The library would follow redirects itself, but takes only `Authorization` away when the origin changes, and only
    the library's; here another origin gets neither credentials nor the caller's headers nor a body.
    """
    arguments: dict[str, Any] = {} if auth is None else {"auth": auth}
    response = client.send(request, stream=True, follow_redirects=False, **arguments)
    if not follow_redirects or response.next_request is None:
        return response
    history: list[httpx.Response] = []
    while response.next_request is not None:
        response.close()
        history.append(response)
        following, arguments = _next_request(response, history, client.max_redirects, arguments)
        response = client.send(following, stream=True, follow_redirects=False, **arguments)
        response.history = list(history)
    return response


async def async_send(
    client: httpx.AsyncClient, request: httpx.Request, *, follow_redirects: bool, auth: Any = None
) -> httpx.Response:
    """The asynchronous twin of `send`."""
    arguments: dict[str, Any] = {} if auth is None else {"auth": auth}
    response = await client.send(request, stream=True, follow_redirects=False, **arguments)
    if not follow_redirects or response.next_request is None:
        return response
    history: list[httpx.Response] = []
    while response.next_request is not None:
        await response.aclose()
        history.append(response)
        following, arguments = _next_request(response, history, client.max_redirects, arguments)
        response = await client.send(following, stream=True, follow_redirects=False, **arguments)
        response.history = list(history)
    return response


def _next_request(
    response: httpx.Response, history: list[httpx.Response], maximum: int, arguments: Mapping[str, Any]
) -> tuple[httpx.Request, dict[str, Any]]:
    """The request a redirect asks for, and the further arguments to send it with."""
    following = response.next_request
    assert following is not None
    if len(history) > maximum:
        raise httpx.TooManyRedirects("Exceeded maximum allowed redirects.", request=response.request)
    came_from = history[0].request.url
    if same_origin(came_from, following.url) or _is_https_upgrade(came_from, following.url):
        return following, dict(arguments)
    if following.headers.get("content-length", "0") != "0" or "transfer-encoding" in following.headers:
        raise httpx.RemoteProtocolError(
            "The server redirects a request with a body to another origin.", request=response.request
        )
    kept = [(name, value) for name, value in following.headers.raw if name.lower() in _CROSS_ORIGIN_HEADERS]
    following.headers = httpx.Headers(kept)
    # None, not absent: otherwise a client that was made with `auth=` would sign this request, too.
    return following, {"auth": None}


class BaseAddress:
    """A base URL that paths are appended to, without having the library parse the result where that changes nothing."""

    __slots__ = ("_parts", "text")

    def __init__(self, base_url: httpx.URL) -> None:
        self.text = str(base_url)
        self._parts = base_url._uri_reference

    def url(self, path: str, query: str) -> httpx.URL:
        """The URL of a path, which begins without a slash, and of a query, both percent-encoded."""
        path = self._parts.path + path
        if "/." in path or not (_PLAIN(path) and _PLAIN(query)):
            return httpx.URL(f"{self.text[: -len(self._parts.path)]}{path}{'?' if query else ''}{query}")
        url = httpx.URL.__new__(httpx.URL)
        url._uri_reference = self._parts._replace(path=path, query=query or None)
        return url


def same_origin(one: httpx.URL, other: httpx.URL) -> bool:
    """Whether both URLs have the same scheme, host and port (RFC 6454)."""
    return one.scheme == other.scheme and one.host == other.host and _port(one) == _port(other)


def _is_https_upgrade(one: httpx.URL, other: httpx.URL) -> bool:
    same_host = one.host == other.host
    return same_host and (one.scheme, _port(one), other.scheme, _port(other)) == ("http", 80, "https", 443)


def _port(url: httpx.URL) -> int | None:
    return url.port if url.port is not None else _DEFAULT_PORTS.get(url.scheme)


def _announced(response: httpx.Response) -> int | None:
    """The length of the body as it is sent, None when it was not announced."""
    length: str = response.headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 20 else None


def read(
    response: httpx.Response, limit: int, *, truncate: bool = False, check: Callable[[], None] | None = None
) -> bytes:
    """Reads the body; it is then `response.content`.

    More than `limit` bytes after decompression: ResponseTooLargeError, or with `truncate` the bytes up to there.
    `check` is called between the pieces, and may raise.
    """
    if response.is_stream_consumed:
        return response.read()
    length = _announced(response)
    if length is not None and length <= limit and check is None and "content-encoding" not in response.headers:
        return response.read()
    if length is not None and length > limit and not truncate:
        response.close()
        raise ResponseTooLargeError(response, limit)
    collected = bytearray()
    for chunk in response.iter_bytes():
        collected += chunk
        if check is not None:
            check()
        if len(collected) > limit:
            response.close()
            if not truncate:
                raise ResponseTooLargeError(response, limit)
            del collected[limit:]
            break
    # There is no public way to set the content; `Response.read()` does the same.
    response._content = bytes(collected)
    return response._content


async def async_read(response: httpx.Response, limit: int, *, truncate: bool = False) -> bytes:
    """The asynchronous twin of `read`."""
    if response.is_stream_consumed:
        return await response.aread()
    length = _announced(response)
    if length is not None and length <= limit and "content-encoding" not in response.headers:
        return await response.aread()
    if length is not None and length > limit and not truncate:
        await response.aclose()
        raise ResponseTooLargeError(response, limit)
    collected = bytearray()
    async for chunk in response.aiter_bytes():
        collected += chunk
        if len(collected) > limit:
            await response.aclose()
            if not truncate:
                raise ResponseTooLargeError(response, limit)
            del collected[limit:]
            break
    response._content = bytes(collected)
    return response._content
