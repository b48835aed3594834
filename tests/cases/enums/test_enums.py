"""Enumerations (JSON Schema 2020-12, Validation, section 6.1.2): of one type and of several, with null, twice the same.

They are open: known values are offered, others are kept.
"""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from ..harness import Caller, Case, answer

WIRE: dict[str, Any] = {
    "colour": "dark blue",
    "size": 2,
    "ratio": 0.5,
    "mixed": True,
    "maybe": None,
    "listed": None,
    "never": "x",
    "nothing": None,
    "shapes": {"a": 1},
    "fixed": "edge",
    "several": ["red", ""],
}


def test_values_are_read_and_sent_as_they_are(call: Caller) -> None:
    call.server.answer_next(answer(json.dumps(WIRE)))

    thing = call(lambda client: client.things.create(**WIRE), _strict_response_validation=True)

    assert json.loads(call.server.last.body) == WIRE
    assert thing.to_dict() == WIRE
    assert thing.mixed is True


@pytest.mark.parametrize("unknown", ["crimson", 7, None, ["x"]])
def test_unknown_values_are_kept(call: Caller, unknown: Any) -> None:
    call.server.answer_next(answer(json.dumps({"colour": unknown, "size": unknown, "mixed": unknown})))

    thing = call(lambda client: client.things.create())

    assert (thing.colour, thing.size, thing.mixed) == (unknown, unknown, unknown)


def members(case: Case, name: str) -> list[Any]:
    """The literal values in the annotation of a field of `Thing`, in order."""

    def of(annotation: Any) -> list[Any]:
        inner = [value for arm in get_args(annotation) if not isinstance(arm, str) for value in of(arm)]
        return list(get_args(annotation)) if "Literal" in str(annotation)[:16] else inner

    return of(case.package.types.Thing.model_fields[name].annotation)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("colour", ["red", "dark blue", ""]),
        ("size", [1, 2]),
        ("mixed", [1, "two", True]),
        ("maybe", ["yes", "no"]),
        ("listed", ["on", "off"]),
        ("fixed", ["edge"]),
    ],
)
def test_known_values_are_offered_once(case: Case, name: str, known: list[Any]) -> None:
    assert members(case, name) == known
