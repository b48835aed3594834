"""The changelog: an entry made of a review, and its place in the file.

Headings are those of release-please and of Keep a Changelog 1.1.0 alike: `## 1.2.0 (2027-01-31)`, newest first, below
`## Unreleased` when there is one. What stands under that goes into the release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..review.changes import Wire
from ..review.report import Report, surface_items, wire_item
from ..surface import Sdk

_MOST = 50
"""Items of a section; a changelog is for reading, the whole story is in `specwright diff`."""
_TITLE = "# Changelog\n"
_SECTIONS = (
    (Sdk.MAJOR, "Breaking changes"),
    (Sdk.MINOR, "Features"),
    (Sdk.TYPING, "For type checkers"),
    (Sdk.PATCH, "Fixes"),
)
_WIRE = {Wire.BREAKING: "breaking", Wire.WARNING: "warning", Wire.COMPATIBLE: "compatible"}


def release_entry(report: Report, version: str, day: date, compare: str | None = None) -> str:
    """The entry of `version`, with a line break at its end. `compare`: the address of what has changed since."""
    heading = f"[{version}]({compare})" if compare else version
    blocks = [f"## {heading} ({day.isoformat()})\n"]
    blocks += [
        _section(title, list(surface_items([c for c in report.surface if c.verdict is verdict], report.package)))
        for verdict, title in _SECTIONS
    ]
    blocks.append(_section("API", list(_wire(report))))
    text = "\n".join(block for block in blocks if block)
    return text if len([block for block in blocks if block]) > 1 else f"{text}\n- Nothing that users of the API see.\n"


def _section(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    more = [f"- … and {len(items) - _MOST:,} more"] if len(items) > _MOST else []
    return "\n".join([f"### {title}\n", *items[:_MOST], *more]) + "\n"


def _wire(report: Report) -> Iterator[str]:
    """What changed on the wire, worst first; texts are only counted."""
    findings = [finding for finding in report.findings if not finding.waived]
    for wire, word in _WIRE.items():
        yield from (f"- {word}: {wire_item(f)}" for f in findings if f.change.wire is wire)
    texts = sum(1 for finding in findings if finding.change.wire is Wire.DOCS)
    if texts:
        yield f"- {texts:,} description{'s' if texts > 1 else ''} or example{'s' if texts > 1 else ''} changed"


def has_entry(changelog: str, version: str) -> bool:
    """Whether the file has a heading for this version."""
    return re.search(rf"(?m)^##\s+\[?v?{re.escape(version)}(?![\w.+-])", changelog) is not None


def insert_entry(changelog: str, entry: str) -> str:
    """The file with the entry as its newest one. An empty file gets a title."""
    text = changelog.replace("\r\n", "\n")
    unreleased = re.search(r"(?mi)^##\s+\[?unreleased\]?[^\n]*\n?", text)
    if unreleased is not None:
        at = unreleased.end()
        kept, rest = text[:at].rstrip("\n"), text[at:].lstrip("\n")
    else:
        newest = re.search(r"(?m)^##\s", text)
        at = newest.start() if newest is not None else len(text)
        kept, rest = text[:at].rstrip("\n") or _TITLE.rstrip("\n"), text[at:]
    whole = f"{kept}\n\n{entry}" + (f"\n{rest}" if rest else "")
    return whole.replace("\n", "\r\n") if "\r\n" in changelog else whole
