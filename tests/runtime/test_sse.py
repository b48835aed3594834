"""Server-sent events and JSON lines (sdk-surface statements 84 to 86; threats b12)."""

# Annotations as generated models write them.
# ruff: noqa: UP045

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime._decoders.jsonl import AsyncJSONLDecoder, JSONLDecoder, LineDecoder
from runtime._decoders.sse import EventTooLargeError, ServerSentEvent, SSEDecoder
from runtime._exceptions import (
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
)
from runtime._http import httpx
from runtime._models import BaseModel
from runtime._streaming import AsyncStream, EventRule, Stream, StreamRules, extract_stream_chunk_type


def events(*chunks: bytes, **options: Any) -> list[tuple[str | None, str]]:
    return [(event.event, event.data) for event in SSEDecoder(**options).iter_bytes(iter(chunks))]


# WHATWG HTML, section 9.2.6: the examples at the end of the section, and its rules.
EXAMPLES: list[tuple[bytes, list[tuple[str | None, str]]]] = [
    (b"data: YHOO\ndata: +2\ndata: 10\n\n", [(None, "YHOO\n+2\n10")]),
    (
        b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
        [(None, "first event"), (None, "second event"), (None, " third event")],
    ),
    (b"data\n\ndata\ndata\n\ndata:", [(None, ""), (None, "\n")]),
    (b"data:test\n\ndata: test\n\n", [(None, "test"), (None, "test")]),
    (b"event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n", [("add", "73857293"), ("remove", "2153")]),
    # no data, no event; and the name does not leak into the next event
    (b"event: lost\n\ndata: x\n\n", [(None, "x")]),
    (b"event: a\nevent: b\ndata: x\n\n", [("b", "x")]),
    # an event that is not finished at the end is dropped
    (b"data: x\n\ndata: y\n", [(None, "x")]),
    # unknown fields, fields without a colon, and names in another case are ignored
    (b"Data: x\nfoo: bar\nfoo\ndata: y\n\n", [(None, "y")]),
    (b"data: a: b\n\n", [(None, "a: b")]),
    # the byte order mark at the beginning, and only there
    (b"\xef\xbb\xbfdata: x\n\n", [(None, "x")]),
    (b"data: x\n\n\xef\xbb\xbfdata: y\n\n", [(None, "x")]),
    # line ends
    (b"data: x\r\rdata: y\r\n\r\ndata: z\n\n", [(None, "x"), (None, "y"), (None, "z")]),
    (b"data: x\r\ndata: y\rdata: z\n\r\n", [(None, "x\ny\nz")]),
    # vertical tab, form feed, U+0085, U+2028 end no line
    ("data: a\x0b\x0c\x85\u2028b\n\n".encode(), [(None, "a\x0b\x0c\x85\u2028b")]),
    (b"data: \xff\xe2\x82\n\n", [(None, "\ufffd\ufffd")]),
    ("data: ü€😀\n\n".encode(), [(None, "ü€😀")]),
    (b"", []),
    (b"\n\n\n", []),
]


@pytest.mark.parametrize(("stream", "expected"), EXAMPLES)
def test_85_event_stream_rules(stream: bytes, expected: list[tuple[str | None, str]]) -> None:
    assert events(stream) == expected


@pytest.mark.parametrize(("stream", "expected"), EXAMPLES)
def test_85_chunks_may_be_split_anywhere(stream: bytes, expected: list[tuple[str | None, str]]) -> None:
    assert events(*(stream[index : index + 1] for index in range(len(stream)))) == expected
    for index in range(len(stream)):
        assert events(stream[:index], b"", stream[index:]) == expected


@given(
    st.lists(st.sampled_from([b"data: x", b"\n", b"\r", b"event: e", b"\xe2\x82\xac", b":", b"id: 1", b"data:"])),
    st.data(),
)
def test_85_any_split_gives_the_same_events(parts: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=4)))
    bounds = [0, *cuts, len(stream)]
    assert events(*(stream[start:end] for start, end in itertools.pairwise(bounds))) == events(stream)


def test_85_an_event_is_there_as_soon_as_its_blank_line() -> None:
    decoder = SSEDecoder()
    assert list(decoder.feed(b"data: x\r\n")) == []
    assert [event.data for event in decoder.feed(b"\r")] == ["x"]
    assert list(decoder.feed(b"\ndata: y\r")) == []
    assert [event.data for event in decoder.feed(b"\r")] == ["y"]


