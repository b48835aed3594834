"""Progress: which stage a run is in, on standard error. A bar on a terminal, a line per stage elsewhere, or nothing."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..run import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

STAGES = ("load", "check", "lower", "render", "write")


@contextlib.contextmanager
def showing(*, quiet: bool, stages: Sequence[str] = STAGES) -> Iterator[Progress]:
    """Show progress while inside; `stages` are the names that will come, in order."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _bar() as progress:
            task = progress.add_task(stages[0], total=len(stages))
            yield lambda stage: progress.update(task, description=stage, completed=stages.index(stage))
    else:
        yield lambda stage: print(f"specwright: {stage}", file=sys.stderr)


def _bar() -> RichProgress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<8}"), BarColumn(30), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
