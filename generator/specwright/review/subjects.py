"""What rules look at: an old and a new node that belong together; one of them is None when it was added or removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..ir import (
    Api,
    Auth,
    Body,
    Content,
    Discriminator,
    Environment,
    Field,
    Header,
    Method,
    Operation,
    Origin,
    Param,
    Record,
    Response,
    ScalarKind,
    SecurityRequirement,
    Server,
    Type,
)

T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class ApiPair(Pair[Api]): ...


@dataclass(frozen=True, slots=True)
class Call:
    """An operation with the method it became, None when it is not generated."""

    operation: Operation
    method: Method | None
    resource: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OperationPair(Pair[Call]):
    """`similarity` of a proposed rename, 1.0 for pairs that need no guess."""

    similarity: float = 1.0


@dataclass(frozen=True, slots=True)
class PathPair(OperationPair):
    """The path of two operations that belong together; operations of one path give one finding."""


@dataclass(frozen=True, slots=True)
class ParamPair(Pair[Param]): ...


@dataclass(frozen=True, slots=True)
class BodyPair(Pair[Body]): ...


@dataclass(frozen=True, slots=True)
class ContentPair(Pair[Content]):
    """A media type of a request body (`success` is False) or of a response."""

    success: bool = False
    request: bool = False


@dataclass(frozen=True, slots=True)
class ResponsePair(Pair[Response]):
    """`others_old`, `others_new`: the statuses of both sides."""

    others_old: tuple[str, ...] = ()
    others_new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderPair(Pair[Header]): ...


@dataclass(frozen=True, slots=True)
class Property:
    field: Field
    owner: Record


@dataclass(frozen=True, slots=True)
class FieldPair(Pair[Property]):
    """`closed_old`: the old schema forbade further properties."""

    closed_old: bool = False


@dataclass(frozen=True, slots=True)
class RecordPair(Pair[Record]): ...


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


@dataclass(frozen=True, slots=True)
class TypePair(Pair[Type]):
    """Two types at one place, aliases followed and null taken off; `nullable` says whether null was among them.

    `query`: the place is a query parameter, where everything is text on the wire.
    """

    nullable_old: bool = False
    nullable_new: bool = False
    query: bool = False
    named_enum: bool = False
    """One side at least is a named enumeration: what changed about its values, `EnumPair` says."""


Limits = Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class LimitPair(Pair[Limits]):
    """The constraints of a value (`minLength`, `maximum`, `pattern`, …)."""


@dataclass(frozen=True, slots=True)
class ArmPair(Pair[Type]):
    """A member of a union; `discriminated`: clients can recognise unknown members."""

    discriminated: bool = False


@dataclass(frozen=True, slots=True)
class DiscriminatorPair(Pair[Discriminator]): ...


@dataclass(frozen=True, slots=True)
class TextPair(Pair[str]):
    """Prose: a description or summary."""


@dataclass(frozen=True, slots=True)
class SecurityPair(Pair[tuple[SecurityRequirement, ...]]): ...


@dataclass(frozen=True, slots=True)
class AuthPair(Pair[Auth]): ...


@dataclass(frozen=True, slots=True)
class ServerPair(Pair[Server]):
    """`position_old`, `position_new`: index in the list; 0 is the default."""

    position_old: int | None = None
    position_new: int | None = None
    count_old: int = 0
    count_new: int = 0


@dataclass(frozen=True, slots=True)
class EnvironmentPair(Pair[Environment]): ...


@dataclass(frozen=True, slots=True)
class HookPair(Pair[str]):
    """A webhook's or callback's payload, by its name."""

    webhook: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pair is written on either side."""

    old: Origin | None
    new: Origin | None
