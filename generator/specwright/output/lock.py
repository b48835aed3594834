"""One writer at a time: a lock on a file that the operating system lets go of when its holder dies."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from .paths import OutputError

_PAUSE = 0.05
"""Seconds between two tries."""

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def locked(file: Path, target: Path, wait: float) -> Iterator[None]:
    """Hold the lock `file` while inside; its folder is made when missing, and is its owner's to remove.

    Waits up to `wait` seconds for another run, then raises OutputError.
    """
    until = time.monotonic() + wait
    descriptor = _acquire(file)
    while descriptor is None:
        if time.monotonic() >= until:
            raise OutputError(
                "Output/Locked", f"another run of specwright is writing to {target}", "wait for it to end"
            )
        time.sleep(_PAUSE)
        descriptor = _acquire(file)
    try:
        yield
    finally:
        os.close(descriptor)


def _acquire(file: Path) -> int | None:
    """The descriptor that holds the lock; None when another run holds it or has just removed the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_RDWR, 0o666)
    except FileNotFoundError:
        return None
    try:
        _try_lock(descriptor)
        ours = os.path.samestat(os.fstat(descriptor), file.stat())
    except (BlockingIOError, PermissionError, FileNotFoundError):
        ours = False
    except OSError:
        os.close(descriptor)
        raise
    if ours:
        return descriptor
    os.close(descriptor)
    return None
