# File generated from the OpenAPI document by specwright.

from typing import Literal, Optional, TypeAlias, Union

from pydantic import Field as FieldInfo

from .._models import BaseModel

__all__ = ["Count", "EventListResponse", "Json", "JsonData", "Text"]


class Text(BaseModel):
    event: Literal["addString"]

    data: Optional[str] = None

    id: Optional[str] = None

    retry: Optional[int] = None


class Count(BaseModel):
    event: Literal["addInt64"]

    data: Optional[int] = None

    id: Optional[str] = None

    retry: Optional[int] = None


class JsonData(BaseModel):
    foo_bar: int = FieldInfo(alias="fooBar")


class Json(BaseModel):
    event: Literal["addJson"]

    data: Optional[JsonData] = None

    id: Optional[str] = None

    retry: Optional[int] = None


EventListResponse: TypeAlias = Union[Text, Count, Json]
