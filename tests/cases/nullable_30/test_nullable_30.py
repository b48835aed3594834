"""Null in the spelling of OpenAPI 3.0 (`nullable`, section 4.7.24.2): a value of its own, not the same as nothing."""

from __future__ import annotations

import inspect
import json
from typing import Any, get_type_hints

import pytest

from ..harness import Caller, Case, answer

NULLS = {"required": None, "optional": None, "author": None, "gone": None, "tags": None, "choice": None, "level": None}


def test_null_is_sent_and_read(call: Caller) -> None:
    call.server.answer_next(answer(json.dumps({**NULLS, "title": "t"})))

    note = call(lambda client: client.notes.create(title="t", **NULLS), _strict_response_validation=True)

    assert json.loads(call.server.last.body) == {**NULLS, "title": "t"}
    assert note.to_dict() == {**NULLS, "title": "t"}
    assert note.plain is None
    assert "plain" not in note.model_fields_set


def test_what_is_left_out_is_not_null(call: Caller) -> None:
    call(lambda client: client.notes.create(title="t", required=None))

    assert json.loads(call.server.last.body) == {"title": "t", "required": None}


def test_values(call: Caller) -> None:
    wire: dict[str, Any] = {
        "required": "r",
        "title": "t",
        "author": {"name": "Ada"},
        "gone": {"why": "w"},
        "tags": ["a", None],
        "choice": {"name": "Bo"},
        "level": "low",
    }
    call.server.answer_next(answer(json.dumps(wire)))

    note = call(lambda client: client.notes.create(**wire), _strict_response_validation=True)

    assert json.loads(call.server.last.body) == wire
    assert (note.author.name, note.gone.why, note.tags, note.choice.name) == ("Ada", "w", ["a", None], "Bo")


def test_null_where_it_is_not_allowed(call: Caller) -> None:
    call.server.answer_next(answer('{"required": "r", "title": null}'))

    with pytest.raises(call.case.package.APIResponseValidationError):
        call(lambda client: client.notes.create(title="t", required="r"), _strict_response_validation=True)


def test_required_and_nullable_are_two_things(case: Case) -> None:
    parameters = inspect.signature(case.package.resources.notes.NotesResource.create).parameters
    assert parameters["required"].default is inspect.Parameter.empty
    assert "Optional[str]" in str(parameters["required"].annotation)
    assert "Optional" not in str(parameters["title"].annotation)
    fields = get_type_hints(case.package.types.Note)
    assert fields["title"] is str
    assert type(None) in fields["required"].__args__
    assert case.package.types.Note.model_fields["required"].is_required()
