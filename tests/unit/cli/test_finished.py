"""Texts that the last run finished: what they are taken for is byte for byte what a run from scratch writes.

Documents are edited at random; each edit is generated twice, once with the texts of the run before it.
"""

from __future__ import annotations

import copy
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from specwright import cache, pipeline
from specwright.diagnostics import SpecwrightError
from specwright.finished import keep_texts, recall_texts
from specwright.run import Inputs, Run
from tests.corpus.test_load import FOLDER

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*/openapi.yaml"))
GITHUB = FOLDER / "github.json"
VERBS = {"get", "put", "post", "delete", "patch"}

Edit = Callable[[random.Random, Any], None]


def _schemas(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema written in a document, wherever it is."""
    if isinstance(node, dict):
        if isinstance(node.get("type"), str) or "$ref" in node or "properties" in node:
            yield node
        for member in node.values():
            yield from _schemas(member)
    elif isinstance(node, list):
        for member in node:
            yield from _schemas(member)


def _operations(document: Any) -> list[tuple[dict[str, Any], str]]:
    return [(item, verb) for item in document.get("paths", {}).values() for verb in item if verb in VERBS]


def _records(document: Any) -> list[dict[str, Any]]:
    return [schema for schema in _schemas(document) if isinstance(schema.get("properties"), dict)]


def more(choose: random.Random, document: Any) -> None:
    record = choose.choice(_records(document))
    record["properties"][choose.choice(["one_more", "id", "class", "models"])] = choose.choice(
        [{"type": "string", "format": "date-time"}, {"type": "array", "items": {"type": "integer"}}, {"enum": ["a"]}]
    )


def less(choose: random.Random, document: Any) -> None:
    record = choose.choice([found for found in _records(document) if found["properties"]])
    record["properties"].pop(choose.choice(list(record["properties"])))


def other_type(choose: random.Random, document: Any) -> None:
    schema = choose.choice([found for found in _schemas(document) if isinstance(found.get("type"), str)])
    schema["type"] = choose.choice(["string", "integer", "boolean"])


def other_access(choose: random.Random, document: Any) -> None:
    choose.choice(list(_schemas(document)))[choose.choice(["readOnly", "writeOnly", "nullable", "deprecated"])] = True


def required(choose: random.Random, document: Any) -> None:
    record = choose.choice(_records(document))
    record["required"] = choose.sample(list(record["properties"]), min(1, len(record["properties"])))


def said(choose: random.Random, document: Any) -> None:
    item, verb = choose.choice(_operations(document))
    choose.choice([item[verb], choose.choice(list(_schemas(document)))])["description"] = 'Says """something\\ else.'


def no_operation(choose: random.Random, document: Any) -> None:
    item, verb = choose.choice(_operations(document))
    del item[verb]


def one_operation_more(choose: random.Random, document: Any) -> None:
    item, verb = choose.choice(_operations(document))
    twin = copy.deepcopy(item[verb])
    twin.pop("operationId", None)
    place = choose.choice(["/more", *document["paths"]])
    document["paths"].setdefault(place, {}).setdefault(choose.choice(sorted(VERBS)), twin)


def renamed(choose: random.Random, document: Any) -> None:
    item, verb = choose.choice(_operations(document))
    item[verb]["operationId"] = choose.choice(["listThings", "get", "delete_all"])


def parameter(choose: random.Random, document: Any) -> None:
    item, verb = choose.choice(_operations(document))
    item[verb].setdefault("parameters", []).append(
        {"name": choose.choice(["limit", "body", "self"]), "in": "query", "schema": {"type": "string"}}
    )


def another_api(choose: random.Random, document: Any) -> None:
    document["info"]["title"] = "Another"
    document["servers"] = [{"url": "https://api.example.org/v2"}]


EDITS: tuple[Edit, ...] = (
    *(more, less, other_type, other_access, required, said),
    *(no_operation, one_operation_more, renamed, parameter, another_api),
)


def _files(spec: Path, config: Path | None, finished: dict[str, str] | None) -> dict[str, str | bytes] | None:
    """What is generated; None for a document that cannot be used."""
    run = Run(Inputs(spec, config if config and config.exists() else None, "acme", skip_unsupported=True))
    try:
        sdk = pipeline.build(run, spec.parent / "nowhere", finished)
    except SpecwrightError:
        return None
    return sdk.files


def _check(document: Any, spec: Path, config: Path | None, edits: int, seed: object) -> int:
    """Edit again and again. Gives how many texts were taken from the run before."""
    finished: dict[str, str] = {}
    _files(spec, config, finished)
    taken = 0
    for number in range(edits):
        choose = random.Random(f"{seed}:{number}")
        edited = copy.deepcopy(document)
        try:
            choose.choice(EDITS)(choose, edited)
        except IndexError:  # there is nothing to edit in this way
            continue
        spec.write_text(yaml.dump(edited, sort_keys=False, allow_unicode=True))
        before = dict(finished)
        after = _files(spec, config, finished)
        assert after == _files(spec, config, None)
        if after is not None:
            taken += len(before.keys() & finished.keys())
            document = edited
    return taken


@pytest.mark.parametrize("case", CASES, ids=[case.parent.name for case in CASES])
def test_edited_documents_come_out_as_from_scratch(case: Path, tmp_path: Path) -> None:
    shutil.copytree(case.parent, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected", "*.py"))
    document = yaml.safe_load(case.read_text())
    config = tmp_path / "specwright.yml"
    assert _check(document, tmp_path / "openapi.yaml", config, 6, case.parent.name) > 0


@pytest.mark.skipif(not os.environ.get("SPECWRIGHT_LARGE") or not GITHUB.exists(), reason="takes minutes: on demand")
def test_a_large_document_comes_out_as_from_scratch(tmp_path: Path) -> None:
    import json

    spec = tmp_path / "openapi.yaml"
    spec.write_bytes(GITHUB.read_bytes())
    assert _check(json.loads(GITHUB.read_bytes()), spec, None, 8, "github") > 8 * 2000


TEXTS = {"key": "class A: ...\n", "other": "é\n"}


def test_texts_are_remembered_by_output_folder(tmp_path: Path) -> None:
    keep_texts(tmp_path / "a", TEXTS)
    assert recall_texts(tmp_path / "a") == TEXTS
    assert recall_texts(tmp_path / "b") == {}


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"[]\n", b"\xff\n", b'{"format": 1}\nx'])
def test_damaged_texts_are_forgotten(tmp_path: Path, damage: bytes) -> None:
    keep_texts(tmp_path, TEXTS)
    cache.write(f"{cache.name_for(tmp_path)}.texts", damage)
    assert recall_texts(tmp_path) == {}


def test_a_changed_byte_makes_texts_forgotten(tmp_path: Path) -> None:
    keep_texts(tmp_path, TEXTS)
    name = f"{cache.name_for(tmp_path)}.texts"
    kept = cache.read(name)
    assert kept is not None
    cache.write(name, kept[:-1] + bytes([kept[-1] ^ 1]))
    assert recall_texts(tmp_path) == {}


def test_another_version_of_the_tool_forgets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_texts(tmp_path, TEXTS)
    monkeypatch.setattr(cache, "tool_hash", lambda: "other")
    assert recall_texts(tmp_path) == {}


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_cache_that_others_may_write_to_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    keep_texts(tmp_path, TEXTS)
    folder = tmp_path / "specwright"
    assert folder.stat().st_mode & 0o077 == 0
    folder.chmod(mode)
    assert recall_texts(tmp_path) == {}
    (folder / f"{cache.name_for(tmp_path)}.texts").unlink()
    keep_texts(tmp_path, TEXTS)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_cache_behind_a_link_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "specwright").symlink_to("elsewhere")
    keep_texts(tmp_path, TEXTS)
    assert recall_texts(tmp_path) == {}
