"""Response models (sdk-surface statements 60 to 73, 89) and the errors of decoding."""

# Annotations as generated models write them.
# ruff: noqa: UP006, UP007, UP017, UP035, UP045

from __future__ import annotations

import importlib
import json
import pickle
import subprocess
import sys
import threading
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any, Dict, Generic, List, Literal, Optional, TypeVar, Union

import pydantic
import pytest
from pydantic import Field, PrivateAttr
from typing_extensions import Annotated

from runtime import _rare
from runtime._models import BaseModel, DecodeError, construct_type, decode, parse_json, validate_type
from runtime._utils._transform import PropertyInfo

T = TypeVar("T")


class Owner(BaseModel):
    id: str
    display_name: Optional[str] = Field(alias="displayName", default=None)


class Item(BaseModel):
    id: str
    count: int
    created_at: datetime = Field(alias="createdAt")
    day: Optional[date] = None
    price: Optional[float] = None
    status: Optional[Literal["open", "closed"]] = None
    owner: Optional[Owner] = None
    owners: Optional[List[Owner]] = None
    by_name: Optional[Dict[str, Owner]] = Field(alias="byName", default=None)


FULL = {"id": "1", "count": 2, "createdAt": "2024-05-06T07:08:09Z"}


@pytest.fixture(autouse=True, params=[0, 2**30], ids=["often", "rarely"])
def decoded(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test is run for types that are decoded often, by pydantic's validators, and for rare ones."""
    monkeypatch.setattr(_rare, "_RARE_BYTES", request.param)
    monkeypatch.setattr(_rare, "_decoded", {})


def read(type_: Any, value: Any, *, both: bool = True) -> Any:
    """Decodes, and checks that building from parsed JSON gives the same."""
    made = decode(json.dumps(value).encode(), type_)
    built = construct_type(type_=type_, value=value)
    assert repr(made) == repr(built)
    return made


def test_60_models_are_pydantic_models_with_wire_aliases() -> None:
    item = read(Item, {**FULL, "byName": {"x": {"id": "o", "displayName": "Ann"}}})
    assert isinstance(item, pydantic.BaseModel)
    assert item.created_at == datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone.utc)
    assert item.by_name["x"].display_name == "Ann"


def test_61_missing_required_fields_read_as_none() -> None:
    item = read(Item, {"id": "1"})
    assert item.count is None
    assert item.created_at is None
    assert item.model_fields_set == {"id"}


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("count", "many"),
        ("count", 1.5),
        ("id", 7),
        ("id", None),
        ("status", "paused"),
        ("owner", "Ann"),
        ("owners", {}),
    ],
)
def test_61_wrong_values_are_kept_as_received(member: str, value: Any) -> None:
    item = read(Item, {**FULL, member: value})
    assert getattr(item, member) == value
    assert type(getattr(item, member)) is type(value)


def test_62_unknown_fields_are_attributes_and_extra() -> None:
    item = read(Item, {**FULL, "colour": {"r": 1}})
    assert item.colour == {"r": 1}
    assert item.model_extra == {"colour": {"r": 1}}


@pytest.mark.parametrize("damage", [{}, {"count": "wrong"}])
def test_62_aliased_fields_are_not_stored_twice(damage: dict[str, Any]) -> None:
    item = read(Item, {**FULL, **damage, "byName": {}})
    assert item.model_extra == {}
    assert "createdAt" not in repr(item)


def test_63_fields_set_tells_null_from_absent() -> None:
    assert read(Item, {**FULL, "price": None}).model_fields_set == {"id", "count", "created_at", "price"}
    assert read(Item, FULL).model_fields_set == {"id", "count", "created_at"}
    assert read(Item, {"price": None}).model_fields_set == {"price"}


