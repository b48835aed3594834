"""The three-way merge: laws it keeps, and the same answers as `git merge-file`."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specwright.output.merge import Prefer, has_markers, merge

texts = st.lists(st.sampled_from("abcdef"), max_size=9).map(lambda lines: "".join(line + "\n" for line in lines))
ragged = st.text(alphabet="ab\n\r\x0c\u2028", max_size=12)


@given(texts, texts)
def test_a_change_on_one_side_is_taken(base: str, changed: str) -> None:
    assert merge(base, changed, base).text == changed
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, changed).text == changed


@given(ragged, ragged, ragged)
def test_nothing_but_line_feeds_ends_a_line(base: str, mine: str, theirs: str) -> None:
    assert merge(base, mine, base).text == mine
    merged = merge(base, mine, theirs)
    assert bool(merged.conflicts) == has_markers(merged.text)


@given(texts, texts, texts)
def test_preferring_a_side_leaves_no_conflict(base: str, mine: str, theirs: str) -> None:
    for prefer in (Prefer.MINE, Prefer.THEIRS):
        assert not merge(base, mine, theirs, prefer).conflicts


@given(texts, texts, texts)
def test_both_sides_are_there_in_a_conflict(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    lines = merged.text.splitlines()
    for number in merged.conflicts:
        assert lines[number - 1] == "<<<<<<< edited by hand"
    taken = {prefer: merge(base, mine, theirs, prefer).text for prefer in (Prefer.MINE, Prefer.THEIRS)}
    assert _side(lines, keep_mine=True) == taken[Prefer.MINE].splitlines()
    assert _side(lines, keep_mine=False) == taken[Prefer.THEIRS].splitlines()


def _side(lines: list[str], *, keep_mine: bool) -> list[str]:
    """What a person gets who settles every conflict for one side."""
    kept: list[str] = []
    inside: bool | None = None
    for line in lines:
        if line in {"<<<<<<< edited by hand", "=======", ">>>>>>> generated"}:
            inside = {"<": True, "=": False, ">": None}[line[0]]
        elif inside is None or inside is keep_mine:
            kept.append(line)
    return kept


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.integers(0, 999), min_size=12, max_size=20, unique=True), data=st.data())
def test_separate_edits_merge_as_git_merges_them(tmp_path: Path, lines: list[int], data: st.DataObject) -> None:
    base = [f"{line}\n" for line in lines]
    mine, theirs = list(base), list(base)
    mine[data.draw(st.integers(0, 3))] = "mine\n"
    theirs[data.draw(st.integers(8, 11))] = "theirs\n"
    for name, content in (("base", base), ("mine", mine), ("theirs", theirs)):
        (tmp_path / name).write_text("".join(content))
    git = subprocess.run(
        ["git", "merge-file", "-p", "mine", "base", "theirs"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert merge("".join(base), "".join(mine), "".join(theirs)).text == git.stdout
