"""`settings`, `query_settings`, `multipart_settings`, `custom_casings`, `readme`, `targets.python`, `openapi`."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
import typing
from pathlib import Path

import pytest

from ..harness import answer
from .maker import Maker, key

ALL = (
    "resources: {things: {models: {thing: Thing, new_thing: NewThing}, methods: {list: get /things, "
    "create: post /things, wide: get /wide, whole: get /envelope, upload: post /upload}}}\n"
)
THING = '{"id": "t", "color": "red"}'


@key("organization", "organization.name", "organization.docs", "organization.contact")
def test_the_organisation_gives_names(make_one: Maker) -> None:
    case = make_one.case(
        "organization: {name: acme-api, docs: 'https://docs.acme.test', contact: help@acme.test}\n" + ALL
    )
    package = case.package
    assert package.Client is package.AcmeAPI
    assert issubclass(package.APIError, package.AcmeAPIError)
    assert "ACME_API_BASE_URL" in case.text("_client.py")
    pyproject = (case.distribution / "pyproject.toml").read_text()
    assert "help@acme.test" in pyproject
    assert "https://docs.acme.test" in pyproject


@key("settings.unwrap_response_fields", "settings.unwrap_multiproperty_response_fields", "settings")
def test_unwrapping(make: Maker) -> None:
    one = make("settings: {unwrap_response_fields: [result, data]}\n" + ALL)
    one.server.answer_next(answer(f'{{"data": {THING}}}'), answer(f'{{"data": {THING}, "meta": "m"}}'))
    assert one(lambda client: client.things.whole()).id == "t"
    assert one(lambda client: client.things.wide()).meta == "m"

    several = make("settings: {unwrap_response_fields: [data], unwrap_multiproperty_response_fields: true}\n" + ALL)
    several.server.answer_next(answer(f'{{"data": {THING}, "meta": "m"}}'))
    assert several(lambda client: client.things.wide()).id == "t"


@key("settings.sort_schema_properties")
def test_the_order_of_fields(make_one: Maker) -> None:
    assert list(make_one.case(ALL).package.types.Thing.model_fields) == ["id", "zone", "color", "part"]
    sorted_ = make_one.case("settings: {sort_schema_properties: true}\n" + ALL)
    assert list(sorted_.package.types.Thing.model_fields) == ["id", "color", "part", "zone"]


@key("settings.file_header")
def test_a_comment_above_every_file(make_one: Maker) -> None:
    header = "Copyright Acme.\\n# Not to be edited.\\u2028import os"
    case = make_one.case(f'settings: {{file_header: "{header}"}}\n' + ALL)
    files = [path for path in case.distribution.rglob("*.py") if path.read_text()]
    assert len(files) > 20
    for path in files:
        assert path.read_text().startswith("# Copyright Acme.\n# Not to be edited.\n# import os\n\n"), path
    case.package.Client()


@key("settings.license", "settings.license.name", "settings.license.contents", "settings.license.extension")
def test_licences(make_one: Maker) -> None:
    plain = make_one.case("settings: {license: MIT}\n" + ALL)
    assert 'license = "MIT"' in (plain.distribution / "pyproject.toml").read_text()
    assert "Permission is hereby granted" in (plain.distribution / "LICENSE").read_text()
    own = make_one.case("settings: {license: {name: Ours, contents: Ask first., extension: md}}\n" + ALL)
    assert (own.distribution / "LICENSE.md").read_text() == "Ask first.\n"
    assert 'license-files = ["LICENSE.md"]' in (own.distribution / "pyproject.toml").read_text()


@key("settings.python", "settings.python.license_classifier")
def test_a_classifier_of_the_licence_can_be_built(make_one: Maker, tmp_path: Path) -> None:
    classifier = "License :: OSI Approved :: MIT License"
    case = make_one.case(f"settings: {{license: MIT, python: {{license_classifier: '{classifier}'}}}}\n" + ALL)
    text = (case.distribution / "pyproject.toml").read_text()
    assert f'"{classifier}"' in text
    # PEP 639: an SPDX expression and a classifier of a licence exclude each other.
    assert 'license = "MIT"' not in text


@key("settings.disable_tests")
def test_no_tests(make_one: Maker) -> None:
    assert not (make_one.case("settings: {disable_tests: true}\n" + ALL).distribution / "tests").exists()
    assert (make_one.case(ALL).distribution / "tests" / "test_client.py").exists()


@key("query_settings", "query_settings.array_format", "query_settings.nested_format")
@pytest.mark.parametrize(
    ("array", "nested", "target"),
    [
        ("comma", "dots", "/things?tags=a,b&filter.color=red"),
        ("repeat", "brackets", "/things?tags=a&tags=b&filter[color]=red"),
        ("brackets", "brackets", "/things?tags[]=a&tags[]=b&filter[color]=red"),
        ("indices", "dots", "/things?tags[0]=a&tags[1]=b&filter.color=red"),
    ],
)
def test_query_strings(make: Maker, array: str, nested: str, target: str) -> None:
    call = make(f"query_settings: {{array_format: {array}, nested_format: {nested}}}\n" + ALL)
    call(lambda client: client.things.list(tags=["a", "b"], filter={"color": "red"}))
    plain = call.server.last.target.replace("%2C", ",").replace("%5B", "[").replace("%5D", "]")
    assert plain == target


@key("multipart_settings", "multipart_settings.array_format", "multipart_settings.nested_format")
@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("", [b'name="tags[]"'] * 2),
        ("multipart_settings: {array_format: repeat}\n", [b'name="tags"'] * 2),
        ("multipart_settings: {nested_format: dots}\n", [b'name="tags[]"'] * 2),
        ("multipart_settings: {array_format: indices}\n", [b'name="tags[0]"', b'name="tags[1]"']),
        ("multipart_settings: {array_format: comma}\n", [b'name="tags"']),
    ],
)
def test_lists_in_multipart_bodies(make: Maker, written: str, names: list[bytes]) -> None:
    call = make(written + ALL)
    call(lambda client: client.things.upload(file=b"x", tags=["a", "b"], about={"size": 1}))
    found = [line for line in call.server.last.body.split(b"\r\n") if b"tags" in line]
    assert (b'name="about.size"' in call.server.last.body) is ("dots" in written)
    assert found == [b"Content-Disposition: form-data; " + name for name in names]


@key(
    "custom_casings",
    "custom_casings.*.initialism",
    "custom_casings.*.snake",
    "custom_casings.*.pascal",
    "custom_casings.*.camel",
    "custom_casings.*.capital",
    "custom_casings.*.singular",
    "custom_casings.*.plural",
)
def test_spellings_of_words(make_one: Maker) -> None:
    case = make_one.case(
        """
