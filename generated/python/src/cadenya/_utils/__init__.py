"""Helpers of the runtime."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._required import required_args

if TYPE_CHECKING:
    # Nobody assigns to a resource of a client: to a type checker it is a property.
    cached_property = property

    from ._guards import (
        coerce_boolean,
        coerce_float,
        coerce_integer,
        extract_type_arg,
        flatten,
        get_required_header,
        is_annotated_type,
        is_dict,
        is_given,
        is_iterable,
        is_iterable_type,
        is_list,
        is_list_type,
        is_mapping,
        is_mapping_t,
        is_required_type,
        is_sequence,
        is_sequence_type,
        is_tuple,
        is_type_alias_type,
        is_typeddict,
        is_union_type,
        parse_date,
        parse_datetime,
        strip_annotated_type,
        strip_not_given,
    )
    from ._property import PropertyInfo
    from ._reflection import assert_signatures_in_sync, function_has_argument
    from ._transform import async_maybe_transform, async_transform, maybe_transform, transform
else:
    from functools import cached_property

    def __getattr__(name: str) -> object:
        # What not every program needs must not make importing the package slower. Looked for in this order.
        if not name.startswith("_"):
            for place in ("_property", "_transform", "_reflection", "_guards"):
                module = import_module(f".{place}", __name__)
                if name in module.__all__:
                    return getattr(module, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "PropertyInfo",
    "assert_signatures_in_sync",
    "async_maybe_transform",
    "async_transform",
    "cached_property",
    "coerce_boolean",
    "coerce_float",
    "coerce_integer",
    "extract_type_arg",
    "flatten",
    "function_has_argument",
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
    "maybe_transform",
    "parse_date",
    "parse_datetime",
    "required_args",
    "set_module",
    "strip_annotated_type",
    "strip_not_given",
    "transform",
]


def set_module(module: str, names: dict[str, Any], exported: list[str]) -> None:
    """Lets exported classes and functions say that they live in the package itself, not in its private modules."""
    for name in exported:
        try:
            names[name].__module__ = module
        except (AttributeError, KeyError, TypeError):  # a constant, a lazy name, or a class of another language
            continue
