"""Bad input: exit code 2, one located message that says what to do, no traceback, nothing written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ..output.support import tree
from .conftest import CONFIG, SPEC, Cli


@dataclass(frozen=True)
class Bad:
    """Files that are written over the good ones, and what must stand in the message, in this order."""

    name: str
    says: tuple[str, ...]
    files: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ("generate", "-o", "out")
    code: int = 2


def spec(old: str, new: str) -> dict[str, str]:
    assert old in SPEC
    return {"openapi.yaml": SPEC.replace(old, new)}


def config(old: str, new: str) -> dict[str, str]:
    assert old in CONFIG
    return {"specwright.yml": CONFIG.replace(old, new)}


CASES = [
    Bad("missing-file", ("nope.yaml", "does not exist"), arguments=("generate", "nope.yaml", "-o", "out")),
    Bad("a-folder", ("is a folder",), arguments=("generate", ".", "-o", "out")),
    Bad("empty", ("openapi.yaml:1:1: error:", "is empty"), {"openapi.yaml": ""}),
    Bad("not-yaml", ("openapi.yaml:2:", "error:", " | ", "^"), {"openapi.yaml": "openapi: 3.1.0\ninfo: [}\n"}),
    Bad(
        "not-json", ("openapi.json:1:", "error:", "^"), {"openapi.json": '{"openapi": }'}, ("generate", "openapi.json")
    ),
    Bad("not-text", ("openapi.yaml", "is not"), {"openapi.yaml": "\udcff\udcfe\udcfa"}),
    Bad("not-openapi", ("openapi.yaml:1:1: error:", "not an OpenAPI document", "hint:"), {"openapi.yaml": "name: x\n"}),
    Bad("a-list", ("openapi.yaml:1:1: error:", "found a list"), {"openapi.yaml": "[1, 2]\n"}),
    Bad(
        "swagger-2",
        ("openapi.yaml:1:1: error:", "Swagger 2.0", "1 | swagger", "^", "at #/swagger", "hint:"),
        {"openapi.yaml": 'swagger: "2.0"\ninfo: {title: x, version: "1"}\npaths: {}\n'},
    ),
    Bad(
        "unknown-version",
        ("openapi.yaml:1:10: error:", "4.0.0", "1 | openapi: 4.0.0", "^", "at #/openapi", "hint:"),
        spec("3.1.0", "4.0.0"),
    ),
    Bad(
        "duplicate-key",
        ("openapi.yaml:2:1: error:", "openapi", "2 | openapi: 3.1.0", "^"),
        spec("openapi: 3.1.0", "openapi: 3.1.0\nopenapi: 3.1.0"),
    ),
    Bad(
        "dangling-ref",
        (
            "openapi.yaml:17:",
            "error:",
            "nothing is at '#/components/schemas/Pett'",
            "17 | ",
            "^",
            "at #/paths/~1pets/get/responses/200/content/application~1json/schema/items/$ref",
            "hint: ",
            "#/components/schemas/Pet'",
        ),
        spec('items: {$ref: "#/components/schemas/Pet"}', 'items: {$ref: "#/components/schemas/Pett"}'),
    ),
    Bad(
        "outside-ref",
        ("openapi.yaml:17:", "error:", "^", "$ref"),
        spec('items: {$ref: "#/components/schemas/Pet"}', 'items: {$ref: "../../../etc/passwd"}'),
    ),
    Bad(
        "duplicate-operation-id",
        ("openapi.yaml:20:20: error:", "listPets", "20 | ", "^", "at #/paths/~1pets~1{petId}/get/operationId"),
        spec("operationId: getPet", "operationId: listPets"),
    ),
    Bad(
        "unknown-config-key",
        ("specwright.yml:3:1: error:", "ressources", "3 | ressources:", "^", "hint: did you mean `resources`"),
        config("resources:", "ressources:"),
    ),
    Bad(
        "unknown-nested-config-key",
        ("specwright.yml:7:5: error:", "method", "^", "hint: did you mean `methods`"),
        config("    methods:", "    method:"),
    ),
    Bad(
        "config-not-yaml",
        ("specwright.yml:1:", "error:", "^"),
        {"specwright.yml": "a: [}\n"},
    ),
    Bad("config-empty", ("specwright.yml:1:1: error:", "empty", "hint:"), {"specwright.yml": ""}),
    Bad(
        "config-missing",
        ("missing.yml", "does not exist"),
        arguments=("generate", "-o", "out", "--config", "missing.yml"),
    ),
    Bad(
        "config-endpoint-the-document-lacks",
        ("specwright.yml:8:13: error:", "get /pet", "8 | ", "^", "hint: ", "get /pets"),
        config("list: get /pets", "list: get /pet"),
    ),
    Bad(
        "package-name",
        ("error:", "`package_name`", "not-a-name"),
        arguments=("generate", "-o", "out", "--package-name", "not-a-name"),
    ),
    Bad("output-is-a-file", ("error:", "openapi.yaml is a file"), arguments=("generate", "-o", "openapi.yaml")),
]


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
@pytest.mark.threat("a21")
def test_bad_input_is_refused_with_its_place(bad: Bad, cli: Cli, folder: Path) -> None:
    for name, text in bad.files.items():
        (folder / name).write_bytes(text.encode(errors="surrogateescape"))
    before = tree(folder)
    result = cli(*bad.arguments)
    assert result.code == bad.code
    rest = result.err
    for words in bad.says:
        assert words in rest, f"{words!r} is not in {result.err!r}"
        rest = rest[rest.index(words) + len(words) :]
    assert "Traceback" not in result.err
    assert result.err.count("error:") == 1
    assert tree(folder) == before
    assert not (folder / "out").exists()


def test_two_findings_are_shown_in_one_run(cli: Cli, folder: Path) -> None:
    (folder / "specwright.yml").write_text(CONFIG.replace("models:", "modls:").replace("organization:", "orga:"))
    result = cli("generate")
    assert result.code == 2
    assert "modls" in result.err
    assert "orga" in result.err


def test_no_document_at_all(cli: Cli, folder: Path) -> None:
    (folder / "openapi.yaml").unlink()
    result = cli("generate", "--quiet")
    assert (result.code, result.out) == (2, "")
    assert "there is no OpenAPI document here" in result.err
    assert "specwright generate my-api.yaml" in result.err


@pytest.mark.parametrize("arguments", [(), ("--nope",), ("generate", "--nope"), ("generate", "--check", "--dry-run")])
def test_wrong_arguments(cli: Cli, arguments: tuple[str, ...]) -> None:
    result = cli(*arguments)
    assert result.code == 2
    assert "usage: specwright" in result.err


def test_an_exception_inside_is_one_line_and_a_code_of_its_own(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AssertionError("first line\nsecond line")

    monkeypatch.setattr("specwright.pipeline.lower", broken)
    result = cli("generate", "--quiet")
    assert result.code == 70
    assert result.err.count("\n") == 1
    assert "AssertionError: first line" in result.err
    assert "--verbose" in result.err
    assert "Traceback" in cli("generate", "--verbose").err


def test_an_interrupt_is_130(cli: Cli, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("specwright.pipeline.lower", interrupted)
    result = cli("generate", "--quiet")
    assert (result.code, result.err) == (130, "specwright: interrupted\n")
    assert [entry.name for entry in folder.iterdir()] == ["openapi.yaml"]