organization: {name: lumaai}
custom_casings:
  lumaai: {pascal: LumaAI, camel: lumaAI, snake: luma_ai, capital: Luma AI}
  gbp: {initialism: true}
  api: {initialism: false}
  corpora: {singular: corpus, plural: corpora}
resources:
  corpora: {models: {gbp_thing: Thing, api_thing: NewThing}, methods: {list: get /things, create: post /things}}
"""
    )
    package = case.package
    assert package.Client is package.LumaAI
    assert "LUMA_AI_BASE_URL" in case.text("_client.py")
    assert {"GBPThing", "ApiThing", "CorpusListParams", "CorpusCreateParams"} <= set(package.types.__all__)


@key("targets", "targets.python", "targets.python.package_name", "targets.python.project_name")
@key("targets.python.version", "targets.python.production_repo", "targets.python.readme_title")
@key("targets.python.publish", "targets.python.http_library", "targets.python.enums")
@key("targets.python.raw_responses", "targets.python.resource_classes", "targets.python.options")
def test_the_python_target(make_one: Maker) -> None:
    case = make_one.case(
        """
targets:
  typescript: {package_name: '@acme/sdk', publish: {npm: true}, anything: at all}
  python:
    package_name: acme_sdk
    project_name: acme-sdk
    version: '2.3'
    production_repo: acme/sdk-python#next
    readme_title: Acme for Python
    http_library: httpx2
    raw_responses: legacy
    resource_classes: short
    enums: open
    publish: {pypi: true}
    options: {disable_pydantic_namespace_protection: true}
