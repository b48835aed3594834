"""Documents with wrong shapes anywhere end in a located error, never in a Python traceback."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from specwright import ir
from specwright.config.settings import PagingPropertyConfig, PagingSchemeConfig
from specwright.diagnostics import Diagnostics, SpecwrightError
from specwright.lower import lower
from specwright.spec import Document, load

from .helpers import HERE, config_for, document_of
from .invariants import check_invariants

EVERYTHING = """
servers: [{url: 'https://{region}.example.com', variables: {region: {default: eu, enum: [eu, us]}}}]
security: [{key: []}]
tags: [{name: t}]
paths:
  /a/{id}:
    summary: All of it.
    parameters: [{$ref: '#/components/parameters/Id'}]
    servers: [{url: https://other.example.com}]
    get:
      operationId: getA
      tags: [t]
      security: [{oauth: [read]}, {}]
      parameters:
        - {name: cursor, in: query, schema: {type: string}}
        - {name: f, in: query, style: deepObject, explode: true, schema: {type: object, properties: {a: {enum: [x]}}}}
        - {name: c, in: query, content: {application/json: {schema: {type: array, items: {type: string}}}}}
      responses:
        '200':
          headers: {X-A: {$ref: '#/components/headers/A'}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Page'}, example: {a: 1}}}
          links: {next: {operationId: getA}}
        '204': {description: none}
        4XX: {$ref: '#/components/responses/Bad'}
    post:
      requestBody: {$ref: '#/components/requestBodies/B'}
      callbacks: {done: {'{$request.body#/url}': {post: {requestBody: {$ref: '#/components/requestBodies/B'}}}}}
      responses:
        '200':
          content:
            application/json: {schema: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: array, items: {}}]}}
            text/event-stream: {itemSchema: {$ref: '#/components/schemas/Cat'}}
        '201': {content: {application/json: {schema: {type: object, additionalProperties: {type: integer}}}}}
    additionalOperations: {COPY: {responses: {'200': {content: {application/pdf: {}}}}}}
webhooks: {made: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Cat'}}}}}}}
components:
  parameters: {Id: {name: id, in: path, required: true, schema: {type: string, format: uuid}}}
  headers: {A: {schema: {type: integer}}}
  responses: {Bad: {content: {application/json: {schema: {type: object, properties: {m: {type: string}}}}}}}
  requestBodies:
    B:
      content:
        multipart/form-data:
          schema: {type: object, properties: {stream: {type: boolean}, f: {type: string, format: binary}}}
          encoding: {f: {contentType: image/png, style: form, explode: true, headers: {}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://x/t', scopes: {read: r}}}}
  schemas:
    Pet:
      type: object
      required: [kind]
      properties: {kind: {type: string}, tags: {type: array, items: {type: string, maxLength: 3}, uniqueItems: true}}
      discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: [integer, 'null'], minimum: 1}}}]}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {bark: {const: woof}, x: {prefixItems: [{}]}}}]}
    Any:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind}
    Page:
      type: object
      properties:
        data: {type: array, items: {type: object, properties: {any: {$ref: '#/components/schemas/Any'}}}}
        next: {type: string, nullable: true}
        extra: {type: object, patternProperties: {'^x': {type: string}}, additionalProperties: false}
        level: {oneOf: [{const: 1, title: Low}, {const: 2}]}
        node: {$ref: '#/components/schemas/Page/properties/next'}
"""

VALUES: list[Any] = [
    None, True, False, 0, 1.5, "", "x", "null", "#", [], {}, [1], ["a"], [None], [[]], [{}], {"a": 1},
    {"$ref": 3}, {"$ref": "#/paths"}, {"$ref": "#/nowhere"}, {"$ref": "#/components/schemas/Pet"}, {"allOf": {}},
    {"allOf": [3]}, {"oneOf": [3]}, {"enum": {}}, {"enum": [[], {}]}, {"type": 5}, {"type": ["object", 3]},
    {"properties": []}, {"properties": {"a": 3}}, {"items": 3}, {"additionalProperties": 3}, {"prefixItems": {}},
    {"patternProperties": []}, {"required": True, "properties": {"a": {}}}, {"discriminator": []}, {"not": 3},
]  # fmt: skip

SCHEME = PagingSchemeConfig(
    "pages",
    ir.PagingKind.CURSOR,
    HERE,
    (PagingPropertyConfig(("cursor",), HERE, {"type": "string"}, "next_cursor_param"),),
    (
        PagingPropertyConfig(("data",), HERE, {"type": "array"}, "items"),
        PagingPropertyConfig(("next",), HERE, {"type": "string"}, "next_cursor_field"),
    ),
)


def _pointers(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from _pointers(member, (*path, key))


def _damaged(data: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    copied = copy.deepcopy(data)
    holder: Any = copied
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = copy.deepcopy(value)
    return copied


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return document_of(EVERYTHING, tmp_path_factory.mktemp("hostile"), "3.2.0")


def test_the_document_itself(whole: Document) -> None:
    api = lower(whole, config_for(whole, pagination=(SCHEME,)), Diagnostics())
    check_invariants(api)
    assert list(api.operations) == ["get /a/{id}", "post /a/{id}", "COPY /a/{id}"]


@pytest.mark.parametrize("seed", range(20))
def test_wrong_values_anywhere(whole: Document, tmp_path: Path, seed: int) -> None:
    chosen = random.Random(seed)
    places = [path for path in _pointers(whole.data) if path and path[0] not in ("openapi", "info")]
    config = config_for(whole, pagination=(SCHEME,))
    for _ in range(25):
        path, value = chosen.choice(places), chosen.choice(VALUES)
        file = tmp_path / "openapi.json"
        file.write_text(json.dumps(_damaged(whole.data, path, value)))
        document = load(file, diagnostics=Diagnostics())
        for skip in (False, True):
            try:
                api = lower(document, config, Diagnostics(), skip_unsupported=skip)
            except SpecwrightError as error:
                assert all(found.origin is not None for found in error.diagnostics), (path, value)
            else:
                check_invariants(api)
