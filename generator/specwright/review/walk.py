"""The walk over both APIs: shows every pair that rules look at, with its place, directions and operations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field

from ..ir import Api, Operation, Origin
from ..values import dataclass
from .changes import Direction
from .definition_walk import DefinitionWalk
from .definitions import FromOperation, Graph, Names
from .document_walk import DocumentWalk
from .message_walk import MessageWalk
from .operations import Matched, base_path, compared_paths, match_operations, method_path, shape
from .pages import cursors, renamed_items
from .policy import Policy
from .subjects import About, Call, MethodPair, OperationPair, PathPair, Place, TextPair
from .types_walk import TypeWalk
from .visits import Reach, Visit


@dataclass(slots=True)
class Walk:
    """One walk over two APIs. `operations` are its operations, in the order of their bits in a `Reach`."""

    old: Api
    new: Api
    policy: Policy
    operations: list[Matched] = field(init=False)

    def __post_init__(self) -> None:
        self.operations = match_operations(self.old, self.new)

    def run(self) -> Iterator[Visit]:
        """Every pair; definitions last, because only then all places that reach them are known."""
        graph = Graph(self.old, self.new)
        types = TypeWalk(self.old, self.new, Names(self.old, self.new))
        visits: list[Visit] = []
        document = DocumentWalk(self.old, self.new, self.operations)
        document.run(FromOperation(graph, visits, Reach(Direction.REQUEST)))
        schemes = document.renamed_schemes()
        paths = _Paths(self.old, self.new, self.operations, self.policy)
        for index, pair in enumerate(self.operations):
            bit = 1 << index
            paths.look(pair, FromOperation(graph, visits, Reach(Direction.NEITHER, bit, bit)))
            if pair.old is not None and pair.new is not None:
                messages = MessageWalk(types, FromOperation(graph, visits, Reach(Direction.REQUEST, bit)), pair)
                messages.request(self.old, self.new, schemes)
                messages.response(FromOperation(graph, visits, Reach(Direction.RESPONSE, 0, bit)))
        document.hooks(types, FromOperation(graph, visits, Reach(Direction.RESPONSE)))
        items = renamed_items(self.operations, self.old, self.new)
        DefinitionWalk(graph, types, cursors(self.operations, self.old), items).run()
        yield from visits
        yield from graph.visits()

    def operation_ids(self, bits: int) -> tuple[str, ...]:
        """The operations of a reach, by their new names where they have one."""
        return tuple(self.operations[index].label for index in positions(bits))

    def stabilities(self, bits: int) -> tuple[str, ...]:
        """The stability that each operation of a reach promised so far, "" for none."""
        found = (self.operations[index] for index in positions(bits))
        calls = (pair.old or pair.new for pair in found)
        return tuple(call.operation.life.stability or "" for call in calls if call is not None)


def positions(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


class _Paths:
    """Looks at operations and their paths: what is written for a whole path item is one finding."""

    def __init__(self, old: Api, new: Api, operations: list[Matched], policy: Policy) -> None:
        self._policy = policy
        self._bases = (base_path(old), base_path(new))
        self._old_paths, self._new_paths = _paths(old, self._bases[0]), _paths(new, self._bases[1])
        self._kept_old, self._kept_new = _shapes(old), _shapes(new)
        self._by_method = {method_path(p.new): p for p in operations if p.new is not None and p.new.method is not None}
        self._texts = _shared_texts(operations)

    def look(self, pair: Matched, sink: FromOperation) -> None:
        """Look at an operation and its path."""
        old, new = pair.old, pair.new
        place = Place(old.operation.origin if old else None, new.operation.origin if new else None)
        taken = self._taken(pair, sink)
        if old is not None and new is not None:
            subject = OperationPair(old, new, _code(new.operation.id), pair.similarity, self._policy, taken=taken)
            sink.see(subject, place)
            paths = compared_paths(pair, *self._bases)
            if paths[0] != paths[1]:
                found = PathPair(old, new, _code(paths[0]), paths, pair.similarity, self._policy)
                sink.see(found, Place(_item(old.operation), _item(new.operation)))
            self._described(old.operation, new.operation, place, sink)
            return
        call = old or new
        assert call is not None
        self._alone(call, pair, place, sink)

    def _alone(self, call: Call, pair: Matched, place: Place, sink: FromOperation) -> None:
        """An operation that only one side has: with its whole path, or without."""
        operation = call.operation
        known, kept = (self._new_paths, self._kept_new) if pair.old else (self._old_paths, self._kept_old)
        is_kept = (operation.method, shape(operation.path)) in kept
        base = self._bases[0 if pair.old else 1]
        if is_kept or shape(base + operation.path) in known or shape(operation.path) in known:
            subject = OperationPair(pair.old, pair.new, _code(operation.id), 1.0, self._policy, kept=is_kept)
            sink.see(subject, place)
            return
        overlaps = None if pair.old else self._overlapped(base + operation.path)
        item = _item(operation)
        path = operation.path
        found = PathPair(pair.old, pair.new, _code(path), (path, path), 1.0, self._policy, overlaps)
        sink.see(found, Place(item if pair.old else None, item if pair.new else None))

    def _overlapped(self, path: str) -> str | None:
        """An older literal path that a new one with variables matches as well."""
        segments = shape(path).split("/")
        if "{}" not in segments:
            return None
        for known in self._old_paths:
            other = known.split("/")
            if len(other) == len(segments) and all(a in ("{}", b) for a, b in zip(segments, other, strict=True)):
                return known
        return None

    def _taken(self, pair: Matched, sink: FromOperation) -> bool:
        """Whether the name of an old operation's method is another operation's now: calls go there without a word."""
        old = pair.old
        other = self._by_method.get(method_path(old)) if old is not None and old.method is not None else None
        if old is None or other is None or other is pair or other.new is None:
            return False
        label = _code(".".join(("client", *method_path(old))))
        place = Place(old.operation.origin, other.new.operation.origin)
        sink.see(MethodPair(old, other.new, label, is_new=other.old is None), place)
        return True

    def _described(self, old: Operation, new: Operation, place: Place, sink: FromOperation) -> None:
        """Texts; one that all operations of a path share is the path's own."""
        for kind, before, after in (("summary", old.summary, new.summary), ("description", old.doc, new.doc)):
            if before == after:
                continue
            shared = self._texts[kind, old.path, new.path, before, after] == self._texts["", old.path, new.path]
            if shared and self._texts["", old.path, new.path] > 1:
                item = Place(_item(old), _item(new))
                sink.see(TextPair(before or "", after or "", f"{_code(new.path)} {kind}", About.PATH), item)
            else:
                sink.see(TextPair(before or "", after or "", f"{_code(new.id)} {kind}", About.OPERATION), place)


