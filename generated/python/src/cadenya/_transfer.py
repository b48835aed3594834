"""Sending a request and reading its response, through redirects and up to a limit.

In: a prepared request. Out: a response, its body unread or read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._http import bound_decompression, httpx
from ._read_limit import ReadLimit, read_limit_of

__all__ = ["ResponseTooLargeError", "async_read", "async_send", "read", "same_origin", "send", "text_of"]

_DEFAULT_PORTS = {"http": 80, "https": 443}

# A server may send the client anywhere: whoever answers there learns nothing that the API's own server was told.
_CROSS_ORIGIN_HEADERS = frozenset(
    {b"accept", b"accept-charset", b"accept-encoding", b"accept-language", b"connection", b"host", b"user-agent"}
)


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
    response = _begun(client.send(request, stream=True, follow_redirects=False, **arguments))
    if not follow_redirects or response.next_request is None:
        return response
    history: list[httpx.Response] = []
    while response.next_request is not None:
        response.close()
        history.append(response)
        following, arguments = _next_request(response, history, client.max_redirects, arguments)
        response = _begun(client.send(following, stream=True, follow_redirects=False, **arguments))
        response.history = list(history)
    return response


async def async_send(
    client: httpx.AsyncClient, request: httpx.Request, *, follow_redirects: bool, auth: Any = None
) -> httpx.Response:
    """The asynchronous twin of `send`."""
    arguments: dict[str, Any] = {} if auth is None else {"auth": auth}
    response = _begun(await client.send(request, stream=True, follow_redirects=False, **arguments))
    if not follow_redirects or response.next_request is None:
        return response
    history: list[httpx.Response] = []
    while response.next_request is not None:
        await response.aclose()
        history.append(response)
        following, arguments = _next_request(response, history, client.max_redirects, arguments)
        response = _begun(await client.send(following, stream=True, follow_redirects=False, **arguments))
        response.history = list(history)
    return response


def _begun(response: httpx.Response) -> httpx.Response:
    """A response whose head has arrived."""
    limit = read_limit_of(response.request)
    if limit is not None:
        limit.hand_over()
    if "content-encoding" in response.headers:
        bound_decompression(response)
    return response


def _next_request(
    response: httpx.Response, history: list[httpx.Response], maximum: int, arguments: Mapping[str, Any]
) -> tuple[httpx.Request, dict[str, Any]]:
    """The request a redirect asks for, and the further arguments to send it with."""
    following = response.next_request
    assert following is not None
    limit = read_limit_of(following)
    if limit is not None:
        limit.start_head()
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


def same_origin(one: httpx.URL, other: httpx.URL) -> bool:
    """Whether both URLs have the same scheme, host and port (RFC 6454)."""
    return one.scheme == other.scheme and one.host == other.host and _port(one) == _port(other)


def _is_https_upgrade(one: httpx.URL, other: httpx.URL) -> bool:
    same_host = one.host == other.host
    return same_host and (one.scheme, _port(one), other.scheme, _port(other)) == ("http", 80, "https", 443)


def _port(url: httpx.URL) -> int | None:
    return url.port if url.port is not None else _DEFAULT_PORTS.get(url.scheme)


def text_of(response: httpx.Response) -> str:
    """The body, which has been read, as text. Some names in `charset=` are codecs, but not of text: then as UTF-8."""
    try:
        return response.text
    except Exception:  # whatever such a codec raises: AssertionError, binascii.Error, ...
        return response.content.decode("utf-8", "replace")


def _announced(response: httpx.Response) -> int | None:
    """The length of the body as it is sent, None when it was not announced."""
    length: str = response.headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 20 else None


def _watcher(response: httpx.Response) -> ReadLimit | None:
    """Begins the time that a body has. Returns its limit when it is to be looked at between the pieces of the body."""
    limit = read_limit_of(response.request)
    if limit is None:
        return None
    watched = limit.is_watched
    limit.start_body()
    return None if watched else limit


def read(response: httpx.Response, limit: int, *, truncate: bool = False) -> bytes:
    """Reads the body; it is then `response.content`.

    More than `limit` bytes after decompression: ResponseTooLargeError. With `truncate` what could be read up to there,
    and no error.
    """
    if response.is_stream_consumed:
        return response.read()
    time = _watcher(response)
    if truncate:
        return _keep(response, _read_what_comes(response, limit, time))
    length = _announced(response)
    if length is not None and length <= limit and time is None and "content-encoding" not in response.headers:
        return response.read()
    collected = bytearray()
    if length is None or length <= limit:
        for chunk in response.iter_bytes():
            collected += chunk
            if time is not None:
                time.check(response.request)
            if len(collected) > limit:
                break
        else:
            return _keep(response, collected)
    response.close()
    raise ResponseTooLargeError(response, limit)


def _read_what_comes(response: httpx.Response, limit: int, time: ReadLimit | None) -> bytearray:
    collected = bytearray()
    try:
        for chunk in response.iter_bytes():
            collected += chunk
            if time is not None:
                time.check(response.request)
            if len(collected) > limit:
                break
    except httpx.HTTPError:
        pass
    response.close()
    return collected[:limit]


async def async_read(response: httpx.Response, limit: int, *, truncate: bool = False) -> bytes:
    """The asynchronous twin of `read`."""
    if response.is_stream_consumed:
        return await response.aread()
    time = _watcher(response)
    if truncate:
        return _keep(response, await _async_read_what_comes(response, limit, time))
    length = _announced(response)
    if length is not None and length <= limit and time is None and "content-encoding" not in response.headers:
        return await response.aread()
    collected = bytearray()
    if length is None or length <= limit:
        async for chunk in response.aiter_bytes():
            collected += chunk
            if time is not None:
                time.check(response.request)
            if len(collected) > limit:
                break
        else:
            return _keep(response, collected)
    await response.aclose()
    raise ResponseTooLargeError(response, limit)


async def _async_read_what_comes(response: httpx.Response, limit: int, time: ReadLimit | None) -> bytearray:
    collected = bytearray()
    try:
        async for chunk in response.aiter_bytes():
            collected += chunk
            if time is not None:
                time.check(response.request)
            if len(collected) > limit:
                break
    except httpx.HTTPError:
        pass
    await response.aclose()
    return collected[:limit]


def _keep(response: httpx.Response, content: bytearray) -> bytes:
    # There is no public way to set the content; `Response.read()` does the same.
    response._content = bytes(content)
    return response._content
