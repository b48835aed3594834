"""Comparing two surfaces: what happens to somebody's code when it upgrades.

A removed class is one change, not one for each of its members, and a name that a package exports twice is one name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import field
from difflib import SequenceMatcher

from ..values import dataclass
from .arguments import compare_arguments
from .hints import annotated, call, usage
from .model import Surface, Symbol, SymbolKind
from .rules import SURFACE_RULES
from .types import Relation, Types, alternatives, relation, types_of
from .verdict import Sdk

_RENAMED = 0.75
"""How alike two names must be (0 to 1) to be one name changed, where everything else is equal."""


@dataclass(frozen=True, slots=True)
class SurfaceChange:
    """One change as a Python programmer sees it. `before` and `after` are one-line hints, "" for none; `{package}` in
    them stands for the package's name.
    """

    rule: str
    path: str
    message: str
    before: str = ""
    after: str = ""

    @property
    def verdict(self) -> Sdk:
        """What it does to code that upgrades."""
        return SURFACE_RULES[self.rule].verdict


def compare_surfaces(old: Surface, new: Surface) -> tuple[SurfaceChange, ...]:
    """Every change between two surfaces, worst first."""
    comparison = _Comparison(old, new, types_of(old), types_of(new))
    changes = [*comparison.removed(), *comparison.added(), *comparison.changed()]
    return tuple(sorted(changes, key=lambda change: (-change.verdict, change.path, change.message)))


@dataclass(slots=True)
class _Comparison:
    old: Surface
    new: Surface
    old_types: Types
    new_types: Types
    _come: dict[tuple[str, SymbolKind], list[Symbol]] = field(init=False)
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._come = defaultdict(list)
        for path, symbol in self.new.symbols.items():
            if path not in self.old.symbols and not symbol.alias_of:
                self._come[symbol.parent, symbol.kind].append(symbol)

    def removed(self) -> Iterator[SurfaceChange]:
        """What is gone, or has another name."""
        for path, symbol in self.old.symbols.items():
            if self.new.find(path) is not None or self._is_gone(symbol.parent) or self._is_gone(symbol.alias_of):
                continue
            owner = self.old.symbols.get(symbol.parent)
            what = symbol.kind.value
            rename = self._renamed(symbol)
            if rename is not None:
                self._taken.add(rename.path)
                after = usage(rename, self.new.symbols.get(rename.parent))
                yield SurfaceChange("SUR-02", path, f"{what} renamed to `{rename.path}`", usage(symbol, owner), after)
            elif symbol.kind is SymbolKind.MODULE and not symbol.required:
                message = "module removed that nothing in the package uses or exports"
                yield SurfaceChange("SUR-19", path, message, usage(symbol), "")
            else:
                yield SurfaceChange("SUR-01", path, f"{what} removed", usage(symbol, owner), "")

    def _is_gone(self, path: str) -> bool:
        return path in self.old.symbols and path not in self.new.symbols

    def _is_new(self, path: str) -> bool:
        return path in self.new.symbols and path not in self.old.symbols

    def _renamed(self, symbol: Symbol) -> Symbol | None:
        """A symbol that is new, stands in the same place, has the same shape and nearly the same name."""
        best, score = None, _RENAMED
        for other in self._come.get((symbol.parent, symbol.kind), ()):
            if other.path in self._taken or other.arguments != symbol.arguments or other.bases != symbol.bases:
                continue
            if alternatives(other.type) != alternatives(symbol.type):
                continue
            alike = SequenceMatcher(None, symbol.name, other.name, autojunk=False).ratio()
            if alike > score:
                best, score = other, alike
        return best

    def added(self) -> Iterator[SurfaceChange]:
        """What is new; call after `removed`."""
        for path, symbol in self.new.symbols.items():
            if path in self._taken or self.old.find(path) is not None:
                continue
            if self._is_new(symbol.parent) or self._is_new(symbol.alias_of):
                continue
            owner = self.new.symbols.get(symbol.parent)
            if owner is not None and owner.is_typed_dict and symbol.required:
                yield SurfaceChange("SUR-04", path, "required key added", "", usage(symbol, owner))
            else:
                yield SurfaceChange("SUR-03", path, f"{symbol.kind.value} added", "", usage(symbol, owner))

    def changed(self) -> Iterator[SurfaceChange]:
        """What both have and is not the same."""
        for path, was in self.old.symbols.items():
            now = self.new.find(path)
            if now is not None and was != now and not (was.alias_of and now.alias_of):
                yield from self._changed(was, now)

    def _changed(self, was: Symbol, now: Symbol) -> Iterator[SurfaceChange]:
        path = was.path
        if was.is_class_alias and now.kind is SymbolKind.CLASS:
            return
        owners = (self.old.symbols.get(was.parent), self.new.symbols.get(now.parent))
        if was.kind is not now.kind:
            message = f"{was.kind.value} became a {now.kind.value}"
            yield SurfaceChange("SUR-05", path, message, usage(was, owners[0]), usage(now, owners[1]))
            return
        if was.kind is SymbolKind.FUNCTION:
            for row in compare_arguments(was, now, self.old_types, self.new_types):
                yield SurfaceChange(row.rule, path, row.message, row.before, row.after)
            if was.is_async is not now.is_async:
                message = "must be awaited now" if now.is_async else "is no longer awaited"
                hints = [f"{'await ' if symbol.is_async else ''}{call(symbol)}" for symbol in (was, now)]
                yield SurfaceChange("SUR-06", path, message, *hints)
        for base in was.bases:
            if base not in now.bases and base not in now.inherited:
                before = f"isinstance({was.name.lower()}, {base})"
                yield SurfaceChange("SUR-07", path, f"base class `{base}` removed", before, "")
        yield from self._type(was, now, owners)

    def _type(self, was: Symbol, now: Symbol, owners: tuple[Symbol | None, Symbol | None]) -> Iterator[SurfaceChange]:
        how = Relation.SAME
        if was.type and now.type:
            how = relation(was.type, now.type, self.old_types, self.new_types, as_text=now.as_text)
        key = owners[1] is not None and owners[1].is_typed_dict
        if how is not Relation.SAME:
            what = "returns" if was.kind is SymbolKind.FUNCTION else "type"
            rule = {Relation.REPLACED: "SUR-20", Relation.EQUAL: "SUR-26"}.get(how, "SUR-08")
            if how is Relation.WIDER and (key or _is_given(now)):
                rule = "SUR-21"
            hints = (annotated(was, owners[0]), annotated(now, owners[1]))
            yield SurfaceChange(rule, was.path, f"{what} `{was.type}` -> `{now.type}`", *hints)
        if was.required is not now.required and (key or how is Relation.SAME):
            rule, said = ("SUR-09", "is required now") if now.required else ("SUR-22", "is no longer required")
            yield SurfaceChange(rule, was.path, said)


def _is_given(symbol: Symbol) -> bool:
    """Whether a type is one of arguments, so that users make its values and do not read them."""
    module = symbol.parent.rpartition(".")[2]
    return symbol.name.endswith(("Param", "Params")) or module.endswith(("_param", "_params"))
