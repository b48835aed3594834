"""Names of types: models, aliases, enums, their param twins, and the TypedDicts of operations' arguments.

What comes in: definitions and the names of resources. What goes out: `TypeNames`: a class and a module for each side of
each definition. A named definition opens a module; what is written inline in it lives in the same module, called by
its place without the root's name (`Concept`, `KeyframesFrame0`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ... import ir
from ...diagnostics import Diagnostics
from .casing import Casing
from .claims import Claims, Memory
from .conventions import CLASS_RESERVED, EXPORT_RESERVED, MODULE_RESERVED
from .identifiers import bounded, class_name, module_name
from .name_resources import TreeNames
from .usage import Usage, methods_of

SHARED = "$shared"


@dataclass(frozen=True)
class Symbol:
    """A generated type: `module` is relative to the package (`types.workspace_secret`, `types.shared.references`)."""

    name: str
    module: str


@dataclass(frozen=True)
class TypeNames:
    models: Mapping[str, Symbol]
    param_models: Mapping[str, Symbol]
    params: Mapping[str, Symbol]
    roots: frozenset[str]
    """Definitions that are exported: named ones, and inline ones that a method returns."""


@dataclass(frozen=True)
class _Roots:
    """Which definition opens a module: `above` leads from an inline definition to its root's id.

    `results` pairs an operation with the inline definition that its method returns. `strangers` are roots that are
    neither definitions nor operations.
    """

    above: Mapping[str, str]
    results: Mapping[str, str]
    strangers: frozenset[str]


class _TypeNamer:
    def __init__(
        self, api: ir.Api, usage: Usage, casing: Casing, tree: TreeNames, memory: Memory, diagnostics: Diagnostics
    ) -> None:
        self.api, self.usage, self.casing, self.tree, self.memory = api, usage, casing, tree, memory
        self.diagnostics = diagnostics
        self.models: dict[str, Symbol] = {}
        self.param_models: dict[str, Symbol] = {}
        self.params: dict[str, Symbol] = {}
        self.responses: dict[str, Symbol] = {}
        """Operation id → where its inline response types live, and the name a result would have."""
        self.roots = _find_roots(api, usage, tree)
        self.answering = frozenset(self.roots.above[id] for id in usage.written_once & self.roots.above.keys())
        """Roots that hold inline response types."""
        folders = {".".join(("types", *path)) for path in tree.folders.values()}
        self._packages = folders | {"types.shared", "types.shared_params"}
        self._borrowed: dict[tuple[str, bool], Symbol] = {}
        self._modules: dict[str, Claims] = {}
        self._exports: dict[str, Claims] = {}
        self._classes: dict[str, Claims] = {}

    # -- roots -----------------------------------------------------------------------------------------------------

    def name_roots(self) -> None:
        """What was called something before, then the configuration's models, operations, component keys, titles."""
        components = [found for found in self.api.definitions.values() if found.owner is None]
        for found in components:
            self._hold(f"model:{found.id}")
            self._hold(f"param:{found.id}")
        for id in self.tree.homes:
            self._hold(f"params:{id}")
            self._hold(f"response:{id}")
        ordered = sorted(components, key=lambda found: (-found.name.strength, not self._exact(found.name)))
        for found in ordered:
            if found.name.strength is ir.NameStrength.CONFIG:
                self._name_component(found)
        for id in self.tree.homes:
            self._name_operation(id)
        for found in ordered:
            if found.name.strength is not ir.NameStrength.CONFIG:
                self._name_component(found)

    def _exact(self, name: ir.Name) -> bool:
        return class_name(name.text, self.casing) == name.text

    def _name_component(self, found: ir.Definition) -> None:
        shared = found.resource[:1] == (SHARED,)
        folder = self._folder(found.resource)
        module = module_name(found.name.text, self.casing, MODULE_RESERVED)
        name = class_name(found.name.text, self.casing)
        if found.id in self.usage.written_once:
            package = "types.shared" if shared else folder
            self.models[found.id] = self._root(f"model:{found.id}", package, module, name, found.origin)
        if found.id in self.usage.sent and found.id in self.usage.twins:
            key = f"param:{found.id}"
            if shared:
                self.param_models[found.id] = self._root(key, "types.shared_params", module, name, found.origin)
            else:
                self.param_models[found.id] = self._root(key, folder, f"{module}_param", f"{name}Param", found.origin)

    def _name_operation(self, id: str) -> None:
        operation = self.api.operations[id]
        home = self.tree.homes[id]
        folder = ".".join(("types", *self.tree.folders[home]))
        words = f"{self.tree.singulars[home]}_{self.tree.spoken[id]}"
        if takes_params(operation):
            module, name = self._named(f"{words}_params")
            self.params[id] = self._root(f"params:{id}", folder, module, name, operation.origin)
        module, name = self._named(f"{words}_response")
        if id in self.answering:
            self.responses[id] = self._root(f"response:{id}", folder, module, name, operation.origin)
            if id in self.roots.results:
                self.models[self.roots.results[id]] = self.responses[id]

    def _named(self, words: str) -> tuple[str, str]:
        return module_name(words, self.casing, MODULE_RESERVED), class_name(words, self.casing)

    def _folder(self, resource: tuple[str, ...]) -> str:
        return ".".join(("types", *self.tree.folders.get(resource, ())))

    def _hold(self, key: str) -> None:
        if (old := self.memory.recall(key)) and "." in old:
            module, _, name = old.rpartition(".")
            folder, _, leaf = module.rpartition(".")
            self._modules_of(folder).hold(leaf)
            self._exports_of(folder).hold(name)

    def _root(self, key: str, folder: str, module: str, name: str, origin: ir.Origin) -> Symbol:
        """The symbol remembered for `key`, or the first free one."""
        if (old := self.memory.recall(key)) and "." in old:
            symbol = Symbol(old.rpartition(".")[2], old.rpartition(".")[0])
        else:
            free_name = self._exports_of(folder).take(name, origin, separator="")
            free_module = self._module(folder, module, origin)
            symbol = Symbol(free_name, f"{folder}.{free_module}")
        self.memory.keep(key, f"{symbol.module}.{symbol.name}")
        self._classes_of(symbol.module).hold(symbol.name, origin)
        return symbol

    def _module(self, folder: str, module: str, origin: ir.Origin | None = None) -> str:
        """A free file name in a folder, other than those of the packages in it, which would hide it."""
        if f"{folder}.{module}" in self._packages:
            module = f"{module}_model"
        return self._modules_of(folder).take(bounded(module), origin)

    def _modules_of(self, folder: str) -> Claims:
        if folder not in self._modules:
            self._modules[folder] = Claims("the module", self.diagnostics, casefold=True)
        return self._modules[folder]

    def _exports_of(self, folder: str) -> Claims:
        """`types` re-exports what is shared, so the two give out their names together."""
        space = "types" if folder == "types.shared" else folder
        if space not in self._exports:
            self._exports[space] = Claims("the type", self.diagnostics, reserved=EXPORT_RESERVED)
        return self._exports[space]

    def _classes_of(self, module: str) -> Claims:
        if module not in self._classes:
            self._classes[module] = Claims("the type", self.diagnostics, reserved=CLASS_RESERVED)
        return self._classes[module]

    # -- inline definitions ----------------------------------------------------------------------------------------

    def name_inline(self) -> None:
        """Definitions inside of a root, outer ones first."""
        inline = [found for found in self.api.definitions.values() if found.owner is not None]
        for found in sorted(inline, key=lambda found: len(found.place)):
            if found.id in self.usage.written_once and found.id not in self.models:
                self.models[found.id] = self._inline(found, "model", self._response_root(found))
            if found.id in self.usage.sent and found.id in self.usage.twins:
                self.param_models[found.id] = self._inline(found, "param", self._request_root(found))

    def _response_root(self, found: ir.Definition) -> Symbol:
        """Whose module an inline type lives in. One that both sides use may stand where only requests are."""
        root = self.roots.above[found.id]
        own = self.responses.get(root) or self.models.get(root)
        if own is None and found.id not in self.usage.twins:
            own = self.param_models.get(root) or self.params.get(root)
        return own or self._lent(root, found, params=False)

    def _request_root(self, found: ir.Definition) -> Symbol:
        root = self.roots.above[found.id]
        return self.params.get(root) or self.param_models.get(root) or self._lent(root, found, params=True)

    def _lent(self, root: str, found: ir.Definition, *, params: bool) -> Symbol:
        """A module for parts of something that is no type itself on this side: a pagination scheme, or a schema that
        is only read while a part of it, which others mention, is also sent."""
        if (root, params) not in self._borrowed:
            owner = self.api.definitions.get(root)
            if root in self.tree.homes:
                words = f"{self.tree.singulars[self.tree.homes[root]]}_{self.tree.spoken[root]}"
            else:
                words = owner.name.text if owner else root.rpartition("/")[2]
            module, name = self._named(f"{words}_param" if params else words)
            shared = "types.shared_params" if params else "types.shared"
            folder = shared if found.resource[:1] == (SHARED,) else self._folder(found.resource)
            self._borrowed[root, params] = Symbol(name, f"{folder}.{self._module(folder, module)}")
        return self._borrowed[root, params]

    def _inline(self, found: ir.Definition, side: str, root: Symbol) -> Symbol:
        """Chain of the place; with the root's name in front when the root inherits or the chain alone is reserved."""
        key = f"{side}:{found.id}"
        classes = self._classes_of(root.module)
        place = self._chain(found)
        configured = found.name.strength is ir.NameStrength.CONFIG or not place
        chain = class_name(found.name.text if configured else " ".join(place), self.casing)
        old = self.memory.recall(key)
        if old and old not in classes:
            classes.hold(old, found.origin)
            self.memory.keep(key, old)
            return Symbol(old, root.module)
        prefixed = not configured and (place[0] == "item" or self._inherits(found))
        prefixed = prefixed or self.roots.above[found.id] in self.roots.strangers
        plain = f"{root.name}{chain}" if prefixed or chain in CLASS_RESERVED else chain
        name = classes.take(plain, found.origin, separator="")
        if name != plain:
            self.memory.keep(key, name)
        return Symbol(name, root.module)

    def _chain(self, found: ir.Definition) -> tuple[str, ...]:
        """The place below the root; below the result, where the root is an operation that returns an inline type."""
        result = self.roots.results.get(self.roots.above[found.id])
        above = self.api.definitions[result].place if result else ()
        return found.place[len(above) :] if found.place[: len(above)] == above else found.place

    def _inherits(self, found: ir.Definition) -> bool:
        root = self.roots.above[found.id]
        record = self.api.definitions.get(self.roots.results.get(root, root))
        return isinstance(record, ir.Record) and bool(record.bases)


