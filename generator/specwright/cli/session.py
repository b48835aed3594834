"""What every command does around its work: inputs from arguments, progress, findings, the last word, the exit code."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, TextIO

from ..diagnostics import Diagnostic, Diagnostics, Severity, SpecwrightError, fail
from ..garbage import rare_collections
from ..run import Inputs, Run
from ..values import dataclass
from .arguments import SPECS, find_config, find_spec
from .exits import Exit
from .progress import showing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command has to say when it got through: lines for people, the same as data for `--format json`.

    `patch` follows the lines: text for other programs, that reaches a pipe or a file byte for byte.
    """

    code: int = Exit.OK
    lines: tuple[str, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    patch: str = ""


def execute(
    options: argparse.Namespace,
    work: Callable[[Run], Outcome],
    *,
    thorough: bool = False,
    needs_document: bool = True,
    quietly: bool = False,
) -> int:
    """Run `work` and show what it found and what it says. Gives the exit code.

    `thorough`: as in `Inputs`. `needs_document` False: `work` reads none. `quietly`: show no progress.
    """
    run = Run(Inputs(Path()))
    with rare_collections(), showing(quiet=options.quiet or quietly) as progress:
        try:
            run = Run(_inputs(options, thorough) if needs_document else run.inputs, progress)
            outcome = work(run)
        except SpecwrightError as error:
            for diagnostic in error.diagnostics:
                run.diagnostics.add(diagnostic)
            outcome = Outcome(error.exit_code)
    _show(options, run, outcome)
    return outcome.code


def _inputs(options: argparse.Namespace, thorough: bool) -> Inputs:
    spec = options.spec or find_spec()
    if spec is None:
        hint = f"name it (`specwright {options.command} my-api.yaml`), or call it {SPECS[0]} or openapi.yaml"
        raise fail("Input/NoDocument", "there is no OpenAPI document here", hint=hint)
    return Inputs(
        spec=spec,
        config=options.config or find_config(spec),
        package_name=getattr(options, "package_name", None),
        skip_unsupported=getattr(options, "skip_unsupported", False),
        allow_remote=getattr(options, "allow_remote", False),
        thorough=thorough,
    )


def _show(options: argparse.Namespace, run: Run, outcome: Outcome) -> None:
    """Findings to standard error and the last word to standard output; for machines, everything to standard output."""
    shown = [found for found in run.diagnostics if found.severity >= _least_severity(options)]
    if options.format == "json":
        findings = json.loads(_rendered(shown, run, options.format))
        print(json.dumps({"exit_code": int(outcome.code), "diagnostics": findings, "result": outcome.data}, indent=2))
        return
    stream = sys.stdout if options.format == "github" else sys.stderr
    if shown:
        stream.write(_rendered(shown, run, options.format, colour=_has_colour(stream)))
        stream.flush()
    if not options.quiet:
        for line in outcome.lines:
            print(_safe(line))
        _print_patch(outcome.patch)
        for line in _counted(run.diagnostics, shown):
            print(line, file=stream)


def _print_patch(patch: str) -> None:
    """As UTF-8 whatever the locale, because a patch must apply; on a terminal without control characters."""
    sys.stdout.flush()
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.buffer.write(patch.encode())
    else:
        sys.stdout.writelines(f"{_safe(line.expandtabs())}\n" for line in patch.split("\n")[:-1])
    sys.stdout.flush()


def _safe(line: str) -> str:
    """Names of a document stand in it: no control character of them may reach a terminal."""
    if line.isprintable():
        return line
    from ..reporting import safe

    return safe(line)


def _rendered(shown: list[Diagnostic], run: Run, form: str, *, colour: bool = False) -> str:
    from ..reporting import Format, render
    from ..spec import SourceMap

    return render(shown, SourceMap(run.sources()), Format(form), colour=colour)


def _least_severity(options: argparse.Namespace) -> Severity:
    if options.quiet:
        return Severity.ERROR
    return Severity.NOTE if options.verbose or options.format == "json" else Severity.WARNING


def _counted(found: Diagnostics, shown: list[Diagnostic]) -> Iterator[str]:
    from ..reporting import summary

    hidden = len(found) - len(shown)
    notes = f"{hidden:,} note{'s are' if hidden > 1 else ' is'} shown with --verbose" if hidden else ""
    counted = summary(found) if len(found) else ""
    if counted or notes:
        yield "; ".join(part for part in (counted, notes) if part)


def _has_colour(stream: TextIO) -> bool:
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