"""
        + ALL
    )
    pyproject = (case.distribution / "pyproject.toml").read_text()
    assert 'name = "acme-sdk"' in pyproject
    assert 'version = "2.3"' in pyproject
    assert "https://github.com/acme/sdk-python" in pyproject
    assert "httpx2>=" in pyproject
    assert case.package.DefaultHttpx2Client is case.package.DefaultHttpxClient
    assert (case.distribution / "README.md").read_text().startswith("# Acme for Python\n")
    assert hasattr(case.package.resources, "Things")
    color = case.package.types.Thing.model_fields["color"].annotation
    assert str in typing.get_args(color)
    raw = inspect.getsource(importlib.import_module(f"{case.package.__name__}.resources.things"))
    assert "legacy_raw_response(" in raw


@key("targets.python.open_typed_dicts")
def test_what_is_open_is_a_class_or_an_alias(make_one: Maker) -> None:
    def written(style: str) -> str:
        size = "about: {type: object, properties: {size: {type: integer}}"
        case = make_one.case(
            f"targets: {{python: {{open_typed_dicts: {style}}}}}\n" + ALL,
            spec=lambda text: text.replace(size, f"{size}, additionalProperties: true"),
        )
        return "".join(path.read_text() for path in sorted(case.source.rglob("*_param*.py")))

    assert "class About(TypedDict" in written("class") and "about: Union[About, Dict[str, object]]" in written("class")
    assert "About: TypeAlias = Union[AboutTyped, Dict[str, object]]" in written("union")


@key("targets.python.options.disable_pydantic_namespace_protection")
def test_fields_may_begin_with_model(make_one: Maker) -> None:
    def fields(flag: str) -> set[str]:
        target = f"targets: {{python: {{options: {{disable_pydantic_namespace_protection: {flag}}}}}}}\n"
        case = make_one.case(target + ALL, spec=lambda text: text.replace("zone: {", "model_id: {"))
        return set(case.package.types.Thing.model_fields)

    assert "model_id" in fields("true")
    assert "api_model_id" in fields("false")


@key("targets.python.nullable_fields", "targets.python.union_arms")
def test_fields_that_may_be_null_and_arms_called_by_their_tags(make_one: Maker) -> None:
    def with_union(spec: str) -> str:
        union = "oneOf: [{$ref: '#/components/schemas/ThingMade'}, {$ref: '#/components/schemas/ThingGone'}]"
        fields = f"required: [id, zone, last]\n      properties:\n        last: {{{union}}}"
        zone = "zone: {anyOf: [{type: string}, {type: 'null'}]}"
        return spec.replace("required: [id]\n      properties:", fields).replace("zone: {type: string}", zone)

    target = "targets: {python: {nullable_fields: optional, union_arms: tags}}\n"
    resources = "resources: {things: {models: {thing: Thing}, methods: {create: post /things}}}"
    case = make_one.case(target + resources, spec=with_union)
    thing = importlib.import_module(f"{case.package.__name__}.types.thing")
    assert thing.LastThingMade and thing.LastThingGone
    assert not thing.Thing.model_fields["zone"].is_required()
    assert thing.Thing.model_fields["id"].is_required()


def test_open_enums_take_other_values(make: Maker) -> None:
    call = make("targets: {python: {enums: open}}\n" + ALL)
    call.server.answer_next(answer('{"id": "t", "color": "green"}'))
    thing = call(lambda client: client.things.create(name="n"), _strict_response_validation=True)
    assert thing.color == "green"


@key("targets.python.publish.pypi", "targets.python.publish.pypi.package_name", "package", "package.python")
@key("package.python.name")
def test_other_places_of_the_projects_name(make_one: Maker) -> None:
    newer = make_one.case("targets: {python: {publish: {pypi: {package_name: acme-py}}}}\n" + ALL)
    assert 'name = "acme-py"' in (newer.distribution / "pyproject.toml").read_text()
    older = make_one.case("package: {node: {name: acme}, python: {name: acme-old, repo: acme-python}}\n" + ALL)
    assert 'name = "acme-old"' in (older.distribution / "pyproject.toml").read_text()


@key(
    "readme",
    "readme.example_requests",
    "readme.example_requests.*.type",
    "readme.example_requests.*.endpoint",
    "readme.example_requests.*.params",
    "readme.example_requests.*.response_property",
    "readme.example_requests.*.assign_to",
    "readme.example_requests.*.file_param",
    "readme.example_requests.*.file_path",
)
def test_the_calls_of_the_readme(make_one: Maker) -> None:
    case = make_one.case(
        """
