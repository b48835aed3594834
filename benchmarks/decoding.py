"""What decoding a page of nested items costs over `json.loads` of the same bytes."""

from __future__ import annotations

import json
import sys
from functools import partial

from measure import SDK, interleaved

sys.path.insert(0, str(SDK))


def _page(count: int) -> bytes:
    item = {
        "metadata": {
            "id": "id",
            "accountId": "accountId",
            "createdAt": "2019-12-27T18:11:19.117Z",
            "name": "name",
            "profileId": "profileId",
            "workspaceId": "workspaceId",
            "bundleKey": "bundleKey",
            "externalId": "externalId",
            "labels": {"foo": "string"},
        },
        "spec": {"value": "value"},
        "info": {
            "createdBy": {
                "metadata": {"id": "id", "accountId": "a", "name": "n", "profileId": "p", "labels": {"foo": "string"}},
                "spec": {"type": "PROFILE_TYPE_USER", "email": "email", "name": "name"},
            },
            "lastUsedAt": "2019-12-27T18:11:19.117Z",
        },
    }
    return json.dumps({"items": [item] * count, "pagination": {"nextCursor": "c", "total": count}}).encode()


def main() -> None:
    from cadenya._models import decode
    from cadenya.pagination import SyncCursorPagination
    from cadenya.types import WorkspaceSecret

    page = SyncCursorPagination[WorkspaceSecret]
    for count in (100, 1000):
        data = _page(count)
        assert len(decode(data, page).items) == count
        calls = (partial(json.loads, data), partial(decode, data, page))
        plain, ours = interleaved(calls, number=max(1, 2000 // count))
        times = f"json.loads {plain * 1000:.2f} ms, decode {ours * 1000:.2f} ms"
        print(f"{count} items: {times}, ratio {ours / plain:.2f}")
