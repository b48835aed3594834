"""The pipeline: a document and its configuration in, a written SDK out. The only module that sees every stage.

    load → check → lower → name → build → render → gate → plan → apply
    ╰── read ────╯ ╰────────────── build ──────────────╯ ╰── write ──╯

What comes in: `Inputs`. What goes out: files, and findings in `Run.diagnostics`. Nothing is written before the gate has
passed every file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from . import ir, output
from .config import Config, dump_config, infer_config, load_config, resolve_config
from .diagnostics import Diagnostic, Diagnostics, Position, Severity, fail
from .ir import Origin
from .lower import lower
from .spec import Document, load, validate
from .targets.python.casing import Casing
from .targets.python.generate import generate
from .targets.python.manifest import remembered_names
from .targets.python.settings import Author, PackageSettings

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a user decides on the command line. `config` None: everything is made from the document."""

    spec: Path
    config: Path | None = None
    package_name: str | None = None
    skip_unsupported: bool = False
    thorough: bool = False
    """Have openapi-spec-validator look at the document as well; it takes longer than everything else together."""


@dataclass(slots=True)
class Run:
    """One run: what it has found and, as soon as a stage has given it, what it has read."""

    inputs: Inputs
    progress: Progress = lambda _: None
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    document: Document | None = None
    config: Config | None = None

    @property
    def known_config(self) -> Config:
        """The configuration, once it has been read."""
        if self.config is None:
            raise LookupError("the configuration has not been read yet")
        return self.config

    def sources(self) -> dict[str, bytes]:
        """The content of the files read so far, by the name they have in findings."""
        found = {file.as_posix(): _bytes(file) for file in (self.inputs.spec, self.inputs.config) if file is not None}
        if self.document is not None:
            found |= self.document.sources()
        return {name: content for name, content in found.items() if content is not None}


@dataclass(frozen=True, slots=True)
class Sdk:
    """A generated SDK, not written yet: its files by path."""

    api: ir.Api
    settings: PackageSettings
    files: dict[str, str | bytes]


def read(run: Run) -> ir.Api:
    """load → check → lower. Raises SpecwrightError when the document or the configuration cannot be used."""
    inputs, diagnostics = run.inputs, run.diagnostics
    run.progress("load")
    document = run.document = load(inputs.spec, diagnostics=diagnostics)
    written = load_config(inputs.config, diagnostics) if inputs.config is not None else None
    run.progress("check")
    validate(document, diagnostics, thorough=inputs.thorough)
    run.config = written if written is not None else infer_config(document, diagnostics)
    config = resolve_config(run.config, document, diagnostics)
    diagnostics.raise_errors()
    run.progress("lower")
    api = lower(document, config, diagnostics, skip_unsupported=inputs.skip_unsupported)
    diagnostics.raise_errors()
    return api


def infer(run: Run) -> str:
    """load → check, and the configuration made from the document alone, as YAML."""
    run.progress("load")
    document = run.document = load(run.inputs.spec, diagnostics=run.diagnostics)
    run.progress("check")
    validate(document, run.diagnostics)
    run.diagnostics.raise_errors()
    return dump_config(infer_config(document, run.diagnostics))


def build(run: Run, target: Path) -> Sdk:
    """load → … → gate: the files of the SDK, in memory.

    `target` is where an earlier run may have written: names that it chose are chosen again.
    """
    api = read(run)
    settings = package_settings(run.known_config, run.inputs)
    run.progress("render")
    last = _bytes(target / "src" / settings.package_name / "_manifest.json") or b""
    remembered = remembered_names(last.decode(errors="replace"))
    files = generate(api, settings, run.diagnostics, remembered)
    run.diagnostics.raise_errors()
    return Sdk(api, settings, files)


def package_settings(config: Config, inputs: Inputs) -> PackageSettings:
    """How the distribution is called and described. Raises SpecwrightError for names that Python or PyPI refuses."""
    target = config.python
    name = inputs.package_name or target.package_name or Casing().snake(config.organization.name)
    known = config.settings.license
    return PackageSettings(
        package_name=name,
        project_name=target.project_name or name.replace("_", "-"),
        version=target.version,
        license=known.name if known is not None else None,
        repository=_repository(target.production_repo),
        docs_url=config.organization.docs,
        readme_title=target.readme_title,
        http_library=target.http_library,
        authors=_authors(config),
    )


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (OSError, ValueError):
        return None


def _repository(written: str | None) -> str | None:
    """The address of `owner/name#branch`, a repository on GitHub; other addresses as they are."""
    if written is None or "://" in written:
        return written
    return f"https://github.com/{written.partition('#')[0]}"


def _authors(config: Config) -> tuple[Author, ...]:
    contact = config.organization.contact
    return (Author(config.organization.name, contact if "@" in contact else None),) if contact else ()


def write(
    run: Run, sdk: Sdk, target: Path, *, resolve: output.Resolve = output.Resolve.MARK, dry: bool = False
) -> output.WritePlan:
    """plan → apply. With `dry`, or when a file is in the way, nothing is written; the plan says what and why.

    Raises SpecwrightError when the folder cannot be written; it is then as it was.
    """
    run.progress("write")
    with _output_errors():
        if dry:
            decided = _plan(sdk, target, resolve)
        else:
            with output.hold(target) as held:
                decided = _plan(sdk, target, resolve)
                if not decided.conflicts:
                    output.apply(decided, held)
    for entry in decided.unsettled:
        run.diagnostics.add(_unsettled(entry, target))
    return decided


def write_new(file: Path, text: str) -> None:
    """Write a file that must not exist yet. Raises SpecwrightError, also when the disk refuses."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise fail("Output/FileExists", f"{file} exists already", hint="remove it, or name another with -o") from None
    except OSError as error:
        raise fail("Output/CannotWrite", f"{file} could not be written: {error.strerror}") from error


def check_target(target: Path) -> None:
    """Refuse a folder that could not be written, before any work is done. Raises SpecwrightError."""
    with _output_errors():
        output.check_target(target)


def _plan(sdk: Sdk, target: Path, resolve: output.Resolve) -> output.WritePlan:
    return output.plan(sdk.files, target, written_once=(f"src/{sdk.settings.package_name}/lib/",), resolve=resolve)


def _unsettled(entry: output.Entry, target: Path) -> Diagnostic:
    """The finding about a file that somebody has to look at."""
    file = (target / entry.path).as_posix()
    blocking = entry.action is output.Action.CONFLICT
    severity = Severity.ERROR if entry.action is not output.Action.RELEASE else Severity.WARNING
    hint = {
        output.Action.CONFLICT: "Nothing was written. Move the file away, or overwrite it with --force.",
        output.Action.MARK: "Both sides stand in the file, between markers: settle them and remove the markers.",
    }
    position = None if blocking else Position(file, next(iter(entry.lines), 1), 1)
    rule = "Output/FileInTheWay" if blocking else "Output/EditConflict"
    return Diagnostic(
        severity, rule, f"{file}: {entry.reason}", Origin(file, ""), hint=hint.get(entry.action), position=position
    )


@contextmanager
def _output_errors() -> Iterator[None]:
    """The output stage knows no diagnostics: its errors become findings here."""
    try:
        yield
    except output.OutputError as error:
        raise fail(error.rule, error.message, hint=error.hint) from error
