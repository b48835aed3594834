"""Statements 50 to 59: attempts, delays, errors. Clock, sleep and dice are fixed, so the tables are exact."""

from __future__ import annotations

import email.utils
import logging
import pickle
import random
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sample import Brand, Thing
from support import API_KEY, async_brand, brand, fixed_clock, json_answer, raw_server, recorder

import runtime._exceptions as errors
from runtime._base_client import FinalRequestOptions
from runtime._exceptions import APIConnectionError, APIStatusError, APITimeoutError, status_error_class
from runtime._operation import Operation
from runtime._retry import Clock, RetryBudget, backoff_delay, parse_retry_after, retry_delay, should_retry

NOW = 1_000_000.0


def attempts(answered: Any, **options: Any) -> int:
    client = brand(answered, **options)
    with pytest.raises(errors.APIError):
        client.things.retrieve("t1")
    return len(answered.requests)


@pytest.mark.parametrize("max_retries", [0, 1, 2, 5])
def test_50_attempts_are_one_more_than_max_retries(max_retries: int) -> None:
    assert attempts(recorder(httpx.Response(500)), max_retries=max_retries) == max_retries + 1
    assert attempts(recorder(httpx.ConnectError("no")), max_retries=max_retries) == max_retries + 1


def test_50_per_call_by_with_options_by_options_and_by_operation() -> None:
    answered = recorder(httpx.Response(500))
    client = brand(answered, max_retries=0)
    more = client.with_options(max_retries=3)
    more._sleep = lambda seconds: None  # type: ignore[method-assign]
    with pytest.raises(errors.InternalServerError):
        more.things.retrieve("t1")
    assert len(answered.requests) == 4
    answered.requests.clear()
    with pytest.raises(errors.InternalServerError):
        client.get("/a", cast_to=Thing, options={"max_retries": 1})
    assert len(answered.requests) == 2
    answered.requests.clear()
    with pytest.raises(errors.InternalServerError):
        client._request(Operation("GET", "/a", returns=lambda: Thing, max_retries=2))
    assert len(answered.requests) == 3


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503, 504, 529, 599])
def test_51_retried(status: int) -> None:
    answered = recorder(httpx.Response(status))
    client = brand(answered)
    with pytest.raises(APIStatusError):
        client.things.create(name="n")
    assert [request.method for request in answered.requests] == ["POST"] * 3
    assert [request.headers["x-stainless-retry-count"] for request in answered.requests] == ["0", "1", "2"]
    assert len({request.content for request in answered.requests}) == 1


@pytest.mark.parametrize("status", [304, 400, 401, 403, 404, 410, 422, 499])
def test_51_not_retried(status: int) -> None:
    assert attempts(recorder(httpx.Response(status))) == 1


@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectError("x"),
        httpx.ReadError("x"),
        httpx.RemoteProtocolError("x"),
        httpx.ConnectTimeout("x"),
        httpx.PoolTimeout("x"),
        OSError("x"),
        RuntimeError("x"),
    ],
)
def test_51_connection_errors_are_retried(error: Exception) -> None:
    assert attempts(recorder(error)) == 3


@pytest.mark.parametrize("error", [TypeError, AssertionError, AttributeError])
def test_mistakes_in_a_transport_are_not_hidden(error: type[Exception]) -> None:
    answered = recorder(error("mistake"))
    with pytest.raises(error, match="mistake"):
        brand(answered).things.retrieve("t1")
    assert len(answered.requests) == 1


def test_52_x_should_retry() -> None:
    assert attempts(recorder(httpx.Response(400, headers={"x-should-retry": "true"}))) == 3
    assert attempts(recorder(httpx.Response(500, headers={"x-should-retry": "false"}))) == 1
    assert should_retry(500, {"x-should-retry": "maybe"})
    assert not should_retry(400, {"x-should-retry": "maybe"})


def http_date(seconds: float) -> str:
    return email.utils.formatdate(seconds, usegmt=True)


