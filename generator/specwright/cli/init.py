"""`specwright init`: writes a configuration to start from."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .arguments import CONFIGS, add_remote, add_reporting

if TYPE_CHECKING:
    from ..run import Run
    from .session import Outcome

_DESCRIPTION = """\
Writes the configuration that `generate` would otherwise work out of the document by itself: resources and their
methods, models, paging, authentication. Edit it to shape the SDK. An existing file is never overwritten.
"""
_EPILOG = """\
examples:
  specwright init openapi.yaml                   writes specwright.yml beside openapi.yaml
  specwright init openapi.yaml -o -              shows it only

exit codes: 0 written; 2 the document is not usable, or the file exists already
"""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "init",
        help="write a configuration to shape the SDK with",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("spec", metavar="SPEC", type=Path, help="the OpenAPI document")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help=f"where to, - for standard output (default: {CONFIGS[0]} beside the document)",
    )
    add_remote(parser)
    add_reporting(parser)
    parser.set_defaults(run=run, config=None)


def run(options: argparse.Namespace) -> int:
    """Infer, write, report, and give the exit code."""
    from .session import execute

    return execute(options, lambda run: _init(options, run))


def _init(options: argparse.Namespace, run: Run) -> Outcome:
    from ..pipeline import infer, write_new
    from .session import Outcome

    target = options.output or options.spec.with_name(CONFIGS[0])
    text = infer(run)
    if str(target) == "-":
        return Outcome(lines=tuple(text.splitlines()), data={"config": text})
    write_new(target, text)
    return Outcome(
        lines=(f"{target} written: edit it, then `specwright generate {options.spec}`",), data={"output": str(target)}
    )
