"""Patches: git takes them, and they make the one text of the other."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specwright.output import patch
from specwright.output.patch import split_lines

NAMES = ("a.py", "src/a b.py", 'src/"quoted".py', "src/ü\\x.py", "tab\t.py")
TEXTS = (
    ("a\nb\nc\n", "a\nB\nc\nd\n"),
    ("no end", "no end\n"),
    ("x\n", "no end"),
    ("", "new\n"),
    ("a\x0cb\nc\u2028d\ne\r\n", "a\x0cb\nc\u2028D\ne\r\n"),
    ("-- a\n++ b\n", "++ b\n"),
)


def applied(folder: Path, text: str) -> None:
    subprocess.run(["git", "apply", "-"], cwd=folder, input=text.encode(), check=True)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("before", "after"), TEXTS)
def test_git_applies_it(tmp_path: Path, name: str, before: str, after: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(before.encode())
    made = patch(name, before.encode(), after.encode())
    applied(tmp_path, made.text)
    assert file.read_bytes() == after.encode()
    assert made.added - made.removed == len(split_lines(after)) - len(split_lines(before))


def test_files_come_and_go(tmp_path: Path) -> None:
    applied(tmp_path, patch("new/a.py", None, b"a\n").text)
    assert (tmp_path / "new" / "a.py").read_bytes() == b"a\n"
    gone = patch("new/a.py", b"a\n", None)
    assert (gone.added, gone.removed) == (0, 1)
    applied(tmp_path, gone.text)
    assert not (tmp_path / "new" / "a.py").exists()


def test_what_is_not_text_is_named_only() -> None:
    made = patch("a.bin", b"\xff\x00", b"\xff\x01")
    assert made.text.endswith("Binary files a/a.bin and b/a.bin differ\n")
    assert (made.added, made.removed) == (0, 0)
    assert "differ" in patch("a.bin", b"a\0", b"b\0").text


def test_nothing_changed() -> None:
    assert patch("a", b"a", b"a").text == ""


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["a\n", "b\n", "+x\n", "-- y\n", "\n"])), st.sampled_from(["", "end"]))
def test_counts_are_those_of_the_lines(lines: list[str], end: str) -> None:
    text = "".join(lines) + end
    made = patch("a", b"", text.encode())
    assert made.added == len(lines) + bool(end)
    assert made.removed == 0
