"""What only the review of changes needs of a document: it is kept although no client does anything with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from specwright import ir
from specwright.diagnostics import Diagnostics
from specwright.lower import lower

from .helpers import config_for, document_of, lower_text


def test_life_cycle_and_links(tmp_path: Path) -> None:
    api = lower_text(
        """
        paths:
          /a:
            get:
              x-sunset: "2030-01-31"
              x-stability-level: beta
              x-internal: true
              parameters: [{name: q, in: query, allowEmptyValue: true, schema: {type: string}}]
              responses: {"200": {description: ok, links: {next: {operationId: b}}}}
            put: {x-sunset: 3, x-stability-level: [], responses: {}}
        """,
        tmp_path,
    ).api
    get, put = api.operations["get /a"], api.operations["put /a"]
    assert get.life == ir.LifeCycle("2030-01-31", "beta", True)
    assert put.life == ir.LifeCycle()
    assert get.params[0].allow_empty
    assert get.responses[0].links == ("next",)


def test_hooks(tmp_path: Path) -> None:
    api = lower_text(
        """
        paths:
          /a:
            post:
              callbacks:
                done: {"{$request.body#/url}": {post: {requestBody: {content: {application/json:
                  {schema: {$ref: "#/components/schemas/Event"}}}}, responses: {"204": {description: ok}}}}}
              responses: {}
        webhooks:
          one: {post: {parameters: [{in: header, name: X-Signature, schema: {type: string}}],
            requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Event"}}}}}}
          two: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Event"}}}}}}
          bare: {post: {responses: {"200": {description: ok}}}}
        components: {schemas: {Event: {type: object, properties: {id: {type: string}}}}}
        """,
        tmp_path,
    ).api
    event = "#/components/schemas/Event"
    found = [(hook.name, hook.payload, hook.headers, hook.statuses, hook.operation) for hook in api.hooks]
    assert found == [
        ("one", event, ("X-Signature",), (), None),
        ("two", event, (), (), None),
        ("bare", None, (), ("200",), None),
        ("done", event, (), ("204",), "post /a"),
    ]
    assert api.hooks[3].expression == "{$request.body#/url}"
    assert (api.webhooks, api.callbacks) == ((event,), (event,))


def test_conditions_of_records_and_null_of_components(tmp_path: Path) -> None:
    api = lower_text(
        """
        paths: {/a: {get: {responses: {"200": {description: ok, content: {application/json:
          {schema: {$ref: "#/components/schemas/A"}}}}}}}}
        components:
          schemas:
            A:
              type: [object, "null"]
              required: [id, ghost]
              minProperties: 1
              not: {required: [b]}
              dependentRequired: {id: [b]}
              properties: {id: {type: string}, b: {$ref: "#/components/schemas/B"}}
            B: {type: [string, "null"], minLength: 2}
        """,
        tmp_path,
    ).api
    record, alias = (api.definitions[f"#/components/schemas/{name}"] for name in "AB")
    assert isinstance(record, ir.Record) and isinstance(alias, ir.Alias)
    assert (record.accepts_null, alias.accepts_null) == (True, True)
    assert dict(record.constraints) == {
        "minProperties": 1,
        "not": '{"required": ["b"]}',
        "dependentRequired": '{"id": ["b"]}',
        "required": "ghost",
    }


def test_tags_and_operations_without_a_method(tmp_path: Path) -> None:
    document = document_of(
        """
        tags: [{name: a, description: About a.}, {name: b}]
        paths: {/a: {get: {responses: {}}}, /b: {get: {responses: {}}}}
        """,
        tmp_path,
    )
    config = config_for(document)
    first = replace(config.resources[0], methods=config.resources[0].methods[:1])
    api = lower(document, replace(config, resources=(first,)), Diagnostics())
    assert api.tags == (("a", "About a."), ("b", None))
    assert api.without_method == ("get /b",)
    assert api.origin == document.origin()
