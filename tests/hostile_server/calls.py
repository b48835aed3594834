"""Ways to call a server with the generated client, synchronous and asynchronous; and one way to measure a call.

The document of the generated client has no streams, files or links: those operations are written here by hand.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Generic, Optional, TypeVar

from typing_extensions import override

from cadenya import AsyncCadenya, BaseModel, Cadenya
from cadenya._base_client import BaseAsyncPage, BasePage, BaseSyncPage, PageInfo
from cadenya._operation import Operation
from cadenya._retry import Clock

from .catalogue import Behaviour, Outcome
from .server import serving

API_KEY = "sk-hostile-0123456789/+"
NOW = 1_000_000_000.0

T = TypeVar("T")


class Event(BaseModel):
    id: str


class SyncUrlPage(BaseSyncPage[T], BasePage[T], Generic[T]):
    items: list[T]
    next: Optional[str] = None  # noqa: UP045 - generated code is written in the style of published SDKs

    @override
    def _get_page_items(self) -> list[T]:
        return self.items or []

    @override
    def next_page_info(self) -> PageInfo | None:
        return self._next_url(self.next)


class AsyncUrlPage(BaseAsyncPage[T], BasePage[T], Generic[T]):
    items: list[T]
    next: Optional[str] = None  # noqa: UP045

    @override
    def _get_page_items(self) -> list[T]:
        return self.items or []

    @override
    def next_page_info(self) -> PageInfo | None:
        return self._next_url(self.next)


EVENTS: Operation[Event] = Operation("GET", "/events", returns=lambda: Event, stream="sse")
LINES: Operation[Event] = Operation("GET", "/lines", returns=lambda: Event, stream="jsonl")
FILE: Operation[None] = Operation("GET", "/file", accept="application/pdf")
LINKED: Operation[Event] = Operation("GET", "/linked", returns=lambda: Event)
DATA: Operation[list[Event]] = Operation("GET", "/data", returns=lambda: list[Event])
MAP: Operation[dict[str, object]] = Operation("GET", "/map", returns=lambda: dict[str, object])

Body: Any = {"metadata": {"name": "n"}, "spec": {"value": "v"}}


def _streamed(client: Cadenya) -> int:
    with client.workspace_secrets.with_streaming_response.retrieve("s1", workspace_id="w1") as response:
        total = 0
        for chunk in response.iter_bytes():
            total += len(chunk)
            if total > 200_000_000:
                break
        return total


async def _async_streamed(client: AsyncCadenya) -> int:
    async with client.workspace_secrets.with_streaming_response.retrieve("s1", workspace_id="w1") as response:
        total = 0
        async for chunk in response.iter_bytes():
            total += len(chunk)
            if total > 200_000_000:
                break
        return total


async def _async_items(pages: Any) -> list[Any]:
    return [item async for item in pages]


async def _async_events(client: AsyncCadenya, operation: Operation[Event]) -> list[Event]:
    return [event async for event in await client._request_stream(operation)]


async def _async_file(client: AsyncCadenya) -> bytes:
    response = await client._request_binary(FILE)
    return await response.read()


CALLS: dict[str, Callable[[Cadenya], Any]] = {
    "retrieve": lambda client: client.workspace_secrets.retrieve("s1", workspace_id="w1"),
    "create": lambda client: client.workspace_secrets.create("w1", **Body),
    "delete": lambda client: client.workspace_secrets.delete("s1", workspace_id="w1"),
    "page": lambda client: client.workspace_secrets.list("w1"),
    "list": lambda client: list(client.workspace_secrets.list("w1")),
    "linked": lambda client: list(client._request_page(LINKED, SyncUrlPage)),
    "data": lambda client: client._request(DATA),
    "map": lambda client: client._request(MAP),
    "object": lambda client: client.get("/x", cast_to=object),
    "text": lambda client: client.get("/x", cast_to=str),
    "events": lambda client: list(client._request_stream(EVENTS)),
    "lines": lambda client: list(client._request_stream(LINES)),
    "file": lambda client: client._request_binary(FILE).read(),
    "streamed": _streamed,
}
ASYNC_CALLS: dict[str, Callable[[AsyncCadenya], Awaitable[Any]]] = {
    "retrieve": lambda client: client.workspace_secrets.retrieve("s1", workspace_id="w1"),
    "create": lambda client: client.workspace_secrets.create("w1", **Body),
    "delete": lambda client: client.workspace_secrets.delete("s1", workspace_id="w1"),
    "page": lambda client: client.workspace_secrets.list("w1"),
    "list": lambda client: _async_items(client.workspace_secrets.list("w1")),
    "linked": lambda client: _async_items(client._request_page(LINKED, AsyncUrlPage)),
    "data": lambda client: client._request(DATA),
    "map": lambda client: client._request(MAP),
    "object": lambda client: client.get("/x", cast_to=object),
    "text": lambda client: client.get("/x", cast_to=str),
    "events": lambda client: _async_events(client, EVENTS),
    "lines": lambda client: _async_events(client, LINES),
    "file": _async_file,
    "streamed": _async_streamed,
}


def run(entry: Behaviour, mode: str) -> Outcome:
    """Calls the behaviour's server, `sync` or `async`. The client's pauses between attempts take no time."""
    with serving(entry.answer) as server:
        slept: list[float] = []
        options = {"api_key": API_KEY, "base_url": server.url, "max_retries": 0, "timeout": 5.0, **entry.options}
        before, started = _forget_peak(), time.monotonic()
        value, error = None, None
        try:
            value = _call(entry, options, slept) if mode == "sync" else asyncio.run(_acall(entry, options, slept))
        except Exception as raised:
            error = raised
        seconds = time.monotonic() - started
        after = _peak()
        grown = None if before is None or after is None else after - before
        return Outcome(value, error, seconds, grown, slept, server)


def _prepare(client: Cadenya | AsyncCadenya, entry: Behaviour) -> None:
    client._clock = Clock(now=lambda: NOW, monotonic=time.monotonic, random=lambda: 0.0)
    for name, setting in entry.settings.items():
        setattr(client, name, setting)


def _call(entry: Behaviour, options: dict[str, Any], slept: list[float]) -> Any:
    with Cadenya(**options) as client:
        _prepare(client, entry)
        setattr(client, "_sleep", slept.append)  # noqa: B010 - a method, to a type checker
        return CALLS[entry.call](client)


async def _acall(entry: Behaviour, options: dict[str, Any], slept: list[float]) -> Any:
    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with AsyncCadenya(**options) as client:
        _prepare(client, entry)
        setattr(client, "_sleep", sleep)  # noqa: B010
        return await ASYNC_CALLS[entry.call](client)


def _forget_peak() -> int | None:
    """Has Linux measure the largest size of the process anew; its size now, in bytes."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return None
    return _peak()


def _peak() -> int | None:
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024
