"""Stage check: fields OpenAPI does not know, each name reported once however often it is used."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from ..diagnostics import Diagnostics
from .shapes import ObjectRule
from .trail import Trail


@dataclass(slots=True)
class _Use:
    rule: ObjectRule
    first: Trail
    times: int = 1


class UnknownFields:
    """Collects fields by kind of object and name. A likely misspelling is a warning, anything else a note."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        self._diagnostics = diagnostics
        self._found: dict[tuple[str, str], _Use] = {}

    def add(self, rule: ObjectRule, name: str, at: Trail) -> None:
        use = self._found.get((rule.title, name))
        if use is not None:
            use.times += 1
        else:
            self._found[rule.title, name] = _Use(rule, at.child(name))

    def report(self) -> None:
        for (title, name), use in self._found.items():
            close = difflib.get_close_matches(name, use.rule.fields, n=1, cutoff=0.8)
            more = f" ({use.times} places, this is the first)" if use.times > 1 else ""
            message = f"{title} has no field {name!r}; it is ignored{more}"
            report = self._diagnostics.warn if close else self._diagnostics.note
            hint = f"Did you mean {close[0]!r}?" if close else "Extensions begin with 'x-'."
            report(f"{use.rule.area}/UnknownField", message, use.first.origin(), hint=hint, at_key=True)
