"""Names of the types that open a module: models, their param twins, operations' arguments and inline results.

What comes in: definitions, operations, and the names of resources. What goes out: `RootNames`: a class and a module for
each. Names of the last run go first, then those of the configuration, of operations, of component keys, and of titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from ... import ir
from ...diagnostics import Diagnostics
from ...values import dataclass
from .casing import Casing
from .claims import Claims, Memory
from .conventions import EXPORT_RESERVED, MODULE_RESERVED, TYPES_ROOT_MODULES
from .identifiers import bounded, class_name, module_name
from .name_resources import TreeNames
from .symbols import Symbol
from .type_roots import Roots
from .usage import Usage

SHARED = "$shared"


@dataclass(frozen=True)
class RootNames:
    """`responses`: for an operation with inline response types, their module and what its result is called.

    `repeated`: for an operation that several methods call, what the types of its arguments and result are also called,
    after the other methods: pairs of that name and the type's own.
    """

    models: Mapping[str, Symbol]
    param_models: Mapping[str, Symbol]
    params: Mapping[str, Symbol]
    responses: Mapping[str, Symbol]
    repeated: Mapping[str, tuple[tuple[Symbol, Symbol], ...]]


@dataclass(frozen=True)
class _Wanted:
    """A name asked for. `key`: who asks (`model:<id>`). `final`: nobody may be called otherwise for old times' sake."""

    key: str
    folder: str
    module: str
    name: str
    origin: ir.Origin
    final: bool


class Folders:
    """The packages of types: which modules and which exported names in them are taken."""

    def __init__(self, tree: TreeNames, api: ir.Api, casing: Casing, diagnostics: Diagnostics) -> None:
        self._tree = tree
        self._casing = casing
        self._standalone = api.standalone
        self._diagnostics = diagnostics
        homes = {found.resource for found in api.definitions.values()} | {*tree.folders}
        self._packages = {self.of(path) for path in homes}
        self._own = {f"types.{module}" for module in TYPES_ROOT_MODULES}
        self._modules: dict[str, Claims] = {}
        self._exports: dict[str, Claims] = {}

    def of(self, resource: tuple[str, ...], *, params: bool = False) -> str:
        """The package of a resource's types."""
        if resource[:1] == (SHARED,):
            return "types.shared_params" if params else "types.shared"
        if resource in self._tree.folders:
            return ".".join(("types", *self._tree.folders[resource]))
        above = resource if resource in self._standalone else resource[:-1]  # a resource that has models only
        return ".".join(("types", *self._tree.chain(above, self._casing)))

    def module(self, folder: str, module: str, origin: ir.Origin | None = None) -> str:
        """A free file name in a folder; where a package in it has the name, a file of that name in the package."""
        if f"{folder}.{module}" in self._own:
            module = f"{module}_model"
        elif f"{folder}.{module}" in self._packages:
            return f"{module}.{self.module(f'{folder}.{module}', module, origin)}"
        return self._modules_of(folder).take(bounded(module), origin)

    def take(self, wanted: _Wanted) -> Symbol:
        """The first free name and module."""
        name = self._exports_of(wanted.folder).take(wanted.name, wanted.origin, separator="")
        return Symbol(name, f"{wanted.folder}.{self.module(wanted.folder, wanted.module, wanted.origin)}")

    def hold(self, symbol: Symbol) -> bool:
        """Take a name of the last run; False when it is taken."""
        folder, _, leaf = symbol.module.rpartition(".")
        if symbol.name in self._exports_of(folder) or leaf in self._modules_of(folder):
            return False
        self._exports_of(folder).hold(symbol.name)
        self._modules_of(folder).hold(leaf)
        return True

    def _modules_of(self, folder: str) -> Claims:
        if folder not in self._modules:
            self._modules[folder] = Claims("the module", self._diagnostics, casefold=True)
        return self._modules[folder]

    def _exports_of(self, folder: str) -> Claims:
        """`types` re-exports what is shared, so the two give out their names together."""
        space = "types" if folder == "types.shared" else folder
        if space not in self._exports:
            self._exports[space] = Claims("the type", self._diagnostics, reserved=EXPORT_RESERVED)
        return self._exports[space]


