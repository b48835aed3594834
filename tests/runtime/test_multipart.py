"""Multipart, form and raw bodies, and the files in them (sdk-surface statements 6, 42 to 45; threats c5)."""

# Annotations as generated params write them.
# ruff: noqa: UP006, UP007, UP035

from __future__ import annotations

import asyncio
import copy
import email.policy
import io
import os
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any, List, Union
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import Annotated, Required, TypedDict

from runtime._content import BodyStream, encode_content
from runtime._files import file_fields, file_from_path, is_base64_file_input, is_file_content
from runtime._forms import encode_form
from runtime._http import httpx
from runtime._multipart import encode_multipart
from runtime._qs import MultipartFormat, Querystring
from runtime._styles import BodyEncoding
from runtime._types import Base64FileInput, FileTypes, omit
from runtime._utils._transform import PropertyInfo


async def acollect(stream: BodyStream) -> bytes:
    return b"".join([chunk async for chunk in stream])


def raw(content: bytes | BodyStream) -> bytes:
    """The bytes of a body: of a stream twice, sync and async, and as many as it says."""
    if isinstance(content, bytes):
        return content
    data = b"".join(content)
    if content.replayable:
        assert b"".join(content) == data
        assert asyncio.run(acollect(content)) == data
    assert content.length in (None, len(data))
    return data


def parts(body: Any, **options: Any) -> list[tuple[str, str | None, str | None, bytes]]:
    """(name, file name, content type, content) of each part, as another implementation reads the body."""
    content_type, content = encode_multipart(body, **options)
    message = BytesParser(policy=email.policy.HTTP).parsebytes(
        b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + raw(content)
    )
    assert isinstance(message, EmailMessage)
    made: list[tuple[str, str | None, str | None, bytes]] = []
    for part in message.iter_parts():
        disposition = part["Content-Disposition"]
        name = disposition.params["name"]
        kind = part.get_content_type() if part["Content-Type"] else None
        made.append((name, disposition.params.get("filename"), kind, part.get_payload(decode=True)))
    return made


def fields(body: Any, **options: Any) -> list[tuple[str, str]]:
    return [(name, content.decode()) for name, _, _, content in parts(body, **options)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF \x00\xff\r\n--")
    return file


# 42, 43: files


def test_42_what_a_file_can_be(path: Path) -> None:
    data = path.read_bytes()
    with path.open("rb") as opened:
        made = parts({"a": data, "b": opened, "c": path, "d": bytearray(data), "e": io.BytesIO(data)})
    assert made == [
        ("a", "upload", "application/octet-stream", data),
        ("b", "report.pdf", "application/pdf", data),
        ("c", "report.pdf", "application/pdf", data),
        ("d", "upload", "application/octet-stream", data),
        ("e", "upload", "application/octet-stream", data),
    ]


def test_42_tuples_name_the_file_its_type_and_headers(path: Path) -> None:
    made = parts(
        {
            "two": ("a.txt", b"x"),
            "three": ("b.txt", path, "text/html"),
            "four": ("c.txt", io.BytesIO(b"y"), "text/css", {"X-Part": "1"}),
            "unnamed": (None, b"z"),
            "untyped": ("d.json", b"{}", None),
            "own": ("e.txt", b"w", "text/plain", {"content-type": "text/own"}),
        }
    )
    assert [part[:3] for part in made] == [
        ("two", "a.txt", "text/plain"),
        ("three", "b.txt", "text/html"),
        ("four", "c.txt", "text/css"),
        ("unnamed", None, None),
        ("untyped", "d.json", "application/json"),
        ("own", "e.txt", "text/own"),
    ]
    assert b"\r\nX-Part: 1\r\n" in raw(encode_multipart({"f": ("c", b"", "a/b", {"X-Part": "1"})})[1])


@pytest.mark.parametrize(
    "wrong", ["plain text", 5, {"a": 1}, ("a.txt", "text"), ("a.txt",), ("a", b"", "t", {}, 1), (5, b"x"), [b"x", "y"]]
)
def test_42_anything_else_is_refused_by_name(wrong: Any) -> None:
    with pytest.raises(TypeError, match="document"):
        encode_multipart({"document": wrong}, file_fields=frozenset({"document"}))
    if not isinstance(wrong, list):
        with pytest.raises(TypeError, match="document"):
            encode_multipart({}, files={"document": wrong})


def test_42_a_file_opened_as_text_is_refused() -> None:
    _, content = encode_multipart({"a": io.StringIO("text")})
    assert isinstance(content, BodyStream)
    with pytest.raises(TypeError, match="binary mode"):
        list(content)


def test_42_files_in_lists_and_dicts() -> None:
    made = parts({"docs": [b"1", ("n.txt", b"2")], "meta": {"avatar": b"3", "tags": ["x"]}})
    assert [(name, file, content) for name, file, _, content in made] == [
        ("docs[]", "upload", b"1"),
        ("docs[]", "n.txt", b"2"),
        ("meta[avatar]", "upload", b"3"),
        ("meta[tags][]", None, b"x"),
    ]


def test_43_async_reads_files_in_another_thread(path: Path) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            seen.add(threading.current_thread())
            return super().read(size)

    seen: set[threading.Thread] = set()
    _, content = encode_multipart({"a": Slow(b"x" * 200_000), "b": path})
    assert isinstance(content, BodyStream)
    assert len(asyncio.run(acollect(content))) == content.length
    assert seen
    assert threading.main_thread() not in seen


def test_43_a_large_file_is_not_in_memory() -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(30_000_000)
        _, content = encode_multipart({"a": Path(file.name)})
        assert isinstance(content, BodyStream)
        assert max(len(chunk) for chunk in content) <= 64 * 1024


def test_an_open_file_is_sent_from_where_it_stands_and_again() -> None:
    file = io.BytesIO(b"0123456789")
    file.seek(4)
    assert parts({"a": file})[0][3] == b"456789"


def test_a_stream_that_cannot_be_read_twice_says_so() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"abc")
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        _, content = encode_multipart({"a": pipe})
        assert isinstance(content, BodyStream)
        assert not content.replayable
        assert content.length is None
        assert b"abc" in b"".join(content)
        with pytest.raises(RuntimeError, match="cannot be read again"):
            list(content)


