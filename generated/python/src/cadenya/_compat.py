"""One way to ask pydantic's models about themselves, under the names that code written for published SDKs imports.

Published SDKs carry two versions of each of these, for pydantic 1 and 2; this package needs pydantic 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, get_args, get_origin

import pydantic
import pydantic_core
from typing_extensions import is_typeddict

from ._utils import cached_property
from ._utils._guards import parse_date, parse_datetime
from ._utils._typing import is_literal as is_literal_type
from ._utils._typing import is_union

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from ._types import IncEx

__all__ = [
    "PYDANTIC_V1",
    "PYDANTIC_V2",
    "ConfigDict",
    "GenericModel",
    "cached_property",
    "field_get_default",
    "field_is_required",
    "field_outer_type",
    "get_args",
    "get_model_config",
    "get_model_fields",
    "get_origin",
    "is_literal_type",
    "is_typeddict",
    "is_union",
    "model_copy",
    "model_dump",
    "model_json",
    "model_parse",
    "parse_date",
    "parse_datetime",
    "parse_obj",
]

ModelT = TypeVar("ModelT", bound=pydantic.BaseModel)

ConfigDict = pydantic.ConfigDict
PYDANTIC_V1 = False
PYDANTIC_V2 = True


class GenericModel(pydantic.BaseModel):
    """The base of models with type parameters; in pydantic 2 any model may have them."""


def field_is_required(field: FieldInfo) -> bool:
    return field.is_required()


def field_get_default(field: FieldInfo) -> Any:
    """The default of a field; None when it has none."""
    value = field.get_default()
    return None if value is pydantic_core.PydanticUndefined else value


def field_outer_type(field: FieldInfo) -> Any:
    """The annotation of a field."""
    return field.annotation


def get_model_config(model: type[pydantic.BaseModel]) -> Any:
    return model.model_config


def get_model_fields(model: type[pydantic.BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model, by attribute name."""
    return model.model_fields


def parse_obj(model: type[ModelT], value: object) -> ModelT:
    """The model from parsed JSON, validated. Raises pydantic.ValidationError."""
    return model.model_validate(value)


def model_parse(model: type[ModelT], data: Any) -> ModelT:
    """`parse_obj` by its newer name."""
    return model.model_validate(data)


def model_copy(model: ModelT, *, deep: bool = False) -> ModelT:
    return model.model_copy(deep=deep)


def model_json(model: pydantic.BaseModel, *, indent: int | None = None) -> str:
    return model.model_dump_json(indent=indent)


def model_dump(
    model: pydantic.BaseModel,
    *,
    exclude: IncEx | None = None,
    exclude_unset: bool = False,
    exclude_defaults: bool = False,
    warnings: bool = True,
    mode: Literal["json", "python"] = "python",
    by_alias: bool | None = None,
) -> dict[str, Any]:
    """The model as a dict; `by_alias` None: as the model's configuration says."""
    return model.model_dump(
        mode=mode,
        exclude=cast(Any, exclude),
        exclude_unset=exclude_unset,
        exclude_defaults=exclude_defaults,
        warnings=warnings,
        by_alias=bool(by_alias) if by_alias is not None else bool(model.model_config.get("serialize_by_alias")),
    )
