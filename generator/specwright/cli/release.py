"""`specwright release`: the next version and its changelog entry, from what has changed since the last release."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .arguments import OUTPUT, add_inputs, add_reporting
from .exits import Exit

if TYPE_CHECKING:
    from ..release_pipeline import Release, ReleaseInputs
    from ..review_pipeline import Review
    from ..run import Run
    from .session import Outcome

_DESCRIPTION = """\
Compares the document with the one of the last release, says which version comes next by the rules of `specwright diff`
(semantic versioning of the Python package), and proposes an entry for the changelog. With --write the version goes to
targets.python.version of the configuration, the entry to the changelog, both to the files of release-please where there
are some, and the SDK is generated with the new version in it.
"""
_EPILOG = """\
examples:
  specwright release                           since the last tag that has a version in its name
  specwright release --since v1.4.0 --write    write it: configuration, changelog, SDK
  specwright release --bump patch              something to release that is not in the document

exit codes: 0 fine, also when there is nothing to release; 1 written, but edits by hand clash with what was generated;
2 bad input, or nothing to compare with; nothing was written
"""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "release",
        help="propose the next version and its changelog entry",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_inputs(parser)
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, default=Path(OUTPUT), help=f"the SDK (default: {OUTPUT})"
    )
    parser.add_argument("--package-name", metavar="NAME", help="as in `generate`")
    parser.add_argument(
        "--since", metavar="REVISION", help="the last release: a git revision, or a document (default: the last tag)"
    )
    parser.add_argument("--old-config", metavar="FILE", type=Path, help="the configuration of then, if it is another")
    parser.add_argument("--package-version", metavar="X.Y.Z", help="the version released last")
    parser.add_argument("--bump", choices=("patch", "minor", "major"), help="raise the version at least so much")
    parser.add_argument(
        "--changelog", metavar="FILE", type=Path, help="(default: release-please's, else CHANGELOG.md of the SDK)"
    )
    parser.add_argument(
        "--date", metavar="YYYY-MM-DD", type=date.fromisoformat, default=None, help="of the entry (default: today)"
    )
    parser.add_argument("--write", action="store_true", help="write what is proposed")
    add_reporting(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Propose, write if asked to, and give the exit code."""
    from .session import execute

    return execute(options, lambda run: _release(options, run), quietly=True)


def _release(options: argparse.Namespace, run: Run) -> Outcome:
    from ..release_pipeline import propose, write_release
    from .session import Outcome

    with ExitStack() as stack:
        inputs, review = _prepared(options, run, stack)
        try:
            release = propose(inputs, review)
        finally:
            for found in review.diagnostics:
                run.diagnostics.add(found)
    written = write_release(release, run, options.output) if options.write and release.files else ()
    for name in release.left:
        message = f"{name} is listed by release-please in a way that is not understood here; its version is not set"
        run.diagnostics.warn("Release/ExtraFile", message)
    code = Exit.FINDINGS if any(run.diagnostics.errors) else Exit.OK
    return Outcome(code, tuple(_lines(release, inputs, written)), _data(release, inputs, written))


def _prepared(options: argparse.Namespace, run: Run, stack: ExitStack) -> tuple[ReleaseInputs, Review]:
    from ..release_pipeline import ReleaseInputs
    from ..review.versions import Bump
    from ..review_pipeline import Review, ReviewInputs
    from ..revisions import Side, opened
    from .arguments import find_config

    spec, config = run.inputs.spec, run.inputs.config
    since = options.since or _last_release()
    written = since if Path(since).exists() else _revision(since)
    old = stack.enter_context(opened(written, str(spec)))
    old_config = options.old_config or find_config(old.document) or options.config
    inputs = ReleaseInputs(
        since,
        options.output,
        config,
        options.date or date.today(),
        options.package_version,
        Bump[options.bump.upper()] if options.bump else Bump.NONE,
        options.changelog,
    )
    if options.write and config is None:
        raise _no_config(spec)
    remote = run.inputs.allow_remote
    compared = ReviewInputs(old, Side(spec), old_config, config, version=options.package_version, allow_remote=remote)
    return inputs, Review(compared)


def _last_release() -> str:
    from ..diagnostics import fail
    from ..revisions import last_release

    tag = last_release()
    if tag is None:
        hint = "name it with --since; in CI, fetch the tags (`fetch-depth: 0`)"
        raise fail("Release/NoLast", "there is no last release here: no tag has a version in its name", hint=hint)
    return tag


def _revision(since: str) -> str:
    """A revision as `opened` takes it; one without a path is of the present document's path."""
    from ..diagnostics import fail
    from ..revisions import is_revision

    if not is_revision(since):
        raise fail("Input/Revision", f"{since} is neither a file nor a git revision", hint="look at `git tag`")
    return since if ":" in since else f"{since}:"


def _no_config(spec: Path) -> Exception:
    from ..diagnostics import fail

    hint = f"`specwright init {spec}` writes one"
    return fail("Release/NoConfig", "there is no configuration to write the version to", hint=hint)


def _lines(release: Release, inputs: ReleaseInputs, written: tuple[str, ...]) -> list[str]:
    if not release.entry:
        return [f"{release.package} {release.last}: nothing to release since {inputs.since}"]
    first = f"{release.package} {release.last} -> {release.version} ({release.bump.name.lower()}), since {inputs.since}"
    wrote = [f"wrote {name}" for name in written[:12]]
    more = [f"… and {len(written) - 12} more files"] if len(written) > 12 else []
    return [first, "", *release.entry.rstrip("\n").split("\n"), *([""] if wrote else []), *wrote, *more]


def _data(release: Release, inputs: ReleaseInputs, written: tuple[str, ...]) -> dict[str, Any]:
    return {
        "package": release.package,
        "since": inputs.since,
        "last": release.last,
        "version": release.version,
        "bump": release.bump.name.lower(),
        "entry": release.entry,
        "written": list(written),
    }
