"""Inference, step one: paths → the segments that name things.

What comes in: the operations of a document. What goes out: a `Route` for each: its static segments in snake case, which
of them a parameter follows, without versions and prefixes that say nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from ...values import dataclass
from ..document import DocumentOperation
from ..words import snake
from .verbs import EXTENSIONS, NOISE

_VERSION = re.compile(
    r"v?\d+(?:[._]\d+)*(?:(?:alpha|beta|rc|preview)\d*)?|\d{4}-\d{2}-\d{2}(?:[-.]\w+)?|v\d+p\d+\w*", re.IGNORECASE
)
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_SERIALISATIONS = (".json", ".xml")
_FEW_PATHS = 4
"""Documents with fewer paths keep their common prefix: the next path may not have it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A static segment and the parameters that come directly after it. `text` is as in the path, `name` in snake case.

    `custom`: written as a custom method (`/items/{id}:cancel`, `/files/{id}#restore`), which is an action for certain.
    """

    text: str
    name: str
    parameters: tuple[str, ...] = ()
    custom: bool = False

    @property
    def is_version(self) -> bool:
        return _VERSION.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Route:
    """An operation and its segments; `leading` are parameters before the first of them.

    `variant`: what a query string written into the path says (`/responses?beta=true` → `beta`).
    """

    operation: DocumentOperation
    segments: tuple[Segment, ...]
    leading: tuple[str, ...] = ()
    variant: str | None = None

    @property
    def is_item(self) -> bool:
        """Whether the path ends with a parameter: one thing rather than a collection."""
        return bool(self.segments[-1].parameters) if self.segments else bool(self.leading)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(segment.name for segment in self.segments)


def routes(operations: Sequence[DocumentOperation]) -> tuple[Route, ...]:
    """The routes of all operations, in their order, ready to be made a tree."""
    whole = [_route(operation) for operation in operations]
    split = _keep_ambiguous_extensions([_without_extension(route) for route in whole], whole)
    split = _without_inner_versions(_without_versions(_distinct_domains(split)))
    return tuple(_without_common_prefix(split))


def _route(operation: DocumentOperation) -> Route:
    segments: list[Segment] = []
    leading: list[str] = []
    path, _, query = operation.path.partition("?")
    for piece in path.split("/"):
        for token in _tokens(piece):
            parameter = _PARAMETER.fullmatch(token)
            if parameter is None:
                text = token.lstrip(":#")
                segments.append(Segment(text, _name_of(text), custom=text != token))
            elif segments:
                last = segments[-1]
                segments[-1] = replace(last, parameters=(*last.parameters, parameter[1]))
            else:
                leading.append(parameter[1])
    named = tuple(segment for segment in segments if segment.name or segment.parameters)
    segments = [s if s.name else replace(s, name="items") for s in named]
    return Route(operation, tuple(segments), tuple(leading), snake(query.replace("=true", "")) or None)


@lru_cache(maxsize=10_000)
def _tokens(piece: str) -> tuple[str, ...]:
    """The tokens of what stands between two slashes: static texts and parameters (`{id}:cancel` → `{id}`, `cancel`)."""
    if not piece:
        return ()
    if _VERSION.fullmatch(piece):
        return (piece,)
    if "{" not in piece:
        return tuple(_static_tokens(piece))
    found: list[str] = []
    position = 0
    for match in _PARAMETER.finditer(piece):
        found += _static_tokens(piece[position : match.start()].strip("('\"."))
        found.append(match[0])
        position = match.end()
    rest = piece[position:].strip("'\")")
    if rest and rest not in _SERIALISATIONS:
        found += _static_tokens(rest)
    return tuple(found)


def _static_tokens(text: str) -> Iterator[str]:
    """`chat.postMessage` is two names, `widget.png` and `events.k8s.io` are one; `:batchGet` keeps its mark."""
    for part in re.split(r"(?=[:#])", text):
        pieces = part.split(".")
        alone = pieces[-1].lower() in EXTENSIONS or _DOMAIN.fullmatch(part)
        if len(pieces) > 1 and not alone and all(re.fullmatch(r"[A-Za-z_]\w*", piece) for piece in pieces):
            yield from pieces
        elif any(character.isalnum() for character in part):
            yield part


_DOMAIN = re.compile(r"(?:[a-z][a-z0-9-]*\.)+(?:io|com|org|net|dev|app|cloud)")


def _name_of(text: str) -> str:
    """The name of a segment; of a domain name (`apps.example.com`) the first label."""
    return snake(text.split(".", 1)[0] if _DOMAIN.fullmatch(text) else text)


def _without_extension(route: Route) -> Route:
    if not route.segments or route.segments[-1].parameters:
        return route
    last = route.segments[-1]
    for extension in _SERIALISATIONS:
        if last.text.endswith(extension) and len(last.text) > len(extension):
            text = last.text.removesuffix(extension)
            return replace(route, segments=(*route.segments[:-1], Segment(text, snake(text))))
    return route


def _keep_ambiguous_extensions(stripped: Sequence[Route], full: Sequence[Route]) -> list[Route]:
    """`/widget.json` beside `/widget` is another thing."""
    seen = Counter((route.operation.method, _shape(route)) for route in stripped)
    return [
        whole if seen[route.operation.method, _shape(route)] > 1 else route
        for route, whole in zip(stripped, full, strict=True)
    ]


def _distinct_domains(found: Sequence[Route]) -> list[Route]:
    """Where something else has the name of a domain's first label, the domain is called in full."""
    texts: dict[str, set[str]] = defaultdict(set)
    for route in found:
        for segment in route.segments:
            texts[segment.name].add(segment.text.lower())

    def named(segment: Segment) -> Segment:
        clash = _DOMAIN.fullmatch(segment.text) and len(texts[segment.name]) > 1
        return replace(segment, name=snake(segment.text)) if clash else segment

    return [replace(route, segments=tuple(map(named, route.segments))) for route in found]


