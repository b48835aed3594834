"""The report as one self-contained page: no script, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .model import Finding, Report
from .text import LABELS

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
details summary { cursor: pointer; }
"""


def html(report: Report) -> str:
    """A page that stands alone. Everything that comes from a document is escaped."""
    return "".join(_page(report))


def _page(report: Report) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>API review</title><style>{_STYLE}</style>\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f'<main><h1>API review</h1><p class="lead">{escape(report.headline())}</p>\n<div class="tiles">'
    for wire, label in LABELS.items():
        count = sum(1 for f in report.findings if f.change.wire is wire and not f.waived)
        yield f'<div class="tile {label.split()[0]}"><b>{count}</b><span>{label}</span></div>'
    bump = report.package_bump.name.lower()
    following = report.next_package_version or bump
    yield f'<div class="tile"><b>{escape(following)}</b><span>{escape(report.package)}, {bump}</span></div></div>\n'
    for wire, label in LABELS.items():
        yield from _findings(label, [f for f in report.findings if f.change.wire is wire and not f.waived])
    yield from _findings("waived", [f for f in report.findings if f.waived])
    yield from _surface(report)
    yield "</main></html>\n"


def _findings(label: str, findings: list[Finding]) -> Iterator[str]:
    if not findings:
        return
    yield f"<h2>{label.capitalize()} ({len(findings)})</h2>\n<ul>\n"
    for finding in findings:
        change = finding.change
        yield f'<li><span class="tag {label.split()[0]}">{change.rule}</span>{escape(change.message)}'
        yield f'<div class="meta">{escape(finding.where)}</div>'
        if len(change.operations) > 3:
            listed = ", ".join(map(escape, change.operations))
            yield f'<details class="meta"><summary>{len(change.operations):,} operations</summary>{listed}</details>'
        elif change.operations:
            yield f'<div class="meta">{escape(", ".join(change.operations))}</div>'
        yield "</li>\n"
    yield "</ul>\n"


def _surface(report: Report) -> Iterator[str]:
    if not report.surface:
        return
    yield f"<h2>What users of {escape(report.package)} see ({len(report.surface)})</h2>\n<ul>\n"
    for change in report.surface:
        verdict = change.verdict.name.lower()
        yield f'<li><span class="tag {verdict}">{verdict}</span><code>{escape(change.path)}</code>: '
        yield escape(change.message)
        before, after = (escape(hint.replace("{package}", report.package)) for hint in (change.before, change.after))
        if before and after:
            yield f"<pre><del>- {before}</del>\n<ins>+ {after}</ins></pre>"
        yield "</li>\n"
    yield "</ul>\n"
