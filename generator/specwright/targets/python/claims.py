"""Gives out identifiers, each only once per scope.

What comes in: the name somebody asks for and who they are. What goes out: that name, or the same with a number behind
it, the same in every run: asked for again in another order, or with others beside it, an owner keeps the name that the
manifest remembers.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping

from ...diagnostics import Diagnostics
from ...ir import Origin


class Memory:
    """The names of the last run, by key (`model:<id>`), and those of this one."""

    def __init__(self, remembered: Mapping[str, str]) -> None:
        self._old = remembered
        self.chosen: dict[str, str] = {}

    def recall(self, key: str, wanted: str | None = None) -> str | None:
        """The old name. With `wanted`, only if it is that name, or came of it by a collision: who asks for another name
        in the configuration gets it."""
        old = self._old.get(key)
        if old is None or not all(map(_usable, old.split("."))):
            return None
        if wanted is None or re.fullmatch(rf"(?:[a-z]+_)?{re.escape(wanted)}(?:_?[0-9]+)?", old):
            return old
        return None

    def keep(self, key: str, name: str) -> None:
        self.chosen[key] = name


def _usable(part: str) -> bool:
    """A manifest is a file that anybody can edit."""
    return part.isidentifier() and not keyword.iskeyword(part) and len(part) < 1000


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
        self._numbers: dict[str, int] = {}

    def take(self, name: str, origin: Origin | None = None, *, separator: str = "_") -> str:
        """`name`, or with the first free number from 2 on (`name_2`) and a note that says whose name it was."""
        key = self._key(name)
        free, number = name, self._numbers.get(key, 2)
        while self._key(free) in self._owners:
            free = f"{name}{separator}{number}"
            number += 1
        if free != name:
            self._numbers[key] = number
            self._note(name, free, origin)
        self._owners[self._key(free)] = origin
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
