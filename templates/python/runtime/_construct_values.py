"""Constructors of everything but models and unions, for `_construct`. Each keeps a value that does not fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias, get_args

import pydantic
import pydantic_core
from pydantic_core import core_schema

from ._utils._typing import cache_key

Construct: TypeAlias = Callable[..., Any]
"""From parsed JSON to the declared type."""

_adapters: dict[Any, pydantic.TypeAdapter[Any]] = {}


def adapter(type_: Any) -> pydantic.TypeAdapter[Any]:
    """pydantic's validator of any type, made once."""
    key = cache_key(type_)
    try:
        return _adapters[key]
    except KeyError:
        made = _adapters[key] = pydantic.TypeAdapter(type_)
        return made
    except TypeError:
        return pydantic.TypeAdapter(type_)


def float_value(value: Any) -> Any:
    """An integer as float."""
    if type(value) is int:
        try:
            return float(value)
        except OverflowError:  # what a JSON number beyond the range of a double means to every reader of doubles
            return float("inf") if value > 0 else float("-inf")
    return value


def parsed_text(type_: Any) -> Construct:
    """A text that pydantic reads as a `datetime` or a `date`."""
    # Without a type adapter: its first one has pydantic look for plugins, which takes 7 ms.
    schema = core_schema.datetime_schema() if type_ is datetime else core_schema.date_schema()
    parse: Construct = pydantic_core.SchemaValidator(schema).validate_strings

    def construct(value: Any) -> Any:
        if type(value) is str:
            try:
                return parse(value, strict=True)
            except ValueError:
                return value
        return value

    return construct


def literal(type_: Any) -> Construct | None:
    """The member of a `Literal` that a value equals."""
    members = get_args(type_)
    if all(isinstance(member, str) for member in members):
        return None
    # JSON has one kind of number: 1.0 is the member 1.
    canonical = {member: member for member in members}

    def construct(value: Any) -> Any:
        try:
            return canonical.get(value, value)
        except TypeError:
            return value

    return construct


def exactly(type_: Any) -> Construct:
    """Validates parsed JSON as `decode` does: as text once more, because strict dates are taken from JSON only.

    The validator is made with the first value: many types of an API are never in an answer.
    """
    made: list[Construct] = []

    def validate(value: Any) -> Any:
        if not made:
            made.append(adapter(type_).validator.validate_json)
        return made[0](pydantic_core.to_json(value, inf_nan_mode="constants"), strict=True)

    return validate


def validated_or_kept(type_: Any) -> Construct:
    """Any other type that pydantic knows."""
    exact = exactly(type_)

    def construct(value: Any) -> Any:
        try:
            return exact(value)
        except (ValueError, RecursionError):
            return value

    return construct


def list_of(item: Construct | None) -> Construct | None:
    if item is None:
        return None

    def construct(value: Any) -> Any:
        if type(value) is list:
            return [entry if entry is None else item(entry) for entry in value]
        return value

    return construct


def dict_of(item: Construct | None) -> Construct | None:
    if item is None:
        return None

    def construct(value: Any) -> Any:
        if type(value) is dict:
            return {key: entry if entry is None else item(entry) for key, entry in value.items()}
        return value

    return construct
