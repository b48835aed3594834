"""What the generated package exports, and how its types are written. Numbers are those of the surface's statements."""

from __future__ import annotations

import importlib
import subprocess
import sys
import typing
from pathlib import Path

import httpx
import pytest
import typing_extensions

import cadenya
from cadenya import AsyncCadenya, Cadenya, types
from cadenya.pagination import AsyncCursorPagination, SyncCursorPagination
from cadenya.types import ProfileSpec, ResourceMetadata, WorkspaceSecret

PACKAGE = Path(cadenya.__file__).parent
EXPORTS = """
    types __version__ __title__ NoneType Transport ProxiesTypes NotGiven NOT_GIVEN not_given Omit omit Timeout
    RequestOptions Stream AsyncStream file_from_path BaseModel DEFAULT_TIMEOUT DEFAULT_MAX_RETRIES
    DEFAULT_CONNECTION_LIMITS DefaultHttpxClient DefaultAsyncHttpxClient DefaultAioHttpClient APIResponse
    AsyncAPIResponse CadenyaError APIError APIStatusError APITimeoutError APIConnectionError
    APIResponseValidationError APIWebhookValidationError BadRequestError AuthenticationError PermissionDeniedError
    NotFoundError ConflictError UnprocessableEntityError RateLimitError InternalServerError
"""


def test_01_clients_are_exported_under_both_names() -> None:
    assert cadenya.Client is Cadenya
    assert cadenya.AsyncClient is AsyncCadenya


def test_02_everything_users_import_is_exported() -> None:
    missing = [name for name in EXPORTS.split() if name not in cadenya.__all__ or not hasattr(cadenya, name)]
    assert not missing
    code = "import cadenya; assert cadenya.resources.WorkspaceSecretsResource"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PACKAGE.parent)


def test_03_exports_say_they_are_the_packages_own() -> None:
    for name in ("Cadenya", "AsyncCadenya", "APIError", "NotFoundError", "BaseModel", "APIResponse", "Stream"):
        assert getattr(cadenya, name).__module__ == "cadenya", name


def test_03_what_is_imported_lazily_is_there_all_the_same() -> None:
    code = (
        "import sys, cadenya\n"
        "cadenya.Cadenya(api_key='k').workspace_secrets.with_raw_response\n"
        "loaded = {'pydantic.main', 'cadenya._models', 'cadenya._streaming', 'cadenya.pagination'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
        "assert {'BaseModel', 'Stream', 'pagination', 'resources'} <= set(dir(cadenya))\n"
        "assert 'cadenya._models' not in sys.modules\n"
        "from cadenya import *\n"
        "assert BaseModel.__module__ == Stream.__module__ == file_from_path.__module__ == 'cadenya'\n"
        "assert BaseModel is cadenya._models.BaseModel and 'BaseModel' in vars(cadenya)\n"
        "assert cadenya.pagination.SyncCursorPagination.__mro__.count(BaseModel) == 1\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PACKAGE.parent)
    with pytest.raises(AttributeError, match="no attribute 'Nonsense'"):
        _ = cadenya.Nonsense  # type: ignore[attr-defined]  # the point of the test


def test_04_types_exports_models_and_params() -> None:
    for name in types.__all__:
        assert getattr(types, name) is not None
    assert {"WorkspaceSecret", "WorkspaceSecretCreateParams", "WorkspaceSecretListParams"} <= set(types.__all__)
    shared = importlib.import_module("cadenya.types.shared")
    params = importlib.import_module("cadenya.types.shared_params")
    assert types.ResourceMetadata is shared.ResourceMetadata is ResourceMetadata
    assert typing_extensions.is_typeddict(params.CreateResourceMetadata)


def test_05_the_package_is_typed_and_exports_its_pages() -> None:
    assert (PACKAGE / "py.typed").is_file()
    assert issubclass(SyncCursorPagination, cadenya.BaseModel)
    assert issubclass(AsyncCursorPagination, cadenya.BaseModel)


def test_20_a_copy_takes_what_the_constructor_takes() -> None:
    import inspect

    for client in (Cadenya, AsyncCadenya):
        constructor = set(inspect.signature(client.__init__).parameters) - {"self", "_strict_response_validation"}
        assert constructor <= set(inspect.signature(client.copy).parameters)


def test_41_a_host_name_with_an_underscore_works_with_tls() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"items": []})

    transport = httpx.MockTransport(answer)
    with Cadenya(
        api_key="k", base_url="https://my_host.example.com", http_client=httpx.Client(transport=transport)
    ) as client:
        client.workspace_secrets.list("w")
    assert seen[0].extensions["sni_hostname"] == "my-host.example.com"


def test_72_an_open_enumeration_is_its_known_values_or_a_string() -> None:
    annotation = ProfileSpec.model_fields["type"].annotation
    literal, other = typing.get_args(annotation)
    assert "PROFILE_TYPE_UNSPECIFIED" in typing.get_args(literal)
    assert other is str
    spec = ProfileSpec.construct(type="PROFILE_TYPE_ROBOT")
    assert spec.type == "PROFILE_TYPE_ROBOT"


def test_73_optional_fields_default_to_none_and_required_ones_have_no_default() -> None:
    fields = ResourceMetadata.model_fields
    assert fields["bundle_key"].default is None
    assert not fields["bundle_key"].is_required()
    assert fields["id"].is_required()
    assert WorkspaceSecret.model_fields["metadata"].is_required()
