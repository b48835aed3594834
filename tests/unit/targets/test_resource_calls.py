"""What generated methods send: one call for each thing a method can be, through the whole client."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import httpx
import pytest

from .feature_api import Recorder, Sdk, features, make_sdk


@pytest.fixture(scope="module")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Sdk:
    return make_sdk(features(), tmp_path_factory.mktemp("features"))


@pytest.fixture
def api() -> Recorder:
    return Recorder()


def make_client(sdk: Sdk, api: Recorder, **options: Any) -> Any:
    http_client = httpx.Client(transport=httpx.MockTransport(api))
    given = {"api_key": "key", "account_id": "acc", "base_url": "https://api.example.com", "max_retries": 0, **options}
    return sdk.module().Acme(http_client=http_client, **given)


@pytest.fixture
def client(sdk: Sdk, api: Recorder) -> Any:
    return make_client(sdk, api)


def test_a_path_parameter_comes_from_the_client(client: Any, api: Recorder) -> None:
    thing = client.things.retrieve("t/1")
    assert thing.id == "1"
    assert api.last.url.raw_path == b"/accounts/acc/things/t%2F1"
    client.things.retrieve("t", account_id="other")
    assert api.last.url.path == "/accounts/other/things/t"


def test_a_path_parameter_that_nobody_gives(sdk: Sdk, api: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACME_ACCOUNT", raising=False)
    with pytest.raises(ValueError, match="Missing account_id argument"):
        make_client(sdk, api, account_id=None).things.retrieve("t")


def test_an_empty_path_parameter(client: Any) -> None:
    with pytest.raises(ValueError, match="Expected a non-empty value for `id`"):
        client.things.retrieve("")


def test_styles(client: Any, api: Recorder) -> None:
    client.things.styles(
        ids=["a", "b"],
        point={"x": "1", "y": "2"},
        tags=["p", "q"],
        where={"k": "v"},
        filter={"deep": [1]},
        x_ids=["i", "j"],
        session="s",
    )
    url = api.last.url
    assert url.path == "/styles/.a,b/;x=1;y=2"
    assert url.params["tags"] == "p|q"
    assert url.params["where[k]"] == "v"
    assert json.loads(url.params["filter"]) == {"deep": [1]}
    assert api.last.headers["X-Ids"] == "i,j"
    assert "session=s" in api.last.headers["Cookie"]


def test_options_that_go_out_with_every_request(sdk: Sdk, api: Recorder) -> None:
    make_client(sdk, api, tenant="t1", page_limit=5).things.anything()
    assert api.last.headers["X-Tenant"] == "t1"
    assert api.last.headers["Api-Version"] == "2"
    assert api.last.url.params["pageLimit"] == "5"


def test_a_deprecated_method_warns_and_works(client: Any) -> None:
    with pytest.deprecated_call():
        assert client.things.old().id == "1"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        client.things.anything()


def test_an_operation_with_a_server_of_its_own(client: Any, api: Recorder) -> None:
    client.things.elsewhere()
    assert str(api.last.url).startswith("https://files.example.com/base/elsewhere")


def test_an_operation_without_credentials(client: Any, api: Recorder) -> None:
    client.things.anything()
    assert api.last.headers["X-Api-Key"] == "key"
    client.things.public()
    assert "X-Api-Key" not in api.last.headers


def test_the_second_way_to_authenticate(sdk: Sdk, api: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACME_API_KEY", raising=False)
    make_client(sdk, api, api_key=None, username="u", password="p").things.anything()
    assert api.last.headers["Authorization"] == "Basic dTpw"


def test_a_body_that_is_one_argument(client: Any, api: Recorder) -> None:
    api._answer = lambda _: httpx.Response(200, json=[{"id": "1"}])
    found = client.things.search(body={"text": "x", "max_hits": 2})
    assert json.loads(api.last.content) == {"text": "x", "maxHits": 2}
    assert [thing.id for thing in found] == ["1"]
    client.things.many(queries=[{"text": "x", "max_hits": 2}])
    assert json.loads(api.last.content) == [{"text": "x", "maxHits": 2}]


def test_a_raw_body(client: Any, api: Recorder, tmp_path: Path) -> None:
    client.things.raw(body=b"\x89PNG")
    assert api.last.content == b"\x89PNG"
    assert api.last.headers["Content-Type"] == "image/png"
    file = tmp_path / "a.png"
    file.write_bytes(b"file")
    client.things.raw(body=file)
    assert api.last.content == b"file"


def test_text_and_forms(client: Any, api: Recorder) -> None:
    client.things.text(body="é")
    assert api.last.content.decode() == "é"
    client.things.text()
    assert api.last.content == b""
    client.things.form(grant_type="a b")
    assert api.last.content == b"grantType=a+b"
    client.things.empty()
    assert api.last.content == b"{}"


def test_files(client: Any, api: Recorder) -> None:
    client.things.upload(file=("a.txt", b"content", "text/plain"), meta={"k": "v"})
    body = api.last.content
    assert b'filename="a.txt"' in body
    assert b'{"k":"v"}' in body
    assert api.last.headers["Content-Type"].startswith("multipart/form-data; boundary=")


def test_path_query_and_body_of_one_operation(client: Any, api: Recorder) -> None:
    client.things.merge("p", body_id="b", display_name=None, dry_run=True)
    assert api.last.url.path == "/merge/p"
    assert api.last.url.params["dryRun"] == "true"
    assert json.loads(api.last.content) == {"displayName": None, "id": "b"}
    assert api.last.headers["Content-Type"] == "application/merge-patch+json"


def test_idempotency_keys(client: Any, api: Recorder) -> None:
    client.things.empty(idempotency_key="mine")
    assert api.last.headers["Idempotency-Key"] == "mine"
    client.things.empty()
    assert api.last.headers["Idempotency-Key"].startswith("stainless-python-retry-")
    client.things.anything()
    assert "Idempotency-Key" not in api.last.headers


@pytest.mark.parametrize(
    ("method", "answer", "expected"),
    [
        ("csv", httpx.Response(200, text="a,b", headers={"Content-Type": "text/csv"}), "a,b"),
        ("anything", httpx.Response(200, json=[1]), [1]),
        ("status", httpx.Response(200, json="on"), "on"),
        ("maybe", httpx.Response(200, content=b"null", headers={"Content-Type": "application/json"}), None),
    ],
)
def test_results(client: Any, api: Recorder, method: str, answer: httpx.Response, expected: object) -> None:
    api._answer = lambda _: answer
    assert getattr(client.things, method)() == expected


def test_models_as_results(sdk: Sdk, client: Any, api: Recorder) -> None:
    types = sdk.module("types")
    assert isinstance(client.things.maybe(), types.Thing)
    assert isinstance(client.things.either(), types.Thing)
    api._answer = lambda _: httpx.Response(200, json={"text": "t", "maxHits": 3})
    assert client.things.either().max_hits == 3
    api._answer = lambda _: httpx.Response(200, json={"a": {"id": "1"}})
    assert client.things.map()["a"].id == "1"
    api._answer = lambda _: httpx.Response(200, json={"data": {"id": "2"}})
    assert client.things.wrapped().id == "2"
    api._answer = lambda _: httpx.Response(204)
    assert client.things.form(grant_type="x") is None


def test_binary_results(client: Any, api: Recorder) -> None:
    api._answer = lambda _: httpx.Response(200, content=b"%PDF", headers={"Content-Type": "application/pdf"})
    assert client.things.pdf().read() == b"%PDF"
    assert api.last.headers["Accept"] == "application/pdf"
    with client.things.with_streaming_response.pdf() as response:
        assert b"".join(response.iter_bytes()) == b"%PDF"


def test_streams(client: Any, api: Recorder) -> None:
    events = b'data: {"delta": "a"}\n\ndata: {"delta": "b"}\n\ndata: [DONE]\n\n'
    api._answer = lambda _: httpx.Response(200, content=events, headers={"Content-Type": "text/event-stream"})
    assert [chunk.delta for chunk in client.things.events()] == ["a", "b"]
    assert [chunk.delta for chunk in client.things.complete(prompt="p", stream=True)] == ["a", "b"]
    assert json.loads(api.last.content) == {"prompt": "p", "stream": True}
    api._answer = lambda _: httpx.Response(
        200, content=b'{"delta": "c"}\n', headers={"Content-Type": "application/jsonl"}
    )
    assert [chunk.delta for chunk in client.things.lines()] == ["c"]


def test_a_method_that_can_stream_without_streaming(client: Any, api: Recorder) -> None:
    assert client.things.complete(prompt="p").id == "1"
    assert json.loads(api.last.content) == {"prompt": "p"}
    with pytest.raises(TypeError, match=r"Missing required arguments; Expected either \('prompt'\) or"):
        client.things.complete()


def test_raw_responses(client: Any) -> None:
    response = client.things.with_raw_response.anything()
    assert response.status_code == 200
    assert response.parse() == {"id": "1"}
    assert client.with_raw_response.things.children.retrieve("c").parse().id == "1"
    with client.with_streaming_response.things.children.retrieve("c") as streamed:
        assert json.loads(b"".join(streamed.iter_bytes())) == {"id": "1"}


def test_methods_of_the_client(client: Any, api: Recorder) -> None:
    api._answer = lambda _: httpx.Response(200, json="pong")
    assert client.ping() == "pong"
    assert client.with_raw_response.ping().parse() == "pong"


def test_the_timeout_of_a_method(client: Any, api: Recorder) -> None:
    client.things.csv()
    assert api.last.extensions["timeout"]["read"] == 7.5
    client.things.csv(timeout=2)
    assert api.last.extensions["timeout"]["read"] == 2


def test_extra_arguments(client: Any, api: Recorder) -> None:
    client.things.merge(
        "p", dry_run=False, extra_headers={"X-A": "1"}, extra_query={"dryRun": "maybe"}, extra_body={"more": 1}
    )
    assert api.last.headers["X-A"] == "1"
    assert api.last.url.params["dryRun"] == "maybe"
    assert json.loads(api.last.content) == {"more": 1}


def test_webhooks(client: Any) -> None:
    assert client.webhooks.unsafe_unwrap('{"id": "w"}').id == "w"
    with pytest.raises(ValueError, match="`webhook_key` on the client"):
        client.webhooks.unwrap('{"id": "w"}', headers={})


@pytest.mark.anyio
async def test_the_async_twin(sdk: Sdk, api: Recorder) -> None:
    http_client = httpx.AsyncClient(transport=httpx.MockTransport(api))
    async with sdk.module().AsyncAcme(
        api_key="key", account_id="acc", base_url="https://api.example.com", http_client=http_client
    ) as client:
        assert (await client.things.retrieve("t")).id == "1"
        assert (await client.things.children.with_raw_response.retrieve("c")).status_code == 200
        events = b'data: {"delta": "a"}\n\ndata: [DONE]\n\n'
        api._answer = lambda _: httpx.Response(200, content=events, headers={"Content-Type": "text/event-stream"})
        assert [chunk.delta async for chunk in await client.things.events()] == ["a"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def test_two_methods_of_one_operation(client: Any, api: Recorder) -> None:
    assert client.things.again() == client.things.anything()
    assert [request.url.path for request in api.requests] == ["/anything", "/anything"]
    assert client.things.with_raw_response.again().status_code == 200
