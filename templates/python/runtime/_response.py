"""Responses as objects: what `with_raw_response` and `with_streaming_response` give instead of the parsed result.

A wrapper (`raw_response`, `streamed_response`, and their twins) asks for the object with a header; the client sees it and
returns the response itself. `APIResponse` is synchronous, `AsyncAPIResponse` has the same methods as coroutines.
"""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, get_origin, overload

from typing_extensions import ParamSpec

from ._constants import RAW_RESPONSE_HEADER
from ._exceptions import APIConnectionError, APIResponseTooLargeError, APITimeoutError, BrandError
from ._http import ResponseTooLargeError, async_read, httpx, read

if TYPE_CHECKING:
    import os

    from ._client_core import BaseClient
    from ._request import FinalRequestOptions

__all__ = [
    "APIResponse",
    "AsyncAPIResponse",
    "AsyncBinaryAPIResponse",
    "AsyncResponseContextManager",
    "AsyncStreamedBinaryAPIResponse",
    "BaseAPIResponse",
    "BinaryAPIResponse",
    "ResponseContextManager",
    "StreamAlreadyConsumed",
    "StreamedBinaryAPIResponse",
    "async_binary_raw_response",
    "async_binary_streamed_response",
    "async_raw_response",
    "async_streamed_response",
    "binary_raw_response",
    "binary_streamed_response",
    "raw_response",
    "streamed_response",
]

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")
_APIResponseT = TypeVar("_APIResponseT", bound="APIResponse[Any]")
_AsyncAPIResponseT = TypeVar("_AsyncAPIResponseT", bound="AsyncAPIResponse[Any]")


class StreamAlreadyConsumed(BrandError):
    """The body was read as a stream before; what has been streamed is not kept."""

    def __init__(self) -> None:
        super().__init__(
            "The body of this response has been streamed already. Call `.read()` first when it is needed more than once."
        )


class BaseAPIResponse(Generic[R]):
    """What both kinds of responses know without reading the body."""

    http_response: httpx.Response
    retries_taken: int
    """How many times the request was sent again."""

    def __init__(
        self,
        http_response: httpx.Response,
        *,
        client: BaseClient,
        options: FinalRequestOptions,
        cast_to: Any,
        stream_cls: Any = None,
        retries_taken: int = 0,
    ) -> None:
        self.http_response = http_response
        self.retries_taken = retries_taken
        self._client = client
        self._options = options
        self._cast_to = cast_to
        self._stream_cls = stream_cls
        self._parsed: dict[Any, Any] = {}

    @property
    def headers(self) -> httpx.Headers:
        return self.http_response.headers

    @property
    def http_request(self) -> httpx.Request:
        return self.http_response.request

    @property
    def status_code(self) -> int:
        return self.http_response.status_code

    @property
    def url(self) -> httpx.URL:
        """The URL of the request."""
        return self.http_response.url

    @property
    def method(self) -> str:
        return self.http_request.method

    @property
    def http_version(self) -> str:
        return self.http_response.http_version

    @property
    def elapsed(self) -> datetime.timedelta:
        """The time from sending the request to the end of the response. Only when the body was read or closed."""
        return self.http_response.elapsed

    @property
    def is_closed(self) -> bool:
        """Whether the body is closed: read to its end, or given up."""
        return self.http_response.is_closed

    def __repr__(self) -> str:
        return f"<{type(self).__name__} [{self.status_code} {self.http_response.reason_phrase}] type={self._cast_to}>"

    def _needs_body(self, to: Any) -> bool:
        """Whether the whole body is read for this type; streams read it piece by piece."""
        return self._stream_type(to) is None and to is not httpx.Response

    def _stream_type(self, to: Any) -> Any:
        """The stream class that parsing as `to` gives; None when it is not a stream."""
        if self._stream_cls is not None and to is self._cast_to:
            return self._stream_cls
        from ._streaming import AsyncStream, Stream

        origin = get_origin(to) or to
        return to if isinstance(origin, type) and issubclass(origin, (Stream, AsyncStream)) else None

    def _parse(self, to: Any) -> Any:
        """The result, from a body that has been read if it is needed. Kept, so that parsing twice gives the same object."""
        try:
            return self._parsed[to]
        except KeyError:
            parsed = self._parsed[to] = self._parse_anew(to)
            return parsed
        except TypeError:  # an annotation that cannot be hashed
            return self._parse_anew(to)

    def _parse_anew(self, to: Any) -> Any:
        stream = self._stream_type(to)
        if stream is not None:
            return self._client._make_stream(stream, self._cast_to, self.http_response, self._options)
        return self._client._parse(self.http_response, to, self._options)


