"""What a Python programmer does with secrets: create, read, change, page through, delete; and what goes wrong."""

from __future__ import annotations

import pytest

import cadenya
from cadenya import AsyncCadenya, Cadenya

from .cadenya_server import Answer, CadenyaServer


def test_a_secret_lives_and_dies(client: Cadenya) -> None:
    secrets = client.workspace_secrets
    made = secrets.create("w1", metadata={"name": "db", "bundle_key": "b", "labels": {"a": "1"}}, spec={"value": "s3"})
    assert (made.metadata.name, made.metadata.bundle_key, made.spec.value) == ("db", "b", "s3")

    read = secrets.retrieve(made.metadata.id, workspace_id="w1")
    assert read.metadata == made.metadata
    assert read.info is not None and read.info.created_by is not None
    assert read.info.created_by.spec.type == "PROFILE_TYPE_API_KEY"

    secrets.delete(made.metadata.id, workspace_id="w1")
    with pytest.raises(cadenya.NotFoundError) as caught:
        secrets.retrieve(made.metadata.id, workspace_id="w1")
    assert caught.value.status_code == 404
    assert caught.value.body == {
        "code": 404,
        "message": f"workspace secret {made.metadata.id} not found",
        "details": [],
    }


def test_the_update_mask_says_what_changes(client: Cadenya) -> None:
    secrets = client.workspace_secrets
    made = secrets.create("w1", metadata={"name": "db", "external_id": "e"}, spec={"value": "old"})
    changed = secrets.update(
        made.metadata.id,
        workspace_id="w1",
        metadata={"name": "not in the mask"},
        spec={"value": "new"},
        update_mask="spec.value,metadata.externalId",
    )
    assert (changed.metadata.name, changed.metadata.external_id, changed.spec.value) == ("db", None, "new")


def test_iterating_goes_through_all_pages(client: Cadenya, server: CadenyaServer) -> None:
    for number in range(7):
        client.workspace_secrets.create("w1", metadata={"name": f"s{number}"}, spec={})
    server.seen.clear()

    assert [s.metadata.name for s in client.workspace_secrets.list("w1", limit=3)] == [f"s{n}" for n in range(7)]
    assert [dict(seen.query).get("limit") for seen in server.seen] == ["3", "3", "3"]

    page = client.workspace_secrets.list("w1", limit=5, sort_order="desc")
    assert page.has_next_page()
    assert page.pagination is not None and page.pagination.total == 7
    rest = page.get_next_page()
    assert [s.metadata.name for s in rest.items] == ["s1", "s0"]
    assert not rest.has_next_page()
    with pytest.raises(RuntimeError, match="No next page expected"):
        rest.get_next_page()


@pytest.mark.anyio
async def test_iterating_async_with_and_without_await(async_client: AsyncCadenya) -> None:
    for number in range(5):
        await async_client.workspace_secrets.create("w1", metadata={"name": f"s{number}"}, spec={})
    names = [s.metadata.name async for s in async_client.workspace_secrets.list("w1", limit=2)]
    assert names == [f"s{n}" for n in range(5)]
    first = await async_client.workspace_secrets.list("w1", limit=2)
    assert [len(page.items) async for page in first.iter_pages()] == [2, 2, 1]


def test_a_wrong_key_is_an_authentication_error(client: Cadenya) -> None:
    with pytest.raises(cadenya.AuthenticationError):
        client.with_options(api_key="wrong").workspace_secrets.list("w1")


def test_a_server_error_is_tried_again(client: Cadenya, server: CadenyaServer) -> None:
    failure = Answer(503, {"code": 14, "message": "unavailable"}, {"Retry-After-Ms": "1"})
    server.answer_next(failure, Answer(drop=True))
    assert client.workspace_secrets.list("w1").items == []
    assert [seen.headers["x-stainless-retry-count"] for seen in server.seen] == ["0", "1", "2"]


def test_raw_and_streaming_access(client: Cadenya) -> None:
    raw = client.workspace_secrets.with_raw_response.create("w1", metadata={"name": "db"}, spec={})
    assert raw.status_code == 200
    assert raw.headers["content-type"] == "application/json"
    assert raw.parse().metadata.name == "db"

    with client.workspace_secrets.with_streaming_response.list("w1") as response:
        assert not response.is_closed
        assert [s.metadata.name for s in response.parse()] == ["db"]
    assert response.is_closed
