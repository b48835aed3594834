"""Client options that go out with every request, environments, and what fills a path parameter nobody gave."""

from __future__ import annotations

from typing import Any

import pytest

from ..harness import Caller, Case


def test_25_the_client_fills_its_path_parameter(call: Caller) -> None:
    call(lambda client: client.things.retrieve("t"), api_key="k", account_id="acc")

    assert call.server.last.line == "GET /accounts/acc/things/t HTTP/1.1"

    call(lambda client: client.things.retrieve("t", account_id="other"), api_key="k", account_id="acc")

    assert call.server.last.line == "GET /accounts/other/things/t HTTP/1.1"


def test_25_missing_everywhere_is_an_error(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPTIONS_ACCOUNT", raising=False)
    with pytest.raises(ValueError, match="Missing account_id argument"):
        call(lambda client: client.things.retrieve("t"), api_key="k")


def test_options_are_sent(call: Caller) -> None:
    call(lambda client: client.things.retrieve("t"), api_key="k", account_id="a", tenant="blue", debug=True)

    assert call.server.last.target == "/accounts/a/things/t?debug=true"
    assert call.server.last.header("X-Tenant") == "blue"
    assert call.server.last.header("X-Key") == "k"
    assert call.server.last.header("Api-Version") == "2026-01-01"


def test_options_come_from_the_environment(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTIONS_KEY", "from env")
    monkeypatch.setenv("OPTIONS_ACCOUNT", "env-acc")

    call(lambda client: client.things.retrieve("t"))

    assert call.server.last.target == "/accounts/env-acc/things/t"
    assert call.server.last.header("X-Key") == "from env"


@pytest.mark.parametrize("name", ["Client", "AsyncClient"])
def test_09_environments(case: Case, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client: Any = getattr(case.package, name)
    assert str(client(api_key="k").base_url) == "https://api.example.com/"
    assert str(client(api_key="k", environment="sandbox").base_url) == "https://sandbox.example.com/"
    assert str(client(api_key="k", base_url="https://x.test", environment="sandbox").base_url) == "https://x.test/"
    monkeypatch.setenv("OPTIONS_BASE_URL", "https://env.test")
    assert str(client(api_key="k").base_url) == "https://env.test/"
    with pytest.raises(ValueError, match="Ambiguous URL"):
        client(api_key="k", environment="sandbox")
