"""Names of types: models, aliases, enums, their param twins, and the TypedDicts of operations' arguments.

What comes in: definitions and the names of resources. What goes out: `TypeNames`: a class and a module for each side of
each definition. A named definition opens a module (`name_roots`); what is written inline in it lives in the same
module, called by its place without the root's name (`Concept`, `KeyframesFrame0`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from ... import ir
from ...diagnostics import Diagnostics
from ...values import dataclass
from .casing import Casing
from .claims import Claims, Memory
from .conventions import CLASS_RESERVED, MODULE_RESERVED
from .identifiers import class_name, module_name
from .name_resources import TreeNames
from .name_roots import SHARED, Folders, RootNamer, RootNames, takes_params
from .symbols import Symbol
from .type_roots import Roots, find_roots
from .usage import Usage

__all__ = ["SHARED", "Symbol", "TypeNames", "name_types", "takes_params"]


@dataclass(frozen=True)
class TypeNames:
    models: Mapping[str, Symbol]
    param_models: Mapping[str, Symbol]
    params: Mapping[str, Symbol]
    repeated: Mapping[str, tuple[tuple[Symbol, Symbol], ...]]
    """By operation, further names of its types: see `RootNames`."""
    roots: frozenset[str]
    """Definitions that are exported: named ones, and inline ones that a method returns."""


def name_types(
    api: ir.Api, usage: Usage, casing: Casing, tree: TreeNames, memory: Memory, diagnostics: Diagnostics
) -> TypeNames:
    """All type names of one SDK."""
    roots, folders = find_roots(api, tree), Folders(tree, api, casing, diagnostics)
    namer = RootNamer(api, usage, casing, tree, roots, folders)
    named = namer.name(memory)
    inline = _InlineNamer(namer, named, memory, diagnostics)
    inline.name()
    exported = (id for id, found in api.definitions.items() if found.owner is None)
    shown = frozenset((*exported, *roots.results.values()))
    return TypeNames(inline.models, inline.param_models, named.params, named.repeated, shown)


@dataclass
class _InlineNamer:
    """Names definitions inside of roots, outer ones first."""

    namer: RootNamer
    named: RootNames
    memory: Memory
    diagnostics: Diagnostics
    models: dict[str, Symbol] = field(init=False)
    param_models: dict[str, Symbol] = field(init=False)
    _lent: dict[tuple[str, bool], Symbol] = field(default_factory=dict)
    _classes: dict[str, Claims] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.models, self.param_models = dict(self.named.models), dict(self.named.param_models)
        self.roots: Roots = self.namer.roots
        for symbols in (self.models, self.param_models, self.named.params, self.named.responses):
            for symbol in symbols.values():
                self._classes_of(symbol.module).hold(symbol.name)

    def name(self) -> None:
        usage = self.namer.usage
        inline = [found for found in self.namer.api.definitions.values() if found.owner is not None]
        for found in sorted(inline, key=lambda found: len(found.place)):
            if found.id in usage.written_once and found.id not in self.models:
                self.models[found.id] = self._symbol(found, "model", self._response_root(found))
            if found.id in usage.sent and found.id in usage.twins:
                self.param_models[found.id] = self._symbol(found, "param", self._request_root(found))

    def _response_root(self, found: ir.Definition) -> Symbol:
        """Whose module an inline type lives in. One that both sides use may stand where only requests are."""
        root = self.roots.above[found.id]
        own = self.named.responses.get(root) or self.named.models.get(root)
        if own is None and found.id not in self.namer.usage.twins:
            own = self.named.param_models.get(root) or self.named.params.get(root)
        return own or self._lend(root, found, params=False)

    def _request_root(self, found: ir.Definition) -> Symbol:
        root = self.roots.above[found.id]
        return self.named.params.get(root) or self.named.param_models.get(root) or self._lend(root, found, params=True)

    def _lend(self, root: str, found: ir.Definition, *, params: bool) -> Symbol:
        """A module for parts of something that is no type itself on this side: a pagination scheme, or a schema that
        is only read while a part of it, which others mention, is also sent."""
        if (root, params) not in self._lent:
            owner = self.namer.api.definitions.get(root)
            if root in self.namer.tree.homes:
                words = self.namer.words(root)
            else:
                words = owner.name.text if owner else root.rpartition("/")[2]
            words = f"{words}_param" if params else words
            folder = self.namer.folders.of(found.resource, params=params)
            module = self.namer.folders.module(folder, module_name(words, self.namer.casing, MODULE_RESERVED))
            self._lent[root, params] = Symbol(class_name(words, self.namer.casing), f"{folder}.{module}")
        return self._lent[root, params]

    def _symbol(self, found: ir.Definition, side: str, root: Symbol) -> Symbol:
        """The old name while its module is the same, or the wanted one with a number if it is taken."""
        key, wanted = f"{side}:{found.id}", self._wanted(found, side, root)
        classes = self._classes_of(root.module)
        old = self.memory.recall(key, wanted if found.name.strength is ir.NameStrength.CONFIG else None)
        if old and old not in classes:
            classes.hold(old, found.origin)
            name = old
        else:
            name = classes.take(wanted, found.origin, separator="")
        if name != wanted:
            self.memory.keep(key, name)
        return Symbol(name, root.module)

    def _wanted(self, found: ir.Definition, side: str, root: Symbol) -> str:
        """Chain of the place; with the root's name in front when the root inherits or the chain alone is reserved."""
        above = self.roots.above[found.id]
        place = self._arm_of_body(found) if side == "param" else self._below_result(found)
        if found.name.strength is ir.NameStrength.CONFIG or not place:
            chain, prefixed = class_name(found.name.text, self.namer.casing), False
        else:
            chain = class_name(" ".join(place), self.namer.casing)
            prefixed = place[0] == ir.ITEM or self._inherits(above, side)
        stranger = above in self.roots.strangers
        return f"{root.name}{chain}" if prefixed or stranger or chain in CLASS_RESERVED else chain

    def _below_result(self, found: ir.Definition) -> tuple[str, ...]:
        """The place below what an operation returns, where that is the root."""
        result = self.roots.results.get(self.roots.above[found.id])
        above = self.namer.api.definitions[result].place if result else ()
        return found.place[len(above) :] if found.place[: len(above)] == above else found.place

    def _arm_of_body(self, found: ir.Definition) -> tuple[str, ...]:
        """The place, without `body` where the whole body is a choice: each arm then stands for the body."""
        operation = self.namer.api.operations.get(self.roots.above[found.id])
        body = operation.body if operation else None
        whole = body.contents[0].type if body and body.contents and body.spread is None else None
        chosen = self.namer.api.definitions.get(whole.id) if isinstance(whole, ir.Ref) else None
        if isinstance(chosen, ir.Alias) and isinstance(chosen.type, ir.Union) and found.id != chosen.id:
            return found.place[len(chosen.place) :] if found.place[: len(chosen.place)] == chosen.place else found.place
        return found.place

    def _inherits(self, root: str, side: str) -> bool:
        record = self.namer.api.definitions.get(root if side == "param" else self.roots.results.get(root, root))
        return isinstance(record, ir.Record) and bool(record.bases)

    def _classes_of(self, module: str) -> Claims:
        if module not in self._classes:
            self._classes[module] = Claims("the type", self.diagnostics, reserved=CLASS_RESERVED)
        return self._classes[module]
