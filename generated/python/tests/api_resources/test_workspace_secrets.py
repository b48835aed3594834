# File generated from the OpenAPI document by specwright.

from __future__ import annotations

import pytest

from cadenya import AsyncCadenya, Cadenya
from cadenya.types import WorkspaceSecret
from tests.fake_api import FakeApi

_LIST_ANSWER: object = {
    "items": [
        {
            "metadata": {
                "id": "id",
                "accountId": "accountId",
                "createdAt": "2019-12-27T18:11:19.117Z",
                "name": "name",
                "profileId": "profileId",
                "workspaceId": "workspaceId",
            },
            "spec": {},
        }
    ]
}

_CREATE_ANSWER: object = {
    "metadata": {
        "id": "id",
        "accountId": "accountId",
        "createdAt": "2019-12-27T18:11:19.117Z",
        "name": "name",
        "profileId": "profileId",
        "workspaceId": "workspaceId",
    },
    "spec": {},
}


class TestWorkspaceSecrets:
    def test_list(self, client: Cadenya, api: FakeApi) -> None:
        api.answer(json=_LIST_ANSWER)
        result = client.workspace_secrets.list(workspace_id="workspaceId")
        assert len(result._get_page_items()) == 1
        api.check_request("GET", "/v1/workspaces/workspaceId/workspace_secrets")

    def test_list_with_all_params(self, client: Cadenya, api: FakeApi) -> None:
        api.answer(json=_LIST_ANSWER)
        result = client.workspace_secrets.list(
            workspace_id="workspaceId",
            bundle_key="bundleKey",
            cursor="cursor",
            include_info=True,
            limit=0,
            prefix="prefix",
            query="query",
            sort_order="sortOrder",
        )
        assert len(result._get_page_items()) == 1
        api.check_request(
            "GET",
            "/v1/workspaces/workspaceId/workspace_secrets",
            query={
                "bundleKey": "bundleKey",
                "cursor": "cursor",
                "includeInfo": "true",
                "limit": "0",
                "prefix": "prefix",
                "query": "query",
                "sortOrder": "sortOrder",
            },
        )

    def test_raw_response_list(self, client: Cadenya, api: FakeApi) -> None:
        api.answer(json=_LIST_ANSWER)
        result = client.workspace_secrets.with_raw_response.list(workspace_id="workspaceId")
        assert result.status_code == 200
        api.check_request("GET", "/v1/workspaces/workspaceId/workspace_secrets")

    def test_create(self, client: Cadenya, api: FakeApi) -> None:
        api.answer(json=_CREATE_ANSWER)
        result = client.workspace_secrets.create(workspace_id="workspaceId", metadata={"name": "name"}, spec={})
        assert isinstance(result, WorkspaceSecret)
        api.check_request(
            "POST", "/v1/workspaces/workspaceId/workspace_secrets", json={"metadata": {"name": "name"}, "spec": {}}
        )

    def test_retrieve(self, client: Cadenya, api: FakeApi) -> None:
        api.answer(json=_CREATE_ANSWER)
        result = client.workspace_secrets.retrieve(id="id", workspace_id="workspaceId")
        assert isinstance(result, WorkspaceSecret)
        api.check_request("GET", "/v1/workspaces/workspaceId/workspace_secrets/id")

    def test_update(self, client: Cadenya, api: FakeApi) -> None:
        api.answer(json=_CREATE_ANSWER)
        result = client.workspace_secrets.update(id="id", workspace_id="workspaceId")
        assert isinstance(result, WorkspaceSecret)
        api.check_request("PATCH", "/v1/workspaces/workspaceId/workspace_secrets/id", json={})

    def test_update_with_all_params(self, client: Cadenya, api: FakeApi) -> None:
        api.answer(json=_CREATE_ANSWER)
        result = client.workspace_secrets.update(
            id="id",
            workspace_id="workspaceId",
            metadata={
                "name": "name",
                "bundle_key": "bundleKey",
                "external_id": "externalId",
                "labels": {"foo": "labels"},
            },
            spec={"value": "value"},
            update_mask="updateMask",
        )
        assert isinstance(result, WorkspaceSecret)
        api.check_request(
            "PATCH",
            "/v1/workspaces/workspaceId/workspace_secrets/id",
            json={
                "metadata": {
                    "name": "name",
                    "bundleKey": "bundleKey",
                    "externalId": "externalId",
                    "labels": {"foo": "labels"},
                },
                "spec": {"value": "value"},
                "updateMask": "updateMask",
            },
        )

    def test_delete(self, client: Cadenya, api: FakeApi) -> None:
        api.answer(content=b"")
        client.workspace_secrets.delete(id="id", workspace_id="workspaceId")
        api.check_request("DELETE", "/v1/workspaces/workspaceId/workspace_secrets/id")


