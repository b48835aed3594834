"""kill -9, a failing disk, two runs at once: the folder is as before or as after, and nothing of the user's is lost."""

from __future__ import annotations

import errno
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from specwright.output import OutputError, apply, hold, is_interrupted, plan

from .faults import every_moment, fail_at, kill_at, run_child
from .support import tree, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks")

V1 = {"README.md": "# One\n", "src/a.py": "a = 1\nb = 2\nc = 3\n", "src/old.py": "old\n"}
V2 = {"README.md": "# One\n", "src/a.py": "a = 1\nb = 2\nc = 4\n", "src/new/x.py": "new\n", "src/new/y.py": "new\n"}
USER = "src/mine.py"


class Places:
    """A new folder with V1 and a file of the user's in it, as often as wanted."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._count = 0

    def empty(self) -> Path:
        self._count += 1
        return self._root / str(self._count) / "out"

    def first(self) -> Path:
        target = self.empty()
        write(V1, target)
        (target / USER).write_text("mine\n")
        return target


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


@pytest.fixture
def old(places: Places) -> dict[str, bytes]:
    return tree(places.first())


@pytest.fixture
def new(places: Places) -> dict[str, bytes]:
    target = places.first()
    write(V2, target)
    return tree(target)


def beside(target: Path) -> list[str]:
    return [entry.name for entry in target.parent.iterdir() if entry.name != target.name]


def killed(places: Places) -> Iterator[tuple[Path, int]]:
    """A target for every moment at which the update from V1 to V2 can be killed."""
    targets: dict[int, Path] = {}

    def attempt(moment: int) -> int:
        targets[moment] = places.first()
        return run_child(lambda: write(V2, targets[moment]), kill_at(moment))

    for moment, code in every_moment(attempt):
        assert code == -signal.SIGKILL
        yield targets[moment], moment


@pytest.mark.threat("d01")
def test_a_killed_update_is_finished_by_the_next_run(
    places: Places, old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    seen = {"old": 0, "new": 0, "between": 0}
    for target, _ in killed(places):
        state = "old" if tree(target) == old else "new" if tree(target) == new else "between"
        seen[state] += 1
        assert state != "between" or is_interrupted(target)
        write(V2, target)
        assert tree(target) == new
        assert not beside(target)
    assert min(seen.values()) > 3, seen


def test_a_killed_update_can_be_taken_back(places: Places, old: dict[str, bytes]) -> None:
    for target, _ in killed(places):
        write(V1, target)
        assert tree(target) == old


@pytest.mark.threat("d01", "d05")
def test_an_edit_made_after_the_kill_is_carried_over(places: Places, new: dict[str, bytes]) -> None:
    for target, _ in killed(places):
        text = (target / "src/a.py").read_text()
        (target / "src/a.py").write_text("import x\n" + text)
        write(V2, target)
        assert (target / "src/a.py").read_text() == "import x\n" + V2["src/a.py"]
        (target / "src/a.py").write_text(V2["src/a.py"])
        assert tree(target) == new


@pytest.mark.threat("d01")
def test_a_killed_first_run_leaves_nothing_or_everything(places: Places) -> None:
    target = places.empty()
    write(V1, target)
    everything = tree(target)

    def attempt(moment: int) -> int:
        target = places.empty()
        code = run_child(lambda: write(V1, target), kill_at(moment))
        assert not target.exists() or tree(target) == everything
        write(V1, target)
        assert tree(target) == everything
        assert not beside(target)
        return code

    assert len(list(every_moment(attempt))) > 10


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.threat("d02")
def test_a_failing_disk_leaves_the_old_output(
    places: Places, old: dict[str, bytes], new: dict[str, bytes], error: int
) -> None:
    outcomes: set[str] = set()

    def attempt(moment: int) -> int:
        target = places.first()
        code = run_child(lambda: write(V2, target), fail_at(moment, error))
        if code:
            assert code == 3
            finished = is_interrupted(target) or tree(target) == new
            outcomes.add("finished" if finished else "undone")
            assert finished or tree(target) == old
            assert finished or not beside(target)
        write(V2, target)
        assert tree(target) == new
        return code

    for _ in every_moment(attempt):
        pass
    assert "undone" in outcomes


def test_the_message_of_a_failing_disk(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    target = places.first()
    before = tree(target)

    def no_space(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OutputError) as caught:
        write(V2, target)
    assert caught.value.message == f"{target} could not be written: No space left on device; it is as it was"
    assert tree(target) == before
    assert not beside(target)


@pytest.mark.threat("d02")
def test_a_quota_of_the_system_leaves_the_old_output(places: Places) -> None:
    target = places.first()
    before = tree(target)

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        write(V1 | {"big.py": "x" * 10_000}, target)

    assert run_child(work, lambda _: None) == 3
    assert tree(target) == before
    assert not beside(target)


@pytest.mark.threat("d02")
def test_a_failed_first_run_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OutputError, match="No space left"):
        write(V1, tmp_path / "deep" / "er" / "out")
    assert not list(tmp_path.iterdir())


def test_an_interrupt_undoes_what_was_begun(places: Places, old: dict[str, bytes]) -> None:
    target = places.first()
    count = 0
    replace = Path.replace

    def interrupted(self: Path, place: Path) -> Path:
        nonlocal count
        count += place.is_relative_to(target)
        if count == 2:
            count += 1
            raise KeyboardInterrupt
        return replace(self, place)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write(V2, target)
    assert tree(target) == old
    assert not beside(target)


def test_a_change_between_plan_and_writing_is_noticed(places: Places) -> None:
    target = places.first()
    with hold(target) as held:
        decided = plan(V2, target)
        (target / "src/a.py").write_text("mine\n")
        with pytest.raises(OutputError, match=r"src/a\.py has changed since"):
            apply(decided, held)
    assert (target / "src/a.py").read_text() == "mine\n"


def _hold_in_child(target: Path, seconds: float) -> int:
    ready, begun = os.pipe()
    child = os.fork()
    if child == 0:
        with hold(target):
            os.write(begun, b"x")
            time.sleep(seconds)
        os._exit(0)
    os.read(ready, 1)
    return child


@pytest.mark.threat("d04")
def test_a_second_run_fails_clearly_and_a_dead_one_holds_nothing(places: Places, new: dict[str, bytes]) -> None:
    target = places.first()
    child = _hold_in_child(target, 60)
    with pytest.raises(OutputError, match="another run of specwright is writing to"):
        write(V2, target)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    write(V2, target)
    assert tree(target) == new


@pytest.mark.threat("d04")
def test_a_second_run_waits(places: Places) -> None:
    target = places.first()
    child = _hold_in_child(target, 0.4)
    started = time.monotonic()
    with hold(target, wait=10):
        assert time.monotonic() - started > 0.2
    os.waitpid(child, 0)
    assert not beside(target)


@pytest.mark.threat("d04")
def test_many_runs_at_once_end_in_one_of_their_outputs(places: Places, tmp_path: Path) -> None:
    target = places.first()
    children = []
    for number in range(6):
        child = os.fork()
        if child == 0:
            for turn in range(5):
                with hold(target, wait=30) as held:
                    apply(plan(V1 if (number + turn) % 2 else V2, target), held)
            os._exit(0)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 6
    assert plan(V1, target).is_current or plan(V2, target).is_current
    assert not beside(target)


def test_work_goes_on_inside_when_the_parent_is_not_writable(
    places: Places, monkeypatch: pytest.MonkeyPatch, new: dict[str, bytes]
) -> None:
    target = places.first()
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != target.parent and access(path, mode))
    write(V2, target)
    assert tree(target) == new
