"""Configurations against their document: what is missing on either side."""

from __future__ import annotations

from pathlib import Path

from specwright.config import Config, resolve_config
from specwright.diagnostics import Diagnostics, Severity

from .support import calls, document, messages, operations, read

DATA = {
    "paths": operations("get /things -> list", "get /things/{thingId} -> thing", "post /things", "get /internal"),
    "components": {
        "schemas": {"Thing": {"type": "object"}},
        "securitySchemes": {"Key": {"type": "apiKey", "in": "header", "name": "X"}},
    },
}


def resolve(tmp_path: Path, text: str) -> tuple[Config, Diagnostics]:
    config, diagnostics = read(tmp_path, "organization: {name: acme}\n" + text)
    assert messages(diagnostics) == []
    found = Diagnostics()
    return resolve_config(config, document(tmp_path, DATA), found), found


def errors(tmp_path: Path, text: str) -> list[tuple[str, str | None]]:
    _, diagnostics = resolve(tmp_path, text)
    return [(error.message, error.hint) for error in diagnostics.errors]


def test_unknown_endpoints(tmp_path: Path) -> None:
    text = "resources: {things: {methods: {list: get /thing, delete: delete /things, x: get /nowhere/near}}}"
    assert errors(tmp_path, text) == [
        ("the document has no operation `get /thing`", "did you mean `get /things`?"),
        ("the document has no operation `delete /things`", "did you mean `get /things`?"),
        ("the document has no operation `get /nowhere/near`", None),
    ]


def test_endpoints_are_spelt_as_in_the_document(tmp_path: Path) -> None:
    config, diagnostics = resolve(tmp_path, 'resources: {things: {methods: {retrieve: "GET /things/{id}"}}}')
    assert not diagnostics.errors
    assert calls(config) == {"get /things/{thingId}": "things.retrieve"}


def test_operations_that_are_not_configured(tmp_path: Path) -> None:
    text = "resources: {things: {methods: {list: get /things, create: {endpoint: post /things, skip: true}}}}\n"
    config, diagnostics = resolve(tmp_path, text)
    (warning,) = [d for d in diagnostics if d.severity is Severity.WARNING]
    assert warning.rule == "Endpoint/NotConfigured"
    assert warning.message.startswith("2 of the document's 4 operations are not in the SDK: `get /things/{thingId}`, ")
    notes = [
        d.origin.pointer for d in diagnostics if d.severity is Severity.NOTE and d.origin and d.rule == warning.rule
    ]
    assert notes == ["/paths/~1things~1{thingId}/get", "/paths/~1internal/get"]
    assert calls(config) == {"get /things": "things.list"}  # what is skipped is gone, but not unconfigured


def test_endpoints_left_out_on_purpose(tmp_path: Path) -> None:
    text = """
resources: {things: {methods: {list: get /things, retrieve: "get /things/{thingId}", create: post /things}}}
unspecified_endpoints: [get /internal, post /things, get /nothing]
security: []
"""
    _, diagnostics = resolve(tmp_path, text)
    assert [d.rule for d in diagnostics] == ["Endpoint/BothSpecifiedAndUnspecified", "Endpoint/NotFound"]


def test_without_options_the_client_gets_those_for_the_security_schemes(tmp_path: Path) -> None:
    text = "resources: {things: {methods: {list: get /things}}}\n"
    config, diagnostics = resolve(tmp_path, text)
    assert [option.auth.scheme for option in config.client.options if option.auth is not None] == ["Key"]
    assert "ClientOpt/Inferred" in [d.rule for d in diagnostics]
    config, _ = resolve(tmp_path, text + "security: []\n")
    assert config.client.options == ()


def test_skipped_resources_are_left_out(tmp_path: Path) -> None:
    text = """
resources:
  a: {skip: [python], methods: {list: get /things}, subresources: {b: {methods: {get: get /internal}}}}
  c: {only: [go], models: {thing: Thing}}
  d: {models: {thing: Thing, other: {openapi_uri: Thing, skip: true}}}
"""
    config, _ = resolve(tmp_path, text)
    assert [(path, [m.key for m in r.models]) for path, r in config.walk()] == [(("d",), ["thing"])]


def test_unknown_schemas(tmp_path: Path) -> None:
    assert errors(tmp_path, 'resources: {a: {models: {x: Thng, y: "#/components/schemas/Thing"}}}') == [
        ("the model `x` names a schema that the document has not: #/components/schemas/Thng", "did you mean `Thing`?")
    ]


def test_names_that_clash(tmp_path: Path) -> None:
    text = """
resources:
  $client: {methods: {things: get /internal}}
  things:
    methods: {get-it: get /things, getIt: post /things, more: get /internal}
    subresources: {more: {methods: {list: get /things}}}
"""
    assert [message for message, _ in errors(tmp_path, text)] == [
        "the method `getIt` of `things` has the name of the method `get-it`",
        "the subresource `more` of `things` has the name of the method `more`",
        "the method `things` of the client has the name of the resource `things`",
    ]


def test_unknown_targets(tmp_path: Path) -> None:
    text = """
client_settings: {opts: {k: {auth: {security_scheme: Kay}}}}
security: [{Key: []}, {Nothing: []}]
pagination: [{name: pages, type: cursor}]
resources:
  a:
    models: {m: {type: alias, to: a.n}, nn: Thing}
    methods: {x: {endpoint: get /things, paginated: page}, y: {type: alias, to: a.zz}, w: {type: alias, to: a.x}}
readme: {example_requests: {default: {type: request, endpoint: get /nothing}}}
"""
    config, diagnostics = resolve(tmp_path, text)
    assert [(error.message, error.hint) for error in diagnostics.errors] == [
        ("there is no method `a.zz`", None),
        ("there is no model `a.n`", "did you mean `a.nn`?"),
        ("there is no pagination scheme `page`", "did you mean `pages`?"),
        ("the option `k` feeds a security scheme that there is not: `Kay`", "did you mean `Key`?"),
        ("there is no security scheme `Nothing`", None),
    ]
    warnings = [d.rule for d in diagnostics if d.severity is Severity.WARNING]
    assert {"ClientOpt/Missing", "Readme/EndpointNotFound"} <= set(warnings)
    assert config.example_requests == ()
