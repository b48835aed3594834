"""Whatever a document's paths look like: each operation is a method, and every name can be used."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from specwright.config import dump_config, infer_config, resolve_config
from specwright.config.document import document_operations
from specwright.diagnostics import Diagnostics

from .support import calls, document, messages, read, without_places

SEGMENTS = [
    *(
        "pets",
        "{id}",
        "{id}.json",
        "search",
        "get",
        "list",
        "v1",
        "api",
        "商品",
        "@me",
        "a.b.c",
        "x:run",
        "~",
        "-",
        "2fa",
    ),
    *("import", "with_raw_response", "copy", "options", "by", "by-name", "{a}...{b}", "{}", "latest", "Users('{x}')"),
    *(
        "create",
        "id",
        "GET",
        "self",
        "items",
        "{id}:run",
        "#frag",
        "a b",
        "%20",
        "..",
        "✨",
        "update",
        "batch",
        "{x}{y}",
    ),
]
OPERATION_IDS = [
    "getPet",
    "get_pet",
    "pets/list",
    "листать",
    "delete",
    "read_item_items__item_id__get",
    " ",
    "1",
    "list",
]
NAME = re.compile(r"[a-z][a-z0-9_]*")

operation = st.fixed_dictionaries(
    {"responses": st.just({})}, optional={"operationId": st.sampled_from(OPERATION_IDS), "tags": st.just(["Pets"])}
)
item = st.dictionaries(st.sampled_from(["get", "put", "post", "delete", "patch", "options"]), operation, max_size=3)
path = st.lists(st.sampled_from(SEGMENTS), max_size=6).map(lambda segments: "/" + "/".join(segments))


@settings(max_examples=150, deadline=None)
@given(paths=st.dictionaries(path, item, max_size=8), title=st.text(max_size=20))
def test_any_paths(paths: dict[str, Any], title: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        loaded = document(Path(folder), {"info": {"title": title, "version": "1"}, "paths": paths})
        config = infer_config(loaded, Diagnostics())
        found = calls(config)
        assert sorted(found) == sorted(op.id for op in document_operations(loaded))
        assert len(set(found.values())) == len(found)
        names = [name for call in found.values() for name in call.split(".")]
        assert [name for name in [*names, config.python.package_name or ""] if not NAME.fullmatch(name)] == []
        checks = Diagnostics()
        resolve_config(config, loaded, checks)
        assert messages(checks) == []
        again, checks = read(Path(folder), dump_config(config))
        assert messages(checks) == []
        assert without_places(again) == without_places(config)
