"""Work on many items, shared between this process and a copy of it. Knows nothing of what the work is."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_Item = TypeVar("_Item")

Work: TypeAlias = Callable[[Sequence[_Item]], dict[str, str]]
"""From items to texts. What else it does is lost where a copy of the process does it."""


def in_two_processes(work: Work[_Item], items: Sequence[_Item], *, at_least: int) -> dict[str, str]:
    """The texts that `work` makes of `items`: a copy of this process makes those of every second one meanwhile.

    This process does everything alone where there are less than `at_least` items, where it has one core, and where
    processes are not copied (Windows; macOS, whose frameworks may break in a copy). What the copy does not bring, for
    whatever reason, is done here in the end: an error of `work` is raised then as if there were no copy.
    """
    if len(items) < at_least or not _can_copy():
        return work(items)
    # Looking for garbage writes to every object, and what either process writes to is no longer shared.
    gc.freeze()
    try:
        return _shared_out(work, items)
    finally:
        gc.unfreeze()


def _shared_out(work: Work[_Item], items: Sequence[_Item]) -> dict[str, str]:
    import multiprocessing  # 20 ms that small runs save

    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    copy = context.Process(target=_send, args=(sender, work, items[1::2]), daemon=True)
    try:
        copy.start()
    except OSError:
        return work(items)
    sender.close()
    try:
        made = work(items[::2])
        return {**made, **(_received(receiver) or work(items[1::2]))}
    finally:
        copy.kill()
        copy.join()


def _can_copy() -> bool:
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def _send(sender: Connection, work: Work[_Item], share: Sequence[_Item]) -> None:
    """In the copy. An error is not told here, where the other process would not see it: nothing is sent then. Ctrl-C
    reaches both processes, and is left to the other one, which ends this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(Exception):
        sender.send(work(share))


def _received(receiver: Connection) -> dict[str, str] | None:
    """What the copy has made; None when it has ended without."""
    try:
        found: dict[str, str] = receiver.recv()
    except (EOFError, OSError):
        return None
    return found
