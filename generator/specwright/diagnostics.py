"""Diagnostics: everything the tool has to say about somebody's input, with its place.

What comes in: findings of the stages, each with an `Origin`. What goes out: text with a caret for a terminal, JSON, or
GitHub workflow commands. A stage that can go on reports and goes on; one that cannot raises `SpecwrightError`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import IntEnum

from .ir.origin import Origin
from .values import dataclass


class Severity(IntEnum):
    NOTE = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text.

    `line` and `column` count from 1 and in characters; `line_text` is the line, or the part of a very long line that
    begins `line_text_from` characters into it.
    """

    file: str
    line: int
    column: int
    line_text: str = ""
    line_text_from: int = 0


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that belongs to a finding (`first used here`)."""

    message: str
    origin: Origin
    at_key: bool = False
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `rule` is a stable id in the form `Area/What` (`Schema/TypeMismatch`); `message` one sentence saying what is wrong;
    `hint` what to do about it. `at_key` points at the key that the pointer's last token names, not at its value.
    `position` is given only when the place cannot be looked up from `origin`, because the text could not be parsed.
    """

    severity: Severity
    rule: str
    message: str
    origin: Origin | None = None
    hint: str | None = None
    at_key: bool = False
    position: Position | None = None
    related: tuple[Related, ...] = ()


class SpecwrightError(Exception):
    """Stops a run: bad input. Carries the diagnostics to show; the command line exits with `exit_code`."""

    def __init__(self, *diagnostics: Diagnostic, exit_code: int = 2) -> None:
        super().__init__("; ".join(d.message for d in diagnostics))
        self.diagnostics = diagnostics
        self.exit_code = exit_code


def fail(
    rule: str, message: str, origin: Origin | None = None, *, hint: str | None = None, at_key: bool = False
) -> SpecwrightError:
    """The error to raise for one fatal finding."""
    return SpecwrightError(Diagnostic(Severity.ERROR, rule, message, origin, hint, at_key))


@dataclass(slots=True)
class Diagnostics:
    """The findings of a run, in the order they were made; the same finding at the same place is kept once."""

    _found: dict[Diagnostic, None] = field(default_factory=dict)

    def add(self, diagnostic: Diagnostic) -> None:
        self._found.setdefault(diagnostic)

    def error(
        self, rule: str, message: str, origin: Origin | None = None, *, hint: str | None = None, at_key: bool = False
    ) -> None:
        self.add(Diagnostic(Severity.ERROR, rule, message, origin, hint, at_key))

    def warn(
        self, rule: str, message: str, origin: Origin | None = None, *, hint: str | None = None, at_key: bool = False
    ) -> None:
        self.add(Diagnostic(Severity.WARNING, rule, message, origin, hint, at_key))

    def note(
        self, rule: str, message: str, origin: Origin | None = None, *, hint: str | None = None, at_key: bool = False
    ) -> None:
        self.add(Diagnostic(Severity.NOTE, rule, message, origin, hint, at_key))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self._found if d.severity is Severity.ERROR)

    def raise_errors(self) -> None:
        """Stop here if an error was reported."""
        if self.errors:
            raise SpecwrightError(*self.errors)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
