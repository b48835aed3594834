"""`specwright validate`: says what is wrong with a document and its configuration."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from .arguments import add_inputs, add_reporting
from .exits import Exit

if TYPE_CHECKING:
    from ..run import Run
    from .session import Outcome

_DESCRIPTION = """\
Reads a document and its configuration as `generate` would, says what it finds, and writes nothing. Errors are what
`generate` could not go on with; warnings are what it would have to guess or leave out.
"""
_EPILOG = """\
examples:
  specwright validate openapi.yaml
  specwright validate --strict --format github   in CI: annotations on the lines of the document

exit codes: 0 no errors; 1 warnings (with --strict); 2 errors
"""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "validate",
        help="say what is wrong with a document and its configuration",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_inputs(parser)
    parser.add_argument("--strict", action="store_true", help="exit 1 when there are warnings")
    add_reporting(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, report, and give the exit code."""
    from .session import execute

    return execute(options, lambda run: _validate(options, run), thorough=True)


def _validate(options: argparse.Namespace, run: Run) -> Outcome:
    from ..diagnostics import Severity
    from ..pipeline import key_rows, read
    from .session import Outcome
    from .summary import config_lines

    api = read(run)
    warnings = sum(1 for found in run.diagnostics if found.severity is Severity.WARNING)
    lines = [f"{run.inputs.spec}: {len(api.operations):,} operations, no errors, {warnings:,} warnings"]
    if run.inputs.config is not None:
        lines += config_lines(key_rows(run), run.inputs.config, verbose=options.verbose)
    data = {"operations": len(api.operations), "warnings": warnings}
    return Outcome(Exit.FINDINGS if options.strict and warnings else Exit.OK, tuple(lines), data)
