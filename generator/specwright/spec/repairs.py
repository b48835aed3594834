"""Stage check: making a document keep its promises.

What comes in: places where a value is not of the type OpenAPI gives it. What goes out: the document without those
values, or with the value that was meant. Done once, here, so that no later stage has to ask what a field may be.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..values import dataclass


class _Drop:
    """The value is taken out."""

    def __repr__(self) -> str:
        return "DROP"


DROP = _Drop()


@dataclass(frozen=True, slots=True)
class Repair:
    """`holder[key]` becomes `value`, or is taken out (`DROP`)."""

    holder: dict[str, Any] | list[Any]
    key: str | int
    value: Any


def apply_repairs(repairs: Iterable[Repair]) -> None:
    """Change the holders in place. The repairs of one list may come in any order."""
    in_lists: list[tuple[list[Any], int]] = []
    done: set[tuple[int, str | int]] = set()
    for repair in repairs:
        if (id(repair.holder), repair.key) in done:
            continue  # a YAML alias: the same list is met wherever it is used
        done.add((id(repair.holder), repair.key))
        if isinstance(repair.holder, dict):
            _repair_member(repair.holder, str(repair.key), repair.value)
        elif repair.value is DROP:
            in_lists.append((repair.holder, int(repair.key)))
        else:
            repair.holder[int(repair.key)] = repair.value
    for holder, index in sorted(in_lists, key=lambda place: -place[1]):
        del holder[index]


def _repair_member(holder: dict[str, Any], name: str, value: Any) -> None:
    if value is DROP:
        holder.pop(name, None)
    else:
        holder[name] = value
