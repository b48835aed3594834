"""`streaming.on_event` and `errors`."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from ..harness import Caller, answer
from .maker import Maker, key

RESOURCES = """
resources:
  things:
    models: {thing: Thing}
    methods:
      list: get /things
      create: post /things
      events: {endpoint: get /events, streaming: {param_discriminator: null}}
"""


def events(call: Caller, text: str) -> list[Any]:
    call.server.answer_next(answer(text, content_type="text/event-stream"))
    return [thing.id for thing in call.collect(lambda client: client.things.events())]


@key(
    "streaming",
    "streaming.on_event",
    "streaming.on_event.event_type",
    "streaming.on_event.data_starts_with",
    "streaming.on_event.kind",
    "streaming.on_event.handle",
    "streaming.on_event.error_property",
)
def test_rules_about_events(make: Maker) -> None:
    call = make(
        """
streaming:
  on_event:
    - {data_starts_with: '[DONE]', handle: done}
    - {event_type: failed, handle: error, error_property: error}
    - {event_type: [tick, tock], handle: yield}
    - {event_type: null, handle: yield}
    - {event_type: stop, handle: done}
"""
        + RESOURCES
    )
    one = 'data: {"id": "1"}\n\n'
    assert (
        events(call, f"event: tick\n{one}event: tock\n{one}{one}event: other\n{one}data: [DONE]\n\n{one}") == ["1"] * 3
    )
    assert events(call, f"{one}event: stop\ndata: x\n\n{one}") == ["1"]
    with pytest.raises(call.case.package.APIError, match="too much") as caught:
        events(call, f'{one}event: failed\ndata: {{"error": {{"message": "too much"}}}}\n\n')
    assert caught.value.body == {"message": "too much"}


def test_everything_else(make: Maker) -> None:
    call = make(
        "streaming: {on_event: [{event_type: ping, handle: done}, {kind: fallthrough, handle: yield}]}\n" + RESOURCES
    )
    assert events(call, 'event: any\ndata: {"id": "1"}\n\nevent: ping\ndata: {}\n\n') == ["1"]
    call = make("streaming: {on_event: [{kind: fallthrough, handle: error}]}\n" + RESOURCES)
    with pytest.raises(call.case.package.APIError):
        events(call, 'data: {"id": "1"}\n\n')


UNION = """
errors:
  union:
    source: Problem
    discriminator: type
    status_property: status
    variants: {not_there: {status_code: 404, name: missing_thing_error}}
"""


@key(
    "errors",
    "errors.union",
    "errors.union.source",
    "errors.union.discriminator",
    "errors.union.status_property",
    "errors.union.variants",
    "errors.union.variants.*.status_code",
    "errors.union.variants.*.name",
)
def test_errors_with_a_class_of_their_own(make: Maker) -> None:
    call = make(UNION + RESOURCES)
    package = call.case.package
    assert issubclass(package.AccountBrokeError, package.ConflictError)
    assert issubclass(package.MissingThingError, package.NotFoundError)
    body = '{"type": "account_broke_error", "title": "Broke", "balanceLeft": 3, "parts": [{"id": "p"}]}'
    call.server.answer_next(answer(body, status=409))
    with pytest.raises(package.AccountBrokeError) as caught:
        call(lambda client: client.things.list())
    error = caught.value
    assert (error.title, error.balance_left, error.parts[0].id, error.status) == ("Broke", 3, "p", None)
    assert (error.status_code, error.body["type"]) == (409, "account_broke_error")
    assert "balanceLeft" in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.balance_left) == (package.AccountBrokeError, 3)

    call.server.answer_next(answer('{"type": "not_there", "hint": "look elsewhere"}', status=404))
    with pytest.raises(package.MissingThingError) as missing:
        call(lambda client: client.things.list())
    assert missing.value.hint == "look elsewhere"


@pytest.mark.parametrize("body", ['{"type": "new_kind"}', "[]", "plain", "", '{"type": ["account_broke_error"]}'])
def test_other_errors_go_by_their_status(make: Maker, body: str) -> None:
    call = make(UNION + RESOURCES)
    call.server.answer_next(answer(body, status=409))
    with pytest.raises(call.case.package.ConflictError) as caught:
        call(lambda client: client.things.list())
    assert type(caught.value) is call.case.package.ConflictError


@key("errors.message_property")
def test_the_message_of_an_error(make: Maker) -> None:
    call = make("errors: {message_property: title}\n" + RESOURCES)
    call.server.answer_next(answer('{"title": "Not like this."}', status=400))
    with pytest.raises(call.case.package.BadRequestError) as caught:
        call(lambda client: client.things.list())
    assert (str(caught.value), caught.value.message) == ("Not like this.", "Not like this.")
    call.server.answer_next(answer('{"title": 3}', status=400))
    with pytest.raises(call.case.package.BadRequestError, match="Error code: 400"):
        call(lambda client: client.things.list())
