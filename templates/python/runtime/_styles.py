"""OpenAPI's parameter styles: values as text in a path, a query, a header or a cookie.

In: a value and how the document says it is written (`style`, `explode`, `allowReserved`, or a `content` media type).
Out: text, percent-encoded where its place demands it. The rules are the "Style Values" and "Style Examples" of OpenAPI
3.1.1 (Parameter Object, section 4.8.12), which follow the expansions of RFC 6570. Paths: `_path`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ._path import PathParam, path_template
from ._types import SENTINELS
from ._utils._record import Record
from ._utils._text import content_text, items_of, on_wire, percent, percent_reserved, plain, text_of

if TYPE_CHECKING:
    from ._qs import Querystring

__all__ = [
    "BodyEncoding",
    "CookieParam",
    "HeaderParam",
    "PathParam",
    "QueryParam",
    "check_header",
    "encode_cookies",
    "encode_header",
    "encode_query",
    "path_template",
    "query_pieces",
]

QueryStyle: TypeAlias = Literal["form", "spaceDelimited", "pipeDelimited", "deepObject"]
CookieStyle: TypeAlias = Literal["form", "cookie"]


class QueryParam(Record):
    """How a query parameter is written. With `content_type` the value is one text of that media type."""

    style: QueryStyle = "form"
    explode: bool = True
    allow_reserved: bool = False
    content_type: str | None = None


class HeaderParam(Record):
    """How a header parameter is written; its style is always `simple`. `type`: see `PathParam`."""

    explode: bool = False
    content_type: str | None = None
    type: Callable[[], object] | None = None


_PLAIN_HEADER = HeaderParam()


class CookieParam(Record):
    """How a cookie parameter is written. `form` percent-encodes; `cookie` (OpenAPI 3.2) sends the value as it is.

    `type`: see `PathParam`.
    """

    style: CookieStyle = "form"
    explode: bool = True
    content_type: str | None = None
    type: Callable[[], object] | None = None


class BodyEncoding(Record):
    """The Encoding Object of one property of a form or multipart body (OpenAPI 3.1.1, section 4.8.15)."""

    content_type: str | None = None
    style: QueryStyle | None = None
    explode: bool | None = None
    allow_reserved: bool = False


# Query


def encode_query(params: Mapping[str, Any], *, qs: Querystring, styles: Mapping[str, QueryParam] | None = None) -> str:
    """The percent-encoded query string of the parameters, without `?`.

    None and sentinels are left out. A parameter named in `styles` (by wire name) is written in its own style, the
    others in the SDK's formats (`qs`).
    """
    if not styles:
        return qs.stringify(params)
    pieces: list[str] = []
    for name, value in params.items():
        style = styles.get(name)
        if style is not None:
            pieces.extend(query_pieces(name, value, style))
        elif text := qs.stringify({name: value}):
            pieces.append(text)
    return "&".join(pieces)


_DELIMITERS: dict[str, str] = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C", "deepObject": ","}


def query_pieces(name: str, value: object, param: QueryParam) -> list[str]:
    """The encoded `name=value` pieces of one parameter; none for None, sentinels and empty collections.

    A list or dict inside a list or dict, which OpenAPI leaves undefined, is written as JSON; inside `deepObject` with
    further brackets, and lists there as repeated keys.
    """
    if value is None or type(value) in SENTINELS:
        return []
    encode = percent_reserved if param.allow_reserved else percent
    if param.content_type is not None:
        return [f"{percent(name)}={encode(content_text(value, param.content_type))}"]
    value = plain(value)
    if not isinstance(value, (list, dict)):
        return [f"{percent(name)}={encode(text_of(value))}"]
    if not value:
        return []
    if isinstance(value, dict) and param.style == "deepObject":
        return _deep_pieces(name, value, encode)
    if not param.explode:
        return [f"{percent(name)}={_DELIMITERS[param.style].join([encode(text) for text in items_of(value)])}"]
    if isinstance(value, dict):
        return [f"{percent(str(key))}={encode(text_of(item))}" for key, item in value.items() if item is not None]
    return [f"{percent(name)}={encode(text_of(item))}" for item in value if item is not None]


def _deep_pieces(name: str, value: dict[Any, Any], encode: Any) -> list[str]:
    pieces: list[str] = []
    for key, item in value.items():
        inner = plain(item)
        if isinstance(inner, dict):
            pieces.extend(_deep_pieces(f"{name}[{key}]", inner, encode))
            continue
        for entry in inner if isinstance(inner, list) else [inner]:
            if entry is not None:
                pieces.append(f"{percent(f'{name}[{key}]')}={encode(text_of(entry))}")
    return pieces


# Headers and cookies


def encode_header(value: object, param: HeaderParam = _PLAIN_HEADER) -> str:
    """The value of a header parameter, style `simple`. Headers are not percent-encoded; see `check_header`."""
    value = on_wire(value, param.type)
    if param.content_type is not None:
        return content_text(value, param.content_type, ascii_only=True)
    value = plain(value)
    if isinstance(value, dict) and param.explode:
        return ",".join(f"{key}={text_of(item)}" for key, item in value.items() if item is not None)
    return ",".join(items_of(value)) if isinstance(value, (list, dict)) else text_of(value)


_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+\-.^_`|~]+").fullmatch


def check_header(name: str, value: str) -> None:
    """Refuses what would end a header early, or that HTTP cannot carry (RFC 9110, sections 5.1 and 5.5).

    Raises:
      ValueError: names the header, but does not show the value, which may be a secret.
    """
    if not _TOKEN(name):
        raise ValueError(f"{name[:100]!r} is no name of a header")
    if any(character in value for character in "\r\n\0"):
        raise ValueError(f"The value of the header {name!r} holds a line break or NUL")
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        raise ValueError(f"The value of the header {name!r} holds characters outside of latin-1") from None


def encode_cookies(values: Mapping[str, Any], styles: Mapping[str, CookieParam] | None = None) -> str:
    """The `Cookie` header for cookie parameters by wire name; empty without any. None and sentinels are left out.

    Exploded collections become several cookies.

    Raises:
      ValueError: a value with the style `cookie` holds what a cookie cannot (RFC 6265, section 4.1.1).
    """
    pieces: list[str] = []
    for name, value in values.items():
        if value is not None and type(value) not in SENTINELS:
            pieces.extend(_cookie_pieces(name, value, (styles or {}).get(name, CookieParam())))
    return "; ".join(pieces)


def _cookie_pieces(name: str, value: object, param: CookieParam) -> list[str]:
    value = on_wire(value, param.type)
    if param.style == "form":
        return query_pieces(name, value, QueryParam(explode=param.explode, content_type=param.content_type))
    value = content_text(value, param.content_type) if param.content_type is not None else plain(value)
    if isinstance(value, list) and param.explode:
        pairs = [(name, text_of(item)) for item in value]
    elif isinstance(value, dict) and param.explode:
        pairs = [(str(key), text_of(item)) for key, item in value.items()]
    else:
        pairs = [(name, ",".join(items_of(value)) if isinstance(value, (list, dict)) else text_of(value))]
    for key, text in pairs:
        if any(character in '";\\ \x7f' or not " " < character < "\x7f" for character in key + text) or "=" in key:
            raise ValueError(f"The value of the cookie {name!r} holds characters that a cookie cannot hold")
    return [f"{key}={text}" for key, text in pairs]
