"""The low-level verbs of the asynchronous client: requests to any path, made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, overload

from ._client_core import BaseClient
from ._client_requests import NO_OPTIONS, low_level_options, page_of
from ._paginator import AsyncPaginator
from ._request import FinalRequestOptions
from ._types import Body, RequestFiles, RequestOptions

if TYPE_CHECKING:
    from ._pages import BaseAsyncPage
    from ._streaming import AsyncStream

__all__ = ["AsyncVerbs"]

T = TypeVar("T")
_PageT = TypeVar("_PageT", bound="BaseAsyncPage[Any]")
_StreamT = TypeVar("_StreamT", bound="AsyncStream[Any]")


class AsyncVerbs(BaseClient):
    """`get`, `post` and the others."""

    async def _call(self, options: FinalRequestOptions, cast_to: Any, stream_cls: Any = None) -> Any:
        raise NotImplementedError

    async def request(
        self,
        cast_to: type[T],
        options: FinalRequestOptions,
        *,
        stream: bool = False,
        stream_cls: type[_StreamT] | None = None,
    ) -> T | _StreamT:
        """Sends a request made by hand."""
        if stream and stream_cls is None:
            from ._streaming import AsyncStream

            stream_cls = cast("type[_StreamT]", AsyncStream)
        return cast("T | _StreamT", await self._call(options, cast_to, stream_cls if stream else None))

    @overload
    async def get(
        self, path: str, *, cast_to: type[T], options: RequestOptions = NO_OPTIONS, stream: Literal[False] = False
    ) -> T: ...
    @overload
    async def get(
        self,
        path: str,
        *,
        cast_to: type[Any],
        options: RequestOptions = NO_OPTIONS,
        stream: Literal[True],
        stream_cls: type[_StreamT],
    ) -> _StreamT: ...
    @overload
    async def get(
        self,
        path: str,
        *,
        cast_to: type[T],
        options: RequestOptions = NO_OPTIONS,
        stream: bool,
        stream_cls: type[_StreamT] | None = None,
    ) -> T | _StreamT: ...
    async def get(
        self,
        path: str,
        *,
        cast_to: type[Any],
        options: RequestOptions = NO_OPTIONS,
        stream: bool = False,
        stream_cls: type[Any] | None = None,
    ) -> Any:
        """Sends a GET request to a path (or absolute URL); the response as `cast_to`."""
        return await self.request(
            cast_to, low_level_options("GET", path, options), stream=stream, stream_cls=stream_cls
        )

    @overload
    async def post(
        self,
        path: str,
        *,
        cast_to: type[T],
        body: Body | None = None,
        content: Any = None,
        options: RequestOptions = NO_OPTIONS,
        files: RequestFiles | None = None,
        stream: Literal[False] = False,
    ) -> T: ...
    @overload
    async def post(
        self,
        path: str,
        *,
        cast_to: type[Any],
        body: Body | None = None,
        content: Any = None,
        options: RequestOptions = NO_OPTIONS,
        files: RequestFiles | None = None,
        stream: Literal[True],
        stream_cls: type[_StreamT],
    ) -> _StreamT: ...
    @overload
    async def post(
        self,
        path: str,
        *,
        cast_to: type[T],
        body: Body | None = None,
        content: Any = None,
        options: RequestOptions = NO_OPTIONS,
        files: RequestFiles | None = None,
        stream: bool,
        stream_cls: type[_StreamT] | None = None,
    ) -> T | _StreamT: ...
    async def post(
        self,
        path: str,
        *,
        cast_to: type[Any],
        body: Body | None = None,
        content: Any = None,
        options: RequestOptions = NO_OPTIONS,
        files: RequestFiles | None = None,
        stream: bool = False,
        stream_cls: type[Any] | None = None,
    ) -> Any:
        """Sends a POST request to a path (or absolute URL); the response as `cast_to`.

        Args:
          body: sent as JSON, or as the fields beside `files`.
          content: sent as it is: bytes, a binary file, or an iterable of bytes.
        """
        final = low_level_options("POST", path, options, body=body, content=content, files=files)
        return await self.request(cast_to, final, stream=stream, stream_cls=stream_cls)

    async def put(
        self,
        path: str,
        *,
        cast_to: type[T],
        body: Body | None = None,
        content: Any = None,
        files: RequestFiles | None = None,
        options: RequestOptions = NO_OPTIONS,
    ) -> T:
        """Sends a PUT request; see `post`."""
        final = low_level_options("PUT", path, options, body=body, content=content, files=files)
        return cast(T, await self._call(final, cast_to))

    async def patch(
        self,
        path: str,
        *,
        cast_to: type[T],
        body: Body | None = None,
        content: Any = None,
        files: RequestFiles | None = None,
        options: RequestOptions = NO_OPTIONS,
    ) -> T:
        """Sends a PATCH request; see `post`."""
        final = low_level_options("PATCH", path, options, body=body, content=content, files=files)
        return cast(T, await self._call(final, cast_to))

    async def delete(
        self,
        path: str,
        *,
        cast_to: type[T],
        body: Body | None = None,
        content: Any = None,
        options: RequestOptions = NO_OPTIONS,
    ) -> T:
        """Sends a DELETE request; see `post`."""
        return cast(
            T, await self._call(low_level_options("DELETE", path, options, body=body, content=content), cast_to)
        )

    def get_api_list(
        self,
        path: str,
        *,
        model: type[T],
        page: type[_PageT],
        body: Body | None = None,
        options: RequestOptions = NO_OPTIONS,
        method: str = "get",
    ) -> AsyncPaginator[T, _PageT]:
        """A request whose response is a page of `model`; sent when it is awaited, or iterated over."""
        final = low_level_options(method.upper(), path, options, body=body)
        return AsyncPaginator(self, final, page, page_of(page, model))