def test_06_file_from_path(path: Path) -> None:
    assert file_from_path(path) == ("report.pdf", path.read_bytes())
    assert file_from_path(str(path)) == ("report.pdf", path.read_bytes())


def test_file_checks(path: Path) -> None:
    assert all(is_file_content(value) for value in (b"", path, io.BytesIO()))
    assert not any(is_file_content(value) for value in ("", 5, ("a", b""), None))
    assert is_base64_file_input(path)
    assert is_base64_file_input(b"")
    assert not is_base64_file_input("")


def test_file_fields_of_params() -> None:
    class Params(TypedDict, total=False):
        a_file: Required[Annotated[FileTypes, PropertyInfo(alias="aFile")]]
        files: List[FileTypes]
        maybe: Union[FileTypes, None]
        raw: bytes
        image: Annotated[Union[str, Base64FileInput], PropertyInfo(format="base64")]
        name: str
        count: int

    class Others(TypedDict):
        other: FileTypes

    assert file_fields(Params) == {"aFile", "files", "maybe", "raw"}
    assert file_fields(Union[Params, Others]) == {"aFile", "files", "maybe", "raw", "other"}


class Reference(TypedDict):
    id: str


class Uploaded(TypedDict, total=False):
    video: Union[Reference, FileTypes]
    image: Union[FileTypes, str]


def test_what_may_be_something_else_is_a_file_if_its_value_is() -> None:
    assert file_fields(Uploaded) == frozenset()
    _, body = encode_multipart({"video": {"id": "v"}, "image": b"\x00"}, file_fields=file_fields(Uploaded))
    text = b"".join(part for part in body if isinstance(part, bytes)) if not isinstance(body, bytes) else body
    assert b'name="video[id]"' in text and b'name="image"; filename=' in text


# 44: fields


def test_44_fields_lists_and_dicts() -> None:
    body = {
        "text": "ü\r\n",
        "number": 1.5,
        "flag": True,
        "empty": "",
        "list": [1, "a"],
        "nested": {"sub": {"x": 1}, "list": [2]},
        "objects": [{"a": 1}],
        "nothing": None,
        "left_out": omit,
    }
    before = copy.deepcopy({key: value for key, value in body.items() if value is not omit})
    assert fields(body) == [
        ("text", "ü\r\n"),
        ("number", "1.5"),
        ("flag", "true"),
        ("empty", ""),
        ("list[]", "1"),
        ("list[]", "a"),
        ("nested[sub][x]", "1"),
        ("nested[list][]", "2"),
        ("objects[][a]", "1"),
    ]
    assert {key: value for key, value in body.items() if value is not omit} == before


def test_44_other_formats() -> None:
    body = {"list": [1, 2], "files": [b"a"]}
    repeat = MultipartFormat("repeat", "dots")
    assert [name for name, *_ in parts(body, format=repeat)] == ["list", "list", "files"]
    indices = MultipartFormat("indices", "brackets")
    assert [name for name, *_ in parts(body, format=indices)] == ["list[0]", "list[1]", "files[0]"]
    comma = MultipartFormat("comma", "dots")
    assert parts({"list": [1, None, "a"], "map": {"k": {"l": 1}}}, format=comma) == [
        ("list", None, None, b"1,a"),
        ("map.k.l", None, None, b"1"),
    ]


