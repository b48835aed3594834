"""The usage ledger: what became of every key of a configuration file.

What comes in: the key paths as `read.py` meets them. What goes out: rows for the table the command line prints, so that
nobody has to guess whether a line of an existing `stainless.yml` still does something.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import Enum

from ..ir.origin import Origin
from ..values import dataclass


class Usage(Enum):
    USED = "used"
    NO_EFFECT = "no effect on Python"
    UNSUPPORTED = "not supported yet"


@dataclass(frozen=True, slots=True)
class UsedKey:
    """One key of the file: `path` dotted (`targets.node`), `origin` its place."""

    path: str
    usage: Usage
    origin: Origin


@dataclass(slots=True)
class UsageLedger:
    """Rows in file order, one per key path; a key without effect stands for everything below it."""

    _rows: dict[str, UsedKey] = field(default_factory=dict)

    def add(self, path: str, usage: Usage, origin: Origin) -> None:
        self._rows[path] = UsedKey(path, usage, origin)

    def of(self, usage: Usage) -> tuple[UsedKey, ...]:
        return tuple(row for row in self._rows.values() if row.usage is usage)

    def __iter__(self) -> Iterator[UsedKey]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)
