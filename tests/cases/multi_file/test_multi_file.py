"""A document in several files: path item references, JSON pointers anywhere, references back to the entry file."""

from __future__ import annotations

from ..harness import Caller, answer


def test_both_operations_are_there(call: Caller) -> None:
    call.server.answer_next(answer('[{"id": "a", "parent": {"id": "b", "size": 3}}]'))

    (thing,) = call(lambda client: client.things.list())

    assert (thing.id, thing.parent.id, thing.parent.size) == ("a", "b", 3)
    assert call.server.last.line == "GET /things HTTP/1.1"


def test_the_item_has_its_parameter(call: Caller) -> None:
    call.server.answer_next(answer('{"id": "a", "size": null}'))

    thing = call(lambda client: client.things.retrieve("a b"))

    assert thing.size is None
    assert call.server.last.line == "GET /things/a%20b HTTP/1.1"
