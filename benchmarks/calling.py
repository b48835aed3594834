"""What one small call costs over raw httpx, both on a mock transport: sync and async; and 100 at once over loopback."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
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
ROUNDS = 15
URL = "https://api.cadenya.com/v1/workspaces/w/workspace_secrets/id"

REQUIRES = ("httpx", "pydantic", "anyio", "sniffio", "httpx2", "httpx-aiohttp", "PyYAML")

_ANSWER = f"""
import httpx
headers = {{"content-type": "application/json"}}
answer = httpx.MockTransport(lambda request: httpx.Response(200, content={BODY!r}, headers=headers))
"""
_CALLS = """
import cadenya
secrets = cadenya.Cadenya(api_key="k", http_client=httpx.Client(transport=answer)).workspace_secrets
for _ in range({}):
    secrets.retrieve("id", workspace_id="w")
"""
# What a careful person would write for the same call: the same models, imported when the first answer comes.
_BY_HAND = """
client = httpx.Client(transport=answer)
def retrieve():
    from by_hand import Secret
    return Secret.model_validate_json(client.get("https://api.example.com/v1/secrets/id").content)
for _ in range({}):
    retrieve()
"""
_BY_HAND_MODELS = """
from datetime import datetime
from typing import Literal
from pydantic import BaseModel, Field
class AccountMetadata(BaseModel):
    id: str
    account_id: str = Field(alias="accountId")
    name: str
    profile_id: str = Field(alias="profileId")
    external_id: str | None = Field(alias="externalId", default=None)
    labels: dict[str, str] | None = None
class ProfileSpec(BaseModel):
    type: Literal["PROFILE_TYPE_USER", "PROFILE_TYPE_API_KEY", "PROFILE_TYPE_SYSTEM"] | str
    email: str | None = None
    name: str | None = None
class Profile(BaseModel):
    metadata: AccountMetadata
    spec: ProfileSpec
class Metadata(BaseModel):
    id: str
    account_id: str = Field(alias="accountId")
    created_at: datetime = Field(alias="createdAt")
    name: str
    profile_id: str = Field(alias="profileId")
    workspace_id: str = Field(alias="workspaceId")
    bundle_key: str | None = Field(alias="bundleKey", default=None)
    external_id: str | None = Field(alias="externalId", default=None)
    labels: dict[str, str] | None = None
class Spec(BaseModel):
    value: str | None = None
class Info(BaseModel):
    created_by: Profile | None = Field(alias="createdBy", default=None)
    last_used_at: datetime | None = Field(alias="lastUsedAt", default=None)
class Secret(BaseModel):
    metadata: Metadata
    spec: Spec
    info: Info | None = None
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
    _first_call()

    async def both() -> tuple[float, float]:
        raw_async = httpx.AsyncClient(transport=transport, headers={"Authorization": "Bearer k"})
        sdk_async = AsyncCadenya(api_key="k", http_client=httpx.AsyncClient(transport=transport))

        async def timed(call: Callable[[], Awaitable[object]]) -> float:
            begun = time.process_time()
            for _ in range(200):
                await call()
            return (time.process_time() - begun) / 200

        async def raw_call() -> object:
            return (await raw_async.get(URL)).json()

        pairs = [
            (
                await timed(raw_call),
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


def _first_call() -> None:
    """CPU of the first call over the second, and of the whole program with one call, beside the same by hand.

    The least of several rounds: what else the machine does can only add to it.
    """
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "by_hand.py").write_text(_BY_HAND_MODELS)
        programs = {"SDK": (_CALLS, SDK), "by hand": (_BY_HAND, Path(folder))}
        costs: dict[str, list[list[float]]] = {name: [[], [], []] for name in programs}
        for _ in range(ROUNDS):
            for name, (program, path) in programs.items():
                for count in range(3):
                    code = _ANSWER + program.format(count)
                    costs[name][count].append(1000 * python(code, path=path, repeat=1).cpu)
    for name, counted in costs.items():
        none, one, two = map(min, counted)
        over = f"first call {one - none - (two - one):.0f} ms CPU over the second"
        print(f"{name}: {over}; a program with one call {one:.0f} ms")
