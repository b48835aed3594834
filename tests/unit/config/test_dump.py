"""Configurations written down: they read back the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright.config import dump_config, load_config
from specwright.config.yaml_text import block
from specwright.diagnostics import Diagnostics
from specwright.ir.types import JsonValue
from specwright.spec.limits import Limits
from specwright.spec.source import Source
from specwright.spec.yaml_loader import parse_yaml

from .support import infer, messages, operations, read, without_places

EVERYTHING = """
edition: 2026-05-06
organization: {name: "The Acme Company", docs: https://docs.acme.test, contact: help@acme.test}
targets:
  python:
    {package_name: acme, project_name: acme-sdk, version: "2.0", http_library: httpx2, enums: open, readme_title: Acme,
     production_repo: Acme/sdk, edition: python.2025-11-20, publish: {pypi: true}, skip: true,
     options: {disable_pydantic_namespace_protection: true}}
environments: {production: "https://{region}.acme.test", "no": https://no.acme.test}
client_settings:
  opts:
    user: {type: string, description: "Who: you", read_env: U, auth: {security_scheme: B, role: username}, example: x}
    region: {type: string, nullable: true, default: eu, server_variable: region, required_in_tests: true}
    a: {send_in_header: A}
    b: {send_as_query_param: b}
    c: {send_as_path_param: c, type: integer, default: 3}
    d: {send_in_cookie: d, type: boolean}
    e: {send_as_body_param: e}
  idempotency: {header: Idempotency-Key}
  default_headers: {X-Beta: "true", X-Version: "2024-01-01"}
  default_timeout: 1500
  default_retries: {max_retries: 5}
  default_env_prefix: ACME
  default_client_name: Acme
settings:
  license: {name: Custom, contents: "All\\nrights\\n", extension: md}
  unwrap_response_fields: [data, "null"]
  unwrap_multiproperty_response_fields: true
  positional_params: false
  per_endpoint_security: true
query_settings: {array_format: indices, nested_format: dots}
security: [{B: [read, "write:all"]}, {}]
security_schemes: {B: {type: http, scheme: basic}}
streaming:
  on_event:
    - {event_type: null, data_starts_with: "[DONE]", handle: done}
    - {event_type: [error, null], handle: error, error_property: error}
    - {kind: fallthrough, handle: yield}
custom_casings: {api: {initialism: false}, github: {pascal: GitHub, plural: githubs}}
openapi: {transforms: [{command: update, reason: "a: b # c", args: {target: "$.x", value: {"{{v}}": 1.5}}}]}
unspecified_endpoints: [get /internal, "post /x,y", COPY /z]
diagnostics: {ignored: {Schema/IsAmbiguous: true}}
readme:
  example_requests:
    default: {type: request, endpoint: get /t, params: {a: [1, {b: null}], "1": ""}, assign_to: t,
      response_property: p, file_param: f, file_path: p}
pagination:
  name: p
  type: cursor_id
  description: Pages.
  param_location: body
  continue_on_empty_items: true
  request: {after: {type: string, x-stainless-pagination-property: {purpose: next_cursor_id_param}}}
  response:
    data:
      type: array
      items:
        type: object
        properties: {id: {type: string, x-stainless-pagination-property: {purpose: cursor_item_id}}}
      x-stainless-pagination-property: {purpose: items, required: true}
    meta: {type: object, properties: {deep: {type: object, properties: {total: {type: integer}}}}}
    next: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field, from_header: X-Next}}
resources:
  $client: {methods: {ping: get /ping}}
  $shared: {models: {e: E}}
  trip-details:
    description: |
      Trips
        and more.

      # not a comment
    deprecated: "no"
    skip: true
    models:
      trip: "#/components/schemas/Trip"
      body: {openapi_uri: "#/paths/~1x/post", no_params_suffix: true, param_model: $shared.e, skip: true}
      old: {type: alias, to: $shared.e, deprecated: gone}
    methods:
      list: {endpoint: "get /trips/{a}", paginated: p, positional_params: []}
      other: {endpoint: get /o, paginated: false, unwrap_response: false, skip: true, skip_test_reason: flaky}
      more:
        endpoint: post /m
        unwrap_response: data
        body_param_name: body
        positional_params: [a, b]
        default_request_options: {timeout: 500, max_retries: 0}
        docs: {response_property: x}
        streaming: {param_discriminator: stream, stream_event_model: $shared.e}
        deprecated: gone
      always: {endpoint: get /s, streaming: {param_discriminator: null}}
      alias: {type: alias, to: trip-details.list}
      hook: {type: webhook_unwrap, discriminator: type, event_types: {a: $shared.e}, webhook_key_opt: user}
      hooks: {type: webhook_unwrap, event_types: [$shared.e]}
    subresources: {legs: {methods: {list: get /legs}}}
"""


def test_everything_reads_back(tmp_path: Path) -> None:
    config, diagnostics = read(tmp_path, EVERYTHING)
    assert messages(diagnostics, unsupported=False) == []
    text = dump_config(config)
    again, diagnostics = read(tmp_path, text)
    assert messages(diagnostics, unsupported=False) == []
    assert without_places(again) == without_places(config)
    assert dump_config(again) == text


def test_our_own_file_reads_back(tmp_path: Path) -> None:
    config = load_config(Path(__file__).parents[3] / "spec" / "specwright.yml", Diagnostics())
    again, _ = read(tmp_path, dump_config(config))
    assert without_places(again) == without_places(config)


def test_inferred_configurations_read_back(tmp_path: Path) -> None:
    schemes = {"bearerAuth": {"type": "http", "scheme": "bearer", "description": "A key:\n\n- one\n- two"}}
    data = {
        "paths": operations("get /pets -> list", "get /pets/{id} -> thing", "get / -> thing # root"),
        "components": {"securitySchemes": schemes},
        "servers": [{"url": "https://{region}.acme.test", "variables": {"region": {"default": "no"}}}],
    }
    config = infer(tmp_path, data)
    again, diagnostics = read(tmp_path, dump_config(config))
    assert messages(diagnostics) == []
    assert without_places(again) == without_places(config)


def test_it_looks_as_written_by_hand(tmp_path: Path) -> None:
    config = infer(
        tmp_path, {"paths": operations("get /pets -> list", "post /pets"), "servers": [{"url": "https://a.test"}]}
    )
    text = dump_config(config)
    assert (
        """
resources:
  pets:
    methods:
      list: get /pets
      create: post /pets
"""
        in text
    )
    assert "# Base URLs. The first one is the default.\nenvironments:\n  production: https://a.test\n" in text


@pytest.mark.parametrize(
    "value",
    [
        *(
            "no",
            "NULL",
            "~",
            "1",
            "1.5",
            "0x1F",
            "2024-01-01",
            "",
            " a",
            "a ",
            "a: b",
            "a #b",
            "#a",
            "a\nb",
            "a\n",
            "\n",
        ),
        *("- a", "*a", "&a", "!a", "%a", "@a", "`a", "{a}", "[a]", "a, b", "'", '"', "\\", "é", "\u2028", "a\tb", "a:"),
        *(
            "get /a/{b}",
            "https://x.test/y?z=1#w",
            "a\n\n b\n",
            " a\nb\n",
            "a\n\n\n",
            "a\r\nb",
            "\ta\nb",
            "$.x[?(@.y)]",
            "<<",
        ),
    ],
)
def test_texts_read_back(value: str) -> None:
    data: JsonValue = {"a": {value: value}, "b": [value, [value], {"c": value}]}
    assert parse_yaml(Source("x", block(data)), Limits()) == data
