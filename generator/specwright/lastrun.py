"""The last run, remembered: a run that would read the same and write the same says the same without doing it again.

What comes in: what is asked for, and the folder to write to. What goes out: the last report and a plan that changes
nothing, or None when anything differs: the options, a byte of any file read, the tool itself, a file of the output.
It is kept in the user's cache folder and can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import cache, output
from .diagnostics import Diagnostic, Position, Related, Severity
from .ir.origin import Origin
from .run import Inputs, KeyRow, Report, Run, read_if_there

_FORMAT = 1


def recall(inputs: Inputs, target: Path) -> tuple[Report, output.WritePlan] | None:
    """The report of the last run to `target` and a plan without changes, if this run would come to the same."""
    try:
        kept = json.loads(cache.read(_memory(target)) or b"")
        if kept["request"] != _request(inputs) or kept["files"] != _hashes(kept["files"]):
            return None
        report = _report(kept["report"])
        decided = None if output.is_interrupted(target) else output.unchanged(target, written_once(report.package))
    except (OSError, ValueError, KeyError, TypeError, output.OutputError):
        return None
    return None if decided is None else (report, decided)


def keep(run: Run, target: Path, report: Report) -> None:
    """Remember a run that has written everything. A cache that cannot be written is no error.

    What came from other machines may be different now, so that runs which fetched anything are not remembered.
    """
    if any("://" in name for name in run.sources()):
        return
    read = [*run.sources(), *(str(file) for file in bookkeeping(target, report.package))]
    kept = {"request": _request(run.inputs), "files": _hashes(read), "report": asdict(report)}
    cache.write(_memory(target), json.dumps(kept).encode())


def _memory(target: Path) -> str:
    return f"{cache.name_for(target)}.json"


def written_once(package: str) -> tuple[str, ...]:
    """The folders of an output folder that belong to its owner after the first run."""
    return (f"src/{package}/lib/",)


def is_written_once(path: str) -> bool:
    """Whether a path of an output folder, whatever its package is called, is in one of those folders."""
    return re.match(r"src/[^/]+/lib/", path) is not None


def bookkeeping(target: Path, package: str) -> tuple[Path, Path]:
    """The files of an output folder that a run reads as well: the SDK's manifest, with the names chosen, and ours."""
    return target / "src" / package / "_manifest.json", target / output.MANIFEST


def _request(inputs: Inputs) -> dict[str, Any]:
    """What is asked for, and the tool that is asked: its own sources, its templates, the libraries that shape text."""
    asked = {name: str(value) if isinstance(value, Path) else value for name, value in asdict(inputs).items()}
    return asked | {"format": _FORMAT, "tool": cache.tool_hash()}


def _hashes(names: Iterable[str]) -> dict[str, str | None]:
    contents = {name: read_if_there(Path(name)) for name in names}
    return {
        name: hashlib.sha256(content).hexdigest() if content is not None else None for name, content in contents.items()
    }


def _report(kept: dict[str, Any]) -> Report:
    findings = tuple(_diagnostic(found) for found in kept["findings"])
    keys = tuple(KeyRow(*row) for row in kept["keys"])
    return Report(**(kept | {"resources": tuple(kept["resources"]), "keys": keys, "findings": findings}))


def _diagnostic(kept: dict[str, Any]) -> Diagnostic:
    related = tuple(
        Related(**(other | {"origin": Origin(**other["origin"]), "position": _position(other["position"])}))
        for other in kept["related"]
    )
    parts = {
        "severity": Severity(kept["severity"]),
        "origin": Origin(**kept["origin"]) if kept["origin"] else None,
        "position": _position(kept["position"]),
        "related": related,
    }
    return Diagnostic(**(kept | parts))


def _position(kept: dict[str, Any] | None) -> Position | None:
    return Position(**kept) if kept else None
