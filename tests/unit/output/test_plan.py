"""What the plan decides about every kind of file, and what is on disk after it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from specwright.output import OutputError, Resolve, plan

from .support import actions, tree, write

V1 = {"README.md": "# One\n", "src/pkg/a.py": "a = 1\nb = 2\nc = 3\n", "src/pkg/old.py": "gone = True\n"}
V2 = {"README.md": "# One\n", "src/pkg/a.py": "a = 1\nb = 2\nc = 4\n", "src/pkg/new.py": "new = True\n"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    write(V1, tmp_path / "out")
    return tmp_path / "out"


def test_first_run_creates_every_file_and_the_bookkeeping(tmp_path: Path) -> None:
    decided = write(V1, tmp_path / "out")
    assert set(actions(decided).values()) == {"create"}
    assert tree(tmp_path / "out").keys() == {*V1, ".specwright/manifest.json", ".specwright/pristine.zip"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_second_run_touches_nothing(target: Path) -> None:
    times = {file: file.stat().st_mtime_ns for file in target.rglob("*")}
    decided = write(V1, target)
    assert decided.is_current
    assert {file: file.stat().st_mtime_ns for file in target.rglob("*")} == times


def test_only_changed_files_are_written(target: Path) -> None:
    readme = (target / "README.md").stat()
    decided = write(V2, target)
    assert actions(decided) == {
        "README.md": "same",
        "src/pkg/a.py": "update",
        "src/pkg/new.py": "create",
        "src/pkg/old.py": "delete",
    }
    assert (target / "README.md").stat().st_ino == readme.st_ino
    assert not (target / "src/pkg/old.py").exists()


@pytest.mark.threat("d08")
def test_there_and_back_leaves_no_stale_file(target: Path) -> None:
    before = tree(target)
    write(V2 | {"src/pkg/deep/er/x.py": "x\n"}, target)
    write(V1, target)
    assert tree(target) == before
    assert not (target / "src/pkg/deep").exists()


def test_plan_alone_writes_nothing(target: Path) -> None:
    before = tree(target)
    decided = plan(V2, target)
    assert [entry.path for entry in decided.out_of_date] == ["src/pkg/a.py", "src/pkg/new.py", "src/pkg/old.py"]
    assert tree(target) == before


def test_a_missing_file_of_ours_is_put_back(target: Path) -> None:
    (target / "README.md").unlink()
    assert actions(write(V1, target))["README.md"] == "create"


@pytest.mark.threat("d05")
def test_files_of_others_are_left_alone(target: Path) -> None:
    (target / "src/pkg/mine.py").write_text("mine\n")
    (target / "notes").mkdir()
    write(V2, target)
    write({"README.md": "# One\n"}, target)
    assert (target / "src/pkg/mine.py").read_text() == "mine\n"
    assert (target / "notes").is_dir()


@pytest.mark.threat("d05", "d07")
def test_a_foreign_file_in_the_way_stops_everything(target: Path) -> None:
    (target / "src/pkg/new.py").write_text("mine\n")
    before = tree(target)
    with pytest.raises(OutputError, match=r"src/pkg/new\.py.*did not write"):
        write(V2, target)
    assert tree(target) == before


def test_a_foreign_file_with_the_same_text_is_adopted(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# One\n")
    assert actions(write(V1, tmp_path))["README.md"] == "same"
    assert "README.md" in json.loads((tmp_path / ".specwright/manifest.json").read_text())["files"]


def test_force_replaces_foreign_and_edited_files(target: Path) -> None:
    (target / "src/pkg/new.py").write_text("mine\n")
    (target / "src/pkg/a.py").write_text("mine\n")
    (target / "src/pkg/old.py").write_text("mine\n")
    write(V2, target, resolve=Resolve.FORCE)
    assert {path: (target / path).read_text() for path in V2} == V2
    assert not (target / "src/pkg/old.py").exists()


def test_an_edit_is_kept_while_nothing_changes(target: Path) -> None:
    (target / "README.md").write_text("# One\n\nMine.\n")
    decided = write(V2, target)
    assert actions(decided)["README.md"] == "keep"
    assert plan(V2, target).is_current
    assert (target / "README.md").read_text() == "# One\n\nMine.\n"


def test_an_edit_elsewhere_in_the_file_is_merged(target: Path) -> None:
    (target / "src/pkg/a.py").write_text("import x\na = 1\nb = 2\nc = 3\n")
    decided = write(V2, target)
    assert actions(decided)["src/pkg/a.py"] == "merge"
    assert (target / "src/pkg/a.py").read_text() == "import x\na = 1\nb = 2\nc = 4\n"
    assert plan(V2, target).is_current, "the merged file counts as an edited one"
    write(V1, target)
    assert (target / "src/pkg/a.py").read_text() == "import x\na = 1\nb = 2\nc = 3\n"


@pytest.mark.threat("d05")
def test_an_edit_of_the_same_lines_is_marked_and_stops_the_next_run(target: Path) -> None:
    (target / "src/pkg/a.py").write_text("a = 1\nb = 2\nc = 99\n")
    decided = write(V2, target)
    [entry] = decided.unsettled
    assert (entry.path, entry.action.value, entry.lines) == ("src/pkg/a.py", "mark", (3,))
    marked = (target / "src/pkg/a.py").read_text()
    assert marked == "a = 1\nb = 2\n<<<<<<< edited by hand\nc = 99\n=======\nc = 4\n>>>>>>> generated\n"
    assert (target / "src/pkg/new.py").exists(), "the other files are written"
    with pytest.raises(OutputError, match="markers of an earlier conflict"):
        write(V2, target)
    (target / "src/pkg/a.py").write_text("a = 1\nb = 2\nc = 100\n")
    assert plan(V2, target).is_current


@pytest.mark.parametrize(("resolve", "last"), [(Resolve.OURS, "c = 99\n"), (Resolve.THEIRS, "c = 4\n")])
def test_conflicts_can_be_settled_beforehand(target: Path, resolve: Resolve, last: str) -> None:
    (target / "src/pkg/a.py").write_text("a = 0\nb = 2\nc = 99\n")
    assert not write(V2, target, resolve=resolve).unsettled
    assert (target / "src/pkg/a.py").read_text() == "a = 0\nb = 2\n" + last


def test_an_edited_file_that_is_no_longer_generated_stays_and_is_the_users(target: Path) -> None:
    (target / "src/pkg/old.py").write_text("mine = True\n")
    decided = write(V2, target)
    assert [(entry.path, entry.action.value) for entry in decided.unsettled] == [("src/pkg/old.py", "release")]
    assert (target / "src/pkg/old.py").read_text() == "mine = True\n"
    assert plan(V2, target).is_current


def test_an_edit_cannot_be_merged_without_the_pristine_text(target: Path) -> None:
    (target / ".specwright/pristine.zip").unlink()
    (target / "src/pkg/a.py").write_text("mine\n")
    with pytest.raises(OutputError, match="the text it was generated with is lost"):
        write(V2, target)
    write(V2, target, resolve=Resolve.FORCE)
    assert (target / ".specwright/pristine.zip").exists()


def test_a_damaged_archive_is_replaced(target: Path) -> None:
    (target / ".specwright/pristine.zip").write_bytes(b"PK\x03\x04 not really")
    write(V2, target)
    (target / "src/pkg/a.py").write_text("import x\na = 1\nb = 2\nc = 4\n")
    assert actions(write(V1, target))["src/pkg/a.py"] == "merge"


def test_an_edited_binary_file_is_not_merged(tmp_path: Path) -> None:
    write({"logo.png": b"\x89PNG1"}, tmp_path)
    (tmp_path / "logo.png").write_bytes(b"\xff\xfe mine")
    with pytest.raises(OutputError, match=r"logo\.png"):
        write({"logo.png": b"\x89PNG2"}, tmp_path)


def test_crlf_from_a_checkout_is_no_edit(target: Path) -> None:
    for path in V1:
        (target / path).write_bytes(V1[path].encode().replace(b"\n", b"\r\n"))
    assert set(actions(plan(V1, target)).values()) == {"same"}
    assert actions(plan(V2, target))["src/pkg/a.py"] == "update"
    edited = (target / "src/pkg/a.py").read_bytes()
    (target / "src/pkg/a.py").write_bytes(b"import x\r\n" + edited)
    write(V2, target)
    assert (target / "src/pkg/a.py").read_bytes() == b"import x\r\na = 1\r\nb = 2\r\nc = 4\r\n"


def test_files_written_once_are_never_touched_again(tmp_path: Path) -> None:
    once = ("src/pkg/lib/",)
    write(V1 | {"src/pkg/lib/.keep": "keep\n"}, tmp_path, written_once=once)
    (tmp_path / "src/pkg/lib/.keep").write_text("changed\n")
    (tmp_path / "src/pkg/lib/helper.py").write_text("mine\n")
    write(V1 | {"src/pkg/lib/.keep": "another\n"}, tmp_path, written_once=once)
    assert (tmp_path / "src/pkg/lib/.keep").read_text() == "changed\n"
    (tmp_path / "src/pkg/lib/.keep").unlink()
    write(V1 | {"src/pkg/lib/.keep": "keep\n"}, tmp_path, written_once=once)
    write(V1, tmp_path, written_once=once)
    assert not (tmp_path / "src/pkg/lib/.keep").exists()
    assert (tmp_path / "src/pkg/lib/helper.py").read_text() == "mine\n"


def test_permissions_stay(target: Path) -> None:
    (target / "src/pkg/a.py").chmod(0o755)
    write(V2, target)
    assert (target / "src/pkg/a.py").stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    "path", ["/etc/x", "../x", "a/../x", "a//x", "./x", "", "a\\x", "a\nb", "C:/x", ".specwright/x"]
)
@pytest.mark.threat("a10")
def test_unsafe_paths_are_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputError, match="unsafe path"):
        plan({path: "x"}, tmp_path / "out")


@pytest.mark.parametrize("paths", [("a.py", "A.py"), ("ﬁle.py", "file.py"), ("a", "a/b")])
@pytest.mark.threat("a10")
def test_paths_that_fall_together_are_refused(tmp_path: Path, paths: tuple[str, str]) -> None:
    with pytest.raises(OutputError, match=r"fall together|as a file and"):
        plan(dict.fromkeys(paths, "x"), tmp_path / "out")


@pytest.mark.threat("a10", "d07")
def test_a_link_on_the_way_is_not_followed(target: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (target / "src").rename(outside)
    (target / "src").symlink_to(outside)
    before = tree(outside)
    with pytest.raises(OutputError, match="src is a symbolic link"):
        write(V2, target, resolve=Resolve.FORCE)
    assert tree(outside) == before


def test_a_link_or_folder_at_the_place_of_a_file_is_a_conflict(tmp_path: Path) -> None:
    (tmp_path / "README.md").symlink_to("/etc/hostname")
    (tmp_path / "src/pkg/a.py").mkdir(parents=True)
    decided = plan(V1, tmp_path)
    assert [(entry.path, entry.reason) for entry in decided.conflicts] == [
        ("README.md", "a symbolic link stands there"),
        ("src/pkg/a.py", "a folder stands there"),
    ]


@pytest.mark.threat("d07")
def test_a_target_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(OutputError, match="is a file, not a folder"):
        write(V1, tmp_path / "file")
    with pytest.raises(OutputError, match="is a symbolic link"):
        write(V1, tmp_path / "link")
    assert (tmp_path / "file").read_text() == "mine"
    assert {entry.name for entry in tmp_path.iterdir()} == {"file", "link"}


@pytest.mark.parametrize(
    "content",
    [
        b"<<<<<<< HEAD\n",
        b"[]",
        b'{"format": 99, "files": {}}',
        b'{"format": 1, "files": {"a": 1}}',
        b"\xff",
        b"[" * 90_000,
    ],
)
def test_an_unreadable_manifest_stops_the_run(target: Path, content: bytes) -> None:
    (target / ".specwright/manifest.json").write_bytes(content)
    before = tree(target)
    with pytest.raises(OutputError, match=r"manifest\.json cannot be read"):
        write(V2, target)
    assert tree(target) == before


def test_bookkeeping_behind_a_link_is_refused(target: Path, tmp_path: Path) -> None:
    (target / ".specwright").rename(tmp_path / "elsewhere")
    (target / ".specwright").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match=r"\.specwright is not a folder"):
        write(V2, target, resolve=Resolve.FORCE)


def test_a_lost_manifest_makes_every_file_foreign(target: Path) -> None:
    (target / ".specwright/manifest.json").unlink()
    assert not plan(V1, target).conflicts, "files with the text that would be generated are adopted"
    assert [entry.path for entry in plan(V2, target).conflicts] == ["src/pkg/a.py"]


@pytest.mark.threat("d06")
def test_the_bookkeeping_names_no_place_and_no_time(tmp_path: Path) -> None:
    write(V1, tmp_path / "here")
    write(dict(reversed(V1.items())), tmp_path / "there" / "deep")
    assert tree(tmp_path / "here") == tree(tmp_path / "there" / "deep")
    assert str(tmp_path).encode() not in b"".join(tree(tmp_path / "here").values())
