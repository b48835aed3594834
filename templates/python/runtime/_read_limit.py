"""How long a response may take as a whole.

A read timeout alone ends only silence: a server that sends a byte now and then is never late. In: the read timeout of
an attempt, and when the whole call must be over. Out: `ReadLimit`, which goes in the place of that timeout through the
HTTP library to the connection, and network backends whose streams ask it before every read.
"""

from __future__ import annotations

import select
from collections.abc import Callable
from typing import Any

from ._http import httpx

__all__ = ["ReadLimit", "read_limit_of", "watch", "watch_transport"]

MIN_BYTES_PER_SECOND = 1024
"""A body that is read into memory comes at least this fast, on average, once the read timeout has passed."""


class ReadLimit(float):
    """The read timeout in seconds of one attempt; to the HTTP library a number like any other.

    The head of the response must be complete within that time, after the request was sent. A body that is read into
    memory has that time as well, and more as more of it arrives. For a body that the caller reads piece by piece only
    the deadline counts, because the pauses may be the caller's own.
    """

    __slots__ = ("_began", "_clock", "_credit", "_deadline", "_per_byte")

    _began: float | None
    _clock: Callable[[], float]
    _credit: float | None
    _deadline: float | None
    _per_byte: float

    def __new__(cls, seconds: float, deadline: float | None, clock: Callable[[], float]) -> ReadLimit:
        """`deadline`: in seconds of the monotonic `clock`, None for none."""
        made = super().__new__(cls, seconds)
        made._deadline = deadline
        made._clock = clock
        made.start_head()
        return made

    def start_head(self) -> None:
        """A response is awaited."""
        self._began = None
        self._credit = float(self)
        self._per_byte = 0.0

    def start_body(self) -> None:
        """The body is read into memory from now on."""
        self._began = self._clock()
        self._credit = float(self)
        self._per_byte = 1 / MIN_BYTES_PER_SECOND

    def hand_over(self) -> None:
        """The caller reads the body, whenever it likes."""
        self._credit = None

    def now(self) -> float:
        """The time of the limit's clock."""
        return self._clock()

    @property
    def is_watched(self) -> bool:
        """Whether the connection has asked for the time left."""
        return self._began is not None

    def seconds_left(self) -> float:
        """How long the next read may take. Raises `httpx.ReadTimeout` when the time is over."""
        now = self._clock()
        if self._began is None:
            self._began = now
        left = float(self)
        if self._credit is not None:
            left = min(left, self._began + self._credit - now)
        if self._deadline is not None:
            left = min(left, self._deadline - now)
        if left <= 0:
            raise httpx.ReadTimeout("The response took too long as a whole.")
        return left

    def received(self, count: int) -> None:
        """So many bytes have arrived."""
        if self._credit is not None:
            self._credit += count * self._per_byte

    def check(self, request: httpx.Request) -> None:
        """Raises `httpx.ReadTimeout` when the time is over."""
        try:
            self.seconds_left()
        except httpx.ReadTimeout as error:
            error.request = request
            raise


def read_limit_of(request: httpx.Request) -> ReadLimit | None:
    """The limit that a request was sent with."""
    limit = request.extensions.get("timeout", {}).get("read")
    return limit if isinstance(limit, ReadLimit) else None


class _Stream:
    """A connection of the HTTP library's; reading from it obeys a `ReadLimit`."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if not isinstance(timeout, ReadLimit):
            data: bytes = self._inner.read(max_bytes, timeout)
            return data
        data = self._inner.read(max_bytes, timeout.seconds_left())
        timeout.received(len(data))
        return data

    def start_tls(self, *arguments: Any, **options: Any) -> _Stream:
        return _Stream(self._inner.start_tls(*arguments, **options))


class _AsyncStream:
    """The asynchronous twin of `_Stream`."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._socket: Any = inner.get_extra_info("socket")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def get_extra_info(self, info: str) -> Any:
        # The pool asks each idle connection whether it is readable, twice in a call. The library goes through anyio's
        # attributes for that, which takes ten times as long: with 100 calls at once, half of the time of a call.
        if info == "is_readable" and self._socket is not None:
            return _is_readable(self._socket)
        return self._inner.get_extra_info(info)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if not isinstance(timeout, ReadLimit):
            data: bytes = await self._inner.read(max_bytes, timeout)
            return data
        data = await self._inner.read(max_bytes, timeout.seconds_left())
        timeout.received(len(data))
        return data

    async def start_tls(self, *arguments: Any, **options: Any) -> _AsyncStream:
        return _AsyncStream(await self._inner.start_tls(*arguments, **options))


def _is_readable(connection: Any) -> bool:
    """Whether bytes have arrived, or the end of the connection, as which a closed socket counts as well."""
    descriptor: int = connection.fileno()
    if descriptor < 0:
        return True
    if not hasattr(select, "poll"):
        return bool(select.select([descriptor], [], [], 0)[0])
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


class _Backend:
    """Opens connections as the library does, and watches them."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def connect_tcp(self, *arguments: Any, **options: Any) -> _Stream:
        return _Stream(self._inner.connect_tcp(*arguments, **options))


class _AsyncBackend:
    """The asynchronous twin of `_Backend`."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    async def connect_tcp(self, *arguments: Any, **options: Any) -> _AsyncStream:
        return _AsyncStream(await self._inner.connect_tcp(*arguments, **options))


def watch(client: httpx.Client | httpx.AsyncClient) -> None:
    """Has the connections of a client obey the limits of its requests."""
    for transport in (client._transport, *client._mounts.values()):
        watch_transport(transport)


def watch_transport(transport: httpx.BaseTransport | httpx.AsyncBaseTransport | None) -> None:
    """Has the connections of a transport obey the limits of its requests.

    The library has no public place for a network backend. Where it is built in another way, nothing is changed, and
    bodies are looked at between their pieces instead (`ReadLimit.check`).
    """
    backend_type = _Backend if isinstance(transport, httpx.BaseTransport) else _AsyncBackend
    pool = getattr(transport, "_pool", None)
    backend = getattr(pool, "_network_backend", None)
    if backend is not None:
        setattr(pool, "_network_backend", backend_type(backend))  # noqa: B010 - private to the library
