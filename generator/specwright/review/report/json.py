"""The report as data."""

from __future__ import annotations

import json
from typing import Any

from ...diagnostics import Position
from .model import Finding, Report


def as_json(report: Report) -> str:
    """A JSON document; its form is described in `docs/reference/review.md` and only ever grows."""
    data = {
        "format": 1,
        "wire": report.wire.name.lower(),
        "sdk": report.sdk.name.lower(),
        "api": {
            "old": report.old_version,
            "new": report.new_version,
            "bump": report.api_bump.name.lower(),
            "version_is_due": report.version_is_due,
        },
        "package": {
            "name": report.package,
            "version": report.package_version,
            "next": report.next_package_version,
            "bump": report.package_bump.name.lower(),
        },
        "findings": [_finding(finding) for finding in report.shown],
        "surface": [
            {
                "rule": change.rule,
                "path": change.path,
                "message": change.message,
                "verdict": change.verdict.name.lower(),
                "before": change.before.replace("{package}", report.package),
                "after": change.after.replace("{package}", report.package),
            }
            for change in report.surface
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    change = finding.change
    return {
        "rule": change.rule,
        "also": list(change.also),
        "message": change.message,
        "wire": change.wire.name.lower(),
        "sdk": change.sdk.name.lower(),
        "direction": "/".join(d.name.lower() for d in change.direction if d.name),
        "fingerprint": change.fingerprint,
        "waived": finding.waived,
        "old": _place(finding.old, change.old.pointer if change.old else None),
        "new": _place(finding.new, change.new.pointer if change.new else None),
        "operations": list(change.operations),
    }


def _place(position: Position | None, pointer: str | None) -> dict[str, Any] | None:
    if position is None:
        return None
    return {"file": position.file, "line": position.line, "column": position.column, "pointer": pointer}
