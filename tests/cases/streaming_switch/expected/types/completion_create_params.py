# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing import Annotated, Literal, Optional, TypeAlias, Union

from typing_extensions import Required, TypedDict

from .._utils import PropertyInfo

__all__ = [
    "CompletionCreateParams",
    "CompletionCreateParamsBase",
    "CompletionCreateParamsNonStreaming",
    "CompletionCreateParamsStreaming",
]


class CompletionCreateParamsBase(TypedDict, total=False):
    model: Required[str]

    prompt: Required[str]

    max_tokens: Annotated[int, PropertyInfo(alias="maxTokens")]


class CompletionCreateParamsNonStreaming(CompletionCreateParamsBase, total=False):
    stream: Optional[Literal[False]]
    """Whether to send the answer as it is made."""


class CompletionCreateParamsStreaming(CompletionCreateParamsBase, total=False):
    stream: Required[Literal[True]]
    """Whether to send the answer as it is made."""


CompletionCreateParams: TypeAlias = Union[CompletionCreateParamsNonStreaming, CompletionCreateParamsStreaming]
