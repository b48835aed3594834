"""What models say of their fields; and of unions that a property tells apart, which value of it means which model."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, get_args

import pydantic
from pydantic.fields import FieldInfo
from typing_extensions import get_type_hints

from ._utils._typing import is_literal, is_model, is_union, mapping_value, unwrap

__all__ = ["closed_tag", "discriminator_name", "extra_type", "model_fields", "tagged_models", "wire_name"]

Model: TypeAlias = type[pydantic.BaseModel]


def wire_name(name: str, field: FieldInfo) -> str:
    """The JSON key of a field."""
    alias = field.validation_alias if isinstance(field.validation_alias, str) else field.alias
    return alias if alias is not None else name


def model_fields(cls: Model) -> dict[str, FieldInfo]:
    """The fields of a model with their annotations resolved: a class of a cycle is completed on its first use."""
    if not getattr(cls, "__pydantic_fields_complete__", True):
        cls.model_rebuild(raise_errors=True)
    return cls.model_fields


def extra_type(cls: Model) -> Any | None:
    """The T of `__pydantic_extra__: dict[str, T]`, which is how a model types its additional properties."""
    for base in cls.__mro__[: cls.__mro__.index(pydantic.BaseModel)]:
        if "__pydantic_extra__" in inspect.get_annotations(base):
            return mapping_value(get_type_hints(base, include_extras=True)["__pydantic_extra__"])
    return None


def discriminator_name(metadata: Iterable[Any]) -> str | None:
    """The discriminator in the metadata of an annotation: `PropertyInfo(discriminator=...)` or pydantic's own."""
    names = (getattr(entry, "discriminator", None) for entry in metadata)
    return next((name for name in names if isinstance(name, str)), None)


def tagged_models(arms: Iterable[Any], name: str) -> dict[str, dict[Any, Model]]:
    """{wire name: {value: model}} of the discriminator `name` (attribute or wire name), also for unions in unions.

    A model without the property, or whose property is not a constant, is not in it.
    """
    tagged: dict[str, dict[Any, Model]] = {}
    for model in _models_in(arms):
        for field_name, field in model_fields(model).items():
            wire = wire_name(field_name, field)
            if name in (field_name, wire):
                for tag in _literal_members(field.annotation):
                    tagged.setdefault(wire, {}).setdefault(tag, model)
    return tagged


def closed_tag(arms: Iterable[Any], name: str) -> str | None:
    """The attribute that decides between the arms whatever else is in the data; None when there is none.

    It does when every arm is a model that requires it, under one name, to be one of its own strings: then no arm can be
    valid but the one it names.
    """
    places: set[tuple[str, str]] = set()
    seen: set[Any] = set()
    for arm in arms:
        inner, _ = unwrap(arm)
        if not is_model(inner):
            return None
        found = _tag_field(inner.model_fields, name)
        if found is None or not found[1].is_required() or not is_literal(found[1].annotation):
            return None
        members = set(get_args(found[1].annotation))
        if not members.isdisjoint(seen) or not all(isinstance(member, str) for member in members):
            return None
        seen |= members
        places.add((found[0], wire_name(*found)))
    return places.pop()[0] if len(places) == 1 else None


def _tag_field(fields: Mapping[str, FieldInfo], name: str) -> tuple[str, FieldInfo] | None:
    if name in fields:
        return name, fields[name]
    return next((found for found in fields.items() if wire_name(*found) == name), None)


def _models_in(arms: Iterable[Any]) -> list[Model]:
    models: list[Model] = []
    for arm in arms:
        inner, _ = unwrap(arm)
        if is_union(inner):
            models.extend(_models_in(get_args(inner)))
        elif is_model(inner):
            models.append(inner)
    return models


def _literal_members(annotation: Any) -> tuple[Any, ...]:
    inner, _ = unwrap(annotation)
    if is_union(inner):
        return tuple(member for arm in get_args(inner) for member in _literal_members(arm))
    return get_args(inner) if is_literal(inner) else ()
