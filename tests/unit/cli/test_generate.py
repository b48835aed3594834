"""`specwright generate`: what it writes, says and gives back, run after run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..output.support import tree
from .conftest import CONFIG, SPEC, Cli

V2 = SPEC.replace("name: {type: string}\n", "name: {type: string}\n        age: {type: integer}\n")
PET = "out/src/pets/types/pet.py"


@pytest.fixture
def generated(cli: Cli, folder: Path) -> Path:
    (folder / "specwright.yml").write_text(CONFIG)
    result = cli("generate", "-o", "out", "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")
    return folder / "out"


def test_without_arguments_the_usual_places_are_used(cli: Cli, folder: Path) -> None:
    result = cli("generate")
    assert result.code == 0
    assert (folder / "generated" / "python" / "pyproject.toml").is_file()
    assert (folder / "generated" / "python" / ".specwright" / "manifest.json").is_file()


def test_spec_folder_comes_first(cli: Cli, folder: Path) -> None:
    (folder / "spec").mkdir()
    (folder / "spec" / "openapi.yaml").write_text(SPEC.replace("title: Pets", "title: First"))
    (folder / "spec" / "stainless.yml").write_text(CONFIG.replace("name: pets", "name: first"))
    assert cli("generate").code == 0
    assert (folder / "generated" / "python" / "src" / "first").is_dir()


def test_the_summary(cli: Cli, folder: Path) -> None:
    (folder / "specwright.yml").write_text(CONFIG + "settings:\n  disable_mock_tests: true\n")
    result = cli("generate", "-o", "out")
    first, *rest = result.out.splitlines()
    assert first == "pets 0.1.0 in out"
    assert "  client.pets: list, retrieve" in rest
    assert any(line.startswith("  2 operations, ") for line in rest)
    assert any(line.endswith(" created") and " files: " in line for line in rest)
    assert "  keys of specwright.yml: 10 used, 1 no effect on Python" in rest
    stages = [f"specwright: {stage}" for stage in ("load", "check", "lower", "render", "write")]
    assert result.err.splitlines()[:5] == stages


def test_the_table_of_keys(cli: Cli, folder: Path) -> None:
    (folder / "specwright.yml").write_text(CONFIG + "settings:\n  disable_mock_tests: true\n")
    result = cli("generate", "-o", "out", "--verbose")
    assert "    no effect on Python     11  settings.disable_mock_tests" in result.out
    assert "    used                     2  organization.name" in result.out


def test_a_second_run_changes_nothing(generated: Path, cli: Cli) -> None:
    times = {file: file.stat().st_mtime_ns for file in generated.rglob("*")}
    result = cli("generate", "-o", "out")
    assert result.code == 0
    assert " unchanged" in result.out
    assert " created" not in result.out
    assert {file: file.stat().st_mtime_ns for file in generated.rglob("*")} == times


def test_a_change_touches_only_what_it_concerns(generated: Path, cli: Cli, folder: Path) -> None:
    before = tree(generated)
    (folder / "openapi.yaml").write_text(V2)
    assert cli("generate", "-o", "out").code == 0
    after = tree(generated)
    changed = {path for path in after if after[path] != before.get(path) and not path.startswith(".specwright")}
    assert "src/pets/types/pet.py" in changed
    assert all("pet" in path for path in changed), changed
    assert before.keys() == after.keys()


@pytest.mark.threat("d08")
def test_there_and_back_again(generated: Path, cli: Cli, folder: Path) -> None:
    before = tree(generated)
    extra = SPEC + "    Other: {type: object, properties: {x: {$ref: '#/components/schemas/Pet'}}}\n"
    (folder / "openapi.yaml").write_text(extra.replace("{type: string}\n        name", "{type: integer}\n        nom"))
    assert cli("generate", "-o", "out").code == 0
    (folder / "openapi.yaml").write_text(SPEC)
    assert cli("generate", "-o", "out").code == 0
    assert tree(generated) == before


@pytest.mark.threat("d10")
def test_check(generated: Path, cli: Cli, folder: Path) -> None:
    assert cli("generate", "-o", "out", "--check").code == 0
    (folder / "openapi.yaml").write_text(V2)
    before = tree(folder)
    result = cli("generate", "-o", "out", "--check")
    assert result.code == 1
    assert "out is not what would be generated now" in result.err
    assert "      update   pet.py" in result.out
    assert tree(folder) == before
    assert cli("generate", "-o", "nowhere", "--check").code == 1
    assert not (folder / "nowhere").exists()


def test_check_of_an_edited_file_passes(generated: Path, cli: Cli, folder: Path) -> None:
    (folder / PET).write_text("# mine\n" + (folder / PET).read_text())
    assert cli("generate", "-o", "out", "--check").code == 0


def test_check_of_a_lost_file_fails(generated: Path, cli: Cli, folder: Path) -> None:
    (folder / PET).unlink()
    assert cli("generate", "-o", "out", "--check").code == 1
    assert cli("generate", "-o", "out").code == 0
    assert (folder / PET).exists()


@pytest.mark.threat("d10")
def test_dry_run(generated: Path, cli: Cli, folder: Path) -> None:
    (folder / "openapi.yaml").write_text(V2)
    before = tree(folder)
    result = cli("generate", "-o", "out", "--dry-run")
    assert result.code == 0
    assert "to update" in result.out
    assert "      update   pet.py" in result.out
    assert tree(folder) == before


def test_edits_are_merged(generated: Path, cli: Cli, folder: Path) -> None:
    (folder / PET).write_text((folder / PET).read_text() + "\n\n# mine\n")
    (folder / "openapi.yaml").write_text(V2.replace("[id]", "[id, age]"))
    result = cli("generate", "-o", "out")
    assert "1 merged with your edits" in result.out
    assert result.code == 0
    text = (folder / PET).read_text()
    assert "# mine" in text
    assert "age: int" in text


def test_clashing_edits_are_marked_and_named(generated: Path, cli: Cli, folder: Path) -> None:
    old = (folder / PET).read_text()
    number, line = next((n, line) for n, line in enumerate(old.splitlines(), 1) if "name: " in line)
    (folder / PET).write_text(old.replace(line, line + "  # mine"))
    (folder / "openapi.yaml").write_text(SPEC.replace("name: {type: string}", "name: {type: integer}"))
    dry = cli("generate", "-o", "out", "--dry-run")
    assert dry.code == 1
    assert "# mine" in (folder / PET).read_text()
    result = cli("generate", "-o", "out")
    assert result.code == 1
    assert f"{PET}:{number}:1: error:" in result.err
    assert "hint: " in result.err
    text = (folder / PET).read_text()
    assert line + "  # mine\n=======\n" in text
    assert cli("generate", "-o", "out").code == 1, "the markers are still there"
    assert cli("generate", "-o", "out", "--force").code == 0
    assert "# mine" not in (folder / PET).read_text()


@pytest.mark.parametrize(("flag", "kept"), [("--ours", True), ("--theirs", False)])
def test_clashing_edits_can_be_decided(generated: Path, cli: Cli, folder: Path, flag: str, kept: bool) -> None:
    old = (folder / PET).read_text()
    line = next(line for line in old.splitlines() if "name: " in line)
    (folder / PET).write_text(old.replace(line, line + "  # mine"))
    (folder / "openapi.yaml").write_text(SPEC.replace("name: {type: string}", "name: {type: integer}"))
    assert cli("generate", "-o", "out", flag).code == 0
    assert ("# mine" in (folder / PET).read_text()) is kept


def test_a_folder_with_files_of_others(cli: Cli, folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "api.md").write_text("mine\n")
    (folder / "out" / "notes.txt").write_text("mine\n")
    before = tree(folder)
    result = cli("generate", "-o", "out")
    assert result.code == 1
    assert "out/api.md: error: out/api.md: a file that specwright did not write stands there" in result.err
    assert "--force" in result.err
    assert tree(folder) == before
    (folder / "out" / "api.md").unlink()
    assert cli("generate", "-o", "out").code == 0
    assert (folder / "out" / "notes.txt").read_text() == "mine\n"


def test_what_is_in_lib_belongs_to_the_user(generated: Path, cli: Cli) -> None:
    (generated / "src/pets/lib/.keep").unlink()
    (generated / "src/pets/lib/helper.py").write_text("mine = 1\n")
    assert cli("generate", "-o", "out", "--check").code == 0
    assert cli("generate", "-o", "out").code == 0
    assert [file.name for file in (generated / "src/pets/lib").iterdir()] == ["helper.py"]


def test_package_name(cli: Cli, folder: Path) -> None:
    assert cli("generate", "-o", "out", "--package-name", "other").code == 0
    assert (folder / "out/src/other/__init__.py").is_file()


def test_unsupported_operations_are_errors_or_named(cli: Cli, folder: Path) -> None:
    loop = "    Loop: {allOf: [{$ref: '#/components/schemas/Loop'}, {type: object, properties: {a: {}}}]}\n"
    (folder / "openapi.yaml").write_text(
        SPEC.replace('items: {$ref: "#/components/schemas/Pet"}', "$ref: '#/components/schemas/Loop'") + loop
    )
    refused = cli("generate", "-o", "out")
    assert refused.code == 2
    assert "openapi.yaml:37:11: error:" in refused.err
    assert not (folder / "out").exists()
    result = cli("generate", "-o", "out", "--skip-unsupported")
    assert result.code == 0
    assert "get /pets is left out" in result.err
    assert "  1 operation, " in result.out


def test_json(generated: Path, cli: Cli, folder: Path) -> None:
    (folder / "openapi.yaml").write_text(V2)
    result = cli("generate", "-o", "out", "--format", "json", "--quiet")
    assert result.err == ""
    said = json.loads(result.out)
    assert said["exit_code"] == 0
    assert said["result"]["output"] == "out"
    assert said["result"]["operations"] == 2
    assert "src/pets/types/pet.py" in said["result"]["files"]["update"]
    assert said["result"]["config"][:2] == [
        {"path": "organization", "usage": "used", "line": 1},
        {"path": "organization.name", "usage": "used", "line": 2},
    ]
    (folder / "openapi.yaml").write_text("[]")
    said = json.loads(cli("generate", "-o", "out", "--format", "json", "--quiet").out)
    assert said["exit_code"] == 2
    assert said["diagnostics"][0]["line"] == 1


def test_github(cli: Cli, folder: Path) -> None:
    (folder / "openapi.yaml").write_text(SPEC.replace("Pet'", "Pett'").replace('/Pet"}', '/Pett"}'))
    result = cli("generate", "--format", "github", "--quiet")
    assert result.code == 2
    assert result.out.startswith("::error file=openapi.yaml,line=17,col=")


def test_init_writes_once(cli: Cli, folder: Path) -> None:
    result = cli("init", "openapi.yaml")
    assert result.code == 0
    written = (folder / "specwright.yml").read_text()
    assert "get /pets/{petId}" in written
    (folder / "specwright.yml").write_text(written + "# mine\n")
    again = cli("init", "openapi.yaml")
    assert again.code == 2
    assert "specwright.yml exists already" in again.err
    assert (folder / "specwright.yml").read_text().endswith("# mine\n")
    shown = cli("init", "openapi.yaml", "-o", "-")
    assert (shown.code, shown.out) == (0, written)


def test_what_init_writes_changes_nothing(cli: Cli, folder: Path) -> None:
    assert cli("generate", "-o", "without").code == 0
    assert cli("init", "openapi.yaml").code == 0
    assert cli("generate", "-o", "with").code == 0
    assert tree(folder / "with") == tree(folder / "without")


def test_validate(cli: Cli, folder: Path) -> None:
    good = cli("validate", "openapi.yaml")
    assert good.code == 0
    assert good.out.startswith("openapi.yaml: 2 operations, no errors, 0 warnings")
    missing = SPEC.replace("- {name: petId, in: path, required: true, schema: {type: string}}", "[]")
    (folder / "openapi.yaml").write_text(missing)
    before = tree(folder)
    warned = cli("validate", "openapi.yaml")
    assert warned.code == 0
    assert "warning: " in warned.err
    assert cli("validate", "openapi.yaml", "--strict").code == 1
    (folder / "openapi.yaml").write_text(SPEC.replace('/Pet"}', '/Pett"}'))
    assert cli("validate", "openapi.yaml").code == 2
    (folder / "openapi.yaml").write_text(missing)
    assert tree(folder) == before
