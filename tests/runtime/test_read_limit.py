"""Threats b 3: how long a response may take as a whole, as a table over an injected clock."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from runtime._read_limit import ReadLimit, watch


class Time:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


def test_it_is_the_timeout_itself(time: Time) -> None:
    limit = ReadLimit(2.5, None, time)
    assert limit == 2.5 and isinstance(limit, float) and not limit.is_watched


def test_a_head_has_the_timeout_from_its_first_read(time: Time) -> None:
    limit = ReadLimit(10, None, time)
    time.now += 500  # the request was still being sent
    assert limit.seconds_left() == 10 and limit.is_watched
    time.now += 7
    limit.received(1_000_000)
    assert limit.seconds_left() == 3
    time.now += 3
    with pytest.raises(httpx.ReadTimeout, match="as a whole"):
        limit.seconds_left()
    limit.start_head()  # of the next redirect
    assert limit.seconds_left() == 10


def test_a_body_has_more_time_the_more_arrives(time: Time) -> None:
    limit = ReadLimit(10, None, time)
    limit.start_body()
    time.now += 9
    limit.received(5 * 1024)
    assert limit.seconds_left() == 6
    time.now += 6
    with pytest.raises(httpx.ReadTimeout):
        limit.check(httpx.Request("GET", "https://h"))


def test_a_body_in_the_hands_of_the_caller_has_only_the_deadline(time: Time) -> None:
    limit = ReadLimit(10, 150, time)
    limit.hand_over()
    time.now = 145
    assert limit.seconds_left() == 5
    time.now = 150
    with pytest.raises(httpx.ReadTimeout):
        limit.seconds_left()


@pytest.mark.parametrize("make", [httpx.Client, httpx.AsyncClient])
def test_the_library_still_has_the_place_that_is_watched(make: Callable[[], httpx.Client | httpx.AsyncClient]) -> None:
    client = make()
    before = client._transport._pool._network_backend  # type: ignore[attr-defined]  # private to the library
    watch(client)
    after = client._transport._pool._network_backend  # type: ignore[attr-defined]
    assert after is not before and after.connect_tcp.__qualname__.endswith("Backend.connect_tcp")
