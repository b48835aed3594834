"""Bodies of `multipart/form-data` (RFC 7578), with what Encoding Objects say (OpenAPI 3.1.1, 4.8.15)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from ..harness import Caller, Case, Recorded


def parts(request: Recorded) -> list[tuple[str, bytes]]:
    """The headers and the content of each part, taken apart by the boundary of the Content-Type."""
    content_type = request.header("Content-Type") or ""
    kind, _, boundary = content_type.partition("; boundary=")
    assert kind == "multipart/form-data"
    first, *found = request.body.split(f"--{boundary}".encode())
    assert (first, found.pop()) == (b"", b"--\r\n")
    assert all(part.startswith(b"\r\n") and part.endswith(b"\r\n") for part in found)
    split = [part[2:-2].split(b"\r\n\r\n", 1) for part in found]
    return [(head.decode(), content) for head, content in split]


def test_a_file_and_fields(call: Caller) -> None:
    call(
        lambda client: client.uploads.create(
            file=("résumé.pdf", b"%PDF", "application/pdf"),
            file_name='a "quoted"\r\nname',
            page_count=3,
            tags=["x", "y"],
            metadata={"created_at": "2026-03-01T00:00:00Z", "nested": {"deep_value": "v"}},
        )
    )

    assert parts(call.server.last) == [
        (
            'Content-Disposition: form-data; name="file"; filename="résumé.pdf"\r\nContent-Type: application/pdf',
            b"%PDF",
        ),
        ('Content-Disposition: form-data; name="fileName"', b'a "quoted"\r\nname'),
        ('Content-Disposition: form-data; name="pageCount"', b"3"),
        ('Content-Disposition: form-data; name="tags[]"', b"x"),
        ('Content-Disposition: form-data; name="tags[]"', b"y"),
        ('Content-Disposition: form-data; name="metadata[createdAt]"', b"2026-03-01T00:00:00Z"),
        ('Content-Disposition: form-data; name="metadata[nested][deepValue]"', b"v"),
    ]


def test_everything_that_is_a_file(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"from disk")
    disposition = 'Content-Disposition: form-data; name="file"; filename='

    for file, head, content in [
        (b"raw", f'{disposition}"upload"\r\nContent-Type: application/octet-stream', b"raw"),
        (path, f'{disposition}"notes.txt"\r\nContent-Type: text/plain', b"from disk"),
        (io.BytesIO(b"memory"), f'{disposition}"upload"\r\nContent-Type: application/octet-stream', b"memory"),
        (("a.csv", b"1,2"), f'{disposition}"a.csv"\r\nContent-Type: text/csv', b"1,2"),
        (
            ("a.bin", b"x", "image/png", {"X-Checksum": "7"}),
            f'{disposition}"a.bin"\r\nContent-Type: image/png\r\nX-Checksum: 7',
            b"x",
        ),
    ]:
        call(lambda client, file=file: client.uploads.create(file=file))

        assert parts(call.server.last) == [(head, content)]


def test_an_open_file_is_sent_under_its_name(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_bytes(b"# Notes")

    with (tmp_path / "notes.md").open("rb") as file:
        call(lambda client: client.uploads.create(file=file))

    assert parts(call.server.last)[0][1] == b"# Notes"
    assert 'filename="notes.md"' in parts(call.server.last)[0][0]


@pytest.mark.parametrize("wrong", ["text", 3, {"name": "x"}])
def test_what_is_no_file(call: Caller, wrong: Any) -> None:
    with pytest.raises(TypeError, match="`file"):
        call(lambda client: client.uploads.create(file=wrong))

    assert not call.server.recorded


def test_several_files(call: Caller) -> None:
    call(lambda client: client.uploads.album(images=[b"1", ("two.png", b"2")], cover=b"3", thumb=b"4"))

    assert parts(call.server.last) == [
        (
            'Content-Disposition: form-data; name="images[]"; filename="upload"\r\n'
            "Content-Type: application/octet-stream",
            b"1",
        ),
        ('Content-Disposition: form-data; name="images[]"; filename="two.png"\r\nContent-Type: image/png', b"2"),
        (
            'Content-Disposition: form-data; name="cover"; filename="upload"\r\nContent-Type: application/octet-stream',
            b"3",
        ),
        ('Content-Disposition: form-data; name="thumb"', b"NA=="),
    ]


def test_encoding_objects(call: Caller) -> None:
    call(
        lambda client: client.uploads.encoded(
            info={"full_name": "Ada"}, notes="# Hi", picture=b"p", scans=[b"s"], ids=[1, 2]
        )
    )

    assert parts(call.server.last) == [
        ('Content-Disposition: form-data; name="info"\r\nContent-Type: application/json', b'{"fullName":"Ada"}'),
        ('Content-Disposition: form-data; name="notes"\r\nContent-Type: text/markdown', b"# Hi"),
        (
            'Content-Disposition: form-data; name="picture"; filename="upload"\r\n'
            "Content-Type: application/octet-stream",
            b"p",
        ),
        (
            'Content-Disposition: form-data; name="scans[]"; filename="upload"\r\nContent-Type: application/pdf',
            b"s",
        ),
        ('Content-Disposition: form-data; name="ids"', b"1"),
        ('Content-Disposition: form-data; name="ids"', b"2"),
    ]


def test_a_content_type_without_a_boundary_gets_one(call: Caller) -> None:
    call(lambda client: client.uploads.create(file=b"x", extra_headers={"Content-Type": "multipart/form-data"}))

    assert parts(call.server.last)[0][1] == b"x"


def test_the_length_is_told_when_it_is_known(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 100_000)
    call(lambda client: client.uploads.create(file=tmp_path / "big"))

    assert call.server.last.header("Content-Length") == str(len(call.server.last.body))
    assert call.server.last.header("Transfer-Encoding") is None


def test_arguments_are_not_changed(call: Caller) -> None:
    metadata = {"created_at": "x", "nested": {"deep_value": "v"}}

    call(lambda client: client.uploads.create(file=b"x", metadata=metadata))

    assert metadata == {"created_at": "x", "nested": {"deep_value": "v"}}


def test_expected(case: Case) -> None:
    case.check_expected()