DELAYS = [
    ({}, 0.5),
    ({"retry-after": "3"}, 3.0),
    ({"retry-after": "3.5"}, 3.5),
    ({"retry-after": " 2 "}, 2.0),
    ({"retry-after": "60"}, 60.0),
    ({"retry-after": "61"}, 0.5),
    ({"retry-after": "0"}, 0.5),
    ({"retry-after": "-5"}, 0.5),
    ({"retry-after": "nan"}, 0.5),
    ({"retry-after": "inf"}, 0.5),
    ({"retry-after": "1e400"}, 0.5),
    ({"retry-after": ""}, 0.5),
    ({"retry-after": "soon"}, 0.5),
    ({"retry-after": http_date(NOW + 20)}, 20.0),
    ({"retry-after": http_date(NOW + 60)}, 60.0),
    ({"retry-after": http_date(NOW + 61)}, 0.5),
    ({"retry-after": http_date(NOW)}, 0.5),
    ({"retry-after": http_date(NOW - 20)}, 0.5),
    ({"retry-after": "Tue, 29 Sep 99999999999 16:41:49 GMT"}, 0.5),
    ({"retry-after-ms": "1500"}, 1.5),
    ({"retry-after-ms": "1500", "retry-after": "3"}, 1.5),
    ({"retry-after-ms": "soon", "retry-after": "3"}, 3.0),
    ({"retry-after-ms": "61000", "retry-after": "3"}, 0.5),
    ({"retry-after-ms": "0.5"}, 0.0005),
]


@pytest.mark.parametrize(("headers", "expected"), DELAYS)
def test_53_delay_the_server_asks_for(headers: dict[str, str], expected: float) -> None:
    delay = retry_delay(httpx.Headers(headers), 0, initial=0.5, maximum=8.0, clock=fixed_clock(NOW))
    assert delay == pytest.approx(expected)


def test_53_nothing_readable() -> None:
    assert parse_retry_after({"retry-after": "soon"}, NOW) is None
    assert parse_retry_after({}, NOW) is None


def test_54_backoff_table() -> None:
    longest = [backoff_delay(n, initial=0.5, maximum=8.0, dice=0.0) for n in range(8)]
    assert longest == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0]
    shortest = [backoff_delay(n, initial=0.5, maximum=8.0, dice=0.999999999) for n in range(5)]
    assert shortest == pytest.approx([0.375, 0.75, 1.5, 3.0, 6.0])
    assert backoff_delay(10**6, initial=0.5, maximum=8.0, dice=0.0) == 8.0


def test_54_jitter_is_in_its_bounds_and_spread() -> None:
    dice = random.Random(7)
    factors = [backoff_delay(0, initial=1.0, maximum=8.0, dice=dice.random()) for _ in range(2000)]
    assert all(0.75 < factor <= 1 for factor in factors)
    assert 0.865 < sum(factors) / len(factors) < 0.885


def test_54_the_client_sleeps_by_the_table() -> None:
    client: Any = brand(recorder(httpx.Response(500)), max_retries=6)
    with pytest.raises(errors.InternalServerError):
        client.things.retrieve("t1")
    assert client.slept == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0]
    client = brand(recorder(httpx.Response(503, headers={"retry-after": "7"})))
    with pytest.raises(errors.InternalServerError):
        client.things.retrieve("t1")
    assert client.slept == [7.0, 7.0]


@pytest.mark.anyio
async def test_54_the_async_client_sleeps_by_the_table() -> None:
    client: Any = async_brand(recorder(httpx.Response(500)), max_retries=3)
    with pytest.raises(errors.InternalServerError):
        await client.things.retrieve("t1")
    assert client.slept == [0.5, 1.0, 2.0]
    client = async_brand(recorder(httpx.ReadTimeout("x")), max_retries=1)
    with pytest.raises(APITimeoutError):
        await client.things.retrieve("t1")
    assert client.slept == [0.5]


def test_55_one_idempotency_key_for_all_attempts() -> None:
    answered = recorder(httpx.Response(500))
    client = brand(answered)
    client._idempotency_header = "Idempotency-Key"
    for call in (
        lambda: client.things.create(name="n"),
        lambda: client.things.create(name="n", idempotency_key="mine"),
    ):
        with pytest.raises(errors.InternalServerError):
            call()
    keys = [request.headers["idempotency-key"] for request in answered.requests]
    assert len(set(keys[:3])) == 1 and keys[0].startswith("stainless-python-retry-")
    assert keys[3:] == ["mine"] * 3
    answered.requests.clear()
    with pytest.raises(errors.InternalServerError):
        client.things.retrieve("t1")
    assert "idempotency-key" not in answered.requests[0].headers
    answered.requests.clear()
    with pytest.raises(errors.InternalServerError):
        client.things.create(name="n", extra_headers={"idempotency-key": "header"})
    assert answered.requests[0].headers.get_list("idempotency-key") == ["header"]


