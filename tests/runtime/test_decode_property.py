"""The fast path of `decode` and the lenient constructor give one result.

Random models, and data that fits them, lacks something, or is wrong: whenever pydantic-core accepts the bytes, what it
makes must be what the lenient constructor makes of the parsed JSON, to the types, the set fields and the extra ones.
"""

# Annotations as generated models write them.
# ruff: noqa: UP006, UP007, UP035, UP045

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Dict, List, Literal, Optional, Union

import pydantic
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import Field, create_model
from typing_extensions import Annotated

from runtime import _rare
from runtime._models import BaseModel, construct_type, decode
from runtime._utils._transform import PropertyInfo

SCALARS: list[Any] = [
    str,
    int,
    float,
    bool,
    object,
    Any,
    datetime,
    date,
    Literal["a", "b"],
    Literal[1, "x"],
    Literal[True],
    Union[Literal["a", "b"], str],
]


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int
    owner_name: Optional[str] = Field(alias="ownerName", default=None)


class Dog(BaseModel):
    kind: Literal["dog"]
    born: datetime
    friends: Optional[List[Pet]] = None


class Fish(BaseModel):
    kind: Optional[Literal["fish"]] = None
    weight: Optional[float] = None


Pet = Annotated[Union[Cat, Dog, Fish], PropertyInfo(discriminator="kind")]
Dog.model_rebuild()


class Typed(BaseModel):
    __pydantic_extra__: Dict[str, Cat]
    name: Optional[str] = None


MODELS: list[Any] = [Cat, Dog, Fish, Pet, Typed]

KEYS = ["a", "b_c", "bC", "kind", "model_config", "__class__", "copy"]


def models(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    field = st.tuples(children, st.booleans(), st.booleans())

    def make(fields: dict[str, tuple[Any, bool, bool]]) -> Any:
        definitions: dict[str, Any] = {}
        for name, (annotation, required, aliased) in fields.items():
            default = ... if required else None
            annotation = annotation if required else Optional[annotation]
            info = Field(default, alias=name.title()) if aliased else Field(default)
            definitions[name] = (annotation, info)
        return create_model("Made", __base__=BaseModel, **definitions)

    return st.dictionaries(st.sampled_from(["a", "b_c", "kind", "d"]), field, max_size=3).map(make)


def types() -> st.SearchStrategy[Any]:
    return st.recursive(
        st.sampled_from(SCALARS + MODELS),
        lambda children: st.one_of(
            children.map(lambda type_: List[type_]),
            children.map(lambda type_: Dict[str, type_]),
            children.map(lambda type_: Optional[type_]),
            st.lists(children, min_size=2, max_size=3).map(lambda arms: Union[tuple(arms)]),
            models(children),
        ),
        max_leaves=6,
    )


TEXTS = st.sampled_from(
    ["", "a", "b", "x", "cat", "dog", "fish", "2024-01-02", "2024-01-02T03:04:05Z", "12", "\U0001f600"]
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 2**70), st.floats(), TEXTS, st.text(max_size=3)),
    lambda children: st.one_of(
        st.lists(children, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text(max_size=2)), children, max_size=4),
    ),
    max_leaves=12,
)


