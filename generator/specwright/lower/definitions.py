"""Stage lower: definitions: records, enums and aliases with a name, built from the context's queue.

What comes in: named schemas (`Root`), and inline ones that need a name. What goes out: definitions in the context.
"""

from __future__ import annotations

from functools import partial

from ..ir import Alias, Definition, Enum, EnumMember, Literal, Name, NameStrength, Record, Ref, Type, Unknown
from .annotations import doc_of, is_deprecated, name_override, said_by
from .composition import Flat, cyclic, flatten
from .context import Context, Root, Site
from .fields import lower_conditions, lower_fields
from .nullability import accepts_null
from .references import deref
from .vocabulary import UNION_KEYWORDS


def define_root_later(ctx: Context, root: Root) -> None:
    """Ask for the definition of a named schema."""
    ctx.want(root.id, partial(_build_root, ctx, root))


def define_root(ctx: Context, root: Root) -> Type:
    """Make the definition of a named schema now. Gives the type it stands for: `Ref(root.id)` when it is a record."""
    ctx.named[root.id] = root
    type_ = ctx.schemas.lower_without_null(ctx, root.site)
    if type_ == Ref(root.id) and root.id not in ctx.definitions:
        raise cyclic(root.site.origin)
    return type_


def define_named(ctx: Context, root: Root) -> Type:
    """Make the definition of a named schema now, whatever it is. Gives a reference to it.

    Another named schema, or anything at all, needs no definition: then that is the type. Null is left to the caller.
    What the configuration names at this very place keeps that name.
    """
    configured = ctx.roots.get(ctx.key(root.site.origin))
    if configured is not None and configured.id != root.id:
        define_root_later(ctx, configured)
        return Ref(configured.id)
    if configured is not None:
        root = configured
    type_ = define_root(ctx, root)
    if isinstance(type_, Ref | Unknown):
        return type_
    return define_alias(ctx, root.site, type_)


def define_alias(ctx: Context, at: Site, type_: Type) -> Ref:
    """Give a type the name of the place `at`."""
    id_ = ctx.id_of(at)
    ctx.definitions[id_] = _named_type(ctx, id_, at, type_)
    return Ref(id_)


def define_record(ctx: Context, flat: Flat, at: Site) -> Ref:
    """Give an object the name of the place `at`; its fields are lowered later, unless it is a named schema.

    A named schema that is met again inside of something, as the item of a page inside of the page, stays as it is.
    """
    id_ = ctx.id_of(at)
    if id_ in ctx.named:
        if at.place and id_ in ctx.definitions:
            return Ref(id_)
        ctx.definitions[id_] = _build_record(ctx, id_, flat, at)
    else:
        ctx.want(id_, partial(_build_record, ctx, id_, flat, at))
    return Ref(id_)


def define_record_now(ctx: Context, flat: Flat, at: Site) -> Record:
    """The record of an object, made now and kept under the id of `at`."""
    id_ = ctx.id_of(at)
    record = ctx.definitions[id_] = _build_record(ctx, id_, flat, at)
    return record


def leads_to_object(ctx: Context, id_: str) -> bool:
    """Whether a definition that was asked for is a record, or a union with a record in it."""
    root = ctx.named.get(id_)
    if root is None:
        return not isinstance(ctx.definitions.get(id_), Enum)
    known = ctx.objects.get(id_)
    if known is None:
        ctx.objects[id_] = False
        known = ctx.objects[id_] = _has_object(ctx, root.site)
    return known


def _has_object(ctx: Context, site: Site) -> bool:
    if type(site.value) is not dict:
        return False
    if "$ref" in site.value and len(site.value) == 1:
        target = deref(ctx, site)
        return leads_to_object(ctx, target.root.id) if target.root is not None else _has_object(ctx, target.site)
    for part in flatten(ctx, site).parts:
        if part.value.get("properties"):
            return True
        for keyword in UNION_KEYWORDS:
            arms = part.value.get(keyword)
            if type(arms) is list and any(_has_object(ctx, part.member(keyword, i)) for i in range(len(arms))):
                return True
    return False


def _build_root(ctx: Context, root: Root) -> Definition | None:
    type_ = define_root(ctx, root)
    if type_ == Ref(root.id):
        return None
    return _named_type(ctx, root.id, root.site, type_)


def _named_type(ctx: Context, id_: str, at: Site, type_: Type) -> Definition:
    name, owner, place, resource = _identity(ctx, id_, at)
    written = at.origin.pointer
    inside = [site for site in said_by(ctx, at) if site.origin.pointer.startswith(written)]
    known = (id_, name, at.origin, owner, place, resource, doc_of(ctx, inside), is_deprecated(ctx, at))
    null = accepts_null(ctx, at)
    if not isinstance(type_, Literal):
        return Alias(*known, type=type_, accepts_null=null)
    docs = type_.value_docs or (None,) * len(type_.values)
    members = tuple(EnumMember(value, text) for value, text in zip(type_.values, docs, strict=True))
    return Enum(*known, members=members, base=type_.base, open=type_.open, accepts_null=null)


def _build_record(ctx: Context, id_: str, flat: Flat, at: Site) -> Record:
    name, owner, place, resource = _identity(ctx, id_, at)
    fields = lower_fields(ctx, flat, at)
    extra, closed = ctx.schemas.lower_extra(ctx, flat)
    own = [part for part in flat.parts if id(part.value) not in flat.inherited]
    doc = doc_of(ctx, [at] if isinstance(at.value, dict) and "description" in at.value else own)
    bases = tuple(base for base in flat.bases if base != id_)
    deprecated = is_deprecated(ctx, at)
    return Record(
        *(id_, name, at.origin, owner, place, resource, doc, deprecated),
        fields=fields,
        extra=extra,
        closed=closed,
        bases=bases,
        accepts_null=accepts_null(ctx, at),
        constraints=lower_conditions(flat.parts, fields, ctx.diagnostics),
    )


def _identity(ctx: Context, id_: str, at: Site) -> tuple[Name, str | None, tuple[str, ...], tuple[str, ...]]:
    """Name, owner, place and resource of a definition."""
    root = ctx.named.get(id_)
    if root is not None:
        return root.name, root.owner, (), root.resource
    override = name_override(at.value, "type_name") if isinstance(at.value, dict) else None
    name = override or Name("_".join(at.place) or "item", NameStrength.PLACE)
    return name, at.scope.owner, at.place, at.scope.resource
