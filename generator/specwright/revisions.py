"""Where a side of a review comes from: a file, a folder, or a git revision.

What comes in: what the user wrote (`openapi.yaml`, `specs/`, `main:spec/openapi.yaml`, `HEAD~3`). What goes out: a
document on disk. A revision's files are unpacked into a scratch folder; `Side.shown` gives them their names back.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from .diagnostics import fail
from .values import dataclass

NAMES = ("openapi.yaml", "openapi.yml", "openapi.json")
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its document, and how paths below `scratch` are to be shown."""

    document: Path
    scratch: Path | None = None
    revision: str = ""

    def shown(self, file: str) -> str:
        """The name of a file as the user knows it: `main:spec/openapi.yaml`."""
        if self.scratch is None or not file.startswith(str(self.scratch)):
            return file
        return f"{self.revision}:{Path(file).relative_to(self.scratch).as_posix()}"


@contextmanager
def opened(written: str, other: str) -> Iterator[Side]:
    """The side that `written` names; `other` is the other side, whose path a bare revision takes.

    Raises SpecwrightError for what is neither a file, nor a folder with a document, nor a revision that has one.
    """
    path = Path(written)
    if path.is_dir():
        yield Side(_document_in(path))
    elif path.exists() or not is_revision(written):
        yield Side(path)
    else:
        revision, _, inside = written.partition(":")
        with TemporaryDirectory(prefix="specwright-") as folder:
            scratch = Path(folder).resolve()
            yield Side(_unpacked(revision, inside or _inside_repository(other), scratch), scratch, revision)


def last_release() -> str | None:
    """The nearest tag before the current commit that has a version in its name; None without git or such a tag."""
    tag = _git("describe", "--tags", "--abbrev=0", "--match", "*[0-9].[0-9]*")
    return tag.decode().strip() if tag is not None else None


def repository() -> Path | None:
    """The top folder of the repository, None outside of one."""
    top = _git("rev-parse", "--show-toplevel")
    return Path(top.decode().strip()).resolve() if top is not None else None


def file_at(revision: str, file: Path) -> bytes | None:
    """A file as it was at a revision, None when it was not there."""
    top = repository()
    if top is None or top not in file.resolve().parents:
        return None
    return _git("show", f"{revision}:{file.resolve().relative_to(top).as_posix()}", cwd=top)


def _document_in(folder: Path) -> Path:
    for name in NAMES:
        if (folder / name).is_file():
            return folder / name
    raise fail("Input/NoDocument", f"{folder} holds none of {', '.join(NAMES)}")


def is_revision(written: str) -> bool:
    """Whether git knows the part before a colon as a commit."""
    revision = written.partition(":")[0]
    if not revision or revision.startswith("-"):
        return False
    return _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") is not None


def _inside_repository(other: str) -> str:
    """The other side's document as a path from the top of the repository."""
    path = Path(other)
    path = _document_in(path) if path.is_dir() else path
    top = _git("rev-parse", "--show-toplevel")
    if top is None or not path.is_file():
        raise fail("Input/Revision", f"which file of the revision? Write it as REVISION:PATH ({other} is no file here)")
    return path.resolve().relative_to(Path(top.decode().strip()).resolve()).as_posix()


def _unpacked(revision: str, inside: str, scratch: Path) -> Path:
    """The document at that revision, with its folder: `$ref`s to neighbours and the configuration work."""
    folder = str(PurePosixPath(inside).parent)
    commit = _git("rev-parse", "--verify", f"{revision}^{{commit}}")
    top = _git("rev-parse", "--show-toplevel")
    assert commit is not None and top is not None
    paths = [] if folder == "." else [folder]
    archive = _git("archive", "--format=tar", commit.decode().strip(), "--", *paths, cwd=Path(top.decode().strip()))
    if archive is not None:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(scratch, filter="data")
    document = scratch / inside
    if document.is_dir():
        return _document_in(document)
    if not document.is_file():
        raise fail("Input/Revision", f"revision {revision} has no {inside}")
    return document


def _git(*arguments: str, cwd: Path | None = None) -> bytes | None:
    """Standard output of git; None when it fails or is not there."""
    try:
        done = subprocess.run(
            ("git", *arguments), cwd=cwd, capture_output=True, check=True, timeout=_SECONDS, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
