"""Pairing: what belongs together on both sides, by key, then by similarity (which is then reported as such)."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

RENAME_THRESHOLD = 0.75
"""How alike two names must be (0 to 1) for a rename to be proposed when nothing else says so."""
_MOST_COMPARISONS = 250_000
"""With more candidates than this nearly everything has changed, and a guess would be worth nothing."""


def by_key(old: Mapping[K, T], new: Mapping[K, T]) -> Iterator[tuple[K, T | None, T | None]]:
    """Everything of both sides, old order first."""
    for key, value in old.items():
        yield key, value, new.get(key)
    for key, value in new.items():
        if key not in old:
            yield key, None, value


def renames(
    removed: Sequence[T], added: Sequence[T], alike: Callable[[T, T], float], threshold: float = RENAME_THRESHOLD
) -> list[tuple[T, T]]:
    """Pairs of (removed, added) that are the same thing renamed: the best match of each, none used twice."""
    if not removed or not added or len(removed) * len(added) > _MOST_COMPARISONS:
        return []
    scored = sorted(
        ((score, i, j) for i, old in enumerate(removed) for j, new in enumerate(added) if (score := alike(old, new))),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    used_old: set[int] = set()
    used_new: set[int] = set()
    pairs: list[tuple[T, T]] = []
    for score, i, j in scored:
        if score >= threshold and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            pairs.append((removed[i], added[j]))
    return pairs


def similarity(old: str, new: str, least: float = 0.0) -> float:
    """How alike two texts are, 0 to 1; 0 when that is less than `least`, which is then found out sooner."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if least and (matcher.real_quick_ratio() < least or matcher.quick_ratio() < least):
        return 0.0
    return matcher.ratio()


def letters(wire: str) -> str:
    """A name without what Python's spelling of it leaves out: `user-Id` and `user_id` are both `userid`."""
    return wire.replace("_", "").replace("-", "").replace(".", "").lower()
