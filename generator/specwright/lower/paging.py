"""Stage lower: pagination schemes of the configuration, and which operations they fit.

What comes in: the configured schemes; a call with its parameters, body and response schema. What goes out:
`PagingScheme`s, and a `Paging` for each operation whose method returns pages. A scheme fits when every parameter and
field it gives a purpose is there, with a type that does not contradict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..ir import (
    Body,
    ListOf,
    Name,
    NameStrength,
    Paging,
    PagingField,
    PagingScheme,
    Param,
    ParamWhere,
    Type,
    Unknown,
)
from ..values import dataclass
from .calls import Call
from .composition import Flat
from .context import Context, Scope, Site
from .definitions import define_named
from .kinds import types_of
from .lookup import items_of_opened, open_, property_at, property_of
from .nullability import accepts_null, optional
from .references import SHARED

if TYPE_CHECKING:
    from ..config.settings import PagingPropertyConfig, PagingSchemeConfig

_PARAM_PLACES = (ParamWhere.QUERY, ParamWhere.HEADER, ParamWhere.PATH)


def lower_schemes(ctx: Context) -> tuple[PagingScheme, ...]:
    """The page classes of the SDK; the context then knows what an operation must have to page by each."""
    ctx.pagers = tuple((scheme, _asked_for(scheme)) for scheme in ctx.config.pagination)
    return tuple(_lower_scheme(ctx, scheme) for scheme in ctx.config.pagination)


def _asked_for(scheme: PagingSchemeConfig) -> frozenset[str]:
    return frozenset(prop.path[-1] for prop in scheme.request if prop.purpose is not None)


def lower_paging(call: Call, schema: Site, params: tuple[Param, ...], body: Body | None) -> Paging | None:
    """The scheme that an operation pages by, and the type of its items; None when it returns no pages."""
    written = call.config.paginated if call.config is not None else None
    if written is False:
        return None
    named = isinstance(written, str)
    offered = {param.wire for param in params if param.where in _PARAM_PLACES}
    in_body = {field.wire for field in body.spread or ()} if body is not None else set[str]()
    shape = _Shape(call.ctx, schema)
    for scheme, asked_for in call.ctx.pagers:
        # Most schemes end here for most operations (0.9× for lowering, with the response opened once).
        fits = scheme.name == written if named else asked_for <= (in_body if scheme.in_body else offered)
        items = _fit(scheme, shape, named=named) if fits else None
        if items is not None:
            return Paging(scheme.name, _item_type(call, items))
    if written is not None and call.config is not None:
        message = f"{call.id} has not what a pagination scheme needs; its method returns the whole response"
        call.ctx.diagnostics.warn("Method/PaginatedWithoutMatchingScheme", message, call.config.origin)
    return None


@dataclass(slots=True)
class _Property:
    """A property of a response: its schema as written and opened, and its types, None as long as nobody has asked."""

    site: Site
    opened: Flat
    types: tuple[str, ...] | None = None


class _Shape:
    """A response schema, with what was looked up in it: many schemes ask for the same few properties."""

    def __init__(self, ctx: Context, schema: Site) -> None:
        self._ctx = ctx
        self._schema = schema
        self._found: dict[tuple[str, ...], _Property | None] = {}

    def types(self, path: tuple[str, ...]) -> tuple[str, ...] | None:
        """The types of a property, None when there is none; `()` is the body itself."""
        found = self._find(path)
        if found is None:
            return None
        if found.types is None:
            found.types = types_of(found.opened.parts, self._ctx.diagnostics)
        return found.types

    def items(self, path: tuple[str, ...]) -> Site | None:
        """The schema of a list's items, None when the property is no list."""
        found = self._find(path)
        if found is None or self.types(path) != ("array",):
            return None
        site = found.site
        return items_of_opened(found.opened) or Site({}, site.origin, site.scope, site.place)

    def item_has(self, path: tuple[str, ...], wire: str) -> bool:
        """Whether the items of a list have a property."""
        items = self.items(path)
        return items is not None and property_at(self._ctx, items, (wire,)) is not None

    def _find(self, path: tuple[str, ...]) -> _Property | None:
        if path not in self._found:
            site = self._site(path)
            self._found[path] = None if site is None else _Property(site, open_(self._ctx, site))
        return self._found[path]

    def _site(self, path: tuple[str, ...]) -> Site | None:
        if not path:
            return self._schema
        above = self._find(path[:-1])
        return property_of(above.opened, path[-1]) if above is not None else None


def _fit(scheme: PagingSchemeConfig, shape: _Shape, *, named: bool) -> Site | None:
    """The schema of the items, when the response fits. A scheme asked for by name needs only the items."""
    items = next((field for field in scheme.response if field.purpose == "items"), None)
    if items is None:
        return None
    for field in scheme.response if not named else ():
        if field.purpose is not None and not _has_field(shape, field, items):
            return None
    return shape.items(() if items.is_top_level_array else items.path)


def _has_field(shape: _Shape, field: PagingPropertyConfig, items: PagingPropertyConfig) -> bool:
    if field.from_header is not None or field.is_top_level_array:
        return True
    if field.purpose == "cursor_item_id":
        return shape.item_has(() if items.is_top_level_array else items.path, field.path[-1])
    types, expected = shape.types(field.path), field.schema_type
    if types is None:
        return False
    return not types or expected is None or expected in types or {expected, *types} == {"integer", "number"}


def _item_type(call: Call, items: Site) -> Type:
    """The type of the items; one written in the operation is called as the operation's result would be."""
    ctx = call.ctx
    if items.scope.owner != call.id:
        return ctx.lower(items)
    type_ = define_named(ctx, call.root(items, f"{call.stem}_response"))
    return optional(type_) if accepts_null(ctx, items) else type_


def _lower_scheme(ctx: Context, scheme: PagingSchemeConfig) -> PagingScheme:
    params = tuple((prop.purpose, prop.path[-1]) for prop in scheme.request if prop.purpose is not None)
    return PagingScheme(
        Name(scheme.name, NameStrength.CONFIG),
        scheme.kind,
        params,
        tuple(_lower_field(ctx, scheme, field) for field in scheme.response),
        scheme.in_body,
        scheme.continue_on_empty_items,
        scheme.description,
    )


def _lower_field(ctx: Context, scheme: PagingSchemeConfig, field: PagingPropertyConfig) -> PagingField:
    type_: Type = ListOf(Unknown())
    if field.purpose != "items":
        key = f"pagination/{scheme.name}/{'/'.join(field.path)}"
        scope = Scope(f"pagination/{scheme.name}", SHARED, ctx.key(field.origin), key)
        type_ = ctx.lower(Site(dict(field.schema), field.origin, scope, field.path))
    path = () if field.is_top_level_array else field.path
    doc = field.schema.get("description")
    return PagingField(
        path, field.purpose, type_, field.required, field.from_header, doc if isinstance(doc, str) else None
    )
