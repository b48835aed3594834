"""Three-way merge of lines: what was generated, what a hand made of it, what is generated now.

What comes in: three texts. What goes out: one text with both changes, and how many places both had changed differently.
The rule is that of diff3 (Khanna, Kunal, Pierce: "A Formal Investigation of Diff3", 2007): lines that all three share
are stable; between two stable stretches the side that differs from the base wins, and if both do, it is a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum

from ..values import dataclass
from .patch import split_lines

_MINE = "<<<<<<< edited by hand"
_BASE = "======="
_THEIRS = ">>>>>>> generated"


class Prefer(Enum):
    """What to put where both sides changed the same lines."""

    NEITHER = "neither"
    """Both, between markers."""
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Merged:
    text: str
    conflicts: tuple[int, ...]
    """The 1-based line in `text` of each pair of markers."""


def has_markers(text: str) -> bool:
    """Whether a conflict that an earlier merge left is still there."""
    return any(line.rstrip("\r\n") == _MINE for line in split_lines(text))


def merge(base: str, mine: str, theirs: str, prefer: Prefer = Prefer.NEITHER) -> Merged:
    """Carry the change from `base` to `mine` over to `theirs`.

    >>> merge("a\\nb\\nc\\n", "a1\\nb\\nc\\n", "a\\nb\\nc1\\n").text
    'a1\\nb\\nc1\\n'
    """
    out: list[str] = []
    conflicts: list[int] = []
    for chunk in _chunks(split_lines(base), split_lines(mine), split_lines(theirs)):
        chosen = _choose(chunk, prefer)
        if chosen is None:
            conflicts.append(len(out) + 1)
            chosen = [_MINE + "\n", *_closed(chunk.mine), _BASE + "\n", *_closed(chunk.theirs), _THEIRS + "\n"]
        out.extend(chosen)
    return Merged("".join(out), tuple(conflicts))


@dataclass(frozen=True, slots=True)
class _Chunk:
    base: Sequence[str]
    mine: Sequence[str]
    theirs: Sequence[str]


def _choose(chunk: _Chunk, prefer: Prefer) -> Sequence[str] | None:
    if chunk.mine == chunk.theirs or chunk.theirs == chunk.base:
        return chunk.mine
    if chunk.mine == chunk.base or prefer is Prefer.THEIRS:
        return chunk.theirs
    return chunk.mine if prefer is Prefer.MINE else None


def _closed(lines: Sequence[str]) -> Iterator[str]:
    """The lines, the last one ended: a marker must start a line."""
    for line in lines:
        yield line if line.endswith("\n") else line + "\n"


def _chunks(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[_Chunk]:
    """Unstable and stable stretches in turn, that together are the three texts."""
    at_base = at_mine = at_theirs = 0
    for start, in_mine, in_theirs, size in _stable(base, mine, theirs):
        yield _Chunk(base[at_base:start], mine[at_mine:in_mine], theirs[at_theirs:in_theirs])
        at_base, at_mine, at_theirs = start + size, in_mine + size, in_theirs + size
        shared = base[start:at_base]
        yield _Chunk(shared, shared, shared)
    yield _Chunk(base[at_base:], mine[at_mine:], theirs[at_theirs:])


def _stable(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """(start in base, start in mine, start in theirs, lines) of each stretch that is the same in all three."""
    left, right = _matches(base, mine), _matches(base, theirs)
    i = j = 0
    while i < len(left) and j < len(right):
        (a, in_mine, a_size), (b, in_theirs, b_size) = left[i], right[j]
        start, end = max(a, b), min(a + a_size, b + b_size)
        if start < end:
            yield start, in_mine + start - a, in_theirs + start - b, end - start
        if a + a_size < b + b_size:
            i += 1
        else:
            j += 1


def _matches(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]
