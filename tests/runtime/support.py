"""Clients without a network, and a server that writes raw bytes to a socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from sample import AsyncBrand, Brand

from runtime._retry import Clock

API_KEY = "sk-test-0123456789"
THING = {"id": "t1", "displayName": "Thing"}

Handler = Callable[[httpx.Request], httpx.Response]


@dataclass
class Recorder:
    """Answers with what it was given, in order (the last again and again), and keeps the requests."""

    answers: list[httpx.Response | Exception] = field(default_factory=lambda: [httpx.Response(200, json=THING)])
    requests: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers[min(len(self.requests), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        # A response can be used once.
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    async def asynchronous(self, request: httpx.Request) -> httpx.Response:
        return self(request)

    @property
    def request(self) -> httpx.Request:
        assert len(self.requests) == 1
        return self.requests[0]


def recorder(*answers: httpx.Response | Exception) -> Recorder:
    return Recorder(list(answers)) if answers else Recorder()


def brand(handler: Handler, **options: Any) -> Brand:
    """A synchronous client; its sleeps take no time and stand in `client.slept`."""
    options.setdefault("api_key", API_KEY)
    options.setdefault("space_id", "s1")
    client = Brand(http_client=httpx.Client(transport=httpx.MockTransport(handler), follow_redirects=True), **options)
    client.slept = []  # type: ignore[attr-defined]
    client._sleep = client.slept.append  # type: ignore[attr-defined, method-assign]
    client._clock = fixed_clock()
    return client


def async_brand(handler: Handler, **options: Any) -> AsyncBrand:
    """The asynchronous twin."""
    options.setdefault("api_key", API_KEY)
    options.setdefault("space_id", "s1")
    transport = httpx.MockTransport(handler)
    client = AsyncBrand(http_client=httpx.AsyncClient(transport=transport, follow_redirects=True), **options)
    client.slept = []  # type: ignore[attr-defined]

    async def sleep(seconds: float) -> None:
        client.slept.append(seconds)  # type: ignore[attr-defined]

    client._sleep = sleep  # type: ignore[method-assign]
    client._clock = fixed_clock()
    return client


def fixed_clock(now: float = 1_000_000.0, dice: float = 0.0) -> Clock:
    return Clock(now=lambda: now, monotonic=lambda: now, random=lambda: dice)


@contextmanager
def raw_server(*answers: bytes | Callable[[socket.socket], None]) -> Iterator[tuple[str, list[bytes]]]:
    """A server on loopback: (its URL, the bytes of the requests it got). One connection per answer, then it is closed.

    An answer is the bytes to send, or a function that does what it likes with the socket.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(10)
    received: list[bytes] = []

    def serve() -> None:
        for answer in answers:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(10)
                try:
                    received.append(_read_request(connection))
                    if callable(answer):
                        answer(connection)
                    else:
                        connection.sendall(answer)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", received
    finally:
        listener.close()
        thread.join(10)


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return data
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def json_answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(body)}", *headers]
    return ("\r\n".join(lines) + "\r\nConnection: close\r\n\r\n").encode() + body
