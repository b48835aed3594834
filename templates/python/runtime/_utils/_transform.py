"""Parameters as the caller writes them, turned into what goes on the wire.

In: data and the type it was declared with (a `TypedDict` of params, or any annotation). Out: new data with wire names,
dates in ISO 8601, files in base64, and every iterable as a list; the caller's data is never changed. Each type is
compiled once to a function; `None` stands for "send as it is", so a type with nothing to rename costs nothing per call.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, get_args

import pydantic

from .._types import SENTINELS
from ._json import dump_model
from ._typed_dict import typed_dict_hints
from ._typing import cache_key, is_array_class, is_model, is_typed_dict, is_union, mapping_value, sequence_item, unwrap
from ._variants import Steps, Transform, Variant, apply_variant

__all__ = ["PropertyFormat", "PropertyInfo", "async_maybe_transform", "async_transform", "maybe_transform", "transform"]

PropertyFormat: TypeAlias = Literal["iso8601", "base64", "custom"]


class PropertyInfo:
    """Says in `Annotated[T, PropertyInfo(...)]` how a parameter goes on the wire.

    Args:
      alias: its name on the wire.
      format: `iso8601` for dates, `base64` for files inside JSON, `custom` for dates in `format_template`.
      format_template: a `strftime` template, for `custom`.
      discriminator: the property that tells the variants of a union apart.
    """

    __slots__ = ("alias", "discriminator", "format", "format_template")

    def __init__(
        self,
        *,
        alias: str | None = None,
        format: PropertyFormat | None = None,
        format_template: str | None = None,
        discriminator: str | None = None,
    ) -> None:
        self.alias = alias
        self.format = format
        self.format_template = format_template
        self.discriminator = discriminator

    def __get_pydantic_core_schema__(self, source: Any, handler: pydantic.GetCoreSchemaHandler) -> Any:
        """In response models: lets pydantic go by the discriminator, where that cannot change the result."""
        from .._discriminator import closed_tag

        arms = [arm for arm in get_args(source) if arm is not type(None)] if is_union(source) else []
        attribute = None if self.discriminator is None or len(arms) < 2 else closed_tag(arms, self.discriminator)
        if attribute is None:
            return handler(source)
        return handler(Annotated[source, pydantic.Field(discriminator=attribute)])

    def __repr__(self) -> str:
        return (
            f"PropertyInfo(alias={self.alias!r}, format={self.format!r}, "
            f"format_template={self.format_template!r}, discriminator={self.discriminator!r})"
        )


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
        self._reads_files = False

    def plan(self, type_: Any) -> _Plan:
        return _Plan(self.compile(type_, None), self._reads_files)

    def compile(self, type_: Any, outer: PropertyInfo | None) -> Transform | None:
        """`outer`: the annotation around a list or union, whose format holds for what is inside."""
        inner, metadata = unwrap(type_)
        info = next((entry for entry in reversed(metadata) if isinstance(entry, PropertyInfo)), outer)
        if inner in _SCALARS and (info is None or info.format is None):
            return None
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
            return _to_base64
        if is_model(inner):
            return _dump_if_model
        if inner in (datetime, date) or (info is not None and info.format is not None):
            return _to_date_text(info)
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
            return _dump_if_model(data)
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
        if kind is not list and not _is_iterable_of_items(data):
            return _dump_if_model(data)
        if item is None:
            return data if kind is list else list(data)
        return [entry if entry is None else item(entry) for entry in data]

    return apply


def _is_iterable_of_items(data: Any) -> bool:
    """Text, bytes, mappings, models and open files can be iterated over too, but are one value."""
    return (
        isinstance(data, Iterable)
        and not isinstance(data, (str, bytes, bytearray, Mapping, pydantic.BaseModel))
        and not hasattr(data, "read")
    )


def _to_dict(value_plan: Transform | None) -> Transform | None:
    if value_plan is None:
        return None

    def apply(data: Any) -> Any:
        if not isinstance(data, Mapping):
            return _dump_if_model(data)
        return {
            key: value if value is None else value_plan(value)
            for key, value in data.items()
            if type(value) not in SENTINELS
        }

    return apply


def _dump_if_model(data: Any) -> Any:
    return dump_model(data) if isinstance(data, pydantic.BaseModel) else data


def _to_date_text(info: PropertyInfo | None) -> Transform:
    template = info.format_template if info is not None and info.format == "custom" else None

    def apply(data: Any) -> Any:
        if isinstance(data, date):  # a datetime is a date
            return data.isoformat() if template is None else data.strftime(template)
        return _dump_if_model(data)

    return apply


def _to_base64(data: Any) -> Any:
    if isinstance(data, os.PathLike):
        content: Any = Path(data).read_bytes()
    elif hasattr(data, "read"):
        content = data.read()
    else:
        content = data
    if isinstance(content, str) and content is not data:  # a file opened as text
        content = content.encode()
    return base64.b64encode(content).decode("ascii") if isinstance(content, (bytes, bytearray)) else content


# Unions


def _by_shape(as_list: Transform | None, as_dict: Transform | None, leaf: Transform | None) -> Transform:
    def apply(data: Any) -> Any:
        if type(data) is str:
            return data
        if isinstance(data, Mapping):
            return data if as_dict is None else as_dict(data)
        if as_list is not None and _is_iterable_of_items(data):
            return as_list(data)
        return _dump_if_model(data) if leaf is None else leaf(data)

    return apply
