# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, Union

from typing_extensions import Required, TypedDict

from .._utils import PropertyInfo

__all__ = ["FormTokenParams", "Variant0", "Variant1"]


class Variant0(TypedDict, total=False):
    grant_type: Required[Literal["refresh"]]

    refresh_token: Required[Annotated[str, PropertyInfo(alias="refreshToken")]]


class Variant1(TypedDict, total=False):
    grant_type: Required[Literal["code"]]

    code: Required[str]


FormTokenParams: TypeAlias = Union[Variant0, Variant1]
