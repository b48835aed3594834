"""`specwright adopt`: writes the configuration that a published SDK was made with, as far as the SDK shows it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .arguments import CONFIGS, add_remote, add_reporting

if TYPE_CHECKING:
    from ..run import Run
    from .session import Outcome

_DESCRIPTION = """\
Reads a published SDK and writes the configuration that gives the same one: resources, methods, models, pagination,
client options, environments, package metadata. PACKAGE is a source distribution, a wheel, a checkout, or the name of an
installed package; it is read, never imported. Each value carries a comment saying where it was read. What could not be
inferred, and code that no generator wrote, is listed on standard error.
"""
_EPILOG = """\
examples:
  specwright adopt shop-1.2.0.tar.gz --spec openapi.yaml
  specwright adopt ../shop-python --spec openapi.yaml -o specwright.yml
  specwright generate openapi.yaml && specwright diff --surface ../shop-python generated/python
"""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "adopt",
        help="write the configuration of a published SDK",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("package", metavar="PACKAGE", help="the published SDK")
    parser.add_argument("--spec", metavar="SPEC", type=Path, required=True, help="the OpenAPI document it is made from")
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
    """Read, write, report, and give the exit code."""
    from .session import execute

    return execute(options, lambda run: _adopt(options, run))


def _adopt(options: argparse.Namespace, run: Run) -> Outcome:
    from ..pipeline import adopt_package, write_new
    from .session import Outcome

    target = options.output or options.spec.with_name(CONFIGS[0])
    adopted = adopt_package(run, options.package)
    data = {
        "config": adopted.text,
        "methods": adopted.methods,
        "models": adopted.models,
        "not_inferred": list(adopted.unsure),
        "by_hand": list(adopted.by_hand),
    }
    if options.format != "json":
        _list("could not be inferred", adopted.unsure)
        _list("written by hand, to be carried over", adopted.by_hand)
    if str(target) == "-":
        return Outcome(lines=tuple(adopted.text.splitlines()), data=data)
    write_new(target, adopted.text)
    counted = f"{adopted.methods:,} methods, {adopted.models:,} models"
    return Outcome(lines=(f"{target} written: {counted}; look it over, then `specwright generate`",), data=data)


def _list(title: str, lines: tuple[str, ...]) -> None:
    from ..reporting import safe

    if lines:
        print(f"{title}:", file=sys.stderr)
    for line in lines:
        print(f"  {safe(line)}", file=sys.stderr)