def test_the_format_of_openapi() -> None:
    """OpenAPI 3.1.1, section 4.8.15.1: a part for each item of an array, JSON for an object."""
    own = MultipartFormat("repeat", "json")
    body = {"map": {"a": [1]}, "maps": [{"b": 2}, omit, None], "list": ["x"], "lists": [[1], [2]], "none": None}
    assert parts(body, format=own) == [
        ("map", None, "application/json", b'{"a":[1]}'),
        ("maps", None, "application/json", b'{"b":2}'),
        ("list", None, None, b"x"),
        ("lists", None, "application/json", b"[1]"),
        ("lists", None, "application/json", b"[2]"),
    ]
    encoded = {"map": BodyEncoding(content_type="application/vnd.map+json"), "list": BodyEncoding(style="form")}
    assert parts({"map": {"a": 1}, "list": [1, 2]}, format=own, encodings=encoded) == [
        ("map", None, "application/vnd.map+json", b'{"a":1}'),
        ("list", None, None, b"1"),
        ("list", None, None, b"2"),
    ]


def test_44_encodings() -> None:
    made = parts(
        {"meta": {"a": [1]}, "ids": [1, 2], "image": b"x", "any": b"y", "note": "n", "docs": [b"1", b"2"]},
        encodings={
            "meta": BodyEncoding(content_type="application/json"),
            "ids": BodyEncoding(style="form", explode=True),
            "image": BodyEncoding(content_type="image/png"),
            "any": BodyEncoding(content_type="image/*, text/plain"),
            "note": BodyEncoding(content_type="text/markdown"),
            "docs": BodyEncoding(style="form"),
        },
    )
    assert made == [
        ("meta", None, "application/json", b'{"a":[1]}'),
        ("ids", None, None, b"1"),
        ("ids", None, None, b"2"),
        ("image", "upload", "image/png", b"x"),
        ("any", "upload", "application/octet-stream", b"y"),
        ("note", None, "text/markdown", b"n"),
        ("docs", "upload", "application/octet-stream", b"1"),
        ("docs", "upload", "application/octet-stream", b"2"),
    ]


def test_44_files_beside_the_body() -> None:
    for files in ({"file": b"x"}, [("file", b"x")]):
        assert [part[0] for part in parts({"a": 1}, files=files)] == ["a", "file"]
    assert [part[0] for part in parts(None, files={"file": b"x"})] == ["file"]
    with pytest.raises(TypeError, match="mapping"):
        encode_multipart([1])


def test_44_a_body_in_memory_is_bytes_and_the_boundary_differs() -> None:
    (type_a, a), (type_b, b) = (encode_multipart({"a": b"x"}) for _ in range(2))
    assert isinstance(a, bytes)
    assert isinstance(b, bytes)
    assert type_a != type_b


def test_an_empty_body_is_still_multipart() -> None:
    content_type, content = encode_multipart({})
    boundary = content_type.partition("boundary=")[2]
    assert content == f"--{boundary}--\r\n".encode()


# c5: nothing breaks out of its place

NASTY = ['a"b', "a\r\nX-Evil: 1", 'a"; filename="x', "a\r\n\r\nbody", "a\nb", "ü€😀.txt", "a\\b"]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.threat("c05")
def test_c5_names_stay_in_their_header(text: str) -> None:
    escaped = text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").encode()
    body = raw(encode_multipart({text: (text, b"data", "text/plain")})[1])
    head = body.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert head[1:] == [
        b'Content-Disposition: form-data; name="' + escaped + b'"; filename="' + escaped + b'"',
        b"Content-Type: text/plain",
    ]


@pytest.mark.parametrize(
    "file",
    [
        ("a", b"", "text/plain\r\nX-Evil: 1"),
        ("a", b"", "text/plain\n"),
        ("a", b"", "text/plain", {"X-A": "1\r\nX-Evil: 1"}),
        ("a", b"", "text/plain", {"X-A\r\nX-Evil": "1"}),
        ("a", b"", "text/plain", {"X-A: 1": "1"}),
        ("a", b"", "text/plain", {"": "1"}),
        ("a", b"", "text/plain", {"Content-Disposition": "attachment"}),
    ],
)
@pytest.mark.threat("c05")
def test_c5_media_types_and_headers_are_refused(file: Any) -> None:
    """httpx 0.28.1 would put these into the body (GHSA-h4x7-gw46-3wm6)."""
    with pytest.raises(ValueError, match="header"):
        encode_multipart({"a": file})


