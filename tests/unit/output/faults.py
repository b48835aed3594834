"""Faults put under a run: a child process that dies, or whose system calls fail, at the n-th look at the file system.

Python announces each call that opens, renames, links or removes something as an audit event; a hook on them can kill
the process or raise at any of these moments, without a line in the code under test. A hook cannot be taken off again,
so the run happens in a forked child.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable, Iterator

WATCHED = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod"})


def run_child(work: Callable[[], object], fault: Callable[[int], None]) -> int:
    """Run `work` in a child, `fault(n)` before its n-th event. Returns 0, 3 for an exception, or minus the signal."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        numbers = itertools.count(1)
        sys.addaudithook(lambda event, _: fault(next(numbers)) if event in WATCHED else None)
        work()
    except Exception:
        os._exit(3)
    os._exit(0)


def kill_at(moment: int) -> Callable[[int], None]:
    def fault(number: int) -> None:
        if number == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    return fault


def fail_at(moment: int, error: int) -> Callable[[int], None]:
    def fault(number: int) -> None:
        if number == moment:
            raise OSError(error, os.strerror(error))

    return fault


def every_moment(attempt: Callable[[int], int]) -> Iterator[tuple[int, int]]:
    """(moment, exit code) for each moment of a run, until a run gets through untouched."""
    for moment in itertools.count(1):
        code = attempt(moment)
        if code == 0:
            return
        yield moment, code
