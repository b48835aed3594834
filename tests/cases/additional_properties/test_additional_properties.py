"""`additionalProperties` of every kind (JSON Schema 2020-12, Core, section 10.3.2.3)."""

from __future__ import annotations

import json
from typing import Any

from ..harness import Caller, answer

WIRE: dict[str, Any] = {
    "free": {"aB": {"cD": 1}},
    "silent": {"aB": [None]},
    "texts": {"some key": "x", "aB": "y"},
    "lists": {"aB": [1, 2]},
    "leaves": {"aB": {"leafName": "l"}},
    "maps": {"aB": {"cD": 0.5}},
    "maybe": {"a": None, "b": "x"},
    "known": {"a": 1, "bCamel": "b", "other thing": {"leafName": "l"}},
    "closed": {"leafName": "c"},
    "patterned": {"x-1": 1},
    "itself": {"deeper": {"texts": {"t": "u"}}},
}


def test_all_are_read(call: Caller) -> None:
    call.server.answer_next(answer(json.dumps(WIRE)))

    maps = call(lambda client: client.maps.create(), _strict_response_validation=True)

    assert maps.free == {"aB": {"cD": 1}}
    assert maps.leaves["aB"].leaf_name == "l"
    assert maps.maps == {"aB": {"cD": 0.5}}
    assert maps.maybe == {"a": None, "b": "x"}
    assert (maps.known.a, maps.known.b_camel) == (1, "b")
    assert getattr(maps.known, "other thing").leaf_name == "l"
    assert maps.patterned == {"x-1": 1}
    assert maps.itself["deeper"].texts == {"t": "u"}
    assert maps.to_dict() == WIRE


def test_keys_of_maps_are_sent_as_they_are_and_members_under_their_wire_names(call: Caller) -> None:
    """A `TypedDict` cannot say what further members are: beside declared ones, they are sent as they are given."""
    call(
        lambda client: client.maps.create(
            free={"aB": {"cD": 1}},
            texts={"some key": "x", "leaf_name": "kept"},
            leaves={"leaf_name": {"leaf_name": "l"}},
            known={"a": 1, "b_camel": "b", "other thing": {"leafName": "l"}},
            itself={"deeper": {"leaves": {"k": {"leaf_name": "l"}}}},
        )
    )

    assert json.loads(call.server.last.body) == {
        "free": {"aB": {"cD": 1}},
        "texts": {"some key": "x", "leaf_name": "kept"},
        "leaves": {"leaf_name": {"leafName": "l"}},
        "known": {"a": 1, "bCamel": "b", "other thing": {"leafName": "l"}},
        "itself": {"deeper": {"leaves": {"k": {"leafName": "l"}}}},
    }


def test_a_map_is_a_whole_body_and_result(call: Caller) -> None:
    call.server.answer_next(answer('{"x y": {"leafName": "z"}}'))

    found = call(lambda client: client.whole.update(body={"x y": {"leaf_name": "z"}}))

    assert json.loads(call.server.last.body) == {"x y": {"leafName": "z"}}
    assert found["x y"].leaf_name == "z"
