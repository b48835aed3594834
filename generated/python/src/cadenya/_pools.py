"""Several small connection pools in the place of a large one, for asynchronous clients that send many requests at once.

httpx's pool looks at every connection when a request begins and when it ends, and for each idle one at all of them
again. 100 calls at once took 1.2 ms each that way, and 10 ms each while the connections were opened; with ten pools of
ten connections they take 0.6 and 0.8 ms (its successor's pool does not need this).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from functools import partial
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


class _Waiting:
    """A request for which no pool has room. `pool`: the one that it was given, once `event` is set."""

    def __init__(self) -> None:
        import anyio

        self.event = anyio.Event()
        self.pool: _Pool | None = None


class _Stream(httpx.AsyncByteStream):
    """The body of a response; once it is closed, the pool has room again."""

    def __init__(self, inner: httpx.AsyncByteStream, done: Callable[[], None]) -> None:
        self._inner = inner
        self._done: Callable[[], None] | None = done

    @override
    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._inner.__aiter__()

    @override
    async def aclose(self) -> None:
        done, self._done = self._done, None
        if done is None:
            return
        try:
            await self._inner.aclose()
        finally:
            done()


class AsyncPools(httpx.AsyncHTTPTransport):
    """Sends each request through the first pool that has room for it. There are as many pools as that takes.

    It is one of the library's transports, with `_pool`, because tests of published SDKs count connections there.

    Args:
      make: a transport with a pool of the given limits.
      limits: of all pools together. Requests beyond that wait for the first response to be closed, in their order.
    """

    def __init__(self, make: Callable[[httpx.Limits], httpx.AsyncBaseTransport], limits: httpx.Limits) -> None:
        self._make = make
        self._left = limits.max_connections
        self._expiry = limits.keepalive_expiry
        self._pools: list[_Pool] = []
        self._waiting: deque[_Waiting] = deque()
        self._pool: Any = getattr(self._open().transport, "_pool", None)

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        pool = self._with_room()
        if pool is None:
            pool = await self._wait_for_room(request)
        else:
            pool.busy += 1
        try:
            await self._close_unused()
            response = await pool.transport.handle_async_request(request)
        except BaseException:
            self._done(pool)
            raise
        if response.is_closed:
            self._done(pool)
        else:
            assert isinstance(response.stream, httpx.AsyncByteStream)
            response.stream = _Stream(response.stream, partial(self._done, pool))
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

    def _with_room(self) -> _Pool | None:
        for pool in self._pools:
            if pool.busy < pool.size:
                return pool
        return None if self._left == 0 else self._open()

    async def _wait_for_room(self, request: httpx.Request) -> _Pool:
        """A pool in which a request counts as busy already. Raises `httpx.PoolTimeout`, as the library's pool does."""
        import anyio

        waiting = _Waiting()
        self._waiting.append(waiting)
        with anyio.move_on_after(request.extensions.get("timeout", {}).get("pool")):
            try:
                await waiting.event.wait()
            except BaseException:
                self._give_up(waiting)
                raise
        if waiting.pool is None:
            raise httpx.PoolTimeout("All connections are in use.", request=request)
        return waiting.pool

    def _give_up(self, waiting: _Waiting) -> None:
        if waiting.pool is None:
            self._waiting.remove(waiting)
        else:
            self._done(waiting.pool)
            waiting.pool = None

    def _done(self, pool: _Pool) -> None:
        """A request of the pool is over: its place goes to the one that has waited longest."""
        if self._waiting:
            first = self._waiting.popleft()
            first.pool = pool
            first.event.set()
            return
        pool.busy -= 1
        if not pool.busy:
            pool.since = time.monotonic()

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
