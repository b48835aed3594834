"""The review, end to end: two documents in, a report out.

    load → check → lower ─┐
                          ├→ pairs → rules → changes ─┐
    load → check → lower ─┘                           ├→ report
                 name → surface → surface changes ────┘

The second module, besides `pipeline`, that sees every stage.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from pathlib import Path

from . import ir
from .diagnostics import Diagnostics, Position
from .ir import Origin
from .pipeline import package_settings, read
from .review import compare
from .review.changes import Wire
from .review.homes import Homes
from .review.policy import Policy
from .review.report import Report, build_report
from .review.report.model import Locate
from .review.waivers import accepted, read_waivers
from .revisions import Side
from .run import Inputs, Progress, Run, read_if_there
from .spec import SourceMap
from .spec.limits import Limits
from .spec.parse import parse
from .spec.source import Source, read_bytes
from .surface import compare_surfaces
from .targets.python.surface import sdk_surface
from .values import dataclass


@dataclass(frozen=True, slots=True)
class ReviewInputs:
    """What a user decides. Configurations None: the ones beside the documents, else inferred."""

    old: Side
    new: Side
    old_config: Path | None
    new_config: Path | None
    waivers: Path | None = None
    level: Wire = Wire.NONE
    strict_typing: bool = False
    version: str | None = None
    """The package's current version; None: the old configuration's."""
    policy: Policy = field(default_factory=Policy)
    allow_remote: bool = False
    """As in `Inputs`."""


@dataclass(slots=True)
class Review:
    """A review; `runs` and `diagnostics` are for showing what is wrong with its inputs."""

    inputs: ReviewInputs
    progress: Progress = lambda _: None
    runs: list[tuple[Side, Run]] = field(default_factory=list)
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    waiver_source: bytes = b""

    def sources(self) -> dict[str, bytes]:
        """The content of every file read so far, by the name it has in findings."""
        found = {file: content for _, run in self.runs for file, content in run.sources().items()}
        if self.inputs.waivers is not None and self.waiver_source:
            found[self.inputs.waivers.as_posix()] = self.waiver_source
        return found

    def report(self) -> Report:
        """The whole review. Raises SpecwrightError for bad input."""
        inputs = self.inputs
        old_run, old = self._read(inputs.old, inputs.old_config)
        new_run, new = (old_run, old) if self._is_same(old_run) else self._read(inputs.new, inputs.new_config)
        self.progress("compare")
        documents = (old_run.document, new_run.document)
        homes = Homes(documents[0], documents[1]) if documents[0] and documents[1] else None
        changes = compare(old, new, inputs.policy, homes).changes
        self.progress("surface")
        old_settings = package_settings(old_run.known_config, old_run.inputs)
        new_settings = package_settings(new_run.known_config, new_run.inputs)
        before = sdk_surface(old, old_settings)[0]
        after = before if new is old else sdk_surface(new, new_settings)[0]
        waived = self._waived([change.fingerprint for change in changes])
        version = inputs.version or old_settings.version
        facts = (new_settings.package_name, version, old.info.version, new.info.version)
        locate = (
            _locator(inputs.old, old_run, [change.old for change in changes]),
            _locator(inputs.new, new_run, [change.new for change in changes]),
        )
        surface = compare_surfaces(before, after)
        return build_report(changes, surface, locate, waived, inputs.level, facts, strict_typing=inputs.strict_typing)

    def _read(self, side: Side, config: Path | None) -> tuple[Run, ir.Api]:
        run = Run(Inputs(side.document, config, allow_remote=self.inputs.allow_remote), self.progress)
        self.runs.append((side, run))
        return run, read(run)

    def _is_same(self, known: Run) -> bool:
        """Whether both sides are one file each, the same byte for byte, with the same configuration."""
        old, new = self.inputs.old, self.inputs.new
        pairs = ((old.document, new.document), (self.inputs.old_config, self.inputs.new_config))
        alone = known.document is not None and len(known.document.sources()) == 1
        return alone and all(a == b or (a and b and read_if_there(a) == read_if_there(b)) for a, b in pairs)

    def _waived(self, fingerprints: list[str]) -> frozenset[str]:
        if self.inputs.waivers is None:
            return frozenset()
        file = self.inputs.waivers.as_posix()
        limits = Limits()
        raw = self.waiver_source = read_bytes(self.inputs.waivers, file, limits)
        waivers = read_waivers(parse(Source.from_bytes(file, raw), limits), Origin(file, ""))
        return accepted(waivers, fingerprints, date.today(), self.diagnostics)


def _locator(side: Side, run: Run, origins: list[Origin | None]) -> Locate:
    """Looks positions up; those of `origins` are found in one pass over each file."""
    sources = SourceMap(run.sources())
    sources.locate_many((origin, True) for origin in origins if origin is not None and sources.has(origin.file))

    def locate(origin: Origin | None) -> Position | None:
        if origin is None or not sources.has(origin.file):
            return None
        found = sources.locate(origin, at_key=True)
        return Position(side.shown(found.file), found.line, found.column)

    return locate
