"""`allOf`: inheritance, narrowing, cycles."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from specwright import ir
from specwright.diagnostics import SpecwrightError

from .helpers import INTEGER, STRING, lower_text, ref

ANIMAL = "Animal: {type: object, required: [name], properties: {name: {type: string}, age: {type: integer}}}"


def schemas(*components: str) -> str:
    return "components:\n  schemas:\n" + "".join(f"    {component}\n" for component in components)


def test_parents_are_merged_and_remembered(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            ANIMAL,
            "Dog: {description: Barks., allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, "
            "required: [age, bark], properties: {bark: {type: string}}}]}",
        ),
        tmp_path,
    )
    animal, dog = lowered.record("Animal"), lowered.record("Dog")
    assert dog.bases == (animal.id,)
    assert dog.doc == "Barks."
    assert [(field.wire, field.required) for field in dog.fields] == [("name", True), ("age", True), ("bark", True)]
    assert dog.fields[0] == animal.fields[0]  # inherited as it is


@pytest.mark.parametrize(
    "schema",
    [
        "{allOf: [{$ref: '#/components/schemas/Animal'}]}",
        "{allOf: [{$ref: '#/components/schemas/Animal'}], description: An animal.}",
        "{allOf: [{$ref: '#/components/schemas/Animal'}, {description: An animal.}]}",
        "{type: object, allOf: [{$ref: '#/components/schemas/Animal'}]}",
        "{allOf: [{type: object}, {$ref: '#/components/schemas/Animal'}]}",
        "{$ref: '#/components/schemas/Animal', description: An animal.}",
        "{allOf: [{$ref: '#/components/schemas/Animal'}], x-note: 1, readOnly: true}",
    ],
)
def test_what_adds_nothing_is_the_reference(tmp_path: Path, schema: str) -> None:
    lowered = lower_text(schemas(ANIMAL, f"Z: {{type: object, properties: {{pet: {schema}}}}}"), tmp_path)
    assert lowered.field("Z", "pet").type == ref("Animal")


def test_annotations_beside_a_reference_are_kept(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            "Text: {type: string, description: Of the text., default: d, readOnly: true}",
            """A:
      type: object
      properties:
        own: {$ref: '#/components/schemas/Text', description: Own., default: o, deprecated: true}
        inherited: {$ref: '#/components/schemas/Text'}
        wrapped: {allOf: [{$ref: '#/components/schemas/Text'}], description: Wrapped.}""",
        ),
        tmp_path,
    )
    own, inherited, wrapped = lowered.record("A").fields
    assert (own.doc, own.default, own.deprecated, own.access) == ("Own.", "o", True, ir.Access.READ_ONLY)
    assert (inherited.doc, inherited.default, inherited.deprecated) == ("Of the text.", "d", False)
    assert (wrapped.doc, wrapped.type) == ("Wrapped.", ref("Text"))


def test_keywords_beside_a_reference_count_from_3_1_on(tmp_path: Path) -> None:
    text = schemas(
        ANIMAL, "Cat: {$ref: '#/components/schemas/Animal', properties: {lives: {type: integer}}, required: [lives]}"
    )
    cat = lower_text(text, tmp_path, "3.1.0").record("Cat")
    assert ([field.wire for field in cat.fields], cat.bases) == (["name", "age", "lives"], (ref("Animal").id,))
    old = lower_text(text, tmp_path, "3.0.3")
    assert old.type("Cat") == ref("Animal")
    assert old.rules() == ["Schema/RefSiblings"]


def test_property_in_several_parts_is_narrowed(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            """Base:
      type: object
      properties:
        kind: {type: string, description: The kind.}
        size: {type: number}
        data: {type: object, properties: {a: {type: string}}}
        same: {$ref: '#/components/schemas/Thing'}
        loose: {}""",
            "Thing: {type: object, properties: {x: {type: string}}}",
            """Child:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          properties:
            kind: {enum: [child]}
            size: {type: integer}
            data: {type: object, properties: {b: {type: integer}}}
            same: {$ref: '#/components/schemas/Thing'}
            loose: {$ref: '#/components/schemas/Thing'}""",
        ),
        tmp_path,
    )
    types = {field.wire: field.type for field in lowered.record("Child").fields}
    assert types["kind"] == ir.Literal(("child",), ir.ScalarKind.STRING)
    assert lowered.field("Child", "kind").doc == "The kind."
    assert types["size"] == INTEGER
    assert types["same"] == types["loose"] == ref("Thing")
    merged = types["data"]
    assert isinstance(merged, ir.Ref)
    assert [field.wire for field in lowered.record(merged.id).fields] == ["a", "b"]
    base = lowered.field("Base", "data").type
    assert isinstance(base, ir.Ref)
    assert [field.wire for field in lowered.record(base.id).fields] == ["a"]


def test_contradicting_property_takes_the_later_type(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            "A: {allOf: [{properties: {x: {type: string, maxLength: 3}}}, {properties: {x: {type: integer, "
            "minimum: 1}}}]}"
        ),
        tmp_path,
    )
    type_ = lowered.field("A", "x").type
    assert isinstance(type_, ir.Scalar)
    assert type_.kind is ir.ScalarKind.INTEGER
    assert lowered.rules() == ["Schema/Contradiction"]


def test_required_beside_all_of_applies_to_inherited_properties(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(ANIMAL, "Old: {allOf: [{$ref: '#/components/schemas/Animal'}], required: [age]}"), tmp_path
    )
    assert [field.required for field in lowered.record("Old").fields] == [True, True]
    assert [field.required for field in lowered.record("Animal").fields] == [True, False]


def test_scalars_are_narrowed(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas("Name: {type: string}", "Short: {allOf: [{$ref: '#/components/schemas/Name'}, {maxLength: 5}]}"),
        tmp_path,
    )
    assert lowered.type("Short") == ir.Scalar(ir.ScalarKind.STRING, None, (("maxLength", 5),))


def test_union_inside_is_distributed(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            "Cat: {type: object, properties: {meow: {type: string}}}",
            "Dog: {type: object, properties: {bark: {type: string}}}",
            "Pet: {allOf: [{type: object, properties: {id: {type: string}}}, "
            "{oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}]}",
        ),
        tmp_path,
    )
    pet = lowered.type("Pet")
    assert isinstance(pet, ir.Union)
    arms = [lowered.record(arm.type.id) for arm in pet.arms if isinstance(arm.type, ir.Ref)]
    assert [[field.wire for field in arm.fields] for arm in arms] == [["id", "meow"], ["id", "bark"]]
    assert [arm.bases for arm in arms] == [(ref("Cat").id,), (ref("Dog").id,)]


def test_diamond_is_opened_once(tmp_path: Path) -> None:
    levels = [
        f"L{n}: {{allOf: [{{$ref: '#/components/schemas/L{n + 1}'}}, {{$ref: '#/components/schemas/L{n + 1}'}}, "
        f"{{properties: {{p{n}: {{type: string}}}}}}]}}"
        for n in range(24)
    ]
    started = time.process_time()
    lowered = lower_text(schemas(*levels, "L24: {properties: {last: {type: string}}}"), tmp_path)
    assert time.process_time() - started < 1
    assert len(lowered.record("L0").fields) == 25


@pytest.mark.parametrize(
    "components",
    [
        ["A: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {x: {type: string}}}]}"],
        [
            "A: {allOf: [{$ref: '#/components/schemas/B'}, {properties: {x: {type: string}}}]}",
            "B: {allOf: [{$ref: '#/components/schemas/A'}, {properties: {y: {type: string}}}]}",
        ],
        ["A: {allOf: [{$ref: '#/components/schemas/A'}]}"],
        ["A: {$ref: '#/components/schemas/A'}"],
        ["A: {$ref: '#/components/schemas/B'}", "B: {$ref: '#/components/schemas/A'}"],
        ["A: {anyOf: [{$ref: '#/components/schemas/B'}, {type: string}]}", "B: {$ref: '#/components/schemas/A'}"],
    ],
)
def test_schema_made_of_itself_is_refused(tmp_path: Path, components: list[str]) -> None:
    with pytest.raises(SpecwrightError) as caught:
        lower_text(schemas(*components), tmp_path)
    found = caught.value.diagnostics[0]
    assert found.rule == "Schema/Cycle"
    assert found.origin is not None
    assert found.origin.pointer.startswith("/components/schemas/")


def test_recursion_through_members_is_fine(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            "Node: {type: object, properties: {next: {$ref: '#/components/schemas/Node'}, all: {type: array, "
            "items: {$ref: '#/components/schemas/Leaf'}}}}",
            "Leaf: {allOf: [{$ref: '#/components/schemas/Node'}, {properties: {leaf: {type: string}}}]}",
        ),
        tmp_path,
    )
    assert [field.type for field in lowered.record("Node").fields] == [ref("Node"), ir.ListOf(ref("Leaf"))]
    assert [field.type for field in lowered.record("Leaf").fields] == [ref("Node"), ir.ListOf(ref("Leaf")), STRING]


@pytest.mark.parametrize("nested", ["items", "anyOf", "properties", "allOf"])
def test_deep_nesting(tmp_path: Path, nested: str) -> None:
    inner = {
        "items": "{type: array, items: %s}",
        "anyOf": "{anyOf: [%s, {type: integer}]}",
        "properties": "{properties: {p: %s}}",
        "allOf": "{allOf: [%s, {properties: {q: {type: string}}}]}",
    }[nested]
    schema = "{type: string}" if nested != "allOf" else "{properties: {p: {type: string}}}"
    for _ in range(60):
        schema = inner % schema
    lower_text(f"components: {{schemas: {{A: {schema}}}}}", tmp_path)
