# File generated from the OpenAPI document by specwright.

from typing import Dict, TypeAlias

from .job import Job

__all__ = ["AnswerMapResponse"]

AnswerMapResponse: TypeAlias = Dict[str, Job]
