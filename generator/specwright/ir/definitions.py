"""Definitions: the types that get a name of their own."""

from __future__ import annotations

from typing import TypeAlias

from ..values import Choice, dataclass
from .names import Name
from .origin import Origin
from .types import JsonValue, ScalarKind, Type


class Access(Choice):
    BOTH = "both"
    READ_ONLY = "readOnly"
    WRITE_ONLY = "writeOnly"


@dataclass(frozen=True, slots=True)
class Field:
    """A property. `required` (must be present) and nullability (`Nullable` in `type`) are never merged.

    `name` overrides the identifier made from `wire` (configuration or `x-stainless-param`); `default` is documented,
    not sent.
    """

    wire: str
    type: Type
    required: bool
    origin: Origin
    name: Name | None = None
    default: JsonValue = None
    has_default: bool = False
    access: Access = Access.BOTH
    doc: str | None = None
    deprecated: bool = False
    constraints: tuple[tuple[str, str | int | float | bool], ...] = ()


ITEM = "[item]"
"""In a `place`: the item of a root that is a list or map. Not `item`, which a property can be called."""


@dataclass(frozen=True, slots=True)
class _Common:
    """What every definition knows.

    `id` is unique and stable: the entry-relative pointer of the schema. `name` is how it was asked for. `owner` is the
    id of the definition (or operation) this one is written inside of, None for components; `place` the chain of
    property names from that root to here, array items singular (`("info", "created_by")`). `resource` is the path of
    the resource whose types it lives with (`("workspace_secrets",)`, `("$shared",)`).
    """

    id: str
    name: Name
    origin: Origin
    owner: str | None
    place: tuple[str, ...]
    resource: tuple[str, ...]
    doc: str | None
    deprecated: bool


@dataclass(frozen=True, slots=True)
class Record(_Common):
    """An object with named properties. allOf parents are merged in `fields`; `bases` says which refs they came from.

    `extra`: the type of further members (`additionalProperties`), None when the document says nothing or forbids them.
    `accepts_null`: the schema itself does, which then stands at every place that refers to it. `constraints` are what
    no type can say (`minProperties`, `dependentRequired`, `not`), structured ones as JSON text.
    """

    fields: tuple[Field, ...]
    extra: Type | None = None
    closed: bool = False
    bases: tuple[str, ...] = ()
    accepts_null: bool = False
    constraints: tuple[tuple[str, str | int | float | bool], ...] = ()


@dataclass(frozen=True, slots=True)
class EnumMember:
    value: str | int | float | bool
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Enum(_Common):
    """A named enumeration; `open` when values outside of it are legal; `nullable` when null was a member.

    `accepts_null` as in `Record`.
    """

    members: tuple[EnumMember, ...]
    base: ScalarKind
    open: bool = False
    nullable: bool = False
    accepts_null: bool = False


@dataclass(frozen=True, slots=True)
class Alias(_Common):
    """A name for another type: a union, a list, a map, a scalar. `accepts_null` as in `Record`."""

    type: Type
    accepts_null: bool = False


Definition: TypeAlias = Record | Enum | Alias
