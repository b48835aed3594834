"""What the walk hands to the rules: a pair, where it is written, which way its data travels, whom it reaches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from ..values import dataclass
from .changes import Direction
from .subjects import Pair, Place, Spot


@dataclass(frozen=True, slots=True)
class Reach:
    """Directions and operations that lead to a place. The numbers are bits: operation n of the walk is bit n."""

    direction: Direction
    request: int = 0
    response: int = 0

    @property
    def operations(self) -> int:
        return self.request | self.response

    def joined(self, other: Reach) -> Reach:
        """Everything that either reaches."""
        return Reach(self.direction | other.direction, self.request | other.request, self.response | other.response)

    def within(self, mask: Direction) -> Reach:
        """What is left of it for data that travels only the ways of `mask`."""
        if mask is Direction.BOTH:
            return self
        return Reach(
            self.direction & mask,
            self.request if Direction.REQUEST in mask else 0,
            self.response if Direction.RESPONSE in mask else 0,
        )


NOWHERE = Reach(Direction.NEITHER)


@dataclass(frozen=True, slots=True)
class Use:
    """A use of a type on both sides: how the report calls it, and where it is written.

    `words` and `path` make the label: `query parameter` and `sort[]`; a component's property has only a path.
    """

    words: str
    path: str
    place: Place
    spot: Spot = Spot.VALUE
    page_size: bool = False
    cursor: bool = False

    @property
    def label(self) -> str:
        return " ".join(part for part in (self.words, f"`{self.path}`" if self.path else "") if part)

    def inside(self, suffix: str) -> Use:
        """What is inside of it, written at the same place."""
        return Use(self.words, self.path + suffix, self.place)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that was changed: where it is used, and the names of the schemas it meant and means."""

    use: Use
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """A pair to look at. `edit`: the changed reference that it is a consequence of."""

    subject: Pair[Any]
    place: Place
    reach: Reach
    edit: Reference | None = None


class Sink(Protocol):
    """Takes what a walk over types finds."""

    def see(self, subject: Pair[Any], place: Place) -> None:
        """Two different things at one place."""

    def enter(self, old: str, new: str, use: Use, *, other: bool = False) -> None:
        """A use of two definitions, by id. `other`: they are not the same thing, the reference was changed."""

    def explain(self, records: Iterable[str], wire: str) -> None:
        """The values of a property of the new records `records` follow from a discriminator that was reported."""
