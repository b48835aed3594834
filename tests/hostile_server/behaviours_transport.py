"""Behaviours below the body: redirects, sizes, time, framing. Threats b 1 to b 4."""

from __future__ import annotations

import gzip
import time
import zlib
from typing import Any

from cadenya import APIConnectionError, APIResponseTooLargeError, APIResponseValidationError, APITimeoutError

from .catalogue import Outcome, behaviour, table
from .server import JSON, SECRET, Answer, Exchange

# b 1: redirects


def _redirected(status: str, target: str = "", elsewhere: bool = False) -> Answer:
    def answer(exchange: Exchange) -> None:
        if exchange.number > 1:
            exchange.reply()
        else:
            place = f"{exchange.elsewhere}/stolen" if elsewhere else target
            exchange.reply(b"", f"Location: {place}", "Set-Cookie: a=b", status=status)

    return answer


def _followed_with_credentials(outcome: Outcome) -> bool:
    return len(outcome.server.asked) == 2 and b"authorization: bearer" in outcome.server.asked[1].lower()


def _nothing_elsewhere(outcome: Outcome) -> bool:
    return outcome.server.elsewhere_asked == []


def _bare_elsewhere(outcome: Outcome) -> bool:
    """Another origin was asked, without anything that is the user's."""
    (asked,) = outcome.server.elsewhere_asked
    names = {line.split(b":")[0].lower() for line in asked.split(b"\r\n")[1:] if line}
    return names <= {b"host", b"accept", b"accept-encoding", b"connection", b"user-agent"}


_WITH_HEADERS = {"options": {"default_headers": {"X-Api-Key": "private-header", "Cookie": "session=private"}}}
_OPEN = {"raises": None, "check": _bare_elsewhere, **_WITH_HEADERS}
_REFUSED = {"raises": APIConnectionError, "check": _nothing_elsewhere}
table(
    "b01",
    "redirect-",
    {
        "same-origin": (_redirected("302 Found", "/v2"), {"raises": None, "check": _followed_with_credentials}),
        "cross-origin-port": (_redirected("302 Found", elsewhere=True), _OPEN),
        "cross-origin-301": (_redirected("301 Moved", elsewhere=True), _OPEN),
        "cross-origin-307-get": (_redirected("307 Temporary Redirect", elsewhere=True), _OPEN),
        "cross-origin-307-body": (_redirected("307 Temporary Redirect", elsewhere=True), _REFUSED | {"call": "create"}),
        "cross-origin-308-body": (_redirected("308 Permanent Redirect", elsewhere=True), _REFUSED | {"call": "create"}),
        "cross-origin-303-body": (_redirected("303 See Other", elsewhere=True), _OPEN | {"call": "create"}),
        "to-file": (_redirected("302 Found", "file:///etc/passwd"), _REFUSED),
        "to-other-scheme": (_redirected("302 Found", "gopher://127.0.0.1/x"), _REFUSED),
        "to-nonsense": (_redirected("302 Found", "http://[::bad"), _REFUSED),
        "to-nul": (_redirected("302 Found", "http://h\x00st/"), _REFUSED),
        "without-location": (_redirected("304 Not Modified"), {}),
    },
)


@behaviour("b01", raises=APIConnectionError, check=lambda outcome: len(outcome.server.asked) == 21)
def redirect_loop(exchange: Exchange) -> None:
    exchange.reply(b"", "Location: /again", status="302 Found")


@behaviour("b01", raises=APIConnectionError, check=lambda outcome: len(outcome.server.asked) == 21)
def redirect_endless(exchange: Exchange) -> None:
    exchange.reply(b"", f"Location: /again/{exchange.number}", status="302 Found")


# b 2: sizes

_SMALL = {"max_response_bytes": 4_000_000, "max_file_bytes": 4_000_000}


