"""What rules look at: an old and a new node that belong together; one of them is None when it was added or removed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import field
from enum import Enum, auto
from typing import Generic, TypeVar

from ..ir import (
    Api,
    Auth,
    Body,
    Content,
    Definition,
    Discriminator,
    Field,
    Header,
    Hook,
    Method,
    Operation,
    Origin,
    PagingScheme,
    Param,
    Record,
    Response,
    ScalarKind,
    SecurityRequirement,
    Server,
    Type,
)
from ..values import dataclass
from .limits import Limits, limit_groups
from .policy import Policy

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pair is written on either side."""

    old: Origin | None
    new: Origin | None


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """`label` is how the report calls the subject: `query parameter \u0060limit\u0060`."""

    old: T | None
    new: T | None
    label: str

    @property
    def both(self) -> tuple[T, T] | None:
        return None if self.old is None or self.new is None else (self.old, self.new)

    @property
    def added(self) -> T | None:
        return self.new if self.old is None else None

    @property
    def removed(self) -> T | None:
        return self.old if self.new is None else None

    @property
    def key(self) -> Hashable:
        """What tells this subject from others at the same place."""
        return self.label


@dataclass(frozen=True, slots=True)
class ApiPair(Pair[Api]): ...


@dataclass(frozen=True, slots=True)
class VersionPair(Pair[str]):
    """The documents' versions, looked at last. `due`: something changed that asks for another version."""

    due: bool = False


@dataclass(frozen=True, slots=True)
class TagPair(Pair[str]):
    """A tag of the document's list: its description, "" for none."""


@dataclass(frozen=True, slots=True)
class Call:
    """An operation with the method it became, None when it is not generated."""

    operation: Operation
    method: Method | None
    resource: tuple[str, ...]
    paging: PagingScheme | None = None


@dataclass(frozen=True, slots=True)
class OperationPair(Pair[Call]):
    """`similarity` of a proposed rename, 1.0 for pairs that need no guess.

    `kept`: of an operation that only one API has, whether the other document still has it, without a method.
    `taken`: another operation has the name of its method now.
    """

    similarity: float = 1.0
    policy: Policy = field(default_factory=Policy)
    kept: bool = False
    taken: bool = False


@dataclass(frozen=True, slots=True)
class MethodPair(Pair[Call]):
    """Two operations that are no pair and have one method name, one after the other. `is_new`: the second was added."""

    is_new: bool = False


@dataclass(frozen=True, slots=True)
class PathPair(Pair[Call]):
    """The path of two operations that belong together; operations of one path give one finding.

    `paths` are both as they are to be compared: a prefix that moved between server and paths is taken off. Of a path
    that was added or removed only one call is there. `overlaps`: an older path that a new one can also match.
    """

    paths: tuple[str, str] = ("", "")
    similarity: float = 1.0
    policy: Policy = field(default_factory=Policy)
    overlaps: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomePair(Pair[tuple[str, ...]]):
    """A breaking change, with the stability of all operations it reaches."""


class Spot(Enum):
    """Where a type stands, as far as that matters for what a change of it means."""

    VALUE = auto()
    TEXT = auto()
    """A parameter: everything is text on the wire."""
    LIST_OF_TEXT = auto()
    """A query parameter that may be given several times (`style: form, explode: true`): one value looks like a list."""
    BODY = auto()
    """A whole request body."""
    ANSWER = auto()
    """A whole response body."""
    HEADER = auto()
    """A response header."""


@dataclass(frozen=True, slots=True)
class ParamPair(Pair[Param]):
    """`page_size`: the parameter says how many items a page has; `sorting`: in which order they come.

    `plural`: it is a list or an object, so that `style` and `explode` matter (OpenAPI 3.1, 4.8.12.3).
    """

    page_size: bool = False
    sorting: bool = False
    plural: bool = False


@dataclass(frozen=True, slots=True)
class BodyPair(Pair[Body]): ...


@dataclass(frozen=True, slots=True)
class ContentPair(Pair[Content]):
    """A media type of a request body (`request`) or of a response."""

    request: bool = False


