"""The walk over one operation's messages: security, parameters, request body; responses with their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import attrgetter

from ..ir import (
    Api,
    Content,
    ListOf,
    Operation,
    Param,
    ParamStyle,
    ParamWhere,
    Response,
    Scalar,
    SecurityRequirement,
)
from ..values import dataclass
from .definitions import FromOperation
from .effective import effective, wire_kind
from .operations import Matched, shape
from .pages import is_page_size, is_sorting
from .pairing import by_key, letters, renames, similarity
from .subjects import (
    About,
    BodyPair,
    ContentPair,
    HeaderPair,
    ParamPair,
    Place,
    ResponsePair,
    SecurityPair,
    Spot,
    TextPair,
    limit_pairs,
)
from .types_walk import TypeWalk
from .visits import Use

Contents = tuple[Content, ...]
_param = attrgetter(*(name for name in Param.__dataclass_fields__ if name != "origin"))
_header = attrgetter("wire", "type", "required", "doc")
_content = attrgetter("media_type", "kind", "type", "item", "encodings", "examples")


@dataclass(frozen=True, slots=True)
class MessageWalk:
    """Looks at two operations that belong together. `requests` takes what is about requests."""

    types: TypeWalk
    requests: FromOperation
    pair: Matched

    @property
    def _ends(self) -> tuple[Operation, Operation]:
        assert self.pair.old is not None and self.pair.new is not None
        return self.pair.old.operation, self.pair.new.operation

    @property
    def _place(self) -> Place:
        old, new = self._ends
        return Place(old.origin, new.origin)

    def request(self, old: Api, new: Api, schemes: Mapping[str, str]) -> None:
        """Look at what clients send. `schemes`: renamed security schemes."""
        self._security(old, new, schemes)
        self._params()
        self._body()

    def _security(self, old: Api, new: Api, schemes: Mapping[str, str]) -> None:
        was, now = self._ends
        before = _renamed(old.security if was.security is None else was.security, schemes)
        after = new.security if now.security is None else now.security
        if before == after:
            return
        inherited = was.security is None and now.security is None
        place = self._place
        if inherited:
            place = Place(*(api.origin.child("security") if api.origin else None for api in (old, new)))
        self.requests.see(SecurityPair(before, after, "the API" if inherited else f"`{now.id}`"), place)

    def _params(self) -> None:
        old, new = self._ends
        before, after = _by_name(old.params), _by_name(new.params)
        pairs = [(a, b) for _, a, b in by_key(before, after)]
        moved = list(self._moved(before, after))
        taken = {id(p) for pair in moved for p in pair}
        for a, b in [*((a, b) for a, b in pairs if id(a) not in taken and id(b) not in taken), *moved]:
            if _comes_with_path(a, b):
                continue
            if a is None or b is None or _param(a) != _param(b):
                self._param(a, b, Place(a.origin if a else old.origin, b.origin if b else new.origin))
            else:
                self.types.compare(a.type, b.type, _use(b, Place(a.origin, b.origin)), self.requests)

    def _moved(
        self, before: dict[tuple[str, str], Param], after: dict[tuple[str, str], Param]
    ) -> Iterator[tuple[Param, Param]]:
        """Parameters with another name or another place than before."""
        removed = [p for key, p in before.items() if key not in after]
        added = [p for key, p in after.items() if key not in before]
        if not removed or not added:
            return
        for was, now in _renamed_variables(*self._ends):
            if ("path", was) in before and ("path", now) in after:
                yield before["path", was], after["path", now]
        removed, added = ([p for p in some if p.where is not ParamWhere.PATH] for some in (removed, added))
        for param in list(removed):
            other = next(
                (p for p in added if letters(p.wire) == letters(param.wire) and p.where is not param.where), None
            )
            if other is not None:
                yield param, other
                removed.remove(param)
                added.remove(other)
        yield from renames(removed, added, _param_similarity)

    def _param(self, old: Param | None, new: Param | None, place: Place) -> None:
        shown = new or old
        call = self.pair.new
        assert shown is not None and call is not None
        use = _use(shown, place, page_size=is_page_size(call, shown))
        plural = old is not None and new is not None and self._is_plural(old, new)
        self.requests.see(ParamPair(old, new, use.label, use.page_size, is_sorting(shown), plural), place)
        if old is None or new is None:
            return
        if old.doc != new.doc:
            text = TextPair(old.doc or "", new.doc or "", f"{use.label} description", About.PARAMETER)
            self.requests.see(text, place)
        if old.constraints != new.constraints and not isinstance(old.type, Scalar | ListOf):
            for pair in limit_pairs(dict(old.constraints), dict(new.constraints), use.label):
                self.requests.see(pair, place)
        self.types.compare(old.type, new.type, use, self.requests)

    def _is_plural(self, old: Param, new: Param) -> bool:
        kinds = (wire_kind(effective(old.type, self.types.old)), wire_kind(effective(new.type, self.types.new)))
        return all(kind in ("array", "object", "map", "union", "anything") for kind in kinds)

    def _body(self) -> None:
        old, new = self._ends
        if old.body is None and new.body is None:
            return
        place = Place(old.body.origin if old.body else old.origin, new.body.origin if new.body else new.origin)
        if old.body is None or new.body is None or old.body.required is not new.body.required:
            self.requests.see(BodyPair(old.body, new.body, "request body"), place)
        if old.body is None or new.body is None:
            return
        if old.body.doc != new.body.doc:
            text = TextPair(old.body.doc or "", new.body.doc or "", "request body description", About.BODY)
            self.requests.see(text, place)
        self._contents(old.body.contents, new.body.contents, Use("request body", "", place), self.requests)

    def _contents(self, old: Contents, new: Contents, use: Use, sink: FromOperation) -> None:
        request = sink is self.requests
        before, after = ({_media_key(c.media_type): c for c in contents} for contents in (old, new))
        if len(before) == len(after) == 1:
            self._content(next(iter(before.values())), next(iter(after.values())), use, sink, request)
            return
        for _, a, b in by_key(before, after):
            self._content(a, b, use, sink, request)

    def _content(self, old: Content | None, new: Content | None, use: Use, sink: FromOperation, request: bool) -> None:
        shown = new or old
        assert shown is not None
        at = use.place
        place = Place(old.origin if old else at.old, new.origin if new else at.new)
        if old is None or new is None or _content(old) != _content(new):
            sink.see(ContentPair(old, new, f"{use.words} {shown.media_type}", request), place)
        if old is None or new is None or old.kind is not new.kind:
            return
        inner = Use(use.words, "", place, Spot.BODY if request else Spot.ANSWER)
        if (old.type is None) is (new.type is None):
            self.types.compare(old.type, new.type, inner, sink)
        if old.item is not None and new.item is not None:
            self.types.compare(old.item, new.item, Use(f"{use.words} item", "", place), sink)

    def response(self, sink: FromOperation) -> None:
        """Look at what clients get."""
        old, new = self._ends
        before = {r.status.upper(): r for r in old.responses}
        after = {r.status.upper(): r for r in new.responses}
        for a, b in _responses(before, after):
            at = Place(a.origin if a else old.origin, b.origin if b else new.origin)
            self._response(a, b, at, sink)

    def _response(self, old: Response | None, new: Response | None, place: Place, sink: FromOperation) -> None:
        shown = new or old
        assert shown is not None
        before, after = self._ends
        label = f"response {shown.status}"
        if old is None or new is None or _shape(old) != _shape(new):
            sink.see(ResponsePair(old, new, label, before.responses, after.responses), place)
        if old is None or new is None:
            self._behind_range(old, new, place, sink)
            return
        if bool(old.contents) is not bool(new.contents):
            return
        if old.doc != new.doc and old.status == new.status:
            sink.see(TextPair(old.doc or "", new.doc or "", f"{label} description", About.RESPONSE), place)
        for _, h, g in by_key({h.wire.lower(): h for h in old.headers}, {h.wire.lower(): h for h in new.headers}):
            at = Place(h.origin if h else place.old, g.origin if g else place.new)
            named = g or h
            use = Use(f"{label} header", named.wire if named else "", at, Spot.HEADER)
            if h is None or g is None or _header(h) != _header(g):
                sink.see(HeaderPair(h, g, use.label), at)
            if h is not None and g is not None:
                self.types.compare(h.type, g.type, use, sink)
        self._contents(old.contents, new.contents, Use(label, "", place), sink)

    def _behind_range(self, old: Response | None, new: Response | None, place: Place, sink: FromOperation) -> None:
        """A status that stood behind a range before, or does now: only its body can be different."""
        was, now = old, new
        before, after = self._ends
        if was is None and now is not None:
            was = _range_of(now.status, before.responses)
        elif now is None and was is not None:
            now = _range_of(was.status, after.responses)
        if was is not None and now is not None and was.contents and now.contents:
            at = Place(was.origin, now.origin)
            self._contents(was.contents, now.contents, Use(f"response {now.status}", "", at), sink)


def _comes_with_path(old: Param | None, new: Param | None) -> bool:
    """A path parameter comes and goes with the path, which is reported itself."""
    alone = new if old is None else old if new is None else None
    return alone is not None and alone.where is ParamWhere.PATH


def _renamed(
    requirements: tuple[SecurityRequirement, ...], schemes: Mapping[str, str]
) -> tuple[SecurityRequirement, ...]:
    if not schemes:
        return requirements
    return tuple(
        SecurityRequirement(tuple(replace(use, scheme=schemes.get(use.scheme, use.scheme)) for use in requirement.uses))
        for requirement in requirements
    )


def _use(param: Param, place: Place, *, page_size: bool = False) -> Use:
    several = param.where is ParamWhere.QUERY and param.style is ParamStyle.FORM and param.explode
    spot = Spot.LIST_OF_TEXT if several else Spot.TEXT
    return Use(f"{param.where.value} parameter", param.wire, place, Spot.VALUE if param.media_type else spot, page_size)


def _by_name(params: tuple[Param, ...]) -> dict[tuple[str, str], Param]:
    """Header names ignore case (RFC 9110, 5.1); the others do not."""
    return {(p.where.value, p.wire.lower() if p.where is ParamWhere.HEADER else p.wire): p for p in params}


def _renamed_variables(old: Operation, new: Operation) -> list[tuple[str, str]]:
    """Template variables with another name at the same position of the same path."""
    if shape(old.path) != shape(new.path):
        return []
    variables = zip(re.findall(r"\{([^}]*)\}", old.path), re.findall(r"\{([^}]*)\}", new.path), strict=True)
    return [(a, b) for a, b in variables if a != b]


def _param_similarity(old: Param, new: Param) -> float:
    if old.where is not new.where or old.required != new.required or type(old.type) is not type(new.type):
        return 0.0
    return similarity(letters(old.wire), letters(new.wire))


def _media_key(media_type: str) -> str:
    """A media type without parameters, in lower case (RFC 9110, 8.3.1)."""
    return media_type.partition(";")[0].strip().lower()


def _shape(response: Response) -> tuple[object, ...]:
    return response.status.upper(), bool(response.contents), response.links


def _responses(
    before: dict[str, Response], after: dict[str, Response]
) -> Iterator[tuple[Response | None, Response | None]]:
    """Responses of one status, and a single success that was renumbered."""
    gone = [s for s in before if s not in after and s.startswith("2")]
    come = [s for s in after if s not in before and s.startswith("2")]
    renumbered = len(gone) == len(come) == 1 and "2XX" not in (*gone, *come)
    for status, a, b in by_key(before, after):
        if not (renumbered and status in (gone[0], come[0])):
            yield a, b
    if renumbered:
        yield before[gone[0]], after[come[0]]


def _range_of(status: str, responses: tuple[Response, ...]) -> Response | None:
    """The range that stands for a status, else `default` for an error."""
    if not status.isdigit():
        return None
    return next((r for r in responses if r.status.upper() == f"{status[0]}XX"), None)
