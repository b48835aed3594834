# File generated from the OpenAPI document by specwright.

from typing import TypeAlias, Union

from pydantic import Field as FieldInfo

from .._models import BaseModel
from .job import Job

__all__ = ["AnswerUnion202Response", "AnswerUnionResponse"]


class AnswerUnion202Response(BaseModel):
    retry_after: int = FieldInfo(alias="retryAfter")


AnswerUnionResponse: TypeAlias = Union[Job, AnswerUnion202Response]
