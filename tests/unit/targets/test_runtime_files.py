"""The copy of the runtime in an SDK."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from specwright import ir
from specwright.diagnostics import Diagnostics
from specwright.targets.python.environment import templates_folder
from specwright.targets.python.naming import build_names
from specwright.targets.python.runtime_files import runtime_files
from specwright.targets.python.settings import PackageSettings

from .cadenya_api import cadenya


def copied(api: ir.Api, **settings: Any) -> dict[str, str]:
    package = PackageSettings("zebra_sdk", "zebra", **settings)
    return runtime_files(api, build_names(api, package, Diagnostics()), package)


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return copied(replace(cadenya(), name=ir.Name("zebra", ir.NameStrength.CONFIG)))


def test_every_module_is_there(files: dict[str, str]) -> None:
    folder = templates_folder() / "runtime"
    modules = {file.relative_to(folder).as_posix() for file in folder.rglob("*.py")}
    assert modules - set(files) == {"__init__.py", "_version.py"}
    assert "py.typed" in files


def test_no_token_is_left(files: dict[str, str]) -> None:
    for path, text in files.items():
        assert not re.search(r"Brand|BRAND|brand_sdk", text), path
    assert "class ZebraError(Exception)" in files["_exceptions.py"]


def test_only_tokens_are_replaced(files: dict[str, str]) -> None:
    original = (templates_folder() / "runtime" / "_webhooks.py").read_text()
    assert "BrandError" in original
    assert "`brand_sdk[webhooks]`" in original
    replaced = original.replace("BrandError", "ZebraError").replace("brand_sdk[", "zebra[")
    assert files["_webhooks.py"] == replaced


def test_lists_stay_in_order(files: dict[str, str]) -> None:
    names = re.findall(r'"(\w+)"', files["_exceptions.py"].partition("__all__ = [")[2].partition("]")[0])
    assert names[-1] == "ZebraError"
    assert "BrandError" not in names


def test_numbers_come_from_the_configuration() -> None:
    api = replace(cadenya(), default_timeout=12.5, max_retries=7, initial_retry_delay=0.25, max_retry_delay=4.0)
    constants = copied(api)["_constants.py"]
    assert "httpx.Timeout(timeout=12.5, connect=5.0)" in constants
    assert "DEFAULT_MAX_RETRIES = 7\n" in constants
    assert "INITIAL_RETRY_DELAY = 0.25\n" in constants
    assert "MAX_RETRY_DELAY = 4\n" in constants


def test_another_http_library() -> None:
    files = copied(cadenya(), http_library="httpx2")
    assert "\nimport httpx2 as httpx\n" in files["_http.py"]
    assert "    import httpx_aiohttp.httpx2 as httpx_aiohttp\n" in files["_http.py"]
    others = [path for path, text in files.items() if re.search(r"^\s*import httpx", text, re.MULTILINE)]
    assert others == ["_http.py"]
