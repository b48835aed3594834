"""Behaviours of lists and streams. Threats b 11 and b 12."""

from __future__ import annotations

import json
import time
from typing import Any

from cadenya import APIConnectionError, APIError, APIResponseValidationError, APITimeoutError
from cadenya._streaming import EventRule, StreamRules

from .catalogue import Outcome, behaviour, table
from .server import SECRET, Answer, Exchange

# b 11: pages

_ITEM = json.loads(SECRET)


def _page(cursor: object, items: object = None) -> bytes:
    found = [_ITEM] if items is None else items
    return json.dumps({"items": found, "pagination": {"nextCursor": cursor}}).encode()


def _pages(*pages: bytes) -> Answer:
    """One page after another, and then from the first one again."""
    return lambda exchange: exchange.reply(pages[(exchange.number - 1) % len(pages)])


def _asked(times: int, **more: Any) -> dict[str, Any]:
    return {
        "call": "list",
        "raises": APIResponseValidationError,
        "check": lambda outcome: len(outcome.server.asked) == times and outcome.server.elsewhere_asked == [],
        **more,
    }


table(
    "b11",
    "pages-",
    {
        "same-cursor": (_pages(_page("again")), _asked(2)),
        "in-a-circle": (_pages(_page("a"), _page("b"), _page("c")), {"call": "list", "raises": APIError}),
        "empty-with-cursor": (_pages(_page("more", [])), _asked(1, raises=None)),
        "cursor-object": (_pages(_page({"a": 1})), _asked(1)),
        "cursor-list": (_pages(_page([1])), _asked(1)),
        "cursor-boolean": (_pages(_page(True)), _asked(1)),
        "cursor-number": (_pages(_page(7), _page("")), _asked(2, raises=None)),
        "cursor-empty": (_pages(_page("")), _asked(1, raises=None)),
        "cursor-with-line-breaks": (_pages(_page("a\r\nX-A: b&c=d#e"), _page("")), _asked(2, raises=None)),
        "cursor-surrogate": (_pages(_page("\ud800")), _asked(1)),
        "pagination-is-a-string": (_pages(b'{"items": [{}], "pagination": "next"}'), _asked(1)),
        "pagination-is-null": (_pages(b'{"items": [{}], "pagination": null}'), _asked(1, raises=None)),
        "items-is-a-string": (_pages(_page("c", "abc")), _asked(1)),
        "items-is-an-object": (_pages(_page("c", {"a": 1})), _asked(1)),
        "items-is-a-number": (_pages(_page("c", 5)), _asked(1)),
        "items-is-null": (
            _pages(b'{"items": null, "pagination": {"nextCursor": "c"}}'),
            _asked(1, raises=None),
        ),
        "items-of-other-kinds": (_pages(_page("", [1, "a", None])), _asked(1, raises=None)),
        "second-is-html": (
            lambda exchange: exchange.reply(_page("c") if exchange.number == 1 else b"<html>"),
            _asked(2),
        ),
    },
)


@behaviour("b11", call="list", raises=APIResponseValidationError, settings={"max_pages": 40}, within=6)
def pages_endless(exchange: Exchange) -> None:
    exchange.reply(_page(f"c{exchange.number}"))


def _linked(target: object) -> Answer:
    def answer(exchange: Exchange) -> None:
        following = target
        if isinstance(target, str):
            following = target.replace("ELSEWHERE", exchange.elsewhere)
        last = exchange.number > 1 and following != "/linked"
        exchange.reply(json.dumps({"items": [{"id": "1"}], "next": None if last else following}).encode())

    return answer


_LINKED = {"call": "linked"}
table(
    "b11",
    "next-",
    {
        "relative": (_linked("/linked?page=2"), _asked(2, raises=None) | _LINKED),
        "other-origin": (_linked("ELSEWHERE/linked?page=2"), _asked(1) | _LINKED),
        "other-origin-without-scheme": (_linked("//127.0.0.1:9/x"), _asked(1) | _LINKED),
        "user-info": (_linked("http://127.0.0.1@127.0.0.2/x"), _asked(1) | _LINKED),
        "file": (_linked("file:///etc/passwd"), _asked(1) | _LINKED),
        "javascript": (_linked("javascript:alert(1)"), _asked(1) | _LINKED),
        "nonsense": (_linked("http://[bad"), _asked(1) | _LINKED),
        "number": (_linked(5), _asked(1) | _LINKED),
        "object": (_linked({"a": 1}), _asked(1) | _LINKED),
        "itself": (_linked("/linked"), _asked(1) | _LINKED),
    },
)

# b 12: streams

_SSE = "Content-Type: text/event-stream"
_MARKED = StreamRules((EventRule("done", data_starts_with="[DONE]"), EventRule("yield")))


def _ids(*expected: str) -> dict[str, Any]:
    return {
        "call": "events",
        "raises": None,
        "check": lambda outcome: [event.id for event in outcome.value] == list(expected),
    }


def _stream(*pieces: bytes, pause: float = 0.0) -> Answer:
    def answer(exchange: Exchange) -> None:
        exchange.begin(kind=_SSE)
        for piece in pieces:
            exchange.send(piece)
            time.sleep(pause)

    return answer


