"""Stage lower: `allOf` (and keywords beside `$ref`) → the flat list of schemas that all apply.

What comes in: a site. What goes out: `Flat`. Each schema is opened once however many ways lead to it, so a diamond of
references costs no more than its corners; one that contains itself is refused with its place.
"""

from __future__ import annotations

from dataclasses import field

from ..diagnostics import SpecwrightError, fail
from ..ir.origin import Origin
from ..values import dataclass
from .context import Context, Root, Site
from .reading import list_member, wrong_type
from .references import deref
from .vocabulary import is_weak


@dataclass(slots=True)
class Flat:
    """What a schema says, with `allOf` and `$ref` opened.

    `parts` are mappings in order, inherited ones first; `bases` the ids of the named schemas they came from directly;
    `opened` all schemas met on the way, by identity.
    """

    parts: list[Site] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    opened: dict[int, object] = field(default_factory=dict)
    inherited: set[int] = field(default_factory=set)
    """Identities of the parts that came through a named schema."""


@dataclass(slots=True)
class _Opening:
    """One run over a tree of schemas: `path` are the identities of those being opened right now."""

    ctx: Context
    flat: Flat
    path: set[int] = field(default_factory=set)

    def open(self, site: Site, through: Root | None) -> None:
        value = site.value
        if value is True:
            return
        if value is False:
            self.ctx.diagnostics.note("Schema/Never", "the schema `false` allows no value; it is ignored", site.origin)
            return
        if type(value) is not dict:
            raise not_a_schema(site)
        identity = id(value)
        if identity in self.path:
            raise cyclic(site.origin)
        if identity in self.flat.opened:
            return
        self.flat.opened[identity] = value
        self.path.add(identity)
        self._open_members(site, through)
        self.path.discard(identity)

    def _open_members(self, site: Site, through: Root | None) -> None:
        value = site.value
        if "$ref" in value:
            target = deref(self.ctx, site)
            if target.root is not None and through is None:
                self.flat.bases.append(target.root.id)
            self.open(target.site, through or target.root)
            if not siblings_count(self.ctx, site):
                return
        for index in range(len(all_of(site))):
            self.open(site.member("allOf", index), through)
        if through is not None:
            self.flat.inherited.add(id(value))
        self.flat.parts.append(site)


def flatten(ctx: Context, *sites: Site) -> Flat:
    """Open `sites`, all of which apply, in order. Raises `SpecwrightError` for wrong shapes and cycles."""
    flat = Flat()
    for site in sites:
        _Opening(ctx, flat).open(site, None)
    return flat


def all_of(site: Site) -> list[object]:
    """The `allOf` list of a schema, empty when absent."""
    return list_member(site.value, "allOf", site.origin)


def siblings_count(ctx: Context, site: Site) -> bool:
    """Whether the keywords beside the `$ref` of `site` change its type. In OpenAPI 3.0 they never do."""
    if len(site.value) == 1:
        return False
    rest = {key: member for key, member in site.value.items() if key != "$ref"}
    if is_weak(rest):
        return False
    if ctx.siblings_count:
        return True
    named = ", ".join(f"`{key}`" for key in rest if not is_weak({key: None}))
    ctx.diagnostics.note("Schema/RefSiblings", f"OpenAPI 3.0 ignores {named} beside `$ref`", site.origin)
    return False


def sources(ctx: Context, site: Site) -> list[Site]:
    """The schemas that together say what `site` is, opened one level: `$ref`, `allOf` members and its own keywords.

    Those that add nothing are left out; the last of them stays when all add nothing. `site` itself stands for its own
    keywords.
    """
    value = site.value
    found: list[Site] = []
    weak: Site | None = None
    if "$ref" in value:
        found.append(Site({"$ref": value["$ref"]}, site.origin, site.scope, site.place))
    for index, member in enumerate(all_of(site)):
        source = site.member("allOf", index)
        if is_weak(member):
            weak = source
        else:
            found.append(source)
    rest = {key: member for key, member in value.items() if key not in ("$ref", "allOf")}
    if is_weak(rest):
        weak = site if weak is None or "type" in rest else weak
    elif "$ref" not in value or siblings_count(ctx, site):
        found.append(site)
    return found or ([weak] if weak is not None else [])


def not_a_schema(site: Site) -> SpecwrightError:
    """The error for a value that is neither a mapping nor a boolean."""
    return wrong_type("a schema", "a mapping or a boolean", site.value, site.origin)


def cyclic(origin: Origin) -> SpecwrightError:
    """The error for a schema that is made of itself."""
    return fail("Schema/Cycle", "this schema is made of itself, so no value can be described by it", origin)
