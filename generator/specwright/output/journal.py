"""The journal: what a run is about to change, written down before it starts, so that a killed run can be finished.

What comes in: steps, each with the staged file that is to take a path's place. What goes out: the paths changed, all or
none. A staging folder without a journal holds work that never counted; one with a journal holds work to finish.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any

from ..values import dataclass
from .paths import OutputError

_NAME = "journal.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Step:
    """Put the staged file `staged` at `path` (None: remove what is there).

    `undo`: the staged copy of what was there. `before`, `after`: SHA-256 of the bytes, None for no file.
    """

    path: str
    staged: str | None
    undo: str | None
    before: str | None
    after: str | None


def content_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def has_journal(staging: Path) -> bool:
    """Whether a run was killed here after it had begun to change files."""
    return (staging / _NAME).exists()


def write_journal(staging: Path, steps: Sequence[Step]) -> None:
    """From here on the run counts."""
    draft = staging / f"{_NAME}.draft"
    with draft.open("x", encoding="utf-8") as file:
        json.dump({"format": _FORMAT, "steps": [asdict(step) for step in steps]}, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(staging / _NAME)
    sync_folder(staging)


def _read_journal(staging: Path) -> list[Step]:
    document: Any = json.loads((staging / _NAME).read_text(encoding="utf-8"))
    if document["format"] != _FORMAT:
        raise OutputError(
            "Output/InterruptedRun",
            f"{staging} holds an interrupted run of another version of specwright",
            "generate with that version, or remove the folder",
        )
    return [Step(**step) for step in document["steps"]]


def finish(target: Path, staging: Path) -> None:
    """End what a killed run began; undo it where somebody has edited a file since: only so can the edit be merged."""
    steps = _read_journal(staging)
    foreseen = all(_hash(target / step.path) in {step.before, step.after} for step in steps)
    (roll_forward if foreseen else roll_back)(target, staging, steps)


def roll_forward(target: Path, staging: Path, steps: Sequence[Step]) -> None:
    """Do the steps, or those that are left. When one fails or the user interrupts, undo all of them and raise that.

    A file that is not as it was found is left alone: that step is done.
    """
    try:
        for step in steps:
            if _hash(target / step.path) == step.before:
                _do(target, staging, step)
        for folder in sorted({(target / step.path).parent for step in steps}):
            sync_folder(folder)
    except (OSError, KeyboardInterrupt):
        roll_back(target, staging, steps)
        raise
    (staging / _NAME).unlink()
    _remove_empty_folders(target, (step.path for step in steps if step.staged is None))


def roll_back(target: Path, staging: Path, steps: Sequence[Step]) -> None:
    """Put back what the steps changed."""
    for step in reversed(steps):
        place = target / step.path
        if step.before == step.after or _hash(place) != step.after:
            continue
        if step.undo is None:
            place.unlink(missing_ok=True)
        else:
            (staging / step.undo).replace(place)
    (staging / _NAME).unlink()
    _remove_empty_folders(target, (step.path for step in steps if step.before is None))


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _do(target: Path, staging: Path, step: Step) -> None:
    place = target / step.path
    if step.staged is None:
        place.unlink(missing_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    (staging / step.staged).replace(place)


def _hash(file: Path) -> str | None:
    try:
        return content_hash(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        return "a folder"


def _remove_empty_folders(target: Path, paths: Iterable[str]) -> None:
    """Remove the folders of these files that hold nothing now; the target itself stays."""
    folders = {folder for path in paths for folder in PurePosixPath(path).parents if folder.parts}
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        with contextlib.suppress(OSError):
            (target / folder).rmdir()
