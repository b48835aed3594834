"""The asynchronous client: sends what `_client_core` prepares, waits, and sends again. Twin of `_sync_client`."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from typing_extensions import Self, Unpack, override

from ._async_verbs import AsyncVerbs
from ._auth import Requirements
from ._client_core import PROGRAMMING_ERRORS, closed_error, connection_error, too_large_error
from ._client_requests import Arguments, page_type, take_raw_mode
from ._constants import MAX_ERROR_BYTES
from ._exceptions import APIStatusError
from ._http import AsyncHttpxClient, abandon, httpx
from ._operation import Operation
from ._paginator import AsyncPaginator
from ._platform import async_library, current_loop
from ._request import FinalRequestOptions
from ._response import (
    AsyncAPIResponse,
    AsyncBinaryAPIResponse,
    AsyncStreamedBinaryAPIResponse,
    BaseAPIResponse,
)
from ._transfer import ResponseTooLargeError, async_read, async_send
from ._types import NotGiven, Omit, not_given

if TYPE_CHECKING:
    import anyio

    from ._legacy_response import HttpxBinaryResponseContent
    from ._pages import BaseAsyncPage
    from ._streaming import AsyncStream

__all__ = ["AsyncAPIClient"]

T = TypeVar("T")
_PageT = TypeVar("_PageT", bound="BaseAsyncPage[Any]")


class AsyncAPIClient(AsyncVerbs):
    """A client whose methods are coroutines, on asyncio or trio."""

    _http: httpx.AsyncClient | None

    def __init__(
        self,
        *,
        version: str,
        base_url: str | httpx.URL,
        max_retries: int,
        timeout: float | httpx.Timeout | NotGiven | None = not_given,
        http_client: httpx.AsyncClient | None = None,
        custom_headers: Mapping[str, str] | None = None,
        custom_query: Mapping[str, object] | None = None,
        _strict_response_validation: bool = False,
    ) -> None:
        if http_client is not None and not isinstance(http_client, httpx.AsyncClient):
            raise TypeError(
                "Invalid `http_client` argument: expected an instance of `httpx.AsyncClient` "
                f"but got {type(http_client)}"
            )
        super().__init__(
            version=version,
            base_url=base_url,
            max_retries=max_retries,
            timeout=timeout,
            http_client=http_client,
            custom_headers=custom_headers,
            custom_query=custom_query,
            _strict_response_validation=_strict_response_validation,
        )
        self._http = http_client
        self._loop: weakref.ref[Any] | None = None
        self._closed = False
        self._token_lock: anyio.Lock | None = None

    # The HTTP client

    @property
    def _client(self) -> httpx.AsyncClient:
        """The HTTP client; made when it is first needed, because loading certificates takes long."""
        http = self._http
        if http is None or isinstance(http, AsyncHttpxClient):
            return self._open()
        return http

    def _open(self) -> httpx.AsyncClient:
        state = self.__dict__
        http: httpx.AsyncClient | None = state["_http"]
        loop = current_loop()
        if http is not None and loop is not None:
            known = state["_loop"]
            if known is not None and known() is not loop:
                # Connections live in the event loop that opened them; after a fork there is another loop as well.
                abandon(http)
                http = None
        if http is None:
            http = state["_http"] = AsyncHttpxClient(timeout=self.timeout)
            state["_token_lock"] = None
        if loop is not None:
            state["_loop"] = weakref.ref(loop)
        return http

    def is_closed(self) -> bool:
        """Whether the client was closed; it cannot send any more then."""
        return self._closed or (self._http is not None and self._http.is_closed)

    async def close(self) -> None:
        """Closes the connections, also those of copies of this client, which share them."""
        self._closed = True
        if self._http is not None:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        await self.close()

    @override
    def _async_header(self) -> str:
        return f"async:{async_library()}"

    # Operations

    async def _request(self, operation: Operation[T], **arguments: Unpack[Arguments]) -> T:
        """Calls an operation; its result."""
        return cast(T, await self._call(await self._operation_options(operation, arguments), operation.result))

    def _request_page(
        self, operation: Operation[T], page_cls: type[_PageT], **arguments: Unpack[Arguments]
    ) -> AsyncPaginator[T, _PageT]:
        """Calls an operation whose result is a page of items: when it is awaited, or iterated over."""
        options = self._start(operation, arguments)
        body = arguments.get("body", not_given)
        if not isinstance(body, (NotGiven, Omit)):
            from ._utils._transform import transform

            self._set_body(options, transform(body, operation.param_types[1]))
        return AsyncPaginator(self, options, page_cls, page_type(page_cls, operation))

    async def _request_stream(self, operation: Operation[T], **arguments: Unpack[Arguments]) -> AsyncStream[T]:
        """Calls an operation whose result is a stream of events or lines."""
        from ._streaming import AsyncStream

        options = await self._operation_options(operation, arguments)
        return cast("AsyncStream[T]", await self._call(options, operation.result, AsyncStream))

    async def _request_binary(
        self, operation: Operation[Any], **arguments: Unpack[Arguments]
    ) -> AsyncBinaryAPIResponse:
        """Calls an operation whose result is a file."""
        return cast(
            AsyncBinaryAPIResponse,
            await self._call(await self._operation_options(operation, arguments), AsyncBinaryAPIResponse),
        )

    async def _request_content(
        self, operation: Operation[Any], **arguments: Unpack[Arguments]
    ) -> HttpxBinaryResponseContent:
        """Calls an operation whose result is a file, for clients with `_legacy_responses`."""
        from ._legacy_response import HttpxBinaryResponseContent

        options = await self._operation_options(operation, arguments)
        return cast(HttpxBinaryResponseContent, await self._call(options, HttpxBinaryResponseContent))

    async def _operation_options(self, operation: Operation[Any], arguments: Arguments) -> FinalRequestOptions:
        options = self._start(operation, arguments)
        body = arguments.get("body", not_given)
        if not isinstance(body, (NotGiven, Omit)):
            from ._utils._transform import async_transform

            self._set_body(options, await async_transform(body, operation.param_types[1]))
        return options

    # Sending

    async def _prepare_options(self, options: FinalRequestOptions) -> FinalRequestOptions:
        """A hook for subclasses: changes the options of a call before its request is built."""
        return options

    async def _prepare_request(self, request: httpx.Request) -> None:
        """A hook for subclasses: changes the request before every attempt, for example to sign it."""

    @override
    async def _call(self, options: FinalRequestOptions, cast_to: Any, stream_cls: Any = None) -> Any:
        """Sends a request, again if that may help, and makes the result of the response."""
        mode = take_raw_mode(options)
        unread = stream_cls is not None or mode == "stream"
        response, retries_taken = await self._send(options, limit=None if unread else self._size_limit(cast_to))
        if mode is None and cast_to is not AsyncBinaryAPIResponse:
            if stream_cls is not None:
                return self._make_stream(stream_cls, cast_to, response, options)
            return self._parse(response, cast_to, options)
        cls, cast_to = self._response_class(mode, cast_to)
        return cls(
            response,
            client=self,
            options=options,
            cast_to=cast_to,
            stream_cls=stream_cls,
            retries_taken=retries_taken,
        )

    def _response_class(self, mode: str | None, cast_to: Any) -> tuple[type[BaseAPIResponse[Any]], Any]:
        """What to make of the response itself: (its class, the type that it parses to)."""
        if cast_to is AsyncBinaryAPIResponse:
            return (AsyncStreamedBinaryAPIResponse if mode == "stream" else AsyncBinaryAPIResponse), bytes
        if self._legacy_responses:
            from ._legacy_response import HttpxBinaryResponseContent, LegacyAPIResponse

            if mode == "raw":
                return LegacyAPIResponse, cast_to
            if cast_to is HttpxBinaryResponseContent:
                return AsyncStreamedBinaryAPIResponse, bytes
        return AsyncAPIResponse, cast_to

    async def _send(self, options: FinalRequestOptions, *, limit: int | None) -> tuple[httpx.Response, int]:
        """A successful response, and how many times the request was sent again.

        `limit`: how many bytes its body may have; None to leave it unread.
        """
        if self.is_closed():
            raise closed_error()
        options = await self._prepare_options(options)
        self._set_deadline(options)
        retries_taken = 0
        renewed = False
        while True:
            renewed = await self._fetch_tokens(options.plan.security) or renewed
            request = self._build_request(options, retries_taken=retries_taken)
            await self._prepare_request(request)
            outcome = await self._attempt(request, options, retries_taken, limit=limit, renewed=renewed)
            if isinstance(outcome, httpx.Response):
                return outcome, retries_taken
            if outcome is None:
                renewed = True
                continue
            await self._sleep(outcome)
            retries_taken += 1

    async def _attempt(
        self,
        request: httpx.Request,
        options: FinalRequestOptions,
        retries_taken: int,
        *,
        limit: int | None,
        renewed: bool,
    ) -> httpx.Response | float | None:
        """Sends once: the response if it is a success, else the seconds to wait before the next attempt.

        None: the token was refused, the next attempt is due at once, with a new one. `renewed`: that happened before.
        """
        self._log_request(request)
        try:
            response = await self._exchange(request, options, limit)
        except PROGRAMMING_ERRORS:
            raise
        except ResponseTooLargeError as error:
            raise too_large_error(error) from None
        except Exception as error:
            delay = self._delay_before_retry(options, retries_taken, None)
            if delay is None:
                raise connection_error(error, request, self._secrets(request)) from error
            return delay
        self._log_response(response)
        if response.is_success:
            if self.retry_budget is not None:
                self.retry_budget.earn(retries_taken)
            return response
        if not renewed and self._refused_token(response, options.plan.security):
            await response.aclose()
            return None
        delay = self._delay_before_retry(options, retries_taken, response)
        if delay is None:
            raise await self._status_error(response, options.plan)
        await response.aclose()
        return delay

    async def _exchange(
        self, request: httpx.Request, options: FinalRequestOptions, limit: int | None
    ) -> httpx.Response:
        """Sends; a successful response is read, up to `limit` bytes."""
        if options.deadline is None:
            return await self._exchange_untimed(request, options, limit)
        import anyio

        try:
            with anyio.fail_after(options.deadline - self._clock.monotonic()):
                return await self._exchange_untimed(request, options, limit)
        except TimeoutError as error:
            raise httpx.ReadTimeout("The call took longer than the client's total_timeout.", request=request) from error

    async def _exchange_untimed(
        self, request: httpx.Request, options: FinalRequestOptions, limit: int | None
    ) -> httpx.Response:
        client = self._client
        follow = client.follow_redirects if options.follow_redirects is None else options.follow_redirects
        response = await async_send(client, request, follow_redirects=follow, auth=self._flow())
        try:
            if response.is_success and limit is not None:
                await async_read(response, limit)
        except BaseException:
            await response.aclose()
            raise
        return response

    async def _status_error(self, response: httpx.Response, plan: Operation[Any]) -> APIStatusError:
        """The error for a response, with as much of its body as could be read."""
        await async_read(response, MAX_ERROR_BYTES, truncate=True)
        return self._make_typed_error(response, plan)

    async def _sleep(self, seconds: float) -> None:
        import anyio

        await anyio.sleep(seconds)

    async def _fetch_tokens(self, requirements: Requirements | None) -> bool:
        """Gets the OAuth 2 tokens that a request needs; whether there was one to get."""
        if self._tokens is None or not any(self._missing_tokens(requirements)):
            return False
        import anyio

        state = self.__dict__
        if state["_token_lock"] is None:
            state["_token_lock"] = anyio.Lock()
        async with state["_token_lock"]:
            for token in self._missing_tokens(requirements):
                self._keep_token(token, await self._exchange_token(self._token_http_request(token)))
        return True

    async def _exchange_token(self, request: httpx.Request) -> httpx.Response:
        try:
            response = await async_send(self._client, request, follow_redirects=False)
            await async_read(response, MAX_ERROR_BYTES, truncate=True)
        except PROGRAMMING_ERRORS:
            raise
        except Exception as error:
            raise connection_error(error, request, self._secrets(request)) from error
        return response
