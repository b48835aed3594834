"""Which schemas are named, which are used in place, and references to anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright import config as c
from specwright import ir
from specwright.diagnostics import SpecwrightError

from .helpers import HERE, STRING, lower_text, ref

TWO_USERS = """
paths:
  /a: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}}}
  /b: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        part: {$ref: '#/components/schemas/Part'}
        parts: {type: array, items: {$ref: '#/components/schemas/Part'}}
    Part: {type: object, properties: {deep: {type: object, properties: {x: {type: string}}}}}
    Unused: {type: object, properties: {u: {type: string}}}
"""


def test_without_configuration_every_component_is_named(tmp_path: Path) -> None:
    lowered = lower_text(TWO_USERS, tmp_path)
    assert [operation.result_type for operation in lowered.api.operations.values()] == [ref("Thing"), ref("Thing")]
    assert [(found.name.text, found.place) for found in lowered.api.definitions.values()] == [
        ("Thing", ()),
        ("Part", ()),
        ("Unused", ()),
        ("deep", ("deep",)),
    ]
    assert {found.resource for found in lowered.api.definitions.values()} == {("$shared",)}


def test_components_that_are_no_models_are_used_in_place(tmp_path: Path) -> None:
    lowered = lower_text(TWO_USERS, tmp_path, inferred=False)
    base = "#/paths/~1{}/get/responses/200/content/application~1json/schema"
    found = {id_: definition.place for id_, definition in lowered.api.definitions.items()}
    for path in ("a", "b"):
        root = base.format(path)
        assert found[root] == ()
        assert found[f"{root}/properties/part"] == ("part",)
        assert found[f"{root}/properties/part/properties/deep"] == ("part", "deep")
        assert found[f"{root}/properties/parts/items"] == ("part",)
    deep = lowered.api.definitions[base.format("b") + "/properties/part/properties/deep"]
    assert deep.origin.pointer == "/components/schemas/Part/properties/deep"
    assert deep.owner == base.format("b")
    assert len(found) == 10


def test_models_are_named_and_placed_by_the_configuration(tmp_path: Path) -> None:
    lowered = lower_text(
        TWO_USERS,
        tmp_path,
        inferred=False,
        models={"piece": "#/components/schemas/Part", "deep_thing": "#/components/schemas/Thing/properties/part"},
    )
    part = lowered.definition("Part")
    assert part.name == ir.Name("piece", ir.NameStrength.CONFIG)
    assert part.resource == ("things",)
    first = lowered.operation.result_type
    assert isinstance(first, ir.Ref)
    fields = {field.wire: field.type for field in lowered.record(first.id).fields}
    assert fields == {"part": ref("Thing/properties/part"), "parts": ir.ListOf(ref("Part"))}
    alias = lowered.definition("Thing/properties/part")
    assert isinstance(alias, ir.Alias)
    assert alias.type == ref("Part")


def test_alias_of_a_model(tmp_path: Path) -> None:
    extra = c.ResourceConfig("more", HERE, (c.ModelConfig("old_piece", HERE, None, alias_of="things.piece"),))
    lowered = lower_text(
        TWO_USERS, tmp_path, inferred=False, models={"piece": "#/components/schemas/Part"}, resources=(extra,)
    )
    alias = lowered.api.definitions["models/more.old_piece"]
    assert isinstance(alias, ir.Alias)
    assert (alias.type, alias.resource, alias.name.text) == (ref("Part"), ("more",), "old_piece")


def test_recursive_schema_is_shared_although_it_is_no_model(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a: {get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}}}}
        components:
          schemas:
            Tree:
              type: object
              properties: {left: {$ref: '#/components/schemas/Branch'}, top: {$ref: '#/components/schemas/Top'}}
            Branch: {type: object, properties: {tree: {$ref: '#/components/schemas/Tree'}}}
            Top: {type: object, properties: {x: {type: string}}}
        """,
        tmp_path,
        inferred=False,
    )
    assert lowered.operation.result_type == ref("Tree")
    assert [field.type for field in lowered.record("Tree").fields] == [
        ref("Branch"),
        ref("Tree/properties/top"),
    ]
    assert lowered.definition("Tree").name == ir.Name("Tree", ir.NameStrength.COMPONENT)


def test_copies_do_not_add_up(tmp_path: Path) -> None:
    levels = "".join(
        f"    L{n}: {{properties: {{a: {{$ref: '#/components/schemas/L{n + 1}'}}, "
        f"b: {{$ref: '#/components/schemas/L{n + 1}'}}}}}}\n"
        for n in range(30)
    )
    text = f"""
paths:
  /a:
    get:
      responses:
        '200': {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/L0'}}}}}}}}
components:
  schemas:
{levels}    L30: {{properties: {{x: {{type: string}}}}}}
"""
    lowered = lower_text(text, tmp_path, inferred=False)
    assert len(lowered.api.definitions) < 2_000


