"""Requests: arguments, files, streams, webhooks, raw responses: against a server that records the bytes."""

from __future__ import annotations

import base64
import datetime
import hashlib
import hmac
import importlib
import inspect
import io
import json
import time
import typing
from pathlib import Path
from typing import Any

import pytest

from ..harness import Caller, Case, answer

THING = '{"id": "t", "displayName": "T", "extra": [1]}'


def test_22_the_signature(case: Case) -> None:
    parameters = inspect.signature(case.package.resources.ThingsResource.retrieve).parameters
    assert list(parameters) == ["self", "thing_id", "space_id", "extra_headers", "extra_query", "extra_body", "timeout"]
    assert [p.name for p in parameters.values() if p.kind is p.POSITIONAL_OR_KEYWORD] == ["self", "thing_id"]
    created = inspect.signature(case.package.resources.ThingsResource.create).parameters
    assert list(created)[-1] == "idempotency_key"
    assert "idempotency_key" not in parameters


def test_28_29_nested_params(call: Caller) -> None:
    def parts() -> Any:
        yield {"part_size": 1}
        yield call.case.package.types.Thing.construct(id="x", part={"partSize": 2}).part

    due = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    call(lambda client: client.things.create(display_name="ü", due_at=due, parts=parts(), note=None))
    assert json.loads(call.server.last.body) == {
        "displayName": "ü",
        "dueAt": "2026-01-02T00:00:00+00:00",
        "note": None,
        "parts": [{"partSize": 1}, {"partSize": 2}],
    }
    assert "ü".encode() in call.server.last.body
    assert b"\\u" not in call.server.last.body


def test_34_headers(call: Caller) -> None:
    omit = call.case.package.omit
    call(
        lambda client: client.things.retrieve("t", extra_headers={"x-a": "call", "X-B": omit}),
        default_headers={"X-A": "client", "X-B": "client"},
    )
    assert call.server.last.header("X-A") == "call"
    assert call.server.last.header("X-B") is None


@pytest.mark.parametrize("form", ["bytes", "io", "path", "tuple", "typed", "headed"])
def test_42_what_a_file_can_be(call: Caller, form: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"text")
    file: Any = {
        "bytes": b"text",
        "io": io.BytesIO(b"text"),
        "path": path,
        "tuple": ("b.txt", b"text"),
        "typed": ("b.txt", b"text", "text/x-odd"),
        "headed": ("b.txt", b"text", "text/x-odd", {"X-Part": "1"}),
    }[form]
    call(lambda client: client.files.create(file=file))
    body = call.server.last.body
    assert b"\r\n\r\ntext\r\n" in body
    assert (b'filename="a.txt"' in body) is (form == "path")
    assert (b'filename="b.txt"' in body) is (form in ("tuple", "typed", "headed"))
    assert (b"Content-Type: text/x-odd" in body) is (form in ("typed", "headed"))
    assert (b"X-Part: 1" in body) is (form == "headed")


def test_42_a_text_is_no_file(call: Caller) -> None:
    with pytest.raises((RuntimeError, TypeError), match="file"):
        call(lambda client: client.files.create(file="a.txt"))
    assert call.server.recorded == []


