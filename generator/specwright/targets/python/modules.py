"""Puts types into modules: which module holds which, in what order, and how modules import each other.

What comes in: the types of `type_items`. What goes out: `ModulePlan`s. Every module can be imported first: where
modules refer to each other in a circle, each defines its classes before it imports the others', and an alias in the
circle is a `TypeAliasType` whose value is text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from ...values import dataclass
from .graphs import in_order, strongly_connected
from .symbols import Symbol
from .type_forms import Form, Word, uses
from .type_items import AliasShape, Item, RecordShape


@dataclass(frozen=True, slots=True)
class Placed:
    """A type in its module. `lazy`: an alias whose value is evaluated later. A record's `item` has its own members only
    if it extends classes."""

    item: Item
    lazy: bool = False


@dataclass(frozen=True, slots=True)
class ModulePlan:
    """`late`: modules imported after the definitions. `future`: annotations are text."""

    path: str
    params: bool
    placed: tuple[Placed, ...]
    late: frozenset[str]
    future: bool


def plan_modules(items: Iterable[Item]) -> list[ModulePlan]:
    """The modules of all types, by path."""
    return _Planner(list(items)).plans()


class _Planner:
    def __init__(self, items: list[Item]) -> None:
        self.items = {item.symbol: item for item in items}
        self.modules: dict[str, list[Symbol]] = defaultdict(list)
        for symbol in self.items:
            self.modules[symbol.module].append(symbol)
        self.mentions = {symbol: _mentions(item) for symbol, item in self.items.items()}
        self.used = {symbol: frozenset(mentioned) for symbol, mentioned in self.mentions.items()}
        self.circles = self._module_circles()
        self._flatten_circular_bases()
        self.lazy = self._lazy_aliases()

    def plans(self) -> list[ModulePlan]:
        return [self._plan(path, symbols) for path, symbols in sorted(self.modules.items())]

    def _module_circles(self) -> Mapping[str, int]:
        """The number of the circle of each module; modules with the same number reach each other."""
        graph = {
            path: sorted({used.module for symbol in symbols for used in self.used[symbol]} - {path})
            for path, symbols in self.modules.items()
        }
        return strongly_connected(graph)

    def _circular(self, module: str, other: str) -> bool:
        return module != other and self.circles[module] == self.circles[other]

    def _flatten_circular_bases(self) -> None:
        """A base class must exist first: where its module needs this one, its members are written out instead."""
        own = strongly_connected({symbol: sorted(self.used[symbol], key=str) for symbol in self.items})
        for symbol, item in self.items.items():
            shape = item.shape
            if isinstance(shape, RecordShape) and shape.bases:
                bases = tuple(
                    base
                    for base in shape.bases
                    if not self._circular(symbol.module, base.module) and own[base] != own[symbol]
                )
                inherited = {name for base in bases for name in self._member_names(base)}
                members = tuple(member for member in shape.members if member.name not in inherited)
                written = self.items[symbol] = replace(item, shape=RecordShape(members, bases, shape.extra))
                self.mentions[symbol] = _mentions(written)

    def _member_names(self, base: Symbol) -> set[str]:
        """All names of a base class, those it inherits included."""
        shape = self.items[base].shape
        if not isinstance(shape, RecordShape):
            return set()
        names = {member.name for member in shape.members}
        return names.union(*(self._member_names(above) for above in shape.bases))

    def _lazy_aliases(self) -> frozenset[Symbol]:
        """Aliases that need something which cannot exist before them."""
        aliases = {s: item for s, item in self.items.items() if isinstance(item.shape, AliasShape)}
        graph = {symbol: [used for used in self._needs(symbol) if used in aliases] for symbol in aliases}
        circles = strongly_connected(graph)
        sizes: dict[int, int] = defaultdict(int)
        for circle in circles.values():
            sizes[circle] += 1
        return frozenset(
            symbol
            for symbol in aliases
            if sizes[circles[symbol]] > 1
            or symbol in graph[symbol]
            or any(self._circular(symbol.module, used.module) for used in self.used[symbol])
        )

    def _needs(self, symbol: Symbol) -> list[Symbol]:
        """What must exist when the definition is executed, with annotations as text."""
        shape = self.items[symbol].shape
        return list(shape.bases) if isinstance(shape, RecordShape) else self.mentions[symbol]

    def _plan(self, path: str, symbols: list[Symbol]) -> ModulePlan:
        local = set(symbols)
        items = [self.items[symbol] for symbol in symbols]
        natural = in_order(_roots_last(items), lambda symbol: [s for s in self.mentions[symbol] if s in local])
        order = in_order(natural, lambda symbol: self._needed_here(symbol, local))
        late = frozenset(
            used.module for symbol in symbols for used in self.used[symbol] if self._circular(path, used.module)
        )
        params = any(item.params for item in items)
        return ModulePlan(
            path=path,
            params=params,
            placed=tuple(Placed(self.items[symbol], symbol in self.lazy) for symbol in order),
            late=late,
            future=params or bool(late) or self._looks_ahead(order),
        )

    def _needed_here(self, symbol: Symbol, local: Collection[Symbol]) -> list[Symbol]:
        return [] if symbol in self.lazy else [used for used in self._needs(symbol) if used in local]

    def _looks_ahead(self, order: list[Symbol]) -> bool:
        """Whether a class mentions one that comes later, or itself."""
        seen: set[Symbol] = set()
        for symbol in order:
            ahead = {used for used in self.used[symbol] if used.module == symbol.module} - seen
            if ahead and symbol not in self.lazy:
                return True
            seen.add(symbol)
        return False


def _roots_last(items: list[Item]) -> list[Symbol]:
    return [item.symbol for item in sorted(items, key=lambda item: item.root)]


def _mentions(item: Item) -> list[Symbol]:
    """What a definition refers to, each once, in the order it does."""
    forms: list[Form]
    match item.shape:
        case AliasShape(form=form):
            forms, found = [form], list[Symbol]()
        case RecordShape(members=members, bases=bases, extra=extra):
            forms, found = [member.form for member in members], list(bases)
            forms += [] if extra is None else [extra]
    for form in forms:
        if form.__class__ is not Word:  # as most are: 0.8× for planning
            found += uses(form)
    return list(dict.fromkeys(found))
