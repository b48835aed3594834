# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing import Annotated

from typing_extensions import TypedDict

from .._types import SequenceNotStr
from .._utils import PropertyInfo

__all__ = ["Color", "ColorDeepParams", "ColorInner"]


class ColorInner(TypedDict, total=False):
    alpha_value: Annotated[float, PropertyInfo(alias="alphaValue")]


class Color(TypedDict, total=False):
    r: Annotated[int, PropertyInfo(alias="R")]

    g: Annotated[int, PropertyInfo(alias="G")]

    is_dark: Annotated[bool, PropertyInfo(alias="isDark")]

    tags: SequenceNotStr[str]

    inner: ColorInner


class ColorDeepParams(TypedDict, total=False):
    color: Color
