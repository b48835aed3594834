"""What must fit together: ids, paths and parameters, security, servers, discriminators."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from .support import MINIMAL, document, findings, findings_of, rules

HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"


def operation(parameters: str = "[]", more: str = "") -> str:
    return f"{{parameters: {parameters}, responses: {{'204': {{description: ok}}}}{more}}}"


def test_duplicate_operation_id_names_both_places(tmp_path: Path) -> None:
    one = operation(more=", operationId: one")
    text = f"{HEAD}paths:\n  /a: {{get: {one}}}\n  /b: {{put: {one}}}\n"
    (found,) = findings(tmp_path, text)
    assert (found.severity.name, found.rule) == ("ERROR", "Operation/DuplicateId")
    assert "PUT /b" in found.message
    assert "GET /a" in found.message
    assert found.origin is not None
    assert found.origin.pointer == "/paths/~1b/put/operationId"
    assert [related.origin.pointer for related in found.related] == ["/paths/~1a/get/operationId"]


def test_operation_ids_are_compared_across_files(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(f"get: {operation(more=', operationId: one')}")
    text = f"{HEAD}paths:\n  /a: {{get: {operation(more=', operationId: one')}}}\n  /b: {{$ref: b.yaml}}\n"
    (found,) = findings(tmp_path, text)
    assert found.rule == "Operation/DuplicateId"
    assert found.origin is not None
    assert found.origin.file.endswith("/b.yaml")


def test_operation_ids_of_webhooks_and_callbacks_are_another_matter(tmp_path: Path) -> None:
    one = operation(more=", operationId: one")
    text = f"{HEAD}paths:\n  /a: {{get: {one}}}\nwebhooks: {{w: {{post: {one}}}}}\n"
    assert findings(tmp_path, text) == []


@pytest.mark.parametrize(
    ("path", "parameters", "expected"),
    [
        ("/a/{id}", "[{name: id, in: path, required: true, schema: {}}]", []),
        ("/a/{id}", "[]", [("WARNING", "Path/UndeclaredParameter", "/paths/{p}/get/parameters")]),
        (
            "/a",
            "[{name: id, in: path, required: true, schema: {}}]",
            [("WARNING", "Path/UnknownParameter", "/paths/{p}/get/parameters/0/name")],
        ),
        (
            "/a/{id}",
            "[{name: id, in: path, schema: {}}]",
            [("WARNING", "Path/OptionalParameter", "/paths/{p}/get/parameters/0/required")],
        ),
        (
            "/a",
            "[{name: q, in: query, schema: {}}, {name: q, in: header, schema: {}}, {name: q, in: query, schema: {}}]",
            [("WARNING", "Parameter/Duplicate", "/paths/{p}/get/parameters/2")],
        ),
        (
            "/a",
            "[{name: Authorization, in: header, schema: {}}]",
            [("NOTE", "Parameter/IgnoredHeader", "/paths/{p}/get/parameters/0/name")],
        ),
        ("a", "[]", [("ERROR", "Path/NoSlash", "/paths/{p}")]),
        ("/a/{id", "[]", [("ERROR", "Path/Template", "/paths/{p}")]),
        ("/a/{}", "[{name: '', in: path, required: true, schema: {}}]", [("ERROR", "Path/Template", "/paths/{p}")]),
        (
            "/{x}/{x}",
            "[{name: x, in: path, required: true, schema: {}}]",
            [("ERROR", "Path/Template", "/paths/{p}")],
        ),
    ],
)
def test_paths_and_parameters(tmp_path: Path, path: str, parameters: str, expected: list[tuple[str, str, str]]) -> None:
    escaped = path.replace("~", "~0").replace("/", "~1")
    found = rules(findings(tmp_path, f'{HEAD}paths:\n  "{path}": {{get: {operation(parameters)}}}\n'))
    assert found == [(severity, rule, pointer.replace("{p}", escaped)) for severity, rule, pointer in expected]


def test_parameters_of_the_path_item_count_and_may_be_references(tmp_path: Path) -> None:
    text = f"""{HEAD}
paths:
  /a/{{id}}/{{x}}:
    parameters: [{{$ref: '#/components/parameters/Id'}}]
    get: {operation("[{name: x, in: path, required: true, schema: {}}]")}
