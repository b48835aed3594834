"""Looking into type annotations: the few questions that decoding and parameter transformation ask."""

from __future__ import annotations

import types
import typing
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Annotated, Any, Union, cast, get_args, get_origin

import pydantic
import typing_extensions
from typing_extensions import NotRequired, Required, TypeIs

from ._annotations import alias_value

_UNION_ORIGINS = frozenset({Union, types.UnionType})
ALIAS_TYPES: tuple[type, ...] = tuple(
    {
        cast(type, alias)
        for alias in (getattr(typing, "TypeAliasType", None), getattr(typing_extensions, "TypeAliasType", None))
        if alias is not None
    }
)
_LITERALS = frozenset({typing.Literal, typing_extensions.Literal})
_REQUIRED_MARKS = frozenset({Required, getattr(typing, "Required", Required)})
_REQUIRED_ORIGINS = frozenset(
    {Required, NotRequired, getattr(typing, "Required", Required), typing_extensions.ReadOnly}
)
_MAPPING_ORIGINS = frozenset({dict, Mapping})
_ARRAY_CLASSES: frozenset[type] = frozenset({list, set, frozenset, Sequence, Iterable, Collection})


def unwrap(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """Takes `Annotated`, `Required`, `NotRequired` and named aliases off: (the type inside, its metadata)."""
    metadata: tuple[Any, ...] = ()
    while True:
        if isinstance(annotation, ALIAS_TYPES):
            annotation = alias_value(annotation)
            continue
        origin = get_origin(annotation)
        if origin is Annotated:
            inner, *own = get_args(annotation)
            annotation, metadata = inner, (*own, *metadata)
        elif origin in _REQUIRED_ORIGINS:
            annotation = get_args(annotation)[0]
        elif isinstance(origin, ALIAS_TYPES):
            # A generic alias with its arguments: `Alias[int]`.
            annotation = alias_value(origin)[get_args(annotation)]
        else:
            return annotation, metadata


def is_class(annotation: Any) -> TypeIs[type[Any]]:
    """Whether it is a class. `list[int]` is none, though Python 3.10 says so of some generic aliases."""
    return isinstance(annotation, type) and get_origin(annotation) is None


def is_model(annotation: Any) -> TypeIs[type[pydantic.BaseModel]]:
    return is_class(annotation) and issubclass(annotation, pydantic.BaseModel)


def is_union(annotation: Any) -> bool:
    return get_origin(annotation) in _UNION_ORIGINS


def is_literal(annotation: Any) -> bool:
    return get_origin(annotation) in _LITERALS


def is_required(annotation: Any) -> bool:
    """`Required[...]`, perhaps inside `Annotated`."""
    while True:
        origin = get_origin(annotation)
        if origin in _REQUIRED_MARKS:
            return True
        if origin is not Annotated:
            return False
        annotation = get_args(annotation)[0]


def is_typed_dict(annotation: Any) -> bool:
    return typing_extensions.is_typeddict(annotation)


def sequence_item(annotation: Any) -> Any | None:
    """The item type of `list[T]`, `Iterable[T]`, `SequenceNotStr[T]` and the like; None for other types."""
    origin = get_origin(annotation)
    if not is_class(origin) or origin is tuple or origin in _MAPPING_ORIGINS or issubclass(origin, Mapping):
        return None
    named = origin.__name__ == "SequenceNotStr"
    if named or (origin.__module__ in ("builtins", "collections.abc") and issubclass(origin, Iterable)):
        arguments = get_args(annotation)
        return arguments[0] if arguments else Any
    return None


def mapping_value(annotation: Any) -> Any | None:
    """The value type of `dict[K, V]` and `Mapping[K, V]`; None for other types."""
    origin = get_origin(annotation)
    if is_class(origin) and issubclass(origin, Mapping):
        arguments = get_args(annotation)
        return arguments[1] if len(arguments) == 2 else Any
    return None


def is_array_class(annotation: Any) -> bool:
    """A bare `list`, `set`, `Sequence` ..., without an item type."""
    return is_class(annotation) and annotation in _ARRAY_CLASSES


def cache_key(annotation: Any) -> Any:
    """A key that tells `Union[A, B]` from `Union[B, A]`: they are equal, but arms are tried in order."""
    return (annotation, get_args(annotation))