def _code(text: str) -> str:
    """Names of a document stand in code quotes wherever they are shown."""
    return f"`{text}`"


def _shared_texts(operations: list[Matched]) -> Mapping[tuple[str | None, ...], int]:
    """How many operations of two paths have equal texts, and how many operations there are."""
    found: Counter[tuple[str | None, ...]] = Counter()
    for pair in operations:
        if pair.old is None or pair.new is None:
            continue
        old, new = pair.old.operation, pair.new.operation
        found["", old.path, new.path] += 1
        found["summary", old.path, new.path, old.summary, new.summary] += 1
        found["description", old.path, new.path, old.doc, new.doc] += 1
    return found


def _item(operation: Operation) -> Origin:
    """The path item of an operation: what happens to a path is written there."""
    return Origin(operation.origin.file, operation.origin.pointer.rpartition("/")[0])


def _paths(api: Api, base: str) -> set[str]:
    """The shapes of all paths, with and without the server's path."""
    written = [operation.path for operation in api.operations.values()]
    written += [id_.partition(" ")[2] for id_ in api.without_method]
    return {shape(prefix + path) for path in written for prefix in ("", base)}


def _shapes(api: Api) -> set[tuple[str, str]]:
    """HTTP method and path of the document's operations that have no method in the SDK."""
    found = (id_.partition(" ") for id_ in api.without_method)
    return {(method, shape(path)) for method, _, path in found}
