"""A client, resources and pages as the generator writes them, by hand: what the runtime's tests use."""

# ruff: noqa: UP035, UP045, RUF036 - generated code is written in the style of published SDKs

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, Optional, TypeVar

import httpx
from pydantic import Field as FieldInfo
from typing_extensions import Annotated, Required, Self, TypedDict, override

from runtime import _types
from runtime._auth import Auth, BearerAuth, Secret
from runtime._base_client import (
    AsyncAPIClient,
    AsyncPaginator,
    BaseAsyncPage,
    BasePage,
    BaseSyncPage,
    PageInfo,
    SyncAPIClient,
)
from runtime._client_options import SentOptions, option_from_env, required_option, resolve_base_url
from runtime._constants import DEFAULT_MAX_RETRIES
from runtime._models import BaseModel
from runtime._operation import Operation
from runtime._qs import Querystring
from runtime._resource import AsyncAPIResource, SyncAPIResource, request_options
from runtime._response import (
    AsyncBinaryAPIResponse,
    BinaryAPIResponse,
    async_binary_raw_response,
    async_binary_streamed_response,
    async_raw_response,
    async_streamed_response,
    binary_raw_response,
    binary_streamed_response,
    raw_response,
    streamed_response,
)
from runtime._streaming import AsyncStream, Stream
from runtime._types import NotGiven, Omit, not_given, omit
from runtime._utils import PropertyInfo, cached_property
from runtime._version import __version__

if TYPE_CHECKING:
    from runtime._types import Body, Headers, Query

T = TypeVar("T")


class Thing(BaseModel):
    id: str

    display_name: Optional[str] = FieldInfo(alias="displayName", default=None)


class ThingMetadata(TypedDict, total=False):
    display_name: Annotated[str, PropertyInfo(alias="displayName")]


class ThingCreateParams(TypedDict, total=False):
    name: Required[str]

    metadata: ThingMetadata


class ThingListParams(TypedDict, total=False):
    cursor: str

    page_size: Annotated[int, PropertyInfo(alias="pageSize")]


class ThingUploadParams(TypedDict, total=False):
    file: Required[_types.FileTypes]

    note: str


class PageCursor(BaseModel):
    next_cursor: Optional[str] = FieldInfo(alias="nextCursor", default=None)

    total: Optional[int] = None


class SyncCursorPage(BaseSyncPage[T], BasePage[T], Generic[T]):
    items: list[T]

    pagination: Optional[PageCursor] = None

    @override
    def _get_page_items(self) -> list[T]:
        return self.items or []

    @override
    def next_page_info(self) -> PageInfo | None:
        return self._next_cursor("cursor", None if self.pagination is None else self.pagination.next_cursor)


class AsyncCursorPage(BaseAsyncPage[T], BasePage[T], Generic[T]):
    items: list[T]

    pagination: Optional[PageCursor] = None

    @override
    def _get_page_items(self) -> list[T]:
        return self.items or []

    @override
    def next_page_info(self) -> PageInfo | None:
        return self._next_cursor("cursor", None if self.pagination is None else self.pagination.next_cursor)


_CREATE = Operation("POST", "/v1/spaces/{space_id}/things", params=lambda: ThingCreateParams, returns=lambda: Thing)
_RETRIEVE = Operation("GET", "/v1/spaces/{space_id}/things/{id}", returns=lambda: Thing)
_LIST = Operation("GET", "/v1/spaces/{space_id}/things", params=lambda: ThingListParams, returns=lambda: Thing)
_DELETE = Operation("DELETE", "/v1/spaces/{space_id}/things/{id}", returns=None)
_DOWNLOAD = Operation("GET", "/v1/spaces/{space_id}/things/{id}/file", accept="application/pdf")
_UPLOAD = Operation(
    "POST",
    "/v1/spaces/{space_id}/things/{id}/file",
    params=lambda: ThingUploadParams,
    body_kind="multipart",
    returns=lambda: Thing,
)
_WATCH = Operation("GET", "/v1/spaces/{space_id}/things/watch", returns=lambda: Thing, stream="sse")
_NAMES = Operation("GET", "/v1/names", returns=lambda: list[str], unwrap="names")


