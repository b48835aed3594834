"""Stage check: findings that come in hundreds, each reported once, at its first place, with a count."""

from __future__ import annotations

import difflib

from ..diagnostics import Diagnostic, Diagnostics, Severity
from ..values import dataclass
from .shapes import ObjectRule
from .trail import Trail


@dataclass(slots=True)
class _Finding:
    severity: Severity
    hint: str | None
    first: Trail
    times: int = 1


class Repeated:
    """Collects fields OpenAPI does not know, and fields without a value, by kind of object and name."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], _Finding] = {}

    def unknown(self, rule: ObjectRule, name: str, at: Trail) -> None:
        """A field that is not in the rule: a warning when it looks like a misspelling, else a note."""
        key = (f"{rule.area}/UnknownField", f"{rule.title} has no field {name!r}; it is ignored")
        if not self._again(key):
            close = difflib.get_close_matches(name, rule.fields, n=1, cutoff=0.8)
            severity = Severity.WARNING if close else Severity.NOTE
            hint = f"Did you mean {close[0]!r}?" if close else "Extensions begin with 'x-'."
            self._found[key] = _Finding(severity, hint, at.child(name))

    def null(self, rule: ObjectRule, name: str, at: Trail) -> None:
        """A field that is there and null, as an empty YAML value is."""
        key = (f"{rule.area}/Null", f"{name!r} of {rule.title} is null; it is read as if it were not there")
        if not self._again(key):
            self._found[key] = _Finding(Severity.NOTE, None, at.child(name))

    def report(self, diagnostics: Diagnostics) -> None:
        for (rule, message), found in self._found.items():
            more = f" ({found.times} places, this is the first)" if found.times > 1 else ""
            origin = found.first.origin()
            diagnostics.add(Diagnostic(found.severity, rule, message + more, origin, found.hint, at_key=True))

    def _again(self, key: tuple[str, str]) -> bool:
        found = self._found.get(key)
        if found is not None:
            found.times += 1
        return found is not None
