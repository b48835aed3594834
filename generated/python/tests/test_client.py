# File generated from the OpenAPI document by specwright.

from __future__ import annotations

import httpx
import pytest

from cadenya import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AsyncCadenya,
    AuthenticationError,
    BadRequestError,
    Cadenya,
    CadenyaError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    UnprocessableEntityError,
)
from tests.fake_api import FakeApi

STATUS_ERRORS: list[tuple[int, type[APIStatusError]]] = [
    (400, BadRequestError),
    (401, AuthenticationError),
    (403, PermissionDeniedError),
    (404, NotFoundError),
    (409, ConflictError),
    (422, UnprocessableEntityError),
    (429, RateLimitError),
    (503, InternalServerError),
]
SOON = {"Retry-After-Ms": "1"}


class TestCadenya:
    def test_says_what_it_is(self, client: Cadenya, api: FakeApi) -> None:
        api.answer(json={})
        client.get("/anything", cast_to=object)
        assert api.requests[0].headers["User-Agent"].startswith("Cadenya/Python")

    @pytest.mark.parametrize(("status", "error"), STATUS_ERRORS)
    def test_status_errors(self, client: Cadenya, api: FakeApi, status: int, error: type[APIStatusError]) -> None:
        api.answer(status=status, json={"message": "no"})
        with pytest.raises(error) as raised:
            client.get("/anything", cast_to=object)
        assert raised.value.status_code == status
        assert raised.value.body == {"message": "no"}

    def test_connection_errors(self, client: Cadenya, api: FakeApi) -> None:
        api.fail(httpx.ConnectError("refused"))
        with pytest.raises(APIConnectionError):
            client.get("/anything", cast_to=object)
        api.fail(httpx.ReadTimeout("slow"))
        with pytest.raises(APITimeoutError):
            client.get("/anything", cast_to=object)

    def test_retries(self, client: Cadenya, api: FakeApi) -> None:
        api.answer(status=500, headers=SOON)
        api.answer(json={"ok": True})
        assert client.with_options(max_retries=1).get("/anything", cast_to=object) == {"ok": True}
        assert len(api.requests) == 2

    def test_copy_keeps_options(self, client: Cadenya) -> None:
        copied = client.copy(timeout=7, default_headers={"X-Test": "1"})
        assert copied.timeout == 7
        assert copied.base_url == client.base_url
        assert copied.max_retries == client.max_retries

    def test_base_url_of_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CADENYA_BASE_URL", "http://127.0.0.1:4011/env")
        with Cadenya(api_key="My api key") as client:
            assert str(client.base_url) == "http://127.0.0.1:4011/env/"

    def test_credentials_are_required(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("CADENYA_API_KEY", raising=False)
        with pytest.raises(CadenyaError, match="CADENYA_API_KEY"):
            Cadenya(base_url="http://127.0.0.1:4010")


@pytest.mark.anyio
class TestAsyncCadenya:
    @pytest.mark.parametrize(("status", "error"), STATUS_ERRORS)
    async def test_status_errors(
        self, async_client: AsyncCadenya, api: FakeApi, status: int, error: type[APIStatusError]
    ) -> None:
        api.answer(status=status, json={"message": "no"})
        with pytest.raises(error) as raised:
            await async_client.get("/anything", cast_to=object)
        assert raised.value.status_code == status

    async def test_connection_errors(self, async_client: AsyncCadenya, api: FakeApi) -> None:
        api.fail(httpx.ConnectError("refused"))
        with pytest.raises(APIConnectionError):
            await async_client.get("/anything", cast_to=object)

    async def test_retries(self, async_client: AsyncCadenya, api: FakeApi) -> None:
        api.answer(status=500, headers=SOON)
        api.answer(json={"ok": True})
        assert await async_client.with_options(max_retries=1).get("/anything", cast_to=object) == {"ok": True}
        assert len(api.requests) == 2
