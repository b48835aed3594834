"""Methods that stream when they are asked to: `stream=True` (statements 39 and 84 of the SDK's surface)."""

from __future__ import annotations

import inspect
import typing

import pytest

from ..harness import Caller, Case, answer

CHUNKS = answer('data: {"delta": "a"}\n\ndata: {"delta": "b"}\n\ndata: [DONE]\n\n', content_type="text/event-stream")


@pytest.mark.parametrize("arguments", [{}, {"stream": False}, {"stream": None}])
def test_without_a_stream(call: Caller, arguments: dict[str, typing.Any]) -> None:
    call.server.answer_next(answer('{"text": "ab"}'))

    completion = call(lambda client: client.completions.create(model="m", prompt="p", max_tokens=5, **arguments))

    assert isinstance(completion, call.case.package.types.Completion)
    assert call.server.last.header("Accept") == "application/json"
    flag = {"{}": b"", "False": b',"stream":false', "None": b',"stream":null'}[str(arguments.get("stream", "{}"))]
    assert call.server.last.body == b'{"model":"m","prompt":"p","maxTokens":5%s}' % flag


def test_with_a_stream(call: Caller) -> None:
    call.server.answer_next(CHUNKS)

    chunks = call.collect(lambda client: client.completions.create(model="m", prompt="p", stream=True))

    assert [chunk.delta for chunk in chunks] == ["a", "b"]
    assert all(isinstance(chunk, call.case.package.types.Chunk) for chunk in chunks)
    assert call.server.last.header("Accept") == "text/event-stream"
    assert call.server.last.body == b'{"model":"m","prompt":"p","stream":true}'


def test_what_asks_for_a_stream_may_be_in_the_query(call: Caller) -> None:
    call.server.answer_next(answer('{"text": "ab"}'), CHUNKS)

    assert call(lambda client: client.completions.retrieve("1", after=2)).text == "ab"
    assert call.server.last.target == "/completions/1?after=2"
    chunks = call.collect(lambda client: client.completions.retrieve("1", stream=True))
    assert [chunk.delta for chunk in chunks] == ["a", "b"]
    assert call.server.last.target == "/completions/1?stream=true"
    assert call.server.last.header("Accept") == "text/event-stream"


def test_39_missing_arguments(call: Caller) -> None:
    expected = (
        r"Missing required arguments; Expected either \('model' and 'prompt'\) "
        r"or \('model', 'prompt' and 'stream'\) arguments to be given"
    )
    with pytest.raises(TypeError, match=expected):
        call(lambda client: client.completions.create(model="m"))

    assert not call.server.recorded


def test_raw_responses(call: Caller) -> None:
    call.server.answer_next(answer('{"text": "ab"}'))

    async def raw_async(client: typing.Any) -> typing.Any:
        return await (await client.completions.with_raw_response.create(model="m", prompt="p")).parse()

    def raw(client: typing.Any) -> typing.Any:
        return client.completions.with_raw_response.create(model="m", prompt="p").parse()

    assert call(raw_async if call.is_async else raw).text == "ab"


def test_what_type_checkers_see(case: Case) -> None:
    create = case.package.resources.CompletionsResource.create
    plain, streamed, either = typing.get_overloads(inspect.unwrap(create))

    assert plain.__annotations__["return"] == "Completion"
    assert streamed.__annotations__["return"] == "Stream[Chunk]"
    assert either.__annotations__["return"] == "Completion | Stream[Chunk]"
    assert inspect.signature(streamed).parameters["stream"].default is inspect.Parameter.empty


def test_expected(case: Case) -> None:
    case.check_expected()
