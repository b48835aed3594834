"""What decoding a page of nested items costs over `json.loads` of the same bytes: valid, and with one wrong value.

Beside it, where they are installed: orjson, which makes dicts, and msgspec, which makes objects of valid data only.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from typing import Any

from measure import SDK, interleaved

sys.path.insert(0, str(SDK))

REQUIRES = ("httpx", "pydantic", "anyio", "orjson", "msgspec", "PyYAML")


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
    others = dict(_others())
    print("| items | " + " | ".join(("json.loads ms", "SDK", "SDK, one wrong value", *others)) + " |")
    print("|---" * (4 + len(others)) + "|")
    for count in (100, 1000):
        data = _page(count)
        wrong = data.replace(b'"email": "email"', b'"email": 5', 1)
        assert len(decode(data, page).items) == len(decode(wrong, page).items) == count
        calls = [partial(json.loads, data), partial(decode, data, page), partial(decode, wrong, page)]
        calls += [partial(other, data) for other in others.values()]
        plain, *taken = interleaved(calls, number=max(1, 2000 // count))
        print(f"| {count:,} | {plain * 1000:.2f} | " + " | ".join(f"{each / plain:.2f}×" for each in taken) + " |")


def _others() -> Iterator[tuple[str, Callable[[bytes], object]]]:
    if find_spec("orjson"):
        yield "orjson", importlib.import_module("orjson").loads
    if find_spec("msgspec"):
        yield "msgspec", _msgspec()


def _msgspec() -> Callable[[bytes], object]:
    """The decoder of structs with the members that the page has."""
    made = importlib.import_module("msgspec")

    def struct(title: str, /, **members: Any) -> Any:
        return made.defstruct(title, list(members.items()), rename="camel")

    spec = struct("ProfileSpec", type=str, email=str, name=str)
    who = struct("Who", id=str, account_id=str, name=str, profile_id=str, labels=dict[str, str])
    metadata = struct(
        "Metadata",
        id=str,
        account_id=str,
        created_at=datetime,
        name=str,
        profile_id=str,
        workspace_id=str,
        bundle_key=str,
        external_id=str,
        labels=dict[str, str],
    )
    info = struct("Info", created_by=struct("Profile", metadata=who, spec=spec), last_used_at=datetime)
    item = struct("Secret", metadata=metadata, spec=struct("Spec", value=str), info=info)
    pagination = struct("Pagination", next_cursor=str, total=int)
    decoder = made.json.Decoder(struct("Page", items=list[item], pagination=pagination))
    decode: Callable[[bytes], object] = decoder.decode
    return decode
