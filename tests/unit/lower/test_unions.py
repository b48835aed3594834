"""`oneOf` and `anyOf`, with and without a discriminator."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright import ir
from specwright.config import PythonTarget

from .helpers import HERE, INTEGER, NUMBER, STRING, Lowered, lower_text, ref

CAT = "Cat: {type: object, required: [kind], properties: {kind: {const: cat}, lives: {type: integer}}}"
DOG = "Dog: {type: object, required: [kind], properties: {kind: {enum: [dog]}, bark: {type: string}}}"
PLAIN_CAT = "Cat: {type: object, properties: {kind: {type: string}}}"
PLAIN_DOG = "Dog: {type: object, properties: {kind: {type: string}, bark: {type: string}}}"
BOTH = "oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]"


def schemas(*components: str) -> str:
    return "components:\n  schemas:\n" + "".join(f"    {component}\n" for component in components)


def union(*arms: ir.Type, by: ir.Discriminator | None = None) -> ir.Union:
    return ir.Union(tuple(ir.UnionArm(arm) for arm in arms), by)


def discriminator(lowered: Lowered, name: str = "Pet") -> dict[str, str] | None:
    type_ = lowered.type(name)
    assert isinstance(type_, ir.Union)
    if type_.discriminator is None:
        return None
    assert type_.discriminator.wire == "kind"
    return {value: id_.rpartition("/")[2] for value, id_ in type_.discriminator.mapping}


SIMPLE = [
    ("{oneOf: [{type: string}]}", STRING),
    ("{oneOf: [{type: string}, {type: string}]}", STRING),
    ("{oneOf: [{type: string, format: uuid}, {type: string, maxLength: 3}]}", STRING),
    ("{oneOf: [{type: string}, {type: integer}]}", union(STRING, INTEGER)),
    ("{anyOf: [{type: string}, {anyOf: [{type: integer}, {type: number}]}]}", union(STRING, INTEGER, NUMBER)),
    ("{anyOf: [{type: string}, {type: array, items: {type: string}}]}", union(STRING, ir.ListOf(STRING))),
    ("{anyOf: []}", ir.Unknown()),
    ("{type: integer, anyOf: [{minimum: 1}, {maximum: 0}]}", INTEGER),
    (
        "{type: string, oneOf: [{format: date}, {format: date-time}]}",
        union(ir.Scalar(ir.ScalarKind.DATE, "date"), ir.Scalar(ir.ScalarKind.DATETIME, "date-time")),
    ),
]


@pytest.mark.parametrize(("schema", "expected"), SIMPLE, ids=[schema for schema, _ in SIMPLE])
def test_property_without_objects_stays_inline(tmp_path: Path, schema: str, expected: ir.Type) -> None:
    lowered = lower_text(schemas(f"A: {{type: object, properties: {{x: {schema}}}}}"), tmp_path)
    found = lowered.field("A", "x").type
    if isinstance(found, ir.Scalar):
        found = ir.Scalar(found.kind)
    assert found == expected


def test_union_with_an_object_is_an_alias_of_its_place(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            """A:
      type: object
      properties:
        contents:
          type: array
          items:
            oneOf:
              - {type: object, title: Text block, properties: {t: {type: string}}}
              - {type: object, properties: {type: {const: image}, i: {type: string}}}
              - {type: object, properties: {z: {type: string}}}
              - {type: string}"""
        ),
        tmp_path,
    )
    assert lowered.field("A", "contents").type == ir.ListOf(ref("A/properties/contents/items"))
    alias = lowered.definition("A/properties/contents/items")
    assert isinstance(alias, ir.Alias)
    assert (alias.place, alias.owner) == (("content",), "#/components/schemas/A")
    assert isinstance(alias.type, ir.Union)
    arms = [lowered.api.definitions[arm.type.id] for arm in alias.type.arms if isinstance(arm.type, ir.Ref)]
    assert [arm.place for arm in arms] == [
        ("content", "Text block"),
        ("content", "image"),
        ("content", "union_member_2"),
    ]
    assert alias.type.arms[3].type == STRING


def test_arms_of_a_named_union_are_numbered(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            "U: {oneOf: [{type: object, properties: {a: {type: string}}}, {type: object, "
            "properties: {b: {type: string}}}]}"
        ),
        tmp_path,
    )
    assert [found.place for found in lowered.api.definitions.values()] == [(), ("variant_0",), ("variant_1",)]


@pytest.mark.parametrize(
    ("arms", "written", "expected"),
    [
        ([PLAIN_CAT, PLAIN_DOG], "discriminator: {propertyName: kind}", {"Cat": "Cat", "Dog": "Dog"}),
        ([CAT, DOG], "discriminator: {propertyName: kind}", {"cat": "Cat", "dog": "Dog"}),
        (
            [PLAIN_CAT, PLAIN_DOG],
            "discriminator: {propertyName: kind, mapping: {c: '#/components/schemas/Cat', c2: Cat, d: Dog}}",
            {"c": "Cat", "c2": "Cat", "d": "Dog"},
        ),
        (
            [PLAIN_CAT, PLAIN_DOG],
            "discriminator: {propertyName: kind, mapping: {c: '#/components/schemas/Cat'}}",
            {"c": "Cat", "Dog": "Dog"},
        ),
        ([CAT, DOG], "description: no discriminator", {"cat": "Cat", "dog": "Dog"}),
        ([PLAIN_CAT, PLAIN_DOG], "description: no discriminator", None),
        ([CAT, PLAIN_DOG], "description: no discriminator", None),
    ],
)
def test_discriminator(tmp_path: Path, arms: list[str], written: str, expected: dict[str, str] | None) -> None:
    lowered = lower_text(schemas(*arms, f"Pet: {{{BOTH}, {written}}}"), tmp_path)
    assert discriminator(lowered) == expected


def test_dangling_mapping_is_reported(tmp_path: Path) -> None:
    text = f"{BOTH}, discriminator: {{propertyName: kind, mapping: {{c: Cat, x: Bird, y: '#/nowhere'}}}}"
    lowered = lower_text(schemas(PLAIN_CAT, PLAIN_DOG, f"Pet: {{{text}}}"), tmp_path)
    assert discriminator(lowered) == {"c": "Cat", "Dog": "Dog"}
    assert lowered.rules() == ["Schema/Discriminator", "Schema/Discriminator"]


def test_arm_that_is_a_union_holds_its_values(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            CAT,
            DOG,
            "Bird: {type: object, required: [kind], properties: {kind: {const: bird}}}",
            f"Mammal: {{{BOTH}, discriminator: {{propertyName: kind}}}}",
            "Pet: {oneOf: [{$ref: '#/components/schemas/Mammal'}, {$ref: '#/components/schemas/Bird'}], "
            "discriminator: {propertyName: kind, mapping: {cat: Cat, dog: Dog, bird: Bird}}}",
        ),
        tmp_path,
    )
    assert discriminator(lowered) == {"cat": "Mammal", "dog": "Mammal", "bird": "Bird"}


def test_parent_with_discriminator_stays_a_record(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            "Pet: {type: object, required: [kind], properties: {kind: {type: string}}, "
            "discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}}",
            "Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}",
            "Home: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}",
        ),
        tmp_path,
        "3.0.3",
    )
    assert lowered.field("Home", "pet").type == ref("Pet")
    assert [field.wire for field in lowered.record("Pet").fields] == ["kind"]
    assert [field.wire for field in lowered.record("Cat").fields] == ["kind", "lives"]
    assert lowered.record("Cat").bases == (ref("Pet").id,)


def test_parent_that_lists_its_children(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            f"Pet: {{type: object, properties: {{name: {{type: string}}}}, {BOTH}, "
            f"discriminator: {{propertyName: kind}}}}",
            "Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}",
            "Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {bark: {type: string}}}]}",
        ),
        tmp_path,
    )
    pet = lowered.type("Pet")
    assert isinstance(pet, ir.Union)
    assert [arm.type for arm in pet.arms] == [ref("Cat"), ref("Dog")]
    assert discriminator(lowered) == {"Cat": "Cat", "Dog": "Dog"}
    assert [field.wire for field in lowered.record("Cat").fields] == ["name", "lives"]


def test_properties_beside_a_union_belong_to_each_arm(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            PLAIN_CAT,
            PLAIN_DOG,
            f"Pet: {{type: object, required: [id], properties: {{id: {{type: string}}}}, {BOTH}, "
            f"discriminator: {{propertyName: kind}}}}",
        ),
        tmp_path,
    )
    pet = lowered.type("Pet")
    assert isinstance(pet, ir.Union)
    arms = [lowered.record(arm.type.id) for arm in pet.arms if isinstance(arm.type, ir.Ref)]
    assert [[field.wire for field in arm.fields] for arm in arms] == [["id", "kind"], ["id", "kind", "bark"]]
    assert pet.discriminator == ir.Discriminator("kind", (("Cat", arms[0].id), ("Dog", arms[1].id)))


def test_arms_that_only_restrict_are_no_union(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            "A: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, "
            "{required: [b]}]}"
        ),
        tmp_path,
    )
    assert [(field.wire, field.required) for field in lowered.record("A").fields] == [("a", False), ("b", False)]


def test_second_union_becomes_optional_properties(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            PLAIN_CAT,
            PLAIN_DOG,
            f"Pet: {{{BOTH}, anyOf: [{{required: [s], properties: {{s: {{type: string}}}}}}, {{required: [n], "
            f"properties: {{n: {{type: string}}}}}}]}}",
        ),
        tmp_path,
    )
    pet = lowered.type("Pet")
    assert isinstance(pet, ir.Union)
    first = pet.arms[0].type
    assert isinstance(first, ir.Ref)
    fields = {field.wire: field.required for field in lowered.record(first.id).fields}
    assert fields == {"kind": False, "s": False, "n": False}
    assert lowered.rules() == ["Schema/SeveralUnions"]


def test_named_enum_beside_a_string_stays_named(tmp_path: Path) -> None:
    lowered = lower_text(
        schemas(
            "Model: {enum: [a, b]}",
            "A: {type: object, properties: {m: {anyOf: [{type: string}, {$ref: '#/components/schemas/Model'}]}}}",
        ),
        tmp_path,
    )
    assert lowered.field("A", "m").type == union(STRING, ref("Model"))


def test_wrong_shapes_are_located(tmp_path: Path) -> None:
    lowered = lower_text(schemas(CAT, DOG, f"Pet: {{{BOTH}, discriminator: kind}}"), tmp_path)
    assert lowered.rules() == ["Schema/Discriminator"]
    assert discriminator(lowered) == {"cat": "Cat", "dog": "Dog"}


def test_arms_are_called_by_what_they_refer_to(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a:
            post:
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Choice'}}}}
              responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Choice'}}}}}
        components:
          schemas:
            Choice:
              oneOf:
                - $ref: '#/components/schemas/first-thing'
                - $ref: '#/components/schemas/more'
                - {title: Third (thing), type: object, properties: {c: {type: string}}}
            first-thing: {title: Another title, type: object, properties: {a: {type: string}}}
            more: {anyOf: [{$ref: '#/components/schemas/second'}, {type: string}]}
            second: {type: object, properties: {b: {type: string}}}
        """,
        tmp_path,
        inferred=False,
    )
    places = [found.place for found in lowered.api.definitions.values() if isinstance(found, ir.Record)]
    assert sorted(places) == sorted(2 * [("first-thing",), ("second",), ("Third (thing)",)])
    body = lowered.operation.body
    assert body is not None
    assert isinstance(body.contents[0].type, ir.Ref)
    assert lowered.api.definitions[body.contents[0].type.id].place == ("body",)


