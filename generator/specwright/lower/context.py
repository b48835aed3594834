"""Stage lower: what every function of the stage needs to know, and where definitions are collected.

What comes in: the document, the configuration, the place for diagnostics. What goes out: definitions by id. Schemas
refer to each other by id and are lowered from a queue, so that recursive schemas need no special care.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING, Any, Protocol

from ..diagnostics import Diagnostics, SpecwrightError, fail
from ..ir import Definition, Name, Origin, Param, Response, Type
from ..values import dataclass

if TYPE_CHECKING:
    from ..config import Config
    from ..config.settings import PagingSchemeConfig
    from ..spec import Document
    from .composition import Flat


_MULTIPLIED = 10_000
"""Arms of unions joined with objects inside of other such arms; public documents have a few hundred."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The tree a schema is in.

    `owner` is the id of the definition or operation at its top, `resource` the path its types live under. `written` and
    `used` are the keys of the tree's top as written and as used: they differ where a referenced schema that has no
    name of its own is used in place, so that each such use has ids of its own.
    """

    owner: str | None
    resource: tuple[str, ...]
    written: str
    used: str


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A schema where it is used: its value, where that is written, its tree, and the property names leading to it."""

    value: Any
    origin: Origin
    scope: Scope
    place: tuple[str, ...]

    def member(self, *tokens: str | int) -> Site:
        """The schema inside this one at `tokens`, at the same place."""
        value = self.value
        for token in tokens:
            value = value[token]
        return Site(value, self.origin.child(*tokens), self.scope, self.place)

    def at(self, place: tuple[str, ...]) -> Site:
        """This schema with another place."""
        return Site(self.value, self.origin, self.scope, place)

    def without(self, keys: frozenset[str]) -> Site:
        """This schema without some of its keywords."""
        rest = {key: value for key, value in self.value.items() if key not in keys}
        return Site(rest, self.origin, self.scope, self.place)


@dataclass(frozen=True, slots=True)
class Root:
    """A schema that gets a definition of its own, whatever it is. `owner`: the operation it belongs to, if any."""

    id: str
    name: Name
    resource: tuple[str, ...]
    site: Site
    owner: str | None = None
    wanted: bool = False
    """Kept also when nothing refers to it: named by the configuration, or a component where there is none."""


class Schemas(Protocol):
    """What `schemas.py` can do: objects, unions and definitions are made by it and need it themselves."""

    def lower_schema(self, ctx: Context, site: Site) -> Type: ...

    def lower_without_null(self, ctx: Context, site: Site) -> Type: ...

    def lower_flat(self, ctx: Context, flat: Flat, at: Site) -> Type: ...

    def lower_together(self, ctx: Context, sites: list[Site], at: Site) -> Type: ...

    def lower_extra(self, ctx: Context, flat: Flat) -> tuple[Type | None, bool]: ...


@dataclass(slots=True)
class Context:
    """`roots` are the named schemas by key, `named` the same and those of operations by id; `failed` the definitions
    that could not be lowered, by id.
    """

    document: Document
    config: Config
    diagnostics: Diagnostics
    schemas: Schemas
    roots: dict[str, Root] = field(default_factory=dict)
    named: dict[str, Root] = field(default_factory=dict)
    inline_roots: dict[str, Root] = field(default_factory=dict)
    """Those of `roots` that are written inside of other schemas."""
    models: dict[str, Root] = field(default_factory=dict)
    """By `resource.model`, as the configuration refers to models."""
    definitions: dict[str, Definition] = field(default_factory=dict)
    responses: dict[str, Response] = field(default_factory=dict)
    """By key, the responses of components that were lowered."""
    params: dict[str, Param] = field(default_factory=dict)
    """By key, the parameters that were lowered and mention no definition."""
    failed: dict[str, SpecwrightError] = field(default_factory=dict)
    shared: dict[str, bool] = field(default_factory=dict)
    """By key of an unnamed schema: it cannot be used in place and gets one definition for all uses."""
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By key of an unnamed schema: the records one use of it brings with it, and how many references deep."""
    nullable: dict[str, bool] = field(default_factory=dict)
    """By root id: its schema accepts null."""
    objects: dict[str, bool] = field(default_factory=dict)
    """By root id: its definition is a record, or a union with a record in it."""
    pagers: tuple[tuple[PagingSchemeConfig, frozenset[str]], ...] = ()
    """The configured pagination schemes, each with the parameters that an operation must have."""
    _distributing: int = 0
    _distributed: int = 0
    _started: set[str] = field(default_factory=set)
    _queue: deque[tuple[str, Callable[[], Definition | None]]] = field(default_factory=deque)

    def lower(self, site: Site) -> Type:
        """The type of a schema, null included."""
        return self.schemas.lower_schema(self, site)

    @contextmanager
    def distributing(self) -> Iterator[None]:
        """While an arm of a union is lowered together with what stands beside the union."""
        self._distributing += 1
        try:
            yield
        finally:
            self._distributing -= 1

    def count_distributed(self, at: Origin) -> None:
        """Count an arm that is lowered so inside of another one: those multiply. Raises SpecwrightError at too many."""
        self._distributed += self._distributing > 0
        if self._distributed > _MULTIPLIED:
            message = f"unions inside of unions, joined with objects, make more than {_MULTIPLIED:,} types"
            raise fail("Limit/Unions", message, at, hint="write the union once, outside of the objects")

    def key(self, origin: Origin) -> str:
        """The name of a place in the whole document: `#/components/schemas/A`, `common.yaml#/…` for other files."""
        if origin.file == self.document.file:
            return "#" + origin.pointer
        return f"{origin.file}#{origin.pointer}"

    def id_of(self, site: Site) -> str:
        """The definition id of a schema: the key of the place it is used at."""
        key = self.key(site.origin)
        scope = site.scope
        if scope.written is scope.used or not key.startswith(scope.written):
            return key
        return scope.used + key[len(scope.written) :]

    def in_place_of(self, source: Site, at: Site) -> Site:
        """The schema `source`, which is all that `at` says, with the id and the place of `at`."""
        scope = Scope(at.scope.owner, at.scope.resource, self.key(source.origin), self.id_of(at))
        return Site(source.value, source.origin, scope, at.place)

    def want(self, id_: str, build: Callable[[], Definition | None]) -> None:
        """Have `build` make the definition `id_` once, later. It gives None when it left that to another call."""
        if id_ not in self._started:
            self._started.add(id_)
            self._queue.append((id_, build))

    def drain(self) -> None:
        """Build everything that was asked for; what fails is kept in `failed`."""
        while self._queue:
            id_, build = self._queue.popleft()
            try:
                definition = build()
            except SpecwrightError as error:
                self.failed[id_] = error
                continue
            if definition is not None:
                self.definitions[id_] = definition

    @property
    def siblings_count(self) -> bool:
        """Whether keywords beside `$ref` count (JSON Schema 2020-12 section 8.2.3.1, so OpenAPI 3.1 and later)."""
        return self.document.version != "3.0"
