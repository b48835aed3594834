"""Values are those of `dataclasses`, but for what `specwright.values` says."""

from __future__ import annotations

import dataclasses
from dataclasses import field, replace

import pytest

from specwright.values import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0


@dataclass(frozen=True)
class Label(Point):
    text: str = ""
    seen: list[int] = field(default_factory=list, compare=False, repr=False)


@dataclass(slots=True)
class Counter:
    number: int


@dataclass(frozen=True, eq=False)
class Thing:
    name: str


@dataclass
class Empty:
    """Nothing."""


@dataclass(frozen=True)
class Own:
    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own)

    def __hash__(self) -> int:
        return 1


def test_they_are_equal_by_their_fields_and_class() -> None:
    assert Point(1, 2) == Point(1, 2) != Point(1, 3)
    assert Point(1) != (1, 0)
    assert Label(1, 2, "a", [1]) == Label(1, 2, "a", [2])
    assert Point(1, 2) != Label(1, 2)
    assert Empty() == Empty()
    assert Counter(1) == Counter(1) != Counter(2)


def test_frozen_ones_can_be_hashed() -> None:
    assert len({Point(1, 2), Point(1, 2), Point(2, 1)}) == 2
    assert hash(Label(1, 2, "a", [1])) == hash(Label(1, 2, "a", [2]))
    with pytest.raises(TypeError, match="unhashable"):
        hash(Counter(1))


def test_without_equality_they_are_themselves() -> None:
    assert len({Thing("a"), Thing("a")}) == 2


def test_they_say_what_they_hold() -> None:
    assert repr(Point(1, 2)) == "Point(x=1, y=2)"
    assert repr(Label(1, 2, "a%s", [1])) == "Label(x=1, y=2, text='a%s')"
    assert repr((Empty(), Counter(1))) == "(Empty(), Counter(number=1))"


def test_what_a_class_defines_is_left_alone() -> None:
    assert repr(Own("a")) == "<a>"
    assert Own("a") == Own("b")
    assert hash(Own("a")) == 1


def test_they_are_dataclasses() -> None:
    assert replace(Point(1, 2), y=3) == Point(1, 3)
    assert dataclasses.asdict(Label(1)) == {"x": 1, "y": 0, "text": "", "seen": []}
    match Point(1, 2):
        case Point(1, y):
            assert y == 2
    assert not hasattr(Point(1), "__dict__")
