"""Every kind of model, written, imported and used."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, Required, get_args, get_origin, get_type_hints

import pydantic
import pytest

from specwright import ir

from .apis import (
    ANYTHING,
    BASE64,
    BINARY,
    BOOLEAN,
    DATE,
    DATETIME,
    INTEGER,
    NUMBER,
    OPERATION,
    STRING,
    alias,
    api,
    build,
    enum,
    literal,
    member,
    operation,
    param,
    record,
    ref,
    union,
)


def hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls, include_extras=True)


def test_a_response_model_reads_wire_names(tmp_path: Path) -> None:
    secret = record(
        "Secret",
        member("createdAt", DATETIME, required=True, doc="When it was made."),
        member("lastUsedAt", ir.Nullable(DATETIME)),
        member("owner", ir.Nullable(STRING), required=True),
        member("labels", ir.MapOf(STRING)),
        doc="A secret.",
    )
    types = build(api(secret), tmp_path).types
    made = types.Secret.model_validate({"createdAt": "2026-01-01T00:00:00Z", "owner": None, "labels": {"a": "b"}})
    assert made.created_at.year == 2026
    assert (made.last_used_at, made.owner, made.labels) == (None, None, {"a": "b"})
    assert types.Secret.__doc__ == "A secret."
    fields = types.Secret.model_fields
    assert not fields["last_used_at"].is_required()
    assert fields["owner"].is_required()
    assert fields["created_at"].alias == "createdAt"


def test_required_fields_come_first_otherwise_the_document_decides(tmp_path: Path) -> None:
    thing = record("Thing", member("b"), member("c", required=True), member("a"), member("d", required=True))
    assert list(build(api(thing), tmp_path).types.Thing.model_fields) == ["c", "d", "b", "a"]


def test_params_say_what_goes_on_the_wire(tmp_path: Path) -> None:
    spec = record("Spec", member("userName", required=True), member("size", INTEGER))
    create = operation(
        params=[param("dryRun", BOOLEAN), param("workspaceId", where=ir.ParamWhere.PATH)],
        body=[
            member("spec", ref("Spec"), required=True),
            member("startsAt", DATETIME),
            member("days", ir.ListOf(DATE)),
            member("image", BASE64),
            member("upload", BINARY),
            member("tags", ir.ListOf(STRING)),
            member("sizes", ir.ListOf(INTEGER)),
            member("specs", ir.ListOf(ref("Spec"))),
            member("states", ir.ListOf(literal("on", "off"))),
            member("mixed", ir.ListOf(union(STRING, ref("Spec")))),
        ],
    )
    built = build(api(spec, operations=[create]), tmp_path)
    params = hints(built.types.ThingCreateParams)
    shown = {name: str(hint).replace(f"{built.package}.", "") for name, hint in params.items()}
    assert {name for name, hint in params.items() if get_origin(hint) is Required} == {"spec", "workspace_id"}
    assert "alias='startsAt', format='iso8601'" in shown["starts_at"]
    assert "alias='dryRun'" in shown["dry_run"]
    assert "format='base64'" in shown["image"] and "PathLike" in shown["image"]
    assert "IO[bytes]" in shown["upload"]
    assert shown["tags"] == "_types.SequenceNotStr[str]"
    assert shown["sizes"] == "typing.Iterable[int]"
    assert shown["states"] == "typing.List[typing.Literal['on', 'off']]"
    assert shown["mixed"].startswith("typing.List[typing.Union[str, ")
    assert "format='iso8601'" in shown["days"] and shown["days"].startswith("_types.SequenceNotStr[typing.Annotated")
    assert "SpecParam" in shown["specs"]
    assert hints(built.types.SpecParam).keys() == {"user_name", "size"}


def test_what_is_only_read_or_only_written_stands_on_one_side(tmp_path: Path) -> None:
    account = record(
        "Account",
        member("id", access=ir.Access.READ_ONLY, required=True),
        member("password", access=ir.Access.WRITE_ONLY),
        member("name"),
    )
    types = build(api(account, operations=[operation(body=ref("Account"), result=ref("Account"))]), tmp_path).types
    assert set(types.Account.model_fields) == {"id", "name"}
    assert set(hints(types.AccountParam)) == {"password", "name"}


def test_only_what_requests_send_gets_a_twin(tmp_path: Path) -> None:
    definitions: list[ir.Definition] = [
        record("Both", member("status", ref("Status"))),
        record("Received", member("x")),
        record("Sent", member("x")),
        enum("Status", "on", "off"),
        alias("Text", STRING),
        alias("Names", ir.ListOf(STRING)),
    ]
    calls = operation(
        body=[member(f"p{i}", ref(id)) for i, id in enumerate(("Both", "Sent", "Status", "Text", "Names"))],
        result=union(ref("Both"), ref("Received")),
    )
    exported = set(build(api(*definitions, operations=[calls]), tmp_path).types.__all__)
    assert exported == {
        "Both", "BothParam", "NamesParam", "Received", "SentParam", "Status", "Text", "ThingCreateParams",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (enum("E", "a", "b", "a"), Literal["a", "b"]),
        (enum("E", "a", "b", open=True), Literal["a", "b"] | str),
        (enum("E", 1, 2, base=ir.ScalarKind.INTEGER), Literal[1, 2]),
        (enum("E", True, base=ir.ScalarKind.BOOLEAN), Literal[True]),
        (enum("E", 1.5, 2.5, base=ir.ScalarKind.NUMBER), float),
        (enum("E", "a", nullable=True), Literal["a"] | None),
        (alias("E", ir.ListOf(INTEGER)), list[int]),
        (alias("E", ir.MapOf(NUMBER)), dict[str, float]),
        (alias("E", ir.TupleOf((STRING, INTEGER), None)), list[str | int]),
        (alias("E", ir.Nullable(ir.Unknown())), object),
        (alias("E", ir.Unknown(object_only=True)), dict[str, object]),
        (alias("E", literal("x", 'q"uote', "\u2028")), Literal["x", 'q"uote', "\u2028"]),
        (record("E", extra=INTEGER), dict[str, int]),
    ],
)
def test_aliases_are_what_they_say(definition: ir.Definition, expected: Any, tmp_path: Path) -> None:
    found = build(api(definition), tmp_path).types.E
    assert schema_of(found) == schema_of(expected)


def schema_of(annotation: Any) -> Any:
    """The JSON Schema of a type; `typing` may give an earlier `List[Union[int, str]]` for `List[Union[str, int]]`."""
    schema = pydantic.TypeAdapter(annotation).json_schema()
    if "anyOf" in schema.get("items", {}):
        schema["items"]["anyOf"].sort(key=str)
    return schema


def test_true_and_one_are_two_members(tmp_path: Path) -> None:
    found = build(api(alias("E", literal(True, 1, base=ir.ScalarKind.INTEGER))), tmp_path).types.E
    assert [type(value) for value in get_args(found)] == [bool, int]


def test_unions_tell_their_discriminator(tmp_path: Path) -> None:
    cat = record("Cat", member("kind", literal("cat"), required=True))
    dog = record("Dog", member("kind", literal("dog"), required=True))
    by_kind = ir.Discriminator("kind", (("cat", "Cat"), ("dog", "Dog")))
    pet = alias("Pet", union(ref("Cat"), ref("Dog"), discriminator=by_kind))
    owner = record("Owner", member("pet", ref("Pet"), required=True))
    types = build(api(cat, dog, pet, owner), tmp_path).types
    assert get_args(types.Pet)[1].discriminator == "kind"
    assert type(types.Owner.model_validate({"pet": {"kind": "dog"}}).pet) is types.Dog


FIELD_NAMES = [
    "class", "from", "list", "str", "int", "float", "bool", "object", "date", "datetime", "dt", "builtins", "dict",
    "Optional", "copy", "json", "schema", "construct", "to_dict", "model_config", "model_id", "self", "cls", "type",
    "id", "None", "True", "+1", "-1", "3ds", "@type", "$ref", "_id", "日本", "имя", "a.b", "ä", "field_3ds", "",
]  # fmt: skip


def test_a_field_may_be_called_anything(tmp_path: Path) -> None:
    samples: dict[ir.Type, Any] = {
        STRING: "x", INTEGER: 1, NUMBER: 1.5, BOOLEAN: True, DATE: date(2026, 1, 2), ANYTHING: [1],
        DATETIME: datetime(2026, 1, 2, 3), ir.ListOf(STRING): ["x"], ir.MapOf(INTEGER): {"x": 1},
    }  # fmt: skip
    kinds = {wire: list(samples)[index % len(samples)] for index, wire in enumerate(FIELD_NAMES)}
    calls = operation(body=ref("Thing"), result=ref("Thing"))
    fields = [member(wire, kind) for wire, kind in kinds.items()]
    built = build(api(record("Thing", *fields), operations=[calls]), tmp_path)
    attributes = built.types.Thing.model_fields.items()
    aliases = {name if field.alias is None else field.alias: name for name, field in attributes}
    assert aliases.keys() == set(FIELD_NAMES)
    made = built.types.Thing.model_validate({wire: samples[kind] for wire, kind in kinds.items()}, strict=True)
    assert {wire: getattr(made, aliases[wire]) for wire in kinds} == {
        wire: samples[kind] for wire, kind in kinds.items()
    }
    keys = hints(built.types.ThingParam).keys()
    assert {"copy", "json", "schema", "model_id", "class_", "from_"} < keys and len(keys) == len(FIELD_NAMES)
    check_types(built.root)


@pytest.mark.parametrize("hidden", ["date", "datetime"])
def test_dates_stay_dates_beside_a_field_of_that_name(hidden: str, tmp_path: Path) -> None:
    thing = record("Thing", member(hidden, DATE), member("at", DATETIME), member("on", DATE))
    types = build(api(thing), tmp_path).types
    made = types.Thing.model_validate({hidden: "2026-01-02", "at": "2026-01-02T03:04:05", "on": "2026-01-02"})
    assert (type(getattr(made, hidden)), type(made.at), type(made.on)) == (date, datetime, date)


def test_extra_members_have_their_type(tmp_path: Path) -> None:
    counts = record("Counts", member("total", INTEGER, required=True), extra=INTEGER)
    shelf = record("Shelf", member("counts", ref("Counts")))
    calls = [operation(body=ref("Shelf"), result=ref("Counts"))]
    built = build(api(counts, shelf, operations=calls), tmp_path)
    made = built.types.Counts.model_validate({"total": 3, "red": 1})
    assert made.red == 1
    with pytest.raises(pydantic.ValidationError):
        built.types.Counts.model_validate({"total": 3, "red": "many"})
    assert built.types.CountsParam(total=3) == {"total": 3}
    own, other = get_args(hints(built.types.ShelfParam)["counts"])
    assert own is built.types.CountsParam and get_args(other) == (str, object)
    check_types(built.root)


def test_an_alias_may_contain_itself(tmp_path: Path) -> None:
    json = alias("Json", union(STRING, NUMBER, ir.ListOf(ref("Json")), ir.MapOf(ref("Json"))))
    holder = record("Holder", member("value", ref("Json")))
    built = build(api(json, holder, operations=[operation(body=ref("Holder"), result=ref("Holder"))]), tmp_path)
    assert built.types.Holder.model_validate({"value": {"a": ["b", {"c": 1.5}]}}).value == {"a": ["b", {"c": 1.5}]}
    check_types(built.root)


def test_aliases_may_contain_each_other(tmp_path: Path) -> None:
    first = alias("First", union(STRING, ir.ListOf(ref("Second"))))
    second = alias("Second", union(INTEGER, ir.ListOf(ref("First"))))
    types = build(api(first, second), tmp_path).types
    assert pydantic.TypeAdapter(types.First).validate_python(["a", [1, ["b"]]] and [1, ["b"]]) == [1, ["b"]]


def circle() -> ir.Api:
    """Models, an alias and a base class that all refer to each other, each in its own module."""
    node = record("Node", member("parent", ref("Node")), member("tree", ref("Tree")), member("any", ref("Part")))
    tree = record("Tree", member("nodes", ir.ListOf(ref("Node"))), member("leaf", ref("Leaf")))
    leaf = record(
        "Leaf",
        member("parent", ref("Node")),
        member("tree", ref("Tree")),
        member("any", ref("Part")),
        member("x"),
        bases=("Node",),
    )
    part = alias("Part", union(ref("Tree"), ref("Leaf")))
    return api(node, tree, leaf, part, operations=[operation(body=ref("Node"), result=ref("Node"))])


@pytest.mark.parametrize(
    "module", ["node", "tree", "leaf", "part", "node_param", "tree_param", "leaf_param", "part_param"]
)
def test_modules_in_a_circle_may_each_be_imported_first(module: str, tmp_path: Path) -> None:
    built = build(circle(), tmp_path)
    code = f"import {built.package}.types.{module}"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, timeout=60)


def test_models_of_a_circle_read_data(tmp_path: Path) -> None:
    built = build(circle(), tmp_path)
    types = built.types
    data = {"tree": {"nodes": [{"parent": {}}], "leaf": {"x": "y", "any": {"nodes": []}}}}
    made = types.Node.model_validate(data)
    assert made.tree.leaf.x == "y"
    assert type(made.tree.leaf.any) is types.Tree
    check_types(built.root)


def test_inline_types_of_one_module_may_refer_to_their_root(tmp_path: Path) -> None:
    root = record("Root", member("child", ref("Root/child")), member("either", ref("Root/either")))
    child = record("Root/child", member("up", ref("Root")), owner="Root", place=("child",))
    either = alias("Root/either", union(ref("Root"), ref("Root/child"), STRING), owner="Root", place=("either",))
    built = build(api(root, child, either, operations=[operation(body=ref("Root"), result=ref("Root"))]), tmp_path)
    module = built.module("types.root")
    assert module.__all__ == ["Child", "Either", "Root"]
    assert built.types.__all__ == ["Root", "RootParam", "ThingCreateParams"]
    made = built.types.Root.model_validate({"child": {"up": {"either": "x"}}})
    assert made.child.up.either == "x"
    check_types(built.root)


def test_a_schema_extends_the_one_it_is_made_of(tmp_path: Path) -> None:
    base = record("Base", member("code", INTEGER, required=True), member("text"))
    derived = record("Derived", member("code", INTEGER, required=True), member("text"), member("data"), bases=("Base",))
    changed = record("Changed", member("code", STRING, required=True), member("text"), bases=("Base",))
    types = build(api(base, derived, changed), tmp_path).types
    assert issubclass(types.Derived, types.Base)
    assert types.Derived.__annotations__.keys() == {"data"}
    assert not issubclass(types.Changed, types.Base)
    assert types.Changed.model_validate({"code": "x"}).code == "x"


def test_types_are_found_lazily_and_statically(tmp_path: Path) -> None:
    shared = record("References", member("x"), resource=("$shared",))
    thing = record("Thing", member("r", ref("References")))
    deep = record("Deep", member("x"), resource=("a", "b", "c"))
    built = build(api(shared, thing, deep), tmp_path)
    code = (
        f"import sys, {built.package}.types as t\n"
        "assert not [m for m in sys.modules if m.endswith('types.thing')]\n"
        "assert t.Thing.__module__.endswith('types.thing') and t.References is t.shared.References\n"
        "assert {'Thing', 'References', 'shared'} <= set(dir(t))\n"
        "try: t.Nothing\n"
        "except AttributeError as error: assert 'Nothing' in str(error)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=True, timeout=60)


def test_types_with_one_name_in_one_module_are_told_apart(tmp_path: Path) -> None:
    shared = record("Metadata", member("x"), resource=("$shared",))
    thing = record("Thing", member("metadata", ref("Thing/metadata")), member("common", ref("Metadata")))
    inline = record("Thing/metadata", member("y"), owner="Thing", place=("metadata",))
    types = build(api(shared, thing, inline), tmp_path).types
    made = types.Thing.model_validate({"metadata": {"y": "1"}, "common": {"x": "2"}})
    assert (made.metadata.y, made.common.x) == ("1", "2")
    assert type(made.common) is types.Metadata


HOSTILE = '"""\nimport os\nHOSTILE = os.system("x")\n"""\\\r\x00\u2028\u202e\ud800 {{ 1 }} {% raw %} #\'\'\''


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    thing = record(
        "Thing",
        member(HOSTILE, literal(HOSTILE), required=True, doc=HOSTILE),
        member("other", ref("Kind"), doc=HOSTILE + '"'),
        doc=HOSTILE,
        name=HOSTILE,
    )
    kind = enum("Kind", HOSTILE, "\\", '"', doc=HOSTILE)
    built = build(api(thing, kind, operations=[operation(OPERATION, body=ref("Thing"), result=ref("Thing"))]), tmp_path)
    (model,) = (
        getattr(built.types, name)
        for name in built.types.__all__
        if name.startswith("ImportOs") and not name.endswith("Param")
    )
    (wire,) = (field.alias for field in model.model_fields.values() if field.alias)
    assert wire == HOSTILE
    assert get_args(built.types.Kind) == (HOSTILE, "\\", '"')
    assert not hasattr(built.module("types.kind"), "HOSTILE")


def check_types(root: Path) -> None:
    """mypy --strict and pyright find nothing in the types of a package."""
    types = [str(path) for path in sorted((root / "types").rglob("*.py"))]
    mypy = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--follow-imports=silent",
        f"--cache-dir={root.parent}/mypy",
        *types,
    ]
    done = subprocess.run(mypy, cwd=root.parent, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
    pyright = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, *types]
    done = subprocess.run(pyright, cwd=root.parent, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
