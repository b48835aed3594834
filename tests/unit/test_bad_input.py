"""Input that is no usable document: one error, at its place, that says what to do."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from specwright.diagnostics import Diagnostic, Diagnostics, SpecwrightError
from specwright.reporting import render
from specwright.spec import Limits, SourceMap, load, validate


def refused(path: Path, limits: Limits | None = None) -> tuple[Diagnostic, str]:
    """The one error of a run over `path`, and how it is printed."""
    diagnostics = Diagnostics()
    sources: Mapping[str, bytes] = {}
    with pytest.raises(SpecwrightError) as caught:
        document = load(path, limits=limits or Limits(), diagnostics=diagnostics)
        sources = document.sources()
        validate(document, diagnostics)
    assert caught.value.exit_code == 2
    (diagnostic,) = caught.value.diagnostics
    return diagnostic, render([diagnostic], SourceMap(sources))


def written(tmp_path: Path, text: str | bytes, name: str = "openapi.yaml") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "nope.yaml"
    found, printed = refused(path)
    assert found.rule == "File/Missing"
    assert printed == f"{path}: error: {path} does not exist [File/Missing]\n"


def test_folder(tmp_path: Path) -> None:
    assert refused(tmp_path)[0].rule == "File/IsDirectory"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    path = written(tmp_path, "openapi: 3.1.0")
    path.chmod(0)
    assert refused(path)[0].rule == "File/Unreadable"


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 300 + ".yaml", "openapi.yaml/below"])
def test_impossible_names(tmp_path: Path, name: str) -> None:
    written(tmp_path, "a: 1")
    assert refused(tmp_path / name)[0].rule in ("File/Unreadable", "File/Missing")


@pytest.mark.threat("a16")
def test_too_large(tmp_path: Path) -> None:
    found, _ = refused(written(tmp_path, "a: " + "x" * 100), Limits(file_bytes=50))
    assert found.rule == "Limit/FileBytes"
    assert "103" in found.message
    assert "50" in found.message


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_empty_file(tmp_path: Path, text: str) -> None:
    assert refused(written(tmp_path, text))[0].rule == "Document/Empty"


def test_not_yaml(tmp_path: Path) -> None:
    path = written(tmp_path, "openapi: 3.1.0\ninfo: [a, b\npaths: {}\n")
    found, printed = refused(path)
    assert found.rule == "Yaml/Syntax"
    assert printed.startswith(f"{path}:3:6: error: not valid YAML: ")
    assert "\n  3 | paths: {}\n    |      ^\n" in printed


def test_not_json(tmp_path: Path) -> None:
    path = written(tmp_path, '{"openapi": "3.1.0",\n "info": }', "openapi.json")
    assert refused(path)[1].startswith(f"{path}:2:10: error: not valid JSON: ")


def test_not_text(tmp_path: Path) -> None:
    path = written(tmp_path, b"PK\x03\x04\x14\xff\xfe\x00")
    assert refused(path)[0].rule in ("File/NotText", "Yaml/Syntax")


@pytest.mark.parametrize(
    ("text", "what"), [("- a\n- b", "a list"), ("hello", "plain text"), ("42", "a single value"), ("# x", "nothing")]
)
def test_not_a_mapping(tmp_path: Path, text: str, what: str) -> None:
    found, _ = refused(written(tmp_path, text))
    assert found.rule == "Document/NotAnObject"
    assert what in found.message


@pytest.mark.parametrize(
    ("text", "hint"), [("a: 1", "openapi: 3.1.0"), ("asyncapi: 3.0.0", "asyncapi"), ("$schema: x", "$schema")]
)
def test_not_openapi(tmp_path: Path, text: str, hint: str) -> None:
    found, _ = refused(written(tmp_path, text))
    assert found.rule == "Document/NotOpenApi"
    assert found.hint is not None
    assert hint in found.hint


@pytest.mark.parametrize("version", ["'2.0'", "2.0", "'1.2'"])
def test_swagger(tmp_path: Path, version: str) -> None:
    path = written(tmp_path, f"info: {{title: T, version: '1'}}\nswagger: {version}\n")
    found, printed = refused(path)
    assert found.rule == "Document/Swagger2"
    assert found.hint is not None
    assert "swagger2openapi" in found.hint
    assert "editor.swagger.io" in found.hint
    assert "Swagger" in printed


@pytest.mark.parametrize("version", ["4.0.0", "3.3.0", "'3'", "latest", "3.1.0.0", "[3, 1]", "null", "'3.1.x'", "-3.1"])
def test_unknown_version(tmp_path: Path, version: str) -> None:
    found, _ = refused(written(tmp_path, f"openapi: {version}\ninfo: {{}}\npaths: {{}}\n"))
    assert found.rule == "Document/UnknownVersion"
    assert found.origin is not None
    assert found.origin.pointer == "/openapi"
    assert found.hint == "Known are 3.0, 3.1 and 3.2."


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.1", "3.2.0", "3.1.0-rc1", "'3.2'", "3.0", "3.1"])
def test_known_versions(tmp_path: Path, version: str) -> None:
    document = load(written(tmp_path, f"openapi: {version}\n"), diagnostics=Diagnostics())
    assert document.version == version.strip("'")[:3]


def test_dangling_reference(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets:
    get:
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {$ref: '#/components/schemas/Pett'}}}
components:
  schemas:
    Pet: {type: object}
""",
    )
    found, printed = refused(path)
    assert found.rule == "Ref/Dangling"
    assert printed == (
        f"{path}:9:55: error: nothing is at '#/components/schemas/Pett': "
        f"#/components/schemas in {path} has no member 'Pett' [Ref/Dangling]\n"
        "  9 |           content: {application/json: {schema: {$ref: '#/components/schemas/Pett'}}}\n"
        "    |                                                       ^\n"
        "  at #/paths/~1pets/get/responses/200/content/application~1json/schema/$ref\n"
        "  hint: Did you mean '#/components/schemas/Pet'?\n"
    )


def test_duplicate_operation_id(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get: {operationId: one, responses: {'204': {description: ok}}}
  /b:
    put:
      operationId: one
      responses: {'204': {description: ok}}
""",
    )
    found, printed = refused(path)
    assert found.rule == "Operation/DuplicateId"
    assert printed.startswith(f"{path}:8:20: error: the operationId 'one' of PUT /b is that of GET /a too")
    assert f"\n  {path}:5:24: GET /a has it first\n" in printed