def test_85_id_and_retry() -> None:
    decoder = SSEDecoder()
    stream = (
        b"id: 1\nretry: 250\ndata: a\n\ndata: b\n\nid: 2\nid: x\0y\nretry: soon\nretry: -1\n"
        b"retry: 9999999999999999999999\ndata: c\n\nid\ndata: d\n\n"
    )
    made = list(decoder.iter_bytes(iter([stream])))
    assert [(event.id, event.retry) for event in made] == [("1", 250), ("1", None), ("2", None), ("", None)]


def test_85_lines_one_by_one_and_async() -> None:
    decoder = SSEDecoder()
    assert decoder.decode("data: {}") is None
    event = decoder.decode("")
    assert event is not None
    assert event.json() == {}
    assert repr(event) == "ServerSentEvent(event=None, data='{}', id=None, retry=None)"

    async def run() -> list[str]:
        return [event.data async for event in SSEDecoder().aiter_bytes(achunks([b"data: x\n", b"\ndata: y\n\n"]))]

    assert asyncio.run(run()) == ["x", "y"]


@pytest.mark.parametrize(
    "chunks",
    [
        [b"data: " + b"x" * 200],
        [b"x" * 60, b"x" * 60],
        [b"data: xxxxxxxxx\n" * 11],
        [b"data:\n"] * 200,
    ],
)
def test_b12_lines_and_events_have_a_limit(chunks: list[bytes]) -> None:
    with pytest.raises(EventTooLargeError, match="100 bytes"):
        events(*chunks, limit=100)


def test_b12_the_limit_is_per_event() -> None:
    assert len(events(*[b"data: " + b"x" * 50 + b"\n\n: comment\n"] * 50, limit=100)) == 50


# Stream


class Chunk(BaseModel):
    id: int
    text: Optional[str] = None


class Client:
    """What a stream asks of its client."""

    _strict_response_validation = False

    def _secrets(self, request: httpx.Request) -> Iterator[str]:
        yield "sk-secret-key"

    def _make_status_error(self, message: str, *, body: object, response: httpx.Response) -> APIStatusError:
        return APIStatusError(message, response=response, body=body)


