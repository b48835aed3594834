"""Reading configuration files: values, mistakes, and the ledger of keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright.config import MethodKind, Usage, load_config
from specwright.diagnostics import Diagnostics, Severity, SpecwrightError
from specwright.ir.auth import AuthRole, SchemeUse, SecurityRequirement
from specwright.ir.paging import PagingKind
from specwright.spec import SourceMap

from .support import messages, read

BASE = "organization: {name: acme}\n"


def test_every_part_is_read(tmp_path: Path) -> None:
    config, diagnostics = read(
        tmp_path,
        """
edition: 2026-05-06
organization: {name: acme, docs: "https://docs.acme.test", contact: help@acme.test}
targets:
  python: {package_name: acme, project_name: acme-sdk, version: "2.0", production_repo: Acme/sdk, publish: {pypi: true}}
environments: {production: https://api.acme.test, sandbox: https://sandbox.acme.test}
client_settings:
  opts:
    user: {type: string, read_env: ACME_USER, auth: {security_scheme: Basic, role: username}}
    org: {type: string, nullable: true, send_in_header: X-Org}
  idempotency: {header: Idempotency-Key}
  default_headers: {X-Beta: true}
  default_timeout: 1500
  default_retries: {max_retries: 5, initial_delay_seconds: 1, max_delay_seconds: 20}
  default_env_prefix: ACME
settings: {license: MIT, unwrap_response_fields: [data], positional_params: false}
query_settings: {array_format: repeat, nested_format: dots}
security: [{Basic: []}, {}]
security_schemes: {Basic: {type: http, scheme: basic}}
streaming:
  on_event:
    - {data_starts_with: "[DONE]", handle: done}
    - {event_type: [error, null], handle: error, error_property: error}
    - {kind: fallthrough, handle: yield}
custom_casings: {api: {initialism: true}, github: {pascal: GitHub}}
openapi: {transforms: [{command: remove, reason: old, args: {target: "$.paths", keys: [/old]}}]}
unspecified_endpoints: [get /internal]
readme: {example_requests: {default: {type: request, endpoint: get /things, params: {a: 1}}}}
resources: {}
""",
    )
    assert messages(diagnostics, unsupported=False) == []
    assert (config.edition, config.organization.docs) == ("2026-05-06", "https://docs.acme.test")
    assert (config.python.package_name, config.python.version, config.python.publish) == ("acme", "2.0", True)
    assert [(e.name, e.url) for e in config.environments][1] == ("sandbox", "https://sandbox.acme.test")
    user, org = config.client.options
    assert user.auth is not None
    assert (user.auth.scheme, user.auth.role, user.nullable) == ("Basic", AuthRole.USERNAME, False)
    assert (org.send_in_header, org.nullable, org.auth) == ("X-Org", True, None)
    client = config.client
    assert (client.idempotency_header, client.default_headers) == ("Idempotency-Key", (("X-Beta", "true"),))
    assert (client.default_timeout, client.max_retries, client.initial_retry_delay, client.max_retry_delay) == (
        1.5,
        5,
        1.0,
        20.0,
    )
    assert config.settings.license is not None and config.settings.license.name == "MIT"
    assert (config.settings.unwrap_response_fields, config.settings.positional_params) == (("data",), False)
    assert (config.query.array_format.value, config.query.nested_format.value) == ("repeat", "dots")
    assert config.security == (SecurityRequirement((SchemeUse("Basic"),)), SecurityRequirement(()))
    assert config.security_schemes[0].data == {"type": "http", "scheme": "basic"}
    assert [rule.event_types for rule in config.on_event] == [(), ("error", None), ()]
    assert config.on_event[2].fallthrough and config.on_event[1].error_property == "error"
    assert config.custom_casings[0].initialism is True
    assert config.custom_casings[1].spellings == (("pascal", "GitHub"),)
    assert (config.transforms[0].command, config.transforms[0].reason) == ("remove", "old")
    assert config.unspecified_endpoints[0].id == "get /internal"
    assert config.example_requests[0].params == {"a": 1}


def test_resources(tmp_path: Path) -> None:
    config, diagnostics = read(
        tmp_path,
        BASE
        + """
resources:
  $shared:
    models: {error: Error}
  trip-details:
    description: Trips.
    models:
      trip: "#/components/schemas/Trip"
      old_trip: {type: alias, to: trip-details.trip, deprecated: use trip}
      trip_body: {openapi_uri: "#/paths/~1trips/post/requestBody", no_params_suffix: true, param_model: $shared.x}
    methods:
      list: GET /trips
      retrieve:
        endpoint: get /trips/{id}
        paginated: false
        positional_params: [id]
        unwrap_response: trip
        body_param_name: body
        default_request_options: {timeout: PT1M30S, max_retries: 0}
        deprecated: {python: gone, go: never}
      fetch: {type: alias, to: trip-details.retrieve}
      chat: {endpoint: post /chat, streaming: {param_discriminator: null, stream_event_model: trip-details.trip}}
      unwrap: {type: webhook_unwrap, discriminator: type, event_types: [a.b], webhook_key_opt: key}
      not_here: {endpoint: get /x, skip: [python]}
      not_here_either: {endpoint: get /y, only: [go]}
      here: {endpoint: get /z, skip: [go], only: [python]}
    subresources:
      legs: {methods: {copy: COPY /legs}}
""",
    )
    assert messages(diagnostics, unsupported=False) == []
    shared, trips = config.resources
    assert (shared.models[0].key, shared.models[0].pointer) == ("error", "#/components/schemas/Error")
    trip, old, body = trips.models
    assert (trip.pointer, old.alias_of, old.pointer) == ("#/components/schemas/Trip", "trip-details.trip", None)
    assert (body.no_params_suffix, body.param_model, old.deprecated) == (True, "$shared.x", "use trip")
    methods = {method.name: method for method in trips.methods}
    assert methods["list"].endpoint is not None and methods["list"].endpoint.id == "get /trips"
    assert methods["list"].paginated is None and methods["retrieve"].paginated is False
    retrieve = methods["retrieve"]
    assert (retrieve.timeout, retrieve.max_retries, retrieve.deprecated) == (90.0, 0, "gone")
    assert (retrieve.unwrap_response, retrieve.body_param_name, retrieve.positional_params) == ("trip", "body", ("id",))
    assert (methods["fetch"].kind, methods["fetch"].alias_of) == (MethodKind.ALIAS, "trip-details.retrieve")
    assert methods["chat"].streaming is not None and methods["chat"].streaming.discriminator is None
    assert methods["unwrap"].webhook is not None and methods["unwrap"].webhook.key_option == "key"
    assert [methods[name].skip for name in ("not_here", "not_here_either", "here")] == [True, True, False]
    paths = [path for path, _ in config.walk()]
    assert paths == [("$shared",), ("trip-details",), ("trip-details", "legs")]
    legs = trips.subresources[0].methods[0].endpoint
    assert legs is not None and legs.id == "COPY /legs"


def test_pagination(tmp_path: Path) -> None:
    config, diagnostics = read(
        tmp_path,
        BASE
        + """
pagination:
  - name: cursor_page
    type: cursor
    request:
      cursor: {type: string, x-stainless-pagination-property: {purpose: next_cursor_param}}
    response:
      data: {type: array, items: {}}
      meta:
        type: object
        properties:
          next: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field}}
  - name: id_page
    type: cursor_id
    param_location: body
    response:
      rows:
        type: array
        x-stainless-pagination-property: {purpose: items}
        items:
          properties:
            id: {type: string, x-stainless-pagination-property: {purpose: cursor_item_id}}
            other: {type: string}
