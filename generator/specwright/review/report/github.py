"""The report as GitHub workflow commands: annotations on the changed lines."""

from __future__ import annotations

from ..changes import Wire
from .model import Finding, Report
from .text import OTHER_BREAKS, operations

_COMMANDS = {Wire.BREAKING: "error", Wire.WARNING: "warning"}


def github(report: Report) -> str:
    """One command a finding and a last notice with the headline."""
    lines = [_annotation(finding) for finding in report.shown if not finding.waived]
    lines.append(f"::notice title=API review::{_data(report.headline())}")
    return "\n".join(lines) + "\n"


def _annotation(finding: Finding) -> str:
    change, position = finding.change, finding.new or finding.old
    place = ""
    if position is not None:
        place = f"file={_property(position.file)},line={position.line},col={position.column},"
    reach = f"\nreaches {operations(change.operations)}" if change.operations else ""
    command = _COMMANDS.get(change.wire, "notice")
    return f"::{command} {place}title={_property(change.rule)}::{_data(change.message + reach)}"


def _data(text: str) -> str:
    """Escaped as the runner expects it in a command's message."""
    return OTHER_BREAKS.sub(" ", text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escaped as the runner expects it in a command's properties."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