def _shape(route: Route) -> tuple[tuple[str, int], ...]:
    """What of a route matters for whether two paths mean the same."""
    return ((route.variant or "", len(route.leading)), *((s.name, len(s.parameters)) for s in route.segments))


def _without_versions(found: Sequence[Route]) -> list[Route]:
    """Leading versions and `api` are dropped, but the versions of what there is in the most usual version as well."""
    split = [_leading_version(route) for route in found]
    usual = Counter(version for version, _ in split if version).most_common(1)
    primary = usual[0][0] if usual else None
    versions: dict[object, set[str | None]] = defaultdict(set)
    for version, route in split:
        versions[route.operation.method, _shape(route)].add(version)
    clashing = {
        (version, route.names[:1])
        for version, route in split
        if version != primary and len(versions[route.operation.method, _shape(route)]) > 1
    }
    return [
        replace(route, segments=(Segment(version, snake(version)), *route.segments))
        if version and (version, route.names[:1]) in clashing
        else route
        for version, route in split
    ]


def _leading_version(route: Route) -> tuple[str | None, Route]:
    segments, version = list(route.segments), None
    if route.leading:
        return None, route
    while segments and not segments[0].parameters:
        head = segments[0]
        if head.is_version and version is None:
            version = head.text
        elif not (head.name in NOISE and len(segments) > 1):
            break
        segments.pop(0)
    return version, replace(route, segments=tuple(segments))


def _without_inner_versions(found: Sequence[Route]) -> list[Route]:
    """A version further in (`/apps/v1/deployments`) is dropped where its parent has only that one."""
    versions: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for route in found:
        for index, segment in enumerate(route.segments):
            if index and segment.is_version and not segment.parameters:
                versions[route.names[:index]].add(segment.name)

    def kept(route: Route) -> Iterable[Segment]:
        for index, segment in enumerate(route.segments):
            inner = index and segment.is_version and not segment.parameters
            if not inner or len(versions[route.names[:index]]) > 1:
                yield segment

    return [replace(route, segments=tuple(kept(route))) for route in found]


def _without_common_prefix(found: list[Route]) -> list[Route]:
    """What every path begins with says nothing, as long as every path goes on after it."""
    paths = {route.operation.path for route in found}
    while len(paths) > 1:
        heads = {
            (route.segments[0].name, bool(route.segments[0].parameters)) for route in found if len(route.segments) > 1
        }
        complete = all(len(route.segments) > 1 for route in found)
        if not complete or len(heads) != 1:
            break
        if len(paths) < _FEW_PATHS and not next(iter(heads))[1]:
            break
        found = [replace(route, segments=route.segments[1:]) for route in found]
    return found