""",
    )
    assert messages(diagnostics) == []
    cursor, by_id = config.pagination
    assert [(p.path, p.purpose) for p in cursor.request] == [(("cursor",), "next_cursor_param")]
    assert [(p.path, p.purpose) for p in cursor.response] == [
        (("data",), "items"),  # the first array, when none is marked
        (("meta",), None),
        (("meta", "next"), "next_cursor_field"),
    ]
    assert (by_id.kind, by_id.in_body) == (PagingKind.CURSOR_ID, True)
    assert [(p.path, p.purpose) for p in by_id.response] == [(("rows",), "items"), (("rows", "id"), "cursor_item_id")]


def test_anchors(tmp_path: Path) -> None:
    config, _ = read(
        tmp_path,
        BASE
        + """
readme:
  example_requests:
    default: {type: request, endpoint: get /a, params: &p {x: 1}}
    headline: {type: request, endpoint: get /a, params: *p}
""",
    )
    assert [example.params for example in config.example_requests] == [{"x": 1}, {"x": 1}]


def test_misspelt_keys_are_errors_at_their_place(tmp_path: Path) -> None:
    text = BASE + "resources:\n  pets:\n    metods:\n      list: get /pets\n    models: {pet: Pet}\n"
    config, diagnostics = read(tmp_path, text)
    (error,) = diagnostics.errors
    assert error.message == "unknown key `resources.pets.metods` in resource"
    assert error.hint == "did you mean `methods`?"
    file = tmp_path / "specwright.yml"
    assert error.origin is not None
    position = SourceMap({file.as_posix(): file.read_bytes()}).locate(error.origin, at_key=True)
    assert (position.line, position.column) == (4, 5)
    assert config.resources[0].models[0].key == "pet"  # the rest is read all the same


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("targets: {pyhton: {package_name: x}}", "unknown target `pyhton`"),
        ("settings: {licence: MIT}", "unknown key `settings.licence`"),
        ("query_settings: {array_format: comas}", "`query_settings.array_format` must be one of comma,"),
        ("resources: []", "`resources` must be a mapping; it is a list"),
        ("resources: {pets: {methods: {list: [1]}}}", "`resources.pets.methods.list` must be a text or a mapping"),
        ("resources: {pets: {methods: {list: /pets}}}", "`/pets` is not an endpoint"),
        ("resources: {pets: {methods: {list: {paginated: true}}}}", "the method `list` has no `endpoint`"),
        ("resources: {pets: {models: {pet: {type: alias}}}}", "the alias `pet` has no `to`"),
        ("pagination: [{type: cursor}]", "a pagination scheme has no `name`"),
        ("client_settings: {default_timeout: soon}", "`soon` is not a time"),
        ("client_settings: {default_timeout: -1}", "`-1` is not a time"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, found: str) -> None:
    _, diagnostics = read(tmp_path, BASE + text)
    assert any(found in error.message for error in diagnostics.errors), messages(diagnostics)


def test_an_organisation_must_be_named(tmp_path: Path) -> None:
    _, diagnostics = read(tmp_path, "resources: {}")
    assert "`organization.name` is missing" in diagnostics.errors[0].message


@pytest.mark.parametrize(("text", "rule"), [("", "Config/Empty"), ("- a", "Config/InvalidValue"), ("a: [", "Yaml/")])
def test_what_is_no_configuration_is_refused(tmp_path: Path, text: str, rule: str) -> None:
    with pytest.raises(SpecwrightError) as caught:
        read(tmp_path, text)
    assert caught.value.diagnostics[0].rule.startswith(rule)


def test_ledger_tells_what_becomes_of_every_key(tmp_path: Path) -> None:
    text = """
