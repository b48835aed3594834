"""Files as teams have them: what 14 public `stainless.yml` hold was put into the ones below, with other words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from specwright.config import load_config
from specwright.config.keys import ROOT
from specwright.config.ledger import Usage
from specwright.config.reference import SCHEMA_FILE
from specwright.config.shape import Either, Entries, Keys, Many, Shape
from specwright.diagnostics import Diagnostics
from specwright.spec.limits import Limits
from specwright.spec.source import Source
from specwright.spec.yaml_loader import parse_yaml

OLD = """\
# yaml-language-server: $schema=https://app.stainlessapi.com/config.schema.json
organization: {name: acme, docs: 'https://docs.acme.test', contact: help@acme.test, github_org: acme}
resources:
  apps:
    methods:
      get: get /apps/{app_id}
      getByName: get /apps/name/{name}
      create: >-
        post
        /apps/{app_id}/users/{user_id}/sessions
    models: {app: App, pageApp: Page_App_}
package:
  node: {name: acme, repo: acme-node, skip: false}
  python: {name: acme-py, repo: acme-python}
settings: {license: Apache-2.0}
client_settings:
  opt_in_new_security_behaviour: true
  opts: {api_key: {type: string, nullable: true, read_env: ACME_KEY, auth: {security_scheme: HTTPBearer}}}
security: [{HTTPBearer: []}, {}]
pagination: []
openapi: {code_samples: mintlify}
readme:
  example_requests:
    default: {type: request, endpoint: post /apps, params: &ref_0 {}}
    headline: {type: request, endpoint: post /apps, params: *ref_0}
"""

NEW = """\
edition: 2026-02-23
organization: {name: acme.io, docs: '', contact: ''}
targets:
  typescript: {edition: typescript.2025-10-10, package_name: '@acme/sdk', publish: {npm: {auth_method: oidc}, jsr: {}}}
  python: {edition: python.2025-11-20, package_name: acme, production_repo: null, publish: {pypi: false}}
  kotlin: {reverse_domain: io.acme, publish: {maven: {sonatype_platform: portal}}}
  cli: {binary_name: acme}
environments: {production: 'https://api.acme.test', local: 'http://localhost:8000'}
resources:
  $client: {methods: {status: get /status}}
  $shared: {models: {unknownError: UnknownError}}
  models: {methods: {retrieve: 'get /models/{id}'}}
  wallets:
    only: [python]
    methods:
      list: {type: http, endpoint: get /wallets, paginated: false}
      _rpc: {endpoint: 'post /wallets/{id}/rpc', only: [python, node]}
      rpc: {endpoint: 'post /wallets/{id}/rpc', skip: [python, node]}
      watch: {endpoint: get /watch, streaming: {param_discriminator: null}}
      run:
        endpoint: post /run
        body_param_name: RunRequest
        streaming: {param_discriminator: streamIt, stream_event_model: wallets.event, params_type_name: streamIt}
streaming:
  on_event:
    - {data_starts_with: finished, handle: done}
    - {event_type: null, handle: yield}
security_schemes: {Key: {type: apiKey, in: header, name: x-key}}
client_settings: {opts: {X-Session-Token: {type: string, nullable: true, auth: {security_scheme: Key}}}}
custom_casings: {acmeai: {pascal: AcmeAI, camel: acmeai, snake: acmeai, capital: AcmeAI}}
settings: {disable_mock_tests: true, license: MIT}
diagnostics: {ignored: {Ruby/NameNotAllowed: true, Endpoint/NotConfigured: [get /x, {target: go, reason: later}]}}
codeflow: {publish_packages: true, detect_breaking_changes: true}
"""


@pytest.mark.parametrize("text", [OLD, NEW])
def test_they_load_without_a_finding(tmp_path: Path, text: str) -> None:
    file = tmp_path / "stainless.yml"
    file.write_text(text, encoding="utf-8")
    diagnostics = Diagnostics()
    config = load_config(file, diagnostics)
    assert list(diagnostics) == []
    assert config.ledger.of(Usage.UNSUPPORTED) == ()


@pytest.mark.parametrize("text", [OLD, NEW])
def test_editors_accept_them(text: str) -> None:
    data = parse_yaml(Source.from_bytes("stainless.yml", text.encode()), Limits())
    jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))).validate(data)


def test_a_file_without_an_organisation_says_where(tmp_path: Path) -> None:
    file = tmp_path / "stainless.yml"
    file.write_text("resources: {things: {methods: {list: get /things}}}\n", encoding="utf-8")
    diagnostics = Diagnostics()
    load_config(file, diagnostics)
    (finding,) = diagnostics
    assert (finding.rule, finding.origin.file if finding.origin else None) == ("Config/Missing", file.as_posix())


def test_every_mapping_has_a_kind_of_its_own() -> None:
    """The schema for editors refers to mappings by their kind."""
    shapes = list({id(shape): shape for shape in _mappings(ROOT, set())}.values())
    kinds = [shape.kind for shape in shapes]
    assert sorted(kinds) == sorted(set(kinds))


def _mappings(shape: Shape, seen: set[int]) -> Iterator[Keys]:
    if id(shape) in seen:
        return
    seen.add(id(shape))
    match shape:
        case Keys(_, keys):
            yield shape
            for key in keys.values():
                yield from _mappings(key.shape, seen)
        case Entries(value, known):
            for key in known.values():
                yield from _mappings(key.shape, seen)
            yield from _mappings(value, seen)
        case Many(item):
            yield from _mappings(item, seen)
        case Either(shapes):
            for each in shapes:
                yield from _mappings(each, seen)
        case _:
            return
