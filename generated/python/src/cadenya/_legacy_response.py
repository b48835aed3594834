"""Responses as SDKs of the first generation gave them, for APIs whose users rely on that.

`with_raw_response` then gives a `LegacyAPIResponse` (`text` and `content` are properties, `parse()` is synchronous,
also in asynchronous clients), and operations that return a file give a `HttpxBinaryResponseContent`. A client asks for
this with `_legacy_responses = True`.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast, overload

from typing_extensions import ParamSpec

from ._api_response import FILE_TYPES, BaseAPIResponse, transport_errors
from ._http import httpx
from ._response_wrappers import async_raw_response, raw_response

__all__ = [
    "HttpxBinaryResponseContent",
    "LegacyAPIResponse",
    "async_legacy_raw_response",
    "legacy_raw_response",
]

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")


class LegacyAPIResponse(BaseAPIResponse[R]):
    """A response whose body has been read, and its result, parsed on demand."""

    @property
    def text(self) -> str:
        return self.http_response.text

    @property
    def content(self) -> bytes:
        return self.http_response.content

    @overload
    def parse(self, *, to: type[S]) -> S: ...
    @overload
    def parse(self) -> R: ...
    def parse(self, *, to: Any = None) -> Any:
        """The result as the method would have returned it, or as `to`.

        Raises:
          APIResponseValidationError: the body cannot be read as the type.
        """
        return self._parse(self._cast_to if to is None else to)


class HttpxBinaryResponseContent:
    """A file that an operation returned."""

    response: httpx.Response

    def __init__(self, response: httpx.Response) -> None:
        self.response = response

    @property
    def content(self) -> bytes:
        return self.response.content

    @property
    def text(self) -> str:
        return self.response.text

    @property
    def encoding(self) -> str | None:
        return self.response.encoding

    @property
    def charset_encoding(self) -> str | None:
        return self.response.charset_encoding

    def json(self, **kwargs: Any) -> Any:
        return self.response.json(**kwargs)

    def read(self) -> bytes:
        return self.response.read()

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return self.response.iter_bytes(chunk_size)

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        return self.response.iter_text(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        return self.response.iter_lines()

    def iter_raw(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return self.response.iter_raw(chunk_size)

    def write_to_file(self, file: str | os.PathLike[str]) -> None:
        """Writes the content to a file, which is replaced if it exists."""
        self.stream_to_file(file)

    def stream_to_file(self, file: str | os.PathLike[str], *, chunk_size: int | None = None) -> None:
        """Writes the content to a file, which is replaced if it exists."""
        with transport_errors(self.response), Path(file).open("wb") as target:
            for chunk in self.response.iter_bytes(chunk_size):
                target.write(chunk)

    def close(self) -> None:
        self.response.close()

    async def aread(self) -> bytes:
        return await self.response.aread()

    async def aiter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        async for chunk in self.response.aiter_bytes(chunk_size):
            yield chunk

    async def aiter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        async for chunk in self.response.aiter_text(chunk_size):
            yield chunk

    async def aiter_lines(self) -> AsyncIterator[str]:
        async for line in self.response.aiter_lines():
            yield line

    async def aiter_raw(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        async for chunk in self.response.aiter_raw(chunk_size):
            yield chunk

    async def astream_to_file(self, file: str | os.PathLike[str], *, chunk_size: int | None = None) -> None:
        """Writes the content to a file, which is replaced if it exists."""
        import anyio

        with transport_errors(self.response):
            async with await anyio.open_file(file, mode="wb") as target:
                async for chunk in self.response.aiter_bytes(chunk_size):
                    await target.write(chunk)

    async def aclose(self) -> None:
        await self.response.aclose()


def legacy_raw_response(method: Callable[P, R]) -> Callable[P, LegacyAPIResponse[R]]:
    """The method, returning the response."""
    return cast("Callable[P, LegacyAPIResponse[R]]", raw_response(method))


def async_legacy_raw_response(method: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[LegacyAPIResponse[R]]]:
    """The method, returning the response."""
    return cast("Callable[P, Awaitable[LegacyAPIResponse[R]]]", async_raw_response(method))


FILE_TYPES.append(HttpxBinaryResponseContent)