organization: {name: acme}
targets:
  node: {package_name: acme, publish: {npm: true}}
  python: {package_name: acme, extra_files: [a]}
codeflow: {release_environment: npm}
resources:
  pets:
    mcp: false
    methods: {list: get /pets}
"""
    config, diagnostics = read(tmp_path, text)
    usage = {row.path: row.usage for row in config.ledger}
    assert usage["targets.node"] is Usage.NO_EFFECT
    assert "targets.node.package_name" not in usage  # one row stands for all below it
    assert usage["targets.python.package_name"] is Usage.USED
    assert usage["targets.python.extra_files"] is Usage.UNSUPPORTED
    assert usage["codeflow"] is Usage.NO_EFFECT
    assert usage["resources.pets.mcp"] is Usage.NO_EFFECT
    assert usage["resources.pets.methods.list"] is Usage.USED
    (warning,) = diagnostics
    assert (warning.severity, warning.rule) == (Severity.WARNING, "Config/NotSupported")
    assert warning.origin is not None and warning.origin.pointer == "/targets/python/extra_files"


def test_unquoted_numbers_are_pointed_out(tmp_path: Path) -> None:
    config, diagnostics = read(tmp_path, BASE + "targets: {python: {version: 1.10}}")
    assert config.python.version == "1.1"
    assert [d.rule for d in diagnostics] == ["Config/UnquotedNumber"]


def test_our_own_file() -> None:
    diagnostics = Diagnostics()
    config = load_config(Path(__file__).parents[3] / "spec" / "specwright.yml", diagnostics)
    assert messages(diagnostics) == []
    assert config.organization.name == "cadenya"
    assert {row.usage for row in config.ledger} == {Usage.USED}
