"""Annotations that are text, as objects, wherever the names in them were imported.

Generated modules hold annotations as text and may import what stands in them for type checkers only, so a name can be
missing from the module. It is then looked up where the package exports it: in the packages around the module, nearest
first.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

from typing_extensions import get_type_hints

__all__ = ["alias_value", "typed_dict_hints"]


@cache
def typed_dict_hints(typed_dict: Any) -> dict[str, Any]:
    """{key: annotation with its `Annotated` and `Required`} of a `TypedDict`.

    Raises:
      NameError: an annotation names something that neither the module nor the packages around it know.
    """
    return _hints(typed_dict, typed_dict.__module__, None)


@cache
def alias_value(alias: Any) -> Any:
    """What a `TypeAliasType` stands for; where types refer to each other in a circle, its value is text.

    Raises NameError, like `typed_dict_hints`.
    """
    if not isinstance(alias.__value__, str):
        return alias.__value__
    holder = SimpleNamespace(__annotations__={"value": alias.__value__})
    return _hints(holder, alias.__module__, vars(sys.modules[alias.__module__]))["value"]


def _hints(annotated: Any, module: str, names: dict[str, Any] | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while True:
        try:
            return get_type_hints(annotated, globalns=names, localns=found or None, include_extras=True)
        except NameError as error:
            if not error.name or error.name in found:
                raise
            found[error.name] = _look_up(error.name, module, error)


def _look_up(name: str, module: str, error: NameError) -> Any:
    missing = object()
    for place in _places(module):
        value = getattr(place, name, missing)
        if value is not missing:
            return value
    raise error


def _places(module: str) -> Iterator[Any]:
    package = module.rpartition(".")[0]
    while package:
        if package in sys.modules:
            yield sys.modules[package]
        for child in ("shared_params", "shared", "_types"):
            try:
                yield importlib.import_module(f"{package}.{child}")
            except ImportError:
                continue
        package = package.rpartition(".")[0]
    yield from (
        importlib.import_module(name) for name in ("typing_extensions", "collections.abc", "datetime", "builtins")
    )
