"""When pydantic's validators are made: not before they pay, unless what a model means is written in them."""

# Annotations as generated models write them.
# ruff: noqa: UP006, UP035, UP045

from __future__ import annotations

import json
from typing import Annotated, Any, Dict, List, Optional

import pydantic
import pytest
from pydantic import AfterValidator, ConfigDict, Field, create_model, field_validator, model_validator

from runtime._models import BaseModel, decode
from runtime._rare import is_rare

BODY = json.dumps({"name": "a", "inner": {"name": "b"}}).encode()


def model(inner: Any = None, **options: Any) -> Any:
    inside = inner or create_model("Inner", __base__=BaseModel, name=(str, ...))
    return create_model("Made", __base__=BaseModel, name=(str, ...), inner=(inside, ...), **options)


def test_a_validator_is_made_when_it_pays() -> None:
    type_ = model()
    few = [decode(BODY, type_) for _ in range(5)]
    assert not type_.__pydantic_complete__
    decode(BODY + b" " * 2**16, type_)
    often = decode(BODY, type_)
    assert type_.__pydantic_complete__
    assert [often] * 5 == few


def test_strict_decoding_validates_from_the_first_body_on() -> None:
    type_ = model()
    decode(BODY, type_, strict=True)
    assert type_.__pydantic_complete__
    assert not is_rare(type_, 1), "there is a validator already"


def test_the_sizes_of_bodies_are_counted_for_each_type() -> None:
    one, other = model(), List[model()]
    assert is_rare(one, 2**16)
    assert not is_rare(one, 1)
    assert is_rare(other, 1)
    assert not is_rare(Annotated[str, []], 1), "cannot be hashed, and so not be counted"


class Validated(BaseModel):
    name: str

    @field_validator("name")
    @classmethod
    def upper(cls, value: str) -> str:
        return value.upper()


class ValidatedAfter(BaseModel):
    name: str

    @model_validator(mode="after")
    def upper(self) -> ValidatedAfter:
        self.name = self.name.upper()
        return self


class Initialised(BaseModel):
    name: str

    def __init__(self, **values: Any) -> None:
        super().__init__(name=values["name"].upper())


class Configured(BaseModel):
    model_config = ConfigDict(str_to_upper=True)
    name: str


class Annotating(BaseModel):
    name: Annotated[str, AfterValidator(str.upper)]


class Constrained(BaseModel):
    name: str = Field(min_length=1)


Upper = Annotated[str, AfterValidator(str.upper)]


class ExtraUpper(BaseModel):
    __pydantic_extra__: Dict[str, Validated]


@pytest.mark.parametrize("inner", [Validated, ValidatedAfter, Initialised, Configured, Annotating])
def test_what_is_written_by_hand_has_its_say_from_the_first_body_on(inner: type[pydantic.BaseModel]) -> None:
    assert decode(BODY, model(inner)).inner.name == "B"
    assert decode(b'{"name": "b"}', inner).name == "B"
    assert not is_rare(Optional[Dict[str, List[inner]]], 1)  # type: ignore[valid-type]


def test_so_has_what_stands_in_annotations() -> None:
    assert decode(b'["a"]', List[Upper]) == ["A"]
    assert decode(b'{"x": {"name": "b"}}', ExtraUpper).x.name == "B"
    assert not is_rare(Constrained, 1)