def fitting(type_: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """JSON that mostly fits the type; `~` parts are anything."""
    from typing import get_args, get_origin

    from runtime._utils._typing import is_literal, is_union, unwrap

    inner, _ = unwrap(type_)
    if depth > 5:
        return st.none()
    if is_union(inner):
        return st.one_of([fitting(arm, depth + 1) for arm in get_args(inner)])
    if is_literal(inner):
        return st.sampled_from(get_args(inner))
    if get_origin(inner) is list:
        return st.lists(fitting(get_args(inner)[0], depth + 1), max_size=2)
    if get_origin(inner) is dict:
        return st.dictionaries(TEXTS, fitting(get_args(inner)[1], depth + 1), max_size=2)
    if isinstance(inner, type) and issubclass(inner, pydantic.BaseModel):
        return fitting_model(inner, depth)
    simple: dict[Any, st.SearchStrategy[Any]] = {
        str: TEXTS,
        int: st.integers(-5, 2**66),
        float: st.one_of(st.floats(), st.integers(-5, 5)),
        bool: st.booleans(),
        datetime: st.sampled_from(["2024-01-02T03:04:05Z", "2024-01-02T03:04:05.123+02:00", "2024-01-02 03:04"]),
        date: st.just("2024-01-02"),
        type(None): st.none(),
    }
    return simple.get(inner, JSON)


def fitting_model(model: type[pydantic.BaseModel], depth: int) -> st.SearchStrategy[Any]:
    required, optional = {}, {}
    for name, field in model.model_fields.items():
        target = required if field.is_required() else optional
        target[field.alias or name] = fitting(field.annotation, depth + 1)
    extra = fitting(Cat, depth + 1) if model is Typed else JSON
    return st.tuples(
        st.fixed_dictionaries(required, optional=optional), st.dictionaries(st.sampled_from(KEYS), extra, max_size=1)
    ).map(lambda both: {**both[1], **both[0]})


@st.composite
def damaged(draw: st.DrawFn, type_: Any) -> Any:
    """Fitting data with, perhaps, a member taken out or replaced somewhere."""
    value = draw(fitting(type_))
    for _ in range(draw(st.integers(0, 2))):
        target = value
        while isinstance(target, (dict, list)) and target:
            key = draw(st.sampled_from(sorted(target) if isinstance(target, dict) else range(len(target))))
            inner = target[key]
            if not isinstance(inner, (dict, list)) or draw(st.booleans()):
                if draw(st.booleans()):
                    del target[key]
                else:
                    target[key] = draw(JSON)
                break
            target = inner
    return value


def same(one: Any, other: Any) -> bool:
    """Equality that sees types, set fields, extra fields and NaN."""
    if type(one) is not type(other):
        return False
    if isinstance(one, pydantic.BaseModel):
        return (
            same(vars(one), vars(other))
            and list(vars(one)) == list(vars(other))
            and one.model_fields_set == other.model_fields_set
            and same(one.model_extra, other.model_extra)
            and one.__pydantic_private__ == other.__pydantic_private__
        )
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    if isinstance(one, datetime):
        return one == other and one.utcoffset() == other.utcoffset() and type(one.tzinfo) is type(other.tzinfo)
    return bool(one == other)


SETTINGS = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True, scope="module")
def validators_from_the_first_body_on() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_rare, "_RARE_BYTES", 0)
        yield


@SETTINGS
@given(st.data())
def test_fast_path_and_lenient_constructor_agree(data: st.DataObject) -> None:
    type_ = data.draw(types())
    value = data.draw(st.one_of(fitting(type_), damaged(type_)))
    body = json.dumps(value).encode()
    lenient = construct_type(type_=type_, value=json.loads(body))
    assert same(decode(body, type_), lenient)


@SETTINGS
@given(types(), JSON)
def test_default_mode_never_raises(type_: Any, value: Any) -> None:
    decode(json.dumps(value).encode(), type_)


@SETTINGS
@given(st.data())
def test_nothing_received_is_lost(data: st.DataObject) -> None:
    """`to_dict` of a constructed model gives every member of the JSON object back."""
    type_ = data.draw(models(st.sampled_from([str, int, object, List[str], Cat, Dict[str, int]])))
    value = data.draw(damaged(type_))
    assume(isinstance(value, dict))
    made = construct_type(type_=type_, value=value)
    assert made.model_fields_set == {_name(type_, key) for key in value}
    assert made.to_dict(mode="json", warnings=False).keys() >= value.keys()


def _name(model: Any, key: str) -> str:
    return next((name for name, field in model.model_fields.items() if (field.alias or name) == key), key)
