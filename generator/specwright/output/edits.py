"""Edits by hand: how the files of an output folder differ from what was generated last.

What comes in: an output folder. What goes out: one `Edit` per file of ours that is not as generated. No document is
read and nothing is written: manifest and pristine texts say it all.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from ..values import dataclass
from .manifest import read_manifest
from .merge import has_markers
from .patch import Patch, patch
from .paths import BlockedPathError, Disk, OutputError, digest
from .pristine import Pristine


class EditKind(Enum):
    EDITED = "edited"
    CONFLICT = "conflict"
    """Holds the markers of a conflict that nobody has settled."""
    DELETED = "deleted"
    """Is not there; generating puts it back."""
    BLOCKED = "blocked"
    """A link, a folder or the like stands at its place."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`patch` makes the file of what was generated; None when the generated text is lost or nothing can be read."""

    path: str
    kind: EditKind
    patch: Patch | None


def edits(target: Path, is_users: Callable[[str], bool]) -> tuple[Edit, ...]:
    """The edits, sorted by path. `is_users`: whether a path belongs to its owner after the first run; no edit then.

    Raises OutputError when `target` holds no output of ours.
    """
    if not target.is_dir():
        raise OutputError("Output/NotGenerated", f"{target} is no folder", "name the folder that was generated")
    known = read_manifest(target)
    if known is None:
        raise OutputError(
            "Output/NotGenerated",
            f"{target} was not generated: it has no .specwright/manifest.json",
            "name the folder that was generated; if it was, restore the file from version control",
        )
    disk, pristine = Disk(target), Pristine(target)
    found = (_edit(path, known.files[path], disk, pristine) for path in sorted(known.files) if not is_users(path))
    return tuple(edit for edit in found if edit is not None)


def _edit(path: str, known: str, disk: Disk, pristine: Pristine) -> Edit | None:
    try:
        content = disk.read(path)
    except BlockedPathError:
        return Edit(path, EditKind.BLOCKED, None)
    if content is not None and digest(content) == known:
        return None
    generated = pristine.text(path, known)
    changed = None if generated is None else patch(path, _unix(generated), None if content is None else _unix(content))
    if content is None:
        return Edit(path, EditKind.DELETED, changed)
    marked = has_markers(content.decode(errors="replace"))
    return Edit(path, EditKind.CONFLICT if marked else EditKind.EDITED, changed)


def _unix(content: bytes) -> bytes:
    """Line ends are no edit: git may change them on checkout."""
    return content.replace(b"\r\n", b"\n")
