"""The files beside the package: `pyproject.toml`, `README.md`, `api.md`, licence, manifest."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from specwright import ir
from specwright.diagnostics import Diagnostics
from specwright.targets.python.generate import generate
from specwright.targets.python.manifest import remembered_names
from specwright.targets.python.settings import Author, PackageSettings, ReadmeExample
from specwright.targets.python.toml import toml_document, toml_string

from .cadenya_api import COLLECTION, cadenya
from .feature_api import features

CADENYA = PackageSettings("cadenya", "cadenya", version="1.2.3")
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


def files_of(
    api: ir.Api, settings: PackageSettings = CADENYA, remembered: dict[str, str] | None = None
) -> dict[str, str]:
    files = generate(api, settings, Diagnostics(), remembered)
    return {path: text for path, text in files.items() if isinstance(text, str)}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return files_of(cadenya())


def test_the_distribution(files: dict[str, str]) -> None:
    assert list(files) == sorted(files)
    assert [path for path in files if not path.startswith(("src/", "tests/"))] == [
        *(".gitignore", "LICENSE", "README.md", "api.md", "pyproject.toml")
    ]
    package = {path.removeprefix("src/cadenya/") for path in files if path.startswith("src/")}
    expected = {
        "_client.py",
        "resources/workspace_secrets.py",
        "types/workspace_secret.py",
        "pagination.py",
        "py.typed",
    }
    assert expected <= package
    assert {"lib/.keep", "_manifest.json", "_version.py", "_constants.py", "_base_client.py"} <= package


@pytest.mark.threat("d06")
def test_the_same_api_gives_the_same_bytes(files: dict[str, str]) -> None:
    assert files_of(cadenya()) == files


@pytest.mark.threat("a04")
def test_first_lines_are_ours(files: dict[str, str]) -> None:
    for path, text in files.items():
        if path.endswith(".py") and text and "/_" not in path.removeprefix("src/"):
            assert text.startswith("# File generated from the OpenAPI document by specwright.\n"), path


# -- pyproject.toml ------------------------------------------------------------------------------------------------


def test_project_table(files: dict[str, str]) -> None:
    project = tomllib.loads(files["pyproject.toml"])["project"]
    assert (project["name"], project["version"], project["license"]) == ("cadenya", "1.2.3", "Apache-2.0")
    assert project["requires-python"] == ">=3.10"
    assert [re.split("[<>=]", each)[0] for each in project["dependencies"]] == [
        *("anyio", "httpx", "pydantic", "sniffio", "typing-extensions")
    ]
    assert set(project["optional-dependencies"]) == {"aiohttp", "webhooks"}
    assert "Programming Language :: Python :: 3.10" in project["classifiers"]


@pytest.mark.threat("a09")
def test_hostile_texts_stay_texts() -> None:
    title = 'x"\n[tool.evil]\nrun = "y" \\ \ud800 \u202e'
    info = replace(cadenya().info, title=title, contact_name=title)
    settings = replace(CADENYA, authors=(Author(title, "a@example.com"),), repository="https://example.com/r")
    project = tomllib.loads(files_of(replace(cadenya(), info=info), settings)["pyproject.toml"])
    assert "evil" not in project["tool"]
    assert project["project"]["authors"][0]["name"].startswith('x"\n[tool.evil]')
    assert project["project"]["urls"]["Repository"] == "https://example.com/r"


@pytest.mark.parametrize(
    "text", ["plain", 'a"b', "a\\b", "a\nb\tc\r", "\x00\x7f", "é 漢 😀", "\u2028\u202e", "\U000e0001"]
)
@pytest.mark.threat("a09")
def test_toml_strings(text: str) -> None:
    assert tomllib.loads(f"a = {toml_string(text)}") == {"a": text}


def test_toml_documents() -> None:
    tables: dict[str, dict[str, Any]] = {
        "a": {"list": ["x"] * 30, "flag": True, "number": 3, "table": {"k y": "v"}},
        "a.b": {"empty": []},
        "left.out": {},
    }
    assert tomllib.loads(toml_document(tables)) == {"a": {**tables["a"], "b": {"empty": []}}}


# -- licence -------------------------------------------------------------------------------------------------------


def test_licences() -> None:
    assert "Apache License" in files_of(cadenya())["LICENSE"]
    mit = files_of(cadenya(), replace(CADENYA, license="MIT", authors=(Author("Acme\nInc"),)))["LICENSE"]
    assert "Copyright (c) Acme Inc\n" in mit
    other = files_of(cadenya(), replace(CADENYA, license="MPL-2.0"))
    assert other["LICENSE"] == "SPDX-License-Identifier: MPL-2.0\n"
    none = files_of(cadenya(), replace(CADENYA, license=None))
    assert "LICENSE" not in none
    assert "license" not in tomllib.loads(none["pyproject.toml"])["project"]


def test_a_licence_is_no_path() -> None:
    found = files_of(cadenya(), replace(CADENYA, license="../../../../pyproject"))
    assert found["LICENSE"] == "SPDX-License-Identifier: ../../../../pyproject\n"


# -- README.md -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("api", [cadenya(), features()], ids=["cadenya", "features"])
def test_readme_code_is_python(api: ir.Api) -> None:
    readme = files_of(api)["README.md"]
    blocks = BLOCK.findall(readme)
    assert len(blocks) >= 10
    for block in blocks:
        ast.parse(block)


def test_readme_shows_calls_of_this_api(files: dict[str, str]) -> None:
    readme = files["README.md"]
    assert "client.workspace_secrets.create(" in readme
    assert 'for item in client.workspace_secrets.list(workspace_id="workspaceId"):' in readme
    assert "CADENYA_API_KEY" in readme
    assert "By default no request is retried." in readme
    assert "## File uploads" not in readme
    assert "## Streaming" not in readme


def test_readme_of_other_features() -> None:
    readme = files_of(features())["README.md"]
    assert "stream = client.things.events()" in readme
    assert 'file=Path("/path/to/file")' in readme
    assert 'client = Acme(environment="sandbox")' in readme
    assert "    event = client.webhooks.unwrap(body, headers=headers)" in readme
    assert "retried 3 times by default" in readme
    assert "[docs.acme.example](https://docs.acme.example)" in readme


def test_configured_examples() -> None:
    metadata: ir.JsonValue = {"name": "my secret", "externalId": "x"}
    params: tuple[tuple[str, ir.JsonValue], ...] = (("workspaceId", "ws_1"), ("metadata", metadata), ("spec", {}))
    settings = replace(CADENYA, examples=(ReadmeExample("headline", f"post {COLLECTION}", params),))
    readme = files_of(cadenya(), settings)["README.md"]
    assert '    metadata={"name": "my secret", "external_id": "x"},\n' in readme


def test_readme_is_prose_whatever_the_title_is() -> None:
    info = replace(cadenya().info, title="<script>`x`\n# [evil](http://e)", docs_url="javascript:alert(1)")
    readme = files_of(replace(cadenya(), info=info))["README.md"]
    assert "\n# \\[evil" not in readme
    assert "javascript:" not in readme
    assert "\\<script\\>\\`x\\` \\# \\[evil\\](http://e)" in readme


# -- api.md --------------------------------------------------------------------------------------------------------


def test_api_md(files: dict[str, str]) -> None:
    assert files["api.md"] == (Path(__file__).parent / "cadenya_api.md").read_text()


def test_api_md_of_nested_resources_and_the_client() -> None:
    text = files_of(features())["api.md"]
    assert re.findall("^#+ .*$", text, re.MULTILINE) == [
        "# Shared Types",
        "# Acme",
        "# Things",
        "## Children",
        "# Webhooks",
    ]
    assert '<code title="get /ping">client.<a href="./src/cadenya/_client.py">ping</a>() -> str</code>' in text
    line = r'client.things.<a href="./src/cadenya/resources/things/things.py">retrieve</a>(id, \*, account_id) -> '
    assert line in text
    child = 'client.things.children.<a href="./src/cadenya/resources/things/children.py">retrieve</a>(id)'
    assert child in text
    assert ">pdf</a>() -> BinaryAPIResponse</code>" in text
    hook = '- <code>client.webhooks.<a href="./src/cadenya/resources/webhooks.py">unwrap</a>() -> '
    assert hook + '<a href="./src/cadenya/types/thing.py">Thing</a></code>' in text


# -- _manifest.json ------------------------------------------------------------------------------------------------


def manifest(found: dict[str, str]) -> Any:
    return json.loads(found["src/cadenya/_manifest.json"])


def test_manifest(files: dict[str, str]) -> None:
    document = manifest(files)
    assert (document["client"], document["async_client"], document["package"]) == ("Cadenya", "AsyncCadenya", "cadenya")
    assert document["base_url"] == "https://api.cadenya.com"
    assert document["options"] == [
        {
            "name": "api_key",
            "type": "string",
            "required": True,
            "env": "CADENYA_API_KEY",
            "auth": {"scheme": "bearerAuth", "role": "value"},
        }
    ]
    listed = next(each for each in document["operations"] if each["call"] == "workspace_secrets.list")
    assert (listed["method"], listed["path"]) == ("GET", COLLECTION)
    assert listed["arguments"]["query:sortOrder"] == "sort_order"
    assert listed["positional"] == ["workspace_id"]
    assert listed["paging"]["page"] == "SyncCursorPagination"
    created = next(each for each in document["operations"] if each["call"] == "workspace_secrets.create")
    assert created["arguments"] == {
        "path:workspaceId": "workspace_id",
        "body:metadata": "metadata",
        "body:spec": "spec",
    }
    assert created["request"] == ["application/json"]


def test_manifest_of_other_features() -> None:
    operations = {each["call"]: each for each in manifest(files_of(features()))["operations"]}
    assert operations["things.complete"]["stream"] == {"kind": "sse", "argument": "stream"}
    assert operations["things.raw"]["arguments"] == {"body": "body"}
    assert operations["things.wrapped"]["unwrap"] == "data"
    assert operations["things.old"]["deprecated"] is True
    assert operations["things.pdf"]["result"] == "binary"
    assert operations["ping"]["method"] == "GET"


def test_names_are_remembered() -> None:
    first = files_of(cadenya())
    remembered = remembered_names(first["src/cadenya/_manifest.json"])
    assert remembered
    assert files_of(cadenya(), remembered=remembered) == first
    for text in ("", "[]", "{}", '{"format": 99, "names": {"a": "b"}}', '{"format": 1, "names": 3}', "[" * 100_000):
        assert remembered_names(text) == {}
