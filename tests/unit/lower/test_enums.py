"""`enum`, `const`, and enums that may grow."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright import ir

from .helpers import BOOLEAN, STRING, lower_text, ref

K = ir.ScalarKind

LITERALS = [
    ("{type: string, enum: [a, b]}", ir.Literal(("a", "b"), K.STRING)),
    ("{enum: [a, b]}", ir.Literal(("a", "b"), K.STRING)),
    ("{type: string, enum: [a, b, a]}", ir.Literal(("a", "b"), K.STRING)),
    ("{type: integer, enum: [1, 2]}", ir.Literal((1, 2), K.INTEGER)),
    ("{type: number, enum: [1, 2.5]}", ir.Literal((1, 2.5), K.NUMBER)),
    ("{type: boolean, enum: [true]}", ir.Literal((True,), K.BOOLEAN)),
    ("{enum: [1, true, 'x']}", ir.Literal((1, True, "x"), K.STRING)),
    ("{enum: [1, true, '1']}", ir.Literal((1, True, "1"), K.STRING)),
    ("{const: a}", ir.Literal(("a",), K.STRING)),
    ("{type: integer, const: 3}", ir.Literal((3,), K.INTEGER)),
    ("{type: string, enum: [1.5, true, no]}", ir.Literal(("1.5", "true", "no"), K.STRING)),
    ("{type: integer, enum: ['1', '-2']}", ir.Literal((1, -2), K.INTEGER)),
    ("{type: string, x-extensible-enum: [a, b]}", ir.Literal(("a", "b"), K.STRING, True)),
    ("{type: string, format: enum, enum: [a]}", ir.Literal(("a",), K.STRING, True)),
    ("{anyOf: [{type: string}, {type: string, enum: [a]}]}", ir.Literal(("a",), K.STRING, True)),
    ("{anyOf: [{type: string, enum: [a]}, {type: string}]}", ir.Literal(("a",), K.STRING, True)),
    ("{type: string, anyOf: [{enum: [a, b]}, {}]}", ir.Literal(("a", "b"), K.STRING, True)),
    ("{oneOf: [{const: a}, {const: b}]}", ir.Literal(("a", "b"), K.STRING)),
    ("{type: string, enum: []}", STRING),
    ("{type: object, enum: [{a: 1}]}", ir.Unknown(object_only=True)),
    ("{const: [1]}", ir.Unknown()),
    ("{allOf: [{enum: [a, b, c]}, {enum: [c, b]}]}", ir.Literal(("c", "b"), K.STRING)),
    ("{allOf: [{enum: [b]}, {enum: [a, b, c]}]}", ir.Literal(("b",), K.STRING)),
    ("{allOf: [{enum: [a, b]}, {enum: [b, c]}]}", ir.Literal(("b", "c", "a"), K.STRING)),
    (
        "{oneOf: [{type: boolean}, {type: string, enum: [auto]}]}",
        ir.Union((ir.UnionArm(BOOLEAN), ir.UnionArm(ir.Literal(("auto",), K.STRING)))),
    ),
]


@pytest.mark.parametrize(("schema", "expected"), LITERALS, ids=[schema for schema, _ in LITERALS])
def test_property(tmp_path: Path, schema: str, expected: ir.Type) -> None:
    lowered = lower_text(f"components: {{schemas: {{A: {{type: object, properties: {{x: {schema}}}}}}}}}", tmp_path)
    found = lowered.field("A", "x").type
    assert found == expected
    if isinstance(found, ir.Literal) and isinstance(expected, ir.Literal):
        assert list(map(type, found.values)) == list(map(type, expected.values))


def test_component_is_a_named_enum(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        components:
          schemas:
            Colour: {type: string, description: A colour., deprecated: true, enum: [red, blue]}
            Model: {anyOf: [{type: string}, {type: string, enum: [small, large]}]}
            Level: {oneOf: [{const: 1, title: Low}, {const: 2, description: High}]}
            Paint:
              type: object
              properties: {colour: {$ref: '#/components/schemas/Colour'}, model: {$ref: '#/components/schemas/Model'}}
        """,
        tmp_path,
    )
    colour = lowered.enum("Colour")
    assert (colour.doc, colour.deprecated, colour.open, colour.base) == ("A colour.", True, False, K.STRING)
    assert colour.members == (ir.EnumMember("red"), ir.EnumMember("blue"))
    assert colour.name == ir.Name("Colour", ir.NameStrength.COMPONENT)
    model = lowered.enum("Model")
    assert ([member.value for member in model.members], model.open) == (["small", "large"], True)
    assert [member.value for member in lowered.enum("Level").members] == [1, 2]
    assert [field.type for field in lowered.record("Paint").fields] == [ref("Colour"), ref("Model")]


@pytest.mark.parametrize(
    ("extension", "docs"),
    [
        ("x-enum-descriptions: [Red., Blue.]", ["Red.", "Blue."]),
        ("x-enumDescriptions: {red: Red.}", ["Red.", None]),
        ("x-enum-varnames: [RED, 3]", ["RED", None]),
        ("x-enum-descriptions: [1, 2]", [None, None]),
        ("x-enum-descriptions: nothing", [None, None]),
    ],
)
def test_members_are_documented_by_texts_only(tmp_path: Path, extension: str, docs: list[str | None]) -> None:
    lowered = lower_text(f"components: {{schemas: {{C: {{enum: [red, blue], {extension}}}}}}}", tmp_path)
    assert [member.doc for member in lowered.enum("C").members] == docs


def test_arms_of_constants_document_their_values(tmp_path: Path) -> None:
    lowered = lower_text(
        "components: {schemas: {L: {oneOf: [{const: 1, title: Low}, {const: 2, description: Very high}]}}}", tmp_path
    )
    assert [member.doc for member in lowered.enum("L").members] == ["Low", "Very high"]


def test_empty_enum_is_reported(tmp_path: Path) -> None:
    lowered = lower_text("components: {schemas: {A: {type: string, enum: []}}}", tmp_path)
    assert lowered.type("A") == STRING
    assert lowered.rules() == ["Schema/EmptyEnum"]


def test_many_members_are_linear(tmp_path: Path) -> None:
    values = ", ".join(f"v{n}" for n in range(20_000))
    lowered = lower_text(f"components: {{schemas: {{A: {{enum: [{values}]}}}}}}", tmp_path)
    assert len(lowered.enum("A").members) == 20_000
