"""Gives out identifiers, each only once per scope.

What comes in: the name somebody asks for and who they are. What goes out: that name, or the same with a number behind
it, the same in every run: asked for again in another order, or with others beside it, an owner keeps the name that the
manifest remembers.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...diagnostics import Diagnostics
from ...ir import Origin


class Memory:
    """The names of the last run, by key (`model:<id>`), and those of this one."""

    def __init__(self, remembered: Mapping[str, str]) -> None:
        self._old = remembered
        self.chosen: dict[str, str] = {}

    def recall(self, key: str) -> str | None:
        return self._old.get(key)

    def keep(self, key: str, name: str) -> None:
        self.chosen[key] = name


class Claims:
    """One scope: a record's members, a method's parameters, a module's classes, a folder's modules.

    Names that differ in case only count as the same where `casefold` is set (files).
    """

    def __init__(
        self, what: str, diagnostics: Diagnostics, *, reserved: frozenset[str] = frozenset(), casefold: bool = False
    ) -> None:
        self._what = what
        self._diagnostics = diagnostics
        self._casefold = casefold
        self._owners: dict[str, Origin | None] = dict.fromkeys(reserved)

    def take(self, name: str, origin: Origin | None = None, *, separator: str = "_") -> str:
        """`name`, or with the first free number from 2 on (`name_2`) and a note that says whose name it was."""
        free, number = name, 2
        while (key := self._key(free)) in self._owners:
            free = f"{name}{separator}{number}"
            number += 1
        if free != name:
            self._note(name, free, origin)
        self._owners[key] = origin
        return free

    def hold(self, name: str, origin: Origin | None = None) -> None:
        """Take `name` for its owner of the last run."""
        self._owners.setdefault(self._key(name), origin)

    def __contains__(self, name: str) -> bool:
        return self._key(name) in self._owners

    def _key(self, name: str) -> str:
        return name.casefold() if self._casefold else name

    def _note(self, name: str, free: str, origin: Origin | None) -> None:
        other = self._owners[self._key(name)]
        where = f" ({other.file}: {other.pointer or '#'})" if other else ""
        self._diagnostics.note(
            "Name/Collision",
            f"{self._what} `{name}` is taken{where}; this one is called `{free}`",
            origin,
            hint="give it a name of its own in the configuration",
        )
