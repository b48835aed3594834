# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from cadenya import AsyncCadenya, Cadenya
from tests.fake_api import FakeApi

BASE_URL = "http://127.0.0.1:4010"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def api() -> FakeApi:
    return FakeApi()


@pytest.fixture
def client(api: FakeApi) -> Iterator[Cadenya]:
    with Cadenya(
        base_url=BASE_URL,
        api_key="My api key",
        http_client=httpx.Client(transport=httpx.MockTransport(api.handle)),
        max_retries=0,
        _strict_response_validation=True,
    ) as client:
        yield client


@pytest.fixture
async def async_client(api: FakeApi) -> AsyncIterator[AsyncCadenya]:
    async with AsyncCadenya(
        base_url=BASE_URL,
        api_key="My api key",
        http_client=httpx.AsyncClient(transport=httpx.MockTransport(api.handle)),
        max_retries=0,
        _strict_response_validation=True,
    ) as client:
        yield client
