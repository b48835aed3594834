"""Bodies that are text, bytes or XML, sent under their own media type (RFC 9110, 8.3)."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from ..harness import Caller, Case, answer


def test_text(call: Caller) -> None:
    call.server.answer_next(answer("Grüße", content_type="text/plain; charset=utf-8"))

    result = call(lambda client: client.blobs.text(body="Grüße"))

    assert result == "Grüße"
    assert call.server.last.body == "Grüße".encode()
    assert call.server.last.header("Content-Type") == "text/plain; charset=utf-8"
    assert call.server.last.header("Accept") == "text/plain"


def test_the_charset_of_the_answer_counts(call: Caller) -> None:
    call.server.answer_next(answer("Grüße".encode("latin-1"), content_type="text/plain; charset=iso-8859-1"))

    assert call(lambda client: client.blobs.text(body="x")) == "Grüße"


def test_text_of_another_media_type(call: Caller) -> None:
    call(lambda client: client.blobs.markdown(body="# Hi"))

    assert call.server.last.header("Content-Type") == "text/markdown; charset=utf-8"
    assert call.server.last.body == b"# Hi"


def test_bytes_files_and_paths(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"from disk")
    call(lambda client: client.blobs.binary(content=b"\x00\xff"))
    call(lambda client: client.blobs.binary(content=io.BytesIO(b"memory")))
    call(lambda client: client.blobs.binary(content=tmp_path / "file"))

    assert [request.body for request in call.server.recorded] == [b"\x00\xff", b"memory", b"from disk"]
    for request in call.server.recorded:
        assert request.header("Content-Type") == "application/octet-stream"
        assert request.header("Content-Length") == str(len(request.body))


def test_what_comes_in_pieces_is_sent_in_chunks(call: Caller) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"one "
        yield b"two"

    async def async_pieces() -> AsyncIterator[bytes]:
        for piece in pieces():
            yield piece

    call(lambda client: client.blobs.binary(content=async_pieces() if call.is_async else pieces()))

    assert call.server.last.body == b"one two"
    assert call.server.last.header("Transfer-Encoding") == "chunked"
    assert call.server.last.header("Content-Length") is None


def test_a_dict_is_no_binary_body(call: Caller) -> None:
    with pytest.raises(TypeError, match="dict"):
        call(lambda client: client.blobs.binary(content={"a": 1}))


def test_an_optional_binary_body(call: Caller) -> None:
    call(lambda client: client.blobs.image())
    call(lambda client: client.blobs.image(body=b"png"))

    without, with_body = call.server.recorded
    assert (without.body, without.header("Content-Length")) == (b"", "0")
    assert (with_body.body, with_body.header("Content-Type")) == (b"png", "image/png")


def test_a_range_is_not_sent_as_a_type(call: Caller) -> None:
    call(lambda client: client.blobs.anything(body=b"x"))
    call(lambda client: client.blobs.anything(body=b"x", extra_headers={"Content-Type": "image/gif"}))

    assert [request.header("Content-Type") for request in call.server.recorded] == [
        "application/octet-stream",
        "image/gif",
    ]


def test_xml_is_written_and_read(call: Caller) -> None:
    call.server.answer_next(
        answer(
            '<?xml version="1.0"?><pet id="7"><name>Rex</name><isSold>true</isSold>'
            "<photoUrls>a</photoUrls><photoUrls>b</photoUrls><owner><fullName>Ada</fullName></owner></pet>",
            content_type="application/xml",
        )
    )

    pet = call(
        lambda client: client.blobs.xml(
            body={"id": 7, "name": "<R&x>", "is_sold": True, "photo_urls": ["a", "b"], "owner": {"full_name": "Ada"}}
        )
    )

    assert call.server.last.header("Content-Type") == "application/xml"
    assert call.server.last.header("Accept") == "application/xml"
    assert call.server.last.body == (
        b"<?xml version='1.0' encoding='utf-8'?>\n"
        b"<pet><id>7</id><name>&lt;R&amp;x&gt;</name><isSold>true</isSold>"
        b"<photoUrls>a</photoUrls><photoUrls>b</photoUrls><owner><fullName>Ada</fullName></owner></pet>"
    )
    assert isinstance(pet, call.case.package.types.Pet)
    assert (pet.id, pet.name, pet.is_sold, pet.photo_urls, pet.owner.full_name) == (7, "Rex", True, ["a", "b"], "Ada")


def test_xml_as_text(call: Caller) -> None:
    call.server.answer_next(answer("<ok/>", content_type="text/xml"))

    assert call(lambda client: client.blobs.soap(body="<Envelope/>")) == "<ok/>"
    assert call.server.last.body == b"<Envelope/>"
    assert call.server.last.header("Content-Type") == "application/soap+xml"


def test_json_is_preferred(call: Caller) -> None:
    call(lambda client: client.blobs.choice(full_name="Ada"))

    assert call.server.last.body == b'{"fullName":"Ada"}'


def test_expected(case: Case) -> None:
    case.check_expected()
