# File generated from the OpenAPI document by specwright.
"""An API that answers what a test tells it to, and keeps what it was asked."""

from __future__ import annotations

import json as json_module
from collections.abc import Mapping

import httpx


class FakeApi:
    """Give `handle` to `httpx.MockTransport`."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self._answers: list[httpx.Response | Exception] = []

    def answer(
        self,
        *,
        json: object = None,
        content: bytes | None = None,
        content_type: str = "application/json",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """The next request gets this answer: `content`, else `json`."""
        body = json_module.dumps(json).encode() if content is None else content
        self._answers.append(
            httpx.Response(status, content=body, headers={"Content-Type": content_type, **(headers or {})})
        )

    def fail(self, error: Exception) -> None:
        """The next request fails with this error of the HTTP library."""
        self._answers.append(error)

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def check_request(
        self, method: str, path: str | None, *, query: Mapping[str, str] | None = None, json: object = None
    ) -> None:
        """The last request went to `path` (None: wherever it went is fine), with these parameters and this body."""
        request = self.requests[-1]
        assert request.method == method
        assert path is None or request.url.path == path
        for name, value in (query or {}).items():
            assert request.url.params.get(name) == value
        if json is not None:
            assert json_module.loads(request.content) == json