def test_56_timeout_after_all_attempts() -> None:
    cause = httpx.ReadTimeout("slow")
    with pytest.raises(APITimeoutError, match=r"^Request timed out\.$") as caught:
        brand(recorder(cause)).things.retrieve("t1")
    assert caught.value.__cause__ is cause
    assert caught.value.request.url.path == "/v1/spaces/s1/things/t1"
    assert isinstance(caught.value, APIConnectionError)


def test_56_connection_error_after_all_attempts() -> None:
    cause = httpx.ConnectError("refused")
    with pytest.raises(APIConnectionError, match=r"^Connection error\.$") as caught:
        brand(recorder(cause)).things.retrieve("t1")
    assert caught.value.__cause__ is cause
    assert caught.value.request.method == "GET"
    assert caught.value.body is None


def test_56_status_errors_have_no_cause() -> None:
    with pytest.raises(errors.InternalServerError) as caught:
        brand(recorder(httpx.ConnectError("x"), httpx.Response(500))).things.retrieve("t1")
    assert caught.value.__cause__ is None and caught.value.__context__ is None


STATUSES = [
    (400, errors.BadRequestError),
    (401, errors.AuthenticationError),
    (402, APIStatusError),
    (403, errors.PermissionDeniedError),
    (404, errors.NotFoundError),
    (409, errors.ConflictError),
    (418, APIStatusError),
    (422, errors.UnprocessableEntityError),
    (429, errors.RateLimitError),
    (500, errors.InternalServerError),
    (599, errors.InternalServerError),
    (304, APIStatusError),
]


@pytest.mark.parametrize(("status", "cls"), STATUSES)
def test_57_statuses(status: int, cls: type[APIStatusError]) -> None:
    assert status_error_class(status) is cls
    with pytest.raises(APIStatusError) as caught:
        brand(recorder(httpx.Response(status, json={"message": "m"})), max_retries=0).things.retrieve("t1")
    assert type(caught.value) is cls
    assert caught.value.status_code == status


def test_58_hierarchy() -> None:
    assert issubclass(errors.APIError, errors.BrandError)
    assert issubclass(errors.APIConnectionError, errors.APIError)
    assert issubclass(errors.APITimeoutError, errors.APIConnectionError)
    assert issubclass(errors.APIResponseValidationError, errors.APIError)
    assert issubclass(errors.APIWebhookValidationError, errors.APIError)
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.BrandError)


@pytest.mark.parametrize(
    ("response", "body", "text"),
    [
        (httpx.Response(400, json={"error": "bad"}), {"error": "bad"}, "Error code: 400 - {'error': 'bad'}"),
        (httpx.Response(400, text="plain words"), "plain words", "plain words"),
        (httpx.Response(400), None, "Error code: 400"),
    ],
)
def test_58_attributes(response: httpx.Response, body: object, text: str) -> None:
    with pytest.raises(errors.BadRequestError) as caught:
        brand(recorder(response)).things.retrieve("t1")
    error = caught.value
    assert (error.message, str(error), error.body) == (text, text, body)
    assert error.response.status_code == error.status_code == 400
    assert error.request is error.response.request


def test_59_a_failed_attempt_releases_its_connection() -> None:
    def hang_up(connection: Any) -> None:
        connection.close()

    failing = json_answer(b"{}", "Retry-After-Ms: 1", status="503 Unavailable")
    with raw_server(failing, hang_up, json_answer(b'{"id":"x"}')) as (url, received):
        limits = httpx.Limits(max_connections=1)
        timeout = httpx.Timeout(5)
        with Brand(api_key="k", base_url=url, http_client=httpx.Client(limits=limits, timeout=timeout)) as client:
            client._sleep = lambda seconds: None  # type: ignore[method-assign]
            assert client.things.retrieve("t1", space_id="s").id == "x"
    assert len(received) == 3


