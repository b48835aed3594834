"""`specwright generate`: writes the SDK, or brings it up to date."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .arguments import OUTPUT, add_inputs, add_reporting
from .exits import Exit

if TYPE_CHECKING:
    from ..output import Resolve, WritePlan
    from ..run import Report, Run
    from .session import Outcome

_DESCRIPTION = """\
Writes the Python SDK of an OpenAPI document, or brings it up to date.

Only files whose text changes are touched; files that are no longer generated are deleted; files that specwright did
not write are never touched. Edits by hand are kept: where the generator has changed other lines of the same file both
changes are merged, where it has changed the same lines both sides are written between markers and the exit code is 1.
What was written is remembered in DIR/.specwright/, which belongs into version control with the SDK.
"""
_EPILOG = """\
examples:
  specwright generate openapi.yaml -o sdk
  specwright generate --check                    is generated/python what spec/openapi.yaml gives?
  specwright generate --dry-run                  what would change?
  specwright generate --diff                     the same as a patch
  specwright generate --watch                    generate again whenever an input changes; Ctrl-C ends
  specwright generate --theirs                   where an edit clashes, take the generated lines

exit codes: 0 fine; 1 out of date (--check) or conflicts with edits by hand; 2 bad input, nothing was written
"""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "generate",
        help="write the SDK, or bring it up to date",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_inputs(parser)
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, default=Path(OUTPUT), help=f"where to (default: {OUTPUT})"
    )
    parser.add_argument(
        "--package-name", metavar="NAME", help="import name of the package, instead of the configured one"
    )
    parser.add_argument(
        "--skip-unsupported",
        action="store_true",
        help="leave out operations that cannot be expressed, and name them; without it they are errors",
    )
    parser.add_argument(
        "--from-scratch",
        action="store_true",
        help="do all the work even if nothing has changed since the last run (it is remembered in the cache folder)",
    )
    _add_modes(parser)
    add_reporting(parser)
    parser.set_defaults(run=run)


def _add_modes(parser: argparse.ArgumentParser) -> None:
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--check", action="store_true", help="write nothing; exit 1 and name the files when out of date")
    modes.add_argument("--dry-run", action="store_true", help="write nothing; show what would be done")
    modes.add_argument("--diff", action="store_true", help="write nothing; show what would be done as a patch")
    modes.add_argument(
        "--watch",
        action="store_true",
        help="generate, and again whenever the document, a file it refers to, or the configuration changes",
    )
    edits = parser.add_argument_group("files that you have edited").add_mutually_exclusive_group()
    edits.add_argument("--ours", action="store_true", help="where an edit clashes, keep your lines")
    edits.add_argument("--theirs", action="store_true", help="where an edit clashes, take the generated lines")
    edits.add_argument(
        "--force",
        action="store_true",
        help="overwrite edited files, and files of yours that stand where generated ones go",
    )


def run(options: argparse.Namespace) -> int:
    """Generate, report, and give the exit code."""
    if options.watch:
        from .watch import watch

        return watch(options, _generate)
    from .session import execute

    return execute(options, lambda run: _generate(options, run))


def _generate(options: argparse.Namespace, run: Run) -> Outcome:
    from .session import Outcome
    from .summary import config_lines, out_of_date, plan_patch, summary_data, summary_lines

    report, decided = _written(options, run)
    if options.check and not decided.is_current:
        run.diagnostics.add(out_of_date(decided))
    dry = _is_dry(options)
    lines = list(summary_lines(report, decided, dry=dry, verbose=options.verbose))
    if run.inputs.config is not None:
        lines += config_lines(report.keys, run.inputs.config, verbose=options.verbose)
    data = summary_data(report, decided)
    if not options.diff:
        return Outcome(_exit_code(options, decided), tuple(lines), data)
    patch = plan_patch(decided)
    return Outcome(_exit_code(options, decided), tuple(lines), {**data, "patch": patch}, patch)


def _written(options: argparse.Namespace, run: Run) -> tuple[Report, WritePlan]:
    """Generate and write, unless the last run did exactly that."""
    from ..lastrun import keep, recall

    recalled = None if options.force or options.from_scratch else recall(run.inputs, options.output)
    if recalled is not None:
        for found in recalled[0].findings:
            run.diagnostics.add(found)
        return recalled
    from ..finished import Finished, keep_texts, recall_texts
    from ..pipeline import build, check_target, report, write

    check_target(options.output)
    last = Finished() if options.from_scratch else recall_texts(options.output)
    finished = dict(last.texts)
    sdk = build(run, options.output, finished)
    told = report(run, sdk)
    dry = _is_dry(options)
    decided = write(run, sdk, options.output, resolve=_resolve(options), dry=dry, last=last.members)
    if not dry and not decided.conflicts:
        keep_texts(options.output, {path: key for path, (key, _) in finished.items()})
        keep(run, options.output, told)
    return told, decided


def _is_dry(options: argparse.Namespace) -> bool:
    return bool(options.check or options.dry_run or options.diff)


def _resolve(options: argparse.Namespace) -> Resolve:
    from ..output import Resolve

    return next((choice for choice in Resolve if getattr(options, choice.value, False)), Resolve.MARK)


def _exit_code(options: argparse.Namespace, decided: WritePlan) -> int:
    if options.check:
        return Exit.OK if decided.is_current else Exit.FINDINGS
    return Exit.FINDINGS if decided.unsettled else Exit.OK
