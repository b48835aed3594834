"""Webhooks and callbacks become types: what the API sends to its users can be read with them."""

from __future__ import annotations

from ..harness import Caller, Case


def test_payloads_are_types(case: Case) -> None:
    made = case.package.types.ThingMade.construct(thingId="t1")
    assert made.thing_id == "t1"
    exported = {name: getattr(case.package.types, name) for name in case.package.types.__all__}
    delivery = next(model for model in exported.values() if "event_id" in getattr(model, "model_fields", {}))
    assert delivery.construct(eventId="e").event_id == "e"


def test_the_operation_itself_works(call: Caller) -> None:
    call(lambda client: client.subscriptions.create(url="https://example.com/hook"))

    assert call.server.last.body == b'{"url":"https://example.com/hook"}'
