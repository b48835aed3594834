"""Request bodies: arguments of their own, or one argument."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright import ir

from .helpers import INTEGER, STRING, Lowered, lower_text, ref

COMPONENTS = """
components:
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: {type: string}
        id: {type: string, readOnly: true}
        in: {type: object, properties: {a: {type: string}}}
    Other: {type: object, properties: {o: {type: string}}}
"""


def lower_body(content: str, tmp_path: Path, **changes: object) -> Lowered:
    body = f"{{required: true, content: {content}}}"
    text = f"paths: {{/a: {{post: {{requestBody: {body}, responses: {{}}}}}}}}\n{COMPONENTS}"
    return lower_text(text, tmp_path, **changes)  # type: ignore[arg-type]  # passed on as they are


def body_of(lowered: Lowered) -> ir.Body:
    body = lowered.operation.body
    assert body is not None
    return body


def test_object_becomes_arguments(tmp_path: Path) -> None:
    lowered = lower_body(
        "{application/json: {schema: {type: object, required: [a], properties: {a: {type: string}, "
        "b: {type: object, properties: {c: {type: integer}}}}}}}",
        tmp_path,
    )
    body = body_of(lowered)
    assert body.spread is not None
    a, b = body.spread
    assert (a.wire, a.type, a.required, b.required) == ("a", STRING, True, False)
    assert isinstance(b.type, ir.Ref)
    nested = lowered.record(b.type.id)
    whole = body.contents[0].type
    assert isinstance(whole, ir.Ref)
    assert lowered.record(whole.id).owner == "post /a"
    assert (nested.owner, nested.place) == (whole.id, ("b",))
    assert body.argument is None


def test_named_object_becomes_arguments_with_types_of_the_operation(tmp_path: Path) -> None:
    lowered = lower_body("{application/json: {schema: {$ref: '#/components/schemas/Thing'}}}", tmp_path)
    body = body_of(lowered)
    assert body.spread is not None
    assert [field.wire for field in body.spread] == ["name", "in"]  # `id` is written by the server only
    nested = body.spread[1].type
    assert isinstance(nested, ir.Ref)
    assert nested.id.startswith("#/paths/~1a/post/requestBody/")


WHOLE = [
    ("{application/json: {schema: {type: array, items: {type: string}}}}", ir.ListOf(STRING)),
    ("{application/json: {schema: {type: string}}}", STRING),
    ("{application/json: {schema: {type: object, additionalProperties: {type: integer}}}}", ir.MapOf(INTEGER)),
    ("{application/json: {schema: {type: object}}}", ir.Unknown(object_only=True)),
    ("{application/json: {schema: true}}", ir.Unknown()),
    ("{application/octet-stream: {schema: {type: string, format: binary}}}", ir.Scalar(ir.ScalarKind.BINARY)),
    ("{application/octet-stream: {}}", ir.Scalar(ir.ScalarKind.BINARY)),
    ("{text/plain: {}}", STRING),
    ("{application/xml: {schema: {$ref: '#/components/schemas/Thing'}}}", ref("Thing")),
]


@pytest.mark.parametrize(("content", "expected"), WHOLE, ids=[content for content, _ in WHOLE])
def test_other_bodies_are_one_argument(tmp_path: Path, content: str, expected: ir.Type) -> None:
    body = body_of(lower_body(content, tmp_path))
    assert body.spread is None
    assert body.argument == ir.Name("body", ir.NameStrength.PLACE)
    assert body.contents[0].type == expected


def test_a_union_of_records_has_variants(tmp_path: Path) -> None:
    lowered = lower_body(
        "{application/json: {schema: {oneOf: [{$ref: '#/components/schemas/Thing'}, "
        "{$ref: '#/components/schemas/Other'}]}}}",
        tmp_path,
    )
    body = body_of(lowered)
    records = [lowered.api.definitions[id] for id in body.variants]
    assert [(record.owner is not None, record.place) for record in records] == [(True, ("Thing",)), (True, ("Other",))]
    fields = [
        {field.wire for field in record.fields if field.access is not ir.Access.READ_ONLY}
        for record in records
        if isinstance(record, ir.Record)
    ]
    assert body.spread is not None
    assert {field.wire for field in body.spread} == fields[0] | fields[1]
    assert not any(field.required for field in body.spread if not all(field.wire in wires for wires in fields))


def test_a_union_with_something_else_than_records_is_one_argument(tmp_path: Path) -> None:
    lowered = lower_body(
        "{application/json: {schema: {oneOf: [{$ref: '#/components/schemas/Thing'}, {type: string}]}}}", tmp_path
    )
    body = body_of(lowered)
    type_ = body.contents[0].type
    assert (body.spread, body.variants) == (None, ())
    assert isinstance(type_, ir.Ref)
    alias = lowered.api.definitions[type_.id]
    assert isinstance(alias, ir.Alias)
    assert (alias.owner, alias.place) == ("post /a", ("body",))


def test_a_record_or_null_is_spread(tmp_path: Path) -> None:
    lowered = lower_body(
        "{application/json: {schema: {anyOf: [{$ref: '#/components/schemas/Thing'}, {type: 'null'}]}}}", tmp_path
    )
    body = body_of(lowered)
    assert body.spread
    assert body.variants == ()


def test_configured_argument_keeps_the_body_whole(tmp_path: Path) -> None:
    lowered = lower_body(
        "{application/json: {schema: {$ref: '#/components/schemas/Thing'}}}",
        tmp_path,
        methods={"post /a": {"body_param_name": "thing"}},
    )
    body = body_of(lowered)
    assert (body.spread, body.argument) == (None, ir.Name("thing", ir.NameStrength.CONFIG))
    assert body.contents[0].type == ref("Thing")


def test_contents_are_ordered_by_preference(tmp_path: Path) -> None:
    types = [
        "'*/*'", "application/xml", "application/octet-stream", "text/plain", "application/x-www-form-urlencoded",
        "multipart/form-data", "application/merge-patch+json", "application/json",
    ]  # fmt: skip
    content = ", ".join(
        f"{type_}: {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}" for type_ in types
    )
    body = body_of(lower_body(f"{{{content}}}", tmp_path))
    assert [content.media_type for content in body.contents] == [
        "application/json",
        "application/merge-patch+json",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "text/plain",
        "application/octet-stream",
        "application/xml",
        "*/*",
    ]


@pytest.mark.parametrize(
    ("schema", "sent"),
    [
        ("{type: object, properties: {f: {type: string, format: binary}}}", "multipart/form-data"),
        (
            "{type: object, properties: {f: {type: array, items: {type: string, format: binary}}}}",
            "multipart/form-data",
        ),
        (
            "{type: object, properties: {f: {oneOf: [{type: string, format: binary}, {type: string}]}}}",
            "multipart/form-data",
        ),
        ("{type: object, properties: {f: {type: string, format: byte}}}", "application/json"),
    ],
)
def test_files_are_sent_in_parts(tmp_path: Path, schema: str, sent: str) -> None:
    content = f"{{application/json: {{schema: {schema}}}, multipart/form-data: {{schema: {schema}}}}}"
    body = body_of(lower_body(content, tmp_path))
    assert body.contents[0].media_type == sent
    assert len(body.contents) == 2


def test_multipart_with_encodings(tmp_path: Path) -> None:
    lowered = lower_body(
        """{multipart/form-data: {
             schema: {type: object, properties: {file: {type: string, format: binary}, meta: {type: object}}},
             encoding: {
               meta: {contentType: application/json, headers: {X-A: {}}},
               file: {style: form, explode: true}}}}""",
        tmp_path,
    )
    body = body_of(lowered)
    assert body.spread is not None
    assert body.contents[0].kind is ir.ContentKind.MULTIPART
    assert [field.type for field in body.spread] == [
        ir.Scalar(ir.ScalarKind.BINARY, "binary"),
        ir.Unknown(object_only=True),
    ]
    assert body.contents[0].encodings == (
        ir.Encoding("meta", "application/json", None, None, ("X-A",)),
        ir.Encoding("file", None, ir.ParamStyle.FORM, True),
    )


def test_optional_body(tmp_path: Path) -> None:
    text = "paths: {/a: {post: {requestBody: {content: {text/plain: {}}}, responses: {}}}}"
    assert not body_of(lower_text(text, tmp_path)).required


def test_shared_body(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a: {post: {requestBody: {$ref: '#/components/requestBodies/B'}, responses: {}}}
          /b: {post: {requestBody: {$ref: '#/components/requestBodies/B'}, responses: {}}}
        components:
          requestBodies:
            B:
              description: The body.
              content:
                application/json: {schema: {type: object, properties: {a: {type: object, properties: {x: {}}}}}}
        """,
        tmp_path,
    )
    bodies = [operation.body for operation in lowered.api.operations.values()]
    types = [field.type for body in bodies if body is not None for field in body.spread or ()]
    assert len(set(types)) == 2
    assert {body.doc for body in bodies if body is not None} == {"The body."}