@pytest.mark.anyio
class TestAsyncWorkspaceSecrets:
    async def test_list(self, async_client: AsyncCadenya, api: FakeApi) -> None:
        api.answer(json=_LIST_ANSWER)
        result = await async_client.workspace_secrets.list(workspace_id="workspaceId")
        assert len(result._get_page_items()) == 1
        api.check_request("GET", "/v1/workspaces/workspaceId/workspace_secrets")

    async def test_list_with_all_params(self, async_client: AsyncCadenya, api: FakeApi) -> None:
        api.answer(json=_LIST_ANSWER)
        result = await async_client.workspace_secrets.list(
            workspace_id="workspaceId",
            bundle_key="bundleKey",
            cursor="cursor",
            include_info=True,
            limit=0,
            prefix="prefix",
            query="query",
            sort_order="sortOrder",
        )
        assert len(result._get_page_items()) == 1
        api.check_request(
            "GET",
            "/v1/workspaces/workspaceId/workspace_secrets",
            query={
                "bundleKey": "bundleKey",
                "cursor": "cursor",
                "includeInfo": "true",
                "limit": "0",
                "prefix": "prefix",
                "query": "query",
                "sortOrder": "sortOrder",
            },
        )

    async def test_raw_response_list(self, async_client: AsyncCadenya, api: FakeApi) -> None:
        api.answer(json=_LIST_ANSWER)
        result = await async_client.workspace_secrets.with_raw_response.list(workspace_id="workspaceId")
        assert result.status_code == 200
        api.check_request("GET", "/v1/workspaces/workspaceId/workspace_secrets")

    async def test_create(self, async_client: AsyncCadenya, api: FakeApi) -> None:
        api.answer(json=_CREATE_ANSWER)
        result = await async_client.workspace_secrets.create(
            workspace_id="workspaceId", metadata={"name": "name"}, spec={}
        )
        assert isinstance(result, WorkspaceSecret)
        api.check_request(
            "POST", "/v1/workspaces/workspaceId/workspace_secrets", json={"metadata": {"name": "name"}, "spec": {}}
        )

    async def test_retrieve(self, async_client: AsyncCadenya, api: FakeApi) -> None:
        api.answer(json=_CREATE_ANSWER)
        result = await async_client.workspace_secrets.retrieve(id="id", workspace_id="workspaceId")
        assert isinstance(result, WorkspaceSecret)
        api.check_request("GET", "/v1/workspaces/workspaceId/workspace_secrets/id")

    async def test_update(self, async_client: AsyncCadenya, api: FakeApi) -> None:
        api.answer(json=_CREATE_ANSWER)
        result = await async_client.workspace_secrets.update(id="id", workspace_id="workspaceId")
        assert isinstance(result, WorkspaceSecret)
        api.check_request("PATCH", "/v1/workspaces/workspaceId/workspace_secrets/id", json={})

    async def test_update_with_all_params(self, async_client: AsyncCadenya, api: FakeApi) -> None:
        api.answer(json=_CREATE_ANSWER)
        result = await async_client.workspace_secrets.update(
            id="id",
            workspace_id="workspaceId",
            metadata={
                "name": "name",
                "bundle_key": "bundleKey",
                "external_id": "externalId",
                "labels": {"foo": "labels"},
            },
            spec={"value": "value"},
            update_mask="updateMask",
        )
        assert isinstance(result, WorkspaceSecret)
        api.check_request(
            "PATCH",
            "/v1/workspaces/workspaceId/workspace_secrets/id",
            json={
                "metadata": {
                    "name": "name",
                    "bundleKey": "bundleKey",
                    "externalId": "externalId",
                    "labels": {"foo": "labels"},
                },
                "spec": {"value": "value"},
                "updateMask": "updateMask",
            },
        )

    async def test_delete(self, async_client: AsyncCadenya, api: FakeApi) -> None:
        api.answer(content=b"")
        await async_client.workspace_secrets.delete(id="id", workspace_id="workspaceId")
        api.check_request("DELETE", "/v1/workspaces/workspaceId/workspace_secrets/id")