def _bomb(mebibytes: int) -> bytes:
    """gzip of so many MiB of zeros: one deflate block, again and again. The checksum at the end is missing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + block * mebibytes


@behaviour("b02", raises=APIResponseTooLargeError, settings=_SMALL)
def endless_body(exchange: Exchange) -> None:
    exchange.begin()
    exchange.repeat(b" " * 65536)


@behaviour("b02", call="file", raises=APIResponseTooLargeError, settings=_SMALL)
def endless_file(exchange: Exchange) -> None:
    exchange.begin(kind="Content-Type: application/pdf")
    exchange.repeat(b"x" * 65536)


@behaviour("b02", raises=APIResponseTooLargeError, within=10, memory=400)
def endless_body_with_the_limit_of_the_package(exchange: Exchange) -> None:
    exchange.begin()
    exchange.repeat(b" " * 2**20)


@behaviour("b02", raises=APIResponseTooLargeError)
def huge_content_length(exchange: Exchange) -> None:
    exchange.reply(b"{}", "Content-Length: 999999999999", length=False)


@behaviour("b02", raises=APIConnectionError)
def absurd_content_length(exchange: Exchange) -> None:
    exchange.reply(b"{}", f"Content-Length: {'9' * 400}", length=False)


@behaviour("b02", raises=APIResponseTooLargeError, settings=_SMALL)
def gzip_bomb(exchange: Exchange) -> None:
    exchange.reply(_bomb(500), "Content-Encoding: gzip")


@behaviour("b02", call="streamed", raises=None, memory=80, within=20)
def gzip_bomb_streamed(exchange: Exchange) -> None:
    exchange.reply(_bomb(500), "Content-Encoding: gzip")


@behaviour("b02", settings=_SMALL, memory=120)
def nested_gzip_bomb(exchange: Exchange) -> None:
    exchange.reply(gzip.compress(_bomb(2000)), "Content-Encoding: gzip, gzip")


@behaviour("b02", raises=APIConnectionError, settings=_SMALL, memory=120)
def nested_gzip_bomb_of_three(exchange: Exchange) -> None:
    exchange.reply(gzip.compress(gzip.compress(_bomb(2000))), "Content-Encoding: gzip, gzip, gzip")


@behaviour("b02", raises=None)
def nested_gzip(exchange: Exchange) -> None:
    exchange.reply(gzip.compress(gzip.compress(SECRET)), "Content-Encoding: gzip, gzip")


@behaviour("b02", raises=None, check=lambda outcome: outcome.value.metadata.id == "sec_1")
def good_gzip(exchange: Exchange) -> None:
    exchange.reply(gzip.compress(SECRET), "Content-Encoding: gzip")


@behaviour("b02", raises=None)
def deflate_in_pieces(exchange: Exchange) -> None:
    exchange.begin("Content-Encoding: deflate")
    for byte in zlib.compress(SECRET):
        exchange.send(bytes([byte]))


@behaviour("b02", check=lambda outcome: len(outcome.error.body) <= 2**20)
def endless_error_body(exchange: Exchange) -> None:
    exchange.begin(status="500 Oops", kind="Content-Type: text/plain")
    exchange.repeat(b"x" * 65536)


@behaviour("b02")
def gzip_bomb_of_an_error(exchange: Exchange) -> None:
    exchange.reply(_bomb(500), "Content-Encoding: gzip", status="400 Bad Request")


# b 3: time

_SHORT: dict[str, Any] = {"options": {"timeout": 0.4}, "within": 2.5}


@behaviour("b03", raises=APITimeoutError, **_SHORT)
def slow_headers(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\n")
    exchange.repeat(b"X-A: b\r\n", pause=0.05)


@behaviour("b03", raises=APITimeoutError, **_SHORT)
def slow_status_line(exchange: Exchange) -> None:
    for byte in b"HTTP/1.1 200 " + b"O" * 400:
        exchange.send(bytes([byte]))
        time.sleep(0.05)


@behaviour("b03", raises=APITimeoutError, **_SHORT)
def slow_body(exchange: Exchange) -> None:
    exchange.begin()
    exchange.repeat(b" ", pause=0.05)


@behaviour("b03", raises=APITimeoutError, **_SHORT)
def slow_body_with_length(exchange: Exchange) -> None:
    exchange.reply(b"", "Content-Length: 100000", length=False)
    exchange.repeat(b" ", pause=0.05)


@behaviour("b03", raises=APITimeoutError, **_SHORT)
def slow_gzip_body(exchange: Exchange) -> None:
    exchange.begin("Content-Encoding: gzip")
    exchange.send(_bomb(1)[:12])
    exchange.repeat(b"\0", pause=0.05)


@behaviour("b03", raises=APITimeoutError, **_SHORT)
def slow_chunks(exchange: Exchange) -> None:
    exchange.begin("Transfer-Encoding: chunked")
    exchange.repeat(b"1\r\n \r\n", pause=0.05)


@behaviour("b03", raises=None, check=lambda outcome: outcome.value.metadata.id == "sec_1", **_SHORT)
def slow_but_in_time(exchange: Exchange) -> None:
    exchange.begin()
    for start in range(0, len(SECRET), 20):
        exchange.send(SECRET[start : start + 20])
        time.sleep(0.03)


@behaviour("b03", raises=None, options={"timeout": 0.4}, check=lambda outcome: outcome.seconds > 0.6)
def longer_than_the_timeout_but_steady(exchange: Exchange) -> None:
    exchange.begin()
    for _ in range(16):
        exchange.send(b" " * 2000)
        time.sleep(0.05)
    exchange.send(SECRET)


@behaviour("b03", raises=APITimeoutError, **_SHORT)
def stall_before_anything(exchange: Exchange) -> None:
    exchange.stall()


@behaviour("b03", raises=APITimeoutError, **_SHORT)
def stall_after_headers(exchange: Exchange) -> None:
    exchange.reply(b"", "Content-Length: 100", length=False)
    exchange.stall()


@behaviour("b03", raises=APITimeoutError, **_SHORT)
def stall_mid_body(exchange: Exchange) -> None:
    exchange.reply(SECRET[:20], "Content-Length: 100", length=False)
    exchange.stall()


@behaviour("b03", check=lambda outcome: outcome.error.body == "started", **_SHORT)
def stall_mid_error_body(exchange: Exchange) -> None:
    exchange.reply(b"started", "Content-Length: 100", length=False, status="500 Oops")
    exchange.stall()


@behaviour("b03", raises=APITimeoutError, **_SHORT)
def informational_flood(exchange: Exchange) -> None:
    exchange.repeat(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100)


@behaviour("b03", raises=APITimeoutError, **_SHORT)
def informational_drip(exchange: Exchange) -> None:
    exchange.repeat(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.05)


@behaviour("b03", raises=APITimeoutError, settings={"total_timeout": 0.5}, within=2.5)
def total_timeout_of_a_steady_body(exchange: Exchange) -> None:
    exchange.begin()
    exchange.repeat(b" " * 2000, pause=0.02)


@behaviour(
    "b03", raises=APITimeoutError, options={"timeout": 0.3, "max_retries": 9}, settings={"total_timeout": 0.8}, within=3
)
def total_timeout_over_all_attempts(exchange: Exchange) -> None:
    exchange.stall()


# b 4: framing


def _raw(data: bytes) -> Answer:
    return lambda exchange: exchange.send(data)


def _headed(*headers: bytes, body: bytes = b"{}") -> Answer:
    return _raw(b"HTTP/1.1 200 OK\r\n" + b"".join(header + b"\r\n" for header in headers) + b"\r\n" + body)


_BROKEN = {"raises": APIConnectionError}
_CHUNKED = b"Transfer-Encoding: chunked"
table(
    "b04",
    "",
    {
        "bad-status-line": (_raw(b"HTTP/1.1 abc OK\r\n\r\n"), _BROKEN),
        "status-999": (_raw(b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"), {}),
        "status-099": (_raw(b"HTTP/1.1 099 Odd\r\nContent-Length: 0\r\n\r\n"), _BROKEN),
        "http09": (_raw(b"<html>hello</html>"), _BROKEN),
        "http-version-9": (_raw(b"HTTP/9.9 200 OK\r\n\r\n"), {}),
        "another-protocol": (_raw(b"220 mail ready\r\n"), _BROKEN),
        "tls-answer": (_raw(b"\x15\x03\x01\x00\x02\x02\x46"), _BROKEN),
        "nothing-at-all": (lambda exchange: None, _BROKEN),
        "connection-reset-before-headers": (Exchange.reset, _BROKEN),
        "header-flood": (lambda exchange: exchange.repeat(b"X-Flood: 0123456789\r\n" * 100), _BROKEN),
        "header-nul": (_headed(b"X-A: a\0b"), _BROKEN),
        "header-without-colon": (_headed(b"nonsense"), _BROKEN),
        "header-huge": (_headed(b"X-A: " + b"a" * 500_000), _BROKEN),
        "header-latin1": (_headed(b"X-A: \xff\xfe", JSON.encode(), b"Content-Length: 2"), {"raises": None}),
        "negative-content-length": (_headed(b"Content-Length: -1"), _BROKEN),
        "double-content-length": (_headed(b"Content-Length: 2", b"Content-Length: 3"), _BROKEN),
        "length-and-chunked": (
            _headed(b"Content-Length: 500", _CHUNKED, body=b"2\r\n{}\r\n0\r\n\r\n"),
            {"raises": None},
        ),
        "short-body": (_headed(b"Content-Length: 100"), _BROKEN),
        "chunked-bad-size": (_headed(_CHUNKED, body=b"zz\r\n{}\r\n"), _BROKEN),
        "chunked-huge-size": (_headed(_CHUNKED, body=b"f" * 40 + b"\r\n{}"), _BROKEN),
        "chunked-no-end": (_headed(_CHUNKED, body=b"2\r\n{}\r\n"), _BROKEN),
        "chunked-bad-trailer": (_headed(_CHUNKED, body=b"2\r\n{}\r\n0\r\nnonsense\r\n\r\n"), _BROKEN),
        "unknown-transfer-encoding": (_headed(b"Transfer-Encoding: br"), _BROKEN),
        "bad-gzip": (_headed(b"Content-Encoding: gzip", b"Content-Length: 2"), _BROKEN),
        "unknown-content-encoding": (_headed(b"Content-Encoding: lzma", JSON.encode()), {"raises": None}),
        "switching-protocols": (_raw(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), {}),
        "extra-bytes-after": (_headed(b"Content-Length: 2", JSON.encode(), body=b"{}HTTP/1.1 500 X"), {"raises": None}),
    },
)


@behaviour("b04", raises=APIConnectionError)
def connection_reset_mid_body(exchange: Exchange) -> None:
    exchange.reply(b"{", "Content-Length: 100", length=False)
    time.sleep(0.05)
    exchange.reset()


@behaviour("b04", raises=APIConnectionError)
def truncated_gzip(exchange: Exchange) -> None:
    packed = gzip.compress(SECRET)[:20]
    exchange.reply(packed, "Content-Encoding: gzip", f"Content-Length: {len(packed) + 9}", length=False)


@behaviour("b04", raises=None)
def half_close(exchange: Exchange) -> None:
    exchange.begin()
    exchange.send(SECRET)
    exchange.connection.shutdown(1)
    time.sleep(0.1)


@behaviour("b04", raises=APIResponseValidationError)
def gzip_cut_without_length(exchange: Exchange) -> None:
    exchange.begin("Content-Encoding: gzip")
    exchange.send(gzip.compress(SECRET * 10)[:40])
