"""What the walk hands to the rules: a pair, where it is written, which way its data travels, whom it reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .changes import Direction
from .subjects import Place


@dataclass(frozen=True, slots=True)
class Reach:
    """Directions and operations that lead to a place. The numbers are bits: operation n of the walk is bit n."""

    direction: Direction
    request: int = 0
    response: int = 0

    @property
    def operations(self) -> int:
        return self.request | self.response


@dataclass(frozen=True, slots=True)
class Visit:
    """A pair to look at."""

    subject: object
    place: Place
    reach: Reach


See = Callable[[object, Place, Reach], None]
"""Takes a pair, its place and its reach."""
