"""The report for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..changes import Sdk, Wire
from .model import Finding, Report

LABELS = {
    Wire.BREAKING: "breaking",
    Wire.WARNING: "warning",
    Wire.COMPATIBLE: "compatible",
    Wire.DOCS: "text",
    Wire.NONE: "sdk only",
}
SHOWN_OPERATIONS = 3
OTHER_BREAKS = re.compile(r"[\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAKS = re.compile(rf"[\r\n]+|{OTHER_BREAKS.pattern}")
"""A name of a document must not begin a line: in a workflow's log, `::` at the beginning is a command."""


def text(report: Report) -> str:
    """Plain lines, worst first; ends in a line break."""
    return "\n".join(_BREAKS.sub(" ", line) for line in _lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    for finding in report.shown:
        yield from _finding(finding)
    if report.surface:
        yield ""
        yield f"What users of {report.package} see:"
    for change in report.surface:
        yield f"  {change.verdict.name.lower()}: {change.path}: {change.message} [{change.rule}]"
        if change.verdict >= Sdk.MAJOR and (change.before or change.after):
            yield f"      before: {change.before.replace('{package}', report.package) or '-'}"
            yield f"      after:  {change.after.replace('{package}', report.package) or '-'}"
    if report.shown or report.surface:
        yield ""
    yield report.headline()


def _finding(finding: Finding) -> Iterator[str]:
    change = finding.change
    label = "waived" if finding.waived else LABELS[change.wire]
    where = f"{finding.where}: " if finding.where else ""
    rules = ", ".join((change.rule, *change.also))
    yield f"{where}{label}: {change.message} [{rules}] {change.fingerprint}"
    if finding.old is not None and finding.new is not None:
        yield f"  was {finding.old.file}:{finding.old.line}:{finding.old.column}"
    if change.operations:
        yield f"  reaches {operations(change.operations)}"


def operations(ids: tuple[str, ...]) -> str:
    """The first few operations, and how many more there are."""
    shown = ", ".join(ids[:SHOWN_OPERATIONS])
    more = len(ids) - SHOWN_OPERATIONS
    return f"{shown} and {more:,} more" if more > 0 else shown
