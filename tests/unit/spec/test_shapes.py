"""Values of a wrong type are found at their place, and what later stages get keeps the promised types."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specwright.diagnostics import Diagnostics, SpecwrightError
from specwright.spec import load, validate
from specwright.spec.grammar import OBJECTS
from specwright.spec.shapes import Leaf, ListOf, MapOf, One, Shape

from .support import MINIMAL, document, findings, findings_of, rules

_WHOLE = """\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
"""


def test_a_sound_document_has_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path, _WHOLE) == []


def test_a_sound_document_is_not_changed(tmp_path: Path) -> None:
    subject = document(tmp_path, _WHOLE)
    before = copy.deepcopy(subject.data)
    findings_of(subject)
    assert subject.data == before


@pytest.mark.parametrize(
    ("schema", "pointer", "left"),
    [
        ("{type: string, minimum: '1'}", "/minimum", {"type": "string"}),
        ("{type: object, required: true}", "/required", {"type": "object"}),
        ("{required: [a, 1, {}]}", "/required/1", {"required": ["a", "1"]}),
        ("{type: strin}", "/type", {}),
        ("{type: [string, null]}", "/type", {"type": ["string", "null"]}),
        ("{type: null}", "/type", {"type": "null"}),
        ("{type: []}", "/type", {}),
        ("{maxLength: -1}", "/maxLength", {}),
        ("{maxLength: 1.5}", "/maxLength", {}),
        ("{enum: x}", "/enum", {}),
        ("{enum: []}", "/enum", {}),
        ("{properties: [a]}", "/properties", {}),
        ("{properties: {a: string}}", "/properties/a", {"properties": {"a": {}}}),
        ("{items: [{type: string}]}", "/items", {"items": {}}),
        ("{allOf: {type: string}}", "/allOf", {}),
        ("{allOf: []}", "/allOf", {}),
        ("{oneOf: [x, {type: string}]}", "/oneOf/0", {"oneOf": [{}, {"type": "string"}]}),
        ("{nullable: 'true'}", "/nullable", {"nullable": True}),
        ("{readOnly: 1}", "/readOnly", {}),
        ("{discriminator: kind}", "/discriminator", {}),
        ("{not: 1}", "/not", {}),
        ("{title: 1.0}", "/title", {"title": "1.0"}),
        ("{description: [a]}", "/description", {}),
        ("{pattern: 12}", "/pattern", {"pattern": "12"}),
        ("{additionalProperties: string}", "/additionalProperties", {"additionalProperties": {}}),
    ],
)
@pytest.mark.threat("a06")
def test_wrong_values_in_schemas(tmp_path: Path, schema: str, pointer: str, left: Any) -> None:
    subject = document(tmp_path, f"{MINIMAL}components: {{schemas: {{A: {schema}}}}}")
    found = [r for r in rules(findings_of(subject)) if r[1] == "Schema/WrongType"]
    assert ("WARNING", "Schema/WrongType", f"/components/schemas/A{pointer}") in found
    assert subject.data["components"]["schemas"]["A"] == left


@pytest.mark.parametrize(
    "schema", ["{maxLength: 10.0}", "true", "{exclusiveMinimum: true}", "{exclusiveMinimum: 1}", "{default: null}"]
)
def test_unusual_but_right(tmp_path: Path, schema: str) -> None:
    assert [d.rule for d in findings(tmp_path, f"{MINIMAL}components: {{schemas: {{A: {schema}}}}}")] == [
        "Document/NoOperations"
    ]


@pytest.mark.parametrize(
    ("member", "pointer", "rule"),
    [
        ("paths: [a]", "/paths", "Document/WrongType"),
        ("paths: x", "/paths", "Document/WrongType"),
        ("paths: {/a: x}", "/paths/~1a", "Path/WrongType"),
        ("paths: {/a: {get: [1]}}", "/paths/~1a/get", "Path/WrongType"),
        ("paths: {/a: {get: {parameters: {}, responses: {}}}}", "/paths/~1a/get/parameters", "Operation/WrongType"),
        ("paths: {/a: {get: {parameters: [x], responses: {}}}}", "/paths/~1a/get/parameters/0", "Operation/WrongType"),
        ("paths: {/a: {get: {responses: []}}}", "/paths/~1a/get/responses", "Operation/WrongType"),
        ("paths: {/a: {get: {responses: {'200': x}}}}", "/paths/~1a/get/responses/200", "Response/WrongType"),
        ("paths: {/a: {get: {requestBody: x, responses: {}}}}", "/paths/~1a/get/requestBody", "Operation/WrongType"),
        ("paths: {/a: {get: {security: x, responses: {}}}}", "/paths/~1a/get/security", "Operation/WrongType"),
        (
            "paths: {/a: {get: {parameters: [{in: query}], responses: {}}}}",
            "/paths/~1a/get/parameters/0/name",
            "Parameter/Missing",
        ),
        (
            "paths: {/a: {get: {parameters: [{name: a, in: body}], responses: {}}}}",
            "/paths/~1a/get/parameters/0/in",
            "Parameter/UnknownValue",
        ),
        ("components: []", "/components", "Document/WrongType"),
        ("components: {schemas: [a]}", "/components/schemas", "Components/WrongType"),
        ("components: {securitySchemes: {a: {}}}", "/components/securitySchemes/a/type", "Security/Missing"),
    ],
)
def test_what_the_api_cannot_be_read_without_is_an_error(tmp_path: Path, member: str, pointer: str, rule: str) -> None:
    text = MINIMAL.replace("paths: {}\n", "" if member.startswith("paths") else "paths: {}\n") + member
    assert ("ERROR", rule, pointer) in rules(findings(tmp_path, text))


def test_empty_yaml_values_are_absent_and_noted_once(tmp_path: Path) -> None:
    text = """\
