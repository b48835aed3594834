"""Responses: what a method returns, and what else there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright import ir

from .helpers import INTEGER, STRING, Lowered, lower_text, ref

COMPONENTS = """
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string}}}
    Other: {type: object, properties: {o: {type: string}}}
    Maybe: {type: object, nullable: true, properties: {o: {type: string}}}
    Error: {type: object, properties: {message: {type: string}}}
  responses:
    Bad: {description: Bad., content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
    Odd: {description: Odd., content: {application/json: {schema: {type: object, properties: {odd: {type: string}}}}}}
"""
THING = "{application/json: {schema: {$ref: '#/components/schemas/Thing'}}}"
OTHER = "{application/json: {schema: {$ref: '#/components/schemas/Other'}}}"


def lower_responses(responses: str, tmp_path: Path, **changes: object) -> Lowered:
    text = f"paths: {{/a: {{get: {{responses: {responses}}}}}}}\n{COMPONENTS}"
    return lower_text(text, tmp_path, **changes)  # type: ignore[arg-type]  # passed on as they are


RESULTS = [
    (f"{{'200': {{content: {THING}}}}}", ref("Thing")),
    (f"{{'201': {{content: {THING}}}}}", ref("Thing")),
    (f"{{2XX: {{content: {THING}}}}}", ref("Thing")),
    (f"{{default: {{content: {THING}}}}}", ref("Thing")),
    (f"{{'200': {{content: {THING}}}, default: {{content: {OTHER}}}}}", ref("Thing")),
    (f"{{'200': {{content: {THING}}}, '201': {{content: {THING}}}}}", ref("Thing")),
    (f"{{'204': {{}}, default: {{content: {OTHER}}}}}", None),
    ("{'204': {description: none}}", None),
    ("{'200': {description: none}}", None),
    ("{}", None),
    (f"{{'200': {{content: {THING}}}, '204': {{}}}}", ir.Nullable(ref("Thing"))),
    (
        "{'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Maybe'}}}}}",
        ir.Nullable(ref("Maybe")),
    ),
    ("{'200': {content: {application/json: {}}}}", ir.Unknown()),
    ("{'200': {content: {text/plain: {}}}}", STRING),
    ("{'200': {content: {text/csv: {}}}}", STRING),
    ("{'200': {content: {application/pdf: {}}}}", ir.Scalar(ir.ScalarKind.BINARY)),
    ("{'200': {content: {image/*: {schema: {type: string, format: binary}}}}}", ir.Scalar(ir.ScalarKind.BINARY)),
    ("{'200': {content: {'*/*': {schema: {type: string, format: binary}}}}}", ir.Scalar(ir.ScalarKind.BINARY)),
    ("{'200': {content: {'*/*': {schema: {$ref: '#/components/schemas/Thing'}}}}}", ref("Thing")),
    (
        "{'200': {content: {text/plain: {}, application/pdf: {}, "
        "application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}",
        ref("Thing"),
    ),
    ("{'200': {content: {application/vnd.api+json: {schema: {$ref: '#/components/schemas/Thing'}}}}}", ref("Thing")),
]


@pytest.mark.parametrize(("responses", "expected"), RESULTS, ids=[responses for responses, _ in RESULTS])
def test_result(tmp_path: Path, responses: str, expected: ir.Type | None) -> None:
    assert lower_responses(responses, tmp_path).operation.result_type == expected


def test_inline_object_is_called_after_the_method(tmp_path: Path) -> None:
    lowered = lower_responses(
        "{'200': {content: {application/json: {schema: {type: object, properties: {d: {type: object, "
        "properties: {x: {}}}}}}}}}",
        tmp_path,
    )
    result = lowered.operation.result_type
    assert isinstance(result, ir.Ref)
    record = lowered.record(result.id)
    assert (record.name.text, record.owner, record.place) == ("thing_m0_response", "get /a", ())
    inner = record.fields[0].type
    assert isinstance(inner, ir.Ref)
    assert (lowered.record(inner.id).owner, lowered.record(inner.id).place) == (record.id, ("d",))


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: array, items: {$ref: '#/components/schemas/Thing'}}", ir.ListOf(ref("Thing"))),
        ("{type: object, additionalProperties: {type: integer}}", ir.MapOf(INTEGER)),
        ("{type: string}", STRING),
    ],
)
def test_other_inline_results_are_aliases(tmp_path: Path, schema: str, expected: ir.Type) -> None:
    media_type = "text/plain" if expected == STRING else "application/json"
    lowered = lower_responses(f"{{'200': {{content: {{{media_type}: {{schema: {schema}}}}}}}}}", tmp_path)
    result = lowered.operation.result_type
    assert isinstance(result, ir.Ref)
    alias = lowered.api.definitions[result.id]
    assert isinstance(alias, ir.Alias)
    assert (alias.type, alias.name.text, alias.owner) == (expected, "thing_m0_response", "get /a")


def test_items_of_a_list_are_inside_of_it(tmp_path: Path) -> None:
    lowered = lower_responses(
        "{'200': {content: {application/json: {schema: {type: array, items: {type: object, properties: {a: {}}}}}}}}",
        tmp_path,
    )
    item = next(found for found in lowered.api.definitions.values() if found.place)
    assert isinstance(lowered.operation.result_type, ir.Ref)
    assert (item.place, item.owner) == ((ir.ITEM,), lowered.operation.result_type.id)


def test_several_successes_are_a_union(tmp_path: Path) -> None:
    lowered = lower_responses(
        f"{{'200': {{content: {THING}}}, '201': {{content: {OTHER}}}, '202': {{content: {THING}}}}}", tmp_path
    )
    result = lowered.operation.result_type
    assert isinstance(result, ir.Ref)
    alias = lowered.api.definitions[result.id]
    assert isinstance(alias, ir.Alias)
    assert alias.type == ir.Union((ir.UnionArm(ref("Thing")), ir.UnionArm(ref("Other"))))
    assert alias.name.text == "thing_m0_response"


def test_errors_headers_and_links(tmp_path: Path) -> None:
    lowered = lower_responses(
        f"""{{'200': {{content: {THING},
                  headers: {{X-Limit: {{schema: {{type: integer}}, required: true}}, Content-Type: {{}}}},
                  links: {{next: {{operationId: x}}}}}},
             '404': {{$ref: '#/components/responses/Bad'}}, 5XX: {{$ref: '#/components/responses/Bad'}}}}""",
        tmp_path,
    )
    ok, missing, failed = lowered.operation.responses
    assert [(header.wire, header.type, header.required) for header in ok.headers] == [("X-Limit", INTEGER, True)]
    assert (missing.status, failed.status, missing.doc) == ("404", "5XX", "Bad.")
    assert missing.contents[0].type == failed.contents[0].type == ref("Error")
    assert lowered.rules() == ["Response/Links"]


def test_shared_error_has_one_definition(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a: {get: {responses: {'400': {$ref: '#/components/responses/Odd'}}}}
          /b: {get: {responses: {'400': {$ref: '#/components/responses/Odd'}}}}
        """
        + COMPONENTS.replace("\n", "\n        "),
        tmp_path,
    )
    types = {operation.responses[0].contents[0].type for operation in lowered.api.operations.values()}
    assert types == {ir.Ref("#/components/responses/Odd/content/application~1json/schema")}


