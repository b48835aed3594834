# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing import Annotated, Iterable

from typing_extensions import Required, TypedDict

from .._utils import PropertyInfo

__all__ = ["PartListParams", "XColor", "XColorExploded", "XFilter"]


class XColor(TypedDict, total=False):
    is_dark: Annotated[bool, PropertyInfo(alias="isDark")]

    r: Annotated[int, PropertyInfo(alias="R")]


class XColorExploded(TypedDict, total=False):
    is_dark: Annotated[bool, PropertyInfo(alias="isDark")]

    r: Annotated[int, PropertyInfo(alias="R")]


class XFilter(TypedDict, total=False):
    full_name: Annotated[str, PropertyInfo(alias="fullName")]


class PartListParams(TypedDict, total=False):
    x_request_id: Required[Annotated[str, PropertyInfo(alias="X-Request-Id")]]

    x_ids: Annotated[Iterable[int], PropertyInfo(alias="X-Ids")]

    x_color: Annotated[XColor, PropertyInfo(alias="X-Color")]

    x_color_exploded: Annotated[XColorExploded, PropertyInfo(alias="X-Color-Exploded")]

    x_filter: Annotated[XFilter, PropertyInfo(alias="X-Filter")]

    if_modified_since: Annotated[str, PropertyInfo(alias="If-Modified-Since")]

    x_flag: bool
