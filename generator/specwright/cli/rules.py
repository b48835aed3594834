"""`specwright rules`: the changes that a review knows, with what each does to the wire and to Python code."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from .exits import Exit

_DESCRIPTION = """\
Lists the rules of `specwright diff`: what each looks for, in which direction data travels, and its two verdicts. Rules
that begin with SUR- are about the Python package.
"""
_COLUMNS = ("rule", "change", "direction", "wire", "sdk")


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("rules", help="list the rules of a review", description=_DESCRIPTION)
    parser.add_argument("--format", choices=("markdown", "json"), default="markdown", help="(default: markdown)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print, and give the exit code."""
    rows = list(_rows())
    if options.format == "json":
        print(json.dumps([dict(zip(_COLUMNS, row, strict=True)) for row in rows], indent=2))
        return Exit.OK
    print("| rule | change | direction | wire | SDK |\n|---|---|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    return Exit.OK


def _rows() -> Iterator[tuple[str, ...]]:
    from ..review import Direction, all_rules
    from ..surface import SURFACE_RULES

    ways = {Direction.REQUEST: "request", Direction.RESPONSE: "response", Direction.BOTH: "both"}
    for rule in sorted(all_rules().values(), key=lambda rule: rule.id):
        way = ways.get(rule.direction, "-")
        yield rule.id, rule.purpose, way, rule.wire.name.lower(), rule.sdk.name.lower()
    for row in SURFACE_RULES.values():
        yield row.id, row.purpose, "-", "-", row.verdict.name.lower()
