"""Clients: what is exported, how they are made, copied and closed; the HTTP clients they work with."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import anyio
import pytest

from ..harness import Caller, Case, answer
from .test_libraries import library_of

PAGE = '{"data": [{"id": "1"}]}'


def test_01_02_both_names_and_every_export(case: Case) -> None:
    package = case.package
    assert package.Client is package.Foo
    assert package.AsyncClient is package.AsyncFoo
    for name in package.__all__:
        assert getattr(package, name) is not None
    assert package.types is importlib.import_module(f"{package.__name__}.types")


def test_06_file_from_path(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    assert case.package.file_from_path(str(tmp_path / "a.txt")) == ("a.txt", b"text")


def test_10_headers_from_the_environment(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOO_CUSTOM_HEADERS", "X-One: 1\nX-Two: a: b\n\n")
    call(lambda client: client.things.list(), default_headers={"x-one": "mine"})
    assert call.server.last.header("X-One") == "mine"
    assert call.server.last.header("X-Two") == "a: b"


@pytest.mark.parametrize("base", ["", "/prefix", "/prefix/"])
def test_11_paths_are_appended(call: Caller, base: str) -> None:
    url = call.server.base_url + base

    def base_url_of(client: Any) -> str:
        return str(client.base_url)

    assert call(base_url_of, base_url=url) == url.rstrip("/") + "/"
    call(lambda client: client.things.retrieve("t"), base_url=url)
    assert call.server.last.target == base.rstrip("/") + "/spaces/s/things/t"


def test_16_aiohttp_carries_the_requests(case: Case, call: Caller) -> None:
    """With the extra installed, which the tests of this repository have."""
    if not call.is_async:
        with pytest.raises(TypeError, match="Invalid `http_client` argument"):
            case.package.Client(http_client=anyio.run(_aiohttp_client, case))
        return
    call.server.answer_next(answer(PAGE), answer(status=404))

    async def run() -> list[str]:
        http_client = case.package.DefaultAioHttpClient()
        assert type(http_client).__module__.startswith("httpx_aiohttp")
        async with case.package.AsyncFoo(base_url=call.server.base_url, max_retries=0, http_client=http_client) as foo:
            found = [thing.id async for thing in foo.things.list()]
            with pytest.raises(case.package.NotFoundError):
                await foo.things.retrieve("t")
            return found

    assert anyio.run(run) == ["1"]
    assert call.server.last.header("Authorization") == "Bearer k"


async def _aiohttp_client(case: Case) -> Any:
    return case.package.DefaultAioHttpClient()


def test_16_without_the_extra(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx_aiohttp", None)
    with pytest.raises(RuntimeError, match=r"\[aiohttp\]"):
        case.package.DefaultAioHttpClient()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_18_a_forgotten_client_closes_its_connections(case: Case, call: Caller) -> None:
    client = case.package.Foo(base_url=call.server.base_url)
    http_client = client._client
    client.things.retrieve("t")
    del client
    gc.collect()
    http_client.__del__()
    assert http_client.is_closed


def test_19_dropping_a_copy_closes_nothing(call: Caller) -> None:
    def use(client: Any) -> Any:
        client.copy()
        gc.collect()
        return client.with_options(timeout=3, default_headers={"X-A": "1"}).things.retrieve("t")

    call(use)
    assert call.server.last.header("X-A") == "1"
    assert call.server.last.header("x-stainless-read-timeout") == "3"


def test_41_an_underscore_in_the_host_name(case: Case) -> None:
    httpx = library_of(case)
    seen: list[Any] = []

    def reply(request: Any) -> Any:
        seen.append(request)
        return httpx.Response(200, json={})

    transport = httpx.MockTransport(reply)
    case.package.Foo(
        base_url="https://my_host.example.com", http_client=httpx.Client(transport=transport)
    ).things.retrieve("t")
    assert seen[0].extensions["sni_hostname"] == "my-host.example.com"
    assert seen[0].headers["host"] == "my_host.example.com"


@pytest.mark.parametrize("level", ["info", "debug"])
def test_88_levels_from_the_environment(case: Case, call: Caller, level: str) -> None:
    program = (
        f"import logging, os; import {case.package.__name__} as foo\n"
        f"print([logging.getLogger(n).level for n in ({case.package.__name__!r}, 'httpx')])\n"
        f"foo.Foo(base_url={call.server.base_url!r}, max_retries=1).things.retrieve('t')"
    )
    call.server.answer_next(answer(status=500), answer("{}"))
    done = _python(case, program, FOO_LOG=level)
    assert done.stdout.strip() == ("[20, 20]" if level == "info" else "[10, 10]")
    assert "Retrying" in done.stderr
    assert ("DEBUG" in done.stderr) is (level == "debug")
    assert "Bearer k" not in done.stderr


@pytest.mark.parametrize(("setting", "complete"), [("false", "True"), ("true", "False")])
def test_89_models_may_be_built_eagerly(case: Case, setting: str, complete: str) -> None:
    program = (
        f"from {case.package.__name__}.types import Thing\n"
        "print(type(Thing.__pydantic_validator__).__name__ == 'SchemaValidator')\n"
        "print(Thing.model_validate({'id': 'x'}).id)"
    )
    assert _python(case, program, DEFER_PYDANTIC_BUILD=setting).stdout.split() == [complete, "x"]


def _python(case: Case, program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {"PYTHONPATH": str(case.distribution / "src"), "FOO_API_KEY": "k", "FOO_SPACE": "s", **environment}
    return subprocess.run([sys.executable, "-c", program], env=variables, capture_output=True, text=True, check=True)


def test_90_threads_share_a_client(case: Case, call: Caller) -> None:
    failures: list[BaseException] = []
    with case.package.Foo(base_url=call.server.base_url) as client:

        def work() -> None:
            try:
                for _ in range(5):
                    client.things.retrieve("t")
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []
    assert len(call.server.recorded) == 30


def test_90_trio(case: Case, call: Caller) -> None:
    call.server.answer_next(answer(PAGE))

    async def run() -> list[str]:
        async with case.package.AsyncFoo(base_url=call.server.base_url) as foo:
            return [thing.id async for thing in foo.things.list()]

    assert anyio.run(run, backend="trio") == ["1"]
    assert call.server.last.header("X-Stainless-Async") == "async:trio"


def test_91_floor_of_python_and_pydantic(case: Case) -> None:
    text = (case.distribution / "pyproject.toml").read_text()
    assert 'requires-python = ">=3.10"' in text
    assert '"pydantic>=2' in text


@pytest.mark.parametrize(
    "name",
    [
        *("_exceptions.APIStatusError", "_base_client.SyncAPIClient", "_base_client.AsyncAPIClient"),
        *("_base_client.make_request_options", "_client.Foo", "_client.AsyncFoo", "_streaming.Stream"),
        *("_streaming.AsyncStream", "_models.BaseModel", "_models.construct_type", "_types.NOT_GIVEN", "_types.Body"),
        *("_types.FileTypes", "_response.APIResponse", "_response.AsyncAPIResponse", "_utils.maybe_transform"),
        *("_utils.required_args", "_compat.cached_property", "_constants.DEFAULT_TIMEOUT", "_qs.Querystring"),
        *("_resource.SyncAPIResource", "_version.__version__", "_legacy_response.HttpxBinaryResponseContent"),
        *("_legacy_response.LegacyAPIResponse", "pagination.SyncCursorPage", "pagination.AsyncCursorPage"),
        *("_utils._transform.PropertyInfo", "_decoders.jsonl.JSONLDecoder", "_files.is_file_content"),
    ],
)
def test_92_private_modules_that_people_import(case: Case, name: str) -> None:
    module, _, member = name.rpartition(".")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert getattr(importlib.import_module(f"{case.package.__name__}.{module}"), member) is not None