def _data(name: str) -> bytes:
    return b'data: {"id": "%b"}\n\n' % name.encode()


_UMLAUT = 'data: {"id": "\u00fc\U0001f600"}\n\n'.encode()
_BAD_EVENT = {"call": "events", "raises": APIResponseValidationError}
table(
    "b12",
    "sse-",
    {
        "good": (_stream(_data("a"), _data("b")), _ids("a", "b")),
        "line-ends-mixed": (
            _stream(b'data: {"id":\r\ndata: "a"}\r\n\r\n', b'data: {"id": "b"}\r\r', b'data: {"id": "c"}\n\n'),
            _ids("a", "b", "c"),
        ),
        "byte-by-byte": (_stream(*(bytes([byte]) for byte in _UMLAUT), pause=0.001), _ids("\u00fc\U0001f600")),
        "split-utf8": (_stream(_UMLAUT[:15], _UMLAUT[15:], pause=0.02), _ids("\u00fc\U0001f600")),
        "bom": (_stream(b"\xef\xbb\xbf", _data("a")), _ids("a")),
        "bad-utf8": (_stream(b'data: {"id": "\xff"}\n\n'), _BAD_EVENT),
        "not-json": (_stream(b"data: oops\n\n"), _BAD_EVENT),
        "deep-json": (_stream(b"data: " + b"[" * 200_000 + b"\n\n"), _BAD_EVENT),
        "unfinished-event-without-a-mark": (_stream(_data("a"), b'data: {"id": "b"}'), _ids("a")),
        "truncated": (
            _stream(_data("a")),
            {"call": "events", "raises": APIConnectionError, "settings": {"_stream_rules": _MARKED}},
        ),
        "ended": (_stream(_data("a"), b"data: [DONE]\n\n"), _ids("a") | {"settings": {"_stream_rules": _MARKED}}),
        "empty": (_stream(), _ids()),
        "error-status": (
            lambda exchange: exchange.reply(b'{"error": "no"}', status="400 No"),
            {"call": "events", "raises": APIError},
        ),
        "nasty-fields": (
            _stream(b"id: a\0b\nretry: 99999999999999999999999\nevent: \n:\n::\n: :\nnonsense\n" + _data("a")),
            _ids("a"),
        ),
    },
)


@behaviour("b12", call="events", raises=APITimeoutError, options={"timeout": 0.1}, within=4)
def sse_comments_for_ever(exchange: Exchange) -> None:
    exchange.begin(kind=_SSE)
    exchange.repeat(b": still here\n\n", pause=0.02)


@behaviour("b12", call="events", raises=APITimeoutError, options={"timeout": 0.1}, within=4)
def sse_pings_for_ever(exchange: Exchange) -> None:
    exchange.begin(kind=_SSE)
    exchange.repeat(b"event: ping\ndata: {}\n\n", pause=0.02)


@behaviour("b12", call="lines", raises=APITimeoutError, options={"timeout": 0.1}, within=4)
def jsonl_blank_lines_for_ever(exchange: Exchange) -> None:
    exchange.begin(kind="Content-Type: application/jsonl")
    exchange.repeat(b"\n", pause=0.02)


@behaviour("b12", call="events", raises=APITimeoutError, options={"timeout": 0.3})
def sse_stall(exchange: Exchange) -> None:
    exchange.begin(kind=_SSE)
    exchange.send(_data("a"))
    exchange.stall()


@behaviour("b12", call="events", raises=APITimeoutError, settings={"total_timeout": 0.4})
def sse_total_timeout(exchange: Exchange) -> None:
    exchange.begin(kind=_SSE)
    exchange.repeat(_data("a"), pause=0.02)


@behaviour("b12", call="events", raises=APIConnectionError)
def sse_cut_chunk(exchange: Exchange) -> None:
    exchange.begin("Transfer-Encoding: chunked", kind=_SSE)
    exchange.chunk(_data("a"))
    exchange.send(b"ff\r\ndata:")


def _too_large(outcome: Outcome) -> bool:
    return "event of more than" in str(outcome.error)


_LARGE: dict[str, Any] = {
    "call": "events", "raises": APIResponseValidationError, "check": _too_large, "within": 8, "memory": 300
}  # fmt: skip


@behaviour("b12", **_LARGE)
def sse_huge_line(exchange: Exchange) -> None:
    exchange.begin(kind=_SSE)
    exchange.send(b"data: ")
    exchange.repeat(b"x" * 2**20)


@behaviour("b12", **_LARGE)
def sse_huge_event(exchange: Exchange) -> None:
    exchange.begin(kind=_SSE)
    exchange.repeat((b"data: " + b"x" * 10_000 + b"\n") * 100)


@behaviour("b12", **_LARGE)
def sse_comment_flood(exchange: Exchange) -> None:
    exchange.begin(kind=_SSE)
    exchange.repeat((b": " + b"x" * 10_000 + b"\n") * 100)


@behaviour("b12", **{**_LARGE, "call": "lines"})
def jsonl_huge_line(exchange: Exchange) -> None:
    exchange.begin(kind="Content-Type: application/jsonl")
    exchange.repeat(b"x" * 2**20)