openapi: 3.1.0
info: {title: T, version: '1', description: }
paths:
  /a:
    get: {summary: , parameters: , responses: {'204': }}
    post: {summary: , responses: {'204': {description: ok}}}
components:
"""
    subject = document(tmp_path, text)
    found = findings_of(subject)
    assert rules(found) == [
        ("WARNING", "Response/WrongType", "/paths/~1a/get/responses/204"),
        ("NOTE", "Document/Null", "/components"),
        ("NOTE", "Info/Null", "/info/description"),
        ("NOTE", "Operation/Null", "/paths/~1a/get/summary"),
        ("NOTE", "Operation/Null", "/paths/~1a/get/parameters"),
    ]
    assert "2 places" in found[3].message
    assert subject.data["paths"]["/a"]["get"] == {"responses": {"204": {}}}


def test_unknown_fields_are_counted_and_misspellings_told(tmp_path: Path) -> None:
    text = _WHOLE.replace("operationId:", "operationID:").replace(
        "{type: string}", "{type: string, nulable: true, foo: 1}"
    )
    found = findings(tmp_path, text)
    assert [(d.severity.name, d.rule, d.hint) for d in found] == [
        ("WARNING", "Operation/UnknownField", "Did you mean 'operationId'?"),
        ("WARNING", "Schema/UnknownField", "Did you mean 'nullable'?"),
        ("NOTE", "Schema/UnknownField", "Extensions begin with 'x-'."),
    ]
    assert "2 places" in found[1].message


def test_a_reference_to_another_kind_of_object(tmp_path: Path) -> None:
    text = (
        MINIMAL
        + """
components:
  parameters: {P: {name: p, in: query, required: true, schema: {type: string}}}
  schemas:
    A: {properties: {p: {$ref: '#/components/parameters/P'}, root: {$ref: '#'}, text: {$ref: '#/info/title'}}}
