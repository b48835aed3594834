"""openapi-spec-validator sees only checked documents, touches nothing, and never stops a run."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from specwright.spec import library_check

from .support import MINIMAL, document, findings, findings_of, rules

HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
OK = "responses: {'200': {description: ok, content: {application/json: {schema: %s}}}}"


def with_schema(schema: str, version: str = "3.1.0", components: str = "") -> str:
    head = HEAD.replace("3.1.0", version)
    return f"{head}paths: {{/a: {{get: {{{OK % schema}}}}}}}\ncomponents: {{schemas: {{{components}}}}}\n"


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_a_sound_document(tmp_path: Path, version: str) -> None:
    assert findings(tmp_path, with_schema("{type: string}", version), thorough=True) == []


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        (
            with_schema(
                "{$ref: '#/components/schemas/A'}", components="A: {properties: {b: {type: integer, default: x}}}"
            ),
            "/components/schemas/A/properties/b/default",
        ),
        (
            with_schema(
                "{$ref: '#/components/schemas/A'}", components="A: {properties: {b: {exclusiveMinimum: true}}}"
            ),
            "/components/schemas/A/properties/b/exclusiveMinimum",
        ),
        (
            with_schema("{type: array, items: {pattern: '('}}"),
            "/paths/~1a/get/responses/200/content/application~1json/schema/items/pattern",
        ),
        (MINIMAL + "tags: [{name: a}, {name: a}]", ""),
        (HEAD + "paths: {/a: {get: {responses: {'200': {}}}}}", "/paths/~1a/get/responses/200"),
    ],
)
def test_findings_are_warnings_at_their_place(tmp_path: Path, text: str, pointer: str) -> None:
    assert ("WARNING", "Library/Finding", pointer) in rules(findings(tmp_path, text, thorough=True))


def test_a_finding_of_ours_is_not_repeated(tmp_path: Path) -> None:
    text = HEAD + "paths: {'/a/{id}': {get: {operationId: x, responses: {'204': {description: 1}}}}}"
    assert [d.rule for d in findings(tmp_path, text, thorough=True)] == [
        "Response/WrongType",
        "Path/UndeclaredParameter",
    ]


def test_documents_of_several_files_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "pet.yaml").write_text("type: string")
    (found,) = findings(tmp_path, with_schema("{$ref: pet.yaml}"), thorough=True)
    assert found.rule == "Library/Skipped"
    assert "several files" in found.message


def test_errors_of_ours_keep_the_library_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_check, "_run", lambda *_: pytest.fail("it was run"))
    found = findings(tmp_path, with_schema("{$ref: '#/nope'}"), thorough=True)
    assert [d.rule for d in found] == ["Ref/Dangling", "Library/Skipped"]


def diamonds(levels: int) -> str:
    chain = ", ".join(
        f"S{n}: {{allOf: [{{$ref: '#/components/schemas/S{n + 1}'}}, {{$ref: '#/components/schemas/S{n + 1}'}}]}}"
        for n in range(levels)
    )
    return with_schema("{$ref: '#/components/schemas/S0'}", components=f"{chain}, S{levels}: {{type: object}}")


@pytest.mark.parametrize(
    "text",
    [
        diamonds(40),
        with_schema(
            "{}", components="A: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/A'}]}"
        ),
        with_schema(
            "{}", components="A: {items: {$ref: '#/components/schemas/A'}, allOf: [{$ref: '#/components/schemas/A'}]}"
        ),
        with_schema("{allOf: [" * 60 + "{}" + "]}" * 60),
        with_schema(
            "{$ref: '#/components/schemas/C0'}",
            components=", ".join(
                f"C{n}: {{properties: {{next: {{$ref: '#/components/schemas/C{(n + 1) % 300}'}}}}}}" for n in range(300)
            ),
        ),
    ],
    ids=["diamond", "cyclic allOf", "cyclic items", "deep", "long chain"],
)
@pytest.mark.threat("a15")
def test_documents_that_break_the_library(tmp_path: Path, text: str) -> None:
    start = time.monotonic()
    found = [finding.rule for finding in findings(tmp_path, text, thorough=True)]
    assert found == (["Schema/Cycle"] if "$ref: '#/components/schemas/A'" in text else [])
    assert time.monotonic() - start < 15


def test_time_is_limited_and_what_was_found_until_then_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_check, "_SECONDS", 3.0)
    components = f"A: {{default: {{}}, type: string}}, B: {{type: string, pattern: '^(a+)+$', default: {'a' * 60}b}}"
    found = findings(tmp_path, with_schema("{}", components=components), thorough=True)
    assert [d.rule for d in found] == ["Library/Finding", "Library/Incomplete"]


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port on loopback and the connections it got."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    hits: list[str] = []
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, address = server.accept()
            except TimeoutError:
                continue
            hits.append(str(address))
            connection.close()

    thread = threading.Thread(target=serve)
    thread.start()
    yield server.getsockname()[1], hits
    stop.set()
    thread.join()
    server.close()


@pytest.mark.parametrize("thorough", [False, True])
@pytest.mark.threat("a13")
def test_nothing_outside_is_touched(tmp_path: Path, listener: tuple[int, list[str]], thorough: bool) -> None:
    port, hits = listener
    outside = tmp_path / "outside.yaml"
    outside.write_text("title: SECRET")
    inside = tmp_path / "api"
    inside.mkdir()
    url = f"http://127.0.0.1:{port}"
    schemas = [
        f"{{$ref: '{url}/s.yaml'}}",
        f"{{$ref: '{outside.as_uri()}'}}",
        "{$ref: '../outside.yaml'}",
        f"{{$id: '{url}/base/', $ref: 'other'}}",
    ]
    for number, schema in enumerate(schemas):
        found = findings_of(document(inside, with_schema(schema), f"refused{number}.yaml"), thorough=thorough)
        assert found[0].rule == "Ref/Refused"
        assert all("SECRET" not in repr(d) for d in found)
    text = (
        HEAD
        + f"""
jsonSchemaDialect: {url}/dialect
externalDocs: {{url: '{url}/docs'}}
paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {{$schema: '{url}/meta', $id: '{url}/id', $dynamicRef: '{url}/dynamic'}}
              examples: {{e: {{externalValue: '{url}/example'}}}}
          links: {{l: {{operationRef: '{url}/op#/paths/x'}}}}
"""
    )
    findings_of(document(inside, text, "allowed.yaml"), thorough=thorough)
    assert hits == []


@pytest.mark.threat("a13")
def test_the_process_itself_has_its_doors_closed(tmp_path: Path, listener: tuple[int, list[str]]) -> None:
    """The second wall, without the first: a document that was not checked, given to the worker as it is."""
    port, hits = listener
    outside = tmp_path / "outside.json"
    outside.write_text('{"type": "string", "title": "SECRET"}')
    for ref in (f"http://127.0.0.1:{port}/s.json", outside.as_uri(), str(outside)):
        request = {
            "version": "3.1",
            "document": {
                "openapi": "3.1.0",
                "info": {"title": "T", "version": "1"},
                "paths": {},
                "components": {"schemas": {"A": {"properties": {"a": {"$ref": ref, "default": 1}}}}},
            },
        }
        ended = subprocess.run(
            [sys.executable, "-I", "-c", library_check._START, json.dumps(sys.path)],
            input=json.dumps(request).encode(),
            capture_output=True,
            check=False,
            timeout=60,
        )
        lines = [json.loads(line) for line in ended.stdout.splitlines()]
        assert "stopped" in lines[-1]
        assert b"SECRET" not in ended.stdout
    assert hits == []
