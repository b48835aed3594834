"""Statements 22 to 49: what goes out for a call."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sample import Thing
from support import API_KEY, async_brand, brand, recorder
from typing_extensions import TypedDict

from runtime._models import BaseModel
from runtime._operation import CookieParam, HeaderParam, Operation, PathParam, QueryParam
from runtime._request import make_request_options, request_options
from runtime._types import NotGiven, Omit, not_given, omit


def test_22_everything_in_its_place() -> None:
    answered = recorder()
    brand(answered).things.create(
        "w1",
        name="n",
        metadata={"display_name": "d"},
        extra_headers={"X-Extra": "e"},
        extra_query={"q": "1"},
        extra_body={"more": True},
        timeout=3,
    )
    request = answered.request
    assert (request.method, request.url.path) == ("POST", "/v1/spaces/w1/things")
    assert request.url.query == b"q=1"
    assert request.content == b'{"name":"n","metadata":{"displayName":"d"},"more":true}'
    assert request.headers["x-extra"] == "e"
    assert request.headers["content-length"] == str(len(request.content))
    assert request.extensions["timeout"] == {"connect": 3, "read": 3, "write": 3, "pool": 3}


def test_23_an_empty_path_argument_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected a non-empty value for `id` but received ''"):
        brand(recorder()).things.retrieve("")


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("a/b", b"/v1/spaces/s1/things/a%2Fb"),
        ("a b?c#d", b"/v1/spaces/s1/things/a%20b%3Fc%23d"),
        ("ü", b"/v1/spaces/s1/things/%C3%BC"),
        ("a..b", b"/v1/spaces/s1/things/a..b"),
        ("%2e", None),
        (".", None),
        ("..", None),
        ("%2E%2e", None),
        ("..;x", None),
        (7, b"/v1/spaces/s1/things/7"),
        (True, b"/v1/spaces/s1/things/true"),
    ],
)
def test_24_path_arguments_stay_one_segment(value: Any, path: bytes | None) -> None:
    answered = recorder()
    if path is None:
        with pytest.raises(ValueError, match="`id`"):
            brand(answered).things.retrieve(value)
        assert not answered.requests
    else:
        brand(answered).things.retrieve(value)
        assert answered.request.url.raw_path == path


@pytest.mark.parametrize("value", [["a"], {"a": 1}, b"x", object()])
def test_threats_c3_containers_are_no_path_arguments(value: Any) -> None:
    with pytest.raises(TypeError, match="`id`"):
        brand(recorder()).things.retrieve(value)


def test_25_client_level_path_arguments() -> None:
    answered = recorder()
    client = brand(answered, space_id="mine")
    client.things.retrieve("t1")
    client.things.retrieve("t1", space_id="yours")
    assert [request.url.path for request in answered.requests] == [
        "/v1/spaces/mine/things/t1",
        "/v1/spaces/yours/things/t1",
    ]
    client.space_id = None
    with pytest.raises(ValueError, match="Missing space_id argument;"):
        client.things.retrieve("t1")


def test_26_sentinels_drop_the_key_and_none_sends_null() -> None:
    answered = recorder()
    client = brand(answered)
    client.things.create(name="n", metadata=omit)
    client.things.create(name="n", metadata=None)  # type: ignore[arg-type]
    client.things.list(cursor=None, page_size=omit)  # type: ignore[arg-type]
    assert answered.requests[0].content == b'{"name":"n"}'
    assert answered.requests[1].content == b'{"name":"n","metadata":null}'
    assert answered.requests[2].url.query == b""


def test_27_sentinels() -> None:
    assert not NotGiven() and not Omit()
    assert repr(not_given) == "NOT_GIVEN"


def test_30_json_is_compact_utf8_without_nan() -> None:
    answered = recorder()
    client = brand(answered)
    client.things.create(name="ünï 😀")
    assert answered.request.content == '{"name":"ünï 😀"}'.encode()
    with pytest.raises(ValueError, match=r"JSON compliant|nan"):
        client.things.create(name="n", extra_body={"x": float("nan")})


def test_31_query_of_the_low_level_verbs() -> None:
    answered = recorder()
    params = {"a": True, "b": None, "c": [], "d": ["x", "y"], "e": {"f": {"g": 1}}, "h": ""}
    brand(answered).get("/foo", cast_to=httpx.Response, options={"params": params})
    assert answered.request.url.query == b"a=true&d=x&d=y&e%5Bf%5D%5Bg%5D=1"


def test_32_default_query_then_method_then_extra_and_the_urls_own() -> None:
    answered = recorder()
    client = brand(answered, default_query={"a": "default", "b": "default", "c": "default"})
    client.things.list(cursor="method", extra_query={"b": "extra", "cursor": "extra"})
    assert dict(answered.request.url.params) == {"a": "default", "b": "extra", "c": "default", "cursor": "extra"}
    answered.requests.clear()
    client.get("/foo?own=1&a=own", cast_to=httpx.Response, options={"params": {"b": "option"}})
    assert dict(answered.request.url.params) == {"own": "1", "a": "default", "b": "option", "c": "default"}


def test_33_extra_body_needs_an_object() -> None:
    client = brand(recorder())
    with pytest.raises(RuntimeError, match="extra_body"):
        client.post("/foo", cast_to=Thing, body=["a"], options={"extra_json": {"a": 1}})
    answered = recorder()
    brand(answered).post("/foo", cast_to=Thing, options={"extra_json": {"a": 1}})
    assert answered.request.content == b'{"a":1}'


def test_34_headers_default_then_extra_case_insensitive_and_omit() -> None:
    answered = recorder()
    client = brand(answered, default_headers={"X-Foo": "default", "x-bar": "default"})
    client.things.retrieve("t1", x_trace="trace", extra_headers={"x-foo": "extra", "X-BAR": omit})
    assert answered.request.headers.get_list("x-foo") == ["extra"]
    assert "x-bar" not in answered.request.headers
    assert answered.request.headers["x-trace"] == "trace"


def test_35_what_is_always_sent() -> None:
    answered = recorder()
    client = brand(answered)
    client.things.create(name="n")
    headers = answered.request.headers
    assert headers["accept"] == "application/json"
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == "Brand/Python 0.0.0"
    assert headers["authorization"] == f"Bearer {API_KEY}"
    assert headers["x-stainless-lang"] == "python"
    assert headers["x-stainless-package-version"] == "0.0.0"
    assert headers["x-stainless-runtime"] == "CPython"
    assert headers["x-stainless-async"] == "false"
    assert headers["x-stainless-retry-count"] == "0"
    assert headers["x-stainless-read-timeout"] == "60"
    for name in ("os", "arch", "runtime-version"):
        assert headers[f"x-stainless-{name}"]
    client.things.retrieve("t1", timeout=2.5)
    assert "content-type" not in answered.requests[1].headers
    assert answered.requests[1].headers["x-stainless-read-timeout"] == "2.5"
    client.things.retrieve("t1", timeout=None)
    assert "x-stainless-read-timeout" not in answered.requests[2].headers


@pytest.mark.anyio
async def test_35_async_header(anyio_backend_name: str) -> None:
    answered = recorder()
    client = async_brand(answered)
    await client.things.create(name="n")
    assert answered.request.headers["x-stainless-async"] == f"async:{anyio_backend_name}"
    assert answered.request.headers["user-agent"] == "AsyncBrand/Python 0.0.0"
    assert answered.request.content == b'{"name":"n"}'


def test_36_callers_retry_count_and_read_timeout_are_respected() -> None:
    answered = recorder(httpx.Response(500), httpx.Response(200, json={"id": "x"}))
    client = brand(answered)
    client.things.retrieve(
        "t1", extra_headers={"x-stainless-retry-count": "42", "X-Stainless-Read-Timeout": omit}, timeout=4
    )
    assert [request.headers["x-stainless-retry-count"] for request in answered.requests] == ["42", "42"]
    assert all("x-stainless-read-timeout" not in request.headers for request in answered.requests)
    answered.requests.clear()
    brand(answered, default_headers={"x-stainless-retry-count": omit}).things.retrieve("t1")
    assert all("x-stainless-retry-count" not in request.headers for request in answered.requests)


def test_37_accept() -> None:
    answered = recorder(httpx.Response(200))
    client = brand(answered)
    client.things.delete("t1")
    client.things.download("t1")
    client.things.download("t1", extra_headers={"accept": "image/png"})
    assert [request.headers["accept"] for request in answered.requests] == ["*/*", "application/pdf", "image/png"]


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\0b", "☃"])
def test_threats_c4_header_values_that_http_cannot_carry(value: str) -> None:
    answered = recorder()
    for call in (
        lambda: brand(answered).things.retrieve("t1", extra_headers={"X-Mine": value}),
        lambda: brand(answered).things.retrieve("t1", extra_headers={"X-Mine": "x"}, x_trace=value),
        lambda: brand(answered, default_headers={"X-Mine": value}).things.retrieve("t1"),
    ):
        with pytest.raises(ValueError, match=r"X-Mine|X-Trace") as caught:
            call()
        assert value not in str(caught.value)
    assert not answered.requests


def test_threats_c4_a_key_with_a_line_break_names_the_header_only() -> None:
    with pytest.raises(ValueError, match="Authorization") as caught:
        brand(recorder(), api_key="secret-secret\n").things.retrieve("t1")
    assert "secret-secret" not in str(caught.value)


def test_latin1_headers_are_sent_as_latin1() -> None:
    answered = recorder()
    brand(answered).things.retrieve("t1", extra_headers={"X-Name": "é"})
    assert (b"X-Name", b"\xe9") in answered.request.headers.raw


class StyledParams(TypedDict, total=False):
    ids: list[str]

    where: dict[str, str]

    filter: dict[str, str]


STYLED = Operation(
    "GET",
    "/styled{a}/{b}{?not}".replace("{?not}", ""),
    params=lambda: StyledParams,
    returns=lambda: Thing,
    path_styles={"a": PathParam(style="matrix", explode=True, name="wireA"), "b": PathParam(style="label")},
    query_styles={"ids": QueryParam(style="pipeDelimited", explode=False), "where": QueryParam(style="deepObject")},
    header_styles={"X-Map": HeaderParam(explode=True)},
    cookie_styles={"c": CookieParam(explode=False)},
    server="https://styled.example.com/base",
    security=(),
)


def test_styles_server_and_security_of_an_operation() -> None:
    answered = recorder()
    brand(answered)._request(
        STYLED,
        path={"a": ["1", "2"], "b": ["x", "y"]},
        query={"ids": ["1", "2"], "where": {"k": "v"}, "filter": {"z": "1"}},
        headers={"X-Map": {"a": 1, "b": True}, "X-List": ["p", "q"], "X-Not": omit},
        cookies={"c": ["m", "n"], "d": "e f"},
    )
    request = answered.request
    assert str(request.url).startswith("https://styled.example.com/base/styled;wireA=1;wireA=2/.x,y?")
    assert request.url.query == b"ids=1%7C2&where%5Bk%5D=v&filter%5Bz%5D=1"
    assert request.headers["x-map"] == "a=1,b=true"
    assert request.headers["x-list"] == "p,q"
    assert "x-not" not in request.headers
    assert request.headers["cookie"] == "c=m,n; d=e%20f"
    assert request.headers["host"] == "styled.example.com"
    assert "authorization" not in request.headers


class WholeParams(TypedDict, total=False):
    query: object

    page: int


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("application/x-www-form-urlencoded", {"a": 1, "b": ["x", "y"]}, b"a=1&b=x&b=y&page=2"),
        ("application/json", {"a": 1}, b"%7B%22a%22%3A1%7D&page=2"),
        ("text/plain", "?raw=1", b"raw=1&page=2"),
    ],
)
def test_a_parameter_that_is_the_whole_query(kind: str, value: object, expected: bytes) -> None:
    operation = Operation(
        "GET", "/q", params=lambda: WholeParams, returns=lambda: Thing, querystring="query", querystring_type=kind
    )
    answered = recorder()
    brand(answered)._request(operation, query={"query": value, "page": 2})
    assert answered.request.url.query == expected


def test_request_options_are_none_when_nothing_was_given() -> None:
    assert request_options(None, None, None, not_given) is None
    assert request_options({"a": "b"}, {"c": 1}, {"d": 2}, None, "key") == {
        "headers": {"a": "b"},
        "params": {"c": 1},
        "extra_json": {"d": 2},
        "timeout": None,
        "idempotency_key": "key",
    }
    assert make_request_options(query={"a": 1, "b": 1}, extra_query={"b": 2}) == {"params": {"a": 1, "b": 2}}


def test_unknown_options_are_refused() -> None:
    with pytest.raises(TypeError, match="`header`"):
        brand(recorder()).get("/x", cast_to=Thing, options={"header": {}})  # type: ignore[typeddict-unknown-key]


# Files and bodies


def test_42_files_in_a_multipart_body(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"from disk")
    answered = recorder()
    client = brand(answered)
    for file in (path, path.open("rb"), ("named.txt", b"bytes", "text/plain"), b"plain"):
        client.things.upload("t1", file=file, note="n")
    bodies = [request.read() for request in answered.requests]
    assert b'name="file"; filename="a.txt"' in bodies[0] and b"from disk" in bodies[0]
    assert b'filename="a.txt"' in bodies[1] and b"from disk" in bodies[1]
    assert b'filename="named.txt"\r\nContent-Type: text/plain' in bodies[2]
    assert b'name="note"\r\n\r\nn\r\n' in bodies[3]
    for request, body in zip(answered.requests, bodies, strict=True):
        assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
        assert request.headers["content-length"] == str(len(body))
    with pytest.raises(TypeError, match="`file`"):
        client.things.upload("t1", file="text")  # type: ignore[arg-type]


def test_44_multipart_of_the_low_level_verbs() -> None:
    answered = recorder()
    client = brand(answered)
    body = {"tags": ["a", "b"], "deep": {"x": 1}}
    client.post(
        "/upload",
        cast_to=Thing,
        body=body,
        files={"file": b"data"},
        options={"headers": {"Content-Type": "multipart/form-data"}},
    )
    content = answered.request.content
    assert b'name="tags[]"\r\n\r\na' in content and b'name="deep[x]"\r\n\r\n1' in content
    assert b'name="file"; filename="upload"' in content
    assert "boundary=" in answered.request.headers["content-type"]
    assert body == {"tags": ["a", "b"], "deep": {"x": 1}}


def test_45_raw_content(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"from disk")

    def chunks() -> Iterator[bytes]:
        yield b"a"
        yield b"b"

    answered = recorder()
    client = brand(answered)
    received = []
    for content in (b"bytes", io.BytesIO(b"io"), path, chunks()):
        client.post("/raw", cast_to=Thing, content=content, options={"headers": {"Content-Type": "application/x"}})
        received.append(answered.requests[-1].read())
    assert received == [b"bytes", b"io", b"from disk", b"ab"]
    assert answered.requests[3].headers["transfer-encoding"] == "chunked"
    assert "content-length" not in answered.requests[3].headers
    assert answered.requests[1].headers["content-length"] == "2"


def test_45_content_excludes_body_and_files() -> None:
    client = brand(recorder())
    with pytest.raises(TypeError, match="`body` and `content`"):
        client.post("/raw", cast_to=Thing, body={}, content=b"")
    with pytest.raises(TypeError, match="`files` and `content`"):
        client.post("/raw", cast_to=Thing, files={}, content=b"")


def test_45_bytes_as_body_are_deprecated() -> None:
    answered = recorder()
    with pytest.warns(DeprecationWarning, match="content"):
        brand(answered).post("/raw", cast_to=Thing, body=b"raw bytes")
    assert answered.request.content == b"raw bytes"


@pytest.mark.anyio
async def test_45_async_iterables(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"from disk")

    async def chunks() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    answered = recorder()
    received: list[bytes] = []

    async def handler(request: httpx.Request) -> httpx.Response:
        received.append(await request.aread())
        return httpx.Response(200, json={"id": "x"})

    client = async_brand(handler)  # type: ignore[arg-type]
    for content in (chunks(), path, b"bytes"):
        await client.post("/raw", cast_to=Thing, content=content)
    assert received == [b"ab", b"from disk", b"bytes"]
    assert not answered.requests
    with pytest.raises(TypeError, match="async"):
        brand(recorder()).post("/raw", cast_to=Thing, content=chunks()).to_dict()


def test_bodies_of_other_kinds() -> None:
    answered = recorder()
    client = brand(answered)
    form = Operation("POST", "/form", body_type=lambda: dict[str, object], body_kind="form", returns=lambda: Thing)
    text = Operation("PUT", "/text", body_type=lambda: str, body_kind="text", returns=lambda: Thing)
    merge = Operation(
        "PATCH", "/m", body_type=lambda: object, content_type="application/merge-patch+json", returns=lambda: Thing
    )
    binary = Operation("PUT", "/bin", body_type=lambda: bytes, body_kind="binary", content_type="image/png")
    xml = Operation("POST", "/xml", body_type=lambda: object, body_kind="xml", xml_root="thing")
    client._request(form, body={"a": "x y", "b": ["1", "2"]})
    client._request(text, body="héllo")
    client._request(merge, body={"a": None})
    client._request(binary, body=b"\x89PNG")
    client._request(xml, body={"a": "1"})
    client._request(form)
    sent = [(request.headers["content-type"], request.content) for request in answered.requests]
    assert sent[:4] == [
        ("application/x-www-form-urlencoded", b"a=x+y&b=1&b=2"),
        ("text/plain; charset=utf-8", "héllo".encode()),
        ("application/merge-patch+json", b'{"a":null}'),
        ("image/png", b"\x89PNG"),
    ]
    assert sent[4][0] == "application/xml" and b"<thing><a>1</a></thing>" in sent[4][1]
    assert sent[5][1] == b"" and answered.requests[5].headers["content-length"] == "0"


# Low-level verbs


def test_46_verbs() -> None:
    answered = recorder()
    client = brand(answered)
    client.get("/a", cast_to=Thing)
    client.post("/a", cast_to=Thing, body={"x": 1})
    client.put("/a", cast_to=Thing, body={"x": 1})
    client.patch("/a", cast_to=Thing, body={"x": 1})
    client.delete("/a", cast_to=Thing)
    assert [request.method for request in answered.requests] == ["GET", "POST", "PUT", "PATCH", "DELETE"]
    assert answered.requests[0].content == b"" and answered.requests[3].content == b'{"x":1}'


@pytest.mark.parametrize(
    ("cast_to", "content", "expected"),
    [
        (Thing, b'{"id":"x"}', Thing(id="x")),
        (dict, b'{"a":1}', {"a": 1}),
        (dict[str, int], b'{"a":1}', {"a": 1}),
        (list, b"[1]", [1]),
        (list[Thing], b'[{"id":"x"}]', [Thing(id="x")]),
        (Thing | str, b'"s"', "s"),  # type: ignore[operator]
        (str, b'{"a":1}', '{"a":1}'),
        (bytes, b"\x00", b"\x00"),
        (int, b"7", 7),
        (float, b"7.5", 7.5),
        (bool, b"true", True),
        (bool, b"false", False),
        (type(None), b"{}", None),
        (object, b'{"a":[1]}', {"a": [1]}),
    ],
)
def test_47_cast_to(cast_to: Any, content: bytes, expected: object) -> None:
    answered = recorder(httpx.Response(200, content=content, headers={"content-type": "application/json"}))
    result = brand(answered).get("/a", cast_to=cast_to)
    assert result == expected and type(result) is type(expected)


def test_47_response_and_foreign_models() -> None:
    import pydantic

    class Foreign(pydantic.BaseModel):
        id: str

    client = brand(recorder())
    assert isinstance(client.get("/a", cast_to=httpx.Response), httpx.Response)
    with pytest.raises(TypeError, match="BaseModel"):
        client.get("/a", cast_to=Foreign)


def test_48_options() -> None:
    answered = recorder(httpx.Response(500), httpx.Response(307, headers={"location": "/b"}), httpx.Response(200))
    client = brand(answered, max_retries=0)
    client._idempotency_header = "Idempotency-Key"
    response = client.post(
        "/a",
        cast_to=httpx.Response,
        body={"x": 1},
        options={
            "headers": {"X-A": "1"},
            "max_retries": 1,
            "timeout": 3,
            "params": {"p": 1},
            "extra_json": {"y": 2},
            "idempotency_key": "mine",
            "follow_redirects": True,
        },
    )
    assert response.status_code == 200
    first, second, third = answered.requests
    assert (first.headers["x-a"], first.headers["idempotency-key"], first.url.query) == ("1", "mine", b"p=1")
    assert json.loads(first.content) == {"x": 1, "y": 2}
    assert first.extensions["timeout"]["read"] == 3
    assert second.headers["idempotency-key"] == "mine"
    assert third.url.path == "/b"


def test_49_get_sends_no_body() -> None:
    answered = recorder()
    operation = Operation("GET", "/a", body_type=lambda: object, returns=lambda: Thing)
    brand(answered)._request(operation, body={"a": 1})
    assert answered.request.content == b""
    assert "content-length" not in answered.request.headers and "content-type" not in answered.request.headers


def test_models_as_cast_to_get_their_aliases() -> None:
    class Inner(BaseModel):
        value: int

    answered = recorder(httpx.Response(200, json={"value": 1}))
    assert brand(answered).get("/a", cast_to=Inner).value == 1
