"""Stage check: the vocabulary in which `grammar.py` says what an OpenAPI document may hold.

Nothing comes in or goes out: these are the kinds of value a field can have, and the rule of one kind of object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from ..values import dataclass


class Leaf(Enum):
    """A value without members that matter here; the value of each is how a message calls it."""

    ANY = "any value"
    TEXT = "a string"
    FLAG = "true or false"
    NUMBER = "a number"
    WHOLE = "a whole number"
    LIMIT = "a number or a boolean"
    VALUES = "a list"
    TYPE = "a JSON type name, or a list of them"


@dataclass(frozen=True, slots=True)
class One:
    """An object of the kind `kind` (a key of `grammar.OBJECTS`).

    `ref`: a `$ref` may stand in its place. `vital`: the API cannot be read without it, so a value of another type is an
    error; where it is not vital, such a value is reported and dropped.
    """

    kind: str
    ref: bool = False
    vital: bool = False


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; `filled`: an empty one means nothing and is dropped."""

    item: Shape
    vital: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map from names to values. `extensions`: keys that begin with `x-` are extensions, not names."""

    item: Shape
    vital: bool = False
    extensions: bool = False


Shape = Leaf | One | ListOf | MapOf


@dataclass(frozen=True, slots=True)
class ObjectRule:
    """One kind of object: `title` as the specification calls it, its fields, and which it must have.

    `others` is the shape of every field that is not listed (Paths, Responses and Callback Objects are maps);
    `may_be_flag`: `true` and `false` stand for the object (Schema Objects).
    """

    title: str
    area: str
    fields: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    others: Shape | None = None
    may_be_flag: bool = False
    choices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    section: str | None = None
    """Where objects of this kind are kept in `components`."""
