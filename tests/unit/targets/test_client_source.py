"""The generated client: its options, environments, credentials and exports."""

from __future__ import annotations

import inspect
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from specwright import ir

from .cadenya_api import cadenya
from .feature_api import Recorder, Sdk, features, make_sdk


@pytest.fixture(scope="module")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Sdk:
    return make_sdk(features(), tmp_path_factory.mktemp("features"))


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Sdk:
    return make_sdk(cadenya(), tmp_path_factory.mktemp("cadenya"), package_name="cadenya_sample")


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ACME_API_KEY", "ACME_ACCOUNT", "ACME_LIMIT", "ACME_BASE_URL", "CADENYA_API_KEY", "CADENYA_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def send(client_class: Any, **options: Any) -> httpx.Request:
    api = Recorder()
    client = client_class(http_client=httpx.Client(transport=httpx.MockTransport(api)), **options)
    client.get("/x", cast_to=object)
    return api.last


def test_constructor_arguments_are_keywords(sdk: Sdk) -> None:
    found = inspect.signature(sdk.module().Acme).parameters
    assert all(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in found.values())
    assert list(found) == [
        *("api_key", "username", "password", "account_id", "region", "page_limit", "tenant", "webhook_key"),
        *("environment", "base_url", "timeout", "max_retries", "default_headers", "default_query", "http_client"),
        "_strict_response_validation",
    ]


def test_copy_takes_what_the_constructor_takes(sdk: Sdk) -> None:
    for cls in (sdk.module().Acme, sdk.module().AsyncAcme):
        made, copied = inspect.signature(cls).parameters, inspect.signature(cls.copy).parameters
        assert set(made) - set(copied) == {"_strict_response_validation"}


