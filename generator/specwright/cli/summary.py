"""What `generate` says at the end: where, what was made of the API, which files changed, which keys had an effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from ..diagnostics import Diagnostic, Severity
from ..output import CHANGES, MANIFEST, Action, Entry, WritePlan, patch
from ..run import KeyRow, Report

_RESOURCES_SHOWN = 12
_FILES_SHOWN = 40
"""Files up to which each is named, and lines of the tree at most."""
_FOLDER_SHOWN = 3
"""Files of a folder up to which each is named when there are more than that in all."""
_NOT_SUPPORTED = "not supported yet"
_DONE = {
    Action.CREATE: "created",
    Action.UPDATE: "updated",
    Action.DELETE: "deleted",
    Action.MERGE: "merged with your edits",
    Action.MARK: "with clashing edits",
    Action.KEEP: "edited by you and kept",
    Action.RELEASE: "yours from now on",
    Action.CONFLICT: "in the way",
    Action.SAME: "unchanged",
}
_TO_DO = _DONE | {
    Action.CREATE: "to create",
    Action.UPDATE: "to update",
    Action.DELETE: "to delete",
    Action.MERGE: "to merge with your edits",
}


def summary_lines(report: Report, decided: WritePlan, *, dry: bool, verbose: bool) -> Iterator[str]:
    """The summary for people. `dry`: nothing was written. `verbose`: every resource and every file."""
    yield f"{report.project} {report.version} in {decided.target}"
    yield from _short([f"  {line}" for line in report.resources], None if verbose else _RESOURCES_SHOWN, "resources")
    yield f"  {_count(report.operations, 'operation')}, {_count(report.types, 'type')}"
    words = _TO_DO if dry else _DONE
    counts = Counter(entry.action for entry in decided.entries)
    yield f"  {_count(len(decided.entries), 'file')}: " + ", ".join(
        f"{counts[a]} {words[a]}" for a in words if counts[a]
    )
    if verbose or dry or counts[Action.SAME]:
        yield from _tree([entry for entry in decided.entries if entry.action is not Action.SAME], verbose=verbose)


def plan_patch(decided: WritePlan) -> str:
    """What applying the plan does to the files, as a patch."""
    return "".join(patch(e.path, e.before, e.content).text for e in decided.entries if e.action in CHANGES)


def _tree(changed: Sequence[Entry], *, verbose: bool) -> Iterator[str]:
    """The files by folder. Where there are many, the larger folders are counts only."""
    folders: dict[str, list[Entry]] = {}
    for entry in changed:
        folders.setdefault(f"{PurePosixPath(entry.path).parent.as_posix()}/", []).append(entry)
    short = not verbose and len(changed) > _FILES_SHOWN
    lines = [line for folder in sorted(folders) for line in _folder_lines(folder, folders[folder], short=short)]
    yield from _short(lines, None if verbose else _FILES_SHOWN, "lines")


def _folder_lines(folder: str, entries: Sequence[Entry], *, short: bool) -> Iterator[str]:
    counts = Counter(entry.action.value for entry in entries)
    yield f"    {folder}  {', '.join(f'{count} {action}' for action, count in counts.items())}"
    if not short or len(entries) <= _FOLDER_SHOWN:
        yield from (f"      {entry.action.value:<8} {PurePosixPath(entry.path).name}" for entry in entries)


def config_lines(keys: Sequence[KeyRow], name: Path, *, verbose: bool) -> Iterator[str]:
    """What became of the keys of a configuration file: how many, and which if they are not supported."""
    counts = Counter(row.usage for row in keys)
    yield f"  keys of {name}: " + ", ".join(f"{count} {usage}" for usage, count in counts.most_common())
    for row in keys:
        if verbose or row.usage == _NOT_SUPPORTED:
            yield f"    {row.usage:<20} {row.line:>5}  {row.path}"


def out_of_date(decided: WritePlan) -> Diagnostic:
    """The finding of `--check`."""
    changed = [entry.path for entry in decided.out_of_date] or [MANIFEST]
    named = ", ".join(changed[:3]) + (f" and {len(changed) - 3:,} more" if len(changed) > 3 else "")
    message = f"{decided.target} is not what would be generated now: {named}"
    return Diagnostic(Severity.ERROR, "Output/OutOfDate", message, hint="Run `specwright generate`.")


def summary_data(report: Report, decided: WritePlan) -> dict[str, Any]:
    """The summary as data."""
    files: dict[str, Any] = {
        action.value: [entry.path for entry in decided.having(action)] for action in Action if action is not Action.SAME
    }
    return {
        "output": decided.target.as_posix(),
        "package": report.package,
        "version": report.version,
        "operations": report.operations,
        "types": report.types,
        "current": decided.is_current,
        "files": files | {"unchanged": len(decided.having(Action.SAME))},
        "config": [row._asdict() for row in report.keys],
    }


def _short(lines: list[str], most: int | None, what: str) -> Iterator[str]:
    if most is None or len(lines) <= most:
        yield from lines
        return
    yield from lines[: most - 1]
    yield f"{' ' * (len(lines[0]) - len(lines[0].lstrip()))}… and {len(lines) - most + 1} more {what}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
