"""The connection pools of asynchronous clients: few connections where that is enough, never more than the limit."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

import anyio
import anyio.abc
import httpx
import pytest
from sample import AsyncBrand

from runtime._constants import DEFAULT_CONNECTION_LIMITS
from runtime._exceptions import APIConnectionError
from runtime._http import AsyncHttpxClient
from runtime._pools import AsyncPools

pytestmark = pytest.mark.anyio

REQUEST = httpx.Request("GET", "http://h/")


class Body(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"{}"


class Transport(httpx.AsyncBaseTransport):
    """Answers at once. `made`: all of them, in order."""

    made: ClassVar[list[Transport]] = []

    def __init__(self, limits: httpx.Limits) -> None:
        self.size = limits.max_connections
        self.requests = 0
        self.closed = False
        self.answer: Exception | httpx.Response | None = None
        self.made.append(self)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer or httpx.Response(200, stream=Body())

    async def aclose(self) -> None:
        self.closed = True


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Transport]:
    monkeypatch.setattr(Transport, "made", [])
    return Transport.made


def pools(maximum: int | None = 100, *, expiry: float | None = 5.0) -> AsyncPools:
    limits = httpx.Limits(max_connections=maximum, max_keepalive_connections=maximum, keepalive_expiry=expiry)
    return AsyncPools(Transport, limits)


async def test_requests_one_after_the_other_go_through_one_pool(made: list[Transport]) -> None:
    transport = pools()
    for _ in range(30):
        response = await transport.handle_async_request(REQUEST)
        assert [chunk async for chunk in response.stream] == [b"{}"]  # type: ignore[union-attr]
        await response.aclose()
        await response.aclose()
    assert [each.requests for each in made] == [30]


@pytest.mark.parametrize(("maximum", "sizes"), [(100, [10, 10, 10]), (25, [10, 10, 5]), (None, [10, 10, 10])])
async def test_a_pool_is_opened_when_the_others_are_full(
    made: list[Transport], maximum: int | None, sizes: list[int]
) -> None:
    transport = pools(maximum)
    for _ in range(25):
        await transport.handle_async_request(REQUEST)
    assert [each.size for each in made] == sizes
    assert [each.requests for each in made] == [10, 10, 5]


async def test_beyond_the_limit_requests_wait_for_whichever_response_is_closed_first(made: list[Transport]) -> None:
    transport = pools(20)
    responses = [await transport.handle_async_request(REQUEST) for _ in range(20)]
    over: list[int] = []

    async def call(number: int) -> None:
        await transport.handle_async_request(REQUEST)
        over.append(number)

    async with anyio.create_task_group() as calls:
        for number in range(3):
            calls.start_soon(call, number)
            await anyio.wait_all_tasks_blocked()
        assert not over
        for response in (responses[0], responses[-1], responses[1]):
            await response.aclose()
            await anyio.wait_all_tasks_blocked()
    assert over == [0, 1, 2]
    assert [each.requests for each in made] == [12, 11]


async def test_a_request_waits_as_long_as_its_pool_timeout(made: list[Transport]) -> None:
    transport = pools(1)
    response = await transport.handle_async_request(REQUEST)
    late = httpx.Request("GET", "http://h/", extensions={"timeout": {"pool": 0.01}})
    with pytest.raises(httpx.PoolTimeout):
        await transport.handle_async_request(late)
    await response.aclose()
    await transport.handle_async_request(late)
    assert [each.requests for each in made] == [2]


@pytest.mark.parametrize("late", [False, True], ids=["before it is given room", "when it is given room"])
async def test_a_request_that_is_cancelled_while_it_waits_takes_no_room(made: list[Transport], late: bool) -> None:
    transport = pools(1)
    response = await transport.handle_async_request(REQUEST)

    async def call() -> None:
        await (await transport.handle_async_request(REQUEST)).aclose()

    async with anyio.create_task_group() as calls:
        calls.start_soon(call)
        await anyio.wait_all_tasks_blocked()
        if late:
            await response.aclose()
        calls.cancel_scope.cancel()
    await response.aclose()
    with anyio.fail_after(1):
        await transport.handle_async_request(REQUEST)
    assert len(made) == 1


async def test_a_request_without_an_open_response_leaves_room(made: list[Transport]) -> None:
    transport = pools()
    await transport.handle_async_request(REQUEST)
    made[0].answer = httpx.ConnectError("refused")
    for _ in range(30):
        with pytest.raises(httpx.ConnectError):
            await transport.handle_async_request(REQUEST)
    made[0].answer = httpx.Response(200, content=b"read already")
    for _ in range(30):
        assert await transport.handle_async_request(REQUEST) is made[0].answer
    assert len(made) == 1


async def test_a_pool_whose_connections_are_too_old_is_closed(made: list[Transport]) -> None:
    transport = pools(20, expiry=0.0)
    responses = [await transport.handle_async_request(REQUEST) for _ in range(20)]
    for response in responses:
        await response.aclose()
    await transport.handle_async_request(REQUEST)
    assert [each.closed for each in made] == [False, True]
    for _ in range(19):
        await transport.handle_async_request(REQUEST)
    assert [each.size for each in made] == [10, 10, 10], "what was closed may be opened again"


async def test_closing_closes_all(made: list[Transport]) -> None:
    async with httpx.AsyncClient(transport=pools()) as client:
        for _ in range(25):
            await client.send(client.build_request("GET", "http://h/"), stream=True)
    assert [each.closed for each in made] == [True, True, True]


@asynccontextmanager
async def server() -> AsyncIterator[tuple[str, list[int]]]:
    """Answers every request after a while: (its URL, one entry for each connection it got)."""
    connections: list[int] = []

    async def serve(stream: anyio.abc.SocketStream) -> None:
        connections.append(1)
        try:
            while await stream.receive():
                await anyio.sleep(0.2)
                await stream.send(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}")
        except (anyio.EndOfStream, anyio.BrokenResourceError):
            pass

    async with await anyio.create_tcp_listener(local_host="127.0.0.1") as listener, anyio.create_task_group() as tasks:
        tasks.start_soon(listener.serve, serve)
        yield f"http://127.0.0.1:{listener.extra(anyio.abc.SocketAttribute.local_port)}", connections
        tasks.cancel_scope.cancel()


async def test_many_calls_at_once_keep_their_connections() -> None:
    async with server() as (url, connections), AsyncBrand(api_key="k", base_url=url, space_id="s") as client:
        for _ in range(3):
            async with anyio.create_task_group() as calls:
                for _ in range(50):
                    calls.start_soon(client.things.retrieve, "t1")
        assert len(connections) == 50


async def test_there_are_never_more_connections_than_the_limit() -> None:
    async with server() as (url, connections), AsyncBrand(api_key="k", base_url=url, space_id="s") as client:
        async with anyio.create_task_group() as calls:
            for _ in range(250):
                calls.start_soon(client.things.retrieve, "t1")
        assert len(connections) == DEFAULT_CONNECTION_LIMITS.max_connections == 100


async def test_59_tests_of_published_sdks_count_connections() -> None:
    async with AsyncBrand(api_key="k", base_url="http://127.0.0.1:1", space_id="s", max_retries=1) as client:
        client._sleep = no_sleep  # type: ignore[method-assign]
        with pytest.raises(APIConnectionError):
            await client.things.retrieve("t1")
        transport = client._client._transport
        assert isinstance(transport, httpx.AsyncHTTPTransport)
        assert len(transport._pool._requests) == 0


async def no_sleep(seconds: float) -> None:
    pass


async def test_the_environment_still_names_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    async with AsyncHttpxClient(timeout=1) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get("https://api.example.com/")
