"""Parameters: merging, styles, places, what is made up and what is ignored."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright import ir
from specwright.config.settings import ClientOptionConfig, ClientSettings
from specwright.diagnostics import SpecwrightError

from .helpers import HERE, INTEGER, STRING, lower_text, ref

W = ir.ParamWhere
S = ir.ParamStyle


def one(parameter: str, path: str = "/things") -> str:
    return f"paths: {{'{path}': {{get: {{parameters: [{parameter}], responses: {{}}}}}}}}"


def test_parameters_of_the_operation_replace_those_of_the_path(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a/{id}:
            parameters:
              - {name: q, in: query, schema: {type: string}}
              - $ref: '#/components/parameters/Id'
              - {name: id, in: query, schema: {type: integer}}
            get:
              parameters:
                - {name: q, in: query, required: true, schema: {type: integer}}
              responses: {}
        components:
          parameters:
            Id: {name: id, in: path, required: true, description: The id., schema: {type: string}}
        """,
        tmp_path,
    )
    found = [(param.where, param.wire, param.type, param.required) for param in lowered.operation.params]
    assert found == [
        (W.PATH, "id", STRING, True),
        (W.QUERY, "q", INTEGER, True),
        (W.QUERY, "id", INTEGER, False),
    ]
    assert lowered.operation.params[0].doc == "The id."


@pytest.mark.parametrize(
    ("parameter", "style", "explode", "written"),
    [
        ("in: query", S.FORM, True, False),
        ("in: query, style: form", S.FORM, True, True),
        ("in: query, explode: false", S.FORM, False, True),
        ("in: query, style: spaceDelimited", S.SPACE_DELIMITED, False, True),
        ("in: query, style: pipeDelimited", S.PIPE_DELIMITED, False, True),
        ("in: query, style: deepObject", S.DEEP_OBJECT, True, True),
        ("in: header", S.SIMPLE, False, False),
        ("in: cookie", S.FORM, True, False),
        ("in: cookie, style: cookie", S.COOKIE, True, True),
        ("in: querystring", S.FORM, True, False),
    ],
)
def test_style_and_its_defaults(tmp_path: Path, parameter: str, style: S, explode: bool, written: bool) -> None:
    param = lower_text(one(f"{{name: p, {parameter}, schema: {{type: string}}}}"), tmp_path).operation.params[0]
    assert (param.style, param.explode, param.style_written) == (style, explode, written)


@pytest.mark.parametrize(("written", "style"), [("matrix", S.MATRIX), ("label", S.LABEL), ("simple", S.SIMPLE)])
def test_path_styles(tmp_path: Path, written: str, style: S) -> None:
    text = one(f"{{name: p, in: path, required: true, style: {written}, schema: {{type: string}}}}", "/things/{p}")
    param = lower_text(text, tmp_path).operation.params[0]
    assert (param.style, param.explode) == (style, False)


def test_style_of_another_place_is_reported(tmp_path: Path) -> None:
    lowered = lower_text(one("{name: p, in: query, style: matrix, schema: {type: string}}"), tmp_path)
    assert lowered.operation.params[0].style is S.FORM
    assert lowered.rules() == ["Parameter/Style"]


def test_content_parameter(tmp_path: Path) -> None:
    text = one(
        "{name: p, in: query, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}"
    )
    lowered = lower_text(text, tmp_path)
    param = lowered.operation.params[0]
    assert param.media_type == "application/json"
    assert isinstance(param.type, ir.Ref)
    record = lowered.record(param.type.id)
    assert (record.place, record.owner) == (("p",), "get /things")


def test_inline_enum_default_and_example(tmp_path: Path) -> None:
    text = one("{name: p, in: query, example: b, schema: {type: string, enum: [a, b], default: a, description: D.}}")
    param = lower_text(text, tmp_path).operation.params[0]
    assert param.type == ir.Literal(("a", "b"), ir.ScalarKind.STRING)
    assert (param.default, param.has_default, param.example, param.doc) == ("a", True, "b", "D.")


