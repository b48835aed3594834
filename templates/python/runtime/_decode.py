"""From the body of a response to the declared type. No I/O: the body has been read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_origin

import pydantic

from ._exceptions import APIResponseValidationError
from ._http import httpx
from ._models import BaseModel, DecodeError, construct_type, decode, parse_json, validate_type
from ._utils._typing import unwrap as unwrap_annotation

__all__ = ["decode_response", "is_json"]


def is_json(response: httpx.Response) -> bool:
    """Whether the content type is JSON (`application/json`, or any with the suffix `+json`)."""
    return _media_type(response).endswith("json")


def is_xml(response: httpx.Response) -> bool:
    return _media_type(response).endswith("xml")


def _media_type(response: httpx.Response) -> str:
    content_type: str = response.headers.get("content-type", "")
    return content_type.partition(";")[0].rstrip().lower()


def decode_response(response: httpx.Response, cast_to: Any, *, strict: bool, unwrap: str | None = None) -> Any:
    """The body as `cast_to`.

    Args:
      response: its body has been read.
      cast_to: a model, any annotation of models and scalars, `str`, `bytes`, `int`, `float`, `bool`, NoneType, or
        `httpx.Response`.
      strict: refuse what does not match; otherwise what was received is kept, if need be the text of the body.
      unwrap: the property of the body that is the result.

    Raises:
      APIResponseValidationError: the body cannot be read as the type.
      TypeError: a model that does not derive from this package's BaseModel.
    """
    reader = _READERS.get(cast_to) if isinstance(cast_to, type) else None
    if reader is not None and unwrap is None:
        try:
            return reader(response)
        except ValueError as error:
            if strict:
                raise _invalid(response, f"The response is not of type {cast_to.__name__}.") from error
    _check_model(cast_to)
    if not is_json(response):
        return _decode_other(response, cast_to, strict=strict, unwrap=unwrap)
    try:
        return _decode_json(response.content, cast_to, strict=strict, unwrap=unwrap)
    except DecodeError as error:
        raise _invalid(response, f"{error}.") from error


def _decode_json(content: bytes, cast_to: Any, *, strict: bool, unwrap: str | None) -> Any:
    wrapped_items = getattr(cast_to, "_items_field", None)
    if unwrap is None and wrapped_items is None:
        return decode(content, cast_to, strict=strict)
    value = parse_json(content)
    if unwrap is not None:
        if strict and not (isinstance(value, dict) and unwrap in value):
            raise DecodeError(f"The response has no property {unwrap}")
        value = value.get(unwrap) if isinstance(value, dict) else value
    if wrapped_items is not None and isinstance(value, list):
        value = {wrapped_items: value}
    return convert(value, cast_to, strict=strict)


def convert(value: Any, cast_to: Any, *, strict: bool) -> Any:
    """Parsed data as `cast_to`. Raises DecodeError with `strict`, when the data is not valid."""
    if not strict:
        return construct_type(type_=cast_to, value=value)
    try:
        return validate_type(type_=cast_to, value=value)
    except pydantic.ValidationError as error:
        raise DecodeError(f"The response does not match its description: {error.error_count()} errors") from error


def _decode_other(response: httpx.Response, cast_to: Any, *, strict: bool, unwrap: str | None) -> Any:
    """A body that does not say it is JSON. Servers forget to say so: it is tried."""
    if is_xml(response):
        from ._xml import from_xml

        try:
            return convert(from_xml(response.content, cast_to), cast_to, strict=strict)
        except ValueError as error:
            raise _invalid(response, f"{error}.") from error
    if strict:
        received = response.headers.get("content-type", "nothing")
        raise _invalid(response, f"Expected a response of type application/json, but received {received[:100]}.")
    try:
        return _decode_json(response.content, cast_to, strict=False, unwrap=unwrap)
    except DecodeError:
        return response.text


def _invalid(response: httpx.Response, message: str) -> APIResponseValidationError:
    return APIResponseValidationError(response, body=body_of(response), message=message)


def body_of(response: httpx.Response) -> object | None:
    """The body as decoded JSON, else as text; None when there is none."""
    if not response.content:
        return None
    try:
        body: object = parse_json(response.content)
        return body
    except DecodeError:
        return response.text.strip()


def _check_model(cast_to: Any) -> None:
    origin = get_origin(unwrap_annotation(cast_to)[0]) or cast_to
    if isinstance(origin, type) and issubclass(origin, pydantic.BaseModel) and not issubclass(origin, BaseModel):
        raise TypeError(
            "Response models must derive from the BaseModel of this package: `from brand_sdk import BaseModel`"
        )


def _read_none(response: httpx.Response) -> None:
    return None


def _read_text(response: httpx.Response) -> str:
    if is_json(response):
        try:
            value = parse_json(response.content)
        except DecodeError:
            return response.text
        if isinstance(value, str):
            return value
    return response.text


def _read_bool(response: httpx.Response) -> bool:
    text = response.text.strip().lower()
    if text not in ("true", "false"):
        raise ValueError(text[:20])
    return text == "true"


_READERS: Mapping[Any, Callable[[httpx.Response], Any]] = {
    type(None): _read_none,
    str: _read_text,
    bytes: lambda response: response.content,
    int: lambda response: int(response.text),
    float: lambda response: float(response.text),
    bool: _read_bool,
    httpx.Response: lambda response: response,
}
