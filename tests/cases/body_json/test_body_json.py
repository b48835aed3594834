"""JSON bodies: spread into arguments or one argument, compact UTF-8 (RFC 8259), under their own media type."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ..harness import Caller, Case, answer


def sent(call: Caller) -> bytes:
    return call.server.last.body


def test_an_object_is_spread(call: Caller) -> None:
    call(
        lambda client: client.notes.create(
            title="Grüße 👋",
            due_at=datetime(2026, 3, 1, tzinfo=UTC),
            labels={"keyStays": {"display_name": "A", "is_new": True}},
            attached_to=({"display_name": str(n)} for n in range(2)),
        )
    )

    assert (
        sent(call)
        == (
            '{"title":"Grüße 👋","dueAt":"2026-03-01T00:00:00+00:00",'
            '"labels":{"keyStays":{"displayName":"A","isNew":true}},'
            '"attachedTo":[{"displayName":"0"},{"displayName":"1"}]}'
        ).encode()
    )
    assert call.server.last.header("Content-Type") == "application/json"
    assert call.server.last.header("Content-Length") == str(len(sent(call)))


def test_models_of_responses_can_be_sent(call: Caller) -> None:
    call.server.answer_next(answer('{"displayName":"A","later":1}'))
    label = call(lambda client: client.notes.label())

    call(lambda client: client.notes.create(title="T", attached_to=[label]))

    assert sent(call) == b'{"title":"T","attachedTo":[{"displayName":"A","later":1}]}'


def test_keys_of_their_own_pass_unchanged(call: Caller) -> None:
    call(lambda client: client.notes.create(title="T", attached_to=[{"display_name": "A", "displayName2": 1}]))

    assert sent(call) == b'{"title":"T","attachedTo":[{"displayName":"A","displayName2":1}]}'


def test_nothing_given_for_an_object_is_an_empty_object(call: Caller) -> None:
    call(lambda client: client.notes.replace("n"))

    assert sent(call) == b"{}"


def test_a_property_called_as_a_path_parameter(call: Caller) -> None:
    call(lambda client: client.notes.replace("n", body="text", body_note_id="other"))

    assert call.server.last.line == "PUT /notes/n HTTP/1.1"
    assert sent(call) == b'{"body":"text","noteId":"other"}'


def test_merge_patch_sends_null(call: Caller) -> None:
    call(lambda client: client.notes.update("n", due_at=None))

    assert sent(call) == b'{"dueAt":null}'
    assert call.server.last.header("Content-Type") == "application/merge-patch+json"


def test_an_array_is_one_argument(call: Caller) -> None:
    call(lambda client: client.notes.batch(body=iter([{"title": "A", "due_at": "2026-03-01"}])))

    assert sent(call) == b'[{"title":"A","dueAt":"2026-03-01"}]'


def test_an_optional_body_left_out(call: Caller) -> None:
    call(lambda client: client.notes.ids())
    call(lambda client: client.notes.ids(note_ids=[]))

    without, empty = call.server.recorded
    assert (without.body, without.header("Content-Length")) == (b"", "0")
    assert empty.body == b"[]"


@pytest.mark.parametrize(
    ("method", "body", "expected"),
    [
        ("count", 0, b"0"),
        ("labels", {"any_key": "v"}, b'{"any_key":"v"}'),
        ("free", None, b"null"),
        ("free", "text", b'"text"'),
        ("free", [1, {"snake_case": None}], b'[1,{"snake_case":null}]'),
    ],
)
def test_other_bodies_are_one_argument(call: Caller, method: str, body: Any, expected: bytes) -> None:
    call(lambda client: getattr(client.notes, method)(body=body))

    assert sent(call) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"title": "A", "due_at": "x"}, b'{"title":"A","dueAt":"x"}'),
        ({"link_to": "A"}, b'{"linkTo":"A"}'),
    ],
)
def test_one_of_several_objects_is_an_overload_for_each(
    call: Caller, arguments: dict[str, Any], expected: bytes
) -> None:
    call(lambda client: client.notes.any(**arguments))

    assert sent(call) == expected


def test_what_no_object_of_several_has_enough_of_is_not_sent(call: Caller) -> None:
    message = r"Missing required arguments; Expected either \('title'\) or \('link_to'\) arguments to be given"
    with pytest.raises(TypeError, match=message):
        call(lambda client: client.notes.any(due_at="x"))

    assert not call.server.recorded


def test_json_is_preferred_and_keeps_its_media_type(call: Caller) -> None:
    call(lambda client: client.notes.vendor(title="A"))

    assert sent(call) == b'{"title":"A"}'
    assert call.server.last.header("Content-Type") == "application/vnd.notes.v2+json"


def test_delete_with_a_body(call: Caller) -> None:
    call(lambda client: client.notes.remove(reason="old"))

    assert call.server.last.line == "DELETE /notes/free HTTP/1.1"
    assert sent(call) == b'{"reason":"old"}'


def test_extra_body_wins(call: Caller) -> None:
    call(lambda client: client.notes.create(title="A", extra_body={"title": "B", "new": [1]}))
    call(lambda client: client.notes.ids(extra_body={"alone": 1}))

    merged, alone = call.server.recorded
    assert json.loads(merged.body) == {"title": "B", "new": [1]}
    assert alone.body == b'{"alone":1}'


def test_extra_body_needs_an_object(call: Caller) -> None:
    with pytest.raises(RuntimeError, match="extra_body"):
        call(lambda client: client.notes.batch(body=[], extra_body={"a": 1}))


def test_nan_is_no_json(call: Caller) -> None:
    with pytest.raises(ValueError, match="JSON"):
        call(lambda client: client.notes.free(body=float("nan")))

    assert not call.server.recorded


def test_missing_arguments(call: Caller) -> None:
    with pytest.raises(TypeError, match="title"):
        call(lambda client: client.notes.create())


def test_expected(case: Case) -> None:
    case.check_expected()
