"""The report for a pull request's comment: a summary line, breaking first, details folded, never too long to post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...surface import Sdk, SurfaceChange
from ..changes import Wire
from .model import Finding, Report
from .text import SHOWN_OPERATIONS

LIMIT = 60_000
"""Characters; GitHub refuses comments of more than 65,536."""

_SECTIONS = (
    (Wire.BREAKING, "Breaking", True),
    (Wire.WARNING, "Warnings", True),
    (Wire.NONE, "Seen by the SDK only", False),
    (Wire.COMPATIBLE, "Compatible", False),
    (Wire.DOCS, "Texts", False),
)


def markdown(report: Report) -> str:
    """GitHub-flavoured Markdown of at most `LIMIT` characters; what does not fit is counted."""
    blocks = list(_blocks(report))
    shown: list[str] = []
    room = LIMIT - 200
    for index, block in enumerate(blocks):
        if len(block) > room:
            shown.append(f"\n_{len(blocks) - index:,} more sections are not shown: the comment would be too long._\n")
            break
        shown.append(block)
        room -= len(block)
    return "\n".join(shown)


def wire_item(finding: Finding) -> str:
    """A finding in a phrase, without its place and rule."""
    return _escape(finding.change.message)


def surface_items(changes: Iterable[SurfaceChange], package: str) -> Iterator[str]:
    """Changes of a package as items of a list, those that break code with what to write instead."""
    for change in changes:
        hint = _hint(change, package) if change.verdict is Sdk.MAJOR else ()
        yield "\n".join([f"- {_code(change.path)}: {_escape(change.message)}", *hint])


def _blocks(report: Report) -> Iterator[str]:
    yield f"### API review\n\n**{_escape(report.headline())}**\n"
    for wire, title, unfolded in _SECTIONS:
        findings = [f for f in report.shown if f.change.wire is wire and not f.waived]
        yield from _section(title, [_finding(f) for f in findings], unfolded=unfolded)
    yield from _section("Waived", [_finding(f) for f in report.shown if f.waived], unfolded=False)
    yield from _surface(report)


def _section(title: str, rows: Sequence[str], *, unfolded: bool) -> Iterator[str]:
    """A section in blocks of a hundred rows, so that a long one is cut between rows."""
    for start in range(0, len(rows), 100):
        part = rows[start : start + 100]
        heading = f"{title} ({len(rows)})" if start == 0 else f"{title}, continued"
        body = "\n".join(part)
        if unfolded:
            yield f"#### {heading}\n\n{body}\n"
        else:
            yield f"<details><summary>{heading}</summary>\n\n{body}\n\n</details>\n"


def _finding(finding: Finding) -> str:
    change = finding.change
    where = f"{_code(finding.where)} " if finding.where else ""
    reach = f" — reaches {_operations(change.operations)}" if change.operations else ""
    return f"- {where}{_escape(change.message)} ({change.rule}){reach}"


def _operations(ids: tuple[str, ...]) -> str:
    """The first few operations, and how many more there are."""
    shown = ", ".join(map(_code, ids[:SHOWN_OPERATIONS]))
    more = len(ids) - SHOWN_OPERATIONS
    return f"{shown} and {more:,} more" if more > 0 else shown


def _surface(report: Report) -> Iterator[str]:
    if not report.surface:
        return
    following = report.next_package_version
    change = f"{report.package_version} → {following}" if following else report.package_bump.name.lower()
    yield f"#### What users of `{report.package}` see: {change} ({report.package_bump.name.lower()})\n"
    major = [c for c in report.surface if c.verdict is Sdk.MAJOR]
    if major:
        yield f"{len(major)} that break code:\n"
        yield from ("\n".join(_hints(part, report.package)) for part in _parts(major))
    rest = [c for c in report.surface if c.verdict is not Sdk.MAJOR]
    rows = [f"- {c.verdict.name.lower()}: {_code(c.path)}: {_escape(c.message)} ({c.rule})" for c in rest]
    yield from _section("Everything else in the package", rows, unfolded=False)


def _parts(changes: Sequence[SurfaceChange]) -> Iterator[Sequence[SurfaceChange]]:
    for start in range(0, len(changes), 20):
        yield changes[start : start + 20]


def _hints(changes: Iterable[SurfaceChange], package: str) -> Iterator[str]:
    for change in changes:
        yield f"- {_code(change.path)}: {_escape(change.message)} ({change.rule})"
        yield from _hint(change, package)
    yield ""


def _hint(change: SurfaceChange, package: str) -> Iterator[str]:
    """The code before and after, as a block below the item."""
    if change.before or change.after:
        yield "  ```diff"
        if change.before:
            yield f"  - {_one_line(change.before.replace('{package}', package))}"
        if change.after:
            yield f"  + {_one_line(change.after.replace('{package}', package))}"
        yield "  ```"


def _escape(text: str) -> str:
    """Text of a document may not become markup, a mention or HTML; code spans that are ours stay.

    Only single quotes of code are left, and only in pairs, so that what we take for a span is one for every reader.
    """
    text = re.sub(r"``+", "'", _one_line(text))
    if text.count("`") % 2:
        text = text.replace("`", "'")
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") else re.sub(r"([\\*_\[\]<&#|~@])", r"\\\1", part) for part in parts)


def _code(text: str) -> str:
    return f"`{_one_line(text).replace('`', '')}`"


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)
