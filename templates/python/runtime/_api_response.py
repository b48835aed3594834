"""Responses as objects: what `with_raw_response` and `with_streaming_response` give instead of the parsed result.

In: a response of the HTTP library, its body read or not. Out: the result, on demand. `APIResponse` is synchronous,
`AsyncAPIResponse` has the same methods as coroutines.
"""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_origin, overload

from ._exceptions import APIConnectionError, APIResponseTooLargeError, APITimeoutError, BrandError
from ._http import httpx
from ._response_headers import ResponseHeaders
from ._transfer import ResponseTooLargeError, async_read, read, text_of
from ._utils._logs import mask_causes, request_secrets

if TYPE_CHECKING:
    import os

    from ._client_core import BaseClient
    from ._request import FinalRequestOptions

__all__ = [
    "FILE_TYPES",
    "APIResponse",
    "AsyncAPIResponse",
    "AsyncBinaryAPIResponse",
    "AsyncStreamedBinaryAPIResponse",
    "BaseAPIResponse",
    "BinaryAPIResponse",
    "StreamAlreadyConsumed",
    "StreamedBinaryAPIResponse",
    "transport_errors",
]

R = TypeVar("R")
S = TypeVar("S")


class StreamAlreadyConsumed(BrandError):
    """The body was read as a stream before; what has been streamed is not kept."""

    def __init__(self) -> None:
        super().__init__(
            "The body of this response has been streamed already. Call `read()` first to use it more than once."
        )


class BaseAPIResponse(ResponseHeaders, Generic[R]):
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
    def _headers(self) -> httpx.Headers:
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
        """The result, from a body that has been read if it is needed. Parsing twice gives the same object."""
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
def transport_errors(response: httpx.Response) -> Iterator[None]:
    """Errors while a body is read, as errors of this package."""
    try:
        yield
    except httpx.StreamConsumed as error:
        raise StreamAlreadyConsumed() from error
    except ResponseTooLargeError as error:
        raise APIResponseTooLargeError(str(error), response=response) from error
    except httpx.TimeoutException as error:
        mask_causes(error, request_secrets(response.request))
        raise APITimeoutError(request=response.request) from error
    except httpx.HTTPError as error:
        mask_causes(error, request_secrets(response.request))
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
        with transport_errors(self.http_response):
            return read(self.http_response, self._client._size_limit(self._cast_to))

    def text(self) -> str:
        """The whole body as text."""
        self.read()
        return text_of(self.http_response)

    def json(self) -> object:
        """The whole body as decoded JSON."""
        self.read()
        return self.http_response.json()

    def close(self) -> None:
        """Gives the rest of the body up, and the connection free."""
        self.http_response.close()

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The body piece by piece, decompressed."""
        with transport_errors(self.http_response):
            yield from self.http_response.iter_bytes(chunk_size)

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """The body piece by piece, as text."""
        with transport_errors(self.http_response):
            yield from self.http_response.iter_text(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        """The body line by line, without line ends."""
        with transport_errors(self.http_response):
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
        with transport_errors(self.http_response):
            return await async_read(self.http_response, self._client._size_limit(self._cast_to))

    async def text(self) -> str:
        """The whole body as text."""
        await self.read()
        return text_of(self.http_response)

    async def json(self) -> object:
        """The whole body as decoded JSON."""
        await self.read()
        return self.http_response.json()

    async def close(self) -> None:
        """Gives the rest of the body up, and the connection free."""
        await self.http_response.aclose()

    async def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """The body piece by piece, decompressed."""
        with transport_errors(self.http_response):
            async for chunk in self.http_response.aiter_bytes(chunk_size):
                yield chunk

    async def iter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        """The body piece by piece, as text."""
        with transport_errors(self.http_response):
            async for chunk in self.http_response.aiter_text(chunk_size):
                yield chunk

    async def iter_lines(self) -> AsyncIterator[str]:
        """The body line by line, without line ends."""
        with transport_errors(self.http_response):
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


FILE_TYPES: list[Any] = [bytes, httpx.Response, BinaryAPIResponse, AsyncBinaryAPIResponse]
"""What stands for a body as it is, which may be larger than one that is decoded."""