@pytest.mark.parametrize("broken", [{}, {"count": "wrong"}])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-06T07:08:09.123456+02:00", datetime.fromisoformat("2024-05-06T07:08:09.123456+02:00")),
        ("2024-05-06T07:08:09", datetime(2024, 5, 6, 7, 8, 9)),
        ("yesterday", "yesterday"),
        ("2024-05-06", "2024-05-06"),
        ("2024-13-45T00:00:00Z", "2024-13-45T00:00:00Z"),
        (1715000000, 1715000000),
    ],
)
def test_64_datetimes_that_parse(text: Any, expected: Any, broken: dict[str, Any]) -> None:
    assert read(Item, {**FULL, **broken, "createdAt": text}).created_at == expected


def test_64_dates_and_floats() -> None:
    item = read(Item, {**FULL, "day": "2024-05-06", "price": 3})
    assert item.day == date(2024, 5, 6)
    assert (item.price, type(item.price)) == (3.0, float)
    assert read(Item, {**FULL, "price": True}).price is True
    assert read(Item, {**FULL, "day": "soon"}).day == "soon"


def test_65_nested_models_are_built_recursively() -> None:
    item = read(Item, {"owner": {"displayName": "Ann"}, "owners": [{"id": "1"}, "x"], "byName": {"a": {}}})
    assert isinstance(item.owner, Owner)
    assert item.owner.id is None
    assert [type(owner) for owner in item.owners] == [Owner, str]
    assert isinstance(item.by_name["a"], Owner)


def test_65_a_list_for_a_model_gives_a_list_of_models() -> None:
    item = read(Item, {**FULL, "owner": [{"id": "1"}, 2]})
    assert item.owner[0] == Owner(id="1")
    assert item.owner[1] == 2
    assert [owner.id for owner in read(Owner, [{"id": "1"}])] == ["1"]


# 66: unions


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog"]
    name: str


class Bird(BaseModel):
    kind: Optional[Literal["bird"]] = None
    wings: Optional[int] = None


Plain = Union[Cat, Dog]
Tagged = Annotated[Union[Cat, Dog], PropertyInfo(discriminator="kind")]
Loose = Annotated[Union[Cat, Dog, Bird], PropertyInfo(discriminator="kind")]


class Cage(BaseModel):
    plain: Optional[Plain] = None
    tagged: Optional[Tagged] = None
    loose: Optional[Loose] = None
    many: Optional[List[Tagged]] = None
    mixed: Optional[Union[str, Cat, List[Dog]]] = None


@pytest.mark.parametrize("member", ["plain", "tagged", "loose"])
def test_66_exact_validation_first(member: str) -> None:
    assert isinstance(getattr(read(Cage, {member: {"kind": "dog", "name": "Rex"}}), member), Dog)


@pytest.mark.parametrize("member", ["tagged", "loose"])
def test_66_then_the_discriminator_even_if_the_rest_is_invalid(member: str) -> None:
    dog = getattr(read(Cage, {member: {"kind": "dog", "name": 5, "age": 3}}), member)
    assert isinstance(dog, Dog)
    assert (dog.name, dog.age) == (5, 3)


@pytest.mark.parametrize("member", ["plain", "tagged"])
def test_66_else_the_first_that_constructs(member: str) -> None:
    cat = getattr(read(Cage, {member: {"kind": "unicorn"}}), member)
    assert isinstance(cat, Cat)
    assert cat.kind == "unicorn"


def test_66_an_arm_without_constant_still_counts_as_exact() -> None:
    assert isinstance(read(Cage, {"loose": {"wings": 2}}).loose, Bird)


def test_66_an_arm_is_of_the_kind_of_the_value() -> None:
    assert isinstance(read(Cage, {"mixed": {"kind": "?"}}).mixed, Cat)
    assert isinstance(read(Cage, {"mixed": [{"kind": "?"}]}).mixed[0], Dog)
    assert read(Cage, {"mixed": 5}).mixed == 5


def test_66_discriminated_unions_in_lists_and_at_the_top() -> None:
    assert [type(pet) for pet in read(Cage, {"many": [{"kind": "dog"}, {"kind": "cat", "lives": 9}]}).many] == [
        Dog,
        Cat,
    ]
    assert isinstance(read(Tagged, {"kind": "dog"}), Dog)
    assert [type(pet) for pet in read(List[Tagged], [{"kind": "dog", "name": "Rex"}])] == [Dog]


