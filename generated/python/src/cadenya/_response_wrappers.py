"""`with_raw_response` and `with_streaming_response`: methods that return the response instead of the result.

A wrapper asks for the response with a header, which the client sees; methods themselves know nothing of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from types import TracebackType
from typing import Any, Generic, TypeVar, cast

from typing_extensions import ParamSpec

from ._api_response import (
    APIResponse,
    AsyncAPIResponse,
    AsyncBinaryAPIResponse,
    AsyncStreamedBinaryAPIResponse,
    BinaryAPIResponse,
    StreamedBinaryAPIResponse,
)
from ._constants import RAW_RESPONSE_HEADER

P = ParamSpec("P")
R = TypeVar("R")
_APIResponseT = TypeVar("_APIResponseT", bound=APIResponse[Any])
_AsyncAPIResponseT = TypeVar("_AsyncAPIResponseT", bound=AsyncAPIResponse[Any])


class ResponseContextManager(Generic[_APIResponseT]):
    """Sends the request on entering, and closes the response on leaving."""

    def __init__(self, send: Callable[[], _APIResponseT]) -> None:
        self._send = send
        self._response: _APIResponseT | None = None

    def __enter__(self) -> _APIResponseT:
        self._response = self._send()
        return self._response

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        if self._response is not None:
            self._response.close()


class AsyncResponseContextManager(Generic[_AsyncAPIResponseT]):
    """Sends the request on entering, and closes the response on leaving."""

    def __init__(self, send: Callable[[], Awaitable[_AsyncAPIResponseT]]) -> None:
        self._send = send
        self._response: _AsyncAPIResponseT | None = None

    async def __aenter__(self) -> _AsyncAPIResponseT:
        self._response = await self._send()
        return self._response

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        if self._response is not None:
            await self._response.close()


def _asking_for(mode: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The keyword arguments of a method, with the header that asks for the response itself."""
    arguments["extra_headers"] = {**(arguments.get("extra_headers") or {}), RAW_RESPONSE_HEADER: mode}
    return arguments


def raw_response(method: Callable[P, R]) -> Callable[P, APIResponse[R]]:
    """The method, returning the response with its body read."""

    @wraps(method)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Any:
        return cast(Any, method)(*args, **_asking_for("raw", kwargs))

    return wrapped


def async_raw_response(method: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[AsyncAPIResponse[R]]]:
    """The method, returning the response with its body read."""

    @wraps(method)
    async def wrapped(*args: P.args, **kwargs: P.kwargs) -> Any:
        return await cast(Any, method)(*args, **_asking_for("raw", kwargs))

    return wrapped


def streamed_response(method: Callable[P, R]) -> Callable[P, ResponseContextManager[APIResponse[R]]]:
    """The method, giving the response with its body unread, to be used in a `with` block."""

    @wraps(method)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Any:
        arguments = _asking_for("stream", kwargs)
        return ResponseContextManager(lambda: cast(Any, method)(*args, **arguments))

    return wrapped


def async_streamed_response(
    method: Callable[P, Awaitable[R]],
) -> Callable[P, AsyncResponseContextManager[AsyncAPIResponse[R]]]:
    """The method, giving the response with its body unread, to be used in an `async with` block."""

    @wraps(method)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Any:
        arguments = _asking_for("stream", kwargs)
        return AsyncResponseContextManager(lambda: cast(Any, method)(*args, **arguments))

    return wrapped


# A method that returns a file gives a BinaryAPIResponse in any case; the wrappers below only say so to type checkers.


def binary_raw_response(method: Callable[P, BinaryAPIResponse]) -> Callable[P, BinaryAPIResponse]:
    """The method of a file, returning the response with its body read."""
    return cast("Callable[P, BinaryAPIResponse]", raw_response(method))


def async_binary_raw_response(
    method: Callable[P, Awaitable[AsyncBinaryAPIResponse]],
) -> Callable[P, Awaitable[AsyncBinaryAPIResponse]]:
    """The method of a file, returning the response with its body read."""
    return cast("Callable[P, Awaitable[AsyncBinaryAPIResponse]]", async_raw_response(method))


def binary_streamed_response(
    method: Callable[P, BinaryAPIResponse],
) -> Callable[P, ResponseContextManager[StreamedBinaryAPIResponse]]:
    """The method of a file, giving the response with its body unread, to be used in a `with` block."""
    return cast("Callable[P, ResponseContextManager[StreamedBinaryAPIResponse]]", streamed_response(method))


def async_binary_streamed_response(
    method: Callable[P, Awaitable[AsyncBinaryAPIResponse]],
) -> Callable[P, AsyncResponseContextManager[AsyncStreamedBinaryAPIResponse]]:
    """The method of a file, giving the response with its body unread, to be used in an `async with` block."""
    return cast(
        "Callable[P, AsyncResponseContextManager[AsyncStreamedBinaryAPIResponse]]", async_streamed_response(method)
    )
