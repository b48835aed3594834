"""JSON lines (`application/jsonl`, `application/x-ndjson`), and JSON text sequences (RFC 7464)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Generic, TypeVar

from typing_extensions import Self

from .._http import httpx
from .._models import decode
from .sse import MAX_EVENT_BYTES, EventTooLargeError

__all__ = ["AsyncJSONLDecoder", "JSONLDecoder", "LineDecoder"]

T = TypeVar("T")

# The record separator that starts each value of a JSON text sequence, and white space.
_AROUND = b"\x1e \t\r\n"


class LineDecoder:
    """Pieces of bytes in, lines that are not blank out. Only line feeds end a line: JSON may hold no other there."""

    def __init__(self, *, limit: int = MAX_EVENT_BYTES) -> None:
        self._limit = limit
        self._rest = bytearray()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The lines that the next piece completes. Raises EventTooLargeError for a line beyond the limit."""
        *complete, rest = chunk.split(b"\n")
        for line in complete:
            if self._rest:
                line = bytes(self._rest) + line
                self._rest.clear()
            if line := line.strip(_AROUND):
                yield line
        self._rest += rest
        if len(self._rest) > self._limit:
            raise EventTooLargeError(self._limit)

    def finish(self) -> Iterator[bytes]:
        """The last line, which needs no line feed."""
        line = bytes(self._rest).strip(_AROUND)
        self._rest.clear()
        if line:
            yield line


class JSONLDecoder(Generic[T]):
    """Iterates over the values of a body of JSON lines, each as `line_type`.

    `http_response` is closed when the iteration ends, early or not.
    """

    http_response: httpx.Response

    def __init__(
        self,
        *,
        raw_iterator: Iterator[bytes],
        line_type: Any,
        http_response: httpx.Response,
        decode_line: Callable[[bytes, Any], Any] = decode,
    ) -> None:
        self.http_response = http_response
        self._iterator = self._decode(raw_iterator, line_type, decode_line)

    def _decode(self, chunks: Iterator[bytes], line_type: Any, decode_line: Callable[[bytes, Any], Any]) -> Iterator[T]:
        lines = LineDecoder()
        try:
            for chunk in chunks:
                for line in lines.feed(chunk):
                    yield decode_line(line, line_type)
            for line in lines.finish():
                yield decode_line(line, line_type)
        finally:
            self.http_response.close()

    def __iter__(self) -> Iterator[T]:
        try:
            yield from self._iterator
        finally:
            self.close()

    def __next__(self) -> T:
        return next(self._iterator)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the rest of the body up, and the connection free."""
        self.http_response.close()


class AsyncJSONLDecoder(Generic[T]):
    """The asynchronous twin of `JSONLDecoder`."""

    http_response: httpx.Response

    def __init__(
        self,
        *,
        raw_iterator: AsyncIterator[bytes],
        line_type: Any,
        http_response: httpx.Response,
        decode_line: Callable[[bytes, Any], Any] = decode,
    ) -> None:
        self.http_response = http_response
        self._iterator = self._decode(raw_iterator, line_type, decode_line)

    async def _decode(
        self, chunks: AsyncIterator[bytes], line_type: Any, decode_line: Callable[[bytes, Any], Any]
    ) -> AsyncIterator[T]:
        lines = LineDecoder()
        try:
            async for chunk in chunks:
                for line in lines.feed(chunk):
                    yield decode_line(line, line_type)
            for line in lines.finish():
                yield decode_line(line, line_type)
        finally:
            await self.http_response.aclose()

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            async for item in self._iterator:
                yield item
        finally:
            await self.close()

    async def __anext__(self) -> T:
        return await self._iterator.__anext__()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Gives the rest of the body up, and the connection free."""
        await self.http_response.aclose()