def test_66_the_order_of_a_union_is_not_forgotten() -> None:
    class First(BaseModel):
        a: int

    class Second(BaseModel):
        a: int

    assert isinstance(read(Union[First, Second], {}), First)
    assert isinstance(read(Union[Second, First], {}), Second)


# 67: strict mode


def test_67_strict_refuses_and_names_the_place() -> None:
    with pytest.raises(DecodeError, match=r"owners\.1\.id: Field required") as caught:
        decode(json.dumps({**FULL, "owners": [{"id": "1"}, {}]}).encode(), Item, strict=True)
    assert isinstance(caught.value, ValueError)


def test_67_strict_errors_do_not_show_the_data() -> None:
    with pytest.raises(DecodeError) as caught:
        decode(json.dumps({**FULL, "count": "sk-secret" * 5000}).encode(), Item, strict=True)
    assert "secret" not in str(caught.value)
    assert len(str(caught.value)) < 2000


def test_67_strict_accepts_what_is_valid() -> None:
    body = json.dumps({**FULL, "price": 1}).encode()
    assert repr(decode(body, Item, strict=True)) == repr(decode(body, Item))


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b'{"id": }',
        b"<html>",
        b"\xff\xfe\xfd",
        b'{"id": "\xff"}',
        b"[" * 100_000,
        b'{"count": ' + b"9" * 5000 + b"}",
        b'{"id": "1"} x',
    ],
)
def test_malformed_json_is_one_error(body: bytes, strict: bool) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(body, Item, strict=strict)
    assert len(str(caught.value)) < 500


def test_deep_json_is_read_or_refused() -> None:
    """Deeper than pydantic-core reads, but not than Python does; then deeper than either."""
    assert decode(b'{"x":' + b"[" * 300 + b"]" * 300 + b"}", Item).x
    with pytest.raises(DecodeError, match="nested too deeply"):
        decode(b'{"x":' + b"[" * 50_000 + b"]" * 50_000 + b"}", Item)


def test_deep_recursive_model_is_built_or_one_error() -> None:
    class Node(BaseModel):
        children: Optional[List[Node]] = None

    Node.model_rebuild(_types_namespace={"Node": Node})
    refused = 0
    for depth in range(50, 500, 10):
        try:
            assert decode(b'{"children":[' * depth + b"1" + b"]}" * depth, Node).children
        except DecodeError as error:
            assert "nested too deeply" in str(error)
            refused += 1
    assert refused < 40


def test_nan_is_read_by_default_and_refused_when_strict() -> None:
    """Not JSON (RFC 8259, section 6), but Python servers write it."""
    body = b'{"id":"1","count":1,"createdAt":"2024-05-06T07:08:09Z","price":NaN}'
    assert decode(body, Item).price != decode(body, Item).price
    with pytest.raises(DecodeError):
        decode(body, Item, strict=True)


def test_other_encodings_of_json() -> None:
    text = '{"id": "ü€😀"}'
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32-be"):
        assert decode(text.encode(encoding), Item).id == "ü€😀"
    assert decode(b'{"id": "\\ud800"}', Item).id == "\ud800"


def test_the_last_of_duplicate_keys_wins() -> None:
    assert decode(b'{"id": "1", "id": "2"}', Owner).id == "2"
    assert decode(b'{"id": 1, "id": 2, "displayName": 3}', Owner).id == 2


# 69 to 73


def test_69_to_dict_and_to_json() -> None:
    item = read(Item, {**FULL, "price": None, "x": 1})
    assert item.to_dict() == {**FULL, "createdAt": item.created_at, "price": None, "x": 1}
    assert item.to_dict(mode="json") == {**FULL, "price": None, "x": 1}
    assert "created_at" in item.to_dict(use_api_names=False)
    assert "price" not in item.to_dict(exclude_none=True)
    assert "owner" in item.to_dict(exclude_unset=False)
    assert "price" not in item.to_dict(exclude_defaults=True)
    assert json.loads(item.to_json()) == {**FULL, "price": None, "x": 1}
    assert item.to_json().startswith('{\n  "id"')
    assert "\n" not in item.to_json(indent=None)


