"""Statement 90 and threats c 8: threads, forks, event loops; and 39: overloads."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from sample import AsyncBrand, Brand
from support import brand, json_answer, raw_server

from runtime._utils import required_args

ROOT = Path(__file__).parents[2]


def test_90_threads_share_a_client() -> None:
    seen: Counter[str] = Counter()
    lock = threading.Lock()

    def handler(request: httpx.Request) -> httpx.Response:
        number = request.url.path.rpartition("/")[2]
        assert request.headers["x-number"] == number == request.url.params["n"]
        with lock:
            seen[number] += 1
        return httpx.Response(200, json={"id": number})

    client = brand(handler)

    def call(number: int) -> bool:
        if number % 10 == 0:
            client.api_key = f"key-{number}"  # drops what was prepared, while others use it
        headers = {"X-Number": str(number)}
        return client.things.retrieve(str(number), extra_headers=headers, extra_query={"n": number}).id == str(number)

    with ThreadPoolExecutor(100) as pool:
        assert all(pool.map(call, range(1000)))
    assert len(seen) == 1000


def test_90_threads_open_one_http_client() -> None:
    client = Brand(api_key="k")
    with ThreadPoolExecutor(20) as pool:
        assert len({id(http) for http in pool.map(lambda _: client._client, range(100))}) == 1
    client.close()


def test_90_an_async_client_in_a_second_event_loop() -> None:
    answer = json_answer(b'{"id":"x"}').replace(b"Connection: close\r\n", b"")
    with raw_server(answer, answer) as (url, received):
        client = AsyncBrand(api_key="k", base_url=url, max_retries=0)

        async def call() -> str:
            return (await client.things.retrieve("t1", space_id="s")).id

        assert [asyncio.run(call()), asyncio.run(call())] == ["x", "x"]
        assert len(received) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_90_a_forked_child_opens_its_own_connections() -> None:
    client = Brand(api_key="k", base_url="http://127.0.0.1:1")
    parents = client._client
    child = os.fork()
    if child == 0:
        same = client._client is parents
        os._exit(1 if same or client._client is not client._client else 0)
    assert os.waitpid(child, 0)[1] == 0
    assert client._client is parents
    client.close()


def test_an_unclosed_client_makes_no_noise_at_interpreter_exit() -> None:
    code = (
        "from sample import Brand\n"
        "client = Brand(api_key='k', base_url='http://127.0.0.1:9', max_retries=0)\n"
        "try: client.things.retrieve('t1', space_id='s')\n"
        "except Exception as error: print(type(error).__name__)\n"
    )
    path = os.pathsep.join([str(ROOT / "templates" / "python"), str(ROOT / "tests" / "runtime")])
    result = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    assert (result.stdout, result.stderr) == ("APIConnectionError\n", "")


def test_importing_and_making_a_client_loads_nothing_rare() -> None:
    code = (
        "import sys, httpx, pydantic; before = set(sys.modules)\n"
        "from runtime._base_client import SyncAPIClient, AsyncAPIClient\n"
        "from runtime._resource import SyncAPIResource\n"
        "from runtime._response import raw_response\n"
        "client = SyncAPIClient(version='1', base_url='https://h', max_retries=0)\n"
        "raw_response(SyncAPIResource(client)._request)\n"
        "print(*(set(sys.modules) - before))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "templates" / "python")}
    result = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    loaded = set(result.stdout.split())
    assert not loaded & {"anyio", "asyncio", "mimetypes", "xml.etree.ElementTree", "trio", "pydantic.main"}
    # What comes with the first response, the first page or the first stream.
    assert not loaded & {f"runtime.{name}" for name in ("_models", "_decode", "_pages", "_streaming", "_multipart")}


@required_args(["a"], ["a", "b"])
def overloaded(*, a: str | None = None, b: str | None = None) -> str:
    return f"{a}{b}"


@required_args(["a", "b"])
def single(a: str = "", b: str = "") -> str:
    return a + b


def test_39_missing_arguments() -> None:
    assert overloaded(a="x") == "xNone"
    assert single("x", b="y") == "xy"
    with pytest.raises(TypeError) as caught:
        overloaded()
    assert str(caught.value) == (
        "Missing required arguments; Expected either ('a') or ('a' and 'b') arguments to be given"
    )
    with pytest.raises(TypeError, match="Missing required argument: 'b'"):
        single("x")
    with pytest.raises(TypeError, match="Missing required arguments: 'a' and 'b'"):
        single()
