"""The low-level verbs of the synchronous client: requests to any path, made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, overload

from ._client_core import BaseClient
from ._client_requests import NO_OPTIONS, low_level_options, page_of
from ._request import FinalRequestOptions
from ._types import Body, RequestFiles, RequestOptions

if TYPE_CHECKING:
    from ._pages import BaseSyncPage
    from ._streaming import Stream

__all__ = ["SyncVerbs"]

T = TypeVar("T")
_PageT = TypeVar("_PageT", bound="BaseSyncPage[Any]")
_StreamT = TypeVar("_StreamT", bound="Stream[Any]")


class SyncVerbs(BaseClient):
    """`get`, `post` and the others."""

    def _call(self, options: FinalRequestOptions, cast_to: Any, stream_cls: Any = None) -> Any:
        raise NotImplementedError

    def request(
        self,
        cast_to: type[T],
        options: FinalRequestOptions,
        *,
        stream: bool = False,
        stream_cls: type[_StreamT] | None = None,
    ) -> T | _StreamT:
        """Sends a request made by hand."""
        if stream and stream_cls is None:
            from ._streaming import Stream

            stream_cls = cast("type[_StreamT]", Stream)
        return cast("T | _StreamT", self._call(options, cast_to, stream_cls if stream else None))

    @overload
    def get(
        self, path: str, *, cast_to: type[T], options: RequestOptions = NO_OPTIONS, stream: Literal[False] = False
    ) -> T: ...
    @overload
    def get(
        self,
        path: str,
        *,
        cast_to: type[Any],
        options: RequestOptions = NO_OPTIONS,
        stream: Literal[True],
        stream_cls: type[_StreamT],
    ) -> _StreamT: ...
    @overload
    def get(
        self,
        path: str,
        *,
        cast_to: type[T],
        options: RequestOptions = NO_OPTIONS,
        stream: bool,
        stream_cls: type[_StreamT] | None = None,
    ) -> T | _StreamT: ...
    def get(
        self,
        path: str,
        *,
        cast_to: type[Any],
        options: RequestOptions = NO_OPTIONS,
        stream: bool = False,
        stream_cls: type[Any] | None = None,
    ) -> Any:
        """Sends a GET request to a path (or absolute URL); the response as `cast_to`."""
        return self.request(cast_to, low_level_options("GET", path, options), stream=stream, stream_cls=stream_cls)

    @overload
    def post(
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
    def post(
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
    def post(
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
    def post(
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
        return self.request(cast_to, final, stream=stream, stream_cls=stream_cls)

    def put(
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
        return cast(T, self._call(final, cast_to))

    def patch(
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
        return cast(T, self._call(final, cast_to))

    def delete(
        self,
        path: str,
        *,
        cast_to: type[T],
        body: Body | None = None,
        content: Any = None,
        options: RequestOptions = NO_OPTIONS,
    ) -> T:
        """Sends a DELETE request; see `post`."""
        return cast(T, self._call(low_level_options("DELETE", path, options, body=body, content=content), cast_to))

    def get_api_list(
        self,
        path: str,
        *,
        model: type[object],
        page: type[_PageT],
        body: Body | None = None,
        options: RequestOptions = NO_OPTIONS,
        method: str = "get",
    ) -> _PageT:
        """Sends a request whose response is a page of `model`."""
        final = low_level_options(method.upper(), path, options, body=body)
        return cast(_PageT, self._call(final, page_of(page, model)))
