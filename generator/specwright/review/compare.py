"""Comparing two APIs: walk, rules, findings.

What comes in: the old and the new `ir.Api`. What goes out: changes, one for each edit, worst first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..ir import Api
from .changes import Change, Direction, Sdk, Wire
from .rule import Rule, matching
from .subjects import Pair
from .visits import Reach, Visit
from .walk import Walk


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, and the verdicts of the run: the worst of them."""

    changes: tuple[Change, ...]

    @property
    def wire(self) -> Wire:
        return max((change.wire for change in self.changes), default=Wire.NONE)

    @property
    def sdk(self) -> Sdk:
        return max((change.sdk for change in self.changes), default=Sdk.NONE)


@dataclass(slots=True)
class _Found:
    """A change in the making: the same edit seen by several operations and from both directions."""

    change: Change
    operations: int


def compare(old: Api, new: Api) -> Comparison:
    """Every change between two APIs. An edit is reported once, at its place, with all the operations it reaches."""
    walk = Walk(old, new)
    found: dict[tuple[object, ...], _Found] = {}
    for visit in walk.run():
        _judge(visit, found)
    changes = (replace(f.change, operations=walk.operation_ids(f.operations)) for f in found.values())
    return Comparison(tuple(sorted(changes, key=_order)))


def _judge(visit: Visit, found: dict[tuple[object, ...], _Found]) -> None:
    subject = visit.subject
    assert isinstance(subject, Pair)
    for rule, detail in matching(subject, visit.reach.direction):
        change = _change(rule, detail, subject.label, visit)
        key = (subject.label, rule.edit, *_written(subject, visit))
        known = found.get(key)
        operations = _operations(rule.direction, visit.reach)
        if known is None:
            found[key] = _Found(change, operations)
            continue
        known.operations |= operations
        known.change = _worse(known.change, change)


def _written(subject: Pair[object], visit: Visit) -> tuple[object, object]:
    """Where an edit is written: of something added or removed only one side says so.

    Operations of one path share the path's edits, so that a renamed path is one finding.
    """
    old = visit.place.old if subject.old is not None else None
    new = visit.place.new if subject.new is not None else None
    return old, new


def _change(rule: Rule, detail: str, label: str, visit: Visit) -> Change:
    message = f"{label}: {rule.purpose}" + (f" ({detail})" if detail else "")
    direction = visit.reach.direction & rule.direction if rule.direction else Direction.NEITHER
    return Change(rule.id, message, rule.wire, rule.sdk, direction, visit.place.old, visit.place.new, ())


def _operations(direction: Direction, reach: Reach) -> int:
    if direction is Direction.REQUEST:
        return reach.request
    return reach.response if direction is Direction.RESPONSE else reach.operations


def _worse(known: Change, other: Change) -> Change:
    """Of two views of one edit the worse, with the verdicts of both and the other's rule noted."""
    if known.rule == other.rule:
        return replace(known, direction=known.direction | other.direction)
    worse, better = (known, other) if (known.wire, known.sdk) >= (other.wire, other.sdk) else (other, known)
    also = tuple(dict.fromkeys((*worse.also, *better.also, better.rule)))
    return replace(
        worse,
        sdk=max(worse.sdk, better.sdk),
        direction=worse.direction | better.direction,
        also=tuple(id_ for id_ in also if id_ != worse.rule),
    )


def _order(change: Change) -> tuple[object, ...]:
    place = change.new or change.old
    return (-change.wire, -change.sdk, place.file if place else "", place.pointer if place else "", change.message)


def of_rules(changes: Iterable[Change]) -> set[str]:
    """The ids of all rules that changes meet."""
    return {id_ for change in changes for id_ in (change.rule, *change.also)}
