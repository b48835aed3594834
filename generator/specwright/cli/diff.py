"""`specwright diff`: what changed between two documents, whom it breaks, and what it does to the Python client."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .arguments import add_remote
from .exits import Exit

if TYPE_CHECKING:
    from ..review.report import Report
    from ..review_pipeline import Review, ReviewInputs

_DESCRIPTION = """\
Compares two revisions of an API and says, for each change: is it breaking on the wire, and what happens to the code of
somebody who upgrades the Python package. OLD and NEW are files, folders, or git revisions (main:spec/openapi.yaml,
HEAD~3).
"""
_EPILOG = """\
examples:
  specwright diff main:spec/openapi.yaml spec/openapi.yaml       what a branch changes
  specwright diff HEAD~3 spec/openapi.yaml --format markdown     the same file three commits ago, for a comment
  specwright diff old.yaml new.yaml --fail-on sdk-major          exit 1 when the package needs a major version
  specwright diff --surface lithic generated/python              an installed package against a folder

A change that was looked at and accepted goes into a file for --ignore, a list of
  - fingerprint: 0123456789ab     the last word of its line
    reason: nobody uses it
    expires: 2027-01-31           optional

exit codes: 0 below the threshold; 1 at or over it; 2 an input cannot be used
"""
_LEVELS = ("all", "text", "compatible", "warning", "breaking")


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "diff",
        help="say what changed between two revisions, and whom it breaks",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("old", metavar="OLD", help="the earlier revision")
    parser.add_argument("new", metavar="NEW", help="the later one")
    parser.add_argument(
        "--surface", action="store_true", help="OLD and NEW are Python packages: compare what they offer"
    )
    parser.add_argument("--config", metavar="FILE", type=Path, help="the configuration (default: beside each document)")
    parser.add_argument("--old-config", metavar="FILE", type=Path, help="the configuration of OLD, if it is another")
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "json", "github", "html"),
        default="text",
        help="how the report is written (default: text)",
    )
    parser.add_argument(
        "--fail-on",
        choices=("breaking", "warning", "sdk-major", "none"),
        default="breaking",
        help="from what on to exit with 1 (default: breaking)",
    )
    parser.add_argument("--level", choices=_LEVELS, default="all", help="the least verdict on the wire that is shown")
    parser.add_argument("--ignore", metavar="FILE", type=Path, help="waivers: changes that were accepted")
    parser.add_argument("--strict-typing", action="store_true", help="what only type checkers see counts as major")
    parser.add_argument(
        "--package-version", metavar="X.Y.Z", help="the package's version (default: of OLD's configuration)"
    )
    parser.add_argument("--output", "-o", metavar="FILE", type=Path, help="write the report there")
    add_remote(parser)
    parser.add_argument("--quiet", "-q", action="store_true", help="no progress")
    parser.add_argument("--verbose", "-v", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare, report, and give the exit code."""
    from ..diagnostics import Diagnostic, SpecwrightError

    review: Review | None = None
    found: list[Diagnostic] = []
    code = Exit.OK
    with ExitStack() as stack:
        try:
            if options.surface:
                report = _surfaces(options)
            else:
                review = _review(options, stack)
                report = review.report()
                found += review.diagnostics
            _write(options, report)
            code = Exit.FINDINGS if report.fails(_threshold(options)) else Exit.OK
        except SpecwrightError as error:
            found += error.diagnostics
            code = Exit.BAD_INPUT
        _show(found, review)
    return code


def _review(options: argparse.Namespace, stack: ExitStack) -> Review:
    from ..garbage import rare_collections
    from ..review_pipeline import Review
    from .progress import showing

    stack.enter_context(rare_collections())
    inputs = _inputs(options, stack)
    progress = stack.enter_context(
        showing(quiet=options.quiet, stages=("load", "check", "lower", "compare", "surface"))
    )
    return Review(inputs, progress)


def _inputs(options: argparse.Namespace, stack: ExitStack) -> ReviewInputs:
    from ..review_pipeline import ReviewInputs
    from ..revisions import opened
    from .arguments import find_config

    old = stack.enter_context(opened(options.old, options.new))
    new = stack.enter_context(opened(options.new, options.old))
    return ReviewInputs(
        old,
        new,
        options.old_config or find_config(old.document) or options.config,
        options.config or find_config(new.document),
        options.ignore,
        _level(options),
        options.strict_typing,
        options.package_version,
        allow_remote=options.allow_remote,
    )


def _level(options: argparse.Namespace) -> Any:
    from ..review.changes import Wire

    return Wire(_LEVELS.index(options.level))


def _threshold(options: argparse.Namespace) -> Any:
    from ..review.report import Threshold

    return Threshold(options.fail_on)


def _surfaces(options: argparse.Namespace) -> Report:
    """The same report for two packages, without documents."""
    from ..review.report import Report
    from ..surface import compare_surfaces
    from ..surface.read import read_surface

    old, new = read_surface(options.old), read_surface(options.new)
    changes = compare_surfaces(old, new)
    return Report((), changes, new.package, options.package_version or "", "", "", options.strict_typing)


def _write(options: argparse.Namespace, report: Report) -> None:
    from ..diagnostics import fail
    from ..reporting import safe
    from ..review.report import as_json, github, html, markdown, text

    writers = {"text": text, "markdown": markdown, "json": as_json, "github": github, "html": html}
    written = writers[options.format](report)
    if options.format == "text":
        written = "\n".join(map(safe, written.split("\n")))  # names of a document may hold control characters
    if options.output is None:
        sys.stdout.write(written)
        return
    try:
        options.output.write_text(written, encoding="utf-8", newline="\n")
    except OSError as error:
        raise fail("Output/CannotWrite", f"{options.output} could not be written: {error.strerror}") from error


def _show(found: list[Any], review: Review | None) -> None:
    """What is wrong with the inputs, to standard error."""
    if not found:
        return
    from ..reporting import render
    from ..spec import SourceMap

    sources = review.sources() if review is not None else {}
    sys.stderr.write(render(found, SourceMap(sources)))
