"""Texts that the last run finished: what they are taken for is byte for byte what a run from scratch writes.

Documents are edited at random; each edit is generated twice, once with the texts of the run before it.
"""

from __future__ import annotations

import contextlib
import copy
import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from specwright import cache, output, pipeline
from specwright.cli import main
from specwright.diagnostics import SpecwrightError
from specwright.finished import Finished, Keyed, keep_texts, recall_texts
from specwright.run import Inputs, Run
from tests.corpus.test_load import FOLDER

from ..output.support import tree

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*/openapi.yaml"))
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


def _files(spec: Path, config: Path | None, finished: dict[str, Keyed] | None) -> dict[str, str | bytes] | None:
    """What is generated; None for a document that cannot be used."""
    run = Run(Inputs(spec, config if config and config.exists() else None, "acme", skip_unsupported=True))
    try:
        sdk = pipeline.build(run, spec.parent / "nowhere", finished)
    except SpecwrightError:
        return None
    return sdk.files


def _check(document: Any, spec: Path, config: Path | None, edits: int, seed: object) -> int:
    """Edit again and again. Gives how many texts were taken from the run before."""
    finished: dict[str, Keyed] = {}
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
            taken += len(before.items() & finished.items())
            document = edited
    return taken


@pytest.mark.parametrize("case", CASES, ids=[case.parent.name for case in CASES])
def test_edited_documents_come_out_as_from_scratch(case: Path, tmp_path: Path) -> None:
    shutil.copytree(case.parent, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected", "*.py"))
    document = yaml.safe_load(case.read_text())
    config = tmp_path / "specwright.yml"
    assert _check(document, tmp_path / "openapi.yaml", config, 6, case.parent.name) > 0


@pytest.mark.skipif(not os.environ.get("SPECWRIGHT_LARGE") or not FOLDER.exists(), reason="takes minutes: on demand")
@pytest.mark.parametrize(("name", "least"), [("github.json", 2000), ("stripe.yaml", 1000), ("openai.yaml", 1000)])
def test_a_large_document_comes_out_as_from_scratch(tmp_path: Path, name: str, least: int) -> None:
    """`least`: files taken from the run before, on average."""
    spec = tmp_path / "openapi.yaml"
    spec.write_bytes((FOLDER / name).read_bytes())
    document = yaml.load(spec.read_bytes(), yaml.CSafeLoader)
    assert _check(document, spec, None, 6, name) > 6 * least


def _by_hand(choose: random.Random, folder: Path) -> None:
    file = choose.choice(sorted((folder / "sdk").rglob("*.py")))
    file.write_text(file.read_text() + "\n# Mine.\n")


def _removed(choose: random.Random, folder: Path) -> None:
    choose.choice(sorted((folder / "sdk").rglob("*.py"))).unlink()


def _damaged(choose: random.Random, folder: Path) -> None:
    """A byte of the archive, or of what is remembered, is another one."""
    file = choose.choice([folder / "sdk" / output.PRISTINE, *sorted((folder / "cache").rglob("*.texts"))])
    content = bytearray(file.read_bytes())
    content[choose.randrange(len(content))] ^= 1
    file.write_bytes(content)


def _configured(choose: random.Random, folder: Path) -> None:
    config = folder / "specwright.yml"
    config.write_text(f"organization:\n  name: {choose.choice(['acme', 'other'])}\n")


MEANWHILE = (_by_hand, _removed, _damaged, _configured)
"""What happens beside edits of the document; `_configured` to documents without a configuration."""


@pytest.mark.parametrize("case", CASES[::6], ids=[case.parent.name for case in CASES[::6]])
def test_folders_come_out_as_from_scratch(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole command: what it writes, says and gives back, also when something has happened to the folder."""
    folder, twin = tmp_path / "folder", tmp_path / "twin"
    shutil.copytree(case.parent, folder, ignore=shutil.ignore_patterns("expected", "*.py"))
    document = yaml.safe_load(case.read_text())

    def generate(where: Path, *options: str) -> tuple[int, str]:
        monkeypatch.chdir(where)
        monkeypatch.setenv("XDG_CACHE_HOME", str(where / "cache"))
        code = main(["generate", "-o", "sdk", "--skip-unsupported", "--format", "json", *options])
        return code, capsys.readouterr().out

    generate(folder)
    for number in range(6):
        choose = random.Random(f"{case.parent.name}:{number}")
        with contextlib.suppress(IndexError):  # there is nothing to edit in this way
            choose.choice(EDITS)(choose, document)
        (folder / "openapi.yaml").write_text(yaml.dump(document, sort_keys=False, allow_unicode=True))
        if number % 2 and (folder / "sdk" / output.PRISTINE).exists():
            choose.choice(MEANWHILE[: 3 if (case.parent / "specwright.yml").exists() else 4])(choose, folder)
        shutil.rmtree(twin, ignore_errors=True)
        shutil.copytree(folder, twin)
        assert generate(folder) == generate(twin, "--from-scratch")
        assert tree(folder / "sdk") == tree(twin / "sdk")


TEXTS = {"a.py": "class A: ...\n", "b/é.py": "é\n", "README.md": "no key\n"}
KEYS = {"a.py": "1", "b/é.py": "2"}


def _write(target: Path) -> None:
    with output.hold(target) as held:
        output.apply(output.plan(TEXTS, target), held)
    keep_texts(target, KEYS)


def test_texts_are_remembered_by_output_folder(tmp_path: Path) -> None:
    _write(tmp_path / "a")
    found = recall_texts(tmp_path / "a")
    assert found.texts == {path: (key, TEXTS[path]) for path, key in KEYS.items()}
    assert {path: member.text.decode() for path, member in found.members.items()} == TEXTS
    assert recall_texts(tmp_path / "b") == Finished()


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b"\xff", b'{"about": 1}'])
def test_damaged_keys_are_forgotten(tmp_path: Path, damage: bytes) -> None:
    _write(tmp_path / "a")
    cache.write(f"{cache.name_for(tmp_path / 'a')}.texts", damage)
    assert recall_texts(tmp_path / "a") == Finished()


def test_an_archive_that_is_not_the_one_written_is_not_trusted(tmp_path: Path) -> None:
    _write(tmp_path / "a")
    archive = tmp_path / "a" / output.PRISTINE
    written = archive.read_bytes()
    for damage in (written[:-1], written.replace(b"a.py", b"c.py"), b""):
        archive.write_bytes(damage)
        assert recall_texts(tmp_path / "a") == Finished()
    archive.write_bytes(written)
    assert recall_texts(tmp_path / "a") != Finished()
    archive.unlink()
    assert recall_texts(tmp_path / "a") == Finished()


def test_another_version_of_the_tool_forgets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path / "a")
    monkeypatch.setattr(cache, "tool_hash", lambda: "other")
    assert recall_texts(tmp_path / "a") == Finished()


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_cache_that_others_may_write_to_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    _write(tmp_path / "a")
    folder = tmp_path / "specwright"
    assert folder.stat().st_mode & 0o077 == 0
    folder.chmod(mode)
    assert recall_texts(tmp_path / "a") == Finished()
    (folder / f"{cache.name_for(tmp_path / 'a')}.texts").unlink()
    keep_texts(tmp_path / "a", KEYS)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_cache_behind_a_link_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "specwright").symlink_to("elsewhere")
    _write(tmp_path / "a")
    assert recall_texts(tmp_path / "a") == Finished()
