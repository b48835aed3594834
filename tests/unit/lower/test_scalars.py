"""Scalars, formats, limits, and types that are implied."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright import ir

from .helpers import BOOLEAN, INTEGER, NUMBER, STRING, lower_text

K = ir.ScalarKind

SCALARS = [
    ("{type: string}", STRING),
    ("{type: string, format: date}", ir.Scalar(K.DATE, "date")),
    ("{type: string, format: date-time}", ir.Scalar(K.DATETIME, "date-time")),
    ("{type: string, format: byte}", ir.Scalar(K.BASE64, "byte")),
    ("{type: string, contentEncoding: base64}", ir.Scalar(K.BASE64)),
    ("{type: string, contentEncoding: quoted-printable}", STRING),
    ("{type: string, format: binary}", ir.Scalar(K.BINARY, "binary")),
    ("{type: string, contentMediaType: application/octet-stream}", ir.Scalar(K.BINARY)),
    ("{type: string, format: uuid}", ir.Scalar(K.STRING, "uuid")),
    ("{type: integer, format: int64}", ir.Scalar(K.INTEGER, "int64")),
    ("{type: integer, format: date-time}", ir.Scalar(K.INTEGER, "date-time")),
    ("{type: number, format: double}", ir.Scalar(K.NUMBER, "double")),
    ("{type: boolean}", BOOLEAN),
    ("{type: 'null'}", ir.Scalar(K.NULL)),
    ("{pattern: a+}", ir.Scalar(K.STRING, None, (("pattern", "a+"),))),
    ("{minimum: 3}", ir.Scalar(K.NUMBER, None, (("minimum", 3),))),
    ("{format: date}", ir.Scalar(K.DATE, "date")),
    ("{format: int32}", ir.Scalar(K.INTEGER, "int32")),
    ("{format: float}", ir.Scalar(K.NUMBER, "float")),
    ("{type: array, items: {type: integer}}", ir.ListOf(INTEGER)),
    ("{items: {type: integer}, maxItems: 3}", ir.ListOf(INTEGER, (("maxItems", 3),))),
    ("{type: array}", ir.ListOf(ir.Unknown())),
    ("{}", ir.Unknown()),
    ("true", ir.Unknown()),
    ("false", ir.Unknown()),
    ("{description: anything}", ir.Unknown()),
    ("{type: object}", ir.Unknown(object_only=True)),
    ("{type: object, properties: {}}", ir.Unknown(object_only=True)),
    ("{type: object, additionalProperties: true}", ir.MapOf(ir.Unknown())),
    ("{additionalProperties: {type: number}}", ir.MapOf(NUMBER)),
    ("{type: object, patternProperties: {'^x': {type: string}}, additionalProperties: false}", ir.MapOf(STRING)),
    ("{type: object, unevaluatedProperties: {type: string}}", ir.MapOf(STRING)),
    ("{type: array, prefixItems: [{type: string}, {type: integer}]}", ir.TupleOf((STRING, INTEGER), ir.Unknown())),
    ("{type: array, prefixItems: [{type: string}], items: false}", ir.TupleOf((STRING,), None)),
    ("{type: array, prefixItems: [{type: string}], items: {type: number}}", ir.TupleOf((STRING,), NUMBER)),
    ("{type: array, prefixItems: [{type: string}], maxItems: 1}", ir.TupleOf((STRING,), None)),
    ("{type: array, items: [{type: string}], additionalItems: false}", ir.TupleOf((STRING,), None)),
    ("{type: [string, integer]}", ir.Union((ir.UnionArm(STRING), ir.UnionArm(INTEGER)))),
    ("{type: string, x-stainless-any: true}", ir.Unknown()),
    ("{type: string, x-stainless-override-schema: {type: integer}}", INTEGER),
]


@pytest.mark.parametrize(("schema", "expected"), SCALARS, ids=[schema for schema, _ in SCALARS])
def test_type(tmp_path: Path, schema: str, expected: ir.Type) -> None:
    lowered = lower_text(f"components: {{schemas: {{A: {schema}}}}}", tmp_path)
    assert lowered.type("A") == expected


def test_limits_keep_the_documents_spelling(tmp_path: Path) -> None:
    lowered = lower_text(
        "components: {schemas: {A: {type: object, properties: {n: {type: integer, minimum: 1, exclusiveMaximum: 9}}}}}",
        tmp_path,
    )
    field = lowered.field("A", "n")
    assert field.constraints == (("minimum", 1), ("exclusiveMaximum", 9))
    assert field.type == ir.Scalar(K.INTEGER, None, field.constraints)


@pytest.mark.parametrize(
    ("keyword", "value"),
    [("minimum", "'1'"), ("maxLength", "true"), ("pattern", "3"), ("uniqueItems", "1"), ("format", "[a]")],
)
def test_limit_of_the_wrong_type_is_reported_and_left_out(tmp_path: Path, keyword: str, value: str) -> None:
    text = f"components: {{schemas: {{A: {{type: string, {keyword}: {value}}}}}}}"
    lowered = lower_text(text, tmp_path)
    assert lowered.type("A") == STRING
    (found,) = lowered.diagnostics
    assert found.rule == "Schema/TypeMismatch"
    assert found.origin is not None
    assert found.origin.pointer == f"/components/schemas/A/{keyword}"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("file", ir.Scalar(K.BINARY)), ("int", INTEGER), ("any", ir.Unknown()), ("objct", ir.Unknown())],
)
def test_unknown_type_names_are_reported(tmp_path: Path, written: str, meant: ir.Type) -> None:
    lowered = lower_text(f"components: {{schemas: {{A: {{type: {written}}}}}}}", tmp_path)
    assert lowered.type("A") == meant
    assert lowered.rules() == ["Schema/UnknownType"]


@pytest.mark.parametrize(
    "keyword", ["not: {type: string}", "if: {required: [a]}", "dependentSchemas: {a: {required: [b]}}"]
)
def test_what_types_cannot_say_is_noted(tmp_path: Path, keyword: str) -> None:
    text = f"components: {{schemas: {{A: {{type: object, properties: {{a: {{type: string}}}}, {keyword}}}}}}}"
    lowered = lower_text(text, tmp_path)
    assert [field.wire for field in lowered.record("A").fields] == ["a"]
    assert lowered.rules() == ["Schema/Dropped"]
