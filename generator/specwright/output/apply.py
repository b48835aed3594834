"""Writing: a plan becomes files, all of them or none.

What comes in: a WritePlan. What goes out: a changed folder. New texts are first written to a staging folder beside the
target and made durable; then a journal says what is about to happen; then each file is put in its place by a rename. A
run that dies before the journal has changed nothing; one that dies after it is finished by the next run.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ..values import dataclass
from .journal import (
    Step,
    content_hash,
    finish,
    has_journal,
    roll_forward,
    sync_folder,
    write_journal,
)
from .lock import locked
from .paths import MANIFEST, PRISTINE, STATE, OutputError, check_target
from .plan import CHANGES, Entry, WritePlan
from .pristine import pack

_LOCK = "lock"
_WRITERS = 8
"""Files made durable at the same time: the file system can then commit several at once."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The right to write to `target`, and the folder to prepare it in."""

    target: Path
    staging: Path


def is_interrupted(target: Path) -> bool:
    """Whether an earlier run was killed while it changed files: a mixture stands there until the next run."""
    return any(has_journal(staging) for staging in _staging_places(target))


@contextlib.contextmanager
def hold(target: Path, *, wait: float = 30.0) -> Iterator[Hold]:
    """Keep other runs away from `target` while inside, and finish what a killed run has left.

    Waits up to `wait` seconds for another run. Raises OutputError when that takes longer or nothing can be written
    there. Leaves no trace: folders that were made for it and hold nothing in the end are removed.
    """
    check_target(target)
    staging = _staging(target)
    missing = [folder for folder in staging.parents if not folder.exists()]
    with _system_errors(target):
        try:
            with locked(staging / _LOCK, target, wait):
                yield from _recovered(target, staging)
        finally:
            for folder in (staging, *missing):
                with contextlib.suppress(OSError):
                    folder.rmdir()


def _recovered(target: Path, staging: Path) -> Iterator[Hold]:
    """The hold, between finishing what was left and cleaning up. A journal left in the end is the next run's work."""
    for place in _staging_places(target):
        if has_journal(place):
            finish(target, place)
        _clear(place)
    try:
        yield Hold(target, staging)
    finally:
        if not has_journal(staging):
            _clear(staging)
            with contextlib.suppress(OSError):
                (staging / _LOCK).unlink()


def apply(plan: WritePlan, held: Hold) -> None:
    """Write the plan. Raises OutputError when it has a conflict, the folder has changed since, or the disk refuses."""
    if plan.conflicts:
        raise OutputError("Output/Conflict", f"{plan.conflicts[0].path}: {plan.conflicts[0].reason}")
    if plan.is_current:
        return
    with _system_errors(plan.target):
        writes = [entry for entry in plan.entries if entry.action in CHANGES]
        _check_unchanged(plan.target, writes)
        contents = {entry.path: entry.content for entry in writes if entry.content is not None}
        if plan.target.exists():
            deleted = [entry for entry in writes if entry.content is None]
            _change(plan.target, held.staging, contents | _bookkeeping(plan), deleted)
        else:
            _create(plan, held.staging, contents)


def _check_unchanged(target: Path, writes: list[Entry]) -> None:
    for entry in writes:
        if _read(target / entry.path) != entry.before:
            raise OutputError(
                "Output/ChangedMeanwhile", f"{entry.path} has changed since it was read", "generate again"
            )


def _bookkeeping(plan: WritePlan) -> dict[str, bytes]:
    """Last in the order of writing."""
    files = {} if plan.texts is None else {PRISTINE: pack(plan.texts, plan.last)}
    return files | {MANIFEST: plan.manifest.to_json()}


def _create(plan: WritePlan, staging: Path, contents: dict[str, bytes]) -> None:
    """A folder that is not there yet appears as a whole."""
    tree = staging / "tree"
    with _writing(tree, contents):
        bookkeeping = _bookkeeping(plan)  # packing the texts takes as long as half of them take to become durable
    _write_all(tree, bookkeeping)
    for folder in {(tree / path).parent for path in (*contents, *bookkeeping)} | {tree}:
        sync_folder(folder)
    tree.rename(plan.target)
    sync_folder(plan.target.parent)


def _change(target: Path, staging: Path, contents: dict[str, bytes], deleted: list[Entry]) -> None:
    """Files appear before those that use them change, and disappear last."""
    found = {path: _read(target / path) for path in (*contents, *(entry.path for entry in deleted))}
    contents = {path: content for path, content in contents.items() if found[path] != content}
    order = sorted(contents, key=lambda path: (path.startswith(STATE), found[path] is not None))
    steps = [_step(number, path, found[path], contents.get(path)) for number, path in enumerate(order)]
    steps += [_step(len(steps) + n, entry.path, found[entry.path], None) for n, entry in enumerate(deleted)]
    _write_all(staging, {step.staged: contents[step.path] for step in steps if step.staged})
    sync_folder(staging / "new")
    for step in steps:
        _prepare(target, staging, step)
    write_journal(staging, steps)
    roll_forward(target, staging, steps)


def _step(number: int, path: str, before: bytes | None, after: bytes | None) -> Step:
    return Step(
        path,
        staged=None if after is None else f"new/{number}",
        undo=None if before is None else f"old/{number}",
        before=None if before is None else content_hash(before),
        after=None if after is None else content_hash(after),
    )


def _prepare(target: Path, staging: Path, step: Step) -> None:
    """Keep what the step replaces, and give the new file its permissions."""
    if step.undo is None:
        return
    place, kept = target / step.path, staging / step.undo
    kept.parent.mkdir(exist_ok=True)
    try:
        os.link(place, kept)
    except OSError:
        shutil.copy2(place, kept)
    if step.staged is not None:
        (staging / step.staged).chmod(stat.S_IMODE(place.stat().st_mode))


def _write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    with _writing(folder, contents):
        pass


@contextlib.contextmanager
def _writing(folder: Path, contents: Mapping[str, bytes]) -> Iterator[None]:
    """Files are written in the background while inside, and durable afterwards. Raises OSError."""
    files = [(folder / path, content) for path, content in contents.items()]
    for parent in {file.parent for file, _ in files}:
        parent.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(_WRITERS) as pool:
        # A share of the files for each thread: a task for each file is a sixth of the CPU time of writing.
        written = pool.map(_write, (files[first::_WRITERS] for first in range(_WRITERS)))
        yield
        list(written)


def _write(files: Sequence[tuple[Path, bytes]]) -> None:
    for file, content in files:
        with file.open("xb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _staging_places(target: Path) -> tuple[Path, Path]:
    """Beside the target, or inside of it when it is a file system of its own or its parent is not ours to write."""
    whole = target.resolve()
    return whole.parent / f".{whole.name}{STATE}", whole / STATE / "staging"


def _staging(target: Path) -> Path:
    beside, inside = _staging_places(target)
    if not target.exists():
        return beside
    same_device = target.stat().st_dev == beside.parent.stat().st_dev
    return beside if same_device and os.access(beside.parent, os.W_OK) else inside


def _clear(staging: Path) -> None:
    """Remove everything but the lock, which is held."""
    if not staging.is_dir():
        return
    for entry in staging.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name != _LOCK:
            with contextlib.suppress(OSError):
                entry.unlink()


@contextlib.contextmanager
def _system_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = error.strerror or type(error).__name__
        state = "half of it is: generate again to finish" if is_interrupted(target) else "it is as it was"
        raise OutputError("Output/CannotWrite", f"{target} could not be written: {what}; {state}") from error