@pytest.mark.parametrize("given", [2.5, None, httpx.Timeout(1, read=2)])
def test_59_timeouts_reach_the_http_library(given: Any) -> None:
    answered = recorder()
    brand(answered).things.retrieve("t1", timeout=given)
    assert answered.request.extensions["timeout"] == httpx.Timeout(given).as_dict()


def test_59_the_timeout_of_an_operation_gives_way_to_the_clients() -> None:
    operation = Operation("GET", "/slow", returns=lambda: Thing, timeout=600)
    answered = recorder()
    brand(answered)._request(operation)
    brand(answered, timeout=5)._request(operation)
    assert [request.extensions["timeout"]["read"] for request in answered.requests] == [600, 5]


def test_a_body_that_cannot_be_sent_again_is_not_retried() -> None:
    def chunks() -> Iterator[bytes]:
        yield b"once"

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.read())
        return httpx.Response(500)

    seen: list[bytes] = []
    with pytest.raises(errors.InternalServerError):
        brand(handler).post("/raw", cast_to=Thing, content=chunks())
    assert seen == [b"once"]


def test_an_open_file_is_sent_again_from_where_it_stood(tmp_path: Any) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    seen: list[bytes] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.read())
        return httpx.Response(500)

    with path.open("rb") as file:
        file.seek(4)
        with pytest.raises(errors.InternalServerError):
            brand(handler).post("/raw", cast_to=Thing, content=file)
    assert seen == [b"456789"] * 3


def test_a_total_timeout_ends_the_attempts() -> None:
    now = [0.0]
    answered = recorder(httpx.Response(500))
    client = brand(answered, max_retries=10)
    client._clock = Clock(now=lambda: 0.0, monotonic=lambda: now[0], random=lambda: 0.0)
    client._sleep = lambda seconds: now.__setitem__(0, now[0] + seconds)  # type: ignore[method-assign]
    client.total_timeout = 4.0
    with pytest.raises(errors.InternalServerError):
        client.things.retrieve("t1")
    # 0, 0.5, 1.5, 3.5 seconds; the next attempt would start at 7.5.
    assert len(answered.requests) == 4
    assert [request.extensions["timeout"]["read"] for request in answered.requests] == [4.0, 3.5, 2.5, 0.5]
    assert answered.requests[0].extensions["timeout"]["connect"] == 4.0
    assert client.copy().total_timeout == 4.0


