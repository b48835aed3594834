"""`client_settings`, `environments`, `security`: what the client takes and sends."""

from __future__ import annotations

import base64
import inspect
from typing import Any

import pytest

from ..harness import answer
from .maker import Maker, key

RETRIEVE = (
    "resources: {things: {methods: {list: get /things, create: post /things, get: 'get /orgs/{orgId}/things/{id}'}}}\n"
)


def client_settings(opts: str, more: str = "") -> str:
    return f"client_settings: {{opts: {{{opts}}}{more}}}\n{RETRIEVE}"


@key(
    "client_settings",
    "client_settings.opts",
    "client_settings.opts.*.type",
    "client_settings.opts.*.nullable",
    "client_settings.opts.*.description",
    "client_settings.opts.*.default",
    "client_settings.opts.*.example",
    "client_settings.opts.*.read_env",
    "client_settings.opts.*.auth",
    "client_settings.opts.*.auth.security_scheme",
)
def test_options_are_arguments_of_the_constructor(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    call = make(
        client_settings(
            "api_key: {type: string, example: key-for-tests, read_env: ACME_TOKEN, auth: {security_scheme: key}}, "
            "region: {type: string, default: eu, description: Where it runs.}, "
            "level: {type: integer, nullable: true}"
        )
    )
    arguments = inspect.signature(call.case.package.Client.__init__).parameters
    assert arguments["level"].default is None
    assert "Where it runs." in call.case.text("_client.py")
    monkeypatch.setenv("ACME_TOKEN", "from-env")

    call(lambda client: client.things.list())
    assert call.server.last.header("X-Key") == "from-env"
    assert call(lambda client: _given(client, "region", "level"), api_key="k", level=3) == ("eu", 3)
    monkeypatch.delenv("ACME_TOKEN")
    with pytest.raises(call.case.package.AcmeError, match=r"api_key.*ACME_TOKEN"):
        call.case.package.Client()
    assert "key-for-tests" in (call.case.distribution / "tests" / "conftest.py").read_text()


def _given(client: Any, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(client, name) for name in names)


@key(
    "client_settings.opts.*.send_in_header",
    "client_settings.opts.*.send_as_query_param",
    "client_settings.opts.*.send_as_path_param",
    "client_settings.opts.*.send_in_cookie",
    "client_settings.opts.*.send_as_body_param",
)
def test_options_go_out_with_every_request(make: Maker) -> None:
    call = make(
        client_settings(
            "tenant: {type: string, nullable: true, send_in_header: X-Tenant}, "
            "debug: {type: boolean, nullable: true, send_as_query_param: dbg}, "
            "org_id: {type: string, nullable: true, send_as_path_param: orgId}, "
            "session: {type: string, nullable: true, send_in_cookie: sid}, "
            "app: {type: string, nullable: true, send_as_body_param: appId}"
        )
    )
    given = {"tenant": "t", "debug": True, "org_id": "o", "session": "s", "app": "a"}

    call(lambda client: client.things.get("1"), **given)
    assert call.server.last.target == "/orgs/o/things/1?dbg=true"
    assert (call.server.last.header("X-Tenant"), call.server.last.header("Cookie")) == ("t", "sid=s")

    call(lambda client: client.things.create(name="n"), **given)
    assert call.server.last.body == b'{"appId":"a","name":"n"}'


@key("client_settings.opts.*.auth.role", "security", "security_schemes")
def test_roles_and_security_of_the_configuration(make: Maker) -> None:
    config = client_settings(
        "user: {type: string, nullable: true, auth: {security_scheme: pair, role: username}}, "
        "secret: {type: string, nullable: true, auth: {security_scheme: pair, role: password}}, "
        "token: {type: string, nullable: true, auth: {security_scheme: mine, role: value}}"
    )
    call = make(
        config + "security_schemes:\n  pair: {type: http, scheme: basic}\n"
        "  mine: {type: apiKey, in: header, name: X-Mine}\nsecurity: [{pair: []}, {mine: []}]\n"
    )

    call(lambda client: client.things.list(), user="u", secret="p")
    assert call.server.last.header("Authorization") == f"Basic {base64.b64encode(b'u:p').decode()}"
    assert call.server.last.header("X-Key") is None

    call(lambda client: client.things.list(), token="t")
    assert call.server.last.header("X-Mine") == "t"


@pytest.mark.parametrize(
    ("scheme", "sent"),
    [
        ("{type: http, scheme: bearer, x-stainless-auth: {scheme_keyword: SSWS}}", "SSWS u"),
        ("{type: http, scheme: basic, x-stainless-auth: {disable_base64: true}}", "Basic u:p"),
        ("{type: http, scheme: basic, x-stainless-auth: {scheme_keyword: Key, disable_base64: true}}", "Key u:p"),
        ("{type: apiKey, in: header, name: Authorization, x-stainless-auth: {scheme_keyword: Token}}", "Token u"),
    ],
)
def test_unusual_words_of_security_schemes(make_one: Maker, scheme: str, sent: str) -> None:
    role = "username" if "basic" in scheme else "value"
    call = make_one(
        client_settings(
            f"user: {{type: string, auth: {{security_scheme: odd, role: {role}}}}}, "
            "secret: {type: string, auth: {security_scheme: odd, role: password}}"
        )
        + f"security_schemes: {{odd: {scheme}}}\nsecurity: [{{odd: []}}]\n"
    )
    call(lambda client: client.things.list(), user="u", secret="p")
    assert call.server.last.header("Authorization") == sent


def test_client_credentials_have_two_options(make: Maker) -> None:
    call = make(
        client_settings(
            "id: {type: string, auth: {security_scheme: app, role: client_id}}, "
            "secret: {type: string, auth: {security_scheme: app, role: client_secret}}"
        )
        + "security: [{app: []}]\n"
    )
    call.server.answer_next(answer('{"access_token": "tok", "token_type": "bearer"}'))

    call(lambda client: client.things.list(), id="i", secret="s")
    assert [request.target for request in call.server.recorded] == ["/token", "/things"]
    assert call.server.last.header("Authorization") == "Bearer tok"


@key("environments", "client_settings.opts.*.server_variable", "client_settings.default_env_prefix")
def test_environments(make_one: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_one.case(
        client_settings("region: {type: string, default: eu, server_variable: region}", ", default_env_prefix: BRANDED")
        + "environments: {live: 'https://{region}.acme.test', test: 'https://test.acme.test'}\n"
    )
    for name in ("Client", "AsyncClient"):
        client = getattr(case.package, name)
        assert str(client().base_url) == "https://eu.acme.test/"
        assert str(client(region="us").base_url) == "https://us.acme.test/"
        assert str(client(environment="test").base_url) == "https://test.acme.test/"
        with monkeypatch.context() as patch:
            patch.setenv("BRANDED_BASE_URL", "https://env.test")
            assert str(client().base_url) == "https://env.test/"
    assert set(case.package.ENVIRONMENTS) == {"live", "test"}


@key(
    "client_settings.idempotency",
    "client_settings.idempotency.header",
    "client_settings.default_headers",
    "client_settings.omit_stainless_headers",
)
def test_headers(make: Maker) -> None:
    call = make(
        "client_settings:\n  idempotency: {header: Idempotency-Key}\n"
        "  default_headers: {Api-Version: '3', X-Beta: true}\n"
        "  omit_stainless_headers: true\n" + RETRIEVE
    )
    call(lambda client: client.things.create(name="n", idempotency_key="mine"))
    assert call.server.last.header("Idempotency-Key") == "mine"
    call(lambda client: client.things.create(name="n"))
    assert (call.server.last.header("Idempotency-Key") or "").startswith("stainless-python-retry-")
    call(lambda client: client.things.list())
    assert call.server.last.header("Idempotency-Key") is None
    assert (call.server.last.header("Api-Version"), call.server.last.header("X-Beta")) == ("3", "true")
    assert b"x-stainless" not in call.server.last.head.lower()


@key("client_settings.idempotency_header")
def test_older_spelling_of_the_idempotency_header(make_one: Maker) -> None:
    call = make_one("client_settings: {idempotency_header: X-Once}\n" + RETRIEVE)
    call(lambda client: client.things.create(name="n", idempotency_key="mine"))
    assert call.server.last.header("X-Once") == "mine"


@key(
    "client_settings.default_timeout",
    "client_settings.default_retries",
    "client_settings.default_retries.max_retries",
    "client_settings.default_retries.initial_delay_seconds",
    "client_settings.default_retries.max_delay_seconds",
    "client_settings.default_client_name",
)
@pytest.mark.parametrize("timeout", ["90000", "PT1M30S"])
def test_timeouts_and_retries(make: Maker, timeout: str) -> None:
    call = make(
        f"client_settings:\n  default_timeout: {timeout}\n  default_client_name: Shop\n"
        "  default_retries: {max_retries: 3, initial_delay_seconds: 0.001, max_delay_seconds: 0.002}\n" + RETRIEVE
    )
    package = call.case.package
    assert package.Client is package.Shop
    assert package.DEFAULT_TIMEOUT.read == 90
    assert package.DEFAULT_MAX_RETRIES == 3
    call.server.answer_next(*[answer("{}", status=503)] * 3, answer('{"id": "t"}'))

    call(lambda client: client.things.create(name="n"), max_retries=package.DEFAULT_MAX_RETRIES)
    assert [r.header("x-stainless-retry-count") for r in call.server.recorded] == ["0", "1", "2", "3"]
    assert call.server.last.header("x-stainless-read-timeout") == "90"


@key("client_settings.response_headers")
def test_headers_of_the_response_are_attributes(make: Maker) -> None:
    call = make("client_settings: {response_headers: {request_id: x-request-id}}\n" + RETRIEVE)
    call.server.answer_next(answer('{"id": "t"}', headers=["X-Request-Id: req_1"]))
    raw = call(lambda client: client.things.with_raw_response.create(name="n"))
    assert raw.request_id == "req_1"

    call.server.answer_next(answer("{}", status=404, headers=["X-Request-Id: req_2"]))
    with pytest.raises(call.case.package.NotFoundError) as caught:
        call(lambda client: client.things.list())
    assert caught.value.request_id == "req_2"


@key("client_settings.pagination")
def test_older_place_of_pagination(make_one: Maker) -> None:
    scheme = "{name: things_page, type: fake_page, request: {}, response: {data: {type: array, items: {}}}}"
    case = make_one.case(f"client_settings: {{pagination: [{scheme}]}}\n" + RETRIEVE)
    assert case.package.pagination.SyncThingsPage
