"""Every call that the API's documentation shows, made with the Python SDK, sync and async, over loopback."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from cadenya import AsyncCadenya, Cadenya
from cadenya.pagination import AsyncCursorPagination, SyncCursorPagination
from cadenya.types import WorkspaceSecret

from .cadenya_server import Answer, CadenyaServer
from .documented import documented_page, documented_secret

SHOWN_AT = datetime(2019, 12, 27, 18, 11, 19, 117000, tzinfo=UTC)


def assert_documented(secret: WorkspaceSecret, wire: dict[str, Any]) -> None:
    """Exactly the documented attributes, and back to the same JSON."""
    metadata = secret.metadata
    assert (metadata.id, metadata.account_id, metadata.name) == ("id", "accountId", "name")
    assert metadata.created_at == SHOWN_AT
    assert (metadata.profile_id, metadata.workspace_id) == ("profileId", "workspaceId")
    assert metadata.bundle_key == wire["metadata"].get("bundleKey")
    assert (metadata.external_id, metadata.labels) == ("externalId", {"foo": "string"})
    assert secret.spec.value == "value"
    assert secret.info is not None
    assert secret.info.last_used_at == SHOWN_AT
    profile = secret.info.created_by
    assert profile is not None
    assert (profile.metadata.id, profile.metadata.account_id) == ("id", "accountId")
    assert (profile.metadata.name, profile.metadata.profile_id) == ("name", "profileId")
    assert (profile.metadata.external_id, profile.metadata.labels) == ("externalId", {"foo": "string"})
    assert profile.spec.type == wire["info"]["createdBy"]["spec"]["type"]
    assert (profile.spec.email, profile.spec.name) == ("email", "name")
    for model in (secret, metadata, secret.spec, secret.info, profile, profile.metadata, profile.spec):
        assert not model.model_extra
    assert secret.to_dict(mode="json") == wire


SECRETS = [documented_secret(), documented_secret(profile_type="PROFILE_TYPE_USER", bundle_key=False)]


@pytest.mark.parametrize("wire", SECRETS, ids=["newer revision", "earlier revision"])
def test_create(client: Cadenya, server: CadenyaServer, wire: dict[str, Any]) -> None:
    server.answer_next(Answer(body=wire))
    secret = client.workspace_secrets.create("workspaceId", metadata={"name": "name"}, spec={})
    assert_documented(secret, wire)
    (seen,) = server.seen
    assert (seen.method, seen.target) == ("POST", "/v1/workspaces/workspaceId/workspace_secrets")
    assert seen.body == b'{"metadata":{"name":"name"},"spec":{}}'
    server.contract.match(seen)


@pytest.mark.parametrize("wire", SECRETS, ids=["newer revision", "earlier revision"])
def test_update(client: Cadenya, server: CadenyaServer, wire: dict[str, Any]) -> None:
    server.answer_next(Answer(body=wire))
    assert_documented(client.workspace_secrets.update("id", workspace_id="workspaceId"), wire)
    (seen,) = server.seen
    assert (seen.method, seen.target) == ("PATCH", "/v1/workspaces/workspaceId/workspace_secrets/id")
    assert seen.body == b"{}"
    server.contract.match(seen)


def test_retrieve(client: Cadenya, server: CadenyaServer) -> None:
    server.answer_next(Answer(body=documented_secret()))
    secret = client.workspace_secrets.retrieve("id", workspace_id="workspaceId")
    assert_documented(secret, documented_secret())
    (seen,) = server.seen
    assert (seen.method, seen.target) == ("GET", "/v1/workspaces/workspaceId/workspace_secrets/id")
    assert not seen.body
    server.contract.match(seen)


def test_delete(client: Cadenya, server: CadenyaServer) -> None:
    secret = client.workspace_secrets.create("workspaceId", metadata={"name": "name"}, spec={})
    client.workspace_secrets.delete(secret.metadata.id, workspace_id="workspaceId")
    assert server.seen[-1].method == "DELETE"
    assert server.seen[-1].target == f"/v1/workspaces/workspaceId/workspace_secrets/{secret.metadata.id}"


def test_list(client: Cadenya, server: CadenyaServer) -> None:
    server.answer_next(Answer(body=documented_page()))
    page = client.workspace_secrets.list("workspaceId")
    assert isinstance(page, SyncCursorPagination)
    assert_documented(page.items[0], documented_secret())
    assert page.pagination is not None
    assert (page.pagination.next_cursor, page.pagination.total) == ("nextCursor", 0)
    assert page.to_dict(mode="json") == documented_page()
    (seen,) = server.seen
    assert (seen.method, seen.target) == ("GET", "/v1/workspaces/workspaceId/workspace_secrets")
    server.contract.match(seen)


def test_list_with_every_parameter(client: Cadenya, server: CadenyaServer) -> None:
    page = client.workspace_secrets.list(
        "workspaceId",
        bundle_key="bundle",
        cursor="MA==",
        include_info=True,
        limit=3,
        prefix="db-",
        query="pass word",
        sort_order="asc",
    )
    assert page.items == []
    assert sorted(server.seen[0].query) == [
        ("bundleKey", "bundle"),
        ("cursor", "MA=="),
        ("includeInfo", "true"),
        ("limit", "3"),
        ("prefix", "db-"),
        ("query", "pass word"),
        ("sortOrder", "asc"),
    ]


@pytest.mark.anyio
@pytest.mark.parametrize("wire", SECRETS, ids=["newer revision", "earlier revision"])
async def test_create_async(async_client: AsyncCadenya, server: CadenyaServer, wire: dict[str, Any]) -> None:
    server.answer_next(Answer(body=wire))
    secret = await async_client.workspace_secrets.create("workspaceId", metadata={"name": "name"}, spec={})
    assert_documented(secret, wire)
    assert server.seen[0].body == b'{"metadata":{"name":"name"},"spec":{}}'
    server.contract.match(server.seen[0])


@pytest.mark.anyio
@pytest.mark.parametrize("wire", SECRETS, ids=["newer revision", "earlier revision"])
async def test_update_async(async_client: AsyncCadenya, server: CadenyaServer, wire: dict[str, Any]) -> None:
    server.answer_next(Answer(body=wire))
    assert_documented(await async_client.workspace_secrets.update("id", workspace_id="workspaceId"), wire)
    server.contract.match(server.seen[0])


@pytest.mark.anyio
async def test_retrieve_async(async_client: AsyncCadenya, server: CadenyaServer) -> None:
    server.answer_next(Answer(body=documented_secret()))
    secret = await async_client.workspace_secrets.retrieve("id", workspace_id="workspaceId")
    assert_documented(secret, documented_secret())
    server.contract.match(server.seen[0])


@pytest.mark.anyio
async def test_delete_async(async_client: AsyncCadenya, server: CadenyaServer) -> None:
    secret = await async_client.workspace_secrets.create("workspaceId", metadata={"name": "name"}, spec={})
    await async_client.workspace_secrets.delete(secret.metadata.id, workspace_id="workspaceId")
    assert server.seen[-1].method == "DELETE"


@pytest.mark.anyio
async def test_list_async(async_client: AsyncCadenya, server: CadenyaServer) -> None:
    server.answer_next(Answer(body=documented_page()))
    page = await async_client.workspace_secrets.list("workspaceId")
    assert isinstance(page, AsyncCursorPagination)
    assert_documented(page.items[0], documented_secret())
    assert page.to_dict(mode="json") == documented_page()