def test_path_parameters_follow_the_template(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a/{x}/{y}:
            get:
              parameters:
                - {name: y, in: path, required: true, schema: {type: integer}}
                - {name: z, in: path, required: true, schema: {type: integer}}
              responses: {}
        """,
        tmp_path,
    )
    assert [(param.wire, param.type) for param in lowered.operation.params] == [("x", STRING), ("y", INTEGER)]
    assert lowered.rules() == ["Parameter/Missing", "Parameter/NotInPath"]
    assert lowered.method.positional == ("y",)


@pytest.mark.parametrize("name", ["Accept", "content-type", "AUTHORIZATION"])
def test_headers_that_openapi_ignores(tmp_path: Path, name: str) -> None:
    lowered = lower_text(one(f"{{name: {name}, in: header, schema: {{type: string}}}}"), tmp_path)
    assert lowered.operation.params == ()


def test_what_the_client_sends_is_no_argument(tmp_path: Path) -> None:
    client = ClientSettings(
        HERE,
        options=(
            ClientOptionConfig("key", HERE, send_as_query_param="key"),
            ClientOptionConfig("version", HERE, send_in_header="X-Version"),
        ),
        idempotency_header="Idempotency-Key",
    )
    lowered = lower_text(
        """
        paths:
          /a:
            post:
              parameters:
                - {name: key, in: query, schema: {type: string}}
                - {name: x-version, in: header, schema: {type: string}}
                - {name: Idempotency-Key, in: header, schema: {type: string}}
                - {name: other, in: header, schema: {type: string}}
              responses: {}
        """,
        tmp_path,
        client=client,
    )
    assert [param.wire for param in lowered.operation.params] == ["other"]


def test_duplicates_are_reported(tmp_path: Path) -> None:
    text = one("{name: p, in: query, schema: {type: string}}, {name: p, in: query, schema: {type: integer}}")
    lowered = lower_text(text, tmp_path)
    assert [param.type for param in lowered.operation.params] == [INTEGER]
    assert lowered.rules() == ["Parameter/Duplicate"]


def test_shared_parameter_has_types_of_each_operation(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a: {get: {parameters: [{$ref: '#/components/parameters/F'}], responses: {}}}
          /b: {get: {parameters: [{$ref: '#/components/parameters/F'}], responses: {}}}
        components:
          parameters:
            F:
              {name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
        """,
        tmp_path,
    )
    first, second = (operation.params[0] for operation in lowered.api.operations.values())
    assert isinstance(first.type, ir.Ref)
    assert isinstance(second.type, ir.Ref)
    assert first.type != second.type
    assert lowered.record(second.type.id).owner == "get /b"
    assert lowered.record(second.type.id).origin.pointer == "/components/parameters/F/schema"


@pytest.mark.parametrize(
    ("parameter", "rule", "pointer"),
    [
        ("{in: query}", "Document/Missing", ""),
        ("{name: 3, in: query}", "Document/WrongType", "/name"),
        ("{name: p, in: body}", "Parameter/In", "/in"),
        ("{name: p, in: query, schema: []}", "Document/WrongType", "/schema"),
        ("[]", "Document/WrongType", ""),
    ],
)
def test_wrong_parameters_are_refused_with_their_place(tmp_path: Path, parameter: str, rule: str, pointer: str) -> None:
    with pytest.raises(SpecwrightError) as caught:
        lower_text(one(parameter), tmp_path)
    found = caught.value.diagnostics[0]
    assert found.rule == rule
    assert found.origin is not None
    assert found.origin.pointer == f"/paths/~1things/get/parameters/0{pointer}"


def test_parameter_of_a_named_schema(tmp_path: Path) -> None:
    text = one("{name: p, in: query, schema: {$ref: '#/components/schemas/Colour'}}")
    lowered = lower_text(text + "\ncomponents: {schemas: {Colour: {enum: [red]}}}", tmp_path)
    assert lowered.operation.params[0].type == ref("Colour")
