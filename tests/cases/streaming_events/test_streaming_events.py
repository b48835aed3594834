"""Streams whose document describes the events themselves (OpenAPI 3.2.0, 4.14.4 "Sequential Media Types")."""

from __future__ import annotations

import pytest

from ..harness import Caller, Case, answer


def stream(text: str) -> bytes:
    return answer(text, content_type="text/event-stream")


def test_the_example_of_the_specification(call: Caller) -> None:
    call.server.answer_next(
        stream(
            "event: addString\ndata: This data is formatted\ndata: across two lines\nretry: 5\n\n"
            "event: addInt64\ndata: 1234.5678\nunknownField: this is ignored\n\n"
            'event: addJson\nid: 7\ndata: {"fooBar": 42}\n\n'
        )
    )

    text, number, parsed = call.collect(lambda client: client.events.list())

    assert (text.event, text.data, text.retry) == (
        "addString",
        "This data is formatted\nacross two lines",
        5,
    )
    assert (number.event, number.data) == ("addInt64", 1234.5678)  # no integer: kept as it came
    assert (parsed.event, parsed.id, parsed.data.foo_bar) == ("addJson", "7", 42)


@pytest.mark.parametrize("data", ["5", "true", "null", '{"a": 1}', "[1]"])
def test_a_text_stays_a_text(call: Caller, data: str) -> None:
    call.server.answer_next(stream(f"event: addString\ndata: {data}\n\n"))

    (item,) = call.collect(lambda client: client.events.list())

    assert item.data in (data, None) if data == "null" else item.data == data


def test_an_unknown_event_is_kept(call: Caller) -> None:
    call.server.answer_next(stream('event: later\ndata: {"x": 1}\n\n'))

    (item,) = call.collect(lambda client: client.events.list())

    assert item.event == "later"


def test_events_written_into_their_data(call: Caller) -> None:
    call.server.answer_next(stream('data: {"event": "addJson", "data": {"fooBar": 1}}\n\n'))

    (item,) = call.collect(lambda client: client.events.list())

    assert (item.event, item.data.foo_bar) == ("addJson", 1)


def test_strict_clients_refuse_what_does_not_fit(call: Caller) -> None:
    call.server.answer_next(stream('event: addJson\ndata: {"fooBar": "x"}\n\n'))

    with pytest.raises(call.case.package.APIResponseValidationError):
        call.collect(lambda client: client.events.list(), _strict_response_validation=True)


def test_a_schema_without_fields_of_an_event_is_that_of_the_data(call: Caller) -> None:
    call.server.answer_next(stream('event: any\ndata: {"fooBar": 1}\n\n'))

    (item,) = call.collect(lambda client: client.plain.retrieve())

    assert item.foo_bar == 1


def test_expected(case: Case) -> None:
    case.check_expected()
