"""The harness of the feature cases.

A case is a folder: `openapi.yaml` (a small document of its own), `specwright.yml` where configuration matters,
`expected/` (the generated files worth reading, as they must be), and `test_<feature>.py`, which imports the generated
package and calls it against a raw server on loopback that records the bytes it gets.

To change expected files on purpose: `SPECWRIGHT_UPDATE_EXPECTED=1 pytest tests/cases`, then read the diff.
"""

from __future__ import annotations

import importlib
import inspect
import os
import socket
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import anyio

from specwright.cli import main as specwright

UPDATE = bool(os.environ.get("SPECWRIGHT_UPDATE_EXPECTED"))


@dataclass(frozen=True)
class Case:
    """A generated case: its folder, where the distribution stands, and the imported package."""

    folder: Path
    distribution: Path
    package: ModuleType

    @property
    def source(self) -> Path:
        return self.distribution / "src" / self.package.__name__

    def check_expected(self) -> None:
        """Every file under `expected/` equals the generated one (relative to the package's folder)."""
        expected = self.folder / "expected"
        for path in sorted(p for p in expected.rglob("*") if p.is_file()):
            generated = self.source / path.relative_to(expected)
            text = generated.read_text(encoding="utf-8")
            if UPDATE:
                path.write_text(text, encoding="utf-8")
            assert text == path.read_text(encoding="utf-8"), f"{path} differs from what is generated"

    def client(self, name: str, server: RawServer, **options: Any) -> Any:
        """An instance of the client class called `name`, talking to the server unless told otherwise."""
        return getattr(self.package, name)(**{"base_url": server.base_url, "max_retries": 0, **options})

    def text(self, file: str) -> str:
        """The text of a generated file, relative to the package's folder."""
        return (self.source / file).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Caller:
    """Calls a case's client: the sync one, or the async one. Each test that asks for it runs with both."""

    case: Case
    server: RawServer
    is_async: bool

    def __call__(self, function: Callable[[Any], Any], **options: Any) -> Any:
        """What `function` gives for a client; awaited if need be. `options` go to the client's constructor."""
        if not self.is_async:
            with self.case.client("Client", self.server, **options) as client:
                return function(client)

        async def run() -> Any:
            async with self.case.client("AsyncClient", self.server, **options) as client:
                result = function(client)
                return await result if inspect.isawaitable(result) else result

        return anyio.run(run)

    def collect(self, function: Callable[[Any], Any], **options: Any) -> list[Any]:
        """The items of what `function` gives for a client: a page with those that follow, or a stream."""
        if not self.is_async:
            return self(lambda client: list(function(client)), **options)

        async def items(client: Any) -> list[Any]:
            found = function(client)
            if not hasattr(found, "__aiter__"):
                found = await found
            return [item async for item in found]

        return self(items, **options)


def build_case(folder: Path, work: Path) -> Case:
    """Generate a case's package below `work` and import it. The package is called `case_<folder's name>`."""
    name = f"case_{folder.name}"
    distribution = work / folder.name
    arguments = ["generate", str(folder / "openapi.yaml"), "-o", str(distribution), "--quiet", "--package-name", name]
    status = specwright(arguments)
    assert status == 0, f"specwright {' '.join(arguments)} exited with {status}"
    sys.path.insert(0, str(distribution / "src"))
    try:
        return Case(folder, distribution, importlib.import_module(name))
    finally:
        sys.path.remove(str(distribution / "src"))


@dataclass(frozen=True)
class Recorded:
    """A request as its bytes came in."""

    head: bytes
    body: bytes

    @property
    def line(self) -> str:
        return self.head.split(b"\r\n", 1)[0].decode("ascii")

    @property
    def target(self) -> str:
        return self.line.split(" ")[1]

    def header(self, name: str) -> str | None:
        """The value of a header, None when it is not there; several are joined by a comma (RFC 9110, 5.3)."""
        wanted = name.lower().encode()
        lines = (line.partition(b":") for line in self.head.split(b"\r\n")[1:])
        values = [value.strip().decode("latin-1") for key, _, value in lines if key.strip().lower() == wanted]
        return ", ".join(values) if values else None


def answer(
    body: bytes | str = b"{}", *, status: int = 200, content_type: str = "application/json", headers: Sequence[str] = ()
) -> bytes:
    """The bytes of an answer that closes its connection."""
    content = body.encode() if isinstance(body, str) else body
    lines = [
        f"HTTP/1.1 {status} X",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(content)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + content


@dataclass
class RawServer:
    """Records what arrives and answers with given bytes; `{}` as JSON when nothing else was asked for."""

    base_url: str
    recorded: list[Recorded] = field(default_factory=list)
    answers: deque[bytes] = field(default_factory=deque)

    def answer_next(self, *answers: bytes) -> None:
        self.answers.extend(answers)

    @property
    def last(self) -> Recorded:
        return self.recorded[-1]


@contextmanager
def raw_server() -> Iterator[RawServer]:
    """A server on a free port of 127.0.0.1; one request a connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = RawServer(f"http://127.0.0.1:{listener.getsockname()[1]}")
    thread = threading.Thread(target=_serve, args=(listener, server), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.close()


def _serve(listener: socket.socket, server: RawServer) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:  # the listener was closed: the test is over
            return
        with connection:
            request = _read_request(connection)
            if request is None:
                continue
            server.recorded.append(request)
            connection.sendall(server.answers.popleft() if server.answers else answer())


def _read_request(connection: socket.socket) -> Recorded | None:
    stream = connection.makefile("rb")
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            return None
        head += line
    recorded = Recorded(head[:-4], b"")
    if (recorded.header("transfer-encoding") or "").lower() == "chunked":
        return Recorded(head[:-4], _read_chunks(stream))
    return Recorded(head[:-4], stream.read(int(recorded.header("content-length") or 0)))


def _read_chunks(stream: Any) -> bytes:
    body = b""
    while size := int(stream.readline().strip(), 16):
        body += stream.read(size)
        stream.readline()
    stream.readline()
    return body
