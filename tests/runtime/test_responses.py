"""Statements 79 to 86: response objects, files and streams; and 67, 68."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from sample import AsyncBrand, Brand, Thing
from support import THING, async_brand, brand, json_answer, raw_server, recorder

from runtime._exceptions import APIError, APIResponseTooLargeError, APIResponseValidationError
from runtime._operation import Operation
from runtime._response import APIResponse, BinaryAPIResponse, StreamAlreadyConsumed, StreamedBinaryAPIResponse
from runtime._streaming import AsyncStream, Stream


def test_79_raw_response() -> None:
    answered = recorder(httpx.Response(500), httpx.Response(200, json=THING, headers={"x-id": "7"}))
    response = brand(answered).things.with_raw_response.retrieve("t1")
    assert isinstance(response, APIResponse)
    assert (response.headers["x-id"], response.status_code, response.method) == ("7", 200, "GET")
    assert str(response.url).endswith("/v1/spaces/s1/things/t1")
    assert response.http_request is answered.requests[1]
    assert response.http_response.status_code == 200
    assert response.http_version == "HTTP/1.1"
    assert response.is_closed and response.retries_taken == 1
    assert response.parse() is response.parse()
    assert response.parse().display_name == "Thing"
    assert response.parse(to=dict) is response.parse(to=dict)
    assert response.parse(to=dict) == THING == response.json()
    assert response.parse(to=httpx.Response) is response.http_response
    assert json.loads(response.text()) == json.loads(response.read()) == THING
    assert b"".join(response.iter_bytes()) == response.read()
    assert "".join(response.iter_text()) == response.text()
    assert list(response.iter_lines()) == [response.text()]
    response.close()
    assert "APIResponse [200 OK]" in repr(response)


def test_79_elapsed() -> None:
    with raw_server(json_answer(b'{"id":"x"}')) as (url, _), Brand(api_key="k", base_url=url) as client:
        response = client.things.with_raw_response.retrieve("t1", space_id="s")
        assert response.elapsed.total_seconds() > 0


@pytest.mark.anyio
async def test_80_async_raw_response() -> None:
    response = await async_brand(recorder()).things.with_raw_response.retrieve("t1")
    assert (await response.parse()).id == "t1"
    assert await response.parse(to=dict) == THING == await response.json()
    assert json.loads(await response.text()) == json.loads(await response.read()) == THING
    assert b"".join([chunk async for chunk in response.iter_bytes()]) == await response.read()
    assert "".join([chunk async for chunk in response.iter_text()]) == await response.text()
    assert [line async for line in response.iter_lines()] == [await response.text()]
    await response.close()
    assert response.is_closed


def test_81_streaming_response_reads_on_demand() -> None:
    answer = json_answer(b'{"id":"x"}')
    with raw_server(answer, answer) as (url, received), Brand(api_key="k", base_url=url) as client:
        manager = client.things.with_streaming_response.retrieve("t1", space_id="s")
        assert not received
        with manager as response:
            assert len(received) == 1
            assert not response.is_closed
            assert response.parse().id == "x"
        assert response.is_closed
        with client.things.with_streaming_response.retrieve("t1", space_id="s") as response:
            assert b"".join(response.iter_bytes()) == b'{"id":"x"}'
            with pytest.raises(StreamAlreadyConsumed):
                response.read()
            with pytest.raises(StreamAlreadyConsumed):
                list(response.iter_lines())


@pytest.mark.anyio
async def test_81_async_streaming_response() -> None:
    answer = json_answer(b'{"id":"x"}')
    with raw_server(answer, answer) as (url, received):
        async with AsyncBrand(api_key="k", base_url=url) as client:
            async with client.things.with_streaming_response.retrieve("t1", space_id="s") as response:
                assert not response.is_closed
                assert (await response.parse()).id == "x"
            assert response.is_closed
            async with client.things.with_streaming_response.retrieve("t1", space_id="s") as response:
                assert b"".join([chunk async for chunk in response.iter_bytes()]) == b'{"id":"x"}'
                with pytest.raises(StreamAlreadyConsumed):
                    await response.read()
    assert len(received) == 2


def test_81_leaving_early_closes() -> None:
    def endless(connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n")
        while True:
            connection.sendall(b"x" * 1000)

    with raw_server(endless) as (url, _), Brand(api_key="k", base_url=url) as client:
        with client.things.with_streaming_response.download("t1", space_id="s") as response:
            assert next(response.iter_bytes(10)) == b"x" * 10
        assert response.is_closed


def test_82_binary_responses(tmp_path: Path) -> None:
    client = brand(recorder(httpx.Response(200, content=b"%PDF", headers={"content-type": "application/pdf"})))
    file = client.things.download("t1")
    assert isinstance(file, BinaryAPIResponse)
    assert file.read() == b"%PDF" == file.parse()
    file.write_to_file(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF"
    assert isinstance(client.things.with_raw_response.download("t1"), BinaryAPIResponse)
    with client.things.with_streaming_response.download("t1") as streamed:
        assert isinstance(streamed, StreamedBinaryAPIResponse)
        streamed.stream_to_file(tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").read_bytes() == b"%PDF"


@pytest.mark.anyio
async def test_82_async_binary_responses(tmp_path: Path) -> None:
    client = async_brand(recorder(httpx.Response(200, content=b"%PDF")))
    file = await client.things.download("t1")
    await file.write_to_file(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == b"%PDF" == await file.read()
    async with client.things.with_streaming_response.download("t1") as streamed:
        await streamed.stream_to_file(tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").read_bytes() == b"%PDF"


def test_83_the_header_that_asks_for_the_response() -> None:
    answered = recorder()
    client = brand(answered)
    client.things.with_raw_response.retrieve("t1", extra_headers={"X-A": "1"})
    with client.things.with_streaming_response.retrieve("t1"):
        pass
    client.things.retrieve("t1")
    sent = [request.headers.get("x-stainless-raw-response") for request in answered.requests]
    assert sent == ["raw", "stream", None]
    assert answered.requests[0].headers["x-a"] == "1"


SSE = b"".join(b'data: {"id":"%d"}\n\n' % number for number in range(3)) + b"data: [DONE]\n\n"


def sse(content: bytes = SSE) -> httpx.Response:
    return httpx.Response(200, content=content, headers={"content-type": "text/event-stream"})


def test_84_streams() -> None:
    answered = recorder(sse())
    client = brand(answered)
    with client.things.watch() as stream:
        assert isinstance(stream, Stream)
        assert next(stream).id == "0"
        assert [thing.id for thing in stream] == ["1", "2"]
        assert stream.response.status_code == 200
    assert answered.request.headers["accept"] == "text/event-stream"
    raw = client.things.with_raw_response.watch()
    assert [thing.id for thing in raw.parse()] == ["0", "1", "2"]
    low = client.get("/watch", cast_to=Thing, stream=True, stream_cls=Stream[Thing])
    assert [thing.id for thing in low] == ["0", "1", "2"]


@pytest.mark.anyio
async def test_84_async_streams() -> None:
    client = async_brand(recorder(sse()))
    stream = await client.things.watch()
    assert isinstance(stream, AsyncStream)
    assert [thing.id async for thing in stream] == ["0", "1", "2"]
    low = await client.post("/watch", cast_to=object, body={}, stream=True, stream_cls=AsyncStream[Thing])
    assert [thing.id async for thing in low] == ["0", "1", "2"]


def test_84_a_boolean_of_the_body_asks_for_a_stream() -> None:
    complete = Operation("POST", "/complete", body_type=lambda: object, returns=lambda: Thing)
    streaming = complete.streaming("jsonl", lambda: Thing)
    answered = recorder(
        httpx.Response(200, json=THING),
        httpx.Response(200, content=b'{"id":"1"}\n{"id":"2"}\n', headers={"content-type": "application/jsonl"}),
    )
    client = brand(answered)
    assert client._request(complete, body={"stream": False}).id == "t1"
    assert [thing.id for thing in client._request_stream(streaming, body={"stream": True})] == ["1", "2"]
    assert [request.headers["accept"] for request in answered.requests] == ["application/json", "application/jsonl"]


def test_84_an_error_before_the_stream_is_an_error_of_the_call() -> None:
    answered = recorder(httpx.Response(400, json={"message": "no"}))
    with pytest.raises(APIError, match="no"):
        brand(answered).things.watch()


def test_85_a_stream_that_is_left_early_is_closed() -> None:
    def endless(connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
        while True:
            connection.sendall(b'data: {"id":"x"}\n\n')

    with raw_server(endless) as (url, _), Brand(api_key="k", base_url=url) as client:
        stream = client.things.watch("s")
        for thing in stream:
            assert thing.id == "x"
            break
        stream.close()
        assert stream.response.is_closed


# Decoding


def test_67_strict_validation() -> None:
    client = brand(recorder(httpx.Response(200, json={"id": [1]})), _strict_response_validation=True)
    with pytest.raises(APIResponseValidationError) as caught:
        client.things.retrieve("t1")
    assert caught.value.status_code == 200 and caught.value.body == {"id": [1]}
    assert caught.value.response.status_code == 200
    html = httpx.Response(200, text="<html>", headers={"content-type": "text/html"})
    with pytest.raises(APIResponseValidationError, match="text/html"):
        brand(recorder(html), _strict_response_validation=True).things.retrieve("t1")
    assert brand(recorder(httpx.Response(200, json={"id": [1]}))).things.retrieve("t1").id == [1]  # type: ignore[comparison-overlap]


def test_68_content_types_that_are_not_json() -> None:
    lying = httpx.Response(200, content=b'{"id":"x"}', headers={"content-type": "text/plain"})
    assert brand(recorder(lying)).things.retrieve("t1").id == "x"
    missing = httpx.Response(200, content=b'{"id":"x"}')
    assert brand(recorder(missing)).things.retrieve("t1").id == "x"
    html = httpx.Response(200, text="<html>", headers={"content-type": "text/html"})
    assert brand(recorder(html)).things.retrieve("t1") == "<html>"  # type: ignore[comparison-overlap]
    problem = httpx.Response(
        200, content=b'{"id":"x"}', headers={"content-type": "application/hal+json; charset=utf-8"}
    )
    assert brand(recorder(problem)).things.retrieve("t1").id == "x"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000])
def test_threats_b4_json_that_is_none_is_a_typed_error(content: bytes) -> None:
    answered = recorder(httpx.Response(200, content=content, headers={"content-type": "application/json"}))
    with pytest.raises(APIResponseValidationError) as caught:
        brand(answered).things.retrieve("t1")
    assert len(answered.requests) == 1 and len(str(caught.value)) < 2048


def test_xml_responses() -> None:
    xml = httpx.Response(200, content=b"<thing><id>x</id></thing>", headers={"content-type": "application/xml"})
    operation = Operation("GET", "/x", returns=lambda: Thing, accept="application/xml")
    assert brand(recorder(xml))._request(operation).id == "x"


def test_unwrapping() -> None:
    client = brand(recorder(httpx.Response(200, json={"names": ["a", "b"], "more": 1})))
    assert client.things.names() == ["a", "b"]
    strict = brand(recorder(httpx.Response(200, json={"other": 1})), _strict_response_validation=True)
    with pytest.raises(APIResponseValidationError, match="names"):
        strict.things.names()


def test_nothing_is_returned_for_an_operation_without_result() -> None:
    assert brand(recorder(httpx.Response(204))).things.delete("t1") is None


# Threats b 2: sizes


def test_threats_b2_a_response_beyond_the_limit_is_an_error() -> None:
    client = brand(recorder(httpx.Response(200, json={"id": "x" * 1000})))
    client.max_response_bytes = 100
    bomb = gzip.compress(b'"' + b"x" * 1_000_000 + b'"')
    answer = json_answer(bomb, "Content-Encoding: gzip")
    huge = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999999999999\r\n\r\n{}"
    with raw_server(answer, huge, answer) as (url, _), Brand(api_key="k", base_url=url) as client:
        client.max_response_bytes = 100_000
        with pytest.raises(APIResponseTooLargeError, match="100000 bytes"):
            client.get("/bomb", cast_to=object)
        with pytest.raises(APIResponseTooLargeError):
            client.get("/huge", cast_to=object)
        with client.things.with_streaming_response.retrieve("t1", space_id="s") as response:
            with pytest.raises(APIResponseTooLargeError):
                response.read()
            assert response.is_closed


def test_threats_b2_of_an_error_only_the_beginning_is_read() -> None:
    def endless(connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with raw_server(endless) as (url, _), Brand(api_key="k", base_url=url) as client:
        with pytest.raises(APIError) as caught:
            client.get("/x", cast_to=object)
        assert isinstance(caught.value.body, str) and len(caught.value.body) == 1024 * 1024
        assert len(str(caught.value)) <= 2048


@pytest.mark.anyio
async def test_threats_b2_async() -> None:
    bomb = gzip.compress(b'"' + b"x" * 1_000_000 + b'"')
    with raw_server(json_answer(bomb, "Content-Encoding: gzip")) as (url, _):
        async with AsyncBrand(api_key="k", base_url=url) as client:
            client.max_response_bytes = 100_000
            with pytest.raises(APIResponseTooLargeError):
                await client.get("/bomb", cast_to=object)
