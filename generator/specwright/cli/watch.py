"""`generate --watch`: generate, and again whenever an input changes, until Ctrl-C.

Inputs are the document, every file that it refers to (also those that are missing), and the configuration, or the names
that one would be found under. They are polled: a few `stat` calls, five times a second, need no library and work on
every file system. Modules and templates stay loaded between runs, so that the second one is much faster than a new
process. What is wrong with an input, or with the tool, is shown, and watching goes on.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .arguments import CONFIGS, SPECS
from .exits import Exit
from .failures import internal_error
from .session import execute

if TYPE_CHECKING:
    from ..run import Run
    from .session import Outcome

_PAUSE = 0.2
"""Seconds between two looks."""
_SETTLED = 0.1
"""Seconds without a change after which a change is over: editors write a file in several steps."""

Signature = dict[Path, tuple[int, int, int] | None]


def watch(options: argparse.Namespace, work: Callable[[argparse.Namespace, Run], Outcome]) -> int:
    """Do `work` at once and after each change of its inputs. Ends with Ctrl-C; gives the exit code."""
    watched: set[Path] = set()
    try:
        while True:
            read: list[Run] = []
            started = time.time_ns()
            before = signature(watched | _named(options))
            _once(options, work, read)
            watched = {file for run in read for file in _inputs(run)} | (watched if _failed(read) else set())
            watched |= _named(options)
            known = _as_read(signature(watched), before, started)
            _say(f"watching {_counted(watched)}; Ctrl-C ends", options)
            _wait(watched, known)
    except KeyboardInterrupt:
        _say("no longer watching", options)
        return Exit.OK


def signature(files: Iterable[Path]) -> Signature:
    """What tells two states of files apart without reading them; None for a file that is not there."""
    return {file: _stat(file) for file in files}


def _stat(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _once(options: argparse.Namespace, work: Callable[[argparse.Namespace, Run], Outcome], read: list[Run]) -> None:
    def remembered(run: Run) -> Outcome:
        read.append(run)
        return work(options, run)

    try:
        execute(options, remembered, quietly=not sys.stderr.isatty())
    except Exception as error:
        internal_error(error, verbose=options.verbose)


def _failed(read: list[Run]) -> bool:
    """Whether a run did not get through: which files it would have read is then only known from the last good one."""
    return not read or bool(read[0].diagnostics.errors)


def _named(options: argparse.Namespace) -> set[Path]:
    """The files that count whether they are there or not."""
    specs = [options.spec] if options.spec is not None else [Path(name) for name in SPECS]
    configs = [options.config] if options.config is not None else [spec.parent / n for spec in specs for n in CONFIGS]
    return {*specs, *configs}


def _inputs(run: Run) -> Iterator[Path]:
    yield from map(Path, run.sources())
    if run.document is not None:
        yield from map(Path, run.document.unread())


def _counted(watched: set[Path]) -> str:
    there = sorted(file.as_posix() for file in watched if file.exists())
    return ", ".join(there) if len(there) <= 3 else f"{', '.join(there[:2])} and {len(there) - 2} more files"


def _as_read(now: Signature, before: Signature, started: int) -> Signature:
    """The state in which the run has read the files: at the latest the one `before` it.

    Of a file that the run was the first to come upon, nobody knows whether it read it before or after a change since
    `started` (nanoseconds): then it counts as changed, and another run settles it.
    """
    changed = {file for file, state in now.items() if file not in before and state is not None and state[0] >= started}
    return {file: None if file in changed else before.get(file, state) for file, state in now.items()}


def _wait(watched: set[Path], known: Signature) -> None:
    """Until a file differs from `known` and has come to rest."""
    while signature(watched) == known:
        time.sleep(_PAUSE)
    seen: Signature = {}
    while seen != (now := signature(watched)):
        seen = now
        time.sleep(_SETTLED)


def _say(words: str, options: argparse.Namespace) -> None:
    if not options.quiet:
        print(f"specwright: {words}", file=sys.stderr, flush=True)
