"""From the body of a response to the declared type. No I/O: the body has been read.

Loaded with the first response, because with it comes the machinery of pydantic, which `import cadenya` does not need.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast, get_args, get_origin

import pydantic

from ._exceptions import APIResponseValidationError
from ._http import httpx
from ._legacy_response import HttpxBinaryResponseContent
from ._models import BaseModel, construct_type, decode, validate_type
from ._paginator import Page
from ._transfer import text_of
from ._utils._json import DecodeError, parse_json
from ._utils._typing import is_union
from ._utils._typing import unwrap as unwrap_annotation

__all__ = ["body_of", "decode_response"]


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
    kind = _kind_of(cast_to)
    if kind.read is not None and unwrap is None:
        try:
            return kind.read(response)
        except ValueError as error:
            if strict:
                raise _invalid(response, f"The response is not of type {cast_to.__name__}.") from error
    if not response.content and _accepts_none(cast_to):
        return None
    container = kind.container if unwrap is None else None
    if container is not None and not response.content:
        return _decode_empty(response, strict=strict)
    media_type = _media_type(response)
    if not media_type.endswith("json"):
        value = _decode_other(response, cast_to, media_type, strict=strict, unwrap=unwrap)
        return value if container is None or isinstance(value, str) else _checked(response, value, container)
    try:
        if unwrap is None and kind.items_field is None:
            value = decode(response.content, cast_to, strict=strict)
        else:
            value = _decode_wrapped(response.content, cast_to, kind.items_field, strict=strict, unwrap=unwrap)
    except DecodeError as error:
        raise _invalid(response, f"{error}.") from error
    return value if container is None or isinstance(value, container) else _checked(response, value, container)


def _checked(response: httpx.Response, value: Any, container: type) -> Any:
    """Refuses what is not even of the declared kind; inside of it, anything goes.

    A list where one model is declared is a list of models, but no page.
    """
    if isinstance(value, container):
        return value
    is_model = issubclass(container, BaseModel) and not issubclass(container, Page)
    if is_model and isinstance(value, list) and all(isinstance(item, container) for item in value):
        return value
    expected = "an array" if container is list else "an object"
    raise _invalid(response, f"Expected {expected} in the response, but received {_JSON_KINDS.get(type(value))}.")


_JSON_KINDS = {
    dict: "an object",
    list: "an array of something else",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "a boolean",
    type(None): "null",
}


def _decode_empty(response: httpx.Response, *, strict: bool) -> None:
    """No body where one is declared: with a status that says so there is no result, otherwise it is an error."""
    if strict or response.status_code not in (204, 205):
        raise _invalid(response, "Expected a response with a body, but received none.")


def _accepts_none(annotation: Any) -> bool:
    """Whether a response without a body is the None of the type: an operation that answers 200 or 204."""
    inner, _ = unwrap_annotation(annotation)
    return is_union(inner) and type(None) in get_args(inner)


class _Kind(NamedTuple):
    """About a type: how it is read if it is no JSON, for pages of bare arrays their field, and what its values are.

    `container`: the class of the values of a model, a list or a dict; None for other types.
    """

    read: Callable[[httpx.Response], Any] | None
    items_field: str | None
    container: type | None = None


_kinds: dict[Any, _Kind] = {}


def _kind_of(cast_to: Any) -> _Kind:
    try:
        return _kinds[cast_to]
    except KeyError:
        kind = _kinds[cast_to] = _make_kind(cast_to)
        return kind
    except TypeError:  # an annotation that cannot be hashed
        return _make_kind(cast_to)


def _make_kind(cast_to: Any) -> _Kind:
    origin = get_origin(unwrap_annotation(cast_to)[0]) or cast_to
    if not isinstance(origin, type):
        return _Kind(None, None)
    if origin in (list, dict):
        return _Kind(None, None, origin)
    if issubclass(origin, pydantic.BaseModel) and not issubclass(origin, BaseModel):
        raise TypeError(
            "Response models must derive from the BaseModel of this package: `from cadenya import BaseModel`"
        )
    if issubclass(origin, HttpxBinaryResponseContent):
        return _Kind(origin, None)
    container = origin if issubclass(origin, BaseModel) else None
    items_field = cast(Any, origin)._items_field if issubclass(origin, Page) else None
    return _Kind(_READERS.get(cast_to), items_field, container)


def _media_type(response: httpx.Response) -> str:
    content_type: str = response.headers.get("content-type", "")
    return content_type.partition(";")[0].rstrip().lower()


def _decode_wrapped(content: bytes, cast_to: Any, items_field: str | None, *, strict: bool, unwrap: str | None) -> Any:
    """Decodes a result that is a property of the body (`unwrap`), or a page whose body is only its items."""
    value = parse_json(content)
    if unwrap is not None:
        if strict and not (isinstance(value, dict) and unwrap in value):
            raise DecodeError(f"The response has no property {unwrap}")
        value = value.get(unwrap) if isinstance(value, dict) else value
    if items_field is not None and isinstance(value, list):
        value = {items_field: value}
    return _convert(value, cast_to, strict=strict)


def _convert(value: Any, cast_to: Any, *, strict: bool) -> Any:
    """Parsed data as `cast_to`. Raises DecodeError with `strict`, when the data is not valid."""
    if not strict:
        return construct_type(type_=cast_to, value=value)
    try:
        return validate_type(type_=cast_to, value=value)
    except pydantic.ValidationError as error:
        raise DecodeError(f"The response does not match its description: {error.error_count()} errors") from error


def _decode_other(response: httpx.Response, cast_to: Any, media_type: str, *, strict: bool, unwrap: str | None) -> Any:
    """A body that does not say it is JSON. Servers forget to say so: it is tried."""
    if media_type.endswith("xml"):
        from ._xml import from_xml

        try:
            return _convert(from_xml(response.content, cast_to), cast_to, strict=strict)
        except ValueError as error:
            raise _invalid(response, f"{error}.") from error
    if strict:
        received = media_type[:100] or "nothing"
        raise _invalid(response, f"Expected a response of type application/json, but received {received}.")
    try:
        return _decode_wrapped(response.content, cast_to, _kind_of(cast_to).items_field, strict=False, unwrap=unwrap)
    except DecodeError:
        return text_of(response)


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
        return text_of(response).strip()


def _read_none(response: httpx.Response) -> None:
    return None


def _read_text(response: httpx.Response) -> str:
    if _media_type(response).endswith("json"):
        try:
            value = parse_json(response.content)
        except DecodeError:
            return text_of(response)
        if isinstance(value, str):
            return value
    return text_of(response)


def _read_bool(response: httpx.Response) -> bool:
    text = text_of(response).strip().lower()
    if text not in ("true", "false"):
        raise ValueError(text[:20])
    return text == "true"


_READERS: Mapping[Any, Callable[[httpx.Response], Any]] = {
    type(None): _read_none,
    str: _read_text,
    bytes: lambda response: response.content,
    int: lambda response: int(text_of(response)),
    float: lambda response: float(text_of(response)),
    bool: _read_bool,
    httpx.Response: lambda response: response,
}
