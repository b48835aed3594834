"""Rules: a small function of (old, new) and a row that says what it means.

A rule answers True or a detail when its change is there. Rules that see one edit from two directions (a property that
became required breaks requests and only tightens responses) share `edit`: of those the worst is shown.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from .changes import Direction, Sdk, Wire

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Rule:
    """`direction` NEITHER: the change has none (paths, documents); it is then looked for once."""

    id: str
    purpose: str
    subject: type[Any]
    direction: Direction
    wire: Wire
    sdk: Sdk
    edit: str
    check: Callable[[Any], bool | str | None]


_RULES: dict[str, Rule] = {}


def rule(
    id_: str, purpose: str, direction: Direction, wire: Wire, sdk: Sdk, *, on: type[P], edit: str | None = None
) -> Callable[[Callable[[P], bool | str | None]], Callable[[P], bool | str | None]]:
    """Register the function below as a rule. Raises ValueError for an id that is taken."""

    def register(check: Callable[[P], bool | str | None]) -> Callable[[P], bool | str | None]:
        if id_ in _RULES:
            raise ValueError(f"two rules are called {id_}")
        _RULES[id_] = Rule(id_, purpose, on, direction, wire, sdk, edit or id_, check)
        return check

    return register


def all_rules() -> dict[str, Rule]:
    """Every rule by id."""
    importlib.import_module(f"{__package__}.rules")  # registers them
    return dict(_RULES)


def matching(subject: object, direction: Direction) -> Iterator[tuple[Rule, str]]:
    """The rules that hold for a pair, with the detail each gave."""
    for candidate in _by_subject().get(type(subject), ()):
        if candidate.direction and not candidate.direction & direction:
            continue
        found = candidate.check(subject)
        if found:
            yield candidate, found if isinstance(found, str) else ""


_index: dict[type[Any], tuple[Rule, ...]] = {}


def _by_subject() -> dict[type[Any], tuple[Rule, ...]]:
    if not _index:
        for found in all_rules().values():
            _index[found.subject] = (*_index.get(found.subject, ()), found)
    return _index