@given(st.dictionaries(st.text(min_size=1), st.one_of(st.text(), st.binary()), max_size=3))
def test_44_any_field_arrives(body: Mapping[str, Any]) -> None:
    content_type, content = encode_multipart(body)
    boundary = b"--" + content_type.partition("boundary=")[2].encode()
    pieces = raw(content).split(boundary)
    assert pieces[0] == b""
    assert pieces[-1] == b"--\r\n"
    received = [piece.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n") for piece in pieces[1:-1]]
    assert received == [value.encode() if isinstance(value, str) else value for value in body.values()]


# Forms


@pytest.mark.parametrize(
    ("body", "encoding", "expected"),
    [
        ({"a": "x y&z", "b": 1, "c": True, "d": None, "e": omit, "f": ""}, None, "a=x+y%26z&b=1&c=true&f="),
        ({"a": [1, 2]}, None, "a=1&a=2"),
        # OpenAPI 3.1.1, section 4.8.14.4: without an Encoding Object an object is sent as JSON
        ({"a": {"b": [1]}}, None, "a=%7B%22b%22%3A%5B1%5D%7D"),
        ({"a": {"R": 1, "G": 2}}, BodyEncoding(style="form", explode=False), "a=R%2C1%2CG%2C2"),
        ({"a": {"R": 1, "G": 2}}, BodyEncoding(style="form"), "R=1&G=2"),
        ({"a": {"R": 1, "G": {"x": 2}}}, BodyEncoding(style="deepObject"), "a%5BR%5D=1&a%5BG%5D%5Bx%5D=2"),
        ({"a": [1, 2]}, BodyEncoding(style="spaceDelimited"), "a=1+2"),
        ({"a": [1, 2]}, BodyEncoding(style="pipeDelimited"), "a=1%7C2"),
        ({"a": [1, 2]}, BodyEncoding(explode=False), "a=1%2C2"),
        ({"a": [1, 2]}, BodyEncoding(content_type="application/json"), "a=%5B1%2C2%5D"),
    ],
)
def test_form_bodies(body: Any, encoding: BodyEncoding | None, expected: str) -> None:
    assert encode_form(body, encodings=None if encoding is None else {"a": encoding}).decode() == expected


def test_form_bodies_in_the_formats_of_the_sdk() -> None:
    body = {"a": {"b": [1, 2]}, "c": "x"}
    text = encode_form(body, qs=Querystring(array_format="brackets")).decode()
    assert parse_qsl(text) == [("a[b][]", "1"), ("a[b][]", "2"), ("c", "x")]
    with pytest.raises(TypeError, match="mapping"):
        encode_form([1])


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_form_bodies_carry_any_text(body: dict[str, str]) -> None:
    assert parse_qsl(encode_form(body).decode(), keep_blank_values=True) == list(body.items())


# 45: raw bodies


def generate() -> Iterator[bytes]:
    yield b"ab"
    yield b"c"


async def agenerate() -> AsyncIterator[bytes]:
    for chunk in generate():
        yield chunk


def test_45_content_in_memory() -> None:
    assert encode_content(b"abc") == b"abc"
    assert encode_content(bytearray(b"abc")) == b"abc"
    assert encode_content(memoryview(b"abc")) == b"abc"
    assert encode_content("é") == b"\xc3\xa9"


def test_45_content_that_is_read_while_sending(path: Path) -> None:
    assert raw(encode_content(path)) == path.read_bytes()
    assert raw(encode_content(io.BytesIO(b"abc"))) == b"abc"
    assert raw(encode_content([b"ab", b"c"])) == b"abc"
    once = encode_content(generate())
    assert isinstance(once, BodyStream)
    assert not once.replayable
    assert raw(once) == b"abc"
    assert asyncio.run(acollect(encode_content(agenerate()))) == b"abc"  # type: ignore[arg-type]


def test_45_an_async_iterable_in_a_sync_client_is_refused() -> None:
    with pytest.raises(TypeError, match="synchronous"):
        list(encode_content(agenerate()))


@pytest.mark.parametrize("wrong", [{"a": 1}, 5, None, object()])
def test_45_other_content_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match="`content`"):
        encode_content(wrong)


def test_45_the_http_library_sends_a_stream(path: Path) -> None:
    """As the core does: `stream=`, and the length when it is known."""
    received: list[bytes] = []

    def handle(request: httpx.Request) -> httpx.Response:
        received.append(request.read())
        return httpx.Response(200)

    async def ahandle(request: httpx.Request) -> httpx.Response:
        received.append(await request.aread())
        return httpx.Response(200)

    content = encode_content(path)
    assert isinstance(content, BodyStream)
    request = httpx.Request("POST", "https://x", stream=content, headers={"Content-Length": str(content.length)})
    with httpx.Client(transport=httpx.MockTransport(handle)) as client:
        client.send(request)

    async def run() -> None:
        other = httpx.Request("POST", "https://x", stream=encode_content(path))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=httpx.MockTransport(ahandle)) as client:
            await client.send(other)

    asyncio.run(run())
    assert received == [path.read_bytes()] * 2