@dataclass(frozen=True)
class RootNamer:
    """Asks for the names of all roots."""

    api: ir.Api
    usage: Usage
    casing: Casing
    tree: TreeNames
    roots: Roots
    folders: Folders

    def name(self, memory: Memory) -> RootNames:
        """Settle all names, those of the last run first."""
        symbols: dict[str, Symbol] = {}
        wanted = list(self._all())
        for asked in wanted:
            if (old := _remembered(asked, memory)) is not None and self.folders.hold(old):
                symbols[asked.key] = old
        for asked in wanted:
            if asked.key not in symbols:
                symbols[asked.key] = self.folders.take(asked)
            memory.keep(asked.key, symbols[asked.key].path)
        responses = _of_kind(symbols, "response")
        results = {self.roots.results[id]: symbol for id, symbol in responses.items() if id in self.roots.results}
        return RootNames(
            models={**_of_kind(symbols, "model"), **results},
            param_models=_of_kind(symbols, "param"),
            params=_of_kind(symbols, "params"),
            responses=responses,
            repeated=self._pairs(symbols, results),
        )

    def _pairs(
        self, symbols: Mapping[str, Symbol], results: Mapping[str, Symbol]
    ) -> dict[str, tuple[tuple[Symbol, Symbol], ...]]:
        found: dict[str, list[tuple[Symbol, Symbol]]] = {}
        for id, path, name in self._repeated():
            for kind, own in (
                ("params", symbols.get(f"params:{id}")),
                ("response", results.get(self.roots.results.get(id, ""))),
            ):
                other = symbols.get(_repeated_key(kind, id, path, name))
                if own is not None and other is not None:
                    found.setdefault(id, []).append((other, own))
        return {id: tuple(pairs) for id, pairs in found.items()}

    def _repeated(self) -> Iterator[tuple[str, tuple[str, ...], str]]:
        """The methods that call an operation which an earlier method calls already."""
        for path, id, name in self.tree.methods:
            first = path == self.tree.homes[id] and self.tree.spoken[id] == self.casing.snake(name or "")
            if name is not None and not first:
                yield id, path, name

    def words(self, operation: str) -> str:
        """What the types of an operation are called after: `workspace_secret_list`."""
        return f"{self.tree.singulars[self.tree.homes[operation]]}_{self.tree.spoken[operation]}"

    def _all(self) -> Iterator[_Wanted]:
        components = [found for found in self.api.definitions.values() if found.owner is None]
        ordered = sorted(components, key=lambda found: (-found.name.strength, not self._exact(found.name)))
        configured = [found for found in ordered if found.name.strength is ir.NameStrength.CONFIG]
        for found in configured:
            yield from self._component(found)
        for id in self.tree.homes:
            yield from self._operation(id)
        for repetition in self._repeated():
            yield from self._repetition(*repetition)
        for found in ordered[len(configured) :]:
            yield from self._component(found)

    def _exact(self, name: ir.Name) -> bool:
        return class_name(name.text, self.casing) == name.text

    def _component(self, found: ir.Definition) -> Iterator[_Wanted]:
        module = module_name(found.name.text, self.casing, MODULE_RESERVED)
        name = class_name(found.name.text, self.casing)
        final = found.name.strength is ir.NameStrength.CONFIG
        if found.id in self.usage.written_once:
            folder = self.folders.of(found.resource)
            yield _Wanted(f"model:{found.id}", folder, module, name, found.origin, final)
        if found.id in self.usage.sent and found.id in self.usage.twins:
            folder = self.folders.of(found.resource, params=True)
            # Where a model is returned as well, it has the plain name.
            bare = found.id in self.api.bare_params and found.id not in self.usage.written_once
            if found.resource[:1] != (SHARED,) and not bare:
                module, name = f"{module}_param", f"{name}Param"
            yield _Wanted(f"param:{found.id}", folder, module, name, found.origin, final)

    def _operation(self, id: str) -> Iterator[_Wanted]:
        operation = self.api.operations[id]
        folder = self.folders.of(self.tree.homes[id])
        if takes_params(operation):
            yield self._of_operation(f"params:{id}", f"{self.words(id)}_params", operation, folder)
        if id in self._answering:
            yield self._of_operation(f"response:{id}", f"{self.words(id)}_response", operation, folder)

    def _repetition(self, id: str, path: tuple[str, ...], name: str) -> Iterator[_Wanted]:
        operation, folder = self.api.operations[id], self.folders.of(path)
        words = f"{self.tree.singulars[path]}_{self.casing.snake(name)}"
        if takes_params(operation):
            yield self._of_operation(_repeated_key("params", id, path, name), f"{words}_params", operation, folder)
        if id in self.roots.results:
            yield self._of_operation(_repeated_key("response", id, path, name), f"{words}_response", operation, folder)

    def _of_operation(self, key: str, words: str, operation: ir.Operation, folder: str) -> _Wanted:
        module = module_name(words, self.casing, MODULE_RESERVED)
        return _Wanted(key, folder, module, class_name(words, self.casing), operation.origin, True)

    @cached_property
    def _answering(self) -> frozenset[str]:
        """Roots that hold inline response types."""
        return frozenset(root for id, root in self.roots.above.items() if id in self.usage.written_once)


def _repeated_key(kind: str, id: str, path: tuple[str, ...], name: str) -> str:
    return f"repeated-{kind}:{'.'.join(path)}.{name} {id}"


def takes_params(operation: ir.Operation) -> bool:
    """Whether a method has arguments other than path parameters."""
    return operation.body is not None or any(param.where is not ir.ParamWhere.PATH for param in operation.params)


def _remembered(asked: _Wanted, memory: Memory) -> Symbol | None:
    """The old symbol, unless it lived in another package, or another name is asked for by now."""
    module, _, name = (memory.recall(asked.key) or "").rpartition(".")
    symbol = Symbol(name, module)
    folder, _, leaf = module.rpartition(".")
    if folder != asked.folder or not leaf.isascii() or bounded(leaf) != leaf or leaf in MODULE_RESERVED:
        return None
    if asked.final and name.removeprefix(asked.name).strip("0123456789"):
        return None
    return symbol


def _of_kind(symbols: Mapping[str, Symbol], kind: str) -> dict[str, Symbol]:
    return {key.partition(":")[2]: symbol for key, symbol in symbols.items() if key.partition(":")[0] == kind}
