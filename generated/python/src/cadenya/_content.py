"""Request bodies that are not one piece of memory: files, iterables, and multipart bodies made of them.

In: what callers pass as file or `content`. Out: bytes, or a stream that the HTTP library can send, from a sync or an
async client, and again when a request is repeated, as far as what it reads from allows that.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Sequence
from io import IOBase
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

from ._http import httpx
from ._types import FileContent

__all__ = ["BinaryContent", "BodyStream", "FileSource", "encode_content", "join_pieces"]

_CHUNK = 64 * 1024

BinaryContent: TypeAlias = FileContent | bytearray | str | Iterable[bytes] | AsyncIterable[bytes]
"""What `content=` accepts."""


def is_open_file(value: object) -> bool:
    return isinstance(value, IOBase) or (hasattr(value, "read") and not isinstance(value, os.PathLike))


class FileSource:
    """A file's bytes: from a path, an open binary file (from where it stands), or an iterable of bytes.

    `size` is None when it cannot be told before reading. `replayable`: it can be read once more.
    """

    __slots__ = ("_content", "_start", "replayable", "size")

    def __init__(self, content: Any) -> None:
        self._content = content
        self._start = 0
        self.size: int | None = None
        self.replayable = True
        if isinstance(content, os.PathLike):
            self.size = Path(content).stat().st_size
        elif is_open_file(content):
            self._measure(cast(IO[bytes], content))
        else:
            self.replayable = not isinstance(content, (Iterator, AsyncIterator))

    def _measure(self, file: IO[bytes]) -> None:
        try:
            self._start = file.tell()
            self.size = file.seek(0, os.SEEK_END) - self._start
            file.seek(self._start)
        except (OSError, AttributeError, ValueError):
            self.replayable = False

    def __iter__(self) -> Iterator[bytes]:
        content = self._content
        if isinstance(content, os.PathLike):
            with Path(content).open("rb") as file:
                yield from _read_chunks(file)
        elif is_open_file(content):
            if self.replayable:
                content.seek(self._start)
            yield from _read_chunks(content)
        elif isinstance(content, Iterable):
            for chunk in content:
                yield _as_bytes(chunk)
        else:
            raise TypeError("An async iterable cannot be sent by a synchronous client")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if isinstance(self._content, AsyncIterable):
            async for chunk in self._content:
                yield _as_bytes(chunk)
            return
        if not isinstance(self._content, os.PathLike) and not is_open_file(self._content):
            for chunk in self:
                yield chunk
            return
        # Files are read in a worker thread: a slow disk must not stop the event loop.
        from anyio import to_thread

        chunks = iter(self)
        try:
            while (chunk := await to_thread.run_sync(next, chunks, None)) is not None:
                yield chunk
        finally:
            cast(Any, chunks).close()


def _read_chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield _as_bytes(chunk)


def _as_bytes(chunk: object) -> bytes:
    if isinstance(chunk, str):
        raise TypeError("Expected bytes but received text; open files in binary mode")
    if not isinstance(chunk, (bytes, bytearray, memoryview)):
        raise TypeError(f"Expected bytes but received {type(chunk).__name__}")
    return bytes(chunk)


class BodyStream(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body of several pieces, some of them read while it is sent.

    `length` in bytes, None when it cannot be told; then it is sent in chunks. `replayable`: it can be sent again.
    """

    def __init__(self, pieces: Sequence[bytes | FileSource]) -> None:
        self._pieces = pieces
        self._sent = False
        sources = [piece for piece in pieces if isinstance(piece, FileSource)]
        self.replayable = all(source.replayable for source in sources)
        self.length: int | None = None
        if all(source.size is not None for source in sources):
            self.length = sum(len(piece) if isinstance(piece, bytes) else piece.size or 0 for piece in pieces)

    def _begin(self) -> None:
        if self._sent and not self.replayable:
            raise RuntimeError("The request body was read from a stream that cannot be read again")
        self._sent = True

    def __iter__(self) -> Iterator[bytes]:
        self._begin()
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                yield from piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self._begin()
        for piece in self._pieces:
            if isinstance(piece, bytes):
                yield piece
            else:
                async for chunk in piece:
                    yield chunk


def join_pieces(pieces: Sequence[bytes | FileSource]) -> bytes | BodyStream:
    """One `bytes` when everything is in memory already, otherwise a stream."""
    in_memory = [piece for piece in pieces if isinstance(piece, bytes)]
    return b"".join(in_memory) if len(in_memory) == len(pieces) else BodyStream(pieces)


def encode_content(content: Any) -> bytes | BodyStream:
    """A raw body. `str` is sent as UTF-8.

    Raises:
      TypeError: something that is neither bytes, a binary file, a path, nor an iterable of bytes.
      OSError: there is no file at the path.
    """
    if isinstance(content, (bytes, bytearray, memoryview)):
        return bytes(content)
    if isinstance(content, str):
        return content.encode()
    is_iterable = isinstance(content, (Iterable, AsyncIterable)) and not isinstance(content, dict)
    if isinstance(content, os.PathLike) or is_open_file(content) or is_iterable:
        return BodyStream([FileSource(content)])
    raise TypeError(
        "Expected `content` to be bytes, a binary file, a path or an iterable of bytes but received "
        f"{type(content).__name__}"
    )
