# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing import Annotated, Optional

from typing_extensions import Required, TypedDict

from .._utils import PropertyInfo

__all__ = ["CompletionCreateParams"]


class CompletionCreateParams(TypedDict, total=False):
    model: Required[str]

    prompt: Required[str]

    max_tokens: Annotated[int, PropertyInfo(alias="maxTokens")]

    stream: Optional[bool]
    """Whether to send the answer as it is made."""
