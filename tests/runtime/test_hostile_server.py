"""Threats b 4: whatever a server answers, a call ends with a result or an error of the package, in time."""

from __future__ import annotations

import time
from typing import Any

import pytest
from sample import AsyncBrand, Brand, Thing
from support import raw_server

from runtime._exceptions import APIError, APIResponseValidationError, APITimeoutError

OK = b"HTTP/1.1 200 OK\r\n"


def answer(*headers: bytes, body: bytes = b"{}") -> bytes:
    return OK + b"".join(header + b"\r\n" for header in headers) + b"Connection: close\r\n\r\n" + body


FAILURES = {
    "bad gzip": answer(b"Content-Encoding: gzip", b"Content-Length: 4", body=b"oops"),
    "short body": answer(b"Content-Length: 100"),
    "bad length": answer(b"Content-Length: ten"),
    "two lengths": answer(b"Content-Length: 2", b"Content-Length: 3"),
    "no http": b"SMTP ready\r\n\r\n",
    "nothing": b"",
    "bad chunk": answer(b"Transfer-Encoding: chunked", body=b"zz\r\nx"),
    "bad location": b"HTTP/1.1 302 Found\r\nLocation: http://[bad\r\nContent-Length: 0\r\n\r\n",
    "location elsewhere": b"HTTP/1.1 302 Found\r\nLocation: gopher://h/\r\nContent-Length: 0\r\n\r\n",
    "deep json": answer(b"Content-Type: application/json", b"Content-Length: 200000", body=b"[" * 200_000),
    "long number": answer(b"Content-Type: application/json", b"Content-Length: 10000", body=b"9" * 10_000),
    "not utf-8": answer(b"Content-Type: application/json", b"Content-Length: 3", body=b'"\xff"'),
    "error with deep json": b"HTTP/1.1 400 Bad\r\nContent-Length: 9000\r\nConnection: close\r\n\r\n" + b"[" * 9000,
    "error of codec": b"HTTP/1.1 400 Bad\r\nContent-Type: text/plain; charset=hex\r\nContent-Length: 2\r\n\r\nzz",
    "error cut short": b"HTTP/1.1 400 Bad\r\nContent-Length: 200\r\nConnection: close\r\n\r\nzz",
}


@pytest.mark.parametrize("name", FAILURES)
def test_every_failure_is_an_error_of_the_package(name: str) -> None:
    with raw_server(FAILURES[name]) as (url, _), Brand(api_key="k", base_url=url, max_retries=0) as client:
        with pytest.raises(APIError) as caught:
            client.things.retrieve("t1", space_id="s")
        assert caught.value.request.method == "GET"
        assert len(str(caught.value)) <= 2048


def test_of_an_error_that_is_cut_short_the_beginning_is_kept() -> None:
    with raw_server(FAILURES["error cut short"]) as (url, _), Brand(api_key="k", base_url=url) as client:
        with pytest.raises(APIError) as caught:
            client.things.retrieve("t1", space_id="s")
        assert caught.value.body == "zz"


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["bad gzip", "no http", "bad location", "error cut short", "deep json"])
async def test_every_failure_is_an_error_of_the_package_async(name: str) -> None:
    with raw_server(FAILURES[name]) as (url, _):
        async with AsyncBrand(api_key="k", base_url=url, max_retries=0) as client:
            with pytest.raises(APIError):
                await client.things.retrieve("t1", space_id="s")


@pytest.mark.parametrize("charset", [b"hex", b"zlib", b"idna", b"no-such-thing", b"utf-16", b"undefined"])
def test_text_in_strange_charsets(charset: bytes) -> None:
    reply = answer(b"Content-Type: text/html; charset=" + charset, b"Content-Length: 3", body=b"<p>")
    with raw_server(reply, reply) as (url, _), Brand(api_key="k", base_url=url, max_retries=0) as client:
        assert isinstance(client.get("/", cast_to=str), str)
        assert isinstance(client.get("/", cast_to=Thing), str)


def test_a_body_in_the_wrong_place_is_refused_in_strict_mode() -> None:
    reply = answer(b"Content-Type: application/json", b"Content-Length: 4", body=b"null")
    with raw_server(reply) as (url, _):
        client = Brand(api_key="k", base_url=url, max_retries=0, _strict_response_validation=True)
        with client, pytest.raises(APIResponseValidationError):
            client.things.retrieve("t1", space_id="s")


@pytest.mark.anyio
async def test_a_total_timeout_ends_everything_async() -> None:
    def stall(connection: Any) -> None:
        for _ in range(100):
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.02)

    with raw_server(stall) as (url, _):
        async with AsyncBrand(api_key="k", base_url=url, max_retries=0) as client:
            client.total_timeout = 0.2
            started = time.monotonic()
            with pytest.raises(APITimeoutError):
                await client.things.retrieve("t1", space_id="s")
            assert time.monotonic() - started < 1.5
