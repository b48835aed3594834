"""Server-sent events (WHATWG HTML, section 9.2.6, "Interpreting an event stream").

In: pieces of bytes, split anywhere. Out: events. Lines are split as bytes and decoded when they are complete, so a
piece may end within a character.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any, Protocol

__all__ = ["MAX_EVENT_BYTES", "EventTooLargeError", "SSEBytesDecoder", "SSEDecoder", "ServerSentEvent"]

MAX_EVENT_BYTES = 64 * 1024 * 1024
"""A line, and the data of one event, may have this many bytes."""

_BOM = b"\xef\xbb\xbf"


class EventTooLargeError(ValueError):
    """A line or an event has more bytes than allowed."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The stream holds an event of more than {limit} bytes")


class ServerSentEvent:
    """One event. `event` is None when the server gave it no name; `id` is the last one the server has sent."""

    __slots__ = ("event", "id", "raw", "retry")

    def __init__(
        self, *, event: str | None = None, data: str | bytes = b"", id: str | None = None, retry: int | None = None
    ) -> None:
        self.event = event
        self.raw = data.encode() if isinstance(data, str) else data
        self.id = id
        self.retry = retry

    @property
    def data(self) -> str:
        """The data as text; bytes that are not UTF-8 are replaced."""
        return self.raw.decode("utf-8", "replace")

    def json(self) -> Any:
        """The data, parsed. Raises ValueError when it is not JSON."""
        return json.loads(self.data)

    def __repr__(self) -> str:
        return f"ServerSentEvent(event={self.event!r}, data={self.data!r}, id={self.id!r}, retry={self.retry!r})"


class SSEBytesDecoder(Protocol):
    """What decodes a stream of events."""

    def iter_bytes(self, iterator: Iterator[bytes]) -> Iterator[ServerSentEvent]: ...

    def aiter_bytes(self, iterator: AsyncIterator[bytes]) -> AsyncIterator[ServerSentEvent]: ...


class SSEDecoder:
    """Decodes one stream of events. Raises EventTooLargeError for lines and events of more than `limit` bytes."""

    def __init__(self, *, limit: int = MAX_EVENT_BYTES) -> None:
        self._limit = limit
        self._rest = bytearray()
        self._skip_line_feed = False
        self._at_start = True
        self._event: str | None = None
        self._data: list[bytes] = []
        self._size = 0
        self._skipped = 0
        self._last_id: str | None = None
        self._retry: int | None = None

    def iter_bytes(self, iterator: Iterator[bytes]) -> Iterator[ServerSentEvent]:
        """The events of a stream of bytes. An event without its blank line at the end is dropped, as the rules say."""
        for chunk in iterator:
            yield from self.feed(chunk)

    async def aiter_bytes(self, iterator: AsyncIterator[bytes]) -> AsyncIterator[ServerSentEvent]:
        """The asynchronous twin of `iter_bytes`."""
        async for chunk in iterator:
            for event in self.feed(chunk):
                yield event

    def feed(self, chunk: bytes) -> Iterator[ServerSentEvent]:
        """Takes the next piece of the stream; the events it completes."""
        for line in self._lines(chunk):
            if line:
                self._field(line)
            elif (event := self._dispatch()) is not None:
                yield event

    def decode(self, line: str) -> ServerSentEvent | None:
        """Takes one line without its end; the event, when the line completes one."""
        if not line:
            return self._dispatch()
        self._field(line.encode())
        return None

    def _lines(self, chunk: bytes) -> Iterator[bytes]:
        if self._skip_line_feed and chunk:
            self._skip_line_feed = False
            chunk = chunk.removeprefix(b"\n")
        # On bytes this splits at \n, \r and \r\n only, which are the line ends of event streams.
        lines = chunk.splitlines(keepends=True)
        if not lines:
            return
        last = lines.pop() if lines[-1][-1:] not in (b"\n", b"\r") else b""
        for line in lines:
            yield self._complete(line.rstrip(b"\r\n"))
        self._skip_line_feed = not last and lines[-1][-1:] == b"\r"
        self._rest += last
        if len(self._rest) > self._limit:
            raise EventTooLargeError(self._limit)

    def _complete(self, line: bytes) -> bytes:
        if self._rest:
            line = bytes(self._rest) + line
            self._rest.clear()
        if self._at_start:
            self._at_start = False
            line = line.removeprefix(_BOM)
        return line

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._size += len(value) + 1
            if self._size > self._limit:
                raise EventTooLargeError(self._limit)
            self._data.append(value)
        elif name == b"event":
            self._event = value.decode("utf-8", "replace")
        elif name == b"id":
            if b"\0" not in value:
                self._last_id = value.decode("utf-8", "replace")
        elif name == b"retry" and value.isdigit() and len(value) < 20:
            self._retry = int(value)
        else:
            # Anything else, also a comment (no name before the colon), says nothing.
            self._skipped += len(line) + 1
            if self._skipped > self._limit:
                raise EventTooLargeError(self._limit)

    def _dispatch(self) -> ServerSentEvent | None:
        event = None
        if self._data:
            event = ServerSentEvent(
                event=self._event or None, data=b"\n".join(self._data), id=self._last_id, retry=self._retry
            )
            self._retry = None
            self._skipped = 0
        self._event = None
        self._data = []
        self._size = 0
        return event
