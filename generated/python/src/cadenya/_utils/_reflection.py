"""Comparing the signatures of functions: helpers that the tests of hand-written methods import."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from typing import Any

__all__ = ["assert_signatures_in_sync", "function_has_argument"]


def function_has_argument(func: Callable[..., Any], arg_name: str) -> bool:
    """Whether a function has a parameter."""
    return arg_name in inspect.signature(func).parameters


def assert_signatures_in_sync(
    source_func: Callable[..., Any],
    check_func: Callable[..., Any],
    *,
    exclude_params: Collection[str] = (),
    description: str = "",
) -> None:
    """Raise AssertionError unless `check_func` has every parameter of `source_func`, with the same annotation."""
    known = inspect.signature(check_func).parameters
    problems: list[str] = []
    for name, wanted in inspect.signature(source_func).parameters.items():
        if name in exclude_params:
            continue
        if name not in known:
            problems.append(f"the `{name}` param is missing")
        elif known[name].annotation != wanted.annotation:
            written = f"source={wanted.annotation!r} checking={known[name].annotation!r}"
            problems.append(f"types for the `{name}` param do not match; {written}")
    if problems:
        listed = "\n\n".join(problems)
        raise AssertionError(f"{len(problems)} errors encountered when comparing signatures{description}:\n\n{listed}")
