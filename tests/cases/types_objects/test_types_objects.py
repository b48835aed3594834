"""Objects: allOf, recursion, maps, tuples, access, formats, enumerations, null."""

from __future__ import annotations

import json
import typing
from datetime import UTC, date, datetime

import pytest

from ..harness import Caller, Case, answer

WIRE = {
    "id": "n1",
    "displayName": "root",
    "children": [{"id": "n2", "displayName": "leaf", "partner": {"from": {"id": "n3", "displayName": "x"}}}],
    "partner": {"weight": None, "kind": "dashed", "mixed": "two", "fixed": "edge", "colour": "red"},
    "counts": {"a-b": 1},
    "edgesByName": {"some name": {"weight": 0.5}},
    "anything": [1, {"x": None}],
    "freeForm": {"camelCase": {"kept": True}},
    "point": [1.5, 2.0, "m"],
    "bornOn": "2026-01-02",
    "seenAt": "2026-01-02T03:04:05.678Z",
    "uniqueId": "5b0b8b1e-6f3c-4f0e-9f3a-0c8f6f0f7b11",
    "payload": "eA==",
    "big": 2**60,
    "home": "https://example.com/",
    "level": 1,
}


def test_everything_is_read_and_goes_back(call: Caller) -> None:
    call.server.answer_next(answer(json.dumps(WIRE)))

    node = call(lambda client: client.nodes.retrieve("n1"))

    assert (node.id, node.display_name) == ("n1", "root")
    assert node.children[0].partner.from_.display_name == "x"
    assert node.partner.weight is None
    assert "weight" in node.partner.model_fields_set
    assert (node.partner.kind, node.partner.mixed, node.partner.fixed) == ("dashed", "two", "edge")
    assert node.partner.colour == "red"
    assert node.counts == {"a-b": 1}
    assert node.edges_by_name["some name"].weight == 0.5
    assert node.free_form == {"camelCase": {"kept": True}}
    assert list(node.point) == [1.5, 2.0, "m"]
    assert node.born_on == date(2026, 1, 2)
    assert node.seen_at == datetime(2026, 1, 2, 3, 4, 5, 678000, UTC)
    assert node.big == 2**60
    assert node.to_dict(mode="json") == WIRE


def test_what_is_sent(call: Caller) -> None:
    call.server.answer_next(answer(json.dumps(WIRE)))

    call(
        lambda client: client.nodes.update(
            "n1",
            display_name="new",
            secret_word="psst",
            children=[{"display_name": "leaf"}],
            partner={"from_": {"display_name": "y"}, "weight": None},
            edges_by_name={"kept_as_it_is": {"weight": 1}},
            born_on=date(2026, 1, 2),
            seen_at="2026-01-02T03:04:05Z",
            payload=b"x",
        )
    )

    assert json.loads(call.server.last.body) == {
        "displayName": "new",
        "secretWord": "psst",
        "children": [{"displayName": "leaf"}],
        "partner": {"from": {"displayName": "y"}, "weight": None},
        "edgesByName": {"kept_as_it_is": {"weight": 1}},
        "bornOn": "2026-01-02",
        "seenAt": "2026-01-02T03:04:05Z",
        "payload": "eA==",
    }


def test_read_only_is_not_sent_and_write_only_not_read(case: Case) -> None:
    package = case.package
    params = typing.get_type_hints(package.types.NodeUpdateParams, include_extras=True)
    assert "id" not in params
    assert "secret_word" in params
    assert "secret_word" not in package.types.Node.model_fields


def test_a_default_is_documented_and_not_sent(call: Caller) -> None:
    call(lambda client: client.nodes.update("n1", display_name="x"))

    assert json.loads(call.server.last.body) == {"displayName": "x"}
    assert "level" in call.case.package.resources.NodesResource.update.__doc__


@pytest.mark.parametrize(("name", "known"), [("kind", ["solid", "dotted"]), ("mixed", [1, "two", True])])
def test_enumerations_offer_their_values_once(case: Case, name: str, known: list[object]) -> None:
    annotation = case.package.types.Edge.model_fields[name].annotation
    found: list[object] = []
    for part in (annotation, *typing.get_args(annotation)):
        if typing.get_origin(part) is typing.Literal:
            found += typing.get_args(part)
    assert {(type(value), value) for value in found} == {(type(value), value) for value in known}
    assert len(found) == len(known)
