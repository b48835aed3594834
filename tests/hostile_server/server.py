"""A server on loopback that writes what a test tells it to, byte by byte.

In: a function that answers one connection. Out: its URL, and what it was asked. A second port of the same server, the
"elsewhere" that redirects and links lead to, counts who comes.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

SECRET = b'{"metadata":{"id":"sec_1","name":"n"},"spec":{"value":"v"}}'
JSON = "Content-Type: application/json"
_PATIENCE = 10.0


@dataclass
class Exchange:
    """One connection: the request that came, and ways to answer it. `number`: 1 for the first request of the server."""

    connection: socket.socket
    head: bytes
    body: bytes
    number: int
    elsewhere: str
    stopped: threading.Event

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def reply(
        self, body: bytes = SECRET, *headers: str, status: str = "200 OK", kind: str = JSON, length: bool = True
    ) -> None:
        """A whole response; `kind` is its Content-Type line, "" for none."""
        lines = [f"HTTP/1.1 {status}", *([kind] if kind else []), *headers, "Connection: close"]
        if length:
            lines.append(f"Content-Length: {len(body)}")
        self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    def begin(self, *headers: str, status: str = "200 OK", kind: str = JSON) -> None:
        """The head of a response whose body ends with the connection."""
        self.reply(b"", *headers, status=status, kind=kind, length=False)

    def chunk(self, data: bytes) -> None:
        self.send(b"%x\r\n%b\r\n" % (len(data), data))

    def repeat(self, data: bytes, *, pause: float = 0.0) -> None:
        """Sends the same for as long as somebody listens."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and not self.stopped.is_set():
            self.send(data)
            if pause:
                time.sleep(pause)

    def stall(self) -> None:
        """Says nothing more, until the other side gives up."""
        self.connection.settimeout(_PATIENCE)
        while self.connection.recv(65536):
            pass

    def reset(self) -> None:
        """Ends the connection with RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Answer = Callable[[Exchange], None]


@dataclass
class Server:
    """`asked`: the bytes of every request. `elsewhere_asked`: those that came to the other origin."""

    url: str
    elsewhere: str
    asked: list[bytes] = field(default_factory=list)
    elsewhere_asked: list[bytes] = field(default_factory=list)


@contextmanager
def serving(answer: Answer) -> Iterator[Server]:
    """Runs the server; every connection has its own thread and gets one answer."""
    main, other = socket.create_server(("127.0.0.1", 0), backlog=256), socket.create_server(("127.0.0.1", 0))
    url, elsewhere = (f"http://127.0.0.1:{each.getsockname()[1]}" for each in (main, other))
    server = Server(url, elsewhere)
    stopped = threading.Event()

    def at_home(connection: socket.socket) -> None:
        head, body = _read_request(connection)
        server.asked.append(head + body)
        answer(Exchange(connection, head, body, len(server.asked), elsewhere, stopped))

    def at_the_other(connection: socket.socket) -> None:
        head, body = _read_request(connection)
        server.elsewhere_asked.append(head + body)
        Exchange(connection, head, body, 1, elsewhere, stopped).reply()

    for listener, handler in ((main, at_home), (other, at_the_other)):
        threading.Thread(target=_accept, args=(listener, handler), daemon=True).start()
    try:
        yield server
    finally:
        stopped.set()
        for listener in (main, other):
            # Closing alone does not wake a thread that waits in accept().
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()


def _accept(listener: socket.socket, handler: Callable[[socket.socket], None]) -> None:
    def handle(connection: socket.socket) -> None:
        connection.settimeout(_PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            handler(connection)
        except (OSError, ValueError):
            pass  # the client has gone; that is what it should do
        finally:
            connection.close()

    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=handle, args=(connection,), daemon=True).start()


def _read_request(connection: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            raise ConnectionError
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    while len(body) < int(lengths[0] if lengths else 0):
        body += connection.recv(65536)
    return head + b"\r\n\r\n", body
