"""Pairs of definitions: each is looked into once, whatever number of uses lead to it.

What comes in: uses of definitions, from operations and from other definitions. What goes out: a graph of pairs, what
was found in each, and, when all uses are known, the directions and operations that reach it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import Any

from ..ir import Api, Definition, Enum, Record, Ref
from ..values import dataclass
from .changes import Direction
from .effective import component, path_in_components
from .subjects import EnumPair, MemberPair, Pair, Place, TypePair
from .visits import NOWHERE, Reach, Reference, Use, Visit

Key = tuple[str, str, Place | None]
_VALUES = (EnumPair, MemberPair, TypePair)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a definition: the pair, its place, the ways its data travels, the property it is about."""

    subject: Pair[Any]
    place: Place
    mask: Direction
    wire: str | None


@dataclass(slots=True, eq=False)
class Node:
    """Two definitions that belong together. `use` says how the report calls them.

    `edit`: they are what a changed reference meant and means; all that differs is part of that edit.
    """

    old: Definition
    new: Definition
    use: Use
    edit: Reference | None
    reach: Reach = NOWHERE
    found: list[Found] = field(default_factory=list)
    uses: list[tuple[Node, Direction]] = field(default_factory=list)
    """What it is made of, and which ways data travels there."""


@dataclass(slots=True)
class Graph:
    """All pairs of definitions met so far; `waiting` are those nobody has looked into."""

    old: Api
    new: Api
    nodes: dict[Key, Node] = field(default_factory=dict)
    waiting: deque[Node] = field(default_factory=deque)
    explained: set[tuple[str, str]] = field(default_factory=set)
    """Properties of new records whose values follow from a discriminator that is reported itself."""

    def node(self, old: str, new: str, use: Use, edit: Reference | None) -> Node | None:
        """The pair of two definitions, None when one of the ids leads nowhere."""
        key = (old, new, edit.use.place if edit else None)
        known = self.nodes.get(key)
        if known is None:
            before, after = self.old.definitions.get(old), self.new.definitions.get(new)
            if before is None or after is None:
                return None
            known = self.nodes[key] = Node(before, after, _called(before, after, use), edit)
            self.waiting.append(known)
        return known

    def reference(self, old: str, new: str, use: Use) -> Reference:
        """A use that was changed from one definition to another."""
        ends = (self.old.definitions.get(old), self.new.definitions.get(new))
        names = [(component(d) or d.name.text) if d is not None else "?" for d in ends]
        return Reference(use, (names[0], names[1]))

    def visits(self) -> Iterator[Visit]:
        """What was found, with everything that reaches it."""
        self._spread()
        for node in self.nodes.values():
            for found in node.found:
                explained = found.wire is not None and (node.new.id, found.wire) in self.explained
                if not (explained and isinstance(found.subject, _VALUES)):
                    yield Visit(found.subject, found.place, node.reach.within(found.mask), node.edit)

    def _spread(self) -> None:
        """Hand the reach of each pair on to what it is made of, until nothing changes."""
        waiting = deque(node for node in self.nodes.values() if node.reach != NOWHERE)
        while waiting:
            node = waiting.popleft()
            for below, mask in node.uses:
                joined = below.reach.joined(node.reach.within(mask))
                if joined != below.reach:
                    below.reach = joined
                    waiting.append(below)


def _called(old: Definition, new: Definition, use: Use) -> Use:
    """How the report calls two definitions: by their schema's name; by their use when one is written in place."""
    place = Place(old.origin, new.origin)
    if (component(old) is None) is not (component(new) is None):
        return Use(use.words, use.path, use.place, use.spot)
    path = path_in_components(new.origin) or component(new) or path_in_components(old.origin)
    return Use("", path, place) if path else Use(use.words, use.path, place, use.spot)


@dataclass(frozen=True, slots=True)
class FromOperation:
    """Takes what is found in an operation itself."""

    graph: Graph
    visits: list[Visit]
    reach: Reach

    def see(self, subject: Pair[Any], place: Place) -> None:
        self.visits.append(Visit(subject, place, self.reach))

    def enter(self, old: str, new: str, use: Use, *, other: bool = False) -> None:
        node = self.graph.node(old, new, use, self.graph.reference(old, new, use) if other else None)
        if node is not None:
            node.reach = node.reach.joined(self.reach)

    def explain(self, records: Iterable[str], wire: str) -> None:
        self.graph.explained.update((record, wire) for record in records)


@dataclass(frozen=True, slots=True)
class FromDefinition:
    """Takes what is found in a definition (in its property `wire`), for data that travels the ways of `mask`."""

    graph: Graph
    node: Node
    mask: Direction = Direction.BOTH
    wire: str | None = None

    def see(self, subject: Pair[Any], place: Place) -> None:
        self.node.found.append(Found(subject, place, self.mask, self.wire))

    def explain(self, records: Iterable[str], wire: str) -> None:
        self.graph.explained.update((record, wire) for record in records)

    def enter(self, old: str, new: str, use: Use, *, other: bool = False) -> None:
        edit = self.node.edit if self._belongs(new, other) else None
        if other and edit is None:
            edit = self.graph.reference(old, new, use)
        below = self.graph.node(old, new, use, edit)
        if below is not None:
            self.node.uses.append((below, self.mask))

    def _belongs(self, new: str, other: bool) -> bool:
        """Whether a difference below is part of the edit: not that of a named schema which is still the same."""
        if self.node.edit is None:
            return False
        definition = self.graph.new.definitions.get(new)
        return other or definition is None or component(definition) is None


class Names:
    """Which named schemas of two APIs are the same."""

    def __init__(self, old: Api, new: Api) -> None:
        self._old, self._new = old, new
        self._old_names = {name for d in old.definitions.values() if (name := component(d)) is not None}
        self._new_names = {name for d in new.definitions.values() if (name := component(d)) is not None}

    def same(self, old: Ref, new: Ref) -> bool:
        """Whether two references mean one thing: equal names, a renamed schema, or one written where it is used."""
        before, after = self._old.definitions.get(old.id), self._new.definitions.get(new.id)
        if before is None or after is None:
            return True
        was, now = component(before), component(after)
        if was is None or now is None or was == now:
            return True
        return was not in self._new_names and now not in self._old_names and alike(before, after)


def alike(old: Definition, new: Definition) -> bool:
    """Whether one could be the other renamed: half of the properties or a value in common."""
    match old, new:
        case Record(), Record():
            before, after = ({f.wire for f in record.fields} for record in (old, new))
            return 2 * len(before & after) >= max(len(before), len(after))
        case Enum(), Enum():
            return bool({m.value for m in old.members} & {m.value for m in new.members})
        case _:
            return type(old) is type(new)
