"""What one small call costs over raw httpx, both on a mock transport: sync and async; and 100 at once over loopback."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from statistics import median

import concurrent_calls
import httpx
from measure import SDK, interleaved, python

sys.path.insert(0, str(SDK))

BODY = json.dumps(
    {
        "metadata": {
            "id": "id",
            "accountId": "a",
            "createdAt": "2019-12-27T18:11:19.117Z",
            "name": "n",
            "profileId": "p",
            "workspaceId": "w",
        },
        "spec": {"value": "v"},
    }
).encode()
URL = "https://api.cadenya.com/v1/workspaces/w/workspace_secrets/id"

_CALLS = """
import httpx, cadenya
answer = httpx.MockTransport(lambda request: httpx.Response(200, json={{"metadata": {{"id": "i"}}, "spec": {{}}}}))
secrets = cadenya.Cadenya(api_key="k", http_client=httpx.Client(transport=answer)).workspace_secrets
for _ in range({}):
    secrets.retrieve("id", workspace_id="w")
"""


def _answer(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=BODY, headers={"content-type": "application/json"})


def main() -> None:
    from cadenya import AsyncCadenya, Cadenya

    transport = httpx.MockTransport(_answer)
    raw = httpx.Client(transport=transport, headers={"Authorization": "Bearer k"})
    sdk = Cadenya(api_key="k", http_client=httpx.Client(transport=transport))
    sdk.workspace_secrets.retrieve("id", workspace_id="w")
    raw_s, sdk_s = interleaved(
        [lambda: raw.get(URL).json(), lambda: sdk.workspace_secrets.retrieve("id", workspace_id="w")], number=200
    )
    print(f"sync:  raw httpx {raw_s * 1e6:.0f} µs, SDK {sdk_s * 1e6:.0f} µs, ratio {sdk_s / raw_s:.2f}")
    none, one, two = (python(_CALLS.format(count), path=SDK).cpu for count in range(3))
    print(f"first call: {1000 * (one - none - (two - one)):.0f} ms CPU over the second, in a fresh interpreter")

    async def both() -> tuple[float, float]:
        raw_async = httpx.AsyncClient(transport=transport, headers={"Authorization": "Bearer k"})
        sdk_async = AsyncCadenya(api_key="k", http_client=httpx.AsyncClient(transport=transport))

        async def timed(call: Callable[[], Awaitable[object]]) -> float:
            begun = time.perf_counter()
            for _ in range(200):
                await call()
            return (time.perf_counter() - begun) / 200

        pairs = [
            (
                await timed(lambda: raw_async.get(URL)),
                await timed(lambda: sdk_async.workspace_secrets.retrieve("id", workspace_id="w")),
            )
            for _ in range(15)
        ]
        await raw_async.aclose()
        await sdk_async.close()
        return median(raw for raw, _ in pairs), median(ours for _, ours in pairs)

    raw_s, sdk_s = asyncio.run(both())
    print(f"async: raw httpx {raw_s * 1e6:.0f} µs, SDK {sdk_s * 1e6:.0f} µs, ratio {sdk_s / raw_s:.2f}")
    raw.close()
    sdk.close()
    concurrent_calls.main(BODY, httpx.URL(URL).path)
