"""The annotations of a params `TypedDict` as objects, wherever the names in them were imported.

Generated modules hold their annotations as text and may import what stands in them for type checkers only, so a name
can be missing from the module. It is then looked up where the package exports it: in the packages around the module,
nearest first.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

from typing_extensions import get_type_hints


@cache
def typed_dict_hints(typed_dict: Any) -> dict[str, Any]:
    """{key: annotation with its `Annotated` and `Required`} of a `TypedDict`.

    Raises:
      NameError: an annotation names something that neither the module nor the packages around it know.
    """
    found: dict[str, Any] = {}
    while True:
        try:
            return get_type_hints(typed_dict, localns=found or None, include_extras=True)
        except NameError as error:
            name = error.name
            if not name or name in found:
                raise
            found[name] = _look_up(name, typed_dict.__module__, error)


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
