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
from .calls import Call
from .context import Context, Scope, Site
from .definitions import define_named
from .kinds import types_of
from .lookup import items_of, open_, property_at
from .nullability import accepts_null, optional
from .references import SHARED

if TYPE_CHECKING:
    from ..config.settings import PagingPropertyConfig, PagingSchemeConfig

_PARAM_PLACES = (ParamWhere.QUERY, ParamWhere.HEADER, ParamWhere.PATH)


def lower_schemes(ctx: Context) -> tuple[PagingScheme, ...]:
    """The page classes of the SDK."""
    return tuple(_lower_scheme(ctx, scheme) for scheme in ctx.config.pagination)


def lower_paging(call: Call, schema: Site, params: tuple[Param, ...], body: Body | None) -> Paging | None:
    """The scheme that an operation pages by, and the type of its items; None when it returns no pages."""
    written = call.config.paginated if call.config is not None else None
    if written is False:
        return None
    schemes = call.ctx.config.pagination
    if isinstance(written, str):
        schemes = tuple(scheme for scheme in schemes if scheme.name == written)
    shape = _Shape(call.ctx, schema)
    for scheme in schemes:
        items = _fit(scheme, shape, params, body, named=isinstance(written, str))
        if items is not None:
            return Paging(scheme.name, _item_type(call, items))
    if written is not None and call.config is not None:
        message = f"{call.id} has not what a pagination scheme needs; its method returns the whole response"
        call.ctx.diagnostics.warn("Method/PaginatedWithoutMatchingScheme", message, call.config.origin)
    return None


class _Shape:
    """A response schema, with what was looked up in it: many schemes ask for the same few properties."""

    def __init__(self, ctx: Context, schema: Site) -> None:
        self._ctx = ctx
        self._schema = schema
        self._found: dict[tuple[str, ...], tuple[Site, tuple[str, ...]] | None] = {}

    def find(self, path: tuple[str, ...]) -> tuple[Site, tuple[str, ...]] | None:
        """The schema of a property and its types, None when there is none; `()` is the body itself."""
        if path not in self._found:
            site = property_at(self._ctx, self._schema, path)
            self._found[path] = None if site is None else (site, self._types(site))
        return self._found[path]

    def items(self, path: tuple[str, ...]) -> Site | None:
        """The schema of a list's items, None when the property is no list."""
        found = self.find(path)
        if found is None or found[1] != ("array",):
            return None
        site = found[0]
        return items_of(self._ctx, site) or Site({}, site.origin, site.scope, site.place)

    def item_has(self, path: tuple[str, ...], wire: str) -> bool:
        """Whether the items of a list have a property."""
        items = self.items(path)
        return items is not None and property_at(self._ctx, items, (wire,)) is not None

    def _types(self, site: Site) -> tuple[str, ...]:
        return types_of(open_(self._ctx, site).parts, self._ctx.diagnostics)


def _fit(
    scheme: PagingSchemeConfig, shape: _Shape, params: tuple[Param, ...], body: Body | None, *, named: bool
) -> Site | None:
    """The schema of the items, when the scheme fits. A scheme asked for by name needs only the items."""
    items = next((field for field in scheme.response if field.purpose == "items"), None)
    if items is None:
        return None
    if not named:
        known = _arguments(scheme, params, body)
        if not all(prop.path[-1] in known for prop in scheme.request if prop.purpose is not None):
            return None
        fields = (field for field in scheme.response if field.purpose is not None)
        if not all(_has_field(shape, field, items) for field in fields):
            return None
    return shape.items(() if items.is_top_level_array else items.path)


def _arguments(scheme: PagingSchemeConfig, params: tuple[Param, ...], body: Body | None) -> set[str]:
    if scheme.in_body:
        return {field.wire for field in (body.spread or ())} if body is not None else set()
    return {param.wire for param in params if param.where in _PARAM_PLACES}


def _has_field(shape: _Shape, field: PagingPropertyConfig, items: PagingPropertyConfig) -> bool:
    if field.from_header is not None or field.is_top_level_array:
        return True
    if field.purpose == "cursor_item_id":
        return shape.item_has(() if items.is_top_level_array else items.path, field.path[-1])
    found = shape.find(field.path)
    if found is None:
        return False
    types, expected = found[1], field.schema_type
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
