"""Fixtures of the careless callers: a client without a network, and a server that answers well."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from cadenya import Cadenya

from .careless import KEY, Asked
from .server import Server, serving


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def client(asked: Asked) -> Cadenya:
    http = httpx.Client(transport=httpx.MockTransport(asked))
    return Cadenya(api_key=KEY, base_url="https://api.example.com", http_client=http, max_retries=0)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving(lambda exchange: exchange.reply()) as running:
        yield running