@contextmanager
def _transport_errors(response: httpx.Response) -> Iterator[None]:
    """Errors while a body is read, as errors of this package."""
    try:
        yield
    except httpx.StreamConsumed as error:
        raise StreamAlreadyConsumed() from error
    except ResponseTooLargeError as error:
        raise APIResponseTooLargeError(str(error), response=response) from error
    except httpx.TimeoutException as error:
        raise APITimeoutError(request=response.request) from error
    except httpx.HTTPError as error:
        raise APIConnectionError(request=response.request) from error


class APIResponse(BaseAPIResponse[R]):
    """A response, and its body parsed on demand."""

    @overload
    def parse(self, *, to: type[S]) -> S: ...
    @overload
    def parse(self) -> R: ...
    def parse(self, *, to: Any = None) -> Any:
        """The result as the method would have returned it, or as `to`.

        Args:
          to: another type: a model of this package, `dict`, `list`, `str`, a stream, `httpx.Response`, ...

        Raises:
          APIResponseValidationError: the body cannot be read as the type.
        """
        target = self._cast_to if to is None else to
        if self._needs_body(target):
            self.read()
        return self._parse(target)

    def read(self) -> bytes:
        """The whole body. Raises StreamAlreadyConsumed when parts of it were streamed before."""
        with _transport_errors(self.http_response):
            return read(self.http_response, self._client.max_response_bytes)

    def text(self) -> str:
        """The whole body as text."""
        self.read()
        return self.http_response.text

    def json(self) -> object:
        """The whole body as decoded JSON."""
        self.read()
        return self.http_response.json()

    def close(self) -> None:
        """Gives the rest of the body up, and the connection free."""
        self.http_response.close()

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The body piece by piece, decompressed."""
        with _transport_errors(self.http_response):
            yield from self.http_response.iter_bytes(chunk_size)

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """The body piece by piece, as text."""
        with _transport_errors(self.http_response):
            yield from self.http_response.iter_text(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        """The body line by line, without line ends."""
        with _transport_errors(self.http_response):
            yield from self.http_response.iter_lines()


class AsyncAPIResponse(BaseAPIResponse[R]):
    """A response, and its body parsed on demand."""

    @overload
    async def parse(self, *, to: type[S]) -> S: ...
    @overload
    async def parse(self) -> R: ...
    async def parse(self, *, to: Any = None) -> Any:
        """The result as the method would have returned it, or as `to`.

        Args:
          to: another type: a model of this package, `dict`, `list`, `str`, a stream, `httpx.Response`, ...

        Raises:
          APIResponseValidationError: the body cannot be read as the type.
        """
        target = self._cast_to if to is None else to
        if self._needs_body(target):
            await self.read()
        return self._parse(target)

    async def read(self) -> bytes:
        """The whole body. Raises StreamAlreadyConsumed when parts of it were streamed before."""
        with _transport_errors(self.http_response):
            return await async_read(self.http_response, self._client.max_response_bytes)

    async def text(self) -> str:
        """The whole body as text."""
        await self.read()
        return self.http_response.text

    async def json(self) -> object:
        """The whole body as decoded JSON."""
        await self.read()
        return self.http_response.json()

    async def close(self) -> None:
        """Gives the rest of the body up, and the connection free."""
        await self.http_response.aclose()

    async def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """The body piece by piece, decompressed."""
        with _transport_errors(self.http_response):
            async for chunk in self.http_response.aiter_bytes(chunk_size):
                yield chunk

    async def iter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        """The body piece by piece, as text."""
        with _transport_errors(self.http_response):
            async for chunk in self.http_response.aiter_text(chunk_size):
                yield chunk

    async def iter_lines(self) -> AsyncIterator[str]:
        """The body line by line, without line ends."""
        with _transport_errors(self.http_response):
            async for line in self.http_response.aiter_lines():
                yield line


class BinaryAPIResponse(APIResponse[bytes]):
    """The response of an operation that returns a file; its body has been read."""

    def write_to_file(self, file: str | os.PathLike[str]) -> None:
        """Writes the body to a file, which is replaced if it exists. The server has no say in its name."""
        with Path(file).open("wb") as target:
            for chunk in self.iter_bytes():
                target.write(chunk)


class AsyncBinaryAPIResponse(AsyncAPIResponse[bytes]):
    """The response of an operation that returns a file; its body has been read."""

    async def write_to_file(self, file: str | os.PathLike[str]) -> None:
        """Writes the body to a file, which is replaced if it exists. The server has no say in its name."""
        await _write_file(self, file, None)


class StreamedBinaryAPIResponse(APIResponse[bytes]):
    """The response of an operation that returns a file; its body is still on its way."""

    def stream_to_file(self, file: str | os.PathLike[str], *, chunk_size: int | None = None) -> None:
        """Writes the body to a file as it arrives; in memory is only one chunk."""
        with Path(file).open("wb") as target:
            for chunk in self.iter_bytes(chunk_size):
                target.write(chunk)


class AsyncStreamedBinaryAPIResponse(AsyncAPIResponse[bytes]):
    """The response of an operation that returns a file; its body is still on its way."""

    async def stream_to_file(self, file: str | os.PathLike[str], *, chunk_size: int | None = None) -> None:
        """Writes the body to a file as it arrives; in memory is only one chunk."""
        await _write_file(self, file, chunk_size)


async def _write_file(response: AsyncAPIResponse[Any], file: str | os.PathLike[str], chunk_size: int | None) -> None:
    import anyio

    async with await anyio.open_file(file, mode="wb") as target:
        async for chunk in response.iter_bytes(chunk_size):
            await target.write(chunk)


class ResponseContextManager(Generic[_APIResponseT]):
    """Sends the request on entering, and closes the response on leaving."""

    def __init__(self, send: Callable[[], _APIResponseT]) -> None:
        self._send = send
        self._response: _APIResponseT | None = None

    def __enter__(self) -> _APIResponseT:
        self._response = self._send()
        return self._response

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        if self._response is not None:
            self._response.close()


class AsyncResponseContextManager(Generic[_AsyncAPIResponseT]):
    """Sends the request on entering, and closes the response on leaving."""

    def __init__(self, send: Callable[[], Awaitable[_AsyncAPIResponseT]]) -> None:
        self._send = send
        self._response: _AsyncAPIResponseT | None = None

    async def __aenter__(self) -> _AsyncAPIResponseT:
        self._response = await self._send()
        return self._response

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        if self._response is not None:
            await self._response.close()


def _asking_for(mode: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The keyword arguments of a method, with the header that asks for the response itself."""
    arguments["extra_headers"] = {**(arguments.get("extra_headers") or {}), RAW_RESPONSE_HEADER: mode}
    return arguments


