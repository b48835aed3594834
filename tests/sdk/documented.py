"""The answers that the API's documentation shows, and the attributes it documents for them."""

from __future__ import annotations

from typing import Any


def documented_secret(*, profile_type: str = "PROFILE_TYPE_UNSPECIFIED", bundle_key: bool = True) -> dict[str, Any]:
    """The workspace secret of the documentation's examples; the earlier revision has no bundle key."""
    metadata: dict[str, Any] = {
        "id": "id",
        "accountId": "accountId",
        "createdAt": "2019-12-27T18:11:19.117Z",
        "name": "name",
        "profileId": "profileId",
        "workspaceId": "workspaceId",
    }
    if bundle_key:
        metadata["bundleKey"] = "bundleKey"
    metadata |= {"externalId": "externalId", "labels": {"foo": "string"}}
    return {
        "metadata": metadata,
        "spec": {"value": "value"},
        "info": {
            "createdBy": {
                "metadata": {
                    "id": "id",
                    "accountId": "accountId",
                    "name": "name",
                    "profileId": "profileId",
                    "externalId": "externalId",
                    "labels": {"foo": "string"},
                },
                "spec": {"type": profile_type, "email": "email", "name": "name"},
            },
            "lastUsedAt": "2019-12-27T18:11:19.117Z",
        },
    }


def documented_page() -> dict[str, Any]:
    """The page that the documentation shows for `list`."""
    return {"items": [documented_secret()], "pagination": {"nextCursor": "nextCursor", "total": 0}}
