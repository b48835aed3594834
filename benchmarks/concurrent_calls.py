"""100 concurrent calls of the asynchronous client over loopback, beside raw httpx with a pool of 100 connections.

All clients run in one environment, with what the SDK requires: without `sniffio` raw httpx takes twice as long.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib.util import find_spec
from statistics import median
from typing import Any

import httpx

AT_ONCE = 100
CALLS = 300
"""Few enough for all clients to have their turn before the connections of the first one are too old (5 s)."""
ROUNDS = 15
LIMITS = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)


def main(body: bytes, path: str) -> None:
    parent, served = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(served, body), daemon=True)
    server.start()
    try:
        asyncio.run(_compare(f"http://127.0.0.1:{parent.recv()}", path))
    finally:
        server.terminate()
        server.join()


def _serve(port: Any, body: bytes) -> None:
    """Answers every request with `body`, in a process of its own: what it costs disturbs all clients alike."""
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(head + body)
                await writer.drain()
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=4 * AT_ONCE)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


async def _compare(url: str, path: str) -> None:
    from cadenya import AsyncCadenya, DefaultAioHttpClient

    raw = httpx.AsyncClient(base_url=url, limits=LIMITS, headers={"Authorization": "Bearer k"})
    sdk = AsyncCadenya(api_key="k", base_url=url)
    clients: dict[str, Callable[[], Awaitable[object]]] = {
        "raw httpx": lambda: _raw(raw, path),
        "SDK": lambda: sdk.workspace_secrets.retrieve("id", workspace_id="w"),
    }
    closing: list[Callable[[], Awaitable[None]]] = [raw.aclose, sdk.close]
    if find_spec("httpx_aiohttp"):
        fast = AsyncCadenya(api_key="k", base_url=url, http_client=DefaultAioHttpClient(limits=LIMITS))
        closing.append(fast.close)
        clients["SDK on aiohttp"] = lambda: fast.workspace_secrets.retrieve("id", workspace_id="w")
    if find_spec("httpx2"):
        import httpx2

        limits = httpx2.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)

        other = httpx2.AsyncClient(base_url=url, limits=limits, headers={"Authorization": "Bearer k"})
        closing.append(other.aclose)
        clients["raw httpx2"] = lambda: _raw(other, path)
    costs: dict[str, list[tuple[float, float]]] = {name: [] for name in clients}
    for _ in range(ROUNDS + 1):
        for name, call in clients.items():
            costs[name].append(await _timed(call))
    for close in closing:
        await close()
    # The first round opens the connections.
    taken = {name: [median(column) for column in zip(*each[1:], strict=True)] for name, each in costs.items()}
    base, opening = taken["raw httpx"], costs["raw httpx"][0]
    print(f"\n| {AT_ONCE} at once | calls a second | wall | CPU of the client | CPU of the first {CALLS} calls |")
    print("|---|---|---|---|---|")
    for name, (wall, cpu) in taken.items():
        first = costs[name][0][1] / opening[1]
        print(f"| {name} | {CALLS / wall:,.0f} | {wall / base[0]:.2f}× | {cpu / base[1]:.2f}× | {first:.2f}× |")


async def _raw(client: Any, path: str) -> object:
    return (await client.get(path)).json()


async def _timed(call: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Wall and CPU seconds; those of the server are not in the latter."""
    waiting = iter(range(CALLS))

    async def work() -> None:
        for _ in waiting:
            await call()

    started, used = time.perf_counter(), time.process_time()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return time.perf_counter() - started, time.process_time() - used