def raw_response(method: Callable[P, R]) -> Callable[P, APIResponse[R]]:
    """The method, returning the response with its body read."""

    @wraps(method)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Any:
        return cast(Any, method)(*args, **_asking_for("raw", kwargs))

    return wrapped


def async_raw_response(method: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[AsyncAPIResponse[R]]]:
    """The method, returning the response with its body read."""

    @wraps(method)
    async def wrapped(*args: P.args, **kwargs: P.kwargs) -> Any:
        return await cast(Any, method)(*args, **_asking_for("raw", kwargs))

    return wrapped


def streamed_response(method: Callable[P, R]) -> Callable[P, ResponseContextManager[APIResponse[R]]]:
    """The method, giving the response with its body unread, to be used in a `with` block."""

    @wraps(method)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Any:
        arguments = _asking_for("stream", kwargs)
        return ResponseContextManager(lambda: cast(Any, method)(*args, **arguments))

    return wrapped


def async_streamed_response(
    method: Callable[P, Awaitable[R]],
) -> Callable[P, AsyncResponseContextManager[AsyncAPIResponse[R]]]:
    """The method, giving the response with its body unread, to be used in an `async with` block."""

    @wraps(method)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Any:
        arguments = _asking_for("stream", kwargs)
        return AsyncResponseContextManager(lambda: cast(Any, method)(*args, **arguments))

    return wrapped


# A method that returns a file gives a BinaryAPIResponse in any case; the wrappers below only say so to type checkers.


def binary_raw_response(method: Callable[P, BinaryAPIResponse]) -> Callable[P, BinaryAPIResponse]:
    """The method of a file, returning the response with its body read."""
    return cast("Callable[P, BinaryAPIResponse]", raw_response(method))


def async_binary_raw_response(
    method: Callable[P, Awaitable[AsyncBinaryAPIResponse]],
) -> Callable[P, Awaitable[AsyncBinaryAPIResponse]]:
    """The method of a file, returning the response with its body read."""
    return cast("Callable[P, Awaitable[AsyncBinaryAPIResponse]]", async_raw_response(method))


def binary_streamed_response(
    method: Callable[P, BinaryAPIResponse],
) -> Callable[P, ResponseContextManager[StreamedBinaryAPIResponse]]:
    """The method of a file, giving the response with its body unread, to be used in a `with` block."""
    return cast("Callable[P, ResponseContextManager[StreamedBinaryAPIResponse]]", streamed_response(method))


def async_binary_streamed_response(
    method: Callable[P, Awaitable[AsyncBinaryAPIResponse]],
) -> Callable[P, AsyncResponseContextManager[AsyncStreamedBinaryAPIResponse]]:
    """The method of a file, giving the response with its body unread, to be used in an `async with` block."""
    return cast(
        "Callable[P, AsyncResponseContextManager[AsyncStreamedBinaryAPIResponse]]", async_streamed_response(method)
    )
