"""Private names that code written for published SDKs imports (sdk-surface statement 92)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Required

import pydantic
import pytest
from typing_extensions import TypeAliasType

import runtime._compat as compat
import runtime._utils as utils
from runtime._models import BaseModel, FinalRequestOptions
from runtime._types import NOT_GIVEN, SequenceNotStr, omit


class Point(BaseModel):
    x_axis: int = pydantic.Field(alias="xAxis")
    y: int | None = None


def test_92_signatures_are_compared() -> None:
    def create(self: object, *, name: str, size: int) -> None: ...

    def create_and_poll(self: object, *, name: str, size: float, wait: int) -> None: ...

    assert utils.function_has_argument(create, "size")
    assert not utils.function_has_argument(create, "wait")
    utils.assert_signatures_in_sync(create, create_and_poll, exclude_params={"size"})
    with pytest.raises(AssertionError, match="`size` param do not match"):
        utils.assert_signatures_in_sync(create, create_and_poll)
    with pytest.raises(AssertionError, match="`wait` param is missing"):
        utils.assert_signatures_in_sync(create_and_poll, create, exclude_params={"size"})


@pytest.mark.parametrize("name", utils._guards.__all__)
def test_92_utils_offer(name: str) -> None:
    assert getattr(utils, name) is getattr(utils._guards, name)


def test_92_no_other_name_is_made_up() -> None:
    with pytest.raises(AttributeError, match="no attribute 'is_dragon'"):
        utils.is_dragon  # type: ignore[attr-defined]  # noqa: B018  # that it is not there is the point


def test_92_guards_are_loaded_on_demand() -> None:
    code = "import runtime._utils as u; before = '_guards' in vars(u); print(before, u.is_dict({}))"
    path = next(folder for folder in sys.path if folder.endswith("python"))
    found = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {path!r}); {code}"], capture_output=True, check=True
    )
    assert found.stdout.split() == [b"False", b"True"]


def test_92_values() -> None:
    assert utils.is_given(None) and not utils.is_given(NOT_GIVEN) and not utils.is_given(omit)
    assert utils.is_dict({}) and not utils.is_dict([])
    assert utils.is_mapping({}) and utils.is_list([]) and utils.is_tuple(()) and utils.is_sequence("a")
    assert utils.is_iterable(iter([])) and not utils.is_iterable(1)
    assert utils.flatten([[1], [2, 3]]) == [1, 2, 3]
    assert utils.strip_not_given({"a": 1, "b": NOT_GIVEN}) == {"a": 1}
    assert utils.strip_not_given(None) is None
    assert (utils.coerce_integer("7"), utils.coerce_float("0.5")) == (7, 0.5)
    assert utils.coerce_boolean("on") and not utils.coerce_boolean("no")


def test_92_headers_by_name() -> None:
    assert utils.get_required_header({"x-id": "7"}, "X-Id") == "7"
    with pytest.raises(ValueError, match="X-Other"):
        utils.get_required_header({"x-id": "7"}, "X-Other")


def test_92_annotations() -> None:
    named = TypeAliasType("named", list[int])
    assert utils.is_type_alias_type(named) and not utils.is_type_alias_type(list[int])
    assert utils.is_list_type(list[int]) and utils.is_list_type(list) and not utils.is_list_type(Iterable[int])
    assert utils.is_sequence_type(Sequence[int]) and utils.is_sequence_type(SequenceNotStr[str])
    assert utils.is_iterable_type(Iterable[int]) and not utils.is_iterable_type(list[int])
    assert utils.is_union_type(int | None) and utils.is_union_type(int | str) and not utils.is_union_type(int)
    assert utils.is_annotated_type(Annotated[int, "note"]) and utils.is_required_type(Required[int])
    assert utils.strip_annotated_type(Required[Annotated[int, "note"]]) is int
    assert utils.extract_type_arg(list[int], 0) is int
    with pytest.raises(RuntimeError, match="index 1"):
        utils.extract_type_arg(list[int], 1)


def test_92_dates() -> None:
    assert utils.parse_date("2020-02-29") == date(2020, 2, 29)
    moment = datetime(2020, 2, 29, 1, 2, 3, tzinfo=UTC)
    assert utils.parse_datetime("2020-02-29T01:02:03Z") == moment
    assert utils.parse_date(moment) == date(2020, 2, 29)
    with pytest.raises(ValueError, match="datetime"):
        utils.parse_datetime("yesterday")


def test_92_models_are_asked_through_compat() -> None:
    fields = compat.get_model_fields(Point)
    assert list(fields) == ["x_axis", "y"]
    assert compat.field_outer_type(fields["x_axis"]) is int
    assert compat.field_is_required(fields["x_axis"]) and not compat.field_is_required(fields["y"])
    assert compat.field_get_default(fields["x_axis"]) is None
    assert compat.get_model_config(Point)["extra"] == "allow"
    assert not compat.PYDANTIC_V1


def test_92_models_are_read_and_written_through_compat() -> None:
    point = compat.parse_obj(Point, {"xAxis": 1, "y": 2})
    assert compat.model_parse(Point, {"xAxis": 1, "y": 2}) == point == compat.model_copy(point)
    assert compat.model_dump(point) == {"x_axis": 1, "y": 2}
    assert compat.model_dump(point, by_alias=True, exclude={"y"}) == {"xAxis": 1}
    assert compat.model_json(point) == '{"x_axis":1,"y":2}'


def test_92_unions_and_literals() -> None:
    assert compat.is_union(int | str) and not compat.is_literal_type(int)
    annotations: list[Any] = [FinalRequestOptions, compat.GenericModel, compat.ConfigDict]
    assert all(isinstance(annotation, type) for annotation in annotations)
