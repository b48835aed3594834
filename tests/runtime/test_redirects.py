"""Threats b 1: what follows a redirect, and b 13: no cookies of the server's."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sample import Brand
from support import API_KEY, async_brand, brand, recorder

from runtime._exceptions import APIConnectionError, APIStatusError

SECRET_HEADERS = {"X-Api-Key": "private", "Cookie": "session=private"}


def redirect(location: str, status: int = 302) -> httpx.Response:
    return httpx.Response(status, headers={"location": location, "set-cookie": "a=b"})


def follow(location: str, status: int = 302, **arguments: Any) -> httpx.Request:
    answered = recorder(redirect(location, status), httpx.Response(200, json={"id": "x"}))
    client = brand(answered, default_headers=SECRET_HEADERS, max_retries=0)
    assert client.things.retrieve("t1", **arguments).id == "x"
    assert len(answered.requests) == 2
    return answered.requests[1]


def test_the_same_origin_gets_everything() -> None:
    request = follow("/elsewhere")
    assert str(request.url) == "https://api.example.com/elsewhere"
    assert request.headers["authorization"] == f"Bearer {API_KEY}"
    assert request.headers["x-api-key"] == "private"
    assert follow("https://api.example.com:443/x").headers["x-api-key"] == "private"


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example.com/x",
        "//evil.example.com/x",
        "http://api.example.com/x",
        "https://api.example.com:8443/x",
        "https://api.example.com.evil.com/x",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_another_origin_gets_neither_credentials_nor_headers(location: str, status: int) -> None:
    request = follow(location, status, extra_headers={"X-User": "private"})
    names = set(request.headers.keys())
    assert names <= {"host", "accept", "accept-encoding", "connection", "user-agent"}
    assert "private" not in str(request.headers.raw) and API_KEY not in str(request.headers.raw)


def test_from_http_to_https_of_the_same_host_keeps_credentials() -> None:
    answered = recorder(redirect("https://api.example.com/x"), httpx.Response(200, json={"id": "x"}))
    brand(answered, base_url="http://api.example.com").things.retrieve("t1")
    assert answered.requests[1].headers["authorization"] == f"Bearer {API_KEY}"


@pytest.mark.parametrize("status", [307, 308])
def test_a_body_does_not_go_to_another_origin(status: int) -> None:
    answered = recorder(redirect("https://evil.example.com/x", status))
    with pytest.raises(APIConnectionError) as caught:
        brand(answered, max_retries=0).things.create(name="private")
    assert "another origin" in str(caught.value.__cause__)
    assert len(answered.requests) == 1


def test_a_body_goes_along_within_the_origin() -> None:
    answered = recorder(redirect("/x", 307), httpx.Response(200, json={"id": "x"}))
    brand(answered).things.create(name="n")
    assert answered.requests[1].method == "POST" and answered.requests[1].content == b'{"name":"n"}'


def test_303_turns_into_get() -> None:
    answered = recorder(redirect("/x", 303), httpx.Response(200, json={"id": "x"}))
    brand(answered).things.create(name="n")
    assert answered.requests[1].method == "GET" and "content-length" not in answered.requests[1].headers


def test_the_http_clients_own_credentials_stay_as_well() -> None:
    answered = recorder(redirect("https://evil.example.com/x"), httpx.Response(200, json={"id": "x"}))
    http = httpx.Client(transport=httpx.MockTransport(answered), auth=("user", "private"), follow_redirects=True)
    Brand(api_key="k", http_client=http).things.retrieve("t1", space_id="s")
    assert answered.requests[0].headers["authorization"].startswith("Basic ")
    assert "authorization" not in answered.requests[1].headers


def test_redirects_back_are_still_without_credentials() -> None:
    # What another origin sent us to may be chosen by an attacker, but the origin itself is the API's own again.
    answered = recorder(
        redirect("https://evil.example.com/x"),
        redirect("https://api.example.com/y"),
        httpx.Response(200, json={"id": "x"}),
    )
    brand(answered).things.retrieve("t1")
    assert "authorization" not in answered.requests[2].headers


def test_endless_redirects_end() -> None:
    answered = recorder(redirect("/again"))
    with pytest.raises(APIConnectionError):
        brand(answered, max_retries=0).things.retrieve("t1")
    assert len(answered.requests) == 21


def test_redirects_can_be_turned_off() -> None:
    answered = recorder(redirect("/x"))
    with pytest.raises(APIStatusError) as caught:
        brand(answered).get("/a", cast_to=object, options={"follow_redirects": False})
    assert caught.value.status_code == 302 and len(answered.requests) == 1
    with httpx.Client(transport=httpx.MockTransport(answered)) as http, pytest.raises(APIStatusError):
        Brand(api_key="k", http_client=http).things.retrieve("t1", space_id="s")


def test_history() -> None:
    answered = recorder(redirect("/x"), httpx.Response(200, json={"id": "x"}))
    response = brand(answered).things.with_raw_response.retrieve("t1")
    assert [each.status_code for each in response.http_response.history] == [302]


@pytest.mark.anyio
async def test_async_redirects() -> None:
    answered = recorder(redirect("https://evil.example.com/x"), httpx.Response(200, json={"id": "x"}))
    response = await async_brand(answered).things.with_raw_response.retrieve("t1")
    assert "authorization" not in answered.requests[1].headers
    assert [each.status_code for each in response.http_response.history] == [302]


def test_threats_b13_own_clients_send_no_cookies_but_the_users_do() -> None:
    answered = recorder(httpx.Response(200, json={"id": "x"}, headers={"set-cookie": "a=b"}))
    own = Brand(api_key="k")
    own._client._transport = httpx.MockTransport(answered)
    own.things.retrieve("t1", space_id="s")
    own.things.retrieve("t1", space_id="s")
    assert "cookie" not in answered.requests[1].headers
    own.close()
    client = brand(answered)
    client.things.retrieve("t1")
    client.things.retrieve("t1")
    assert answered.requests[3].headers["cookie"] == "a=b"


def test_what_the_users_http_client_adds_is_sent() -> None:
    answered = recorder()
    http = httpx.Client(
        transport=httpx.MockTransport(answered),
        headers={"X-Mine": "1", "User-Agent": "mine"},
        params={"a": "1", "b": "1"},
        cookies={"c": "d"},
    )
    client = Brand(api_key="k", http_client=http, default_query={"b": "2"})
    client.things.retrieve("t1", space_id="s")
    http.headers["X-Mine"] = "2"
    client.things.retrieve("t1", space_id="s")
    first, second = answered.requests
    assert (first.headers["x-mine"], second.headers["x-mine"]) == ("1", "2")
    assert first.headers["user-agent"] == "Brand/Python 0.0.0"
    assert dict(first.url.params) == {"a": "1", "b": "2"}
    assert first.headers["cookie"] == "c=d"
