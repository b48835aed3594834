"""Parameters to wire names (sdk-surface statements 26, 28, 29)."""

# Annotations as generated params write them.
# ruff: noqa: UP006, UP007, UP017, UP035, UP045

from __future__ import annotations

import asyncio
import copy
import importlib
import io
import sys
import threading
import types
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any, Dict, Iterable, List, Literal, Optional, Union

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import Annotated, Required, TypeAlias, TypedDict

from runtime._files import file_fields
from runtime._models import BaseModel
from runtime._types import NOT_GIVEN, Base64FileInput, FileTypes, Omit, SequenceNotStr, not_given, omit
from runtime._utils._transform import (
    PropertyInfo,
    async_maybe_transform,
    async_transform,
    maybe_transform,
    transform,
)


class Leaf(TypedDict, total=False):
    foo_bar: Annotated[str, PropertyInfo(alias="fooBar")]
    plain: int


class Node(TypedDict, total=False):
    my_name: Required[Annotated[str, PropertyInfo(alias="myName")]]
    one: Leaf
    many: Annotated[Iterable[Leaf], PropertyInfo(alias="theMany")]
    by_key: Dict[str, Leaf]
    either: Union[str, Leaf, List[Leaf]]
    child: Node
    tags: SequenceNotStr[str]
    anything: object


def test_28_names_are_translated_recursively() -> None:
    leaf = {"foo_bar": "x", "plain": 1}
    wire = {"fooBar": "x", "plain": 1}
    assert transform({"my_name": "n", "one": leaf, "many": [leaf], "by_key": {"foo_bar": leaf}}, Node) == {
        "myName": "n",
        "one": wire,
        "theMany": [wire],
        "by_key": {"foo_bar": wire},
    }
    assert transform({"either": leaf}, Node) == {"either": wire}
    assert transform({"either": [leaf]}, Node) == {"either": [wire]}
    assert transform({"either": "foo_bar"}, Node) == {"either": "foo_bar"}
    assert transform({"child": {"child": {"one": leaf}}}, Node) == {"child": {"child": {"one": wire}}}


def test_28_unknown_keys_pass_unchanged() -> None:
    assert transform({"fooBar": 1, "other_key": {"foo_bar": 2}}, Leaf) == {"fooBar": 1, "other_key": {"foo_bar": 2}}


@pytest.mark.parametrize("sentinel", [omit, Omit(), NOT_GIVEN, not_given])
def test_26_sentinels_are_dropped_and_none_is_kept(sentinel: object) -> None:
    assert transform({"foo_bar": sentinel, "plain": None}, Leaf) == {"plain": None}
    assert transform({"one": {"foo_bar": sentinel}, "many": None}, Node) == {"one": {}, "theMany": None}


def test_28_a_pydantic_model_is_dumped_under_wire_names_with_set_fields_only() -> None:
    class Model(BaseModel):
        foo_bar: str = pydantic.Field(alias="fooBar")
        unset: Optional[int] = None
        when: Optional[datetime] = None

    model = Model.construct(fooBar="x", when="2024-05-06T07:08:09Z", extra=1)
    wire = {"fooBar": "x", "when": "2024-05-06T07:08:09Z", "extra": 1}
    assert transform({"one": model, "many": [model], "by_key": {"k": model}, "either": model}, Node) == {
        "one": wire,
        "theMany": [wire],
        "by_key": {"k": wire},
        "either": wire,
    }
    assert transform(model, Leaf) == wire


class Dates(TypedDict, total=False):
    at: Annotated[Union[str, datetime], PropertyInfo(alias="theAt", format="iso8601")]
    on: Annotated[Union[str, date, None], PropertyInfo(format="iso8601")]
    bare: datetime
    year: Annotated[Union[date, str], PropertyInfo(format="custom", format_template="%Y")]
    all: Annotated[List[Union[str, datetime]], PropertyInfo(format="iso8601")]


def test_29_dates_become_iso_8601() -> None:
    moment = datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone.utc)
    assert transform(
        {"at": moment, "on": date(2024, 5, 6), "bare": moment, "year": date(2024, 1, 1), "all": [moment, "now"]}, Dates
    ) == {
        "theAt": "2024-05-06T07:08:09+00:00",
        "on": "2024-05-06",
        "bare": "2024-05-06T07:08:09+00:00",
        "year": "2024",
        "all": ["2024-05-06T07:08:09+00:00", "now"],
    }
    assert transform({"at": "today", "on": None}, Dates) == {"theAt": "today", "on": None}
    assert transform({"at": moment.replace(tzinfo=None)}, Dates) == {"theAt": "2024-05-06T07:08:09"}


