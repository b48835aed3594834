"""Rules: a small function of (old, new) and a row that says what it means.

A rule answers True or a detail when its change is there. Rules that see one edit from two directions (a property that
became required breaks requests and only tightens responses) share `edit`: of those the worst is shown.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from ..values import dataclass
from .changes import Direction, Sdk, Wire
from .subjects import Pair

P = TypeVar("P", bound=Pair[Any])
Check = Callable[[P], bool | str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """`direction` NEITHER: the change has none (paths, documents); it is then looked for once.

    `behind`: the change shows in nothing that a Python programmer can name, so that its own verdict counts for the
    package; otherwise the package's surface says what happened to it.
    """

    id: str
    purpose: str
    subject: type[Pair[Any]]
    direction: Direction
    wire: Wire
    sdk: Sdk
    edit: str
    behind: bool
    check: Callable[[Any], bool | str | None]


_RULES: dict[str, Rule] = {}


def rule(
    id_: str,
    purpose: str,
    direction: Direction,
    wire: Wire,
    sdk: Sdk,
    *,
    on: type[P],
    edit: str | None = None,
    behind: bool = False,
) -> Callable[[Check[P]], Check[P]]:
    """Register the function below as a rule. Raises ValueError for an id that is taken."""

    def register(check: Check[P]) -> Check[P]:
        if id_ in _RULES:
            raise ValueError(f"two rules are called {id_}")
        _RULES[id_] = Rule(id_, purpose, on, direction, wire, sdk, edit or id_, behind, check)
        return check

    return register


def all_rules() -> dict[str, Rule]:
    """Every rule by id."""
    importlib.import_module(f"{__package__}.rules")  # registers them
    return dict(_RULES)


def matching(subject: Pair[Any], direction: Direction) -> Iterator[tuple[Rule, str]]:
    """The rules that hold for a pair, with the detail each gave."""
    for candidate in _candidates(type(subject), direction):
        found = candidate.check(subject)
        if found:
            yield candidate, found if isinstance(found, str) else ""


_index: dict[tuple[type[Pair[Any]], Direction], tuple[Rule, ...]] = {}


def _candidates(subject: type[Pair[Any]], direction: Direction) -> tuple[Rule, ...]:
    """The rules about a kind of subject whose data travels that way."""
    found = _index.get((subject, direction))
    if found is None:
        found = _index[subject, direction] = tuple(
            rule
            for rule in all_rules().values()
            if rule.subject is subject and (not rule.direction or rule.direction & direction)
        )
    return found
