"""Build stage: the names a generated module uses in, its import statements out, in the order ruff's isort rules want.

Views record what they use while they are built, so that a module imports exactly that and nothing has to be removed
afterwards (removing is what makes formatters slow, and hides mistakes).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import field
from functools import lru_cache

from ...values import dataclass


@dataclass(slots=True)
class Imports:
    """`modules` for `import a`, `members` for `from a import b`; both without duplicates.

    `first_party`: packages that stand in a section of their own (in tests: the package under test).
    """

    modules: set[str] = field(default_factory=set)
    members: dict[str, set[str]] = field(default_factory=dict)
    first_party: frozenset[str] = frozenset()

    def module(self, name: str) -> None:
        """`import name`."""
        self.modules.add(name)

    def member(self, module: str, *names: str) -> None:
        """`from module import name, …`."""
        self.members.setdefault(module, set()).update(names)

    def update(self, other: Imports) -> None:
        self.modules |= other.modules
        for module, names in other.members.items():
            self.member(module, *names)

    def without(self, other: Imports) -> Imports:
        """What is not imported by `other` already (for a `TYPE_CHECKING` block under the module's own imports)."""
        left = Imports(self.modules - other.modules)
        for module, names in self.members.items():
            if remaining := names - other.members.get(module, set()):
                left.member(module, *remaining)
        return left

    def render(self) -> str:
        """The statements, sections separated by an empty line; "" when there is nothing to import."""
        sections: dict[int, list[str]] = {}
        for name in sorted(self.modules, key=natural):
            sections.setdefault(self._section(name), []).append(f"import {name}")
        for module in sorted(self.members, key=_module_key):
            sections.setdefault(self._section(module), []).extend(_statements(module, self.members[module]))
        return "\n\n".join("\n".join(sections[section]) for section in sorted(sections))

    def _section(self, module: str) -> int:
        top = module.partition(" ")[0].partition(".")[0]
        if module.startswith("."):
            return 4
        if top in self.first_party:
            return 3
        return 0 if top == "__future__" else 1 if top in sys.stdlib_module_names else 2

    def __bool__(self) -> bool:
        return bool(self.modules or self.members)


def merged(parts: Iterable[Imports]) -> Imports:
    """All of `parts` in one."""
    together = Imports()
    for part in parts:
        together.update(part)
    return together


def _statements(module: str, members: Iterable[str]) -> Iterator[str]:
    """All plain names in one statement, each renamed one in its own, in the order of their first names."""
    ordered = sorted(members, key=member_key)
    plain = [name for name in ordered if " as " not in name]
    groups = [plain] if plain else []
    groups += [[name] for name in ordered if " as " in name]
    for group in sorted(groups, key=lambda group: _renamed_key(group[0])):
        yield f"from {module} import {', '.join(group)}"


def _renamed_key(member: str) -> tuple[object, ...]:
    name, _, alias = member.partition(" as ")
    return (member_key(name), alias)


@lru_cache(maxsize=50_000)  # the same few names are sorted in every module: 0.9× for writing types
def natural(text: str) -> tuple[object, ...]:
    """A sort key: digits compare as numbers, letters without case first and with case to break ties."""
    parts = re.split(r"([0-9]+)", text.lower())
    return (tuple(_digits(part) if index % 2 else (1, 0, part) for index, part in enumerate(parts)), text)


def _digits(run: str) -> tuple[int, int, str]:
    """Digits that begin with 0 are no number but a fraction: `0599` before `06` before `1`, as ruff has it."""
    return (0, 0, run) if run[0] == "0" else (0, int(run), "")


def _module_key(module: str) -> tuple[object, ...]:
    """Relative imports: further parents first, `from .. import` before `from ..module import`."""
    name = module.lstrip(".")
    return (len(name) - len(module), *natural(name))


def member_key(name: str) -> tuple[object, ...]:
    """CONSTANTS, then Classes, then the rest."""
    kind = 0 if len(name) > 1 and name.isupper() else 1 if name[:1].isupper() else 2
    return (kind, *natural(name))
