"""`specwright rules`: the changes that a review knows, with what each does to the wire and to Python code."""

from __future__ import annotations

import argparse
import json
from typing import Any

from .exits import Exit

_DESCRIPTION = """\
Lists the rules of `specwright diff`: what each looks for, in which direction data travels, and its two verdicts.
"""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("rules", help="list the rules of a review", description=_DESCRIPTION)
    parser.add_argument("--format", choices=("markdown", "json"), default="markdown", help="(default: markdown)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print, and give the exit code."""
    from ..review import Direction, all_rules

    rows = [
        {
            "id": rule.id,
            "change": rule.purpose,
            "direction": {Direction.REQUEST: "request", Direction.RESPONSE: "response", Direction.BOTH: "both"}.get(
                rule.direction, "-"
            ),
            "wire": rule.wire.name.lower(),
            "sdk": rule.sdk.name.lower(),
        }
        for rule in sorted(all_rules().values(), key=lambda rule: rule.id)
    ]
    if options.format == "json":
        print(json.dumps(rows, indent=2))
        return Exit.OK
    print("| rule | change | direction | wire | SDK |\n|---|---|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row.values())} |")
    return Exit.OK
