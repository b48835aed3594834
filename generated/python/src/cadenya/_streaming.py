"""Streams of events: what a streaming method returns.

In: a response whose body is unread, and the type of its events. Out: the events as they arrive. What comes of the bytes
is decided by `_EventReader`, without I/O; `Stream` and `AsyncStream` only read. The response is closed when the
iteration ends, whether at the end, early, or by an error.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar, cast, get_args, get_origin

from typing_extensions import Self

from ._api_response import transport_errors
from ._decoders.jsonl import LineDecoder
from ._decoders.sse import EventTooLargeError, ServerSentEvent, SSEBytesDecoder, SSEDecoder
from ._exceptions import APIConnectionError, APIError, APIResponseValidationError
from ._http import httpx
from ._read_limit import read_limit_of
from ._utils._json import DecodeError, parse_json
from ._utils._logs import mask_secrets

if TYPE_CHECKING:
    from ._client_core import BaseClient

__all__ = [
    "AsyncStream",
    "EventRule",
    "SSEBytesDecoder",
    "SSEDecoder",
    "ServerSentEvent",
    "Stream",
    "StreamRules",
    "extract_stream_chunk_type",
]

T = TypeVar("T")

PATIENCE = 10
"""So many times the read timeout may pass without an event, while the server sends comments or events to be skipped."""

StreamKind: TypeAlias = Literal["sse", "sse_event", "jsonl"]


class EventRule(NamedTuple):
    """What to do with an event: yield it, skip it, end the stream (`done`), or raise (`error`).

    A rule is for events of one of the names `event_types` (None: events without a name), or whose data begin with
    `data_starts_with`; without both it is for all. `error_property`: the property of the data that holds the error.
    """

    handle: Literal["yield", "skip", "done", "error"]
    event_types: tuple[str | None, ...] = ()
    data_starts_with: str | None = None
    error_property: str | None = None

    def matches(self, event: ServerSentEvent) -> bool:
        if self.event_types and event.event not in self.event_types:
            return False
        return self.data_starts_with is None or event.raw.startswith(self.data_starts_with.encode())


class StreamRules(NamedTuple):
    """The rules of an API's streams; the first that matches decides, and an event that none matches is skipped.

    `end_required`: a stream that stops before a `done` event is an error. None: if there is a rule for `done`.
    """

    rules: tuple[EventRule, ...]
    end_required: bool | None = None

    @property
    def needs_end(self) -> bool:
        if self.end_required is not None:
            return self.end_required
        return any(rule.handle == "done" for rule in self.rules)

    def rule_for(self, event: ServerSentEvent) -> EventRule:
        named = _KEEP_ALIVE if event.event in _KEEP_ALIVE.event_types else None
        for rule in self.rules:
            if rule.matches(event) and (named is None or rule.event_types):
                return rule
        return named or _SKIP


_SKIP = EventRule("skip")
_KEEP_ALIVE = EventRule("skip", event_types=("ping", "open"))

DEFAULT_RULES = StreamRules((EventRule("done", data_starts_with="[DONE]"), EventRule("yield")), end_required=False)
"""Where nothing is configured. `[DONE]` is not JSON, so it can only be an end marker."""


class _EventReader(Generic[T]):
    """Pieces of the body in, events of type `T` out."""

    def __init__(self, cast_to: Any, response: httpx.Response, client: BaseClient, kind: StreamKind) -> None:
        self._cast_to = cast_to
        self._response = response
        self._client = client
        self._rules: StreamRules = getattr(client, "_stream_rules", DEFAULT_RULES)
        self._events = None if kind == "jsonl" else SSEDecoder()
        self._read_event = self._decode_event if kind == "sse_event" else self._decode_data
        self._lines = LineDecoder()
        self._limit = read_limit_of(response.request)
        self._last_item = 0.0
        self.ended = False

    def begin(self) -> None:
        """Before the first piece. Raises APIResponseValidationError for a body that is no stream of events."""
        if self._limit is not None:
            self._last_item = self._limit.now()
        content_type: str = self._response.headers.get("content-type", "")
        if content_type.partition(";")[0].strip().lower() == "text/html":
            raise APIResponseValidationError(
                self._response, body=None, message="Expected a stream of events, but received text/html."
            )

    def _check_time(self) -> None:
        """Raises `httpx.ReadTimeout` at the deadline of the call, or when nothing but signs of life come for long."""
        limit = self._limit
        if limit is None:
            return
        limit.check(self._response.request)
        if limit.now() - self._last_item > PATIENCE * limit:
            raise httpx.ReadTimeout("The stream brings no events.", request=self._response.request)

    def feed(self, chunk: bytes) -> Iterator[T]:
        """The items that the next piece completes; sets `ended` at the end marker."""
        self._check_time()
        for item in self._items(chunk):
            yield item
            if self._limit is not None:
                # The pauses of the caller are not the server's.
                self._last_item = self._limit.now()

    def _items(self, chunk: bytes) -> Iterator[T]:
        try:
            if self._events is None:
                for line in self._lines.feed(chunk):
                    yield self._decode(line)
                return
            for event in self._events.feed(chunk):
                rule = self._rules.rule_for(event)
                if rule.handle == "done":
                    self.ended = True
                    return
                if rule.handle == "error":
                    raise self._error(event, rule)
                if rule.handle == "yield":
                    yield self._read_event(event)
        except EventTooLargeError as error:
            raise APIResponseValidationError(self._response, body=None, message=f"{error}.") from error

    def finish(self) -> Iterator[T]:
        """What is left when the body has ended. Raises APIConnectionError when the end marker is missing."""
        if self._events is None:
            for line in self._lines.finish():
                yield self._decode(line)
        elif self._rules.needs_end:
            message = "The stream stopped before its end marker."
            request = self._response.request
            raise APIConnectionError(message=message, request=request) from httpx.RemoteProtocolError(
                message, request=request
            )

    def _decode_data(self, event: ServerSentEvent) -> T:
        return cast(T, event) if self._cast_to is ServerSentEvent else self._decode(event.raw)

    def _decode_event(self, event: ServerSentEvent) -> T:
        """The event as an object with `event`, `data` and `id`; `data` is what the type allows: parsed, or the text.

        Servers also write that whole object into the data.
        """
        from pydantic import ValidationError

        from ._models import construct_type, validate_type

        try:
            data = parse_json(event.raw)
        except DecodeError:
            data = event.data
        if isinstance(data, dict) and "data" in data and "event" in data:
            return self._decode(event.raw)
        given = {"event": event.event, "data": data, "id": event.id, "retry": event.retry}
        fields = {name: value for name, value in given.items() if value is not None or name == "data"}
        for value in (fields, {**fields, "data": event.data}):
            try:
                return cast(T, validate_type(type_=self._cast_to, value=value))
            except ValidationError:
                continue
        if self._client._strict_response_validation:
            message = "The event does not match its description."
            raise APIResponseValidationError(self._response, body=event.data[:1000], message=message)
        return cast(T, construct_type(type_=self._cast_to, value=fields))

    def _decode(self, data: bytes) -> T:
        if self._cast_to is str:
            return cast(T, data.decode("utf-8", "replace"))
        if self._cast_to is bytes:
            return cast(T, data)
        from ._models import decode

        try:
            return cast(T, decode(data, self._cast_to, strict=self._client._strict_response_validation))
        except DecodeError as error:
            text = data[:1000].decode("utf-8", "replace")
            raise APIResponseValidationError(self._response, body=text, message=f"{error}.") from error

    def _error(self, event: ServerSentEvent, rule: EventRule) -> APIError:
        try:
            body = parse_json(event.raw)
        except DecodeError:
            body = event.data
        if rule.error_property is not None and isinstance(body, Mapping) and rule.error_property in body:
            body = body[rule.error_property]
        message = body.get("message") if isinstance(body, Mapping) else body
        if not isinstance(message, str) or not message:
            message = "An error occurred during streaming"
        masked = mask_secrets(message[:2000], self._client._secrets(self._response.request))
        return self._client._make_status_error(masked, body=body, response=self._response)


class Stream(Generic[T]):
    """Iterates over the events of a response, each as `T`.

    Use it in a `with` block, or iterate to the end: both close the response.
    """

    response: httpx.Response

    def __init__(
        self,
        *,
        cast_to: type[T],
        response: httpx.Response,
        client: BaseClient,
        options: object = None,
        kind: StreamKind = "sse",
    ) -> None:
        """`options`: those of the request, for code that makes streams itself; nothing here needs them."""
        self.response = response
        self._options = options
        self._iterator = self._read(_EventReader[T](cast_to, response, client, kind))

    def _read(self, reader: _EventReader[T]) -> Iterator[T]:
        try:
            reader.begin()
            with transport_errors(self.response):
                for chunk in self.response.iter_bytes():
                    yield from reader.feed(chunk)
                    if reader.ended:
                        return
            yield from reader.finish()
        finally:
            self.response.close()

    def __next__(self) -> T:
        return next(self._iterator)

    def __iter__(self) -> Iterator[T]:
        try:
            yield from self._iterator
        finally:
            self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the rest of the stream up, and the connection free."""
        self.response.close()


