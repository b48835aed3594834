"""Small questions about values and types, under the names that code written for published SDKs imports from `_utils`.

The runtime itself asks `_typing`. Nothing here is loaded before somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

from typing_extensions import TypeIs, is_typeddict

from .._types import NotGiven, Omit
from ._typing import ALIAS_TYPES, is_required, is_union, unwrap

__all__ = [
    "coerce_boolean",
    "coerce_float",
    "coerce_integer",
    "extract_type_arg",
    "flatten",
    "get_required_header",
    "is_annotated_type",
    "is_dict",
    "is_given",
    "is_iterable",
    "is_iterable_type",
    "is_list",
    "is_list_type",
    "is_mapping",
    "is_mapping_t",
    "is_required_type",
    "is_sequence",
    "is_sequence_type",
    "is_tuple",
    "is_type_alias_type",
    "is_typeddict",
    "is_union_type",
    "parse_date",
    "parse_datetime",
    "strip_annotated_type",
    "strip_not_given",
]

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


def is_given(value: T | NotGiven | Omit) -> TypeIs[T]:
    """Whether a caller gave the argument: it is none of the sentinels."""
    return not isinstance(value, (NotGiven, Omit))


def is_dict(value: object) -> TypeIs[dict[object, object]]:
    return isinstance(value, dict)


def is_mapping(value: object) -> TypeIs[Mapping[str, object]]:
    return isinstance(value, Mapping)


def is_mapping_t(value: Mapping[K, V] | object) -> TypeIs[Mapping[K, V]]:
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeIs[list[object]]:
    return isinstance(value, list)


def is_tuple(value: object) -> TypeIs[tuple[object, ...]]:
    return isinstance(value, tuple)


def is_sequence(value: object) -> TypeIs[Sequence[object]]:
    return isinstance(value, Sequence)


def is_iterable(value: object) -> TypeIs[Iterable[object]]:
    return isinstance(value, Iterable)


def flatten(lists: Iterable[Iterable[T]]) -> list[T]:
    """The items of all lists, in order."""
    return [item for items in lists for item in items]


def strip_not_given(values: Mapping[str, V | NotGiven] | None) -> dict[str, V] | None:
    """The entries that were given, without the sentinel `NOT_GIVEN`; None stays None."""
    if values is None:
        return None
    return {name: value for name, value in values.items() if not isinstance(value, NotGiven)}


def coerce_integer(text: str) -> int:
    """The number that a text of decimal digits says. Raises ValueError."""
    return int(text, base=10)


def coerce_float(text: str) -> float:
    return float(text)


def coerce_boolean(text: str) -> bool:
    """Whether an environment variable says yes: `true`, `1` or `on`."""
    return text in ("true", "1", "on")


def get_required_header(headers: Mapping[str, str], name: str) -> str:
    """A header by name, whatever its letters' case. Raises ValueError when it is not there."""
    for key, value in headers.items():
        if key.lower() == name.lower():
            return value
    raise ValueError(f"Could not find {name} header")


def parse_datetime(value: datetime | str | float) -> datetime:
    """A datetime from ISO 8601 text or Unix time. Raises ValueError."""
    return _parsed(value, datetime)


def parse_date(value: date | str | float) -> date:
    """A date from ISO 8601 text or Unix time. Raises ValueError."""
    return value.date() if isinstance(value, datetime) else _parsed(value, date)


def _parsed(value: object, type_: type[T]) -> T:
    from .._construct_values import adapter

    return cast(T, adapter(type_).validate_python(value))


# Annotations


def is_annotated_type(type_: Any) -> bool:
    return get_origin(type_) is Annotated


def is_type_alias_type(type_: Any) -> bool:
    """A named alias: `type A = ...`, or `TypeAliasType`."""
    return isinstance(type_, ALIAS_TYPES)


def is_union_type(type_: Any) -> bool:
    return is_union(type_)


def is_list_type(type_: Any) -> bool:
    return (get_origin(type_) or type_) is list


def is_sequence_type(type_: Any) -> bool:
    origin = get_origin(type_) or type_
    return origin is Sequence or getattr(origin, "__name__", "") == "SequenceNotStr"


def is_iterable_type(type_: Any) -> bool:
    """`Iterable[T]` itself; lists and other classes that can be iterated over are not."""
    return (get_origin(type_) or type_) is Iterable


def is_required_type(type_: Any) -> bool:
    return is_required(type_)


def strip_annotated_type(type_: Any) -> Any:
    """The type inside `Annotated` and `Required`."""
    return unwrap(type_)[0]


def extract_type_arg(type_: Any, index: int) -> Any:
    """An argument of a generic type. Raises RuntimeError when it has not that many."""
    try:
        return get_args(type_)[index]
    except IndexError:
        raise RuntimeError(f"Expected type {type_} to have a type argument at index {index}") from None
