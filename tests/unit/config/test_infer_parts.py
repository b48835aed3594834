"""Inferred organisation, credentials, environments and models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from specwright.config import Config, infer_config
from specwright.config.inference.organization import package_name
from specwright.diagnostics import Diagnostics
from specwright.ir.auth import AuthRole

from .support import document, infer, operations


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Swagger Petstore - OpenAPI 3.0", "petstore"),
        ("Cadenya API", "cadenya"),
        ("Redocly Museum API", "redocly-museum"),
        ("Spotify Web API with fixes and improvements from sonallux", "spotify"),
        ("GitHub's official OpenAPI spec + Octokit extension", "GitHub"),
        ("Discord HTTP API (Preview)", "discord"),
        ("Box Platform API", "box"),
        ("Platform API", "platform"),
        ("OneBusAway", "OneBusAway"),
        ("Ölmühle API v2", "olmuhle"),
        ("3ds API", "3ds"),
        ("天気 API", "weather"),
        ("API", "weather"),
        ("", "weather"),
    ],
)
def test_organization(tmp_path: Path, title: str, name: str) -> None:
    data = {"info": {"title": title, "version": "1"}, "servers": [{"url": "https://api.weather.co.uk/v1"}]}
    assert infer(tmp_path, {**data, "paths": {}}).organization.name == name


@pytest.mark.parametrize(
    ("organization", "package"),
    [
        ("GitHub", "github"),
        ("redocly-museum", "redocly_museum"),
        ("3ds", "three_ds"),
        ("calendar", "calendar_api"),
        ("import", "import_api"),
        ("httpx", "httpx_api"),
    ],
)
def test_package_names_are_importable(organization: str, package: str) -> None:
    assert package_name(organization) == package


def test_without_title_and_servers_the_file_gives_the_name(tmp_path: Path) -> None:
    assert infer(tmp_path, {"info": {}, "paths": {}}).organization.name == "api"


def options(tmp_path: Path, schemes: dict[str, Any], security: object = None, each: Any = None) -> dict[str, Any]:
    extra = {} if each is None else {"security": each}
    data: dict[str, Any] = {"paths": operations("get /things -> list", **extra)}
    data["components"] = {"securitySchemes": schemes}
    if security is not None:
        data["security"] = security
    return {option.name: option for option in infer(tmp_path, data).client.options}


BEARER = {"type": "http", "scheme": "bearer"}
KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}


def test_the_only_token_is_the_api_key(tmp_path: Path) -> None:
    found = options(tmp_path, {"bearerAuth": BEARER}, [{"bearerAuth": []}])
    assert list(found) == ["api_key"]
    assert found["api_key"].read_env == "ACME_API_KEY"
    assert not found["api_key"].nullable
    assert found["api_key"].auth.scheme == "bearerAuth"


def test_several_schemes_have_distinct_options(tmp_path: Path) -> None:
    flow = {"tokenUrl": "https://acme.test/token", "scopes": {}}
    found = options(
        tmp_path,
        {
            "bearer_auth": BEARER,
            "admin_bearer_auth": BEARER,
            "ApiKeyAuth": KEY,
            "X-Session-Token": KEY,
            "basic": {"type": "http", "scheme": "Basic"},
            "machine": {"type": "oauth2", "flows": {"clientCredentials": flow}},
            "tls": {"type": "mutualTLS"},
        },
        [{"bearer_auth": []}, {"ApiKeyAuth": []}],
    )
    assert {name: (option.auth.scheme, option.auth.role) for name, option in found.items()} == {
        "bearer_token": ("bearer_auth", AuthRole.VALUE),
        "admin_bearer_token": ("admin_bearer_auth", AuthRole.VALUE),
        "api_key": ("ApiKeyAuth", AuthRole.VALUE),
        "x_session_token": ("X-Session-Token", AuthRole.VALUE),
        "username": ("basic", AuthRole.USERNAME),
        "password": ("basic", AuthRole.PASSWORD),
        "client_id": ("machine", AuthRole.CLIENT_ID),
        "client_secret": ("machine", AuthRole.CLIENT_SECRET),
    }
    assert all(option.nullable for option in found.values())  # either of two is enough


def test_a_scheme_that_every_operation_needs_is_required(tmp_path: Path) -> None:
    schemes = {"Key": KEY, "Other": BEARER}
    found = options(tmp_path, schemes, each=[{"Key": [], "Other": []}, {"Key": []}])
    assert (found["api_key"].nullable, found["bearer_token"].nullable) == (False, True)


def test_a_scheme_nothing_asks_for_may_be_left_out(tmp_path: Path) -> None:
    assert options(tmp_path, {"Key": KEY})["api_key"].nullable


def environments(tmp_path: Path, servers: list[dict[str, Any]]) -> tuple[Config, Diagnostics]:
    diagnostics = Diagnostics()
    return infer_config(document(tmp_path, {"paths": {}, "servers": servers}), diagnostics), diagnostics


def test_environments(tmp_path: Path) -> None:
    servers = [
        {"url": "https://api.acme.test/v1/"},
        {"url": "https://sandbox.acme.test/v1"},
        {"url": "https://api.eu-west.acme.test", "description": "Frankfurt"},
        {"url": "https://staging.acme.test", "description": "A staging server"},
        {"url": "https://sandbox.acme.test/v1", "description": "again"},
    ]
    config, diagnostics = environments(tmp_path, servers)
    assert [(e.name, e.url) for e in config.environments] == [
        ("production", "https://api.acme.test/v1"),
        ("sandbox", "https://sandbox.acme.test/v1"),
        ("eu", "https://api.eu-west.acme.test"),
        ("staging", "https://staging.acme.test"),
    ]
    assert len(diagnostics) == 0


def test_relative_servers_are_no_environments(tmp_path: Path) -> None:
    config, diagnostics = environments(tmp_path, [{"url": "/v1"}])
    assert config.environments == ()
    assert [d.rule for d in diagnostics] == ["Server/Relative"]


def test_server_variables_are_options(tmp_path: Path) -> None:
    variables = {"region": {"default": "eu", "enum": ["eu", "us"], "description": "Where."}}
    config, _ = environments(tmp_path, [{"url": "https://{region}.acme.test", "variables": variables}])
    (option,) = config.client.options
    assert (option.name, option.server_variable, option.default, option.nullable) == ("region", "region", "eu", True)
    assert (option.read_env, option.description) == ("ACME_REGION", "Where. One of eu, us.")


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def json_of(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "ok", "content": {"application/json": {"schema": schema}}}


def test_models_live_with_what_uses_them(tmp_path: Path) -> None:
    thing = {"type": "object", "properties": {"id": {"type": "string"}}}
    paths = operations("get /cats", "post /cats", "get /cats/{id}/toys", "get /dogs")
    paths["/cats"]["get"]["responses"]["200"] = json_of({"type": "array", "items": ref("Cat")})
    paths["/cats"]["post"]["requestBody"] = json_of(ref("NewCat"))
    paths["/cats/{id}/toys"]["get"]["responses"]["200"] = json_of(ref("CatToy"))
    paths["/dogs"]["get"]["responses"]["200"] = json_of({"type": "array", "items": ref("acme.v1.pets.Dog")})
    schemas = {
        "Cat": {**thing, "properties": {"owner": ref("Owner"), "mood": ref("Mood"), "toy": ref("Shared")}},
        "NewCat": {**thing, "properties": {"mood": ref("Mood")}},
        "CatToy": {**thing, "properties": {"shared": ref("Shared")}},
        "Shared": thing,
        "acme.v1.pets.Dog": {**thing, "properties": {"owner": ref("Owner")}},
        "Owner": {"allOf": [thing, {"properties": {"name": ref("PlainText")}}]},
        "Mood": {"type": "string", "enum": ["good", "bad"]},
        "PlainText": {"type": "string"},
        "Unused": thing,
    }
    config = infer(tmp_path, {"paths": paths, "components": {"schemas": schemas}})
    found = {path: {model.key: model.pointer for model in resource.models} for path, resource in config.walk()}
    prefix = "#/components/schemas/"
    assert found == {
        ("$shared",): {"owner": f"{prefix}Owner"},
        # NewCat becomes arguments; PlainText and Unused are nothing to name
        ("cats",): {"cat": f"{prefix}Cat", "shared": f"{prefix}Shared", "mood": f"{prefix}Mood"},
        ("cats", "toys"): {"cat_toy": f"{prefix}CatToy"},
        ("dogs",): {"dog": f"{prefix}acme.v1.pets.Dog"},
    }


def test_keys_of_models_are_distinct(tmp_path: Path) -> None:
    thing = {"type": "object", "properties": {"id": {"type": "string"}}}
    paths = operations("get /a")
    paths["/a"]["get"]["responses"]["200"] = json_of({"oneOf": [ref("FooBar"), ref("foo_bar"), ref("foo-bar")]})
    config = infer(
        tmp_path, {"paths": paths, "components": {"schemas": dict.fromkeys(("FooBar", "foo_bar", "foo-bar"), thing)}}
    )
    assert [model.key for _, r in config.walk() for model in r.models] == ["foo_bar", "foo_bar_2", "foo_bar_3"]


def test_variants_of_a_base_with_a_discriminator_are_models(tmp_path: Path) -> None:
    base = {"type": "object", "properties": {"kind": {"type": "string"}}, "discriminator": {"propertyName": "kind"}}
    paths = operations("get /a")
    paths["/a"]["get"]["responses"]["200"] = json_of(ref("Base"))
    schemas = {"Base": base, "Variant": {"allOf": [ref("Base"), {"properties": {"x": {"type": "string"}}}]}}
    config = infer(tmp_path, {"paths": paths, "components": {"schemas": schemas}})
    assert [model.key for _, r in config.walk() for model in r.models] == ["base", "variant"]


def test_tags_document_resources(tmp_path: Path) -> None:
    data = {"paths": operations("get /pets -> list"), "tags": [{"name": "Pet", "description": "Animals."}]}
    assert infer(tmp_path, data).resources[0].description == "Animals."
