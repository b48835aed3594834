"""100 concurrent calls of the asynchronous client over loopback, beside raw httpx with the same pool."""

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
CALLS = 1000
ROUNDS = 5
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
        "raw httpx": lambda: raw.get(path),
        "SDK": lambda: sdk.workspace_secrets.retrieve("id", workspace_id="w"),
    }
    if find_spec("httpx_aiohttp"):
        fast = AsyncCadenya(api_key="k", base_url=url, http_client=DefaultAioHttpClient(limits=LIMITS))
        clients["SDK on aiohttp"] = lambda: fast.workspace_secrets.retrieve("id", workspace_id="w")
    if find_spec("httpx2"):
        import httpx2

        other = httpx2.AsyncClient(base_url=url, headers={"Authorization": "Bearer k"})
        clients["raw httpx2"] = lambda: other.get(path)
    times: dict[str, list[float]] = {name: [] for name in clients}
    for _ in range(ROUNDS + 1):
        for name, call in clients.items():
            times[name].append(await _timed(call))
    base = median(times["raw httpx"][1:])
    for name, taken in times.items():
        each = median(taken[1:])  # the first round opens the connections
        print(f"{AT_ONCE} at once: {name} {CALLS / each:,.0f} calls a second, ratio {each / base:.2f}")


async def _timed(call: Callable[[], Awaitable[object]]) -> float:
    waiting = iter(range(CALLS))

    async def work() -> None:
        for _ in waiting:
            await call()

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return time.perf_counter() - started