components:
  parameters: {{Id: {{name: id, in: path, required: true, schema: {{type: string}}}}}}
"""
    assert findings(tmp_path, text) == []


def test_a_reference_that_dangles_does_not_make_parameters_missing(tmp_path: Path) -> None:
    text = f"{HEAD}paths:\n  /a/{{id}}: {{get: {operation('[{$ref: nope.yaml}]')}}}\n"
    assert [d.rule for d in findings(tmp_path, text)] == ["Ref/Dangling"]


def test_paths_that_are_the_same_request(tmp_path: Path) -> None:
    def at(path: str, name: str) -> str:
        return f"  {path}: {{get: {operation(f'[{{name: {name}, in: path, required: true, schema: {{}}}}]')}}}\n"

    text = f"{HEAD}paths:\n{at('/a/{x}', 'x')}{at('/a/{y}', 'y')}{at('/a/{x}/c', 'x')}"
    (found,) = findings(tmp_path, text)
    assert found.rule == "Path/Ambiguous"
    assert found.origin is not None
    assert found.origin.pointer == "/paths/~1a~1{y}/get"


def test_security_servers_discriminators(tmp_path: Path) -> None:
    text = f"""{HEAD}
security: [{{}}, {{bearr: []}}]
servers:
  - url: https://{{region}}.example.com/{{version}}
    variables: {{version: {{default: v3, enum: [v1, v2]}}}}
paths:
  /a: {{get: {operation(more=", security: [{bearer: [], other: []}]")}}}
components:
  securitySchemes: {{bearer: {{type: http, scheme: bearer}}}}
  schemas:
    Cat: {{type: object}}
    Pet:
      oneOf: [{{$ref: '#/components/schemas/Cat'}}]
      discriminator:
        propertyName: kind
        mapping: {{cat: Cat, also: '#/components/schemas/Cat', dog: Dog, cot: '#/components/schemas/Cot'}}
"""
    found = findings(tmp_path, text)
    assert rules(found) == [
        ("WARNING", "Security/Undefined", "/security/1/bearr"),
        ("WARNING", "Security/Undefined", "/paths/~1a/get/security/0/other"),
        ("WARNING", "Server/UndefinedVariable", "/servers/0/url"),
        ("WARNING", "Server/UnknownDefault", "/servers/0/variables/version/default"),
        ("ERROR", "Schema/UnknownMapping", "/components/schemas/Pet/discriminator/mapping/dog"),
        ("ERROR", "Schema/UnknownMapping", "/components/schemas/Pet/discriminator/mapping/cot"),
    ]
    assert found[0].hint == "Did you mean 'bearer'?"
    assert found[5].hint == "Did you mean 'Cat'?"


def test_a_document_without_operations_is_told_so(tmp_path: Path) -> None:
    assert [d.rule for d in findings(tmp_path, MINIMAL)] == ["Document/NoOperations"]


def test_version_as_a_number_is_understood(tmp_path: Path) -> None:
    subject = document(tmp_path, MINIMAL.replace("3.1.0", "3.1"))
    assert subject.version == "3.1"
    findings_of(subject)
    assert subject.data["openapi"] == "3.1"


@pytest.mark.threat("a17")
def test_hostile_sizes_stay_linear(tmp_path: Path) -> None:
    """Thousands of wrong names, placeholders and parameters: what is quadratic would take minutes here."""
    names = [f"n{n}" for n in range(4_000)]
    parameters = [{"name": name, "in": "path", "required": True, "schema": {}} for name in names]
    path = "".join(f"/{{m{n}}}" for n in range(4_000))
    schemas: dict[str, Any] = {name: {} for name in names}
    schemas["All"] = {"oneOf": [{"$ref": f"#/components/schemas/S{name}"} for name in names]}
    text = json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {path: {"get": {"parameters": parameters, "responses": {"204": {"description": "ok"}}}}},
            "components": {"schemas": schemas},
        }
    )
    found = Counter(d.rule for d in findings(tmp_path, text))
    assert found == {"Ref/Dangling": 4_000, "Path/UndeclaredParameter": 4_000, "Path/UnknownParameter": 4_000}
