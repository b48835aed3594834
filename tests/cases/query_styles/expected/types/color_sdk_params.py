# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Dict, Iterable, Literal, Optional, Union

from typing_extensions import TypedDict

from .._utils import PropertyInfo

__all__ = ["ColorSDKParams", "Where"]


class Where(TypedDict, total=False):
    full_name: Annotated[str, PropertyInfo(alias="fullName")]

    age: Dict[str, int]


class ColorSDKParams(TypedDict, total=False):
    ids: Iterable[int]

    sort_order: Annotated[Literal["asc", "desc"], PropertyInfo(alias="sortOrder")]

    since: Annotated[Union[str, datetime], PropertyInfo(format="iso8601")]

    archived: bool

    where: Where

    cursor_next: Annotated[Optional[str], PropertyInfo(alias="cursor[next]")]
