"""Stage lower: aliases that cannot be types: made of nothing but themselves, or nested too deeply.

What comes in: the definitions of a context. What goes out: the ones that fail, in `ctx.failed`, each with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import assert_never

from ..diagnostics import fail
from ..ir import Alias, ListOf, Literal, MapOf, Nullable, Ref, Scalar, TupleOf, Type, Union, Unknown
from ..ir.walk import mentioned
from .composition import cyclic
from .context import Context

_NESTED = 250
"""Lists, maps and unions inside of each other, named or not: readers, type checkers and pydantic go through all of
them. A single schema can have close to 200 within the limits of reading; real ones have three.
"""


def check_aliases(ctx: Context) -> None:
    """Fail aliases that are made of nothing but themselves: `A: {anyOf: [B, string]}` with `B: {$ref: A}`."""

    def circle(ids: list[str]) -> None:
        for id_ in ids:
            ctx.failed[id_] = cyclic(ctx.definitions[id_].origin)

    for _ in _innermost_first(ctx, _bare_ids, circle):
        pass


def check_nesting(ctx: Context) -> None:
    """Fail aliases that are nested more than `_NESTED` deep, through other aliases too. Circles are legal."""
    depths: dict[str, int] = {}
    for id_, found in _innermost_first(ctx, lambda type_: mentioned([type_]), lambda _: None):
        depths[id_] = _depth(found.type, depths)
        if depths[id_] > _NESTED:
            message = f"lists, maps and unions are nested more than {_NESTED} deep here, through named schemas"
            ctx.failed[id_] = fail("Limit/Nesting", message, found.origin)
            depths[id_] = 0  # one finding for each stretch of that length


def _depth(type_: Type, depths: Mapping[str, int]) -> int:
    match type_:
        case Ref():
            return 1 + depths.get(type_.id, 0)
        case ListOf():
            return 1 + _depth(type_.item, depths)
        case MapOf():
            return 1 + _depth(type_.value, depths)
        case Nullable():
            return _depth(type_.type, depths)
        case TupleOf():
            inside = (*type_.items, *((type_.rest,) if type_.rest is not None else ()))
            return 1 + max((_depth(item, depths) for item in inside), default=0)
        case Union():
            return 1 + max((_depth(arm.type, depths) for arm in type_.arms), default=0)
        case Scalar() | Literal() | Unknown():
            return 0
        case _:
            assert_never(type_)


def _innermost_first(
    ctx: Context, below: Callable[[Type], Iterable[str]], circle: Callable[[list[str]], None]
) -> Iterator[tuple[str, Alias]]:
    """Every alias once, after those `below` its type; `circle` is told the ids of each circle that is met."""
    finished: set[str] = set()
    for start in list(ctx.definitions):
        path: dict[str, Iterator[str]] = {}
        waiting = iter([start])
        while True:
            id_ = next(waiting, None)
            if id_ is None:
                if not path:
                    break
                done, _ = path.popitem()
                finished.add(done)
                waiting = next(reversed(path.values()), iter(()))
                definition = ctx.definitions[done]
                if isinstance(definition, Alias):
                    yield done, definition
                continue
            if id_ in path:
                circle(list(path)[list(path).index(id_) :])
                continue
            found = ctx.definitions.get(id_)
            if id_ not in finished and isinstance(found, Alias):
                path[id_] = waiting = iter(list(below(found.type)))


def _bare_ids(type_: Type) -> list[str]:
    """The definitions a type is, without a list, map or record in between."""
    match type_:
        case Ref():
            return [type_.id]
        case Nullable():
            return _bare_ids(type_.type)
        case Union():
            return [id_ for arm in type_.arms for id_ in _bare_ids(arm.type)]
        case _:
            return []