def test_references_to_anywhere(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a:
            get:
              parameters: [{name: q, in: query, schema: {type: object, properties: {z: {type: string}}}}]
              responses: {}
        components:
          schemas:
            A: {type: object, properties: {b: {type: object, properties: {c: {type: string}}}}}
            X:
              type: object
              properties:
                inner: {$ref: '#/components/schemas/A/properties/b'}
                leaf: {$ref: '#/components/schemas/A/properties/b/properties/c'}
                param: {$ref: '#/paths/~1a/get/parameters/0/schema'}
                percent: {$ref: '#/components/schemas/A%20B'}
                local: {$ref: '#/components/schemas/X/$defs/D'}
              $defs: {D: {type: object, properties: {d: {type: string}}}}
            A B: {type: string}
        """,
        tmp_path,
    )
    types = {field.wire: field.type for field in lowered.record("X").fields}
    assert types["leaf"] == STRING
    assert types["percent"] == ref("A B")
    assert types["inner"] == ref("X/properties/inner")
    assert types["param"] == ref("X/properties/param")
    assert types["local"] == ref("X/$defs/D")
    assert [field.wire for field in lowered.record("X/properties/param").fields] == ["z"]


def test_other_files(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a: {$ref: 'paths.yaml#/a'}
        components: {schemas: {Local: {type: string}}}
        """,
        tmp_path,
        files={
            "paths": """
                a:
                  get:
                    responses:
                      '200': {content: {application/json: {schema: {$ref: 'models.yaml#/$defs/Thing'}}}}
            """,
            "models": """
                $defs:
                  Thing:
                    type: object
                    properties:
                      local: {$ref: 'openapi.yaml#/components/schemas/Local'}
                      other: {$ref: '#/$defs/Other'}
                      whole: {$ref: 'whole.yaml'}
                  Other: {type: object, properties: {o: {type: string}}}
            """,
            "whole": "type: object\nproperties: {w: {type: string}}\n",
        },
    )
    result = lowered.operation.result_type
    assert isinstance(result, ir.Ref)
    assert result.id.endswith("models.yaml#/$defs/Thing")
    assert {
        field.wire: field.type.id.rpartition("/")[2]
        for field in lowered.record(result.id).fields
        if isinstance(field.type, ir.Ref)
    } == {
        "local": "Local",
        "other": "Other",
        "whole": "whole.yaml#",
    }
    assert sorted(found.name.text for found in lowered.api.definitions.values()) == ["Local", "Other", "Thing", "whole"]


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("'#/components/schemas/Nope'", "Ref/Dangling"),
        ("'#'", "Ref/NotASchema"),
        ("''", "Ref/NotASchema"),
        ("'#/info'", "Ref/NotASchema"),
        ("'#/paths/~1a'", "Ref/NotASchema"),
        ("3", "Document/WrongType"),
        ("'../../etc/passwd'", "Ref/Refused"),
    ],
)
def test_wrong_references(tmp_path: Path, target: str, rule: str) -> None:
    text = f"""
        paths: {{/a: {{}}}}
        components: {{schemas: {{A: {{type: object, properties: {{x: {{$ref: {target}}}}}}}}}}}
    """
    with pytest.raises(SpecwrightError) as caught:
        lower_text(text, tmp_path)
    found = caught.value.diagnostics[0]
    assert found.rule == rule
    assert found.origin is not None
    assert found.origin.pointer == "/components/schemas/A/properties/x/$ref"


def test_dynamic_reference_is_taken_for_a_static_one(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        components:
          schemas:
            Node:
              $dynamicAnchor: node
              type: object
              properties: {next: {$dynamicRef: '#node'}, bad: {$dynamicRef: '#nowhere'}}
        """,
        tmp_path,
    )
    assert lowered.field("Node", "next").type == ref("Node")
    assert lowered.field("Node", "bad").type == ir.Unknown()
    assert sorted(lowered.rules()) == ["Schema/Dropped", "Schema/DynamicRef"]


def test_names_from_extensions(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        components:
          schemas:
            Thing:
              x-stainless-model: widgets.gadget
              type: object
              properties:
                a: {type: string, x-stainless-param: alpha}
                b: {type: string, x-stainless-naming: {python: {property_name: beta}}}
                c: {type: object, x-stainless-naming: {python: {type_name: Sea}}, properties: {x: {}}}
                d: {type: string, x-stainless-skip: [python]}
                e: {type: string, x-stainless-param: 3}
        """,
        tmp_path,
        inferred=False,
    )
    thing = lowered.record("Thing")
    assert (thing.name.text, thing.resource) == ("gadget", ("widgets",))
    assert {field.wire: field.name.text if field.name else None for field in thing.fields} == {
        "a": "alpha",
        "b": "beta",
        "c": None,
        "e": None,
    }
    assert lowered.definition("Thing/properties/c").name == ir.Name("Sea", ir.NameStrength.CONFIG)


def test_dynamic_recursion_is_shared_too(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        paths:
          /a:
            get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Filter'}}}}}}
        components:
          schemas:
            Filter:
              $recursiveAnchor: true
              type: object
              properties: {filters: {type: array, items: {$recursiveRef: '#'}}}
        """,
        tmp_path,
        inferred=False,
    )
    assert lowered.operation.result_type == ref("Filter")
    assert lowered.field("Filter", "filters").type == ir.ListOf(ref("Filter"))
    assert "Schema/Shared" in lowered.rules()


def test_schemas_may_stand_under_fields_that_openapi_does_not_know(tmp_path: Path) -> None:
    lowered = lower_text(
        """
        openapi: 3.1.0
        info: {title: t, version: '1'}
        shapes: {round: {Ball: {type: object, properties: {size: {type: integer}}}}}
        paths:
          /balls:
            get:
              responses:
                '200': {description: d, content: {application/json: {schema: {$ref: '#/shapes/round/Ball'}}}}
        """,
        tmp_path,
    )
    assert [found.name.text for found in lowered.api.definitions.values()] == ["Ball"]
