"""Helpers of the runtime."""

from typing import TYPE_CHECKING, Any

from ._required import required_args
from ._transform import PropertyInfo, async_maybe_transform, async_transform, maybe_transform, transform

if TYPE_CHECKING:
    # Nobody assigns to a resource of a client: to a type checker it is a property.
    cached_property = property
else:
    from functools import cached_property

__all__ = [
    "PropertyInfo",
    "async_maybe_transform",
    "async_transform",
    "cached_property",
    "maybe_transform",
    "required_args",
    "set_module",
    "transform",
]


def set_module(module: str, names: dict[str, Any], exported: list[str]) -> None:
    """Lets exported classes and functions say that they live in the package itself, not in its private modules."""
    for name in exported:
        try:
            names[name].__module__ = module
        except (AttributeError, KeyError, TypeError):  # a constant, a lazy name, or a class of another language
            continue