def test_43_a_path_is_sent_under_its_name(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "photo.bin"
    path.parent.mkdir()
    path.write_bytes(bytes(300_000))
    call(lambda client: client.files.create(file=path))
    assert b'filename="photo.bin"' in call.server.last.body
    assert b"folder" not in call.server.last.body.replace(bytes(300_000), b"")
    assert bytes(300_000) in call.server.last.body


def test_44_other_fields(call: Caller) -> None:
    about = {"file_kind": "k"}
    given = {"file": b"x", "tags": ["a", "b"], "about": about}
    call(
        lambda client: client.files.create(**given, extra_headers={"Content-Type": "multipart/form-data"}),
    )
    names = [line.partition(b"name=")[2] for line in call.server.last.body.split(b"\r\n") if b"name=" in line]
    assert sorted(name.partition(b";")[0] for name in names) == [
        b'"about[fileKind]"',
        b'"file"',
        b'"tags[]"',
        b'"tags[]"',
    ]
    content_type = call.server.last.header("Content-Type") or ""
    boundary = content_type.partition("boundary=")[2]
    assert boundary
    assert boundary.encode() in call.server.last.body
    assert about == {"file_kind": "k"}


def test_45_raw_bodies(call: Caller) -> None:
    call.server.answer_next(*[answer(b"", status=204)] * 4)

    def pieces() -> Any:
        yield b"ab"
        yield b"c"

    for content in (b"abc", io.BytesIO(b"abc"), pieces()):
        call(lambda client, content=content: client.files.put(body=content))
        assert call.server.last.body == b"abc"
        assert call.server.last.header("Content-Type") == "application/octet-stream"

    call(lambda client: client.put("/raw", cast_to=call.case.package.NoneType, content=b"low"))
    assert call.server.last.body == b"low"


def test_45_async_iterables_and_mistakes(call: Caller) -> None:
    async def pieces() -> Any:
        yield b"ab"
        yield b"c"

    if call.is_async:
        call.server.answer_next(answer(b"", status=204))
        call(lambda client: client.files.put(body=pieces()))
        assert call.server.last.body == b"abc"
    none = call.case.package.NoneType
    with pytest.raises(TypeError):
        call(lambda client: client.post("/raw", cast_to=none, content=b"x", body={"a": 1}))
    with pytest.raises(TypeError):
        call(lambda client: client.post("/raw", cast_to=none, content=b"x", files={"f": b"y"}))
    call.server.answer_next(answer(b"", status=204))
    with pytest.warns(DeprecationWarning, match="content"):
        call(lambda client: client.post("/raw", cast_to=none, body=b"x"))


def test_46_47_low_level_verbs(call: Caller) -> None:
    thing = call.case.package.types.Thing
    call.server.answer_next(answer(THING), answer(THING), answer(THING), answer("[1]"))
    assert call(lambda client: client.get("/x?a=1", cast_to=thing, options={"params": {"b": 2}})).id == "t"
    assert call.server.last.target in ("/x?a=1&b=2", "/x?b=2&a=1")
    assert call(lambda client: client.post("/x", cast_to=dict, body={"c": 1}))["id"] == "t"
    assert call(lambda client: client.patch("/x", cast_to=str)) == THING
    assert call(lambda client: client.delete("/x", cast_to=list[int])) == [1]


def test_71_names_that_python_or_pydantic_has(call: Caller) -> None:
    call.server.answer_next(answer('{"id": "t", "class": "c", "copy": "y", "json": "j"}'))
    thing = call(lambda client: client.things.retrieve("t"))
    assert (thing.class_, thing.copy_, thing.json_) == ("c", "y", "j")
    assert thing.to_dict() == {"id": "t", "class": "c", "copy": "y", "json": "j"}
    assert "model_extra" not in thing.to_dict()


def test_82_binary_answers(call: Caller, tmp_path: Path) -> None:
    call.server.answer_next(answer(b"\x00\x01", content_type="application/octet-stream"))
    target = tmp_path / "out"

    async def save_async(client: Any) -> Any:
        found = await client.files.content()
        await found.write_to_file(target)
        return await found.read()

    def save(client: Any) -> Any:
        found = client.files.content()
        found.write_to_file(target)
        return found.read()

    assert call(save_async if call.is_async else save) == b"\x00\x01"
    assert target.read_bytes() == b"\x00\x01"


@pytest.mark.parametrize("mode", ["raw", "stream"])
def test_83_the_header_that_asks_for_the_response(call: Caller, mode: str) -> None:
    async def streamed_async(client: Any) -> None:
        async with client.things.with_streaming_response.retrieve("t") as response:
            assert not response.is_closed
            assert await response.json() == {}

    def streamed(client: Any) -> None:
        with client.things.with_streaming_response.retrieve("t") as response:
            assert not response.is_closed
            assert response.json() == {}

    if mode == "raw":
        raw = call(lambda client: client.things.with_raw_response.retrieve("t"))
        assert (raw.status_code, raw.is_closed, raw.retries_taken) == (200, True, 0)
    else:
        call(streamed_async if call.is_async else streamed)
    assert call.server.last.header("X-Stainless-Raw-Response") == mode


EVENTS = (
    'data: {"id": "1"}\r\rdata: {"id":\ndata:  "2"}\n\n: c\r\nevent: other\r\ndata: {"id": 3}\r\n\r\ndata: [DONE]\n\n'
)


def test_84_85_86_streams(call: Caller) -> None:
    call.server.answer_next(answer(EVENTS, content_type="text/event-stream"))
    things = call.collect(lambda client: client.chat.create(prompt="p", stream=True))
    assert [thing.id for thing in things] == ["1", "2", 3]
    assert {type(thing) for thing in things} == {call.case.package.types.Thing}

    call.server.answer_next(answer('event: error\ndata: {"message": "no"}\n\n', content_type="text/event-stream"))
    with pytest.raises(call.case.package.APIError, match="no"):
        call.collect(lambda client: client.chat.create(prompt="p", stream=True))


def test_84_types_of_the_arguments(case: Case) -> None:
    module = importlib.import_module(f"{case.package.__name__}.types.chat_create_params")
    assert module.__all__ == [f"ChatCreateParams{ending}" for ending in ("", "Base", "NonStreaming", "Streaming")]
    assert set(module.ChatCreateParamsBase.__annotations__) == {"prompt"}
    assert "    stream: Required[Literal[True]]\n" in case.text("types/chat_create_params.py")
    assert typing.get_args(module.ChatCreateParams) == (
        module.ChatCreateParamsNonStreaming,
        module.ChatCreateParamsStreaming,
    )


def test_85_a_stream_left_early_is_closed(call: Caller) -> None:
    call.server.answer_next(answer(EVENTS, content_type="text/event-stream"))

    async def first_async(client: Any) -> Any:
        stream = await client.chat.create(prompt="p", stream=True)
        found = (await stream.__anext__()).id
        await stream.close()
        return found, stream.response.is_closed

    def first(client: Any) -> Any:
        with client.chat.create(prompt="p", stream=True) as stream:
            found = next(stream).id
        return found, stream.response.is_closed

    assert call(first_async if call.is_async else first) == ("1", True)


SECRET = "whsec_" + base64.b64encode(b"a secret of 24 bytes or so").decode()


def signed(payload: str, *, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    """Headers by Standard Webhooks: HMAC-SHA256 of `id.timestamp.payload`, in base64."""
    stamp = str(int(time.time() if at is None else at))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"msg_1.{stamp}.{payload}".encode(), hashlib.sha256).digest()
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


@pytest.mark.parametrize("name", ["Foo", "AsyncFoo"])
def test_87_webhooks(case: Case, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = getattr(case.package, name)(webhook_key=SECRET)
    payload = '{"type": "thing.made", "thing": {"id": "t"}}'
    event = client.webhooks.unwrap(payload, headers=signed(payload))
    assert type(event) is case.package.types.ThingMade
    assert event.thing.id == "t"
    assert type(client.webhooks.unsafe_unwrap('{"type": "thing.gone"}')) is case.package.types.ThingGone

    other = "whsec_" + base64.b64encode(b"another secret altogether").decode()
    assert client.webhooks.unwrap(payload, headers=signed(payload, secret=other), key=other).thing.id == "t"
    for headers in (signed(payload, secret=other), signed(payload, at=time.time() - 3600), signed("{}")):
        with pytest.raises(Exception, match=r"signature|too old"):
            client.webhooks.unwrap(payload, headers=headers)
    with pytest.raises(ValueError, match="webhook_key"):
        getattr(case.package, name)().webhooks.unwrap(payload, headers=signed(payload))
    monkeypatch.setenv("FOO_WEBHOOK_KEY", SECRET)
    assert getattr(case.package, name)().webhooks.unwrap(payload, headers=signed(payload)).thing.id == "t"


def test_87_without_the_extra(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "standardwebhooks", None)
    with pytest.raises(case.package.FooError, match=r"\[webhooks\]"):
        case.package.Foo(webhook_key=SECRET).webhooks.unwrap("{}", headers={})