class ThingsResource(SyncAPIResource):
    @cached_property
    def with_raw_response(self) -> ThingsResourceWithRawResponse:
        return ThingsResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> ThingsResourceWithStreamingResponse:
        return ThingsResourceWithStreamingResponse(self)

    def create(
        self,
        space_id: str | None = None,
        *,
        name: str,
        metadata: ThingMetadata | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
        idempotency_key: str | None = None,
    ) -> Thing:
        return self._request(
            _CREATE,
            path={"space_id": space_id},
            body={"name": name, "metadata": metadata},
            options=request_options(extra_headers, extra_query, extra_body, timeout, idempotency_key),
        )

    def retrieve(
        self,
        id: str,
        *,
        space_id: str | None = None,
        x_trace: str | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Thing:
        return self._request(
            _RETRIEVE,
            path={"space_id": space_id, "id": id},
            headers={"X-Trace": x_trace},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    def list(
        self,
        space_id: str | None = None,
        *,
        cursor: str | Omit = omit,
        page_size: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> SyncCursorPage[Thing]:
        return self._request_page(
            _LIST,
            SyncCursorPage,
            path={"space_id": space_id},
            query={"cursor": cursor, "page_size": page_size},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    def delete(
        self,
        id: str,
        *,
        space_id: str | None = None,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> None:
        return self._request(
            _DELETE,
            path={"space_id": space_id, "id": id},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    def download(
        self,
        id: str,
        *,
        space_id: str | None = None,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> BinaryAPIResponse:
        return self._request_binary(
            _DOWNLOAD,
            path={"space_id": space_id, "id": id},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    def upload(
        self,
        id: str,
        *,
        space_id: str | None = None,
        file: _types.FileTypes,
        note: str | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Thing:
        return self._request(
            _UPLOAD,
            path={"space_id": space_id, "id": id},
            body={"file": file, "note": note},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    def watch(
        self,
        space_id: str | None = None,
        *,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Stream[Thing]:
        return self._request_stream(
            _WATCH,
            path={"space_id": space_id},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    def names(self) -> list[str]:  # type: ignore[valid-type]  # `list` is the method above
        return self._request(_NAMES)


class AsyncThingsResource(AsyncAPIResource):
    @cached_property
    def with_raw_response(self) -> AsyncThingsResourceWithRawResponse:
        return AsyncThingsResourceWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncThingsResourceWithStreamingResponse:
        return AsyncThingsResourceWithStreamingResponse(self)

    async def create(
        self,
        space_id: str | None = None,
        *,
        name: str,
        metadata: ThingMetadata | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
        idempotency_key: str | None = None,
    ) -> Thing:
        return await self._request(
            _CREATE,
            path={"space_id": space_id},
            body={"name": name, "metadata": metadata},
            options=request_options(extra_headers, extra_query, extra_body, timeout, idempotency_key),
        )

    async def retrieve(
        self,
        id: str,
        *,
        space_id: str | None = None,
        x_trace: str | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> Thing:
        return await self._request(
            _RETRIEVE,
            path={"space_id": space_id, "id": id},
            headers={"X-Trace": x_trace},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    def list(
        self,
        space_id: str | None = None,
        *,
        cursor: str | Omit = omit,
        page_size: int | Omit = omit,
        extra_headers: Headers | None = None,
        extra_query: Query | None = None,
        extra_body: Body | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
    ) -> AsyncPaginator[Thing, AsyncCursorPage[Thing]]:
        return self._request_page(
            _LIST,
            AsyncCursorPage,
            path={"space_id": space_id},
            query={"cursor": cursor, "page_size": page_size},
            options=request_options(extra_headers, extra_query, extra_body, timeout),
        )

    async def download(
        self, id: str, *, space_id: str | None = None, extra_headers: Headers | None = None
    ) -> AsyncBinaryAPIResponse:
        return await self._request_binary(
            _DOWNLOAD, path={"space_id": space_id, "id": id}, options=request_options(extra_headers)
        )

    async def watch(self, space_id: str | None = None, *, extra_headers: Headers | None = None) -> AsyncStream[Thing]:
        return await self._request_stream(_WATCH, path={"space_id": space_id}, options=request_options(extra_headers))


class ThingsResourceWithRawResponse:
    def __init__(self, things: ThingsResource) -> None:
        self._things = things

        self.create = raw_response(things.create)
        self.retrieve = raw_response(things.retrieve)
        self.list = raw_response(things.list)
        self.delete = raw_response(things.delete)
        self.download = binary_raw_response(things.download)
        self.watch = raw_response(things.watch)


class AsyncThingsResourceWithRawResponse:
    def __init__(self, things: AsyncThingsResource) -> None:
        self._things = things

        self.create = async_raw_response(things.create)
        self.retrieve = async_raw_response(things.retrieve)
        self.list = async_raw_response(things.list)
        self.download = async_binary_raw_response(things.download)


class ThingsResourceWithStreamingResponse:
    def __init__(self, things: ThingsResource) -> None:
        self._things = things

        self.create = streamed_response(things.create)
        self.retrieve = streamed_response(things.retrieve)
        self.list = streamed_response(things.list)
        self.download = binary_streamed_response(things.download)


class AsyncThingsResourceWithStreamingResponse:
    def __init__(self, things: AsyncThingsResource) -> None:
        self._things = things

        self.create = async_streamed_response(things.create)
        self.retrieve = async_streamed_response(things.retrieve)
        self.download = async_binary_streamed_response(things.download)


_AUTH = Auth({"bearerAuth": BearerAuth("api_key")}, requirements=(("bearerAuth",),))
_QS = Querystring(array_format="repeat", nested_format="brackets")
_SENT = SentOptions(path={"space_id": "space_id"})


class Brand(SyncAPIClient):
    _auth = _AUTH
    _sent = _SENT
    qs = _QS

    api_key = Secret[str]()
    """The API key."""

    space_id: str | None

    def __init__(
        self,
        *,
        api_key: str | None = None,
        space_id: str | None = None,
        base_url: str | httpx.URL | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
        max_retries: int = DEFAULT_MAX_RETRIES,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        http_client: httpx.Client | None = None,
        _strict_response_validation: bool = False,
    ) -> None:
        self.api_key = required_option("api_key", api_key, env="BRAND_API_KEY")
        self.space_id = option_from_env(space_id, env="BRAND_SPACE_ID")
        super().__init__(
            version=__version__,
            base_url=resolve_base_url(base_url, env="BRAND_BASE_URL", default="https://api.example.com"),
            max_retries=max_retries,
            timeout=timeout,
            http_client=http_client,
            custom_headers=default_headers,
            custom_query=default_query,
            _strict_response_validation=_strict_response_validation,
        )

    @cached_property
    def things(self) -> ThingsResource:
        return ThingsResource(self)

    @cached_property
    def with_raw_response(self) -> BrandWithRawResponse:
        return BrandWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> BrandWithStreamedResponse:
        return BrandWithStreamedResponse(self)

    def copy(
        self,
        *,
        api_key: str | None = None,
        space_id: str | None = None,
        base_url: str | httpx.URL | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
        http_client: httpx.Client | None = None,
        max_retries: int | NotGiven = not_given,
        default_headers: Mapping[str, str] | None = None,
        set_default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        set_default_query: Mapping[str, object] | None = None,
        _extra_kwargs: Mapping[str, Any] = {},
    ) -> Self:
        return self._copy(
            {"api_key": api_key, "space_id": space_id},
            base_url=base_url,
            timeout=timeout,
            http_client=http_client,
            max_retries=max_retries,
            default_headers=default_headers,
            set_default_headers=set_default_headers,
            default_query=default_query,
            set_default_query=set_default_query,
            extra=_extra_kwargs,
        )

    with_options = copy


class BrandWithRawResponse:
    def __init__(self, client: Brand) -> None:
        self._client = client

    @cached_property
    def things(self) -> ThingsResourceWithRawResponse:
        return ThingsResourceWithRawResponse(self._client.things)


class BrandWithStreamedResponse:
    def __init__(self, client: Brand) -> None:
        self._client = client

    @cached_property
    def things(self) -> ThingsResourceWithStreamingResponse:
        return ThingsResourceWithStreamingResponse(self._client.things)


class AsyncBrand(AsyncAPIClient):
    _auth = _AUTH
    _sent = _SENT
    qs = _QS

    api_key = Secret[str]()
    """The API key."""

    space_id: str | None

    def __init__(
        self,
        *,
        api_key: str | None = None,
        space_id: str | None = None,
        base_url: str | httpx.URL | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
        max_retries: int = DEFAULT_MAX_RETRIES,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        http_client: httpx.AsyncClient | None = None,
        _strict_response_validation: bool = False,
    ) -> None:
        self.api_key = required_option("api_key", api_key, env="BRAND_API_KEY")
        self.space_id = option_from_env(space_id, env="BRAND_SPACE_ID")
        super().__init__(
            version=__version__,
            base_url=resolve_base_url(base_url, env="BRAND_BASE_URL", default="https://api.example.com"),
            max_retries=max_retries,
            timeout=timeout,
            http_client=http_client,
            custom_headers=default_headers,
            custom_query=default_query,
            _strict_response_validation=_strict_response_validation,
        )

    @cached_property
    def things(self) -> AsyncThingsResource:
        return AsyncThingsResource(self)

    def copy(
        self,
        *,
        api_key: str | None = None,
        space_id: str | None = None,
        base_url: str | httpx.URL | None = None,
        timeout: float | httpx.Timeout | None | NotGiven = not_given,
        http_client: httpx.AsyncClient | None = None,
        max_retries: int | NotGiven = not_given,
        default_headers: Mapping[str, str] | None = None,
        set_default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        set_default_query: Mapping[str, object] | None = None,
        _extra_kwargs: Mapping[str, Any] = {},
    ) -> Self:
        return self._copy(
            {"api_key": api_key, "space_id": space_id},
            base_url=base_url,
            timeout=timeout,
            http_client=http_client,
            max_retries=max_retries,
            default_headers=default_headers,
            set_default_headers=set_default_headers,
            default_query=default_query,
            set_default_query=set_default_query,
            extra=_extra_kwargs,
        )

    with_options = copy
