"""Server-sent events (WHATWG HTML, 9.2.6 "Interpreting an event stream"), as typed streams of what their data hold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ..harness import Caller, answer

END = "data: [DONE]\n\n"


def stream(text: str | bytes) -> bytes:
    return answer(text, content_type="text/event-stream; charset=utf-8")


def tick(price: float) -> str:
    return f'data: {{"type": "tick", "lastPrice": {price}, "at": "2026-03-01T00:00:00Z"}}\n\n'


def test_events_are_models(call: Caller) -> None:
    call.server.answer_next(stream(tick(1.5) + tick(2) + END))

    ticks = call.collect(lambda client: client.ticks.list(symbol="ABC"))

    assert [(item.last_price, item.at) for item in ticks] == [(1.5, datetime(2026, 3, 1, tzinfo=UTC)), (2, ticks[0].at)]
    assert all(isinstance(item, call.case.package.types.Tick) for item in ticks)
    assert call.server.last.target == "/ticks?symbol=ABC"
    assert call.server.last.header("Accept") == "text/event-stream"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_every_line_ending(call: Caller, end: str) -> None:
    text = "data: a\n\ndata: b\n\n" + END
    call.server.answer_next(stream(text.replace("\n", end)))

    assert call.collect(lambda client: client.ticks.lines()) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("\ufeffdata: a\n\n", ["a"]),
        (": a comment\ndata: a\n\n", ["a"]),
        ("data: a\ndata: b\n\n", ["a\nb"]),
        ("data\n\n", [""]),
        ("data:a\n\n", ["a"]),
        ("data:  a\n\n", [" a"]),
        ("data: x: y\n\n", ["x: y"]),
        ("unknown: field\ndata: a\nretry: 10\nid: 7\n\n", ["a"]),
        ("id: 1\n\nevent: none\n\ndata: a\n\n", ["a"]),
        ("event: ping\ndata: a\n\ndata: b\n\n", ["b"]),
        ("event: anything\ndata: é 👋\n\n", ["é 👋"]),
    ],
)
def test_the_rules_of_the_format(call: Caller, text: str, items: list[str]) -> None:
    call.server.answer_next(stream(text + END))

    assert call.collect(lambda client: client.ticks.lines()) == items


def test_an_event_that_no_blank_line_ends_is_dropped(call: Caller) -> None:
    # "Once the end of the file is reached, any pending data must be discarded."
    call.server.answer_next(stream("data: a\n\nevent: heartbeat\ndata: x\n\ndata: b\n"))

    assert call.collect(lambda client: client.ticks.lines()) == ["a"]


def test_a_stream_without_its_end_marker_is_an_error(call: Caller) -> None:
    call.server.answer_next(stream("data: a\n\n"))

    with pytest.raises(call.case.package.APIConnectionError, match="end marker"):
        call.collect(lambda client: client.ticks.lines())


def test_error_events(call: Caller) -> None:
    call.server.answer_next(stream(tick(1) + 'event: error\ndata: {"error": {"message": "too slow", "code": 7}}\n\n'))

    with pytest.raises(call.case.package.APIError, match="too slow") as caught:
        call.collect(lambda client: client.ticks.list())

    assert caught.value.body == {"message": "too slow", "code": 7}


def test_an_error_status_is_no_stream(call: Caller) -> None:
    call.server.answer_next(answer('{"message": "no"}', status=404))

    with pytest.raises(call.case.package.NotFoundError):
        call.collect(lambda client: client.ticks.list())


def test_a_list_in_the_schema_means_its_items(call: Caller) -> None:
    call.server.answer_next(stream(tick(3) + END))

    (item,) = call.collect(lambda client: client.ticks.listed())

    assert isinstance(item, call.case.package.types.Tick)


def test_unions_of_events(call: Caller) -> None:
    call.server.answer_next(stream(tick(3) + 'data: {"type": "done", "summary": "s"}\n\n' + END))

    first, last = call.collect(lambda client: client.ticks.mixed(full_text="x"))

    assert (first.last_price, last.summary) == (3, "s")
    assert call.server.last.body == b'{"fullText":"x"}'


def test_a_stream_can_be_left_early(call: Caller) -> None:
    call.server.answer_next(stream(tick(1) + tick(2)))

    async def first_async(client: Any) -> tuple[Any, bool]:
        async with await client.ticks.list() as events:
            item = await events.__anext__()
        return item, events.response.is_closed

    def first(client: Any) -> tuple[Any, bool]:
        with client.ticks.list() as events:
            item = next(events)
        return item, events.response.is_closed

    item, is_closed = call(first_async if call.is_async else first)
    assert item.last_price == 1
    assert is_closed
