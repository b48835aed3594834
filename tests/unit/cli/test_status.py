"""`specwright status`: edits by hand as a patch, without a document."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from ..output.support import tree
from .conftest import CONFIG, SPEC, Cli

PET = "src/pets/types/pet.py"


@pytest.fixture
def out(cli: Cli, folder: Path) -> Path:
    """A generated SDK whose document is gone."""
    (folder / "specwright.yml").write_text(CONFIG)
    assert cli("generate", "-o", "out", "--quiet").code == 0
    (folder / "openapi.yaml").rename(folder / "elsewhere.yaml")
    return folder / "out"


def edit(file: Path) -> None:
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(["# first\n", *lines[:-1], "    # instead\n"]))


def test_no_edits(cli: Cli, out: Path) -> None:
    result = cli("status", "out")
    assert (result.code, result.out, result.err) == (0, "out: no edits\n", "")


def test_edits_have_counts_and_a_patch_that_applies(cli: Cli, out: Path, folder: Path) -> None:
    generated = (out / PET).read_bytes()
    edit(out / PET)
    (out / "api.md").unlink()
    edited, before = (out / PET).read_bytes(), tree(out)
    result = cli("status", "out")
    assert result.code == 1
    assert result.out.splitlines()[0] == "out: 1 edited by hand, 1 deleted (generating puts them back)"
    assert f"  edited          +2 -1  {PET}" in result.out.splitlines()
    assert tree(out) == before
    (out / PET).write_bytes(generated)
    patch = result.out[result.out.index("diff --git a/src") :]
    subprocess.run(["git", "apply", "-"], cwd=out, input=patch.encode(), check=True)
    assert (out / PET).read_bytes() == edited


def test_counts_alone(cli: Cli, out: Path) -> None:
    edit(out / PET)
    result = cli("status", "out", "--stat")
    assert result.code == 1
    assert "diff --git" not in result.out
    assert cli("status", "out", "--quiet").out == ""


def test_as_data(cli: Cli, out: Path) -> None:
    edit(out / PET)
    data = json.loads(cli("status", "out", "--format", "json").out)
    assert data["exit_code"] == 1
    (found,) = data["result"]["edits"]
    assert {key: found[key] for key in ("path", "kind", "added", "removed")} == {
        "path": PET,
        "kind": "edited",
        "added": 2,
        "removed": 1,
    }
    assert found["patch"].startswith(f"diff --git a/{PET} b/{PET}\n")


def test_what_is_the_users_is_no_edit(cli: Cli, out: Path) -> None:
    lib = next((out / "src" / "pets" / "lib").iterdir())
    lib.write_text("mine\n")
    (out / "notes.txt").write_text("mine\n")
    crlf = (out / PET).read_bytes().replace(b"\n", b"\r\n")
    (out / PET).write_bytes(crlf)
    assert cli("status", "out").code == 0


def test_markers_are_named_and_a_lost_archive_leaves_the_names(cli: Cli, out: Path, folder: Path) -> None:
    old = (out / PET).read_text()
    line = next(line for line in old.splitlines() if "name: " in line)
    (out / PET).write_text(old.replace(line, line + "  # mine"))
    (folder / "openapi.yaml").write_text(SPEC.replace("name: {type: string}", "name: {type: integer}"))
    assert cli("generate", "-o", "out", "--quiet").code == 1
    assert "1 with markers of a conflict to settle" in cli("status", "out").out
    (out / ".specwright" / "pristine.zip").unlink()
    result = cli("status", "out")
    assert result.code == 1
    assert f"  conflict            ?  {PET}" in result.out.splitlines()


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_that_was_not_generated(cli: Cli, folder: Path, name: str) -> None:
    (folder / "empty").mkdir()
    result = cli("status", name)
    assert result.code == 2
    assert "[Output/NotGenerated]" in result.err
