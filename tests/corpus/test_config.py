"""Configurations inferred from public APIs: every operation is a method, every name is fit for use, and all reads back.

They are not part of the project: these tests run where the folder is there, or where `SPECWRIGHT_CORPUS` names one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright.config import Config, dump_config, infer_config, load_config, resolve_config
from specwright.config.document import document_operations
from specwright.config.inference.tree import MAX_DEPTH
from specwright.diagnostics import Diagnostics
from specwright.spec import load
from tests.unit.config.support import calls, messages, without_places

from .test_load import FILES, FOLDER

# What a user of each API would look for first.
EXPECTED = {
    "petstore.yaml": {"get /pet/{petId}": "pet.retrieve", "get /pet/findByStatus": "pet.find_by_status"},
    "museum.yaml": {"get /special-events": "special_events.list", "post /tickets": "tickets.create"},
    "spotify_fixed.yaml": {
        "get /search": "search",
        "get /artists/{id}/albums": "artists.albums.list",
        "get /me/albums/contains": "me.albums.contains",
        "put /me/player/pause": "me.player.pause",
    },
    "github.json": {
        "get /repos/{owner}/{repo}": "repos.retrieve",
        "get /repos/{owner}/{repo}/issues/{issue_number}/comments": "repos.issues.comments.list",
        "put /repos/{owner}/{repo}/pulls/{pull_number}/merge": "repos.pulls.merge",
        "get /search/code": "search.code",
        "get /user": "user.retrieve",
        "get /rate_limit": "rate_limit",
    },
    "openai.yaml": {
        "post /chat/completions": "chat.completions.create",
        "post /responses/{response_id}/cancel": "responses.cancel",
        "post /fine_tuning/alpha/graders/run": "fine_tuning.alpha.graders.run",
    },
    "stripe.yaml": {
        "post /v1/customers/{customer}": "customers.update",
        "post /v1/payment_intents/{intent}/capture": "payment_intents.capture",
    },
    "kubernetes.json": {
        "get /apis/apps/v1/namespaces/{namespace}/deployments": "apps.deployments.list",
        "get /apis/apps/v1/deployments": "apps.deployments.list_for_all_namespaces",
        "get /api/v1/namespaces/{namespace}/pods/{name}": "namespaces.pods.retrieve",
    },
    "discord.json": {"get /users/@me": "users.me.retrieve", "post /guilds/{guild_id}/bulk-ban": "guilds.bulk_ban"},
    "box.json": {"put /files/{file_id}#add_shared_link": "files.add_shared_link"},
}


@pytest.mark.skipif(not FILES, reason="no documents to load")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_inferred(path: Path, tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    document = load(path, diagnostics=diagnostics)
    config = infer_config(document, diagnostics)
    found = calls(config)
    assert sorted(found) == sorted(operation.id for operation in document_operations(document))
    assert len(set(found.values())) == len(found)
    assert {k: v for k, v in found.items() if k in EXPECTED.get(path.name, {})} == EXPECTED.get(path.name, {})
    assert all(len(resource) <= MAX_DEPTH for resource, _ in config.walk())
    assert [name for name in names(config) if not (name.isidentifier() and name.isascii() and name[0] != "_")] == []
    checks = Diagnostics()
    resolve_config(config, document, checks)
    assert checks.errors == ()
    file = tmp_path / "specwright.yml"
    file.write_text(dump_config(config), encoding="utf-8")
    again = load_config(file, checks)
    assert messages(checks) == []
    assert without_places(again) == without_places(config)


def names(config: Config) -> list[str]:
    """Every name that users may see."""
    found: list[str] = []
    for path, resource in config.walk():
        found += [*(name for name in path if name[0] != "$"), *(m.name for m in resource.methods)]
        found += [model.key for model in resource.models]
    return [*found, *(option.name for option in config.client.options), *(s.name for s in config.pagination)]


ADOPTED = sorted(FOLDER.parent.glob("adopt/*/stainless.yml"))


@pytest.mark.skipif(not ADOPTED, reason="no configurations to load")
@pytest.mark.parametrize("path", ADOPTED, ids=lambda path: path.parent.name)
def test_configurations_in_use(path: Path) -> None:
    diagnostics = Diagnostics()
    config = load_config(path, diagnostics)
    document = load(path.with_name("openapi.yml"), diagnostics=diagnostics)
    resolved = resolve_config(config, document, diagnostics)
    assert [message for message in messages(diagnostics) if message.startswith(("Config/", "Endpoint/"))] == []
    assert len(calls(resolved)) == len(document_operations(document))