readme:
  example_requests:
    headline: {type: request, endpoint: post /things, params: {name: n}, response_property: color, assign_to: made}
    errors: {type: request, endpoint: get /wide, params: {}}
    timeouts: {type: request, endpoint: get /envelope, params: {}}
    file_uploads: {type: request, endpoint: post /upload, params: {tags: [a]}, file_param: file, file_path: cat.png}
"""
        + ALL
    )
    readme = (case.distribution / "README.md").read_text()
    assert 'made = client.things.create(name="n")\nprint(made.color)' in readme.replace("\n    name=", "name=")
    errors = readme.partition("except ")[0].rpartition("try:")[2]
    assert "client.things.wide()" in errors
    assert "client.with_options(timeout=5.0).things.whole()" in readme
    assert 'file=Path("cat.png")' in readme


@key("openapi", "openapi.transforms", "openapi.transforms.command", "openapi.transforms.args")
@key("openapi.transforms.reason", "openapi.transformations")
@pytest.mark.parametrize("name", ["transforms", "transformations"])
def test_transforms(make: Maker, name: str) -> None:
    call = make(
        f"""
openapi:
  {name}:
    - {{command: update, reason: r, args: {{target: '$..NewThing.properties.name.type', value: integer}}}}
    - {{command: append, args: {{target: $.components.schemas.Thing.required, value: zone}}}}
    - {{command: merge, args: {{target: ['$..schemas.Thing.properties'], value: {{size: {{type: integer}}}}}}}}
    - {{command: remove, args: {{target: $.components.schemas.Thing.properties, keys: [part]}}}}
    - {{command: copy, args: {{from: $.components.schemas.Thing, to: $.components.schemas.Copied}}}}
    - {{command: move, args: {{from: '$.paths["/wide"]', to: '$.paths["/broad"]'}}}}
    - {{command: remove, args: {{target: '$..[?(@.const == "thing.gone")]'}}}}
resources: {{things: {{models: {{thing: Thing, copied: Copied, gone: ThingGone}}, methods: {{wide: get /broad}}}}}}
"""
    )
    types = call.case.package.types
    assert set(types.Copied.model_fields) == set(types.Thing.model_fields) == {"zone", "id", "color", "size"}
    assert types.Thing.model_fields["zone"].is_required()
    assert set(types.Gone.model_fields) == {"thing_id"}
    call(lambda client: client.things.wide())
    assert call.server.last.target == "/broad"


@key("unspecified_endpoints", "diagnostics", "diagnostics.ignored")
def test_endpoints_left_out_are_reported_unless_on_purpose(
    make_one: Maker, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def said(more: str) -> str:
        (tmp_path / "c.yml").write_text(
            "organization: {name: acme}\nresources: {things: {methods: {list: get /things}}}\n" + more
        )
        spec = str(Path(__file__).with_name("openapi.yaml"))
        command = [sys.executable, "-m", "specwright", "generate", spec, "--config", "c.yml", "-o", "sdk"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stderr

    assert "`post /bulk`" in said("") or "operations are not in the SDK" in said("")
    others = ["get /status", "post /things", "get /orgs/{orgId}/things/{id}", "put /orgs/{orgId}/things/{id}"]
    others += ["delete /orgs/{orgId}/things/{id}", "get /envelope", "get /wide", "post /upload", "post /bulk"]
    others += ["post /chat", "get /events"]
    assert "are not in the SDK" not in said(f"unspecified_endpoints: {others}\n")
    assert "are not in the SDK" not in said("diagnostics: {ignored: {Endpoint/NotConfigured: true}}\n")


@key("targets.python.skip")
def test_a_skipped_target(make_one: Maker) -> None:
    with pytest.raises(AssertionError, match="exited with 2"):
        make_one.case("targets: {python: {skip: true}}\n" + ALL)
