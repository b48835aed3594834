"""Comparing two APIs: walk, rules, findings.

What comes in: the old and the new `ir.Api`. What goes out: changes, one for each edit, worst first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import field, replace

from ..ir import Api
from ..values import dataclass
from .changes import Change, Direction, Sdk, Wire
from .homes import Homes
from .policy import Policy
from .rule import Rule, matching
from .subjects import OutcomePair, Place, RetargetPair, VersionPair
from .versions import Bump, api_bump
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


@dataclass(slots=True)
class _Findings:
    """All changes so far, by the edit that made them."""

    homes: Homes | None
    found: dict[Hashable, _Found] = field(default_factory=dict)

    def judge(self, seen: Visit) -> None:
        """Ask all rules about a pair."""
        for rule, detail in matching(seen.subject, seen.reach.direction):
            visit = self.homes.home(seen, rule) if self.homes is not None else seen
            change = _change(rule, detail, visit)
            operations = _operations(rule.direction, visit.reach)
            key = _key(rule, visit)
            known = self.found.get(key)
            if known is None:
                self.found[key] = _Found(change, operations)
            else:
                known.operations |= operations
                known.change = _worse(known.change, change)


def compare(old: Api, new: Api, policy: Policy | None = None, homes: Homes | None = None) -> Comparison:
    """Every change between two APIs. An edit is reported once, at its place, with all the operations it reaches.

    `homes` finds the places of edits that the APIs alone cannot tell.
    """
    walk = Walk(old, new, policy or Policy())
    findings = _Findings(homes)
    for visit in walk.run():
        findings.judge(visit)
    changes = [_settled(found, walk) for found in findings.found.values()]
    changes.extend(_about_the_version(old, new, changes))
    return Comparison(tuple(sorted(changes, key=_order)))


def _key(rule: Rule, visit: Visit) -> Hashable:
    """What makes two findings one: the edit. A changed reference is one edit, whatever differs behind it."""
    if visit.edit is not None:
        return "reference", visit.edit.use.place
    if isinstance(visit.subject, RetargetPair):
        return "reference", visit.place
    return visit.subject.key, rule.edit, *_written(visit)


def _written(visit: Visit) -> tuple[object, object]:
    """Where an edit is written: of something added or removed only one side says so.

    Operations of one path share the path's edits, so that a renamed path is one finding.
    """
    old = visit.place.old if visit.subject.old is not None else None
    new = visit.place.new if visit.subject.new is not None else None
    return old, new


def _change(rule: Rule, detail: str, visit: Visit) -> Change:
    message = f"{visit.subject.label}: {rule.purpose}" + (f" ({detail})" if detail else "")
    place = visit.place
    if visit.edit is not None:
        place = visit.edit.use.place
        was, now = visit.edit.names
        message = f"{visit.edit.use.label} is `{now}` now, was `{was}`; {message}"
    direction = visit.reach.direction & rule.direction if rule.direction else Direction.NEITHER
    return Change(rule.id, message, rule.wire, rule.sdk, direction, place.old, place.new, (), behind=rule.behind)


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
        behind=worse.behind or better.behind,
    )


def _settled(found: _Found, walk: Walk) -> Change:
    """The change with the operations it reaches. What breaks only operations that promised nothing is a warning."""
    change = replace(found.change, operations=walk.operation_ids(found.operations))
    if change.wire is Wire.BREAKING:
        outcome = OutcomePair(walk.stabilities(found.operations), (), "")
        for rule, _ in matching(outcome, Direction.NEITHER):
            change = replace(change, wire=rule.wire, also=(*change.also, rule.id))
    return change


def _about_the_version(old: Api, new: Api, changes: Iterable[Change]) -> Iterator[Change]:
    """The finding that the document's version stayed although something changed that asks for another."""
    due = api_bump(max((change.wire for change in changes), default=Wire.NONE)) >= Bump.MINOR
    place = Place(*(api.origin.child("info", "version") if api.origin else None for api in (old, new)))
    pair = VersionPair(old.info.version, new.info.version, "the API", due)
    for rule, detail in matching(pair, Direction.NEITHER):
        yield _change(rule, detail, Visit(pair, place, Reach(Direction.NEITHER)))


def _order(change: Change) -> tuple[object, ...]:
    place = change.new or change.old
    return (-change.wire, -change.sdk, place.file if place else "", place.pointer if place else "", change.message)
