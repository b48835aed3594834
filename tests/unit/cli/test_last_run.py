"""A run that finds nothing to do: it says what the last one said, and it is never fooled."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from specwright import output

from ..output.support import tree
from .conftest import CONFIG, SPEC, Cli, Result

WARNED = SPEC.replace("- {name: petId, in: path, required: true, schema: {type: string}}", "[]")


@pytest.fixture
def first(cli: Cli, folder: Path) -> Result:
    """A first run, with a configuration and a warning."""
    (folder / "openapi.yaml").write_text(WARNED)
    (folder / "specwright.yml").write_text(CONFIG)
    result = cli("generate", "-o", "out")
    assert result.code == 0
    assert "warning:" in result.err
    return result


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it to make the pipeline unusable: only a run that needs none gets through."""

    def refuse(*_: object) -> None:
        raise AssertionError("the pipeline ran")

    return lambda: monkeypatch.setattr("specwright.pipeline.build", refuse)


def _findings(result: Result) -> list[str]:
    return [line for line in result.err.splitlines() if not line.startswith("specwright: ")]


def test_the_same_is_said_without_the_work(first: Result, cli: Cli, folder: Path, asleep: Callable[[], None]) -> None:
    before = tree(folder)
    full = cli("generate", "-o", "out", "--from-scratch", "--verbose")
    asleep()
    again = cli("generate", "-o", "out", "--verbose")
    assert (again.code, again.out, _findings(again)) == (full.code, full.out, _findings(full))
    assert _findings(cli("generate", "-o", "out", "--check")) == _findings(first)
    assert tree(folder) == before


def test_an_edit_by_hand_needs_no_work(first: Result, cli: Cli, folder: Path, asleep: Callable[[], None]) -> None:
    file = folder / "out" / "api.md"
    file.write_text(file.read_text() + "\nMine.\n")
    asleep()
    assert "1 edited by you and kept" in cli("generate", "-o", "out").out


CHANGES: dict[str, Callable[[Path], object]] = {
    "document": lambda folder: (folder / "openapi.yaml").write_text(SPEC),
    "configuration": lambda folder: (folder / "specwright.yml").write_text(CONFIG + "# more\n"),
    "configuration-gone": lambda folder: (folder / "specwright.yml").unlink(),
    "file-gone": lambda folder: (folder / "out" / "api.md").unlink(),
    "manifest-gone": lambda folder: (folder / "out" / output.MANIFEST).unlink(),
    "manifest-changed": lambda folder: (folder / "out" / output.MANIFEST).write_text("{}"),
    "names-changed": lambda folder: (folder / "out/src/pets/_manifest.json").write_text("{}"),
    "pristine-gone": lambda folder: (folder / "out/.specwright/pristine.zip").unlink(),
    "markers": lambda folder: (folder / "out" / "api.md").write_text("<<<<<<< edited by hand\n"),
    "folder-gone": lambda folder: (folder / "out").rename(folder / "other"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_needs_the_work(
    first: Result, cli: Cli, folder: Path, asleep: Callable[[], None], change: str
) -> None:
    CHANGES[change](folder)
    asleep()
    assert "the pipeline ran" in cli("generate", "-o", "out").err


@pytest.mark.parametrize("flag", ["--force", "--from-scratch", "--skip-unsupported", "--package-name=other"])
def test_other_options_need_the_work(first: Result, cli: Cli, asleep: Callable[[], None], flag: str) -> None:
    asleep()
    assert "the pipeline ran" in cli("generate", "-o", "out", flag).err


def test_another_tool_needs_the_work(
    first: Result, cli: Cli, asleep: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("specwright.cache.tool_hash", lambda: "other")
    asleep()
    assert "the pipeline ran" in cli("generate", "-o", "out").err


def test_a_referenced_file_counts(cli: Cli, folder: Path, asleep: Callable[[], None]) -> None:
    (folder / "common.yaml").write_text("Pet: {type: object, properties: {id: {type: string}}}\n")
    (folder / "openapi.yaml").write_text(SPEC.replace("#/components/schemas/Pet", "common.yaml#/Pet"))
    assert cli("generate", "-o", "out").code == 0
    (folder / "common.yaml").write_text("Pet: {type: object, properties: {id: {type: integer}}}\n")
    asleep()
    assert "the pipeline ran" in cli("generate", "-o", "out").err


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"request": 1}', b"\xff"])
def test_a_damaged_memory_is_ignored(first: Result, cli: Cli, content: bytes) -> None:
    [memory] = Path(os.environ["XDG_CACHE_HOME"]).rglob("*.json")
    memory.write_bytes(content)
    assert cli("generate", "-o", "out").code == 0


def test_the_memory_does_not_grow_for_ever(cli: Cli, folder: Path) -> None:
    cache = Path(os.environ["XDG_CACHE_HOME"]) / "specwright"
    cache.mkdir(mode=0o700, parents=True)
    for number in range(60):
        (cache / f"{number}.json").write_text("{}")
    assert cli("generate", "-o", "out").code == 0
    assert len(list(cache.glob("*.json"))) == 50


def test_no_cache_folder_is_no_error(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "openapi.yaml"))
    assert cli("generate", "-o", "out").code == 0
    assert cli("generate", "-o", "out").code == 0


def test_what_a_killed_run_left_is_no_state_to_compare_with(
    first: Result, cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging = folder / ".out.specwright"
    staging.mkdir()
    (staging / "journal.json").write_text('{"format": 1, "steps": []}')
    checked = cli("generate", "-o", "out", "--check")
    assert checked.code == 1
    assert "an earlier run was interrupted" in checked.err
    assert cli("generate", "-o", "out").code == 0
    assert not staging.exists()
