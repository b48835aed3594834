"""Transforms: commands that change the document, and expressions that say where."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from specwright.config import resolve_config
from specwright.config.jsonpath import PathError, find, parse_path
from specwright.config.transforms import apply_transforms
from specwright.diagnostics import Diagnostics
from specwright.spec import load

from .support import document, messages, read

DATA: dict[str, Any] = {
    "paths": {"/a": {"get": {"tags": ["x", "y"]}, "post": {"deprecated": True}}},
    "components": {
        "schemas": {
            "A": {"type": "string", "oneOf": [{"type": "integer"}]},
            "B b": {"type": "object", "properties": {"id": {"type": "string"}, "kind": {"const": "b"}}},
        }
    },
}


def values(expression: str) -> list[Any]:
    return [place.value for place in find(parse_path(expression), DATA)]


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("$.components.schemas.A.type", ["string"]),
        ("$['components'][\"schemas\"]['B b'].type", ["object"]),
        ("$.paths['/a'].get.tags[0]", ["x"]),
        ("$.paths['/a'].get.tags[-1]", ["y"]),
        ("$.paths['/a'].get.tags[0,1]", ["x", "y"]),
        ("$.paths['/a'].get.tags[*]", ["x", "y"]),
        ("$.components.schemas.*.type", ["string", "object"]),
        ("$..type", ["string", "integer", "object", "string"]),
        ("$.components..properties.id.type", ["string"]),
        ("$.components.schemas[?(@.type == 'object')].properties.id", [{"type": "string"}]),
        ("$.components.schemas[?(@.oneOf)].type", ["string"]),
        ("$.components.schemas[?(!@.oneOf)].type", ["object"]),
        ("$..properties[?(@.type != 'string' && @.const == 'b')]", [{"const": "b"}]),
        ("$.paths.*[?(@.deprecated == true)]", [{"deprecated": True}]),
        ("$.components.schemas[?(@.oneOf || @.properties)].type", ["string", "object"]),
        ("$.components.schemas[?(@property == 'A')].type", ["string"]),
        ("$..[?(@property === 'kind' && @.const)]", [{"const": "b"}]),
        ("$.paths./a.get.tags[0]", ["x"]),
        ("$.nothing.here", []),
    ],
)
def test_expressions(expression: str, found: list[Any]) -> None:
    assert values(expression) == found


@pytest.mark.parametrize(
    "expression",
    [
        "paths",
        "$.a^",
        "$.a~",
        "$.a[(@.length-1)]",
        "$.a[?(@.b.match(/x/))]",
        "$.a[1:2]",
        "$.",
        "$..",
        "$.[a]",
        "$.a[?(@property)]",
    ],
)
def test_expressions_that_are_not_known(expression: str) -> None:
    with pytest.raises(PathError):
        parse_path(expression)


def transformed(tmp_path: Path, commands: str) -> tuple[dict[str, Any], list[str]]:
    config, found = read(tmp_path, f"organization: {{name: acme}}\nopenapi:\n  transforms:\n{commands}")
    assert messages(found) == []
    loaded, diagnostics = document(tmp_path, DATA), Diagnostics()
    assert apply_transforms(loaded, config, diagnostics).transforms == ()
    return loaded.data, messages(diagnostics)


def test_commands(tmp_path: Path) -> None:
    data, found = transformed(
        tmp_path,
        """
    - {command: update, args: {target: $.components.schemas.A.type, value: "old {{value}}", template: true}}
    - {command: append, args: {target: "$.paths['/a'].get.tags", value: z}}
    - {command: append, args: {target: "$.paths['/a'].get", value: {summary: "{{value}}"}}}
    - {command: merge, args: {target: $.components.schemas.A, value: {description: text, oneOf: []}}}
    - {command: remove, args: {target: ["$.paths['/a'].post"]}}
    - {command: remove, args: {target: "$.components.schemas['B b'].properties", keys: [kind]}}
    - {command: copy, args: {from: $.components.schemas.A, to: [$.components.schemas.C, $.components.schemas.D]}}
    - {command: move, args: {from: "$.components.schemas['B b']", to: $.components.schemas.B}}