class AsyncStream(Generic[T]):
    """Iterates over the events of a response, each as `T`.

    Use it in an `async with` block, or iterate to the end: both close the response.
    """

    response: httpx.Response

    def __init__(
        self,
        *,
        cast_to: type[T],
        response: httpx.Response,
        client: BaseClient,
        options: object = None,
        kind: StreamKind = "sse",
    ) -> None:
        """`options`: those of the request, for code that makes streams itself; nothing here needs them."""
        self.response = response
        self._options = options
        self._iterator = self._read(_EventReader[T](cast_to, response, client, kind))

    async def _read(self, reader: _EventReader[T]) -> AsyncIterator[T]:
        try:
            reader.begin()
            with transport_errors(self.response):
                async for chunk in self.response.aiter_bytes():
                    for item in reader.feed(chunk):
                        yield item
                    if reader.ended:
                        return
            for item in reader.finish():
                yield item
        finally:
            await self.response.aclose()

    async def __anext__(self) -> T:
        return await self._iterator.__anext__()

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            async for item in self._iterator:
                yield item
        finally:
            await self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Gives the rest of the stream up, and the connection free."""
        await self.response.aclose()


def extract_stream_chunk_type(stream_cls: Any) -> Any:
    """The type of the events of `Stream[T]`, or of a class that derives from it.

    Raises TypeError when it names none.
    """
    origin = get_origin(stream_cls) or stream_cls
    if origin in (Stream, AsyncStream) and get_args(stream_cls):
        return get_args(stream_cls)[0]
    for base in getattr(origin, "__orig_bases__", ()):
        if get_origin(base) in (Stream, AsyncStream):
            return get_args(base)[0]
    raise TypeError(
        f"Expected a class such as Stream[Item], which names the type of its events, but received {stream_cls}"
    )
