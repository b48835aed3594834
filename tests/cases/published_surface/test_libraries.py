"""`targets.python.http_library`: the same SDK with httpx or httpx2; users pass its clients and catch its errors."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from types import ModuleType
from typing import Any

import httpx
import httpx2
import pytest

from ..harness import Caller, Case, answer


def library_of(case: Case) -> ModuleType:
    return httpx2 if case.package.__name__.endswith("httpx2") else httpx


def test_the_package_asks_for_its_library(case: Case) -> None:
    text = (case.distribution / "pyproject.toml").read_text()
    library = library_of(case).__name__
    assert f'"{library}>=' in text
    assert ('"httpx2>=' in text) is (library == "httpx2")
    imports = {
        line.strip()
        for path in case.source.rglob("*.py")
        for line in path.read_text().splitlines()
        if line.strip().startswith(("import httpx", "from httpx"))
    }
    others = {"import httpx_aiohttp", "import httpx_aiohttp.httpx2 as httpx_aiohttp"}
    assert imports - others == {"import httpx" if library == "httpx" else "import httpx2 as httpx"}
    assert issubclass(case.package.DefaultHttpxClient, library_of(case).Client)
    assert case.package.Timeout is library_of(case).Timeout


def test_a_client_of_the_users_own(case: Case, call: Caller) -> None:
    library = library_of(case)
    other = httpx if library is httpx2 else httpx2
    kind = "AsyncClient" if call.is_async else "Client"
    call.server.answer_next(answer('{"id": "t"}'))
    own = getattr(library, kind)(headers={"X-Own": "1"}, timeout=7)
    call(lambda client: client.things.retrieve("t"), http_client=own)
    assert call.server.last.header("X-Own") == "1"
    assert call.server.last.header("x-stainless-read-timeout") == "7"
    with pytest.raises(TypeError, match="Invalid `http_client` argument"):
        getattr(case.package, "AsyncFoo" if call.is_async else "Foo")(http_client=getattr(other, kind)())


def test_errors_of_the_library_are_causes(case: Case, call: Caller) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(case.package.APIConnectionError) as caught:
        call(lambda client: client.things.retrieve("t"), base_url=nowhere)
    assert isinstance(caught.value.__cause__, library_of(case).ConnectError)


def test_responses_are_the_librarys(case: Case, call: Caller) -> None:
    response: Any = call(lambda client: client.get("/x", cast_to=library_of(case).Response))
    assert isinstance(response, library_of(case).Response)
    assert response.json() == {}
    call.server.answer_next(answer("{}", status=404))
    with pytest.raises(case.package.NotFoundError) as caught:
        call(lambda client: client.things.retrieve("t"))
    assert isinstance(caught.value.response, library_of(case).Response)


def test_the_tests_that_the_package_carries_pass(case: Case) -> None:
    environment = {**os.environ, "PYTHONPATH": str(case.distribution / "src")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run(command, cwd=case.distribution, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert " passed" in done.stdout
