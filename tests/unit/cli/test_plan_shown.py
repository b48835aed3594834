"""`generate --dry-run` and `--diff`: the plan as a tree with counts, and as a patch."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from ..output.support import tree
from .conftest import CONFIG, SPEC, Cli

V2 = SPEC.replace("name: {type: string}\n", "name: {type: string}\n        age: {type: integer}\n")


@pytest.fixture
def out(cli: Cli, folder: Path) -> Path:
    (folder / "specwright.yml").write_text(CONFIG)
    assert cli("generate", "-o", "out", "--quiet").code == 0
    return folder / "out"


def test_the_tree_names_folders_and_files(cli: Cli, out: Path, folder: Path) -> None:
    (folder / "openapi.yaml").write_text(V2)
    lines = cli("generate", "-o", "out", "--dry-run").out.splitlines()
    at = lines.index("    src/pets/types/  1 update")
    assert lines[at + 1] == "      update   pet.py"


def test_a_large_tree_is_counts(cli: Cli, folder: Path) -> None:
    result = cli("generate", "-o", "out", "--dry-run")
    tree_lines = [line for line in result.out.splitlines() if line.startswith("    ")]
    assert len(tree_lines) <= 40
    assert any(line.startswith("    src/pets/  ") and line.endswith(" create") for line in tree_lines)
    verbose = cli("generate", "-o", "out", "--dry-run", "--verbose").out.splitlines()
    assert "      create   _client.py" in verbose
    assert not (folder / "out").exists()


def test_the_patch_makes_what_a_run_would_make(cli: Cli, out: Path, folder: Path) -> None:
    edited = out / "src" / "pets" / "types" / "pet.py"
    edited.write_text(edited.read_text() + "\n\n# mine\n")
    (folder / "openapi.yaml").write_text(V2.replace("[id]", "[id, age]").replace("/pets/{petId}", "/pet/{petId}"))
    (folder / "specwright.yml").write_text(CONFIG.replace("/pets/{petId}", "/pet/{petId}"))
    before = tree(folder)
    shown = cli("generate", "-o", "out", "--diff")
    assert shown.code == 0
    assert tree(folder) == before
    subprocess.run(
        ["git", "apply", "-"], cwd=out, input=shown.out[shown.out.index("diff --git") :].encode(), check=True
    )
    by_patch = {path: text for path, text in tree(out).items() if not path.startswith(".specwright/")}
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    for path, content in before.items():
        (folder / path).write_bytes(content)
    assert cli("generate", "-o", "out", "--quiet").code == 0
    by_run = {path: text for path, text in tree(out).items() if not path.startswith(".specwright/")}
    assert by_run == by_patch
    data = json.loads(cli("generate", "-o", "out", "--diff", "--format", "json").out)
    assert data["result"]["patch"] == ""


def test_one_mode_at_a_time(cli: Cli) -> None:
    assert cli("generate", "--diff", "--watch").code == 2
