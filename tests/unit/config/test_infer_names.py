"""Inferred resources and method names: what users call for each operation."""

from __future__ import annotations

from pathlib import Path

import pytest

from .support import calls, infer, named, operations


def test_rest_conventions(tmp_path: Path) -> None:
    assert named(
        tmp_path,
        "get /pets -> list",
        "post /pets",
        "get /pets/{petId} -> thing",
        "patch /pets/{petId}",
        "put /pets/{petId}",
        "delete /pets/{petId}",
        "head /pets/{petId}",
        "get /pets/{petId}/toys -> list",
        "get /pets/{petId}/toys/{toyId} -> thing",
        "put /pets/{petId}/toys/{toyId}",
        "post /pets/{petId}/toys/{toyId}/tags/{tag}",
    ) == {
        "get /pets": "pets.list",
        "post /pets": "pets.create",
        "get /pets/{petId}": "pets.retrieve",
        "patch /pets/{petId}": "pets.update",
        "put /pets/{petId}": "pets.replace",
        "delete /pets/{petId}": "pets.delete",
        "head /pets/{petId}": "pets.head",
        "get /pets/{petId}/toys": "pets.toys.list",
        "get /pets/{petId}/toys/{toyId}": "pets.toys.retrieve",
        "put /pets/{petId}/toys/{toyId}": "pets.toys.update",
        "post /pets/{petId}/toys/{toyId}/tags/{tag}": "pets.toys.tags.update",
    }


@pytest.mark.parametrize(
    ("endpoint", "call"),
    [
        ("post /orders/{id}/cancel", "orders.cancel"),
        ("post /orders/{id}:cancel", "orders.cancel"),
        ("put /files/{id}#restore", "files.restore"),
        ("get /pets/findByStatus", "pets.find_by_status"),
        ("post /messages/bulk-delete", "messages.bulk_delete"),
        ("post /jobs/{id}/rerun", "jobs.rerun"),
        ("get /pets/search", "pets.search"),
        ("post /cards/{id}/archive", "cards.archive"),
        ("post /messages/{id}/crosspost # crosspost_message", "messages.crosspost"),
        ("get /releases/latest", "releases.retrieve_latest"),
        ("get /users/by/{name}", "users.by.retrieve"),
        ("get /pages/by-path/{path}", "pages.retrieve_by_path"),
        ("post /chat.postMessage", "chat.post_message"),
        # Nouns are resources, however few operations they have.
        ("post /chat/completions", "chat.completions.create"),
        ("get /stop/{id} -> thing", "stop.retrieve"),
        ("get /suites/{id}/check-runs -> list", "suites.check_runs.list"),
        ("post /accounts/{id}/login_links", "accounts.login_links.create"),
        ("get /repos/{id}/readme -> thing", "repos.readme.retrieve"),
        ("get /users/@me -> thing", "users.me.retrieve"),
        ("get /1-clicks -> list", "one_clicks.list"),
    ],
)
def test_actions_and_resources(tmp_path: Path, endpoint: str, call: str) -> None:
    anything_else = ("get /other -> list", "get /other/{id} -> thing", "get /else -> list", "post /more")
    found = named(tmp_path, endpoint, *anything_else)
    assert found[endpoint.partition(" # ")[0].partition(" -> ")[0]] == call


def test_what_paths_have_in_common_is_left_out(tmp_path: Path) -> None:
    found = named(
        tmp_path, *(f"get /api/v2/where/{name}.json -> list" for name in ("stops", "routes", "trips", "trees"))
    )
    assert set(found.values()) == {"stops.list", "routes.list", "trips.list", "trees.list"}


def test_a_common_scope_is_left_out(tmp_path: Path) -> None:
    base = "/v1/workspaces/{workspaceId}/secrets"
    found = named(tmp_path, f"get {base} -> list", f"delete {base}/{{id}}")
    assert set(found.values()) == {"secrets.list", "secrets.delete"}


def test_a_scope_nothing_is_done_with_is_left_out(tmp_path: Path) -> None:
    base = "/apps/namespaces/{namespace}/jobs"
    found = named(
        tmp_path,
        f"get {base} -> list # listNamespacedJob",
        f"post {base} # createNamespacedJob",
        f"get {base}/{{name}} # readNamespacedJob",
        "get /apps/jobs -> list # listJobForAllNamespaces",
        "get /nodes -> list",
    )
    assert found[f"get {base}"] == "apps.jobs.list"
    assert found["get /apps/jobs"] == "apps.jobs.list_for_all_namespaces"


def test_versions_of_one_thing_are_kept_apart(tmp_path: Path) -> None:
    found = named(tmp_path, "get /v1/cards -> list", "get /v1/disputes -> list", "get /v2/disputes -> list")
    assert found["get /v1/cards"] == "cards.list"
    assert found["get /v1/disputes"] == "disputes.list"
    assert found["get /v2/disputes"] == "v2.disputes.list"


