"""The report as one self-contained page: no script, nothing loaded from anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from ...surface import SurfaceChange
from ..changes import Sdk
from .model import Finding, Report
from .text import LABELS

_UNFOLDED = ("breaking", "warning", "sdk only")
_CODE = re.compile(r"`([^`]+)`")
_STYLE = """
:root { color-scheme: light dark; --line: #d8dee4; --soft: #656d76; --red: #cf222e; --amber: #9a6700; --green: #1a7f37;
  --blue: #0969da; --paper: #ffffff; --panel: #f6f8fa; --ink: #1f2328; }
@media (prefers-color-scheme: dark) { :root { --line: #30363d; --soft: #8d96a0; --red: #ff7b72; --amber: #d29922;
  --green: #3fb950; --blue: #58a6ff; --paper: #0d1117; --panel: #161b22; --ink: #e6edf3; } }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; }
p.lead { font-size: 1.05rem; margin: 0 0 1.5rem; }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; }
.tile { flex: 1 1 8rem; border: 1px solid var(--line); border-radius: .5rem;
  padding: .6rem .9rem; background: var(--panel); }
.tile b { display: block; font-size: 1.5rem; line-height: 1.2; } .tile span { color: var(--soft); font-size: .85rem; }
ul { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: .5rem; }
li { padding: .6rem .9rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
li:first-child { border-top: 0; }
.tag { font-size: .75rem; font-weight: 600; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .5rem;
  margin-right: .4rem; white-space: nowrap; }
.breaking, .major { color: var(--red); } .warning, .typing { color: var(--amber); }
.compatible, .minor { color: var(--green); } .text, .sdk, .patch { color: var(--blue); }
.waived { color: var(--soft); }
.meta { color: var(--soft); font-size: .82rem; } code, pre { font: .85em ui-monospace, Menlo, Consolas, monospace; }
pre { margin: .4rem 0 0; padding: .5rem .7rem; background: var(--panel); border-radius: .35rem; overflow-x: auto; }
pre del { color: var(--red); text-decoration: none; } pre ins { color: var(--green); text-decoration: none; }
details summary { cursor: pointer; } .section { margin-top: 2rem; } .section > summary { margin-bottom: .5rem; }
.section h2 { display: inline; margin: 0; }
"""


def html(report: Report) -> str:
    """A page that stands alone. Everything that comes from a document is escaped."""
    return "".join(_page(report))


def _page(report: Report) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>API review</title><style>{_STYLE}</style>\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f'<main><h1>API review</h1><p class="lead">{escape(report.headline())}</p>\n<div class="tiles">'
    if report.old_version:
        for wire, label in LABELS.items():
            yield _tile(f"{report.counted(wire):,}", label, label.split()[0])
        yield _tile(report.api_bump.name.lower(), f"the API, {report.old_version} before")
    bump = report.package_bump.name.lower()
    yield _tile(report.next_package_version or bump, f"{report.package}, {bump}") + "</div>\n"
    for wire, label in LABELS.items():
        yield from _findings(label, [f for f in report.shown if f.change.wire is wire and not f.waived])
    yield from _findings("waived", [f for f in report.shown if f.waived])
    yield from _surface(report)
    yield "</main></html>\n"


def _tile(figure: str, words: str, kind: str = "") -> str:
    return f'<div class="tile {kind}"><b>{escape(figure)}</b><span>{escape(words)}</span></div>'


def _section(title: str, count: int, items: Iterator[str], *, folded: bool) -> Iterator[str]:
    """A heading and a list; folded, what breaks nobody takes one line."""
    opened = "" if folded else " open"
    yield f"<details class=section{opened}><summary><h2>{escape(title)} ({count:,})</h2></summary>\n<ul>\n"
    yield from items
    yield "</ul></details>\n"


def _findings(label: str, findings: list[Finding]) -> Iterator[str]:
    if findings:
        folded = label not in _UNFOLDED
        yield from _section(label.capitalize(), len(findings), (_finding(f, label) for f in findings), folded=folded)


def _finding(finding: Finding, label: str) -> str:
    change = finding.change
    parts = [f'<li><span class="tag {label.split()[0]}">{change.rule}</span>{_message(change.message)}']
    parts.append(f'<div class="meta">{escape(finding.where)}</div>')
    if len(change.operations) > 3:
        listed, count = ", ".join(map(escape, change.operations)), f"{len(change.operations):,} operations"
        parts.append(f'<details class="meta"><summary>{count}</summary>{listed}</details>')
    elif change.operations:
        parts.append(f'<div class="meta">{escape(", ".join(change.operations))}</div>')
    return "".join((*parts, "</li>\n"))


def _message(text: str) -> str:
    """The message, with what stands in single backquotes as code."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def _surface(report: Report) -> Iterator[str]:
    """What breaks code first; what does not is folded."""
    breaking = [change for change in report.surface if change.verdict is Sdk.MAJOR]
    others = [change for change in report.surface if change.verdict is not Sdk.MAJOR]
    for title, changes in (
        (f"What breaks code with {report.package}", breaking),
        ("Everything else in the package", others),
    ):
        if changes:
            items = (_change(change, report.package) for change in changes)
            yield from _section(title, len(changes), items, folded=changes is others)


def _change(change: SurfaceChange, package: str) -> str:
    verdict = change.verdict.name.lower()
    said = f'<span class="tag {verdict}">{verdict}</span><code>{escape(change.path)}</code>: {_message(change.message)}'
    before, after = (escape(hint.replace("{package}", package)) for hint in (change.before, change.after))
    lines = (f"<del>- {before}</del>" if before else "", f"<ins>+ {after}</ins>" if after else "")
    code = "\n".join(line for line in lines if line)
    return f"<li>{said}{f'<pre>{code}</pre>' if code else ''}</li>\n"
