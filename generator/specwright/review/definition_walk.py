"""The walk inside of definitions: properties, further properties, and what a schema says about itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from operator import attrgetter

from ..ir import Access, Api, Definition, Enum, Field, ListOf, Nullable, Record, Ref, Scalar, Type, Unknown
from ..values import dataclass
from .changes import Direction
from .definitions import FromDefinition, Graph, Node
from .effective import component, named_values, path_in_components, type_of
from .limits import Constraint
from .pairing import by_key, letters, renames, similarity
from .subjects import ComponentPair, FieldPair, NullPair, Place, RecordPair, TextPair, limit_pairs
from .types_walk import TypeWalk
from .visits import Use

PROPERTY_RENAME = 0.6
"""How alike the names of a removed and an added property of equal type must be to be called a rename."""

Cursors = Collection[tuple[str, str]]
"""Properties that say where the next page begins: definition id of the old API and wire name."""

Items = Mapping[tuple[str, str], tuple[str, str]]
"""Of pages, by definition ids on both sides, the wire names of the property that holds the items, if they differ."""

_written = attrgetter("wire", "type", "required", "name", "default", "has_default", "access", "doc", "deprecated")
_limits = attrgetter("constraints")


@dataclass(frozen=True, slots=True)
class DefinitionWalk:
    """Looks into each pair of definitions of a graph."""

    graph: Graph
    types: TypeWalk
    cursors: Cursors
    items: Items

    def run(self) -> None:
        """Look into all pairs, also those that are met on the way."""
        while self.graph.waiting:
            self._look(self.graph.waiting.popleft())

    def _look(self, node: Node) -> None:
        old, new, use = node.old, node.new, node.use
        sink = FromDefinition(self.graph, node)
        names = (component(old) or "", component(new) or "")
        renamed = bool(names[0] and names[1]) and names[0] != names[1] and node.edit is None
        if renamed or old.deprecated is not new.deprecated:
            sink.see(ComponentPair(old, new, use.label, names), use.place)
        if old.accepts_null is not new.accepts_null and node.edit is None:
            sink.see(NullPair(old.accepts_null, new.accepts_null, use.label), use.place)
        if old.doc != new.doc and node.edit is None:
            sink.see(TextPair(old.doc or "", new.doc or "", f"{use.label} description"), use.place)
        match old, new:
            case Record(), Record():
                self._record(old, new, node, sink)
            case Enum(), Enum():
                self.types.values(named_values(old), named_values(new), use, sink)
            case _:
                self._other(old, new, use, sink)

    def _other(self, old: Definition, new: Definition, use: Use, sink: FromDefinition) -> None:
        """A name for another type, on one side at least. Null was looked at already."""
        was, now = type_of(old), type_of(new)
        if isinstance(was, Ref) and isinstance(now, Ref) and self.types.names.same(was, now):
            sink.enter(was.id, now.id, use)
        elif was == now:
            self.types.compare(was, now, use, sink)
        else:
            self.types.different(was, now, use, sink)

    def _record(self, old: Record, new: Record, node: Node, sink: FromDefinition) -> None:
        use = node.use
        if old.closed is not new.closed or (old.extra is None) is not (new.extra is None) or old.extra != new.extra:
            sink.see(RecordPair(old, new, use.label), use.place)
        self.types.limits(_demands(old, new), _demands(new, old), use, sink)
        self._bases(old, new, sink)
        items = self.items.get((old.id, new.id), ("", ""))
        for before, after in _paired(old.fields, new.fields, items):
            if before is not None and after is not None and _written(before) == _written(after):
                self._same_field(before, after, node)
            else:
                self._field(before, after, node, (old, new))
        typed = [not isinstance(extra, Unknown | None) for extra in (old.extra, new.extra)]
        if all(typed) and old.extra is not None and new.extra is not None:
            self.types.compare(old.extra, new.extra, use.inside("{}"), sink)

    def _bases(self, old: Record, new: Record, sink: FromDefinition) -> None:
        """Schemas that are only named in an `allOf`, so that no use leads to them, may have other names now."""
        for was, now in zip(old.bases, new.bases, strict=False):
            ends = self.graph.old.definitions.get(was), self.graph.new.definitions.get(now)
            if ends[0] is None or ends[1] is None or not self.types.names.same(Ref(was), Ref(now)):
                continue
            names = (component(ends[0]) or "", component(ends[1]) or "")
            if all(names) and names[0] != names[1]:
                place = Place(ends[0].origin, ends[1].origin)
                sink.see(ComponentPair(*ends, f"`{names[1]}`", names), place)

    def _same_field(self, old: Field, new: Field, node: Node) -> None:
        """A property with nothing changed but, perhaps, its limits and what it refers to."""
        if isinstance(old.type, Scalar) and old.constraints == new.constraints:
            return
        mask = _mask(old, new)
        use = _use_of(node, old, new)
        inner = FromDefinition(self.graph, node, mask, new.wire)
        self._own_limits(old, new, use, inner)
        self.types.compare(old.type, new.type, use, inner)

    def _field(self, old: Field | None, new: Field | None, node: Node, owners: tuple[Record, Record]) -> None:
        use = _use_of(node, old, new)
        sink = FromDefinition(self.graph, node, _mask(old, new), new.wire if new else None)
        cursor = old is not None and (owners[0].id, old.wire) in self.cursors
        closed = (owners[0].closed, owners[1].closed)
        is_items = (
            old is not None and new is not None and (old.wire, new.wire) == self.items.get((owners[0].id, owners[1].id))
        )
        sink.see(FieldPair(old, new, use.label, *closed, cursor, is_items), use.place)
        if old is None or new is None:
            return
        if not (_inherits_doc(old, self.graph.old) and _inherits_doc(new, self.graph.new)):
            sink.see(TextPair(old.doc or "", new.doc or "", f"{use.label} description"), use.place)
        self._own_limits(old, new, use, sink)
        self.types.compare(old.type, new.type, Use(use.words, use.path, use.place, cursor=cursor), sink)

    def _own_limits(self, old: Field, new: Field, use: Use, sink: FromDefinition) -> None:
        """The limits beside a reference; those of other types belong to the type, or to the object written there."""
        if old.constraints != new.constraints and _has_own_limits(old, self.graph.old):
            before, after = (dict(field.constraints) for field in (old, new))
            for pair in limit_pairs(before, after, use.label):
                sink.see(pair, use.place)


def _demands(record: Record, other: Record) -> tuple[Constraint, ...]:
    """The limits of a record. A name in `required` whose property came or went says nothing beyond that."""
    known = {field.wire for field in other.fields}
    found: list[Constraint] = []
    for key, value in record.constraints:
        if key == "required":
            value = ", ".join(name for name in str(value).split(", ") if name not in known)
        if key != "required" or value:
            found.append((key, value))
    return tuple(found)


def _has_own_limits(field: Field, api: Api) -> bool:
    type_ = field.type.type if isinstance(field.type, Nullable) else field.type
    if isinstance(type_, Ref):
        definition = api.definitions.get(type_.id)
        return definition is not None and component(definition) is not None
    return not isinstance(type_, Scalar | ListOf)


def _use_of(node: Node, old: Field | None, new: Field | None) -> Use:
    """Where a property stands; of one that is missing, where its owner does."""
    other = node.new if new is None else node.old if old is None else None
    field = new or old
    assert field is not None
    owners = node.use.place
    place = Place(old.origin if old else owners.old, new.origin if new else owners.new)
    inherited = path_in_components(field.origin) if not node.use.words and not _is_cut_off(field, other) else None
    path = inherited or (f"{node.use.path}.{field.wire}" if node.use.path else field.wire)
    return Use(node.use.words, path, place)


def _is_cut_off(field: Field, other: Definition | None) -> bool:
    """Whether the schema that a property is inherited from is no base of `other`: then the heir was changed, not it."""
    owner = f"#{field.origin.pointer.rpartition('/properties/')[0]}"
    return isinstance(other, Record) and owner != other.id and owner not in other.bases


def _inherits_doc(field_: Field, api: Api) -> bool:
    """Whether a property's text is its component's own, which is compared there."""
    type_ = field_.type.type if isinstance(field_.type, Nullable) else field_.type
    definition = api.definitions.get(type_.id) if isinstance(type_, Ref) else None
    return definition is not None and definition.doc == field_.doc


def _paired(
    old: tuple[Field, ...], new: tuple[Field, ...], known: tuple[str, str]
) -> Iterator[tuple[Field | None, Field | None]]:
    """Properties that belong together; `known` are two names of one."""
    before = {f.wire: f for f in old}
    after = {f.wire: f for f in new}
    if before.keys() == after.keys():
        yield from ((f, after[f.wire]) for f in old)
        return
    removed = [f for wire, f in before.items() if wire not in after]
    added = [f for wire, f in after.items() if wire not in before]
    renamed = [(a, b) for a in removed for b in added if (a.wire, b.wire) == known]
    taken = {id(f) for pair in renamed for f in pair}
    left = ([f for f in removed if id(f) not in taken], [f for f in added if id(f) not in taken])
    renamed += renames(*left, _similarity, PROPERTY_RENAME)
    moved = {f.wire for pair in renamed for f in pair}
    for wire, a, b in by_key(before, after):
        if wire not in moved:
            yield a, b
    yield from renamed


def _similarity(old: Field, new: Field) -> float:
    """Of equal type and requiredness: how alike the names are. Otherwise they are not the same property."""
    if old.required != new.required or _shallow(old.type) != _shallow(new.type):
        return 0.0
    return similarity(letters(old.wire), letters(new.wire))


def _shallow(type_: Type) -> object:
    """A type as far as a glance goes; references by their component's last name."""
    match type_:
        case Ref(id_):
            return id_.rpartition("/")[2] if id_.rpartition("/")[0] == "#/components/schemas" else "written in place"
        case ListOf(item=item):
            return ("list", _shallow(item))
        case Scalar(kind, format_):
            return (kind, format_)
        case Nullable(inner):
            return ("null", _shallow(inner))
        case Unknown():
            return "anything"
        case _:
            return type(type_).__name__


def _mask(old: Field | None, new: Field | None) -> Direction:
    """readOnly properties are not in requests, writeOnly ones not in responses. A change of access keeps both."""
    accesses = {f.access for f in (old, new) if f is not None}
    if accesses == {Access.READ_ONLY}:
        return Direction.RESPONSE
    return Direction.REQUEST if accesses == {Access.WRITE_ONLY} else Direction.BOTH
