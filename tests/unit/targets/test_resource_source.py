"""What generated resources look like: signatures, annotations, docstrings; and that type checkers and ruff agree."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .cadenya_api import cadenya
from .feature_api import Sdk, features, make_sdk

OPTIONS = ["extra_headers", "extra_query", "extra_body", "timeout"]


@pytest.fixture(scope="module")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Sdk:
    return make_sdk(features(), tmp_path_factory.mktemp("features"))


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Sdk:
    return make_sdk(cadenya(), tmp_path_factory.mktemp("cadenya"))


def parameters(sdk: Sdk, module: str, cls: str, method: str) -> list[inspect.Parameter]:
    found = inspect.signature(getattr(getattr(sdk.module(module), cls), method))
    return list(found.parameters.values())[1:]


def names(found: list[inspect.Parameter], kind: Any) -> list[str]:
    return [parameter.name for parameter in found if parameter.kind is kind]


def test_the_last_path_parameter_is_positional(secrets: Sdk) -> None:
    found = parameters(secrets, "resources.workspace_secrets", "WorkspaceSecretsResource", "update")
    assert names(found, inspect.Parameter.POSITIONAL_OR_KEYWORD) == ["id"]
    keywords = ["workspace_id", "metadata", "spec", "update_mask", *OPTIONS]
    assert names(found, inspect.Parameter.KEYWORD_ONLY) == keywords
    required = [p.name for p in found if p.default is inspect.Parameter.empty]
    assert required == ["id", "workspace_id"]


def test_required_arguments_come_before_optional_ones(sdk: Sdk) -> None:
    found = parameters(sdk, "resources.things.things", "ThingsResource", "styles")
    keywords = ["ids", "point", "x_ids", "tags", "where", "filter", "session", *OPTIONS]
    assert names(found, inspect.Parameter.KEYWORD_ONLY) == keywords


def test_optional_arguments_are_omitted_by_default(secrets: Sdk) -> None:
    found = parameters(secrets, "resources.workspace_secrets", "WorkspaceSecretsResource", "list")
    limit = next(p for p in found if p.name == "limit")
    assert limit.annotation == "int | Omit"
    assert limit.default is secrets.module().omit
    assert next(p for p in found if p.name == "timeout").annotation == "float | httpx.Timeout | None | NotGiven"


def test_a_parameter_of_the_client_may_be_left_out(sdk: Sdk) -> None:
    found = parameters(sdk, "resources.things.things", "ThingsResource", "retrieve")
    account = next(p for p in found if p.name == "account_id")
    assert (account.annotation, account.default) == ("str | None", None)


def test_sync_and_async_take_the_same(sdk: Sdk) -> None:
    module = sdk.module("resources.things.things")
    for name, function in inspect.getmembers(module.ThingsResource, inspect.isfunction):
        if not name.startswith("_"):
            twin = getattr(module.AsyncThingsResource, name)
            assert list(inspect.signature(function).parameters) == list(inspect.signature(twin).parameters)


def test_idempotency_keys_are_for_changes(sdk: Sdk) -> None:
    module = "resources.things.things"
    assert "idempotency_key" in [p.name for p in parameters(sdk, module, "ThingsResource", "upload")]
    assert "idempotency_key" not in [p.name for p in parameters(sdk, module, "ThingsResource", "csv")]


def test_what_methods_return(secrets: Sdk, sdk: Sdk) -> None:
    module = secrets.module("resources.workspace_secrets")
    listed = inspect.signature(module.AsyncWorkspaceSecretsResource.list).return_annotation
    assert listed == "AsyncPaginator[WorkspaceSecret, AsyncCursorPagination[WorkspaceSecret]]"
    assert not inspect.iscoroutinefunction(module.AsyncWorkspaceSecretsResource.list)
    assert inspect.iscoroutinefunction(module.AsyncWorkspaceSecretsResource.create)
    things = sdk.module("resources.things.things").ThingsResource
    returned = {name: inspect.signature(getattr(things, name)).return_annotation for name in METHODS}
    assert returned == METHODS


METHODS = {
    "anything": "object",
    "csv": "str",
    "either": "Union[Thing, QueryModel]",
    "empty": "None",
    "events": "Stream[Chunk]",
    "map": "Dict[str, Thing]",
    "maybe": "Optional[Thing]",
    "pdf": "BinaryAPIResponse",
    "search": "List[Thing]",
    "status": "Status",
}


def test_a_type_with_a_taken_name_is_imported_under_another(sdk: Sdk) -> None:
    source = sdk.source("resources/things/things.py")
    assert "from ..._types import Body, FileTypes, Headers, NotGiven, Omit, Query, SequenceNotStr" in source
    assert "from ...types.query import Query as QueryModel" in source


def test_overloads_of_a_method_that_can_stream(sdk: Sdk) -> None:
    tree = ast.parse(sdk.source("resources/things/things.py"))
    cls = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "ThingsResource")
    variants = [n for n in cls.body if isinstance(n, ast.FunctionDef) and n.name == "complete"]
    flags = [ast.unparse(next(a for a in v.args.kwonlyargs if a.arg == "stream").annotation or v) for v in variants]
    assert flags == ["Literal[False] | Omit", "Literal[True]", "bool", "Literal[False] | Literal[True] | Omit"]
    returns = [ast.unparse(v.returns) for v in variants if v.returns]
    assert returns == ["Thing", "Stream[Chunk]", "Thing | Stream[Chunk]", "Thing | Stream[Chunk]"]


def test_docstrings(sdk: Sdk) -> None:
    limits = sdk.module("resources.things.things").ThingsResource.limits
    assert inspect.getdoc(limits) == (
        'Lists the limits.\n\nSee the """manual""" \\ for more.\n\n`GET /limits`\n\nArgs:\n'
        "  limit: How many At least 1, at most 100. Default: `20`. Deprecated."
    )
    old = sdk.module("resources.things.things").ThingsResource.old
    assert inspect.getdoc(old) == "Do it the old way\n\n`GET /old`\n\nDeprecated."


def test_importing_resources_imports_no_models(secrets: Sdk) -> None:
    code = (
        f"import sys; import {secrets.package}.resources.workspace_secrets; "
        f"print([m for m in sys.modules if m.startswith('{secrets.package}.types.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=secrets.folder / "src", capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_importing_the_client_imports_no_resources(sdk: Sdk) -> None:
    code = (
        f"import sys; import {sdk.package} as s; s.Acme(api_key='k'); "
        f"print([m for m in sys.modules if m.startswith('{sdk.package}.resources')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=sdk.folder / "src", capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def check(*command: str, folder: Path) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_mypy_is_content_with_package_and_tests(sdk: Sdk) -> None:
    check("mypy", "--strict", "--no-incremental", "src", "tests", folder=sdk.folder)


def test_pyright_is_content_with_package_and_tests(sdk: Sdk) -> None:
    config = {
        "include": ["src", "tests"],
        "extraPaths": ["src"],
        "typeCheckingMode": "standard",
        "pythonVersion": "3.10",
    }
    (sdk.folder / "pyrightconfig.json").write_text(json.dumps(config))
    check("pyright", "--pythonpath", sys.executable, "-p", ".", folder=sdk.folder)


def test_ruff_has_nothing_to_do(sdk: Sdk) -> None:
    check("ruff", "check", "--no-cache", ".", folder=sdk.folder)
    check("ruff", "format", "--check", "--no-cache", ".", folder=sdk.folder)


def test_the_tests_of_the_package_pass(sdk: Sdk) -> None:
    check("pytest", "-q", "-p", "no:cacheprovider", "-o", "pythonpath=src", "tests", folder=sdk.folder)
