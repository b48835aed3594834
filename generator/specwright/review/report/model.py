"""What a report says, before anybody decides how it looks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from enum import StrEnum

from ...diagnostics import Position
from ...ir import Origin
from ...surface import SurfaceChange
from ...values import dataclass
from ..changes import Change, Sdk, Wire
from ..versions import Bump, api_bump, next_version, package_bump

Locate = Callable[[Origin | None], Position | None]


class Threshold(StrEnum):
    """From what on a run fails."""

    BREAKING = "breaking"
    WARNING = "warning"
    SDK_MAJOR = "sdk-major"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Finding:
    """A change with its places looked up; `waived` when somebody accepted it."""

    change: Change
    old: Position | None
    new: Position | None
    waived: bool

    @property
    def where(self) -> str:
        """`file:line:column` of the new side, or of the old one for what was removed."""
        position = self.new or self.old
        return f"{position.file}:{position.line}:{position.column}" if position is not None else ""


@dataclass(frozen=True, slots=True)
class Report:
    """Findings on the wire, changes of the package, and what they mean for version numbers.

    `old_version` and `new_version` are the documents'; `package` is the SDK's name and `package_version` its own; ""
    where packages were compared without documents. `level`: the least verdict on the wire that is shown.
    """

    findings: tuple[Finding, ...]
    surface: tuple[SurfaceChange, ...]
    package: str
    package_version: str
    old_version: str
    new_version: str
    strict_typing: bool = False
    level: Wire = Wire.NONE

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings to show: those of the level, and what breaks code that upgrades. Verdicts are about all."""
        return tuple(f for f in self.findings if f.change.wire >= self.level or f.change.sdk >= Sdk.MAJOR)

    def counted(self, wire: Wire) -> int:
        return sum(1 for finding in self.findings if finding.change.wire is wire and not finding.waived)

    @property
    def wire(self) -> Wire:
        return max((f.change.wire for f in self.findings if not f.waived), default=Wire.NONE)

    @property
    def sdk(self) -> Sdk:
        """The worst of the surface; findings that leave the surface alone are at least a patch."""
        behind = [finding.change.sdk for finding in self.findings if finding.change.behind]
        if any(f.change.wire or f.change.sdk for f in self.findings):
            behind.append(Sdk.PATCH)
        return max((*behind, *(change.verdict for change in self.surface)), default=Sdk.NONE)

    @property
    def api_bump(self) -> Bump:
        return api_bump(self.wire)

    @property
    def package_bump(self) -> Bump:
        return package_bump(self.sdk, strict_typing=self.strict_typing)

    @property
    def next_package_version(self) -> str | None:
        return next_version(self.package_version, self.package_bump)

    @property
    def version_is_due(self) -> bool:
        """The document's version was not raised although its content changed for clients (rule INF-01)."""
        return self.api_bump >= Bump.MINOR and self.old_version == self.new_version

    def fails(self, threshold: Threshold) -> bool:
        """Whether the run is at or over the threshold. Of two packages there is nothing on the wire to ask for."""
        if threshold is not Threshold.NONE and not self.old_version:
            threshold = Threshold.SDK_MAJOR
        match threshold:
            case Threshold.BREAKING:
                return self.wire >= Wire.BREAKING
            case Threshold.WARNING:
                return self.wire >= Wire.WARNING
            case Threshold.SDK_MAJOR:
                return self.package_bump >= Bump.MAJOR
            case Threshold.NONE:
                return False

    def headline(self) -> str:
        """One sentence: `3 breaking, 2 warnings on the wire (major); cadenya 1.1.0 -> 2.0.0 (major)`."""
        words = {Wire.BREAKING: "breaking", Wire.WARNING: "warnings", Wire.COMPATIBLE: "compatible", Wire.DOCS: "texts"}
        parts = [f"{count} {word}" for wire, word in words.items() if (count := self.counted(wire))]
        silent = sum(1 for finding in self.findings if finding.change.wire is Wire.NONE and not finding.waived)
        parts += [f"{silent} seen by the SDK only"] if silent else []
        verdict = f" ({self.api_bump.name.lower()})" if self.api_bump is not Bump.NONE else ""
        wire = f"{', '.join(parts)} on the wire{verdict}" if parts else "no changes on the wire"
        if self.package_bump is Bump.NONE:
            return f"{wire}; {self.package} stays as it is"
        following = self.next_package_version
        versions = f" {self.package_version} -> {following}" if following else ""
        return f"{wire}; {self.package}{versions} ({self.package_bump.name.lower()})"


def build_report(
    changes: Sequence[Change],
    surface: Sequence[SurfaceChange],
    locate: tuple[Locate, Locate],
    waived: Collection[str],
    level: Wire,
    facts: tuple[str, str, str, str],
    *,
    strict_typing: bool = False,
) -> Report:
    """The report. `level`: the least wire verdict shown; `facts`: package, its version, both documents' versions."""
    in_old, in_new = locate
    findings = (
        Finding(change, in_old(change.old), in_new(change.new), change.fingerprint in waived) for change in changes
    )
    ordered = tuple(sorted(findings, key=_order))
    return Report(ordered, tuple(surface), *facts, strict_typing=strict_typing, level=level)


def _order(finding: Finding) -> tuple[object, ...]:
    """Worst first; of equals as they stand in the documents."""
    change, place = finding.change, finding.new or finding.old
    where = (place.file, place.line, place.column) if place is not None else ("", 0, 0)
    return (-change.wire, -change.sdk, *where, change.message)
