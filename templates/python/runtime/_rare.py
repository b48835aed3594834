"""Which types are decoded too rarely for a validator of pydantic's to pay: their bodies are constructed instead.

A validator takes 1 ms to make for a small model and 80 ms for openai's `Response`, and 7 ms more for the first one,
because pydantic looks for plugins in all installed distributions. It saves 1 ms for every 40 KB that it reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

import pydantic

from ._discriminator import extra_type, model_fields
from ._utils._property import PropertyInfo
from ._utils._typing import ALIAS_TYPES, is_literal, is_model, unwrap

__all__ = ["is_rare"]

_RARE_BYTES = 64 * 1024
"""As long as the bodies of a type have not come to this size together, the type is rare."""

_decoded: dict[Any, int] = {}
"""How many bytes there were of each type."""


def is_rare(type_: Any, size: int) -> bool:
    """Whether to construct another body of the type, which has this size. It counts from then on."""
    try:
        before = _decoded[type_]
    except KeyError:
        before = 0 if _gains_from_waiting(type_) else _RARE_BYTES
    except TypeError:  # an annotation that cannot be hashed
        return False
    if before >= _RARE_BYTES:
        _decoded[type_] = before
        return False
    _decoded[type_] = before + size
    return True


def _gains_from_waiting(type_: Any) -> bool:
    """Whether there is a validator to be made, and constructing gives what it would give."""
    is_made = is_model(type_) and type_.__pydantic_complete__
    return not is_made and _is_plain(type_, set())


def _is_plain(type_: Any, seen: set[Any]) -> bool:
    """Whether the fields of models are all that pydantic goes by: nothing in them was written by hand.

    `seen`: classes and aliases that were asked about before; they may contain themselves.
    """
    if isinstance(type_, (type, *ALIAS_TYPES)):
        if type_ in seen:
            return True
        seen.add(type_)
    inner, metadata = unwrap(type_)
    if _has_rules(metadata):
        return False
    if not is_model(inner):
        return is_literal(inner) or all(_is_plain(argument, seen) for argument in get_args(inner))
    inside = [extra_type(inner), *(field.annotation for field in model_fields(inner).values())]
    return not _is_handwritten(inner) and all(_is_plain(annotation, seen) for annotation in inside)


def _has_rules(metadata: Iterable[Any]) -> bool:
    """Whether the metadata of an annotation says what is a valid value, or what becomes of it."""
    return not all(isinstance(entry, PropertyInfo) for entry in metadata)


def _is_handwritten(cls: type[pydantic.BaseModel]) -> bool:
    """Whether the class has validators, constraints, settings of its own, or an `__init__`."""
    rules = cls.__pydantic_decorators__
    return bool(
        rules.validators
        or rules.field_validators
        or rules.root_validators
        or rules.model_validators
        or cls.__init__ is not pydantic.BaseModel.__init__
        or not cls.model_config.keys() <= _SETTINGS
        or any(_has_rules(field.metadata) for field in cls.model_fields.values())
    )


_SETTINGS = frozenset({"extra", "defer_build", "protected_namespaces"})
