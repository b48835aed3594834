"""`specwright release` in a scratch repository: what comes next since a tag, and what --write changes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from ..output.support import tree
from .conftest import CONFIG, SPEC, Cli

CONFIGURED = CONFIG + "targets:\n  python:\n    version: 1.0.0  # set by release\n"
MORE = SPEC.replace("name: {type: string}\n", "name: {type: string}\n        age: {type: integer}\n")
LESS = SPEC.replace("        - {name: limit, in: query, schema: {type: integer}}\n", "        []\n").replace(
    "parameters:\n        []", "parameters: []"
)
DAY = ("--date", "2027-01-31")


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Pat", "-c", "user.email=pat@example.com")
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def released(cli: Cli, folder: Path) -> Path:
    """A repository with a document, its SDK, and the tag v1.0.0."""
    (folder / "specwright.yml").write_text(CONFIGURED)
    assert cli("generate", "-q").code == 0
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "one")
    git(folder, "tag", "v1.0.0")
    git(folder, "tag", "deployed")
    return folder


@pytest.mark.parametrize(
    ("spec", "version", "section"), [(MORE, "1.1.0", "### Features"), (LESS, "2.0.0", "### Breaking changes")]
)
def test_a_proposal_follows_from_the_changes(cli: Cli, released: Path, spec: str, version: str, section: str) -> None:
    (released / "openapi.yaml").write_text(spec)
    before = tree(released)
    result = cli("release", *DAY)
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0].startswith(f"pets 1.0.0 -> {version} (")
    assert lines[0].endswith("since v1.0.0")
    assert f"## {version} (2027-01-31)" in lines
    assert section in lines
    assert "(SUR-" not in result.out
    assert tree(released) == before


def test_writing_keeps_everything_in_step_and_is_done_once(cli: Cli, released: Path) -> None:
    (released / "openapi.yaml").write_text(MORE)
    result = cli("release", *DAY, "--write")
    assert result.code == 0
    assert "wrote specwright.yml" in result.out
    assert "    version: 1.1.0  # set by release\n" in (released / "specwright.yml").read_text()
    sdk = released / "generated" / "python"
    assert 'version = "1.1.0"' in (sdk / "pyproject.toml").read_text()
    assert '"1.1.0"' in (sdk / "src" / "pets" / "_version.py").read_text()
    assert "age" in (sdk / "src" / "pets" / "types" / "pet.py").read_text()
    changelog = (sdk / "CHANGELOG.md").read_text()
    assert changelog.startswith("# Changelog\n\n## 1.1.0 (2027-01-31)\n")
    assert cli("generate", "--check").code == 0
    before = tree(released)
    assert cli("release", *DAY, "--write").code == 0
    assert tree(released) == before
    git(released, "add", "-A")
    git(released, "commit", "-q", "-m", "two")
    git(released, "tag", "v1.1.0")
    result = cli("release")
    assert result.out == "pets 1.1.0: nothing to release since v1.1.0\n"
    assert cli("release", "--write", "--bump", "patch", *DAY).code == 0
    assert "version: 1.1.1" in (released / "specwright.yml").read_text()
    assert "- Nothing that users of the API see." in (sdk / "CHANGELOG.md").read_text()


def test_release_please_is_kept_in_step(cli: Cli, released: Path) -> None:
    manifest = released / ".release-please-manifest.json"
    manifest.write_text('{\n  "generated/python": "3.4.5"\n}\n')
    extra = [{"type": "generic", "path": "notes.txt"}, {"type": "toml", "path": "x.toml"}]
    config = {"packages": {"generated/python": {"extra-files": extra, "changelog-path": "HISTORY.md"}}}
    (released / "release-please-config.json").write_text(json.dumps(config))
    notes = released / "generated" / "python" / "notes.txt"
    notes.write_text("3.4.5 x-release-please-version\n3.4.5\n")
    git(released, "add", "-A")
    git(released, "commit", "-q", "-m", "files of release-please")
    git(released, "tag", "-f", "v1.0.0")
    (released / "openapi.yaml").write_text(MORE)
    for _ in range(2):  # the second time the manifest has the new version already
        result = cli("release", *DAY, "--write")
        assert result.code == 0
        assert result.out.startswith("pets 3.4.5 -> 3.5.0 (minor)")
        assert "x.toml is listed by release-please" in result.err
    assert manifest.read_text() == '{\n  "generated/python": "3.5.0"\n}\n'
    assert notes.read_text() == "3.5.0 x-release-please-version\n3.4.5\n"
    history = (released / "generated" / "python" / "HISTORY.md").read_text()
    assert history.count("## 3.5.0") == 1


def test_since_a_document_and_as_data(cli: Cli, released: Path) -> None:
    (released / "old.yaml").write_text(SPEC)
    (released / "openapi.yaml").write_text(MORE)
    result = cli("release", "--since", "old.yaml", *DAY, "--format", "json")
    data = json.loads(result.out)["result"]
    assert {key: data[key] for key in ("package", "since", "last", "version", "bump", "written")} == {
        "package": "pets",
        "since": "old.yaml",
        "last": "1.0.0",
        "version": "1.1.0",
        "bump": "minor",
        "written": [],
    }
    assert data["entry"].startswith("## 1.1.0 (2027-01-31)\n")


def test_the_repository_is_linked(cli: Cli, released: Path) -> None:
    config = released / "specwright.yml"
    config.write_text(config.read_text() + "    production_repo: pets/pets-python\n")
    (released / "openapi.yaml").write_text(MORE)
    heading = "## [1.1.0](https://github.com/pets/pets-python/compare/v1.0.0...v1.1.0) (2027-01-31)"
    assert heading in cli("release", *DAY).out.splitlines()


def test_clashing_edits_are_told(cli: Cli, released: Path) -> None:
    pet = released / "generated" / "python" / "src" / "pets" / "types" / "pet.py"
    line = next(line for line in pet.read_text().splitlines() if "name: " in line)
    pet.write_text(pet.read_text().replace(line, line + "  # mine"))
    (released / "openapi.yaml").write_text(SPEC.replace("name: {type: string}", "name: {type: integer}"))
    result = cli("release", *DAY, "--write")
    assert result.code == 1
    assert "[Output/EditConflict]" in result.err


def test_what_cannot_be_released(cli: Cli, released: Path) -> None:
    (released / "openapi.yaml").write_text(MORE)
    before = tree(released)
    for unknown in ("v9", "v9:openapi.yaml", "v1.0.0:nothing.yaml"):
        result = cli("release", "--since", unknown)
        assert (result.code, "[Input/Revision]" in result.err) == (2, True)
    (released / "specwright.yml").rename(released / "elsewhere.yml")
    result = cli("release", "--write")
    assert (result.code, "[Release/NoConfig]" in result.err) == (2, True)
    (released / "elsewhere.yml").rename(released / "specwright.yml")
    git(released, "tag", "-d", "v1.0.0")
    result = cli("release")
    assert (result.code, "[Release/NoLast]" in result.err) == (2, True)
    assert {path: text for path, text in tree(released).items() if not path.startswith(".git/")} == {
        path: text for path, text in before.items() if not path.startswith(".git/")
    }
