"""Example values for every kind of type."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from specwright import ir
from specwright.targets.python.examples import Examples, NoExample, Raw, source

from .cadenya_api import BOOLEAN, DATETIME, STRING, record, ref, schema_field
from .feature_api import BINARY, INTEGER


class Names:
    """Wire names with underscores in front: two where they are read."""

    def field(self, definition_id: str, wire: str) -> str:
        return f"__{wire}"

    def key(self, definition_id: str, wire: str) -> str:
        return f"_{wire}"


def examples(*definitions: ir.Definition, everything: bool = False) -> Examples:
    return Examples({definition.id: definition for definition in definitions}, Names(), everything)


def text(format: str | None = None, **constraints: str | int) -> ir.Scalar:
    return ir.Scalar(ir.ScalarKind.STRING, format, tuple(constraints.items()))


def number(kind: ir.ScalarKind = ir.ScalarKind.INTEGER, **constraints: float) -> ir.Scalar:
    return ir.Scalar(kind, None, tuple(constraints.items()))


@pytest.mark.parametrize(
    ("type", "expected"),
    [
        (STRING, "hint"),
        (text("uuid"), "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"),
        (text(minLength=10), "hinthinthi"),
        (text(maxLength=2), "hi"),
        (INTEGER, 0),
        (number(minimum=3, maximum=9), 3),
        (number(maximum=-4), -4),
        (number(exclusiveMinimum=5), 6),
        (number(minimum=float("nan")), 0),
        (BOOLEAN, True),
        (DATETIME, "2019-12-27T18:11:19.117Z"),
        (ir.Literal(("a", "b"), ir.ScalarKind.STRING), "a"),
        (ir.ListOf(INTEGER), [0]),
        (ir.ListOf(INTEGER, (("minItems", 2),)), [0, 0]),
        (ir.MapOf(BOOLEAN), {"foo": True}),
        (ir.TupleOf((STRING, INTEGER), None), ["hint", 0]),
        (ir.Nullable(STRING), "hint"),
        (ir.Union((ir.UnionArm(INTEGER), ir.UnionArm(STRING))), 0),
        (ir.Unknown(), {"foo": "bar"}),
        (ir.Unknown(object_only=True), {}),
    ],
)
def test_values(type: ir.Type, expected: object) -> None:
    made = examples().sent(type, "hint")
    assert made.python == made.wire == expected


def test_files_are_bytes_in_python() -> None:
    made = examples().sent(ir.ListOf(BINARY), "file")
    assert made.wire == ["content"]
    assert source(made.python) == '[b"content"]'
    assert examples().received(BINARY, "file") == "content"


def test_records_have_pythons_names() -> None:
    thing = record("Thing", schema_field("displayName", STRING, required=True), schema_field("more", STRING))
    made = examples(thing).sent(ref("Thing"), "x")
    assert made.python == {"_displayName": "displayName"}
    assert made.wire == {"displayName": "displayName"}
    everything = examples(thing, everything=True).sent(ref("Thing"), "x")
    assert everything.wire == {"displayName": "displayName", "more": "more"}


def test_what_the_other_side_writes_is_left_out() -> None:
    fields = (
        ir.Field("id", STRING, True, ir.Origin("f", ""), access=ir.Access.READ_ONLY),
        ir.Field("password", STRING, True, ir.Origin("f", ""), access=ir.Access.WRITE_ONLY),
    )
    thing = record("Thing", *fields)
    assert examples(thing).sent(ref("Thing"), "x").wire == {"password": "password"}
    assert examples(thing).received(ref("Thing"), "x") == {"id": "id"}


def test_the_discriminator_selects_the_arm() -> None:
    cat = record("Cat", schema_field("kind", STRING, required=True))
    union = ir.Union(
        (ir.UnionArm(ref("Cat")), ir.UnionArm(STRING)), ir.Discriminator("kind", (("feline", ref("Cat").id),))
    )
    made = examples(cat).sent(union, "x")
    assert made.wire == {"kind": "feline"}
    assert made.python == {"_kind": "feline"}


def test_legal_recursion_ends() -> None:
    tree = record(
        "Tree", schema_field("children", ir.ListOf(ref("Tree")), required=True), schema_field("up", ref("Tree"))
    )
    assert examples(tree, everything=True).sent(ref("Tree"), "x").wire == {"children": []}


def test_endless_values_are_refused() -> None:
    loop = record("Loop", schema_field("next", ref("Loop"), required=True))
    with pytest.raises(NoExample):
        examples(loop).sent(ref("Loop"), "x")


def test_given_values_get_pythons_names() -> None:
    thing = record("Thing", schema_field("displayName", STRING))
    value: Any = [{"displayName": "n", "unknown": 1}]
    assert examples(thing).given(ir.ListOf(ref("Thing")), value) == [{"_displayName": "n", "unknown": 1}]
    assert examples(thing).given(ir.Nullable(ir.MapOf(ref("Thing"))), {"k": {"displayName": "n"}}) == {
        "k": {"_displayName": "n"}
    }


@pytest.mark.parametrize("value", ["it's", 'a "b"', "\u202e\n", 1.5, True, None, {"k": ["v", {}]}])
def test_source_is_a_literal(value: object) -> None:
    assert ast.literal_eval(source(value)) == value


def test_source_of_code() -> None:
    assert source({"file": Raw('open("x")')}) == '{"file": open("x")}'


@pytest.mark.threat("a17")
def test_a_value_of_two_to_the_24_members_is_not_made_up() -> None:
    levels = [
        record(f"L{n}", *(schema_field(side, ref(f"L{n + 1}"), required=True) for side in "lr")) for n in range(23)
    ]
    with pytest.raises(NoExample):
        examples(*levels, record("L23", schema_field("a", STRING))).sent(ref("L0"), "hint")
    deep: ir.Type = INTEGER
    for _ in range(20):
        deep = ir.ListOf(deep, (("minItems", 5),))
    with pytest.raises(NoExample):
        examples().sent(deep, "hint")