def test_69_str_shows_the_fields() -> None:
    assert str(Owner.construct(id="1")) == "Owner(id='1', display_name=None)"


def test_70_construct_builds_recursively_without_validation() -> None:
    for construct in (Item.construct, Item.model_construct):
        item = construct(createdAt="2024-05-06T07:08:09Z", owner={"id": 5}, self=1, cls=2)
        assert item.created_at.year == 2024
        assert item.owner.id == 5
        assert item.model_extra == {"self": 1, "cls": 2}


def test_70_construct_keeps_built_models_and_fields_set() -> None:
    owner = Owner(id="1")
    assert Item.construct(owner=owner).owner is owner
    assert Item.construct({"id"}, id="1", price=None).model_fields_set == {"id"}


@pytest.mark.parametrize("broken", [{}, {"id": 5}])
def test_nasty_names_do_no_harm(broken: dict[str, Any]) -> None:
    """A server may send any name; it must stay data."""
    names = [
        "__class__",
        "__dict__",
        "model_config",
        "model_fields",
        "__init__",
        "_private",
        "id",
        "__pydantic_extra__",
    ]
    value: dict[str, Any] = {**{name: {"x": name} for name in names}, "id": "1", **broken}
    owner = read(Owner, value)
    assert type(owner) is Owner
    assert owner.id == value["id"]
    assert owner.model_extra == {name: {"x": name} for name in names if name != "id"}
    assert Owner.model_config["extra"] == "allow"
    assert owner.to_dict(warnings=False) == value
    assert read(Owner, {"id": "2"}).id == "2"


def test_additional_properties_have_their_type() -> None:
    class Owners(BaseModel):
        __pydantic_extra__: Dict[str, Owner]
        total: Optional[int] = None

    for total in (1, "wrong"):
        owners = decode(json.dumps({"total": total, "ann": {"id": "1"}}).encode(), Owners)
        assert isinstance(owners.ann, Owner)
        assert owners.total == total


def test_generic_models() -> None:
    class Page(BaseModel, Generic[T]):
        items: List[T]
        _client: Any = PrivateAttr(default="none")

    for bad in ("1", 1):
        page = decode(json.dumps({"items": [{"id": bad}], "next": "x"}).encode(), Page[Owner])
        assert isinstance(page.items[0], Owner)
        assert page.items[0].id == bad
        assert page._client == "none"
        page._client = "mine"


def test_defaults_are_not_shared() -> None:
    class Config(BaseModel):
        tags: List[str] = Field(default=[])
        mode: Optional[str] = "fast"
        size: int

    for size in (1, "x"):
        one, other = (decode(json.dumps({"size": size}).encode(), Config) for _ in range(2))
        one.tags.append("changed")
        assert other.tags == []
        assert other.mode == "fast"
    assert read(Config, {"mode": None, "size": "x"}).mode is None


def test_models_survive_pickle_and_copy() -> None:
    item = read(Item, {**FULL, "count": "x", "extra": 1})
    assert pickle.loads(pickle.dumps(item)) == item
    assert item.model_copy(deep=True) == item


def test_other_types() -> None:
    assert read(List[int], [1, "2"]) == [1, "2"]
    assert read(Dict[str, float], {"a": 1}) == {"a": 1.0}
    assert read(object, {"a": [1]}) == {"a": [1]}
    assert read(Optional[Owner], None) is None
    assert read(Literal[1, "x"], 1.0) == 1
    assert parse_json(b"[1]") == [1]
    assert validate_type(type_=List[int], value=[1]) == [1]
    with pytest.raises(pydantic.ValidationError):
        validate_type(type_=Owner, value={})