def test_shared_success_is_called_after_each_method(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a: {get: {responses: {'200': {$ref: '#/components/responses/Odd'}}}}
          /b: {get: {responses: {'200': {$ref: '#/components/responses/Odd'}}}}
        """
        + COMPONENTS.replace("\n", "\n        "),
        tmp_path,
    )
    results = [operation.result_type for operation in lowered.api.operations.values()]
    names = [lowered.api.definitions[result.id].name.text for result in results if isinstance(result, ir.Ref)]
    assert names == ["thing_m0_response", "thing_m1_response"]


def test_unknown_status_is_reported(tmp_path: Path) -> None:
    lowered = lower_responses(f"{{'200': {{content: {THING}}}, ok: {{}}, '99': {{}}, x-a: 1}}", tmp_path)
    assert [response.status for response in lowered.operation.responses] == ["200"]
    assert lowered.rules() == ["Response/Status", "Response/Status"]


STREAM = "{text/event-stream: {schema: {$ref: '#/components/schemas/Thing'}}}"


def test_event_stream_alone_always_streams(tmp_path: Path) -> None:
    operation = lower_responses(f"{{'200': {{content: {STREAM}}}}}", tmp_path).operation
    assert operation.stream == ir.Stream(ir.StreamKind.SSE, ref("Thing"), None, media_type="text/event-stream")
    assert operation.result_type == ref("Thing")


@pytest.mark.parametrize(
    "media_type", ["application/jsonl", "application/x-ndjson", "application/json-seq", "application/stream+json"]
)
def test_lines_and_item_schema(tmp_path: Path, media_type: str) -> None:
    content = f"{{{media_type}: {{itemSchema: {{type: object, properties: {{a: {{}}}}}}}}}}"
    lowered = lower_responses(f"{{'200': {{content: {content}}}}}", tmp_path, version="3.2.0")
    stream = lowered.operation.stream
    assert stream is not None
    assert stream.kind is ir.StreamKind.JSONL
    assert isinstance(stream.item, ir.Ref)
    assert lowered.record(stream.item.id).name.text == "thing_m0_response"


def test_stream_property_decides(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a:
            post:
              requestBody:
                content: {application/json: {schema: {type: object, properties: {stream: {type: [boolean, 'null']}}}}}
              responses:
                '200':
                  content:
                    application/json: {schema: {$ref: '#/components/schemas/Thing'}}
                    text/event-stream: {schema: {$ref: '#/components/schemas/Other'}}
        """
        + COMPONENTS.replace("\n", "\n        "),
        tmp_path,
    )
    assert lowered.operation.result_type == ref("Thing")
    assert lowered.operation.stream == ir.Stream(
        ir.StreamKind.SSE, ref("Other"), "stream", media_type="text/event-stream"
    )


def test_stream_nobody_can_ask_for_is_left_out(tmp_path: Path) -> None:
    content = "{application/json: {schema: {type: string}}, text/event-stream: {}}"
    lowered = lower_responses(f"{{'200': {{content: {content}}}}}", tmp_path)
    assert lowered.operation.stream is None
    assert lowered.rules() == ["Response/Stream"]


def test_head_has_no_body(tmp_path: Path) -> None:
    text = f"paths: {{/a: {{head: {{responses: {{'200': {{content: {THING}}}}}}}}}}}\n{COMPONENTS}"
    operation = lower_text(text, tmp_path).operation
    assert (operation.result, operation.result_type) == (None, None)
    assert operation.responses[0].contents[0].type == ref("Thing")


def test_answers_that_only_requests_can_be(tmp_path: Path) -> None:
    """A form that comes back is its text, parts that come back are their bytes."""
    form = "{application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}}}"
    assert lower_responses(f"{{'200': {{content: {form}}}}}", tmp_path).operation.result_type == STRING
    parts = "{multipart/mixed: {schema: {type: array, items: {type: string}}}}"
    result = lower_responses(f"{{'200': {{content: {parts}}}}}", tmp_path).operation.result
    assert result is not None
    assert result.kind is ir.ContentKind.BINARY
