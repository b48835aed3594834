"""Types: what a value may be. Objects and enums with a name of their own are definitions, reached through `Ref`."""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from ..values import Choice, dataclass

JsonScalar: TypeAlias = str | int | float | bool | None
JsonValue: TypeAlias = "JsonScalar | list[JsonValue] | dict[str, JsonValue]"


class ScalarKind(Choice):
    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"
    DATE = "date"
    DATETIME = "date-time"
    BASE64 = "base64"
    """A string of base64 text (`format: byte`, `contentEncoding: base64`)."""
    BINARY = "binary"
    """Raw bytes: a file part, or a whole body."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """`format` and `constraints` (`minLength`, `pattern`, …, in the document's spelling) are for the docs."""

    kind: ScalarKind
    format: str | None = None
    constraints: tuple[tuple[str, str | int | float | bool], ...] = ()


@dataclass(frozen=True, slots=True)
class ListOf:
    item: Type
    constraints: tuple[tuple[str, str | int | float | bool], ...] = ()


@dataclass(frozen=True, slots=True)
class TupleOf:
    """`prefixItems`; `rest` is what may follow, None for nothing."""

    items: tuple[Type, ...]
    rest: Type | None


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object without named properties: string keys, one type of value."""

    value: Type


@dataclass(frozen=True, slots=True)
class Ref:
    """A definition, by its id in `Api.definitions`."""

    id: str


@dataclass(frozen=True, slots=True)
class Discriminator:
    """`wire` is the property's name; `mapping` pairs each value with the definition id of its arm."""

    wire: str
    mapping: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UnionArm:
    type: Type


@dataclass(frozen=True, slots=True)
class Union:
    """oneOf or anyOf with at least two arms, none of them null (see `Nullable`)."""

    arms: tuple[UnionArm, ...]
    discriminator: Discriminator | None = None


@dataclass(frozen=True, slots=True)
class Nullable:
    """The type or JSON null; never nested, never around `Unknown`. Says nothing about presence (`Field.required`)."""

    type: Type


@dataclass(frozen=True, slots=True)
class Literal:
    """One of `values` (no null among them, no duplicates). `open`: other values of `base` are legal as well."""

    values: tuple[str | int | float | bool, ...]
    base: ScalarKind
    open: bool = False
    value_docs: tuple[str | None, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything: an empty, `true` or free-form schema. `object_only`: `type: object` with nothing said about members."""

    object_only: bool = False


Type: TypeAlias = Scalar | ListOf | TupleOf | MapOf | Ref | Union | Nullable | Literal | Unknown
