"""The user's cache folder: what saves a run work it has done before, and may be deleted at any time.

What comes in and goes out: bytes by name. They are data, never code to be loaded; but texts of them end in an SDK
without being made again, so that whoever could write them could write into it. The folder is therefore the user's
alone: one that belongs to somebody else, or that others may write to, is as good as none. A file appears whole or not
at all, so that runs at the same time do not disturb each other. What cannot be read or written is no error.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from functools import lru_cache
from pathlib import Path

_KEPT = 50
"""Files of each kind: those of the output folders written last."""
_KEPT_BYTES = 100_000_000
_PACKAGE = Path(__file__).resolve().parent
_LIBRARIES = ("datamodel-code-generator", "jinja2", "ruff")


def read(name: str) -> bytes | None:
    """What was kept under a name; None when there is nothing, or nothing to be trusted."""
    folder = _folder()
    try:
        return (folder / name).read_bytes() if _is_private(folder) else None
    except OSError:
        return None


def write(name: str, content: bytes) -> None:
    """Keep something under a name, and forget the oldest of its kind (the name's suffix)."""
    folder = _folder()
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(folder):
            return
        draft = folder / f"{name}.{os.getpid()}"
        draft.write_bytes(content)
        draft.replace(folder / name)
        _forget_oldest(folder, Path(name).suffix)


def name_for(target: Path) -> str:
    """The name, without suffix, of what is kept for an output folder."""
    return hashlib.sha256(os.fsencode(target.resolve())).hexdigest()[:32]


@lru_cache(maxsize=1)
def tool_hash() -> str:
    """Stands for the tool as it is: its sources, its templates, Python and the libraries that shape text."""
    from importlib.metadata import PackageNotFoundError, version

    hashed = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            hashed.update(f"{library} {version(library)}\n".encode())
    for folder in (_PACKAGE, _PACKAGE.parents[1] / "templates"):
        for root, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
            for name in sorted(files):
                hashed.update(name.encode())
                hashed.update(hashlib.sha256(Path(root, name).read_bytes()).digest())
    return hashed.hexdigest()


def _folder() -> Path:
    """Where programs keep what they can do without (XDG Base Directory Specification; elsewhere the system's usual)."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "specwright"


def _is_private(folder: Path) -> bool:
    """Whether the folder is this user's and nobody else may write to it. Windows keeps profiles apart by itself."""
    if sys.platform == "win32":
        return folder.is_dir()
    found = folder.lstat()
    mine = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
    return mine and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _forget_oldest(folder: Path, suffix: str) -> None:
    left = _KEPT_BYTES
    by_age = sorted(folder.glob(f"*{suffix}"), key=lambda file: file.stat().st_mtime, reverse=True)
    for number, file in enumerate(by_age):
        left -= file.stat().st_size
        if number >= _KEPT or (number and left < 0):
            file.unlink(missing_ok=True)
