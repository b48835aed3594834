# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from .. import types
from .._operation import Operation
from .._resource import AsyncAPIResource, SyncAPIResource, request_options
from .._response import async_raw_response, async_streamed_response, raw_response, streamed_response
from .._types import not_given, omit
from .._utils import cached_property, required_args

if TYPE_CHECKING:
    from typing import Literal, Optional

    import httpx

    from .._streaming import AsyncStream, Stream
    from .._types import Body, Headers, NotGiven, Omit, Query
    from ..types.chunk import Chunk
    from ..types.completion import Completion

__all__ = ["CompletionsResource", "AsyncCompletionsResource"]

_CREATE = Operation(
    "POST",
    "/completions",
    params=lambda: types.CompletionCreateParams,
    returns=lambda: types.Completion,
)
_CREATE_STREAM = _CREATE.streaming("sse", lambda: types.Chunk)
_RETRIEVE = Operation(
    "GET",
    "/completions/{id}",
    params=lambda: types.CompletionRetrieveParams,
    returns=lambda: types.Completion,
)
_RETRIEVE_STREAM = _RETRIEVE.streaming("sse", lambda: types.Chunk)


class CompletionsResource(SyncAPIResource):
    @cached_property
    def with_raw_response(self) -> CompletionsResourceWithRawResponse:
        """The same methods, returning the raw response instead of what it holds."""
        return CompletionsResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> CompletionsResourceWithStreamingResponse:
        """The same methods, as context managers whose response is not read before it is asked for."""
        return CompletionsResourceWithStreamingResponse(self)

    @overload
    def create(
        self,
        *,
        model: str,
        prompt: str,
        max_tokens: int | Omit = omit,
        stream: Optional[Literal[False]] | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion: ...

    @overload
    def create(
        self,
        *,
        model: str,
        prompt: str,
        stream: Literal[True],
        max_tokens: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Stream[Chunk]: ...

    @overload
    def create(
        self,
        *,
        model: str,
        prompt: str,
        stream: bool,
        max_tokens: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion | Stream[Chunk]: ...

    @required_args(["model", "prompt"], ["model", "prompt", "stream"])
    def create(
        self,
        *,
        model: str,
        prompt: str,
        max_tokens: int | Omit = omit,
        stream: Optional[Literal[False]] | Literal[True] | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion | Stream[Chunk]:
        """`POST /completions`

        Args:
          stream: Whether to send the answer as it is made. Default: `false`.
        """
        if stream:
            return self._request_stream(
                _CREATE_STREAM,
                body={"model": model, "prompt": prompt, "max_tokens": max_tokens, "stream": stream},
                options=request_options(extra_headers, extra_query, extra_body, timeout),
            )

        return self._request(
            _CREATE,
            body={"model": model, "prompt": prompt, "max_tokens": max_tokens, "stream": stream},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    @overload
    def retrieve(
        self,
        id: str,
        *,
        stream: Literal[False] | Omit = omit,
        after: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion: ...

    @overload
    def retrieve(
        self,
        id: str,
        *,
        stream: Literal[True],
        after: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Stream[Chunk]: ...

    @overload
    def retrieve(
        self,
        id: str,
        *,
        stream: bool,
        after: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion | Stream[Chunk]: ...

    def retrieve(
        self,
        id: str,
        *,
        stream: Literal[False] | Literal[True] | Omit = omit,
        after: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion | Stream[Chunk]:
        """`GET /completions/{id}`"""
        if stream:
            return self._request_stream(
                _RETRIEVE_STREAM,
                path={"id": id},
                query={"stream": stream, "after": after},
                options=request_options(extra_headers, extra_query, extra_body, timeout),
            )

        return self._request(
            _RETRIEVE,
            path={"id": id},
            query={"stream": stream, "after": after},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )


class AsyncCompletionsResource(AsyncAPIResource):
    @cached_property
    def with_raw_response(self) -> AsyncCompletionsResourceWithRawResponse:
        """The same methods, returning the raw response instead of what it holds."""
        return AsyncCompletionsResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncCompletionsResourceWithStreamingResponse:
        """The same methods, as context managers whose response is not read before it is asked for."""
        return AsyncCompletionsResourceWithStreamingResponse(self)

    @overload
    async def create(
        self,
        *,
        model: str,
        prompt: str,
        max_tokens: int | Omit = omit,
        stream: Optional[Literal[False]] | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion: ...

    @overload
    async def create(
        self,
        *,
        model: str,
        prompt: str,
        stream: Literal[True],
        max_tokens: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> AsyncStream[Chunk]: ...

    @overload
    async def create(
        self,
        *,
        model: str,
        prompt: str,
        stream: bool,
        max_tokens: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion | AsyncStream[Chunk]: ...

    @required_args(["model", "prompt"], ["model", "prompt", "stream"])
    async def create(
        self,
        *,
        model: str,
        prompt: str,
        max_tokens: int | Omit = omit,
        stream: Optional[Literal[False]] | Literal[True] | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion | AsyncStream[Chunk]:
        """`POST /completions`

        Args:
          stream: Whether to send the answer as it is made. Default: `false`.
        """
        if stream:
            return await self._request_stream(
                _CREATE_STREAM,
                body={"model": model, "prompt": prompt, "max_tokens": max_tokens, "stream": stream},
                options=request_options(extra_headers, extra_query, extra_body, timeout),
            )

        return await self._request(
            _CREATE,
            body={"model": model, "prompt": prompt, "max_tokens": max_tokens, "stream": stream},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    @overload
    async def retrieve(
        self,
        id: str,
        *,
        stream: Literal[False] | Omit = omit,
        after: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion: ...

    @overload
    async def retrieve(
        self,
        id: str,
        *,
        stream: Literal[True],
        after: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> AsyncStream[Chunk]: ...

    @overload
    async def retrieve(
        self,
        id: str,
        *,
        stream: bool,
        after: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion | AsyncStream[Chunk]: ...

    async def retrieve(
        self,
        id: str,
        *,
        stream: Literal[False] | Literal[True] | Omit = omit,
        after: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Completion | AsyncStream[Chunk]:
        """`GET /completions/{id}`"""
        if stream:
            return await self._request_stream(
                _RETRIEVE_STREAM,
                path={"id": id},
                query={"stream": stream, "after": after},
                options=request_options(extra_headers, extra_query, extra_body, timeout),
            )

        return await self._request(
            _RETRIEVE,
            path={"id": id},
            query={"stream": stream, "after": after},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )


class CompletionsResourceWithRawResponse:
    def __init__(self, completions: CompletionsResource) -> None:
        self._completions = completions

        self.create = raw_response(completions.create)
        self.retrieve = raw_response(completions.retrieve)


class AsyncCompletionsResourceWithRawResponse:
    def __init__(self, completions: AsyncCompletionsResource) -> None:
        self._completions = completions

        self.create = async_raw_response(completions.create)
        self.retrieve = async_raw_response(completions.retrieve)


class CompletionsResourceWithStreamingResponse:
    def __init__(self, completions: CompletionsResource) -> None:
        self._completions = completions

        self.create = streamed_response(completions.create)
        self.retrieve = streamed_response(completions.retrieve)


class AsyncCompletionsResourceWithStreamingResponse:
    def __init__(self, completions: AsyncCompletionsResource) -> None:
        self._completions = completions

        self.create = async_streamed_response(completions.create)
        self.retrieve = async_streamed_response(completions.retrieve)
