"""The names that users and generated code import from here; the modules they come from may change."""

from __future__ import annotations

from ._api_response import (
    APIResponse,
    AsyncAPIResponse,
    AsyncBinaryAPIResponse,
    AsyncStreamedBinaryAPIResponse,
    BaseAPIResponse,
    BinaryAPIResponse,
    StreamAlreadyConsumed,
    StreamedBinaryAPIResponse,
)
from ._response_wrappers import (
    AsyncResponseContextManager,
    ResponseContextManager,
    async_binary_raw_response,
    async_binary_streamed_response,
    async_raw_response,
    async_streamed_response,
    binary_raw_response,
    binary_streamed_response,
    raw_response,
    streamed_response,
)

__all__ = [
    "APIResponse",
    "AsyncAPIResponse",
    "AsyncBinaryAPIResponse",
    "AsyncResponseContextManager",
    "AsyncStreamedBinaryAPIResponse",
    "BaseAPIResponse",
    "BinaryAPIResponse",
    "ResponseContextManager",
    "StreamAlreadyConsumed",
    "StreamedBinaryAPIResponse",
    "async_binary_raw_response",
    "async_binary_streamed_response",
    "async_raw_response",
    "async_streamed_response",
    "binary_raw_response",
    "binary_streamed_response",
    "raw_response",
    "streamed_response",
]
