"""Parameters as the caller writes them, turned into what goes on the wire.

In: data and the type it was declared with (a `TypedDict` of params, or any annotation). Out: new data with wire names,
dates in ISO 8601, files in base64, and every iterable as a list; the caller's data is never changed. Each type is
compiled once to a function; `None` stands for "send as it is", so a type with nothing to rename costs nothing per call.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, get_args

from .._types import SENTINELS
from ._annotations import typed_dict_hints
from ._property import PropertyFormat, PropertyInfo
from ._typing import cache_key, is_array_class, is_model, is_typed_dict, is_union, mapping_value, sequence_item, unwrap
from ._values import dump_if_model, is_iterable_of_items, to_base64, to_date_text
from ._variants import Steps, Transform, Variant, apply_variant

__all__ = ["PropertyFormat", "PropertyInfo", "async_maybe_transform", "async_transform", "maybe_transform", "transform"]

_SCALARS: frozenset[Any] = frozenset({str, int, float, bool, bytes, None, type(None)})


class _Plan(NamedTuple):
    """`apply` is None where values are sent as they are. `reads_files`: applying it may read from the disk."""

    apply: Transform | None
    reads_files: bool


_plans: dict[Any, _Plan] = {}


def transform(data: Any, expected_type: object) -> Any:
    """`data` with wire names, ready for serialisation. `omit` and `not_given` are left out, also of nested dicts.

    Args:
      data: what the caller passed; never changed.
      expected_type: a params `TypedDict`, or any annotation.

    Raises:
      OSError: a file that is to be sent in base64 cannot be read.
    """
    apply = _plan(expected_type).apply
    return data if apply is None else apply(data)


async def async_transform(data: Any, expected_type: object) -> Any:
    """Like `transform`, without blocking the event loop when files must be read."""
    plan = _plan(expected_type)
    if plan.apply is None:
        return data
    if plan.reads_files:
        import anyio.to_thread

        return await anyio.to_thread.run_sync(plan.apply, data)
    return plan.apply(data)


def maybe_transform(data: object, expected_type: object) -> Any | None:
    """Like `transform`; None stays None."""
    return None if data is None else transform(data, expected_type)


async def async_maybe_transform(data: object, expected_type: object) -> Any | None:
    """Like `async_transform`; None stays None."""
    return None if data is None else await async_transform(data, expected_type)


def _plan(type_: Any) -> _Plan:
    key = cache_key(type_)
    try:
        return _plans[key]
    except KeyError:
        plan = _plans[key] = _Compiler().plan(type_)
        return plan
    except TypeError:  # metadata that cannot be hashed: correct, only not cached
        return _Compiler().plan(type_)


class _Compiler:
    """The compilation of one type. A `TypedDict` that contains itself meets its own, still empty, table of steps."""

    def __init__(self) -> None:
        self._tables: dict[Any, Steps] = {}
        self._open: dict[Any, list[Transform | None]] = {}
        self._reads_files = False

    def plan(self, type_: Any) -> _Plan:
        return _Plan(self.compile(type_, None), self._reads_files)

    def compile(self, type_: Any, outer: PropertyInfo | None) -> Transform | None:
        """`outer`: the annotation around a list or union, whose format holds for what is inside."""
        inner, metadata = unwrap(type_)
        info = next((entry for entry in reversed(metadata) if isinstance(entry, PropertyInfo)), outer)
        if inner in _SCALARS and (info is None or info.format is None):
            return None
        if inner in self._open:  # an alias that contains itself
            return _later(self._open[inner])
        result = self._open[inner] = []
        plan = self._compile(inner, info)
        result.append(plan)
        del self._open[inner]
        return plan

    def _compile(self, inner: Any, info: PropertyInfo | None) -> Transform | None:
        if is_typed_dict(inner):
            return _apply_steps(self._steps(inner))
        if is_union(inner):
            return self._union([arm for arm in get_args(inner) if arm is not type(None)], info)
        if (item := sequence_item(inner)) is not None:
            return _to_list(self.compile(item, info))
        if is_array_class(inner):
            return _to_list(None)
        if (value := mapping_value(inner)) is not None:
            return _to_dict(self.compile(value, info))
        if info is not None and info.format == "base64":
            self._reads_files = True
            return to_base64
        if is_model(inner):
            return dump_if_model
        if inner in (datetime, date) or (info is not None and info.format is not None):
            return to_date_text(info)
        return None

    def _steps(self, typed_dict: Any) -> Steps:
        if typed_dict in self._tables:
            return self._tables[typed_dict]
        steps = self._tables[typed_dict] = {}
        for name, hint in typed_dict_hints(typed_dict).items():
            _, metadata = unwrap(hint)
            alias = next((i.alias for i in metadata if isinstance(i, PropertyInfo) and i.alias is not None), name)
            steps[name] = (alias, self.compile(hint, None))
        return steps

    def _union(self, arms: list[Any], info: PropertyInfo | None) -> Transform | None:
        if len(arms) == 1:
            return self.compile(arms[0], info)
        flat = list(_flatten(arms))
        variants = [Variant(self._steps(arm), arm) for arm in flat if is_typed_dict(arm)]
        items = [item for arm in flat if (item := sequence_item(arm)) is not None]
        values = [value for arm in flat if (value := mapping_value(arm)) is not None]
        others = [self.compile(arm, info) for arm in flat if not _is_container(arm)]
        leaf = next((plan for plan in others if plan is not None), None)
        has_lists = bool(items) or any(is_array_class(arm) for arm in flat)
        as_list = _to_list(self._union(items, info) if items else None) if has_lists else None
        if variants:
            as_dict: Transform | None = apply_variant(variants, info.discriminator if info is not None else None)
        else:
            as_dict = _to_dict(self._union(values, info)) if values else None
        if as_list is None and as_dict is None:
            return leaf
        return _by_shape(as_list, as_dict, leaf)


def _later(result: list[Transform | None]) -> Transform:
    def apply(data: Any) -> Any:
        plan = result[0]
        return data if plan is None else plan(data)

    return apply


def _flatten(arms: list[Any]) -> Iterator[Any]:
    for arm in arms:
        inner, _ = unwrap(arm)
        if is_union(inner):
            yield from _flatten(list(get_args(inner)))
        else:
            yield inner


def _is_container(arm: Any) -> bool:
    return is_typed_dict(arm) or is_array_class(arm) or sequence_item(arm) is not None or mapping_value(arm) is not None


def _apply_steps(steps: Steps) -> Transform:
    def apply(data: Any) -> Any:
        if not isinstance(data, Mapping):
            return dump_if_model(data)
        sent: dict[str, Any] = {}
        for name, value in data.items():
            if type(value) in SENTINELS:
                continue
            step = steps.get(name)
            if step is None:
                sent[name] = value
            else:
                wire, plan = step
                sent[wire] = value if plan is None or value is None else plan(value)
        return sent

    return apply


def _to_list(item: Transform | None) -> Transform:
    def apply(data: Any) -> Any:
        kind = type(data)
        if kind is not list and not is_iterable_of_items(data):
            return dump_if_model(data)
        if item is None:
            return data if kind is list else list(data)
        return [entry if entry is None else item(entry) for entry in data]

    return apply


def _to_dict(value_plan: Transform | None) -> Transform | None:
    if value_plan is None:
        return None

    def apply(data: Any) -> Any:
        if not isinstance(data, Mapping):
            return dump_if_model(data)
        return {
            key: value if value is None else value_plan(value)
            for key, value in data.items()
            if type(value) not in SENTINELS
        }

    return apply


# Unions


def _by_shape(as_list: Transform | None, as_dict: Transform | None, leaf: Transform | None) -> Transform:
    def apply(data: Any) -> Any:
        if type(data) is str:
            return data
        if isinstance(data, Mapping):
            return data if as_dict is None else as_dict(data)
        if as_list is not None and is_iterable_of_items(data):
            return as_list(data)
        return dump_if_model(data) if leaf is None else leaf(data)

    return apply