class Files(TypedDict, total=False):
    image: Annotated[Union[str, Base64FileInput], PropertyInfo(format="base64")]
    images: Annotated[List[Union[str, Base64FileInput]], PropertyInfo(format="base64")]
    upload: FileTypes


def test_29_files_in_json_are_sent_in_base64(tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(b"\x00\xff")
    expected = {"image": "AP8=", "images": ["AP8=", "YWJj", "kept"]}
    for run in (transform, lambda data, type_: asyncio.run(async_transform(data, type_))):
        data = {"image": path, "images": [path, io.BytesIO(b"abc"), "kept"]}
        assert run(data, Files) == expected
    assert transform({"image": io.StringIO("é")}, Files) == {"image": "w6k="}
    assert transform({"image": b"\x00\xff"}, Files) == {"image": "AP8="}


def test_29_async_reads_files_in_another_thread(tmp_path: Path) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            seen.append(threading.current_thread())
            return super().read(size)

    seen: list[threading.Thread] = []
    assert asyncio.run(async_transform({"image": Slow(b"abc")}, Files)) == {"image": "YWJj"}
    assert seen
    assert threading.main_thread() not in seen


def test_29_any_iterable_is_a_list() -> None:
    leaf = {"foo_bar": "x"}
    for many in ((leaf,), iter([leaf]), (entry for entry in [leaf]), {"k": leaf}.values()):
        assert transform({"many": many}, Node) == {"theMany": [{"fooBar": "x"}]}
    assert transform({"tags": {"a"}}, Node) == {"tags": ["a"]}
    assert transform({"tags": (tag for tag in "ab")}, Node) == {"tags": ["a", "b"]}


def test_29_text_bytes_dicts_and_files_are_not_taken_apart() -> None:
    file = io.BytesIO(b"a\nb")
    assert transform({"tags": "ab"}, Node) == {"tags": "ab"}
    assert transform({"many": {"foo_bar": 1}}, Node) == {"theMany": {"foo_bar": 1}}
    assert transform({"upload": ("name", file)}, Files)["upload"] == ("name", file)
    assert transform({"upload": file}, Files)["upload"] is file


def test_the_callers_data_is_not_changed() -> None:
    data = {
        "my_name": "n",
        "one": {"foo_bar": "x"},
        "many": [{"foo_bar": "y"}],
        "tags": ["a"],
        "child": {"my_name": "m"},
    }
    before = copy.deepcopy(data)
    sent = transform(data, Node)
    assert data == before
    sent["one"]["new"] = sent["theMany"][0]["new"] = 1
    assert data == before


# Unions


class ByText(TypedDict, total=False):
    kind: Required[Literal["text"]]
    some_value: Annotated[str, PropertyInfo(alias="textValue")]
    only_text: Annotated[str, PropertyInfo(alias="onlyText")]


class ByNumber(TypedDict, total=False):
    kind: Required[Literal["number"]]
    some_value: Annotated[int, PropertyInfo(alias="numberValue")]


class Either(TypedDict, total=False):
    told: Annotated[Union[ByText, ByNumber], PropertyInfo(discriminator="kind")]
    untold: Union[ByText, ByNumber]
    listed: Iterable[Union[ByText, ByNumber]]
    lists: Union[List[ByText], List[ByNumber], None]


@pytest.mark.parametrize("member", ["told", "untold"])
def test_28_a_union_goes_by_the_variant_that_fits(member: str) -> None:
    assert transform({member: {"kind": "number", "some_value": 1}}, Either) == {
        member: {"kind": "number", "numberValue": 1}
    }
    assert transform({member: {"kind": "text", "some_value": "x"}}, Either) == {
        member: {"kind": "text", "textValue": "x"}
    }


def test_28_variants_in_lists_and_without_discriminator() -> None:
    values = [
        {"kind": "number", "some_value": 1},
        {"kind": "text", "some_value": "x"},
        {"some_value": 1, "only_text": "y"},
    ]
    wire = [
        {"kind": "number", "numberValue": 1},
        {"kind": "text", "textValue": "x"},
        {"textValue": 1, "onlyText": "y"},
    ]
    assert transform({"listed": values}, Either) == {"listed": wire}
    assert transform({"lists": values}, Either) == {"lists": wire}
    assert transform({"lists": None}, Either) == {"lists": None}


Alias: TypeAlias = Union[Leaf, ByText]


@pytest.mark.parametrize(
    ("type_", "data", "expected"),
    [
        (List[Leaf], [{"foo_bar": 1}], [{"fooBar": 1}]),
        (Dict[str, List[Leaf]], {"foo_bar": [{"foo_bar": 1}]}, {"foo_bar": [{"fooBar": 1}]}),
        (Optional[Leaf], {"foo_bar": 1}, {"fooBar": 1}),
        (Alias, {"foo_bar": 1}, {"fooBar": 1}),
        (str, "x", "x"),
        (object, {"foo_bar": 1}, {"foo_bar": 1}),
        (Any, [1], [1]),
        (datetime, datetime(2024, 1, 2), "2024-01-02T00:00:00"),
        (Leaf, "not a dict", "not a dict"),
    ],
)
def test_any_annotation_can_be_the_type(type_: Any, data: Any, expected: Any) -> None:
    assert transform(data, type_) == expected
    assert asyncio.run(async_transform(data, type_)) == expected


def test_maybe_transform_keeps_none() -> None:
    assert maybe_transform(None, Leaf) is None
    assert maybe_transform({"foo_bar": 1}, Leaf) == {"fooBar": 1}
    assert asyncio.run(async_maybe_transform(None, Leaf)) is None
    assert asyncio.run(async_maybe_transform({"foo_bar": 1}, Leaf)) == {"fooBar": 1}


def test_nothing_to_do_costs_no_copy() -> None:
    data = [{"a": 1}]
    assert transform(data, List[object]) is data
    assert transform(data, object) is data


def test_names_imported_for_type_checkers_only_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    package, shared = types.ModuleType("sdkx.types"), types.ModuleType("sdkx.types.shared_params")
    shared.Metadata = Leaf  # type: ignore[attr-defined]
    module = types.ModuleType("sdkx.types.thing_create_params")
    for name, made in (("sdkx.types", package), (shared.__name__, shared), (module.__name__, module)):
        monkeypatch.setitem(sys.modules, name, made)
    code = (
        "from __future__ import annotations\n"
        "from typing import TYPE_CHECKING\n"
        "from typing_extensions import TypedDict\n"
        "if TYPE_CHECKING:\n    from .shared_params import Metadata\n"
        "class ThingCreateParams(TypedDict, total=False):\n    metadata: Metadata\n"
        "class Broken(TypedDict, total=False):\n    metadata: Nowhere\n"
    )
    exec(code, module.__dict__)
    assert transform({"metadata": {"foo_bar": 1}}, module.ThingCreateParams) == {"metadata": {"fooBar": 1}}
    with pytest.raises(NameError, match="Nowhere"):
        transform({}, module.Broken)


RECURSIVE = """
from __future__ import annotations
from typing import Dict, Iterable, List, Union
from typing_extensions import Annotated, TypeAliasType, TypedDict
from runtime._utils._transform import PropertyInfo
Filter = TypeAliasType("Filter", "Union[Plain, Both]")
Json = TypeAliasType("Json", "Union[Dict[str, Json], List[Json], str, None]")
class Both(TypedDict, total=False):
    all_of: Annotated[Iterable[Filter], PropertyInfo(alias="allOf")]
    data: Json
class Plain(TypedDict, total=False):
    field_name: Annotated[str, PropertyInfo(alias="fieldName")]
"""


def test_aliases_in_a_circle_hold_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "recursive_params.py").write_text(RECURSIVE)
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module("recursive_params")
    data = {"all_of": [{"field_name": "x"}, {"all_of": ({"field_name": "y"},), "data": {"field_name": [{"k": "v"}]}}]}
    assert transform(data, module.Filter) == {
        "allOf": [{"fieldName": "x"}, {"allOf": [{"fieldName": "y"}], "data": {"field_name": [{"k": "v"}]}}]
    }
    assert file_fields(module.Both) == frozenset()


JSON = st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=3), st.just(omit)),
    lambda children: st.one_of(
        st.lists(children, max_size=3),
        st.dictionaries(st.sampled_from(["my_name", "one", "many", "by_key", "either", "child", "foo_bar"]), children),
    ),
    max_leaves=10,
)


@given(JSON)
def test_any_data_is_transformed_without_error_or_change(data: Any) -> None:
    before = repr(data)
    transform(data, Node)
    assert repr(data) == before
