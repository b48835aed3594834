"""What the tests of careless callers share."""

from __future__ import annotations

from typing import Any

import httpx

from cadenya import Cadenya

from .server import SECRET

KEY = "sk-careless-0123456789"


class Asked:
    """A transport that keeps what it is asked, and answers with a secret, or with `body`."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.body = SECRET

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, headers={"content-type": "application/json"}, content=self.body)


def retrieve(client: Cadenya, id: Any) -> Any:
    return client.workspace_secrets.retrieve(id, workspace_id="w1")
