"""A release, end to end: what has changed since the last one → the next version, a changelog entry, edited files.

    review (last release → now) → version → entry → texts of files → written → generate

What comes in: two documents and where the SDK is. What goes out: a `Release`, a proposal; `write_release` carries it
out. The last released version is, in this order: what the caller says, what release-please's manifest said at that
revision, `targets.python.version` at that revision, the tag's name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from . import output, pipeline, revisions
from .diagnostics import fail
from .release import (
    ReleasePlease,
    find_release_please,
    has_entry,
    insert_entry,
    marked_version,
    release_entry,
    set_version,
)
from .review.report import Report
from .review.versions import Bump, next_version
from .review_pipeline import Review
from .run import Run, read_if_there
from .values import dataclass

_TAG = re.compile(r"(\d+\.\d+\.\d+)$")


@dataclass(frozen=True, slots=True)
class ReleaseInputs:
    """What a user decides. `since`: a revision, file or folder. `version`: the last one, None to find out."""

    since: str
    sdk: Path
    config: Path | None
    day: date
    version: str | None = None
    at_least: Bump = Bump.NONE
    changelog: Path | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """`bump` NONE: nothing to release, and `version` is the last one. `files`: the new content of each that changes."""

    package: str
    last: str
    version: str
    bump: Bump
    entry: str
    files: dict[Path, bytes]
    left: tuple[str, ...] = ()
    """Files of release-please that somebody else has to bring up to date."""


def propose(inputs: ReleaseInputs, review: Review) -> Release:
    """The next release. Raises SpecwrightError for bad input, or when no version is known."""
    report = review.report()
    please = _release_please(inputs)
    last = _last_version(inputs, review, please)
    bump = max(report.package_bump, inputs.at_least)
    version = next_version(last, bump)
    if version is None:
        raise fail("Release/Version", f"there is no version after {last!r}", hint="give X.Y.Z with --package-version")
    if bump is Bump.NONE:
        return Release(report.package, last, last, bump, "", {})
    entry = release_entry(report, version, inputs.day, _compare(review, inputs.since, last, version))
    files = dict(_files(inputs, report, please, version, entry))
    return Release(report.package, last, version, bump, entry, files, please.left if please is not None else ())


def write_release(release: Release, run: Run, sdk: Path) -> tuple[str, ...]:
    """Write the files, and generate where an SDK has been generated before. Gives the names of what was written.

    Raises SpecwrightError; findings of generating are in `run`.
    """
    written = [file for file, content in release.files.items() if read_if_there(file) != content]
    for file in written:
        _replace(file, release.files[file])
    if not (sdk / output.MANIFEST).is_file():
        return tuple(map(_shown, written))
    made = pipeline.build(run, sdk)
    decided = pipeline.write(run, made, sdk)
    changed = [sdk / entry.path for entry in decided.having(*output.CHANGES)] if not decided.conflicts else []
    return tuple(map(_shown, [*written, *changed]))


def _release_please(inputs: ReleaseInputs) -> ReleasePlease | None:
    try:
        return find_release_please(inputs.sdk, revisions.repository() or inputs.sdk)
    except (OSError, ValueError) as error:
        raise fail("Release/ReleasePlease", f"the files of release-please cannot be read: {error}") from None


def _last_version(inputs: ReleaseInputs, review: Review, please: ReleasePlease | None) -> str:
    if inputs.version is not None:
        return inputs.version
    side, run = review.runs[0]
    if please is not None and please.version is not None:
        return _released(side.revision, please) or please.version
    if any(row.path == "targets.python.version" for row in run.known_config.ledger):
        return run.known_config.python.version
    tag = _TAG.search(side.revision)
    if tag is not None:
        return tag[1]
    hint = "give it with --package-version, or write it to the configuration as targets.python.version"
    raise fail("Release/Version", "the version released last is not known", hint=hint)


def _released(revision: str, please: ReleasePlease) -> str | None:
    """What the manifest said at a revision: the present one may have been written to already."""
    import json

    content = revisions.file_at(revision, please.manifest) if revision else None
    try:
        found = json.loads(content)[please.key] if content is not None else None
    except (ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None


def _compare(review: Review, since: str, last: str, version: str) -> str | None:
    """Where a repository on GitHub shows what is between the two versions."""
    run = review.runs[-1][1]
    repository = pipeline.package_settings(run.known_config, run.inputs).repository
    if repository is None or not repository.startswith("https://github.com/") or not since.endswith(last):
        return None
    return f"{repository.removesuffix('.git')}/compare/{since}...{since.removesuffix(last)}{version}"


def _files(
    inputs: ReleaseInputs, report: Report, please: ReleasePlease | None, version: str, entry: str
) -> Iterator[tuple[Path, bytes]]:
    if inputs.config is not None:
        config = read_if_there(inputs.config) or b""
        yield inputs.config, set_version(inputs.config.as_posix(), config, version)
    changelog = inputs.changelog or (please.changelog if please is not None else inputs.sdk / "CHANGELOG.md")
    written = (read_if_there(changelog) or b"").decode(errors="surrogateescape")
    if not has_entry(written, version):
        yield changelog, insert_entry(written, entry).encode(errors="surrogateescape")
    if please is None or please.version is None:
        return
    yield please.manifest, please.manifest_with(please.manifest.read_text(encoding="utf-8"), version).encode()
    for file in please.extra:
        content = read_if_there(file)
        if content is not None:
            text = content.decode(errors="surrogateescape")
            yield file, marked_version(text, version).encode(errors="surrogateescape")


def _replace(file: Path, content: bytes) -> None:
    """Put the content in the file's place at once."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise fail("Output/CannotWrite", f"{file} could not be written: {error.strerror}") from error


def _shown(file: Path) -> str:
    """A path as short as possible: relative to the current folder where it is inside of it."""
    here = Path.cwd().resolve()
    whole = file.resolve()
    return whole.relative_to(here).as_posix() if here in whole.parents else file.as_posix()