def test_only_arm_beside_null_takes_the_place_of_the_union(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a:
            get:
              responses:
                '200':
                  content:
                    application/json:
                      schema: {anyOf: [{type: object, properties: {a: {type: string}}}, {type: 'null'}]}
        components:
          schemas:
            A: {type: object, properties: {x: {oneOf: [{type: 'null'}, {allOf: [{properties: {b: {type: string}}}]}]}}}
        """,
        tmp_path,
    )
    result = lowered.operation.result_type
    assert result == ir.Nullable(ir.Ref("#/paths/~1a/get/responses/200/content/application~1json/schema"))
    record = lowered.record("#/paths/~1a/get/responses/200/content/application~1json/schema")
    assert (record.name.text, record.place) == ("thing_m0_response", ())
    assert lowered.field("A", "x").type == ir.Nullable(ref("A/properties/x"))
    assert lowered.definition("A/properties/x").place == ("x",)


def test_arms_are_called_by_what_tells_them_apart(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a:
            get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Choice'}}}}}}
            put: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Either'}}}}}}
        components:
          schemas:
            Choice:
              oneOf:
                - {type: object, title: Nested, $ref: '#/components/schemas/More'}
                - {$ref: '#/components/schemas/TheFish', x-stainless-variantName: Guppy}
            More:
              type: object
              oneOf: [{$ref: '#/components/schemas/ACat'}, {$ref: '#/components/schemas/SomeDog'}]
              discriminator: {propertyName: kind}
            Either: {anyOf: [{$ref: '#/components/schemas/ACat'}, {type: string}]}
            ACat: {type: object, required: [kind], properties: {kind: {const: the_cat}}}
            SomeDog: {type: object, properties: {kind: {enum: [dog]}}}
            TheFish: {type: object, required: [kind], properties: {kind: {const: fish}}}
        """,
        tmp_path,
        inferred=False,
        python=PythonTarget(HERE, arms_by_tag=True),
    )
    places = sorted(found.place for found in lowered.api.definitions.values() if isinstance(found, ir.Record))
    # The arms of an inner union are arms of the outer one; where nothing tells arms apart, their component does.
    assert places == [("ACat",), ("Guppy",), ("dog",), ("the_cat",)]
