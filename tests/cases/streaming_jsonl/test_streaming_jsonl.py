"""JSON Lines, NDJSON and JSON text sequences (RFC 7464) as typed streams."""

from __future__ import annotations

import pytest

from ..harness import Caller, answer

LINES = '{"lineNo": 1, "text": "é"}\n\r\n  \n{"lineNo": 2}\r\n{"lineNo": 3}'


@pytest.mark.parametrize(
    ("method", "media_type"),
    [("list", "application/jsonl"), ("ndjson", "application/x-ndjson"), ("array", "application/x-ndjson")],
)
def test_lines_are_models(call: Caller, method: str, media_type: str) -> None:
    call.server.answer_next(answer(LINES, content_type=media_type))

    entries = call.collect(lambda client: getattr(client.logs, method)())

    assert [entry.line_no for entry in entries] == [1, 2, 3]
    assert all(isinstance(entry, call.case.package.types.Entry) for entry in entries)
    assert call.server.last.header("Accept") == media_type


def test_text_sequences(call: Caller) -> None:
    # RFC 7464, 2.2: each text stands between a record separator and a line feed.
    call.server.answer_next(answer("\x1e1\n\x1e2\n", content_type="application/json-seq"))

    assert call.collect(lambda client: client.logs.seq()) == [1, 2]
    assert call.server.last.header("Accept") == "application/json-seq"


def test_pieces_of_lines(call: Caller) -> None:
    body = LINES.encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/jsonl\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunks = b"".join(b"1\r\n" + body[i : i + 1] + b"\r\n" for i in range(len(body)))
    call.server.answer_next(head + chunks + b"0\r\n\r\n")

    assert [entry.line_no for entry in call.collect(lambda client: client.logs.list())] == [1, 2, 3]


def test_a_line_that_is_no_json(call: Caller) -> None:
    call.server.answer_next(answer('{"lineNo": 1}\nnonsense\n', content_type="application/jsonl"))

    with pytest.raises(call.case.package.APIResponseValidationError):
        call.collect(lambda client: client.logs.list())


def test_a_body_that_breaks_off(call: Caller) -> None:
    call.server.answer_next(
        b'HTTP/1.1 200 OK\r\nContent-Type: application/jsonl\r\nContent-Length: 500\r\n\r\n{"lineNo": 1}\n'
    )

    with pytest.raises(call.case.package.APIConnectionError):
        call.collect(lambda client: client.logs.list())
