"""The pipeline: a document and its configuration in, a written SDK out. The only module that sees every stage.

    load → check → lower → name → build → render → gate → plan → apply
    ╰── read ────╯ ╰────────────── build ──────────────╯ ╰── write ──╯

What comes in: `Inputs`. What goes out: files, and findings in `Run.diagnostics`. Nothing is written before the gate has
passed every file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from . import ir, output
from .config import Config, apply_transforms, dump_config, infer_config, load_config, resolve_config
from .config.settings import ExampleRequest
from .diagnostics import Diagnostic, Position, Severity, SpecwrightError, fail
from .finished import Keyed
from .garbage import no_collections
from .ir import Origin
from .lastrun import bookkeeping, is_written_once, written_once
from .lower import lower
from .run import Inputs, KeyRow, Report, Run, read_if_there
from .spec import Document, load, validate
from .spec.source_map import SourceMap
from .targets.python.casing import Casing
from .targets.python.settings import Author, PackageSettings, ReadmeExample
from .values import dataclass

if TYPE_CHECKING:
    from .adopt import Adopted


@dataclass(frozen=True, slots=True)
class Sdk:
    """A generated SDK, not written yet: its files by path."""

    api: ir.Api
    settings: PackageSettings
    files: dict[str, str | bytes]


@no_collections()
def read(run: Run) -> ir.Api:
    """load → check → lower. Raises SpecwrightError when the document or the configuration cannot be used."""
    inputs, diagnostics = run.inputs, run.diagnostics
    run.progress("load")
    document = _load(run)
    written = load_config(inputs.config, diagnostics) if inputs.config is not None else None
    if written is not None:
        _refuse_skipped(written)
        written = apply_transforms(document, written, diagnostics)
    run.progress("check")
    validate(document, diagnostics, thorough=inputs.thorough, unused_cycles=not inputs.skip_unsupported)
    run.config = written if written is not None else infer_config(document, diagnostics)
    config = resolve_config(run.config, document, diagnostics)
    diagnostics.raise_errors()
    run.progress("lower")
    api = lower(document, config, diagnostics, skip_unsupported=inputs.skip_unsupported)
    diagnostics.raise_errors()
    return api


def _load(run: Run) -> Document:
    fetcher = None
    if run.inputs.allow_remote:
        from .spec.remote import Fetcher

        fetcher = Fetcher()
    run.document = load(run.inputs.spec, diagnostics=run.diagnostics, fetcher=fetcher)
    return run.document


def _refuse_skipped(config: Config) -> None:
    """`targets.python.skip`: somebody does not want a Python SDK, so that there is nothing to do."""
    if config.python.skip:
        hint = "take `skip` away, or name another file with --config"
        raise fail("Config/Skipped", "`targets.python.skip` says that no SDK is made", config.python.origin, hint=hint)


def infer(run: Run) -> str:
    """load → check, and the configuration made from the document alone, as YAML."""
    run.progress("load")
    document = _load(run)
    run.progress("check")
    validate(document, run.diagnostics)
    run.diagnostics.raise_errors()
    return dump_config(infer_config(document, run.diagnostics))


def adopt_package(run: Run, package: str) -> Adopted:
    """load, and the configuration of a published package, read from the package. Raises SpecwrightError."""
    from .adopt import adopt, open_package  # reading Python takes griffe, 80 ms that no other command needs

    run.progress("load")
    document = _load(run)
    run.progress("check")
    with TemporaryDirectory(prefix="specwright-") as scratch:
        return adopt(open_package(package, Path(scratch)), document)


def build(run: Run, target: Path, finished: MutableMapping[str, Keyed] | None = None) -> Sdk:
    """load → … → gate: the files of the SDK, in memory.

    `target` is where an earlier run may have written: names that it chose are chosen again. `finished`: its texts,
    which are not made again where the key is the same; afterwards those of this run stand there.
    """
    api = read(run)
    if run.document is not None:
        run.document.forget_data()  # 30 MB of GitHub's; what is made from here on is made from `api`
    from .targets.python.generate import generate  # with it come templates and views: 0.1 s that `validate` saves
    from .targets.python.manifest import remembered_names

    settings = package_settings(run.known_config, run.inputs)
    run.progress("render")
    last = read_if_there(bookkeeping(target, settings.package_name)[0]) or b""
    remembered = remembered_names(last.decode(errors="replace"))
    files = generate(api, settings, run.diagnostics, remembered, finished)
    run.diagnostics.raise_errors()
    return Sdk(api, settings, files)


def report(run: Run, sdk: Sdk) -> Report:
    """What was made of the API, to tell in the end and to remember."""
    return Report(
        project=sdk.settings.project_name,
        package=sdk.settings.package_name,
        version=sdk.settings.version,
        resources=tuple(_resources(sdk.api.root)),
        operations=len(sdk.api.operations),
        types=len(sdk.api.definitions),
        keys=key_rows(run),
        findings=tuple(run.diagnostics),
    )


def key_rows(run: Run) -> tuple[KeyRow, ...]:
    """What became of each key of the configuration file, in its order; () without a file."""
    if run.inputs.config is None:
        return ()
    rows = tuple(run.known_config.ledger)
    places = SourceMap(run.sources()).locate_many((row.origin, True) for row in rows)
    return tuple(KeyRow(row.path, row.usage.value, at.line) for row, at in zip(rows, places, strict=True))


def _resources(resource: ir.Resource) -> Iterator[str]:
    """A line for each resource: how it is reached and what it does."""
    if resource.methods:
        path = ".".join(("client", *(part.replace("-", "_") for part in resource.path)))
        yield f"{path}: {', '.join(method.name.text for method in resource.methods)}"
    for child in resource.children:
        yield from _resources(child)


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
        license_contents=known.contents if known is not None else None,
        license_extension=known.extension.lstrip(".") if known is not None and known.extension else None,
        repository=_repository(target.production_repo),
        docs_url=config.organization.docs,
        readme_title=target.readme_title,
        http_library=target.http_library,
        legacy_raw_responses=target.legacy_raw_responses,
        short_resource_classes=target.short_resource_classes,
        open_typed_dicts_are_unions=target.open_typed_dicts_are_unions,
        protect_pydantic_namespace=not target.disable_pydantic_namespace_protection,
        authors=_authors(config),
        license_classifier=config.settings.license_classifier,
        file_header=config.settings.file_header,
        tests=not config.settings.disable_tests,
        examples=tuple(map(_example, config.example_requests)),
    )


def _example(example: ExampleRequest) -> ReadmeExample:
    return ReadmeExample(
        place=example.place,
        operation=example.endpoint,
        params=tuple(example.params.items()),
        prints=example.response_property,
        variable=example.assign_to,
        file=example.file_param,
        file_path=example.file_path,
    )


def _repository(written: str | None) -> str | None:
    """The address of `owner/name#branch`, a repository on GitHub; other addresses as they are."""
    if written is None or "://" in written:
        return written
    return f"https://github.com/{written.partition('#')[0]}"


def _authors(config: Config) -> tuple[Author, ...]:
    contact = config.organization.contact
    return (Author(config.organization.name, contact if "@" in contact else None),) if contact else ()


def write(
    run: Run,
    sdk: Sdk,
    target: Path,
    *,
    resolve: output.Resolve = output.Resolve.MARK,
    dry: bool = False,
    last: Mapping[str, output.Member] | None = None,
) -> output.WritePlan:
    """plan → apply. With `dry`, or when a file is in the way, nothing is written; the plan says what and why.
    `last`: as in `output.plan`.

    Raises SpecwrightError when the folder cannot be written; it is then as it was.
    """
    run.progress("write")
    with _output_errors():
        if dry:
            _refuse_interrupted(target)
            decided = _plan(sdk, target, resolve, last)
        else:
            with output.hold(target) as held:
                decided = _plan(sdk, target, resolve, last)
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


def hand_edits(target: Path) -> tuple[output.Edit, ...]:
    """The edits of an output folder. Raises SpecwrightError when it holds no output, or half of one."""
    with _output_errors():
        _refuse_interrupted(target)
        return output.edits(target, is_written_once)


def _plan(
    sdk: Sdk, target: Path, resolve: output.Resolve, last: Mapping[str, output.Member] | None
) -> output.WritePlan:
    once = written_once(sdk.settings.package_name)
    return output.plan(sdk.files, target, written_once=once, resolve=resolve, last=last)


def _refuse_interrupted(target: Path) -> None:
    """What a killed run has left is no state to compare with; the next run that may write puts it right."""
    if output.is_interrupted(target):
        message = f"{target} is half written: an earlier run was interrupted"
        hint = "Run `specwright generate` to finish it."
        raise SpecwrightError(Diagnostic(Severity.ERROR, "Output/InterruptedRun", message, hint=hint), exit_code=1)


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
