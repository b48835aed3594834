"""Response models and decoding.

In: the bytes of a JSON body and a declared type. Out: an instance of that type. `decode` lets pydantic-core read
straight from the bytes, strict about scalars; a body that does not fit exactly goes through the lenient constructor
(`_construct`), which gives the same result for data that does fit and keeps what does not. So do the first bodies of a
type, for which making pydantic's validator would take longer than it saves.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, cast

import pydantic
import pydantic_core
from typing_extensions import Self, override

from ._construct import construct_model, construct_plan
from ._construct_values import adapter
from ._rare import is_rare
from ._request import FinalRequestOptions
from ._utils._json import DecodeError, jsonable, parse_json
from ._utils._typing import is_model

__all__ = ["BaseModel", "DecodeError", "FinalRequestOptions", "construct_type", "decode", "parse_json", "validate_type"]

T = TypeVar("T")


class BaseModel(pydantic.BaseModel):
    """The base of every response model.

    Unknown properties are kept (`model_extra`, also readable as attributes); data from the server is not refused for
    being incomplete or of another type than declared. The schema of a class is built on its first use, unless the
    environment variable `DEFER_PYDANTIC_BUILD` says `false`.
    """

    model_config: ClassVar[pydantic.ConfigDict] = pydantic.ConfigDict(
        extra="allow",
        defer_build=os.environ.get("DEFER_PYDANTIC_BUILD", "true").lower() in ("true", "1", "yes", "on"),
        protected_namespaces=(),
    )

    @classmethod
    def construct(cls, /, _fields_set: set[str] | None = None, **values: object) -> Self:
        """Builds the model and everything in it from wire names, without validation; missing fields read as None."""
        model = cast(Self, construct_model(cls, values))
        if _fields_set is not None:
            object.__setattr__(model, "__pydantic_fields_set__", _fields_set)
        return model

    if not TYPE_CHECKING:
        model_construct = construct

    def to_dict(
        self,
        *,
        mode: Literal["json", "python"] = "python",
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = True,
    ) -> dict[str, object]:
        """The model as a dict.

        Args:
          mode: `json` gives only what JSON can hold (a datetime becomes a string); `python` keeps Python objects.
          use_api_names: keys as on the wire; otherwise the attribute names.
          exclude_unset: leave out fields that the response did not hold.
          exclude_defaults: leave out fields that have their default value.
          exclude_none: leave out fields that are None.
          warnings: warn about values that are not of their declared type.
        """
        dumped = self.model_dump(
            by_alias=use_api_names,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
            warnings=warnings,
        )
        return jsonable(dumped) if mode == "json" else dumped

    def to_json(
        self,
        *,
        indent: int | None = 2,
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = True,
    ) -> str:
        """The model as JSON text; the options are those of `to_dict`. `indent=None` gives one line."""
        data = self.to_dict(
            mode="json",
            use_api_names=use_api_names,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
            warnings=warnings,
        )
        return json.dumps(data, ensure_ascii=False, indent=indent, separators=(",", ":") if indent is None else None)

    @override
    def __str__(self) -> str:
        return repr(self)


def decode(data: bytes, type_: Any, *, strict: bool = False, unwrap: str | None = None) -> Any:
    """Reads a JSON body as `type_`.

    Args:
      data: the body, UTF-8 (UTF-16 and UTF-32 are recognised).
      type_: a model, or any annotation of models, lists, dicts, unions and scalars.
      strict: refuse data that is not valid for the type, instead of keeping it as it was received.
      unwrap: the property of the body that holds the value.

    Raises:
      DecodeError: the body is not JSON; or, with `strict`, not valid. The message names the place, never the data.
    """
    if strict:
        return _decode_valid(data, _validator(type_, unwrap))
    if not is_rare(type_, len(data)):
        try:
            return _validator(type_, unwrap)(data, strict=True)
        except pydantic.ValidationError:
            pass
    value = parse_json(data)
    if unwrap is not None and isinstance(value, dict):
        value = value.get(unwrap)
    try:
        return construct_type(type_=type_, value=value)
    except RecursionError as error:
        raise DecodeError("The JSON is nested too deeply") from error


def _decode_valid(data: bytes, validate: Callable[..., Any]) -> Any:
    try:
        pydantic_core.from_json(data, allow_inf_nan=False)
        return validate(data)
    except pydantic.ValidationError as error:
        raise DecodeError(describe_validation_error(error)) from error
    except ValueError as error:
        raise DecodeError(f"The body is not JSON: {error}") from error


_model_validators: dict[Any, Callable[..., Any]] = {}


def _validator(type_: Any, unwrap: str | None = None) -> Callable[..., Any]:
    if unwrap is not None:
        return _unwrapping_validator(type_, unwrap)
    try:
        return _model_validators[type_]
    except (KeyError, TypeError):
        if not is_model(type_):
            return adapter(type_).validate_json
        validate = _model_validators[type_] = type_.model_validate_json
        return validate


def _unwrapping_validator(type_: Any, name: str) -> Callable[..., Any]:
    envelope = _envelope(type_, name)
    return lambda data, strict=False: envelope.model_validate_json(data, strict=strict).content


@cache
def _envelope(type_: Any, name: str) -> Any:
    """A model of the object whose property `name` is of the type."""
    return pydantic.create_model("Envelope", content=(type_, pydantic.Field(alias=name)))


def describe_validation_error(error: pydantic.ValidationError) -> str:
    """The first problems with their field paths, without the data itself: it may hold secrets, and may be large."""
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    shown = [
        f"{'.'.join(str(part) for part in problem['loc']) or 'body'}: {problem['msg']}" for problem in problems[:5]
    ]
    rest = f"; and {len(problems) - 5} more" if len(problems) > 5 else ""
    return f"The response does not match {error.title}: {'; '.join(shown)}{rest}"[:1000]


def construct_type(*, type_: Any, value: Any) -> Any:
    """Builds `type_` from parsed JSON leniently: what does not fit stays as it is."""
    plan = construct_plan(type_)
    return value if plan is None else plan(value)


def validate_type(*, type_: type[T], value: object) -> T:
    """Validates parsed JSON against `type_`. Raises `pydantic.ValidationError`."""
    if is_model(type_):
        return cast(T, type_.model_validate(value))
    return cast(T, adapter(type_).validate_python(value))
