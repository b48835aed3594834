"""The generated Cadenya SDK against a real HTTP server on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from cadenya import AsyncCadenya, Cadenya

from .cadenya_server import API_KEY, CadenyaServer, running_server

ROOT = Path(__file__).parents[2]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def server() -> Iterator[CadenyaServer]:
    with running_server(ROOT / "spec" / "openapi.yaml") as running:
        yield running


@pytest.fixture
def client(server: CadenyaServer) -> Iterator[Cadenya]:
    with Cadenya(api_key=API_KEY, base_url=server.base_url) as client:
        yield client


@pytest.fixture
async def async_client(server: CadenyaServer) -> AsyncIterator[AsyncCadenya]:
    async with AsyncCadenya(api_key=API_KEY, base_url=server.base_url) as client:
        yield client