@dataclass(frozen=True, slots=True)
class ResponsePair(Pair[Response]):
    """`others_old`, `others_new`: all responses of both sides."""

    others_old: tuple[Response, ...] = ()
    others_new: tuple[Response, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderPair(Pair[Header]): ...


@dataclass(frozen=True, slots=True)
class FieldPair(Pair[Field]):
    """`closed_old`, `closed_new`: the schema forbids further properties. `cursor`: it says where the next page begins;
    `items`: it holds the items of a page.
    """

    closed_old: bool = False
    closed_new: bool = False
    cursor: bool = False
    items: bool = False


@dataclass(frozen=True, slots=True)
class RecordPair(Pair[Record]): ...


@dataclass(frozen=True, slots=True)
class ComponentPair(Pair[Definition]):
    """Two definitions that are the same thing, under one name or two (`names`)."""

    names: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class RetargetPair(Pair[str]):
    """A place that refers to another schema than before: both schemas' names. What else is different between the two
    is judged as part of the same edit.
    """

    spot: Spot = Spot.VALUE


@dataclass(frozen=True, slots=True)
class Values:
    """An enumeration, named or not. `base` of an open string is STRING."""

    members: tuple[str | int | float | bool, ...]
    base: ScalarKind
    open: bool
    docs: Mapping[str | int | float | bool, str | None]


@dataclass(frozen=True, slots=True)
class EnumPair(Pair[Values]): ...


@dataclass(frozen=True, slots=True)
class MemberPair(Pair[str | int | float | bool]):
    """`open`: values outside of the new enumeration are legal."""

    open: bool = False

    @property
    def key(self) -> Hashable:
        return self.label, self.old, self.new


@dataclass(frozen=True, slots=True)
class TypePair(Pair[Type]):
    """Two different types at one place, aliases followed and null taken off.

    `covered`: of a type and a union, whether the union has the type among its members.
    """

    spot: Spot = Spot.VALUE
    covered: bool = False


@dataclass(frozen=True, slots=True)
class NullPair(Pair[bool]):
    """Whether null is among the values. `cursor` as in `FieldPair`."""

    cursor: bool = False


@dataclass(frozen=True, slots=True)
class LimitPair(Pair[Limits]):
    """The constraints of a value that make one statement (both lengths, both bounds, a pattern), spelt alike.

    `page_size` as in `ParamPair`.
    """

    page_size: bool = False
    group: str = ""

    @property
    def key(self) -> Hashable:
        return self.label, self.group


def limit_pairs(old: Limits, new: Limits, label: str, *, page_size: bool = False) -> Iterator[LimitPair]:
    """A pair for each statement that differs."""
    for group, before, after in limit_groups(old, new):
        yield LimitPair(before, after, label, page_size, group)


@dataclass(frozen=True, slots=True)
class ArmPair(Pair[str]):
    """A member of a union, by the name it has in reports; `discriminated`: clients can recognise unknown members."""

    discriminated: bool = False

    @property
    def key(self) -> Hashable:
        return self.label, self.old, self.new


@dataclass(frozen=True, slots=True)
class UnionPair(Pair[tuple[str, ...]]):
    """The members of both unions, by name, in order. `overlapping`: nothing but the order tells some of them apart."""

    overlapping: bool = False


@dataclass(frozen=True, slots=True)
class DiscriminatorPair(Pair[Discriminator]):
    """`mapping_old`, `mapping_new`: values by the member they stand for, members that came or went left out.

    `always`: the property is required in all members. `renamed`: new values of old ones; `implicit` those of the old
    values that are the name of their schema.
    """

    mapping_old: Mapping[str, str] = field(default_factory=dict)
    mapping_new: Mapping[str, str] = field(default_factory=dict)
    always: bool = True
    renamed: Mapping[str, str] = field(default_factory=dict)
    implicit: frozenset[str] = frozenset()


class About(Enum):
    """What a text is about."""

    SCHEMA = auto()
    OPERATION = auto()
    PATH = auto()
    PARAMETER = auto()
    BODY = auto()
    RESPONSE = auto()
    VALUE = auto()


@dataclass(frozen=True, slots=True)
class TextPair(Pair[str]):
    """Prose: a description or summary; "" for none."""

    about: About = About.SCHEMA


@dataclass(frozen=True, slots=True)
class SecurityPair(Pair[tuple[SecurityRequirement, ...]]):
    """Schemes that were renamed have their new names on both sides."""


@dataclass(frozen=True, slots=True)
class AuthPair(Pair[Auth]): ...


@dataclass(frozen=True, slots=True)
class ServerPair(Pair[Server]):
    """`position_old`, `position_new`: index in the list; 0 is the default. `count_old`, `count_new`: how many servers
    there are.

    `folded`: the paths of the operations changed so that the joined URLs are equal.
    """

    position_old: int | None = None
    position_new: int | None = None
    count_old: int = 0
    count_new: int = 0
    folded: bool = False


@dataclass(frozen=True, slots=True)
class HookPair(Pair[Hook]):
    """A webhook or a callback. `similarity` as in `OperationPair`."""

    similarity: float = 1.0