async def achunks(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        if isinstance(chunk, Exception):
            raise chunk
        yield chunk


class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    def __init__(self, chunks: Iterable[Any]) -> None:
        self.chunks = iter(chunks)
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk

    def __aiter__(self) -> AsyncIterator[bytes]:
        return achunks(self.chunks)

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def response(*chunks: Any) -> httpx.Response:
    return httpx.Response(200, request=httpx.Request("POST", "https://api.example.com/x"), stream=Body(chunks))


def sse(*data: str | tuple[str, str]) -> bytes:
    lines = ((f"event: {item[0]}\ndata: {item[1]}" if isinstance(item, tuple) else f"data: {item}") for item in data)
    return "".join(f"{line}\n\n" for line in lines).encode()


def client_with(*rules: EventRule, **options: Any) -> Any:
    client: Any = Client()
    if rules:
        client._stream_rules = StreamRules(rules, **options)
    return client


def collect(made: httpx.Response, cast_to: Any = Chunk, client: Any = None, **options: Any) -> list[Any]:
    """The items of a stream; the sync and the async one must agree, and close their response."""
    chunks = list(made.stream.chunks)  # type: ignore[union-attr]
    client = client or Client()
    stream = Stream(cast_to=cast_to, response=response(*chunks), client=client, **options)
    items = list(stream)
    assert stream.response.is_closed
    assert stream.response.stream.closed  # type: ignore[union-attr]

    async def run() -> list[Any]:
        stream = AsyncStream(cast_to=cast_to, response=response(*chunks), client=client, **options)
        items = [item async for item in stream]
        assert stream.response.is_closed
        return items

    assert repr(asyncio.run(run())) == repr(items)
    return items


def test_84_streams_give_typed_events() -> None:
    items = collect(response(sse('{"id": 1, "text": "a"}'), sse('{"id": "wrong"}', '{"id": 3}')))
    assert [type(item) for item in items] == [Chunk] * 3
    assert [item.id for item in items] == [1, "wrong", 3]


def test_84_next_with_and_close() -> None:
    stream = Stream(cast_to=Chunk, response=response(sse('{"id": 1}', '{"id": 2}', '{"id": 3}')), client=client_with())
    with stream as entered:
        assert entered is stream
        assert next(stream).id == 1
        assert [item.id for item in stream] == [2, 3]
    with pytest.raises(StopIteration):
        next(stream)
    stream.close()

    async def run() -> None:
        other = AsyncStream(cast_to=Chunk, response=response(sse('{"id": 1}', '{"id": 2}')), client=client_with())
        async with other as entered:
            assert entered is other
            assert (await other.__anext__()).id == 1
        assert other.response.is_closed
        await other.close()

    asyncio.run(run())


def test_85_the_response_is_closed_when_iteration_stops_early() -> None:
    stream = Stream(cast_to=Chunk, response=response(sse('{"id": 1}'), sse('{"id": 2}')), client=client_with())
    for item in stream:
        assert item.id == 1
        break
    assert stream.response.is_closed

    async def run() -> bool:
        other = AsyncStream(cast_to=Chunk, response=response(sse('{"id": 1}'), sse('{"id": 2}')), client=client_with())
        async with other:
            async for _ in other:
                break
        return other.response.is_closed

    assert asyncio.run(run())


def test_85_ping_and_open_and_comments_do_not_yield() -> None:
    stream = sse(("open", ""), ("ping", "{}"), ("delta", '{"id": 1}')) + b": keep-alive\n\n"
    assert [item.id for item in collect(response(stream))] == [1]
    rules = (EventRule("yield", event_types=("ping",)), EventRule("yield"))
    assert len(collect(response(stream), object, client_with(*rules))) == 2


def test_85_done_ends_the_stream() -> None:
    stream = sse('{"id": 1}', "[DONE]", '{"id": 2}')
    assert [item.id for item in collect(response(stream))] == [1]
    by_name = client_with(EventRule("done", event_types=("stop",)), EventRule("yield"))
    assert [item.id for item in collect(response(sse('{"id": 1}', ("stop", "x"), '{"id": 2}')), Chunk, by_name)] == [1]


def test_85_the_first_rule_that_matches_decides() -> None:
    client = client_with(
        EventRule("skip", event_types=("noise",)),
        EventRule("yield", event_types=("delta", None)),
        end_required=False,
    )
    stream = sse(("noise", "x"), ("delta", '{"id": 1}'), ("unknown", '{"id": 2}'), '{"id": 3}')
    assert [item.id for item in collect(response(stream), Chunk, client)] == [1, 3]


def test_b12_a_stream_without_its_declared_end_is_an_error() -> None:
    rules = (EventRule("done", data_starts_with="[DONE]"), EventRule("yield"))
    stream = sse('{"id": 1}')
    stopped = Stream(cast_to=Chunk, response=response(stream), client=client_with(*rules))
    assert next(stopped).id == 1
    with pytest.raises(APIConnectionError, match="before its end marker"):
        next(stopped)
    assert stopped.response.is_closed
    assert len(collect(response(stream), Chunk, client_with(*rules, end_required=False))) == 1
    assert len(collect(response(sse('{"id": 1}', "[DONE]")), Chunk, client_with(*rules))) == 1


@pytest.mark.parametrize(
    ("data", "message", "body"),
    [
        ('{"error": {"message": "too many", "code": 7}}', "too many", {"message": "too many", "code": 7}),
        ('{"error": "plain"}', "plain", "plain"),
        ('{"message": "at the top"}', "at the top", {"message": "at the top"}),
        ('{"error": {"code": 7}}', "An error occurred during streaming", {"code": 7}),
        ("not json", "not json", "not json"),
        ('{"error": "key sk-secret-key is wrong"}', None, "key sk-secret-key is wrong"),
    ],
)
def test_86_error_events_raise(data: str, message: str | None, body: object) -> None:
    client = client_with(EventRule("error", event_types=("error",), error_property="error"), EventRule("yield"))
    stream = Stream(cast_to=Chunk, response=response(sse('{"id": 1}', ("error", data), '{"id": 2}')), client=client)
    assert next(stream).id == 1
    with pytest.raises(APIStatusError) as caught:
        next(stream)
    assert caught.value.body == body
    assert stream.response.is_closed
    if message is None:
        assert "sk-secret-key" not in str(caught.value)
    else:
        assert caught.value.message == message


def test_86_an_endless_error_message_is_cut() -> None:
    client = client_with(EventRule("error"))
    stream = Stream(cast_to=Chunk, response=response(sse(json.dumps({"message": "x" * 50_000}))), client=client)
    with pytest.raises(APIStatusError) as caught:
        next(stream)
    assert len(str(caught.value)) <= 2048


def failing(*chunks: Any, client: Any = None, kind: Any = "sse") -> APIError:
    stream = Stream(cast_to=Chunk, response=response(*chunks), client=client or client_with(), kind=kind)
    with pytest.raises(APIError) as caught:
        list(stream)
    assert stream.response.is_closed
    return caught.value


def test_b4_every_failure_is_of_the_family() -> None:
    assert isinstance(failing(sse("{broken")), APIResponseValidationError)
    assert isinstance(failing(b"data: " + b"x" * (65 * 1024 * 1024)), APIResponseValidationError)
    assert isinstance(failing(httpx.ReadTimeout("slow")), APITimeoutError)
    broken = failing(sse('{"id": 1}'), httpx.RemoteProtocolError("peer closed connection"))
    assert type(broken) is APIConnectionError
    assert isinstance(broken.__cause__, httpx.RemoteProtocolError)
    strict = client_with()
    strict._strict_response_validation = True
    assert "id" in failing(sse('{"id": "x"}'), client=strict).message


def test_84_other_types_of_items() -> None:
    stream = sse("plain text")
    assert collect(response(stream), str) == ["plain text"]
    assert collect(response(stream), bytes) == [b"plain text"]
    (event,) = collect(response(sse(("x", "y"))), ServerSentEvent)
    assert (event.event, event.data) == ("x", "y")


def test_extract_stream_chunk_type() -> None:
    class Mine(Stream[Chunk]):
        pass

    assert extract_stream_chunk_type(Stream[Chunk]) is Chunk
    assert extract_stream_chunk_type(AsyncStream[Chunk]) is Chunk
    assert extract_stream_chunk_type(Mine) is Chunk
    with pytest.raises(TypeError, match="Stream"):
        extract_stream_chunk_type(Stream)


# JSON lines

LINES = b'{"id": 1}\r\n\n  \n{"id": "x", "text": "a\xe2\x80\xa8b"}\n{"id": 3}'


def test_jsonl_streams() -> None:
    for chunks in ([LINES], [LINES[index : index + 1] for index in range(len(LINES))]):
        items = collect(response(*chunks), kind="jsonl")
        assert [item.id for item in items] == [1, "x", 3]
        assert items[1].text == "a\u2028b"
    assert isinstance(failing(b'{"id": 1}\n{broken\n', kind="jsonl"), APIResponseValidationError)


def test_json_text_sequences() -> None:
    """RFC 7464: a record separator before each value."""
    assert [item.id for item in collect(response(b'\x1e{"id": 1}\n\x1e{"id": 2}\n'), kind="jsonl")] == [1, 2]


def test_jsonl_lines_have_a_limit() -> None:
    with pytest.raises(EventTooLargeError):
        list(LineDecoder(limit=10).feed(b"x" * 11))


def test_jsonl_decoders_close_their_response() -> None:
    made = response(LINES)
    decoder: JSONLDecoder[Chunk] = JSONLDecoder(raw_iterator=made.iter_bytes(), line_type=Chunk, http_response=made)
    with decoder:
        assert next(decoder).id == 1
        for item in decoder:
            assert item.id == "x"
            break
    assert made.is_closed

    async def run() -> list[Any]:
        made = response(LINES)
        decoder: AsyncJSONLDecoder[Chunk] = AsyncJSONLDecoder(
            raw_iterator=made.aiter_bytes(), line_type=Chunk, http_response=made
        )
        async with decoder:
            first = await decoder.__anext__()
            rest = [item.id async for item in decoder]
        assert made.is_closed
        return [first.id, *rest]

    assert asyncio.run(run()) == [1, "x", 3]
