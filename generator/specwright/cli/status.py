"""`specwright status`: what has been edited by hand in a generated SDK."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .arguments import OUTPUT, add_reporting
from .exits import Exit

if TYPE_CHECKING:
    from ..output import Edit
    from .session import Outcome

_DESCRIPTION = """\
Says which files of a generated SDK have been edited by hand since they were generated, with counts of lines, and prints
the edits as a patch. No document is needed: what was generated is kept in DIR/.specwright/. Files that specwright
did not write, and those in lib/, are nobody's edits and not listed.
"""
_EPILOG = """\
examples:
  specwright status                            of generated/python
  specwright status sdk --stat                 names and counts alone
  specwright status sdk > edits.patch          keep them, to apply with `git apply` after --force or elsewhere

exit codes: 0 no edits; 1 there are edits; 2 the folder was not generated, or is half written
"""
_WORDS = {
    "edited": "edited by hand",
    "conflict": "with markers of a conflict to settle",
    "deleted": "deleted (generating puts them back)",
    "blocked": "not a file any more",
}


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "status",
        help="show what you have edited in a generated SDK",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "output", metavar="DIR", nargs="?", type=Path, default=Path(OUTPUT), help=f"the SDK (default: {OUTPUT})"
    )
    parser.add_argument("--stat", action="store_true", help="no patch, only the files with their counts")
    add_reporting(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Compare, show, and give the exit code."""
    from .session import execute

    return execute(options, lambda _: _status(options), needs_document=False, quietly=True)


def _status(options: argparse.Namespace) -> Outcome:
    from ..pipeline import hand_edits
    from .session import Outcome

    found = hand_edits(options.output)
    code = Exit.FINDINGS if found else Exit.OK
    patch = "" if options.stat else "".join(edit.patch.text for edit in found if edit.patch is not None)
    return Outcome(code, tuple(_lines(options.output, found)), _data(options.output, found), patch)


def _lines(target: Path, found: Sequence[Edit]) -> Iterator[str]:
    if not found:
        yield f"{target}: no edits"
        return
    counts = Counter(edit.kind.value for edit in found)
    yield f"{target}: " + ", ".join(f"{counts[kind]} {word}" for kind, word in _WORDS.items() if counts[kind])
    for edit in found:
        yield f"  {edit.kind.value:<8} {_counted(edit):>12}  {edit.path}"


def _counted(edit: Edit) -> str:
    if edit.patch is None:
        return "?"
    return f"+{edit.patch.added} -{edit.patch.removed}" if edit.patch.added or edit.patch.removed else "binary"


def _data(target: Path, found: Sequence[Edit]) -> dict[str, Any]:
    return {"output": target.as_posix(), "edits": [_edit_data(edit) for edit in found]}


def _edit_data(edit: Edit) -> dict[str, Any]:
    """`added`, `removed` and `patch` are null when the generated text is lost."""
    changed = edit.patch
    return {
        "path": edit.path,
        "kind": edit.kind.value,
        "added": changed.added if changed is not None else None,
        "removed": changed.removed if changed is not None else None,
        "patch": changed.text if changed is not None else None,
    }
