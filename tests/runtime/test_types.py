"""Sentinels and type names (sdk-surface statements 2, 26, 27), and JSON bodies (30)."""

from __future__ import annotations

import enum
import json
import pickle
import subprocess
import sys
import uuid
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

import runtime._types as types
from runtime._http import httpx
from runtime._utils._json import json_bytes


def test_27_sentinels() -> None:
    assert not types.NOT_GIVEN
    assert not types.not_given
    assert not types.omit
    assert repr(types.NOT_GIVEN) == repr(types.NotGiven()) == "NOT_GIVEN"
    assert isinstance(types.NOT_GIVEN, types.NotGiven)
    assert isinstance(types.omit, types.Omit)


def test_02_names_of_the_http_library_are_there() -> None:
    assert types.Timeout is httpx.Timeout
    assert types.Transport is httpx.BaseTransport
    assert types.AsyncTransport is httpx.AsyncBaseTransport
    assert types.ProxiesTypes is not None
    assert types.NoneType is type(None)
    with pytest.raises(AttributeError, match="Nothing"):
        types.Nothing  # type: ignore[attr-defined]  # noqa: B018
    assert all(getattr(types, name) is not None for name in types.__all__ if name != "Body")


def test_importing_the_types_imports_nothing_heavy() -> None:
    code = "import sys, runtime._types; print(sorted({'httpx', 'pydantic', 'anyio'} & set(sys.modules)))"
    root = Path(__file__).parents[2] / "templates" / "python"
    bare = f"import sys, types; m = types.ModuleType('runtime'); m.__path__ = [{str(root / 'runtime')!r}]; "
    done = subprocess.run(
        [sys.executable, "-c", bare + "sys.modules['runtime'] = m; " + code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


class Colour(enum.Enum):
    RED = "red"


class Model(pydantic.BaseModel):
    a_b: int = pydantic.Field(alias="aB")
    unset: int = 0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": "ü€😀", "b": [1, 1.5, True, None]}, '{"a":"ü€😀","b":[1,1.5,true,null]}'),
        (datetime(2024, 5, 6, 7, 8, 9), '"2024-05-06T07:08:09"'),
        ([date(2024, 5, 6), time(1, 2)], '["2024-05-06","01:02:00"]'),
        (uuid.UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        ([Decimal("1.10"), Colour.RED], '["1.10","red"]'),
        (Model(aB=1), '{"aB":1}'),
        ({"x": (1, 2)}.items(), '[["x",[1,2]]]'),
        (types.SENTINELS & set(), "[]"),
    ],
)
def test_30_json_bodies_are_compact_utf_8(value: Any, text: str) -> None:
    assert json_bytes(value) == text.encode()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": [-float("inf")]}])
def test_30_nan_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_bytes(value)


@pytest.mark.parametrize("value", [b"bytes", {"a": object()}, 1j])
def test_30_what_has_no_json_form_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="cannot be sent as JSON"):
        json_bytes(value)


def test_30_a_value_that_contains_itself_is_refused() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(ValueError, match="Circular"):
        json_bytes(value)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)))
def test_30_any_json_arrives(value: Any) -> None:
    assert json.loads(json_bytes(value)) == value


def test_sentinels_survive_pickle() -> None:
    assert isinstance(pickle.loads(pickle.dumps(types.omit)), types.Omit)
    assert isinstance(pickle.loads(pickle.dumps(types.not_given)), types.NotGiven)
