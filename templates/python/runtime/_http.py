"""The HTTP library: the only module that imports it, and that knows how it works inside.

The rest of the runtime says `from ._http import httpx`, so that another library with the same interface is one changed
line.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import AsyncIterator, Iterator, KeysView
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
    "SyncHttpxClient",
    "abandon",
    "bound_decompression",
    "httpx",
]

# Text that the library's URL parser leaves as it is, in a path and in a query (RFC 3986, 2.2 to 2.4).
_PLAIN = re.compile(r"(?:[A-Za-z0-9\-._~!$&()*+,;=:@/]|%[0-9A-F]{2})*").fullmatch


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
                    "DefaultAioHttpClient needs the `aiohttp` extra of this package: pip install 'brand_sdk[aiohttp]'"
                ) from None
            return httpx_aiohttp.HttpxAiohttpClient(**_with_defaults(kwargs))


def _watch(client: httpx.Client | httpx.AsyncClient) -> None:
    from ._read_limit import watch

    watch(client)


class _NoCookies(httpx.Cookies):
    """Cookies that a server sets are not kept: APIs need none, and whoever shares the client would share them."""

    @override
    def extract_cookies(self, response: httpx.Response) -> None:
        pass


class SyncHttpxClient(DefaultHttpxClient):
    """The client that an SDK client makes for itself; it closes itself when nothing refers to it any more."""

    def __init__(self, *, timeout: Any) -> None:
        from ._constants import OWN_CONNECTION_LIMITS

        super().__init__(timeout=timeout, limits=OWN_CONNECTION_LIMITS)
        self._cookies = _NoCookies()
        _watch(self)

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
        from ._constants import OWN_CONNECTION_LIMITS as limits
        from ._pools import async_pools

        context = httpx.create_ssl_context()
        super().__init__(timeout=timeout, limits=limits, verify=context)
        self._cookies = _NoCookies()
        _watch(self)
        if httpx.__name__ == "httpx":  # the pool of its successor looks at each connection once
            self._transport = async_pools(context, limits)

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


_library: Any = httpx
"""What is private to the library."""

_PIECE = 4096
"""So many compressed bytes are decompressed at a time: with gzip they become 4 MiB at most."""
_MAX_EXPANDED = 32 * 1024 * 1024
"""Where encodings are nested: what one such piece may become after each of them. More than that is no data."""


def bound_decompression(response: httpx.Response) -> None:
    """Has the unread body of a response decompressed in pieces that fit into memory.

    The library takes whatever has arrived at once: 64 KiB become 64 MiB with one gzip, and 64 GiB with two. Its
    successor has limits of its own.
    """
    if hasattr(_library._decoders, "MAX_DECODE_CHUNK_SIZE") or response.is_stream_consumed:
        return
    response.stream = _Pieces(response.stream)
    decoder: Any = response._get_content_decoder()
    if isinstance(decoder, _library._decoders.MultiDecoder):
        response.__dict__["_decoder"] = _Stages(list(decoder.children))


class _Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A stream in small pieces."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    @override
    def __iter__(self) -> Iterator[bytes]:
        for data in self._stream:
            for start in range(0, len(data), _PIECE):
                yield data[start : start + _PIECE]

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for data in self._stream:
            for start in range(0, len(data), _PIECE):
                yield data[start : start + _PIECE]

    @override
    def close(self) -> None:
        self._stream.close()

    @override
    async def aclose(self) -> None:
        await self._stream.aclose()


class _Stages:
    """Nested content encodings, each of which may only expand so far."""

    def __init__(self, stages: list[Any]) -> None:
        self._stages = stages

    def decode(self, data: bytes) -> bytes:
        for stage in self._stages:
            data = self._bounded(stage, data)
        return data

    def flush(self) -> bytes:
        data = b""
        for stage in self._stages:
            data = self._bounded(stage, data) + stage.flush()
        return data

    def _bounded(self, stage: Any, data: bytes) -> bytes:
        expanded = bytearray()
        for start in range(0, len(data), _PIECE):
            expanded += stage.decode(data[start : start + _PIECE])
            if len(expanded) > _MAX_EXPANDED:
                raise httpx.DecodingError("The nested content encodings of the response expand too far.")
        return bytes(expanded)


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