def test_environments(sdk: Sdk, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sdk.module()
    assert module.ENVIRONMENTS == {
        "production": "https://{region}.acme.example/v1",
        "sandbox": "https://sandbox.acme.example",
    }
    assert str(module.Acme(api_key="k").base_url) == "https://eu.acme.example/v1/"
    assert str(module.Acme(api_key="k", region="us").base_url) == "https://us.acme.example/v1/"
    assert str(module.Acme(api_key="k", environment="sandbox").base_url) == "https://sandbox.acme.example/"
    monkeypatch.setenv("ACME_BASE_URL", "https://env.example")
    assert str(module.Acme(api_key="k").base_url) == "https://env.example/"
    with pytest.raises(ValueError, match="Ambiguous URL"):
        module.Acme(api_key="k", environment="sandbox")


def test_options_of_the_environment(sdk: Sdk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACME_API_KEY", "from env")
    monkeypatch.setenv("ACME_LIMIT", "7")
    client = sdk.module().Acme()
    assert (client.api_key, client.page_limit, client.region) == ("from env", 7, "eu")
    assert sdk.module().Acme(page_limit=9).page_limit == 9


def test_a_required_credential(secrets: Sdk, monkeypatch: pytest.MonkeyPatch) -> None:
    module = secrets.module()
    with pytest.raises(module.CadenyaError, match=r"`api_key`.*CADENYA_API_KEY"):
        module.Cadenya()
    monkeypatch.setenv("CADENYA_API_KEY", "secret")
    assert send(module.Cadenya).headers["Authorization"] == "Bearer secret"


def test_the_default_address(secrets: Sdk) -> None:
    assert str(secrets.module().Cadenya(api_key="k").base_url) == "https://api.cadenya.com/"


def test_numbers_of_the_configuration(sdk: Sdk, secrets: Sdk) -> None:
    module = sdk.module()
    assert module.DEFAULT_TIMEOUT.read == 30.5
    assert module.DEFAULT_MAX_RETRIES == 3
    assert module.Acme(api_key="k").max_retries == 3
    assert secrets.module().DEFAULT_MAX_RETRIES == 0


def test_credentials_are_not_shown(secrets: Sdk) -> None:
    client = secrets.module().Cadenya(api_key="very secret")
    assert "very secret" not in repr(vars(client))
    client.api_key = "other"
    assert client.api_key == "other"


def test_exports(secrets: Sdk) -> None:
    module = secrets.module()
    assert module.Client is module.Cadenya
    assert module.AsyncClient is module.AsyncCadenya
    for name in EXPORTED:
        assert name in module.__all__, name
        assert hasattr(module, name), name
    assert module.Cadenya.__module__ == "cadenya_sample"
    assert module.NotFoundError.__module__ == "cadenya_sample"
    assert module.resources.WorkspaceSecretsResource.__name__ == "WorkspaceSecretsResource"
    assert module.__title__ == "cadenya_sample"


EXPORTED = [
    *("types", "__version__", "__title__", "NoneType", "Transport", "ProxiesTypes", "NotGiven", "NOT_GIVEN"),
    *("not_given", "Omit", "omit", "Timeout", "RequestOptions", "Stream", "AsyncStream", "file_from_path"),
    *("BaseModel", "DEFAULT_TIMEOUT", "DEFAULT_MAX_RETRIES", "DEFAULT_CONNECTION_LIMITS", "DefaultHttpxClient"),
    *("DefaultAsyncHttpxClient", "DefaultAioHttpClient", "APIResponse", "AsyncAPIResponse", "CadenyaError"),
    *("APIError", "APIStatusError", "APITimeoutError", "APIConnectionError", "APIResponseValidationError"),
    *("APIWebhookValidationError", "BadRequestError", "AuthenticationError", "PermissionDeniedError"),
    *("NotFoundError", "ConflictError", "UnprocessableEntityError", "RateLimitError", "InternalServerError"),
    *("Cadenya", "AsyncCadenya", "Client", "AsyncClient"),
]


def test_every_public_name_is_exported_once(secrets: Sdk) -> None:
    exported = secrets.module().__all__
    assert sorted(set(exported)) == sorted(exported)


def test_another_http_library(tmp_path: Path) -> None:
    sdk = make_sdk(cadenya(), tmp_path, http_library="httpx2")
    assert "import httpx2 as httpx" in sdk.source("_http.py")
    assert "    import httpx2 as httpx\n" in sdk.source("resources/workspace_secrets.py")
    assert "httpx2>=" in sdk.text("pyproject.toml")
    package = [text for path, text in sdk.files.items() if path.endswith(".py") and isinstance(text, str)]
    assert not any("\nimport httpx\n" in text or "    import httpx\n" in text for text in package)


def scheme_api(*auth: ir.Auth, options: tuple[tuple[str, ir.AuthRole], ...]) -> ir.Api:
    given = tuple(
        ir.ClientOption(
            ir.Name(name, ir.NameStrength.CONFIG), "string", False, auth_scheme=auth[0].scheme, auth_role=role
        )
        for name, role in options
    )
    security = (ir.SecurityRequirement((ir.SchemeUse(auth[0].scheme),)),)
    return replace(cadenya(), auth=auth, options=given, security=security)


ROLE = ir.AuthRole


@pytest.mark.parametrize(
    ("auth", "options", "written"),
    [
        (ir.HttpAuth("s", "token"), (("tok", ROLE.VALUE),), 'HttpAuth("tok", keyword="Token")'),
        (ir.HttpAuth("s", "digest"), (("u", ROLE.USERNAME), ("p", ROLE.PASSWORD)), 'DigestAuth("u", "p")'),
        (ir.ApiKeyAuth("s", "query", "key"), (("k", ROLE.VALUE),), 'ApiKeyAuth("k", "query", "key")'),
        (
            ir.ApiKeyAuth("s", "header", "Authorization", prefix="Key"),
            (("k", ROLE.VALUE),),
            'ApiKeyAuth("k", "header", "Authorization", prefix="Key")',
        ),
        (
            ir.OAuth2Auth("s", "https://auth.example/token", ("a", "b")),
            (("i", ROLE.CLIENT_ID), ("c", ROLE.CLIENT_SECRET), ("t", ROLE.VALUE)),
            'OAuth2ClientCredentials("i", "c", token_url="https://auth.example/token", scopes=("a", "b"), token="t")',
        ),
        (ir.OAuth2Auth("s", None, ()), (("t", ROLE.VALUE),), 'BearerAuth("t")'),
        (ir.OpenIdAuth("s", "https://id.example"), (("t", ROLE.VALUE),), 'OpenIdAuth("t")'),
    ],
)
def test_schemes(tmp_path: Path, auth: ir.Auth, options: tuple[tuple[str, ir.AuthRole], ...], written: str) -> None:
    sdk = make_sdk(scheme_api(auth, options=options), tmp_path)
    flat = "".join(sdk.source("_client.py").split())
    assert f'"s":{"".join(written.split())}' in flat
    assert sdk.module().Cadenya(**{name: "x" for name, _ in options}) is not None


def test_a_scheme_without_an_option_is_left_to_the_user(tmp_path: Path) -> None:
    sdk = make_sdk(scheme_api(ir.HttpAuth("s", "bearer"), options=()), tmp_path)
    assert "Authorization" not in send(sdk.module().Cadenya).headers
    assert send(sdk.module().Cadenya, default_headers={"Authorization": "own"}).headers["Authorization"] == "own"


@pytest.mark.parametrize("name", ["stream", "api", "not found", "timeout", "client"])
def test_a_client_called_like_an_export(tmp_path: Path, name: str) -> None:
    sdk = make_sdk(replace(cadenya(), name=ir.Name(name, ir.NameStrength.CONFIG)), tmp_path)
    module = sdk.module()
    cls = module.Client
    assert cls.__name__.endswith("SDK")
    assert len(set(module.__all__)) == len(module.__all__)
    assert issubclass(module.NotFoundError, module.APIStatusError)
    assert issubclass(module.APIError, getattr(module, f"{cls.__name__}Error"))
    assert cls(api_key="k", base_url="https://example.com").workspace_secrets is not None


def test_a_resource_called_like_a_base_class(tmp_path: Path) -> None:
    api = cadenya()
    resource = replace(api.root.children[0], name=ir.Name("api", ir.NameStrength.CONFIG), path=("api",))
    sdk = make_sdk(replace(api, root=replace(api.root, children=(resource,))), tmp_path)
    client = sdk.module().AsyncCadenya(api_key="k")
    assert isinstance(client.api, sdk.module("_resource").AsyncAPIResource)
    assert type(client.api).__name__ == "AsyncAPIResource2"