def takes_params(operation: ir.Operation) -> bool:
    """Whether a method has arguments other than path parameters."""
    return operation.body is not None or any(param.where is not ir.ParamWhere.PATH for param in operation.params)


def _find_roots(api: ir.Api, usage: Usage, tree: TreeNames) -> _Roots:
    above: dict[str, str] = {}
    calls = {operation.origin.pointer: id for id, operation in api.operations.items()}
    for id, found in api.definitions.items():
        if found.owner is not None:
            root = found.owner
            while (owner := api.definitions[root].owner if root in api.definitions else None) is not None:
                root = owner
            above[id] = root if root in api.definitions else calls.get(_operation_pointer(root), root)
    results: dict[str, str] = {}
    for resource, method in methods_of(api.root):
        operation = api.operations[method.operation]
        returned = method.paging.item if method.paging else operation.result_type
        if (
            isinstance(returned, ir.Ref)
            and above.get(returned.id) == operation.id
            and resource.path == tree.homes[operation.id]
        ):
            results[operation.id] = returned.id
    strangers = frozenset(above.values()) - api.definitions.keys() - api.operations.keys()
    return _Roots(above, results, strangers)


def _operation_pointer(id: str) -> str:
    """`/paths/~1things/get` for the id of anything below it."""
    return "/".join(id.partition("#")[2].split("/")[:4])


def name_types(
    api: ir.Api, usage: Usage, casing: Casing, tree: TreeNames, memory: Memory, diagnostics: Diagnostics
) -> TypeNames:
    """All type names of one SDK."""
    namer = _TypeNamer(api, usage, casing, tree, memory, diagnostics)
    namer.name_roots()
    namer.name_inline()
    named = (id for id, found in api.definitions.items() if found.owner is None)
    roots = frozenset((*named, *namer.roots.results.values()))
    return TypeNames(namer.models, namer.param_models, namer.params, roots)
