"""Query strings in the SDK's own formats (sdk-surface statement 31)."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime._qs import Querystring
from runtime._types import NOT_GIVEN, omit

NESTED = {"a": {"b": {"c": 1}, "d": [1, 2]}}
OBJECTS = {"a": [{"b": 1}, {"b": 2}]}


class Level(enum.Enum):
    HIGH = "high"


@pytest.mark.parametrize(
    ("array", "nested", "params", "expected"),
    [
        ("comma", "brackets", {"a": [1, 2]}, "a=1,2"),
        ("repeat", "brackets", {"a": [1, 2]}, "a=1&a=2"),
        ("brackets", "brackets", {"a": [1, 2]}, "a[]=1&a[]=2"),
        ("indices", "brackets", {"a": [1, 2]}, "a[0]=1&a[1]=2"),
        ("comma", "brackets", NESTED, "a[b][c]=1&a[d]=1,2"),
        ("comma", "dots", NESTED, "a.b.c=1&a.d=1,2"),
        ("repeat", "dots", OBJECTS, "a.b=1&a.b=2"),
        ("brackets", "brackets", OBJECTS, "a[][b]=1&a[][b]=2"),
        ("indices", "dots", OBJECTS, "a[0].b=1&a[1].b=2"),
        ("comma", "brackets", OBJECTS, 'a={"b":1},{"b":2}'),
        ("repeat", "brackets", {"a": [[1, 2], [3]]}, "a=1&a=2&a=3"),
    ],
)
def test_31_lists_and_dicts_follow_the_formats(array: Any, nested: Any, params: Any, expected: str) -> None:
    qs = Querystring(array_format=array, nested_format=nested)
    assert unquote(qs.stringify(params)) == expected
    assert Querystring().stringify(params, array_format=array, nested_format=nested) == qs.stringify(params)
    assert "&".join(f"{key}={value}" for key, value in qs.stringify_items(params)) == expected


@pytest.mark.parametrize(
    "empty", [None, "", [], {}, [None], [""], omit, NOT_GIVEN, {"x": None}, {"x": omit}, {"x": {"y": ""}}]
)
def test_31_nothing_is_sent_for_empty_values(empty: Any) -> None:
    for array in ("comma", "repeat", "brackets", "indices"):
        assert Querystring(array_format=array).stringify({"a": empty, "b": 1}) == "b=1"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (1.5, "1.5"),
        (Level.HIGH, "high"),
        (datetime(2024, 5, 6), "2024-05-06T00:00:00"),
    ],
)
def test_31_scalars(value: Any, text: str) -> None:
    assert dict(parse_qsl(Querystring().stringify({"a": value}))) == {"a": text}
    assert dict(parse_qsl(Querystring(array_format="comma").stringify({"a": [value, None]}))) == {"a": text}


def test_31_a_comma_in_an_item_differs_from_one_between_items() -> None:
    assert Querystring(array_format="comma").stringify({"a": ["x,y", "z"]}) == "a=x%2Cy,z"


def test_31_sets_tuples_and_iterators_are_lists() -> None:
    qs = Querystring(array_format="repeat")
    assert qs.stringify({"a": (1, 2), "b": {3}, "c": iter([4])}) == "a=1&a=2&b=3&c=4"


def test_31_unknown_formats_are_named() -> None:
    with pytest.raises(NotImplementedError, match="Unknown array_format value: magic"):
        Querystring(array_format="magic").stringify({"a": [1]})  # type: ignore[arg-type]


def test_31_files_and_bytes_are_refused() -> None:
    with pytest.raises(TypeError, match="bytes"):
        Querystring().stringify({"a": b"x"})


def test_parse_is_the_inverse() -> None:
    assert Querystring().parse("a=1&a=2&b=x%20y") == {"a": ["1", "2"], "b": ["x y"]}


@given(st.dictionaries(st.text(min_size=1), st.text(min_size=1)))
def test_31_any_text_arrives(params: dict[str, str]) -> None:
    text = Querystring().stringify(params)
    assert text.isascii()
    assert parse_qsl(text) == list(params.items())
