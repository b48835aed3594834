"""What the tests of the output stage share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from specwright import output


def write(
    files: Mapping[str, str | bytes],
    target: Path,
    *,
    resolve: output.Resolve = output.Resolve.MARK,
    written_once: tuple[str, ...] = (),
) -> output.WritePlan:
    """Plan and apply, as the pipeline does."""
    with output.hold(target, wait=0.2) as held:
        decided = output.plan(files, target, resolve=resolve, written_once=written_once)
        output.apply(decided, held)
    return decided


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, the bookkeeping included."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def actions(decided: output.WritePlan) -> dict[str, str]:
    return {entry.path: entry.action.value for entry in decided.entries}