def test_a_total_timeout_ends_a_dripping_body() -> None:
    def drip(connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nContent-Type: application/json\r\n\r\n")
        for _ in range(100):
            connection.sendall(b" ")
            time.sleep(0.05)

    with raw_server(drip) as (url, _), Brand(api_key="k", base_url=url, max_retries=0) as client:
        client.total_timeout = 0.3
        start = time.monotonic()
        with pytest.raises(APITimeoutError):
            client.things.retrieve("t1", space_id="s")
        assert time.monotonic() - start < 2


def test_calculate_retry_timeout_counts_what_remains() -> None:
    client = brand(recorder(), max_retries=3)
    options = FinalRequestOptions(method="get", url="/foo")
    assert [client._calculate_retry_timeout(left, options) for left in (3, 2, 1)] == [0.5, 1.0, 2.0]
    assert client._calculate_retry_timeout(3, options, httpx.Headers({"retry-after": "20"})) == 20
    options = FinalRequestOptions(method="get", url="/foo", max_retries=1)
    assert client._calculate_retry_timeout(1, options) == 0.5
    assert client.request(Thing, options).id == "t1"
    assert client._build_request(FinalRequestOptions(method="post", url="/foo", json_data={})).content == b"{}"


# Threats b 8 and c 6: what an error shows


def test_threats_b8_an_echoed_key_is_masked_and_long_texts_are_cut() -> None:
    response = httpx.Response(401, json={"you sent": f"Bearer {API_KEY}", "padding": "x" * 10_000})
    with pytest.raises(errors.AuthenticationError) as caught:
        brand(recorder(response)).things.retrieve("t1")
    assert API_KEY not in str(caught.value)
    assert len(str(caught.value)) <= 2048


@pytest.mark.parametrize("status", [404, None])
def test_threats_c6_pickled_errors_hold_no_credentials(status: int | None) -> None:
    answer = httpx.ConnectError("x") if status is None else httpx.Response(status, json={"a": 1}, headers={"x-id": "7"})
    with pytest.raises(errors.APIError) as caught:
        brand(recorder(answer), default_headers={"X-Mine": "private"}).things.create(
            name="n", extra_query={"api_key": "in-query"}
        )
    data = pickle.dumps(caught.value)
    for secret in (API_KEY, "private", "in-query"):
        assert secret.encode() not in data
    restored: Any = pickle.loads(data)
    assert type(restored) is type(caught.value)
    assert (str(restored), restored.body, restored.request.method) == (str(caught.value), caught.value.body, "POST")
    if status is not None:
        assert restored.response.json() == {"a": 1}
        assert restored.status_code == status


def test_88_logs(caplog: pytest.LogCaptureFixture) -> None:
    client = brand(recorder(httpx.Response(500, headers={"set-cookie": "session=private"}), httpx.Response(200)))
    with caplog.at_level(logging.DEBUG, logger="brand_sdk"):
        client.get("/a", cast_to=httpx.Response, options={"params": {"api_key": "in-query", "page": 3}})
    levels = {record.levelname for record in caplog.records if record.name == "brand_sdk"}
    assert levels == {"DEBUG", "INFO"}
    retries = [r.getMessage() for r in caplog.records if r.levelname == "INFO" and r.name == "brand_sdk"]
    assert len(retries) == 1 and "Retrying GET /a in 0.500 seconds" in retries[0]
    text = "\n".join(record.getMessage() for record in caplog.records if record.name == "brand_sdk")
    assert "page=3" in text and "user-agent" in text
    for secret in (API_KEY, "in-query", "private"):
        assert secret not in text


def test_88_log_level_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    from runtime._utils._logs import setup_logging

    ours, theirs = logging.getLogger("brand_sdk"), logging.getLogger("httpx")
    before = (ours.level, theirs.level, list(theirs.filters), list(logging.getLogger().handlers))
    try:
        monkeypatch.setenv("BRAND_LOG", "nonsense")
        setup_logging()
        assert (ours.level, theirs.level) == before[:2]
        monkeypatch.setenv("BRAND_LOG", "debug")
        setup_logging()
        assert (ours.level, theirs.level) == (logging.DEBUG, logging.DEBUG)
        monkeypatch.setenv("BRAND_LOG", "info")
        setup_logging()
        assert (ours.level, theirs.level) == (logging.INFO, logging.INFO)
    finally:
        ours.setLevel(before[0])
        theirs.setLevel(before[1])
        theirs.filters[:] = before[2]
        logging.getLogger().handlers[:] = before[3]


# Threats b 9: an outage is not multiplied


def test_b9_retries_end_while_everything_fails() -> None:
    answered = recorder(httpx.Response(500))
    client = brand(answered, max_retries=2)
    for _ in range(60):
        with pytest.raises(errors.InternalServerError):
            client.things.retrieve("t1")
    # 50 calls of three attempts use the budget up; the rest are sent once.
    assert len(answered.requests) == 50 * 3 + 10
    assert client.retry_budget is not None and client.retry_budget.left == 0
    assert client.copy().retry_budget is client.retry_budget


def test_b9_successes_earn_retries() -> None:
    budget = RetryBudget()
    assert all(budget.spend() for _ in range(budget.CAPACITY // budget.COST)) and not budget.spend()
    for _ in range(budget.COST):
        budget.earn(0)
    assert budget.spend() and not budget.spend()
    budget.earn(3)
    assert budget.left == 3 * budget.COST
    budget.earn(10_000)
    assert budget.left == budget.CAPACITY


def test_b9_without_a_budget_everything_is_retried() -> None:
    answered = recorder(httpx.Response(500))
    client = brand(answered, max_retries=1)
    client.retry_budget = None
    for _ in range(120):
        with pytest.raises(errors.InternalServerError):
            client.things.retrieve("t1")
    assert len(answered.requests) == 240