def test_unwrap_takes_the_value_out_of_its_envelope() -> None:
    assert decode(b'{"data": {"id": "1"}}', Owner, unwrap="data") == Owner(id="1")
    assert decode(b'{"data": {"id": 1}}', Owner, unwrap="data").id == 1
    assert decode(b'{"data": [{"id": "1"}]}', List[Owner], unwrap="data")[0].id == "1"
    assert decode(b"{}", Owner, unwrap="data") is None
    with pytest.raises(DecodeError, match="data: Field required"):
        decode(b"{}", Owner, strict=True, unwrap="data")


CYCLE = {
    "alpha.py": """
from __future__ import annotations
from typing import List, Optional
from runtime._models import BaseModel
__all__ = ["Alpha"]
class Alpha(BaseModel):
    name: str
    betas: Optional[List[Beta]] = None
from .beta import Beta
""",
    "beta.py": """
from __future__ import annotations
from typing import Optional
from runtime._models import BaseModel
__all__ = ["Beta"]
class Beta(BaseModel):
    size: int
    alpha: Optional[Alpha] = None
from .alpha import Alpha
""",
    "__init__.py": "",
}


@pytest.mark.parametrize("size", [1, "wrong"])
def test_models_that_need_each_other_are_completed_on_first_use(
    size: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / f"cycle_{size}"
    package.mkdir()
    for name, text in CYCLE.items():
        (package / name).write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    beta = importlib.import_module(f"{package.name}.beta")
    body = {"size": size, "alpha": {"name": "a", "betas": [{"size": 2}]}}
    made = decode(json.dumps(body).encode(), beta.Beta)
    assert type(made.alpha).__name__ == "Alpha"
    assert made.alpha.betas[0].size == 2


TREE = """
from typing import Dict, List, Optional, Union
from typing_extensions import Annotated, Literal, TypeAliasType
from runtime._models import BaseModel
from runtime._utils._transform import PropertyInfo
Tree = TypeAliasType("Tree", 'Annotated[Union[Leaf, Branch], PropertyInfo(discriminator="kind")]')
Json = TypeAliasType("Json", "Union[Dict[str, Json], List[Json], float, None]")
class Branch(BaseModel):
    kind: Literal["branch"]
    left: Optional["Tree"] = None
    data: Optional["Json"] = None
class Leaf(BaseModel):
    kind: Literal["leaf"]
    size: int
"""


@pytest.mark.parametrize("size", [1, "wrong"])
def test_aliases_in_a_circle_hold_text(size: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / f"tree_{size}.py").write_text(TREE)
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module(f"tree_{size}")
    value = {"kind": "branch", "left": {"kind": "leaf", "size": size}, "data": {"a": [1, {"b": [2]}]}}
    for type_ in (module.Tree, module.Branch, List[module.Tree]):
        made = read(type_, [value] if type_ not in (module.Tree, module.Branch) else value)
        made = made[0] if isinstance(made, list) else made
        assert isinstance(made, module.Branch)
        assert isinstance(made.left, module.Leaf)
        assert made.left.size == size
        assert repr(made.data) == "{'a': [1.0, {'b': [2.0]}]}"


def test_compiling_is_thread_safe() -> None:
    class Node(BaseModel):
        name: str
        children: Optional[List[Node]] = None

    Node.model_rebuild(_types_namespace={"Node": Node})
    start = threading.Barrier(16)
    seen: list[bool] = []

    def work() -> None:
        start.wait()
        made = construct_type(type_=Node, value={"name": 1, "children": [{"name": 2, "children": [{}]}]})
        seen.append(isinstance(made.children[0].children[0], Node) and made.children[0].name == 2)

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 16


@pytest.mark.parametrize(("setting", "complete"), [("false", "True"), ("true", "False")])
def test_89_defer_pydantic_build(setting: str, complete: str) -> None:
    code = (
        "from runtime._models import BaseModel\n"
        "class A(BaseModel):\n    a: int\n"
        "print(type(A.__pydantic_validator__).__name__ == 'SchemaValidator')"
    )
    root = Path(__file__).parents[2] / "templates" / "python"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"DEFER_PYDANTIC_BUILD": setting, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == complete