""",
    )
    assert found == []
    schemas = data["components"]["schemas"]
    assert schemas["A"] == {"type": "old string", "oneOf": [], "description": "text"}
    assert schemas["C"] == schemas["A"] and schemas["C"] is not schemas["A"]
    assert schemas["D"] == schemas["A"] and schemas["D"] is not schemas["C"]
    assert schemas["B"] == {"type": "object", "properties": {"id": {"type": "string"}}}
    assert list(schemas) == ["A", "C", "D", "B"]
    assert data["paths"] == {"/a": {"get": {"tags": ["x", "y", "z"], "summary": "{{value}}"}}}


def test_several_items_of_a_list_are_removed(tmp_path: Path) -> None:
    data, _ = transformed(tmp_path, "    - {command: remove, args: {target: \"$.paths['/a'].get.tags[*]\"}}")
    assert data["paths"]["/a"]["get"]["tags"] == []


def test_one_of_to_any_of(tmp_path: Path) -> None:
    data, _ = transformed(tmp_path, "    - {command: oneOfToAnyOf}")
    assert data["components"]["schemas"]["A"] == {"type": "string", "anyOf": [{"type": "integer"}]}


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("{command: remove, args: {target: $.paths.nothing}}", "remove: nothing matches `$.paths.nothing`"),
        ("{command: remov, args: {target: $.paths}}", "remov: this command is not known; did you mean `remove`?"),
        ("{command: update, args: {target: $.paths}}", "update: `value` is missing"),
        (
            "{command: update, args: {target: $.a, value: 1, filter: x}}",
            "update: `filter` is not supported here; known",
        ),
        (
            "{command: append, args: {target: $.paths, value: 1}}",
            "append: `paths` is no list, nor",
        ),
        ("{command: append, args: {target: $.components, value: {schemas: {}}}}", "append: `components` has `schemas`"),
        ("{command: update, args: {target: $..type, value: x, template: true}}", "update: with `template`, the value"),
        (
            "{command: update, args: {target: $.paths, value: '{{value}}', template: true}}",
            "update: with `template`, `paths` has to be a text",
        ),
        ("{command: update, args: {target: {matches_schema: $..type}, value: 1}}", "update: `$..type` matches 4"),
        ("{command: replaceProperties, args: {filter: {not: [$.a]}, value: 1}}", "replaceProperties: `filter` has to"),
        ("{command: remove, args: {target: $.paths, keys: [x]}}", "remove: none of the keys x is there"),
        ("{command: copy, args: {from: $..type, to: $.x}}", "copy: `$..type` matches 4 places, not one"),
        ("{command: move, args: {from: $.paths, to: $.a.b}}", "move: `$.a.b` is not one member of a mapping"),
        ("{command: update, args: {target: $.a^, value: 1}}", "update: `$.a^` is not understood from `^` on"),
    ],
)
def test_what_cannot_be_done_is_an_error_at_its_place(tmp_path: Path, command: str, message: str) -> None:
    data, found = transformed(tmp_path, f"    - {command}")
    assert len(found) == 1 and found[0].startswith(f"Transform/Failed /openapi/transforms/0: {message}")
    assert data["components"] == DATA["components"]


def test_what_yaml_aliases_share_is_changed_apart(tmp_path: Path) -> None:
    file = tmp_path / "openapi.yaml"
    file.write_text("openapi: 3.1.0\ncomponents: {schemas: {A: &a {type: string}, B: *a}}\n", encoding="utf-8")
    loaded = load(file, diagnostics=Diagnostics())
    text = (
        "organization: {name: x}\nopenapi: {transforms: [{command: update, args: {target: $..A.type, value: integer}}]}"
    )
    apply_transforms(loaded, read(tmp_path, text)[0], Diagnostics())
    assert loaded.data["components"]["schemas"] == {"A": {"type": "integer"}, "B": {"type": "string"}}


def test_transforms_that_nobody_carried_out_are_reported(tmp_path: Path) -> None:
    text = "organization: {name: x}\nopenapi: {transforms: [{command: remove, args: {target: $.a}}]}"
    diagnostics = Diagnostics()
    resolve_config(read(tmp_path, text)[0], document(tmp_path, DATA), diagnostics)
    assert "Transform/NotApplied /openapi/transforms/0: the transform `remove` was not carried out" in messages(
        diagnostics
    )


TWINS = """
    - command: update
      args:
        target: [{matches_schema: $.components.schemas.A, ignore: $.components.schemas.A}]
        value: {$ref: "#/components/schemas/A"}
"""


def test_schemas_that_say_the_same_are_replaced(tmp_path: Path) -> None:
    model = {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}, "title": {}}}
    twin = {"description": "text", **model, "required": ["b", "a"]}
    other = {**model, "properties": {"a": {"type": "string"}}}
    loaded = document(tmp_path, {"components": {"schemas": {"A": model, "B": {"items": twin}, "C": other}}})
    config, _ = read(tmp_path, f"organization: {{name: acme}}\nopenapi:\n  transforms:{TWINS}")
    diagnostics = Diagnostics()
    apply_transforms(loaded, config, diagnostics)
    assert messages(diagnostics) == []
    reference = {"$ref": "#/components/schemas/A"}
    assert loaded.data["components"]["schemas"] == {"A": model, "B": {"items": reference}, "C": other}


def test_discriminators_are_guessed(tmp_path: Path) -> None:
    def arm(kind: str, member: str = "kind") -> dict[str, Any]:
        return {"required": [member], "properties": {"id": {}, member: {"enum": [kind]}}}

    schemas = {
        "Cat": arm("cat"),
        "Pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, arm("dog")]},
        "Same": {"anyOf": [arm("cat"), arm("cat")]},
        "Other": {"anyOf": [arm("cat"), arm("dog", "type")]},
        "Open": {"anyOf": [arm("cat"), {"type": "string"}]},
    }
    loaded = document(tmp_path, {"components": {"schemas": schemas}})
    text = "organization: {name: acme}\nopenapi: {transformations: [{command: guessDiscriminantUnions}]}"
    apply_transforms(loaded, read(tmp_path, text)[0], Diagnostics())
    found = {name: schema.get("discriminator") for name, schema in loaded.data["components"]["schemas"].items()}
    assert found == {"Cat": None, "Pet": {"propertyName": "kind"}, "Same": None, "Other": None, "Open": None}


def test_properties_are_replaced(tmp_path: Path) -> None:
    data, found = transformed(
        tmp_path,
        "    - {command: replaceProperties, args: {filter: {only: [$.components.schemas.A.type]}, value: number}}",
    )
    assert found == [] and data["components"]["schemas"]["A"]["type"] == "number"