def test_operations_that_would_be_called_the_same(tmp_path: Path) -> None:
    found = named(
        tmp_path,
        "get /hooks/{id} -> thing # getHook",
        "get /hooks/{id}/{token} -> thing # getHookByToken",
        "get /hooks/{id}/{token}/{third} -> thing",
        "delete /hooks # deleteAllHooks",
        "delete /hooks/{id} # deleteHook",
    )
    assert found == {
        "get /hooks/{id}": "hooks.retrieve",
        "get /hooks/{id}/{token}": "hooks.retrieve_by_token",
        "get /hooks/{id}/{token}/{third}": "hooks.retrieve_by_third",
        "delete /hooks": "hooks.delete_all",
        "delete /hooks/{id}": "hooks.delete",
    }


def test_names_generated_by_frameworks_are_seen_through(tmp_path: Path) -> None:
    found = named(
        tmp_path,
        "get /items/{item_id} -> thing # read_item_items__item_id__get",
        "get /items/{item_id}/{version} -> thing # read_version_items__item_id___version__get",
    )
    assert found["get /items/{item_id}/{version}"] == "items.read_version"


def test_singletons_and_collections(tmp_path: Path) -> None:
    found = named(
        tmp_path, "get /settings -> thing", "get /user -> thing", "get /user/{id} -> thing # getUserById", "get /logs"
    )
    assert found["get /settings"] == "settings.retrieve"
    assert found["get /user"] == "user.retrieve"
    assert found["get /user/{id}"] == "user.retrieve_by_id"
    assert found["get /logs"] == "logs.list"  # nothing is said about the response; the name is a plural


def test_top_level_actions(tmp_path: Path) -> None:
    paths = {
        **operations("get /search # search", "post /ping"),
        **operations("post /login", tags=["Accounts"]),
        **operations("get /accounts -> list"),
    }
    assert calls(infer(tmp_path, {"paths": paths})) == {
        "get /search": "search",
        "post /ping": "ping",
        "post /login": "accounts.login",
        "get /accounts": "accounts.list",
    }


def test_members_of_clients_and_resources_are_avoided(tmp_path: Path) -> None:
    found = named(
        tmp_path, "get /options -> list", "post /close", "get /things/with_raw_response", "get / -> thing # get"
    )
    assert found["get /options"] == "options_resource.list"
    assert len(set(found.values())) == len(found)
    assert not {"close", "get", "options", "with_raw_response"} & {call.partition(".")[0] for call in found.values()}


def test_options_of_the_client_are_avoided(tmp_path: Path) -> None:
    schemes = {"securitySchemes": {"Key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}
    config = infer(tmp_path, {"paths": operations("get /api_key -> thing"), "components": schemes})
    assert calls(config) == {"get /api_key": "api_key_resource.retrieve"}


def test_wishes_of_the_document_come_first(tmp_path: Path) -> None:
    paths = {
        **operations("get /me", **{"x-stainless-method": "$client.me"}),
        **operations("post /v1/acct", **{"x-stainless-method": "accounts.cards.open-one"}),
        **operations("get /pets -> list", "get /pets/all", **{"x-stainless-method": "pets.list"}),
        **operations("get /dogs -> list", **{"x-stainless-method": {"unknown": 1}}),
    }
    found = calls(infer(tmp_path, {"paths": paths}))
    assert found["get /me"] == "me"
    assert found["post /v1/acct"] == "accounts.cards.open_one"
    assert found["get /pets"] == "pets.list"
    assert found["get /pets/all"].startswith("pets.list_")
    assert found["get /dogs"] == "dogs.list"


def test_deep_trees_are_folded(tmp_path: Path) -> None:
    base = "/a/{a}/b/{b}/c/{c}/d"
    found = named(
        tmp_path,
        "get /a -> list",
        "get /a/{a}/b -> list",
        "get /a/{a}/b/{b}/c -> list",
        f"get {base} -> list",
        f"get {base}/{{d}}/jobs -> list",
        f"get {base}/{{d}}/jobs/{{job}} -> thing",
    )
    assert found[f"get {base}/{{d}}/jobs"] == "a.b.c.d.list_jobs"
    assert found[f"get {base}/{{d}}/jobs/{{job}}"] == "a.b.c.d.retrieve_job"


def test_query_strings_in_paths(tmp_path: Path) -> None:
    found = named(tmp_path, "post /responses", "post /responses?beta=true", "get /other -> list")
    assert found["post /responses?beta=true"] == "responses.create_beta"


def test_non_latin_paths(tmp_path: Path) -> None:
    found = named(tmp_path, "get /käse -> list", "get /商品 -> list", "get /注文/{id} -> thing", "get /x -> list")
    assert found["get /käse"] == "kase.list"
    assert len(set(found.values())) == 4
    assert all(call.replace(".", "_").isidentifier() for call in found.values())


def test_methods_of_openapi_3_2(tmp_path: Path) -> None:
    item = {
        **operations("query /things -> list", "get /things -> list")["/things"],
        "additionalOperations": {"COPY": {"responses": {}}},
    }
    config = infer(tmp_path, {"openapi": "3.2.0", "paths": {"/things": item}})
    assert calls(config) == {
        "query /things": "things.query",
        "get /things": "things.list",
        "COPY /things": "things.copy",
    }


@pytest.mark.parametrize("paths", [None, [], {"x-a": 1, "/a": None, "/b": {"get": None}, "/c": {"$ref": "#/nothing"}}])
def test_broken_documents_are_left_to_later_stages(tmp_path: Path, paths: object) -> None:
    assert calls(infer(tmp_path, {"paths": paths})) == {}
