"""The command line: arguments in, exit code out.

One module per command; each has `add(commands)`, which describes its arguments, and imports what it needs when it runs:
`--help` must not wait for a template engine.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from .. import __version__
from . import adopt, diff, generate, init, release, rules, status, surface, validate
from .exits import INTERNAL_ERROR, INTERRUPTED, Exit
from .failures import internal_error

__all__ = ["main"]

_DESCRIPTION = """\
Reads an OpenAPI document and writes a typed Python SDK: sync and async clients, pydantic models, paging,
retries, uploads and streams. Generating again updates what has changed and keeps what you have edited.
"""
_EPILOG = f"""\
examples:
  specwright generate openapi.yaml -o sdk      write the SDK of openapi.yaml to sdk/
  specwright generate                          spec/openapi.yaml or openapi.yaml, to generated/python/
  specwright generate --check                  in CI: fail when the SDK in the repository is out of date
  specwright generate --watch                  generate again whenever the document or the configuration changes
  specwright status                            what have you edited in the SDK?
  specwright release                           the next version and its changelog entry, from what has changed
  specwright init openapi.yaml                 write a configuration to shape the SDK with
  specwright adopt ../sdk --spec openapi.yaml  write the configuration that a published SDK was made with
  specwright validate openapi.yaml             say what is wrong with a document, write nothing
  specwright diff main:openapi.yaml openapi.yaml     say what a change breaks, on the wire and in Python

exit codes:
  {Exit.OK:<3} fine
  {Exit.FINDINGS:<3} something to look at: out of date (--check), conflicts with edits by hand, warnings (--strict),
      changes at or over the threshold (diff), edits (status)
  {Exit.BAD_INPUT:<3} the document, configuration, arguments or output folder is not usable; nothing was written
  {INTERNAL_ERROR:<3} a bug in specwright
  {INTERRUPTED:<3} interrupted

specwright COMMAND --help says more about a command.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `specwright` with these arguments (by default the process's own) and give its exit code."""
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else Exit.BAD_INPUT
    return _guarded(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "specwright", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=f"specwright {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    for command in (generate, status, release, init, adopt, validate, diff, surface, rules):
        command.add(commands)
    return parser


def _guarded(options: argparse.Namespace) -> int:
    """Run the command. What it raises becomes an exit code and at most one line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as stderr: no letter is worth a traceback
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("specwright: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has gone (`| head`). What is still buffered must not fail once more when Python exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    except Exception as error:
        return internal_error(error, verbose=getattr(options, "verbose", False))
    return code
