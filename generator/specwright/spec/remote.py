"""Stage load: documents on other machines that a `$ref` names, for a user who allows it (`--allow-remote`).

What comes in: an absolute http or https URL. What goes out: the bytes behind it. Only public addresses are asked, and
the address that was checked is the one that is connected to, so that a name cannot mean another machine a moment later;
every redirect is checked anew. Nothing of the user goes along: no credentials, no cookies, no proxy of the environment.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from ..values import dataclass
from .limits import Limits
from .refs import LocalFiles, RefusedError

if TYPE_CHECKING:
    import httpx

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv4 addresses inside of IPv6 ones (RFC 6052 section 2.1)."""
_HEADERS = {
    "accept": "application/yaml, application/json, */*;q=0.5",
    # What is sent is what is counted: nothing has to be unpacked.
    "accept-encoding": "identity",
    "user-agent": "specwright",
}


def is_remote(uri: str) -> bool:
    """Whether a reference, or the name of a file of a document, is a URL on some machine."""
    return uri.lower().startswith(("http://", "https://"))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet (RFC 6890), also when it wraps another one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    return ip.is_global and not ip.is_multicast and all(map(is_public, _wrapped(ip)))


def _wrapped(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Iterator[str]:
    """The IPv4 address that a translator would send to (RFC 4291 section 2.5.5, RFC 3056, RFC 6052)."""
    if isinstance(ip, ipaddress.IPv6Address):
        last = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        inside = (ip.ipv4_mapped, ip.sixtofour, last if ip in _NAT64 else None)
        yield from (str(address) for address in inside if address is not None)


def resolve_host(host: str, port: int) -> list[str]:
    """The IP addresses of a host. Raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(slots=True)
class Fetcher:
    """Fetches documents, `documents` at most and each within `seconds`.

    `allowed` says which addresses may be asked; `resolve` gives those of a host and port.
    """

    allowed: Callable[[str], bool] = is_public
    resolve: Callable[[str, int], list[str]] = resolve_host
    seconds: float = 30.0
    documents: int = 100
    redirects: int = 5
    _fetched: int = field(default=0, init=False)

    def fetch(self, url: str, limits: Limits) -> bytes:
        """The body behind `url`. Raises RefusedError for whatever is not a plain answer of a public server."""
        self._fetched += 1
        if self._fetched > self.documents:
            raise RefusedError(f"the document refers to more than {self.documents:,} documents on other machines")
        outcome: list[bytes | Exception] = []

        def work() -> None:
            try:
                outcome.append(self._follow(url, limits))
            except Exception as error:  # handed to the waiting thread
                outcome.append(error)

        # A server that sends its headers byte by byte is never late for any single read: the thread is left behind.
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(self.seconds)
        if not outcome:
            raise RefusedError(f"{url} did not answer within {self.seconds:g} seconds")
        if isinstance(outcome[0], Exception):
            raise outcome[0]
        return outcome[0]

    def _follow(self, url: str, limits: Limits) -> bytes:
        import httpx

        deadline = time.monotonic() + self.seconds
        with httpx.Client(trust_env=False, follow_redirects=False, timeout=self.seconds) as client:
            for _ in range(self.redirects + 1):
                try:
                    with closing(self._request(client, url)) as response:
                        if not response.is_redirect:
                            return _body(response, url, limits, deadline)
                        url = urljoin(url, response.headers["location"])
                except httpx.HTTPError as error:
                    raise RefusedError(
                        f"{url} could not be fetched: {str(error)[:200] or type(error).__name__}"
                    ) from None
        raise RefusedError(f"{url} is behind more than {self.redirects} redirects")

    def _request(self, client: httpx.Client, url: str) -> httpx.Response:
        """The head of the answer, from the very address that was checked."""
        parts, host, port = _split(url)
        try:
            addresses = self.resolve(host, port)
        except (OSError, UnicodeError):
            raise RefusedError(f"there is no host {host!r}") from None
        if not addresses or not all(map(self.allowed, addresses)):
            raise RefusedError(f"{host!r} is not a host of the public internet")
        address = f"[{addresses[0]}]" if ":" in addresses[0] else addresses[0]
        pinned = parts._replace(netloc=f"{address}:{port}").geturl()
        headers = {**_HEADERS, "host": parts.netloc}
        request = client.build_request("GET", pinned, headers=headers, extensions={"sni_hostname": host})
        return client.send(request, stream=True)


def _split(url: str) -> tuple[SplitResult, str, int]:
    """The parts of a URL, its host and its port. Raises RefusedError."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        raise RefusedError(f"{url!r} is not an http or https URL") from None
    if not parts.hostname or "@" in parts.netloc or not url.isascii():
        raise RefusedError(f"{url!r} has no plain host name")
    return parts, parts.hostname, port


def _body(response: httpx.Response, url: str, limits: Limits, deadline: float) -> bytes:
    if response.status_code != 200:
        raise RefusedError(f"{url} answered with status {response.status_code}")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedError(f"{url} answered with a compressed document, which was not asked for")
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > limits.file_bytes:
            raise RefusedError(f"{url} is larger than {limits.file_bytes:,} bytes")
        if time.monotonic() > deadline:
            raise RefusedError(f"{url} took too long")
    return bytes(body)


@dataclass(frozen=True, slots=True)
class RemoteFiles:
    """Files beside the entry document, and documents on other machines, which may refer to such documents alone."""

    local: LocalFiles
    fetcher: Fetcher

    def name(self, uri: str, from_file: str) -> str:
        """As in `LocalFiles`; the name of a remote document is its URL."""
        if is_remote(from_file):
            uri = urljoin(from_file, uri)
        if not is_remote(uri):
            return self.local.name(uri, from_file)
        return _split(uri)[0]._replace(fragment="").geturl()

    def read(self, name: str, limits: Limits) -> bytes:
        """The content of a file or of a remote document. Raises RefusedError, or SpecwrightError for a file."""
        return self.fetcher.fetch(name, limits) if is_remote(name) else self.local.read(name, limits)

    def exists(self, name: str) -> bool:
        """Whether there is something to read; of a remote document the answer will say."""
        return is_remote(name) or self.local.exists(name)
