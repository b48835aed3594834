"""Threats c 8 and c 9: threads, forks, event loops, and clients that are not closed."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

from cadenya import (
    AsyncCadenya,
    Cadenya,
)

from .careless import KEY, retrieve
from .server import Server

PREFIX = "/v1/workspaces/w1/workspace_secrets/"
PAGE = b'{"items": [%b], "pagination": {"nextCursor": "c%d"}}'


# c 8: threads, forks, loops


def test_c08_a_hundred_threads_share_a_client(server: Server) -> None:
    barrier = threading.Barrier(100)

    with Cadenya(api_key=KEY, base_url=server.url, max_retries=2) as client:

        def call(number: int) -> str:
            barrier.wait(20)
            for turn in range(2):
                client.workspace_secrets.retrieve(f"s{number}-{turn}", workspace_id="w1")
            return client.workspace_secrets.retrieve(f"s{number}", workspace_id="w1").metadata.id

        with ThreadPoolExecutor(100) as pool:
            assert set(pool.map(call, range(100))) == {"sec_1"}
    paths = [asked.split(b" ")[1].rpartition(b"/")[2].decode() for asked in server.asked]
    assert {path for path in paths if "-" not in path} == {f"s{number}" for number in range(100)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_c08_parent_and_child_both_go_on(server: Server) -> None:
    code = (
        "import os, sys\n"
        "from cadenya import Cadenya\n"
        "client = Cadenya(api_key='k', base_url=sys.argv[1], max_retries=0)\n"
        "call = lambda: client.workspace_secrets.retrieve('s1', workspace_id='w1').metadata.id\n"
        "call()\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    os._exit(0 if call() == 'sec_1' else 1)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
        "print(call())\n"
        "client.close()\n"
    )
    assert _python(code, server.url) == ("sec_1\n", "")
    assert len(server.asked) == 3


def test_c08_an_async_client_in_loops_one_after_the_other(server: Server) -> None:
    client = AsyncCadenya(api_key=KEY, base_url=server.url, max_retries=0)

    async def call() -> str:
        return (await client.workspace_secrets.retrieve("s1", workspace_id="w1")).metadata.id

    assert [asyncio.run(call()) for _ in range(3)] == ["sec_1"] * 3


def test_c08_tasks_share_a_client(server: Server) -> None:
    async def main() -> list[str]:
        async with AsyncCadenya(api_key=KEY, base_url=server.url) as client:
            calls = (client.workspace_secrets.retrieve(f"s{n}", workspace_id="w1") for n in range(50))
            return [secret.metadata.id for secret in await asyncio.gather(*calls)]

    assert asyncio.run(main()) == ["sec_1"] * 50


def test_c08_a_cancelled_call_leaves_the_client_usable(server: Server) -> None:
    async def main() -> str:
        async with AsyncCadenya(api_key=KEY, base_url=server.url) as client:
            task = asyncio.create_task(client.get("/x", cast_to=object))
            await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return (await client.workspace_secrets.retrieve("s1", workspace_id="w1")).metadata.id

    assert asyncio.run(main()) == "sec_1"


# c 9: life time


def _python(code: str, *arguments: str) -> tuple[str, str]:
    done = subprocess.run([sys.executable, "-c", code, *arguments], env=_environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def _environment() -> dict[str, str]:
    import cadenya

    source = os.path.dirname(os.path.dirname(cadenya.__file__ or ""))  # noqa: PTH120 - text for a variable
    return {**os.environ, "PYTHONPATH": source}


@pytest.mark.parametrize("name", ["Cadenya", "AsyncCadenya"])
def test_c09_no_noise_at_interpreter_exit(server: Server, name: str) -> None:
    call = "client.workspace_secrets.retrieve('s1', workspace_id='w1')"
    run = f"asyncio.run(one())\nasync def two(): await {call}\nasyncio.run(two())" if name == "AsyncCadenya" else call
    define = f"async def one(): await {call}\n" if name == "AsyncCadenya" else ""
    code = f"import asyncio, sys\nfrom cadenya import {name}\nclient = {name}(api_key='k', base_url=sys.argv[1])\n"
    assert _python(f"{code}{define}{run}", server.url) == ("", "")


def test_c09_an_unclosed_client_is_a_resource_warning(server: Server) -> None:
    client = Cadenya(api_key=KEY, base_url=server.url)
    retrieve(client, "s1")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        del client
        gc.collect()
    assert any(issubclass(each.category, ResourceWarning) and "unclosed" in str(each.message) for each in caught)


def test_c09_closing_twice_and_use_after_closing(server: Server) -> None:
    client = Cadenya(api_key=KEY, base_url=server.url)
    retrieve(client, "s1")
    client.close()
    client.close()
    assert client.is_closed()
    with pytest.raises(RuntimeError, match="closed"):
        retrieve(client, "s1")

    async def main() -> None:
        other = AsyncCadenya(api_key=KEY, base_url=server.url)
        await other.close()
        await other.close()
        with pytest.raises(RuntimeError, match="closed"):
            await other.workspace_secrets.retrieve("s1", workspace_id="w1")

    asyncio.run(main())
