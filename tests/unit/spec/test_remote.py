"""`--allow-remote`: what is fetched, from whom, and what goes along.

The servers are on loopback, and stand for public ones where a test says that loopback is allowed.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from specwright.cli import main
from specwright.diagnostics import Diagnostics, SpecwrightError
from specwright.spec import Document, Limits, load
from specwright.spec.remote import Fetcher, is_public

from .support import MINIMAL

SCHEMAS = b"Pet: {type: object, properties: {owner: {$ref: 'people.yaml#/Owner'}}}\n"


@dataclass(slots=True)
class Server:
    """Answers each path with the bytes given for it, and keeps the requests."""

    answers: dict[str, bytes]
    port: int = 0
    requests: list[str] = field(default_factory=list)

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                request = connection.recv(65536).decode()
                self.requests.append(request)
                connection.sendall(self.answers.get(request.split(" ")[1], b"HTTP/1.1 404 No\r\n\r\n"))


def ok(body: bytes, *headers: str) -> bytes:
    head = "".join(f"{header}\r\n" for header in ("HTTP/1.1 200 OK", f"content-length: {len(body)}", *headers))
    return head.encode() + b"\r\n" + body


def moved(where: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nlocation: {where}\r\ncontent-length: 0\r\n\r\n".encode()


@contextmanager
def serving(answers: dict[str, bytes]) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(answers, listener.getsockname()[1])
        threading.Thread(target=server.serve, args=(listener,), daemon=True).start()
        yield server
        listener.shutdown(socket.SHUT_RDWR)


def public(*, seconds: float = 30.0, documents: int = 100) -> Fetcher:
    """To whom every host is loopback, and loopback as good as public."""
    return Fetcher(lambda _: True, lambda host, port: ["127.0.0.1"], seconds, documents)


def document(folder: Path, fetcher: Fetcher | None, limits: Limits | None = None) -> Document:
    path = folder / "openapi.yaml"
    path.write_text(MINIMAL, encoding="utf-8")
    return load(path, limits=limits or Limits(), diagnostics=Diagnostics(), fetcher=fetcher)


def refusal(subject: Document, ref: str) -> str:
    with pytest.raises(SpecwrightError) as caught:
        subject.resolve(ref, subject.origin())
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.rule == "Ref/Refused"
    return diagnostic.message


class TestFollowed:
    @pytest.mark.threat("a13")
    def test_a_document_and_what_it_refers_to(self, tmp_path: Path) -> None:
        answers = {"/v1/pets.yaml": ok(SCHEMAS), "/v1/people.yaml": ok(b"Owner: {title: owner}\n")}
        with serving(answers) as server:
            subject = document(tmp_path, public())
            base = f"http://specs.example.com:{server.port}/v1"
            pet, place = subject.resolve(f"{base}/pets.yaml#/Pet", subject.origin())
            owner, _ = subject.resolve(pet["properties"]["owner"]["$ref"], place)
            assert owner == {"title": "owner"}
            assert subject.files()[1:] == (f"{base}/pets.yaml", f"{base}/people.yaml")
            assert len(server.requests) == 2

    @pytest.mark.threat("a13")
    def test_nothing_of_the_user_goes_along(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / ".netrc").write_text("machine specs.example.com login me password secret\n")
        monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        with serving({"/a.yaml": ok(b"A: {title: a}\n")}) as server:
            subject = document(tmp_path, public())
            subject.resolve(f"http://specs.example.com:{server.port}/a.yaml#/A", subject.origin())
        head = server.requests[0].lower()
        assert f"host: specs.example.com:{server.port}\r\n" in head
        assert "authorization" not in head
        assert "cookie" not in head

    @pytest.mark.threat("a13")
    def test_redirects(self, tmp_path: Path) -> None:
        with serving({"/old": moved("/new"), "/new": ok(b"A: {title: a}\n")}) as server:
            subject = document(tmp_path, public())
            value, _ = subject.resolve(f"http://specs.example.com:{server.port}/old#/A", subject.origin())
            assert value == {"title": "a"}


class TestRefused:
    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "0x7f.1", "10.0.0.1", "169.254.169.254"])
    @pytest.mark.threat("a13")
    def test_hosts_that_are_not_public(self, tmp_path: Path, host: str) -> None:
        with serving({"/a.yaml": ok(b"A: 1\n")}) as server:
            message = refusal(document(tmp_path, Fetcher()), f"http://{host}:{server.port}/a.yaml#/A")
            assert "not a host of the public internet" in message or "there is no host" in message
            assert server.requests == []

    @pytest.mark.threat("a13")
    def test_a_host_of_which_one_address_is_private(self, tmp_path: Path) -> None:
        fetcher = Fetcher(resolve=lambda host, port: ["93.184.216.34", "192.168.0.1"])
        assert "not a host of the public" in refusal(document(tmp_path, fetcher), "http://mixed.example.com/a.yaml")

    @pytest.mark.threat("a13")
    def test_a_redirect_to_a_private_host(self, tmp_path: Path) -> None:
        def resolve(host: str, port: int) -> list[str]:
            return ["127.0.0.1"] if host == "specs.example.com" else ["127.0.0.2"]

        with serving({"/a.yaml": moved("http://internal.example.com/a.yaml")}) as server:
            fetcher = Fetcher(allowed=lambda address: address == "127.0.0.1", resolve=resolve)
            message = refusal(document(tmp_path, fetcher), f"http://specs.example.com:{server.port}/a.yaml")
            assert "'internal.example.com' is not a host of the public internet" in message

    @pytest.mark.threat("a13")
    def test_the_address_that_was_checked_is_asked(self, tmp_path: Path) -> None:
        asked: list[str] = []

        def resolve(host: str, port: int) -> list[str]:
            asked.append(host)
            return ["127.0.0.1"]

        with serving({"/a.yaml": ok(b"A: 1\n")}) as server:
            subject = document(tmp_path, Fetcher(allowed=lambda _: True, resolve=resolve))
            # No name server knows it: connecting to anything but the answer of `resolve` would fail.
            subject.resolve(f"http://nowhere.invalid:{server.port}/a.yaml#/A", subject.origin())
        assert asked == ["nowhere.invalid"]

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            (moved("/a.yaml"), "behind more than 5 redirects"),
            (b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", "status 404"),
            (ok(b"x", "content-encoding: gzip"), "compressed"),
            (ok(b"#" * 2000), "larger than 1,000 bytes"),
            (b"nonsense\r\n\r\n", "could not be fetched"),
            (moved("file:///etc/passwd"), "not an http or https URL"),
        ],
    )
    @pytest.mark.threat("a13")
    def test_answers(self, tmp_path: Path, answer: bytes, reason: str) -> None:
        with serving({"/a.yaml": answer}) as server:
            subject = document(tmp_path, public(), Limits(file_bytes=1000))
            assert reason in refusal(subject, f"http://specs.example.com:{server.port}/a.yaml#/A")

    @pytest.mark.threat("a13")
    def test_a_server_that_never_answers(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            subject = document(tmp_path, public(seconds=0.2))
            message = refusal(subject, f"http://specs.example.com:{listener.getsockname()[1]}/a.yaml")
        assert "did not answer within 0.2 seconds" in message or "could not be fetched" in message

    @pytest.mark.threat("a13")
    def test_too_many_documents(self, tmp_path: Path) -> None:
        with serving({f"/{name}": ok(b"A: 1\n") for name in "ab"}) as server:
            subject = document(tmp_path, public(documents=1))
            base = f"http://specs.example.com:{server.port}"
            subject.resolve(f"{base}/a#/A", subject.origin())
            assert "more than 1 documents" in refusal(subject, f"{base}/b#/A")

    @pytest.mark.threat("a13")
    def test_a_remote_document_does_not_read_files(self, tmp_path: Path) -> None:
        (tmp_path / "secret.yaml").write_text("A: {title: secret}\n")
        with serving({"/a.yaml": ok(f"A: {{$ref: 'file://{tmp_path}/secret.yaml#/A'}}\n".encode())}) as server:
            subject = document(tmp_path, public())
            value, place = subject.resolve(f"http://specs.example.com:{server.port}/a.yaml#/A", subject.origin())
            with pytest.raises(SpecwrightError, match="scheme 'file'"):
                subject.resolve(value["$ref"], place)

    @pytest.mark.parametrize("url", ["http://user:secret@example.com/a", "http:///a", "https://exämple.com/a"])
    @pytest.mark.threat("a13")
    def test_urls_without_a_plain_host(self, tmp_path: Path, url: str) -> None:
        assert "no plain host name" in refusal(document(tmp_path, public()), url)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
        ),
        *("::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "2001:db8::1"),
        *("2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
    ],
)
@pytest.mark.threat("a13")
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "64:ff9b::808:808"])
@pytest.mark.threat("a13")
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.threat("a13")
def test_without_the_option_nothing_is_fetched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "openapi.yaml"
    with serving({"/a.yaml": ok(b"A: {type: string}\n")}) as server:
        ref = f"http://127.0.0.1:{server.port}/a.yaml#/A"
        path.write_text(f"{MINIMAL}components: {{schemas: {{A: {{$ref: '{ref}'}}}}}}\n", encoding="utf-8")
        assert main(["validate", str(path)]) == 2
        assert "allow it with --allow-remote" in capsys.readouterr().err
        assert main(["validate", str(path), "--allow-remote"]) == 2
        assert "not a host of the public internet" in capsys.readouterr().err
    assert server.requests == []
