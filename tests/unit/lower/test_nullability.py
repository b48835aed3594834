"""Null in all its spellings ends at the places that use a schema, never in a definition."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright import ir

from .helpers import INTEGER, STRING, lower_text, ref

COLOURS = ir.Literal(("red", "blue"), ir.ScalarKind.STRING)

INLINE = [
    ("3.0.3", "{type: string, nullable: true}", ir.Nullable(STRING)),
    ("3.1.0", "{type: string, nullable: true}", ir.Nullable(STRING)),
    ("3.1.0", "{type: [string, 'null']}", ir.Nullable(STRING)),
    ("3.1.0", "{anyOf: [{type: string}, {type: 'null'}]}", ir.Nullable(STRING)),
    ("3.1.0", "{oneOf: [{type: 'null'}, {type: string}]}", ir.Nullable(STRING)),
    ("3.1.0", "{anyOf: [{type: string}, {enum: [null]}]}", ir.Nullable(STRING)),
    ("3.1.0", "{anyOf: [{type: string}, {const: null}]}", ir.Nullable(STRING)),
    ("3.1.0", "{enum: [red, blue, null]}", ir.Nullable(COLOURS)),
    ("3.0.3", "{type: string, nullable: true, enum: [red, blue]}", ir.Nullable(COLOURS)),
    ("3.0.3", "{type: string, nullable: true, enum: [red, blue, null]}", ir.Nullable(COLOURS)),
    ("3.1.0", "{const: null}", ir.Scalar(ir.ScalarKind.NULL)),
    ("3.0.3", "{nullable: true}", ir.Unknown()),
    ("3.0.3", "{allOf: [{$ref: '#/components/schemas/Thing'}], nullable: true}", ir.Nullable(ref("Thing"))),
    ("3.0.3", "{allOf: [{$ref: '#/components/schemas/Thing'}, {nullable: true}]}", ir.Nullable(ref("Thing"))),
    ("3.0.3", "{$ref: '#/components/schemas/Thing', nullable: true}", ir.Nullable(ref("Thing"))),
    ("3.1.0", "{$ref: '#/components/schemas/Thing', type: [object, 'null']}", ir.Nullable(ref("Thing"))),
    ("3.1.0", "{anyOf: [{$ref: '#/components/schemas/Thing'}, {type: 'null'}]}", ir.Nullable(ref("Thing"))),
    ("3.0.3", "{$ref: '#/components/schemas/Maybe'}", ir.Nullable(ref("Maybe"))),
    ("3.0.3", "{allOf: [{$ref: '#/components/schemas/Maybe'}]}", ir.Nullable(ref("Maybe"))),
    ("3.1.0", "{type: array, items: {type: [integer, 'null']}}", ir.ListOf(ir.Nullable(INTEGER))),
    (
        "3.1.0",
        "{oneOf: [{type: string}, {$ref: '#/components/schemas/Maybe'}]}",
        ir.Nullable(ir.Ref("#/components/schemas/A/properties/x")),
    ),
]


@pytest.mark.parametrize(("version", "schema", "expected"), INLINE, ids=[schema for _, schema, _ in INLINE])
def test_property(tmp_path: Path, version: str, schema: str, expected: ir.Type) -> None:
    lowered = lower_text(
        f"""
        components:
          schemas:
            Thing: {{type: object, properties: {{a: {{type: string}}}}}}
            Maybe: {{type: object, nullable: true, properties: {{a: {{type: string}}}}}}
            A: {{type: object, required: [x], properties: {{x: {schema}}}}}
        """,
        tmp_path,
        version,
    )
    field = lowered.field("A", "x")
    assert field.type == expected
    assert field.required


def test_named_schemas_are_not_nullable_themselves(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        components:
          schemas:
            Text: {type: [string, 'null']}
            Colour: {type: [string, 'null'], enum: [red, null]}
            Either: {anyOf: [{type: string}, {type: integer}, {type: 'null'}]}
            Indirect: {$ref: '#/components/schemas/Text'}
            User:
              type: object
              properties:
                text: {$ref: '#/components/schemas/Text'}
                colour: {$ref: '#/components/schemas/Colour'}
                either: {$ref: '#/components/schemas/Either'}
                indirect: {$ref: '#/components/schemas/Indirect'}
                list: {type: array, items: {$ref: '#/components/schemas/Text'}}
        """,
        tmp_path,
    )
    assert lowered.type("Text") == STRING
    assert lowered.type("Indirect") == ref("Text")
    colour = lowered.enum("Colour")
    assert ([member.value for member in colour.members], colour.nullable) == (["red"], False)
    assert lowered.type("Either") == ir.Union((ir.UnionArm(STRING), ir.UnionArm(INTEGER)))
    assert [field.type for field in lowered.record("User").fields] == [
        ir.Nullable(ref("Text")),
        ir.Nullable(ref("Colour")),
        ir.Nullable(ref("Either")),
        ir.Nullable(ref("Indirect")),
        ir.ListOf(ir.Nullable(ref("Text"))),
    ]


def test_schema_that_refers_to_itself_is_nullable_only_when_it_says_so(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        components:
          schemas:
            Tree: {anyOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Tree'}}]}
            Json:
              anyOf:
                - {type: 'null'}
                - {type: number}
                - {type: array, items: {$ref: '#/components/schemas/Json'}}
                - {type: object, additionalProperties: {$ref: '#/components/schemas/Json'}}
        """,
        tmp_path,
    )
    assert lowered.type("Tree") == ir.Union((ir.UnionArm(STRING), ir.UnionArm(ir.ListOf(ref("Tree")))))
    json = lowered.type("Json")
    assert isinstance(json, ir.Union)
    assert [arm.type for arm in json.arms][1:] == [
        ir.ListOf(ir.Nullable(ref("Json"))),
        ir.MapOf(ir.Nullable(ref("Json"))),
    ]


def test_what_the_only_arm_says_is_said_of_the_whole(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        components:
          schemas:
            Maybe: {anyOf: [{type: string, description: Text.}, {type: 'null'}]}
            A:
              type: object
              properties:
                x: {anyOf: [{type: number, description: Number., default: 1}, {type: 'null'}]}
                y: {description: Own., anyOf: [{type: number, description: Number.}, {type: 'null'}]}
        """,
        tmp_path,
    )
    assert lowered.definition("Maybe").doc == "Text."
    x, y = lowered.record("A").fields
    assert (x.doc, x.default, y.doc) == ("Number.", 1, "Own.")
