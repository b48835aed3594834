"""Unions: with a discriminator (mapped, implicit, missing, unknown) and without one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ..harness import Caller, answer


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ({"petType": "cat", "livesLeft": 9}, "Cat"),
        ({"petType": "dog", "isGood": True}, "Dog"),
        ({"petType": "Bird", "canFly": True}, "Bird"),
        ({"petType": "dog", "isGood": "not a boolean"}, "Dog"),
        ({"isGood": True}, "Dog"),
    ],
    ids=["mapped by reference", "mapped by name", "implicit", "the rest is invalid", "no discriminator"],
)
def test_the_discriminator_decides(call: Caller, wire: dict[str, Any], name: str) -> None:
    call.server.answer_next(answer(json.dumps([wire])))

    (pet,) = call(lambda client: client.pets.list())

    expected = name if wire.get("petType") else pet.__class__.__name__
    assert type(pet).__name__ == expected
    assert pet.to_dict() == wire


def test_an_unknown_discriminator_does_not_raise(call: Caller) -> None:
    wire = {"petType": "fish", "scales": 7}
    call.server.answer_next(answer(json.dumps([wire])))

    (pet,) = call(lambda client: client.pets.list())

    assert pet.to_dict() == wire


def test_a_member_is_sent_under_its_wire_names(call: Caller) -> None:
    call.server.answer_next(answer('"made"'))

    result = call(lambda client: client.pets.create(pet_type="cat", lives_left=3))

    assert json.loads(call.server.last.body) == {"petType": "cat", "livesLeft": 3}
    assert result == "made"


@pytest.mark.parametrize("wire", ["text", 7, ["a", "b"]])
def test_a_plain_union_keeps_what_fits(call: Caller, wire: object) -> None:
    call.server.answer_next(answer(json.dumps(wire)))

    assert call(lambda client: client.pets.create(pet_type="dog", is_good=True)) == wire


def test_a_plain_union_builds_the_object(call: Caller) -> None:
    call.server.answer_next(answer('{"petType": "cat", "livesLeft": 1}'))

    result = call(lambda client: client.pets.create(pet_type="dog", is_good=True))

    assert result.lives_left == 1
