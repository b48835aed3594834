"""The walk over both APIs: shows every pair that rules look at, with its place, directions and operations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..ir import (
    Api,
    Body,
    Content,
    Operation,
    Origin,
    Param,
    ParamWhere,
    Ref,
    Response,
    SecurityRequirement,
)
from .changes import Direction
from .pairing import by_key, pair_operations, renames, similarity
from .subjects import (
    ApiPair,
    AuthPair,
    BodyPair,
    ContentPair,
    EnvironmentPair,
    HeaderPair,
    HookPair,
    LimitPair,
    OperationPair,
    ParamPair,
    PathPair,
    Place,
    ResponsePair,
    SecurityPair,
    ServerPair,
    TextPair,
)
from .types_walk import TypeWalk, Use
from .visits import Reach, Visit

NOWHERE = Reach(Direction.NEITHER)


@dataclass(slots=True)
class Walk:
    """One walk over two APIs. `visits` is filled by `run`."""

    old: Api
    new: Api
    visits: list[Visit] = field(default_factory=list)
    operations: list[OperationPair] = field(init=False)
    _types: TypeWalk = field(init=False)

    def __post_init__(self) -> None:
        self.operations = pair_operations(self.old, self.new)
        self._types = TypeWalk(self.old, self.new, self._see)

    def run(self) -> list[Visit]:
        """Every pair; definitions last, because only then all places that reach them are known."""
        self._see(ApiPair(self.old, self.new, "the API"), _document(self.old, self.new), NOWHERE)
        self._servers()
        self._auth()
        for index, pair in enumerate(self.operations):
            self._operation(pair, 1 << index)
        self._hooks()
        self._types.finish()
        return self.visits

    def operation_ids(self, bits: int) -> tuple[str, ...]:
        """The operations of a reach, by their new names where they have one."""
        found: list[str] = []
        while bits:
            lowest = bits & -bits
            found.append(self.operations[lowest.bit_length() - 1].label)
            bits ^= lowest
        return tuple(found)

    def _see(self, subject: object, place: Place, reach: Reach) -> None:
        self.visits.append(Visit(subject, place, reach))

    def _servers(self) -> None:
        place = _document(self.old, self.new)
        old = {server.url: (index, server) for index, server in enumerate(self.old.servers)}
        new = {server.url: (index, server) for index, server in enumerate(self.new.servers)}
        for url, before, after in by_key(old, new):
            pair = ServerPair(
                before[1] if before else None,
                after[1] if after else None,
                f"server {url}",
                before[0] if before else None,
                after[0] if after else None,
                len(old),
                len(new),
            )
            self._see(pair, place, Reach(Direction.REQUEST))
        environments = by_key(
            {e.name.text: e for e in self.old.environments}, {e.name.text: e for e in self.new.environments}
        )
        for name, was, now in environments:
            self._see(EnvironmentPair(was, now, f"environment `{name}`"), place, NOWHERE)

    def _auth(self) -> None:
        place = _document(self.old, self.new)
        for name, old, new in by_key({a.scheme: a for a in self.old.auth}, {a.scheme: a for a in self.new.auth}):
            self._see(AuthPair(old, new, f"security scheme `{name}`"), place, Reach(Direction.REQUEST))

    def _operation(self, pair: OperationPair, bit: int) -> None:
        old = pair.old.operation if pair.old else None
        new = pair.new.operation if pair.new else None
        place = Place(old.origin if old else None, new.origin if new else None)
        self._see(pair, place, Reach(Direction.NEITHER, bit, bit))
        if old is None or new is None:
            return
        self._see(
            PathPair(pair.old, pair.new, old.path, pair.similarity),
            _path_place(old, new),
            Reach(Direction.NEITHER, bit, bit),
        )
        both = Reach(Direction.NEITHER, bit, bit)
        self._see(TextPair(old.summary, new.summary, f"{new.id} summary"), place, both)
        self._see(TextPair(old.doc, new.doc, f"{new.id} description"), place, both)
        request, response = Reach(Direction.REQUEST, bit), Reach(Direction.RESPONSE, 0, bit)
        self._security(old, new, place, request)
        self._params(old, new, request)
        self._body(old.body, new.body, place, request)
        self._responses(old, new, place, response)

    def _security(self, old: Operation, new: Operation, place: Place, reach: Reach) -> None:
        before = _requirements(old.security, self.old)
        after = _requirements(new.security, self.new)
        inherited = old.security is None and new.security is None
        self._see(
            SecurityPair(before, after, "the API" if inherited else new.id),
            _document(self.old, self.new) if inherited else place,
            reach,
        )

    def _params(self, old: Operation, new: Operation, reach: Reach) -> None:
        before, after = _by_name(old.params), _by_name(new.params)
        variables = _renamed_variables(old, new)
        removed = [p for key, p in before.items() if key not in after]
        added = [p for key, p in after.items() if key not in before]
        renamed = [
            *(
                (before["path", a], after["path", b])
                for a, b in variables
                if ("path", a) in before and ("path", b) in after
            ),
            *renames(
                [p for p in removed if p.where is not ParamWhere.PATH],
                [p for p in added if p.where is not ParamWhere.PATH],
                _param_similarity,
            ),
        ]
        moved = {id(p) for pair in renamed for p in pair}
        for _, a, b in by_key(before, after):
            if not any(id(p) in moved for p in (a, b) if p is not None):
                self._param(a, b, Place(a.origin if a else old.origin, b.origin if b else new.origin), reach)
        for was, now in renamed:
            self._param(was, now, Place(was.origin, now.origin), reach)

    def _param(self, old: Param | None, new: Param | None, place: Place, reach: Reach) -> None:
        shown = new or old
        assert shown is not None
        label = f"{shown.where.value} parameter `{shown.wire}`"
        self._see(ParamPair(old, new, label), place, reach)
        if old is None or new is None:
            return
        self._see(TextPair(old.doc, new.doc, f"{label} description"), place, reach)
        if dict(old.constraints) != dict(new.constraints):
            self._see(LimitPair(dict(old.constraints), dict(new.constraints), label), place, reach)
        query = new.where in (ParamWhere.QUERY, ParamWhere.PATH, ParamWhere.HEADER)
        self._types.compare(old.type, new.type, Use(label, place, query), reach)

    def _body(self, old: Body | None, new: Body | None, place: Place, reach: Reach) -> None:
        at = Place(old.origin if old else place.old, new.origin if new else place.new)
        self._see(BodyPair(old, new, "request body"), at, reach)
        if old is None or new is None:
            return
        self._see(TextPair(old.doc, new.doc, "request body description"), at, reach)
        self._contents(old.contents, new.contents, at, reach, "request body")

    def _contents(
        self,
        old: tuple[Content, ...],
        new: tuple[Content, ...],
        at: Place,
        reach: Reach,
        label: str,
        success: bool = False,
    ) -> None:
        request = label == "request body"
        before = {_media_key(c.media_type): c for c in old}
        after = {_media_key(c.media_type): c for c in new}
        if len(before) == len(after) == 1 and before.keys() != after.keys():
            pairs: Iterable[tuple[Content | None, Content | None]] = [(old[0], new[0])]
        else:
            pairs = [(a, b) for _, a, b in by_key(before, after)]
        for a, b in pairs:
            shown = b or a
            assert shown is not None
            place = Place(a.origin if a else at.old, b.origin if b else at.new)
            self._see(ContentPair(a, b, f"{label} {shown.media_type}", success, request), place, reach)
            if a is not None and b is not None and a.kind == b.kind:
                self._types.compare(a.type, b.type, Use(label, place), reach)
                if a.item is not None and b.item is not None:
                    self._types.compare(a.item, b.item, Use(f"{label} item", place), reach)

    def _responses(self, old: Operation, new: Operation, place: Place, reach: Reach) -> None:
        before = {r.status: r for r in old.responses}
        after = {r.status: r for r in new.responses}
        gone = [s for s in before if s not in after and s.startswith("2")]
        come = [s for s in after if s not in before and s.startswith("2")]
        pairs: list[tuple[Response | None, Response | None]] = [(a, b) for _, a, b in by_key(before, after)]
        if len(gone) == len(come) == 1:  # a success that was renumbered
            pairs = [(a, b) for a, b in pairs if not (a and a.status in gone) and not (b and b.status in come)]
            pairs.append((before[gone[0]], after[come[0]]))
        for a, b in pairs:
            shown = b or a
            assert shown is not None
            at = Place(a.origin if a else place.old, b.origin if b else place.new)
            self._see(ResponsePair(a, b, f"response {shown.status}", tuple(before), tuple(after)), at, reach)
            if a is None or b is None:
                continue
            self._see(TextPair(a.doc, b.doc, f"response {b.status} description"), at, reach)
            for wire, h, g in by_key({h.wire.lower(): h for h in a.headers}, {h.wire.lower(): h for h in b.headers}):
                where = Place(h.origin if h else at.old, g.origin if g else at.new)
                self._see(HeaderPair(h, g, f"response header `{wire}`"), where, reach)
                if h is not None and g is not None:
                    self._types.compare(h.type, g.type, Use(f"response header `{wire}`", where), reach)
            self._contents(a.contents, b.contents, at, reach, f"response {b.status}", b.status.startswith("2"))

    def _hooks(self) -> None:
        """Webhooks and callbacks: their payloads travel from the server."""
        for webhook, before, after in (
            (True, self.old.webhooks, self.new.webhooks),
            (False, self.old.callbacks, self.new.callbacks),
        ):
            names = by_key(
                {self.old.definitions[i].name.text: i for i in before if i in self.old.definitions},
                {self.new.definitions[i].name.text: i for i in after if i in self.new.definitions},
            )
            for name, old, new in names:
                place = Place(
                    self.old.definitions[old].origin if old else None, self.new.definitions[new].origin if new else None
                )
                reach = Reach(Direction.RESPONSE)
                kind = "webhook" if webhook else "callback"
                self._see(HookPair(old, new, f"{kind} `{name}`", webhook), place, reach)
                if old is not None and new is not None:
                    self._types.compare(Ref(old), Ref(new), Use(f"{kind} `{name}`", place), reach)


def _document(old: Api, new: Api) -> Place:
    """The documents themselves: where an API-wide thing is reported."""
    return Place(_any_origin(old), _any_origin(new))


def _any_origin(api: Api) -> Origin | None:
    for operation in api.operations.values():
        return Origin(operation.origin.file, "")
    for definition in api.definitions.values():
        return Origin(definition.origin.file, "")
    return None


def _path_place(old: Operation, new: Operation) -> Place:
    """The path items of two operations: what happens to a path is written there."""
    ends = (Origin(o.origin.file, o.origin.pointer.rpartition("/")[0]) for o in (old, new))
    return Place(*ends)


def _requirements(own: tuple[SecurityRequirement, ...] | None, api: Api) -> tuple[SecurityRequirement, ...]:
    return api.security if own is None else own


def _by_name(params: tuple[Param, ...]) -> dict[tuple[str, str], Param]:
    """Header names ignore case (RFC 9110, 5.1); the others do not."""
    return {(p.where.value, p.wire.lower() if p.where is ParamWhere.HEADER else p.wire): p for p in params}


def _renamed_variables(old: Operation, new: Operation) -> list[tuple[str, str]]:
    """Template variables with another name at the same position of the same path."""
    if re.sub(r"\{[^}]*\}", "{}", old.path) != re.sub(r"\{[^}]*\}", "{}", new.path):
        return []
    variables = zip(re.findall(r"\{([^}]*)\}", old.path), re.findall(r"\{([^}]*)\}", new.path), strict=True)
    return [(a, b) for a, b in variables if a != b]


def _param_similarity(old: Param, new: Param) -> float:
    if old.where is not new.where or old.required != new.required or type(old.type) is not type(new.type):
        return 0.0
    return similarity(
        old.wire.replace("_", "").replace("-", "").lower(), new.wire.replace("_", "").replace("-", "").lower()
    )


def _media_key(media_type: str) -> str:
    """A media type without parameters, in lower case (RFC 9110, 8.3.1)."""
    return media_type.partition(";")[0].strip().lower()
