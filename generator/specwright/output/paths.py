"""Paths of an output folder: which are safe to write, what stands there now, where the bookkeeping lives.

What comes in: paths as a target returned them (relative, `/` between the parts) and a folder on disk.
What goes out: the bytes that stand at a path, or the reason why nothing may be written there.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from io import FileIO
from pathlib import Path

STATE = ".specwright"
"""The folder inside an output folder that holds the manifest and the pristine texts. Meant to be committed."""
MANIFEST = f"{STATE}/manifest.json"
PRISTINE = f"{STATE}/pristine.zip"


class OutputError(Exception):
    """Writing is refused or has failed; what stood in the output folder still stands there."""

    def __init__(self, rule: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint


class BlockedPathError(Exception):
    """Something that is not a regular file of this folder stands where a file should go; the text says what."""


def digest(content: bytes) -> str:
    """SHA-256 of a text, the same whether its lines end in LF or CRLF: git may change that on checkout."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def same_text(left: bytes, right: bytes) -> bool:
    return left == right or left.replace(b"\r\n", b"\n") == right.replace(b"\r\n", b"\n")


def check_target(target: Path) -> None:
    """Refuse a target that is a link, a file, or a folder that cannot be written."""
    if target.is_symlink():
        raise OutputError(
            "Output/TargetIsLink", f"{target} is a symbolic link", "give the folder it points to with --output"
        )
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError("Output/TargetIsFile", f"{target} is a file, not a folder", "give a folder with --output")
    if not os.access(target, os.W_OK | os.X_OK):
        raise OutputError("Output/NotWritable", f"{target} cannot be written: permission denied")


def check_paths(paths: Iterable[str]) -> None:
    """Refuse generated paths that leave the folder, touch the bookkeeping, or fall together on some file systems."""
    seen: dict[str, str] = {}
    folders: set[str] = set()
    for path in paths:
        if not _is_safe(path):
            raise OutputError("Output/UnsafePath", f"a generated file has the unsafe path {path!r}")
        folded = _fold(path)
        if folded in seen:
            raise OutputError("Output/PathClash", f"two generated files fall together: {seen[folded]!r} and {path!r}")
        seen[folded] = path
        folders.update(_folders(path))
    for folded in seen.keys() & set(map(_fold, folders)):
        inside = next(path for path in reversed(seen.values()) if folded in map(_fold, _folders(path)))
        raise OutputError(
            "Output/PathClash", f"{seen[folded]!r} is generated as a file and, for {inside!r}, as a folder"
        )


def _folders(path: str) -> Iterator[str]:
    """The folders that a file is in, the innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _is_safe(path: str) -> bool:
    parts = path.split("/")
    return (
        path.isprintable()
        and not any(character in path for character in '\\:*?"<>|')
        and all(part not in {"", ".", ".."} for part in parts)
        and parts[0].casefold() != STATE
    )


def _fold(path: str) -> str:
    return unicodedata.normalize("NFKC", path).casefold()


class Disk:
    """The files below a folder as they are now; every folder on the way to one is looked at once."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._folders: dict[str, bool] = {}

    def read(self, path: str) -> bytes | None:
        """The bytes of the file at `path`, None when nothing stands there. Raises BlockedPathError."""
        if not self._has_folder(path.rpartition("/")[0]):
            return None
        place = f"{self._target}/{path}"  # no `Path`, and no buffer, for thousands of files: 0.7×
        try:
            mode = os.lstat(place).st_mode
        except FileNotFoundError:
            return None
        if not stat.S_ISREG(mode):
            raise BlockedPathError(f"{_kind(mode)} stands there")
        with FileIO(place) as opened:
            return opened.readall()

    def _has_folder(self, folder: str) -> bool:
        """Whether `folder` and those above it exist; a link among them would lead outside, so it blocks."""
        known = self._folders.get(folder)
        if known is None:
            above = not folder or self._has_folder(folder.rpartition("/")[0])
            known = self._folders[folder] = above and self._is_folder(folder)
        return known

    def _is_folder(self, folder: str) -> bool:
        try:
            mode = (self._target / folder).lstat().st_mode
        except FileNotFoundError:
            return False
        if not stat.S_ISDIR(mode):
            raise BlockedPathError(f"{folder or '.'} is {_kind(mode)}, not a folder")
        return True


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a file" if stat.S_ISREG(mode) else "a special file"
