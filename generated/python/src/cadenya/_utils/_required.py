"""The check of overloaded methods: which arguments are needed depends on which others are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar, cast

__all__ = ["required_args"]

CallableT = TypeVar("CallableT", bound=Callable[..., Any])


def required_args(*variants: Sequence[str]) -> Callable[[CallableT], CallableT]:
    """Lets a method be called only with all arguments of at least one variant.

    The wrapped method raises TypeError, naming what is missing, before it runs.
    """

    def decorate(method: CallableT) -> CallableT:
        code = cast(Any, method).__code__
        positional: tuple[str, ...] = code.co_varnames[: code.co_argcount]

        @wraps(method)
        def wrapped(*args: object, **kwargs: object) -> object:
            given = {*positional[: len(args)], *kwargs}
            if not any(given.issuperset(variant) for variant in variants):
                raise TypeError(_describe_missing(variants, given))
            return method(*args, **kwargs)

        return cast(CallableT, wrapped)

    return decorate


def _describe_missing(variants: Sequence[Sequence[str]], given: set[str]) -> str:
    if len(variants) > 1:
        expected = _join([f"({_join([repr(name) for name in variant], 'and')})" for variant in variants], "or")
        return f"Missing required arguments; Expected either {expected} arguments to be given"
    missing = [repr(name) for name in variants[0] if name not in given]
    return f"Missing required argument{'s' if len(missing) > 1 else ''}: {_join(missing, 'and')}"


def _join(texts: list[str], last: str) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {last} {texts[-1]}"