"""
    )
    subject = document(tmp_path, text)
    assert [r for r in rules(findings_of(subject)) if r[1].startswith("Ref")] == [
        ("WARNING", "Ref/WrongKind", "/components/schemas/A/properties/p/$ref"),
        ("ERROR", "Ref/WrongKind", "/components/schemas/A/properties/root/$ref"),
        ("ERROR", "Ref/WrongKind", "/components/schemas/A/properties/text/$ref"),
    ]
    assert subject.data["components"]["parameters"]["P"]["required"] is True


def test_a_list_shared_by_an_alias_is_repaired_once(tmp_path: Path) -> None:
    text = MINIMAL + "components: {schemas: {A: {required: &r [{}, a, {}]}, B: {required: *r}}}"
    subject = document(tmp_path, text)
    findings_of(subject)
    assert subject.data["components"]["schemas"] == {"A": {"required": ["a"]}, "B": {"required": ["a"]}}


def test_all_errors_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(_WHOLE.replace("schemas/Pet", "schemas/Pett").replace("parameters:", "parameters: 1\n      x-was:"))
    diagnostics = Diagnostics()
    with pytest.raises(SpecwrightError) as caught:
        validate(load(path, diagnostics=diagnostics), diagnostics)
    assert [d.rule for d in caught.value.diagnostics] == ["Operation/WrongType", "Ref/Dangling"]


# --- whatever is in a document, afterwards its shapes hold

_JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 3)
    | st.floats(-2, 2)
    | st.sampled_from(["", "a", "true", "string", "query"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "x-a", "type", "200"]), inner, max_size=3)
    ),
    max_leaves=4,
)


def _values(shape: Shape, depth: int) -> st.SearchStrategy[Any]:
    if depth <= 0 or isinstance(shape, Leaf):
        return _JUNK
    match shape:
        case One():
            made = _objects(shape.kind, depth - 1)
        case ListOf():
            made = st.lists(_values(shape.item, depth - 1), max_size=2)
        case MapOf():
            made = st.dictionaries(st.sampled_from(["a", "b", "200", "/p"]), _values(shape.item, depth - 1), max_size=2)
    return made | _JUNK


def _objects(kind: str, depth: int) -> st.SearchStrategy[Any]:
    rule = OBJECTS[kind]
    fields = {name: _values(shape, depth) for name, shape in rule.fields.items() if not name.startswith("$")}
    if rule.others is not None:
        return st.dictionaries(st.sampled_from(["/a", "200", "x-a"]), _values(rule.others, depth), max_size=2)
    names = st.lists(st.sampled_from(sorted(fields)), max_size=4, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: fields[name] for name in chosen}))


def _holds(value: Any, shape: Shape) -> bool:
    match shape:
        case Leaf.ANY:
            return True
        case Leaf.TEXT:
            return isinstance(value, str)
        case Leaf.FLAG:
            return isinstance(value, bool)
        case Leaf.NUMBER | Leaf.LIMIT:
            return isinstance(value, int | float)
        case Leaf.WHOLE:
            return isinstance(value, int) and value >= 0
        case Leaf.VALUES:
            return isinstance(value, list) and bool(value)
        case Leaf.TYPE:
            return isinstance(value, str) or (isinstance(value, list) and all(isinstance(name, str) for name in value))
        case ListOf():
            return isinstance(value, list) and all(_holds(item, shape.item) for item in value)
        case MapOf():
            return isinstance(value, dict) and all(
                _holds(member, shape.item)
                for name, member in value.items()
                if not (shape.extensions and name.startswith("x-"))
            )
        case One():
            return _object_holds(value, shape.kind)
    return False


def _object_holds(value: Any, kind: str) -> bool:
    rule = OBJECTS[kind]
    if not isinstance(value, dict):
        return rule.may_be_flag and isinstance(value, bool)
    return all(
        _holds(member, rule.fields.get(name, rule.others or Leaf.ANY))
        for name, member in value.items()
        if name in rule.fields or not name.startswith("x-")
    )


@settings(max_examples=150, deadline=None)
@given(_objects("openapi", 7))
def test_after_the_check_every_shape_holds(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    path = tmp_path_factory.mktemp("spec") / "openapi.json"
    path.write_text(json.dumps({**data, "openapi": "3.1.0"}))
    subject = load(path, diagnostics=Diagnostics())
    findings_of(subject)
    assert _object_holds(subject.data, "openapi")
