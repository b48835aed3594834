"""Bodies of `application/x-www-form-urlencoded` (OpenAPI 3.1.1, section 4.8.14.4; WHATWG URL, section 5.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlencode

from ._qs import Querystring
from ._styles import BodyEncoding, QueryParam, query_pieces
from ._types import SENTINELS
from ._utils._text import content_text, plain, text_of

__all__ = ["encode_form"]


def encode_form(
    body: object, *, encodings: Mapping[str, BodyEncoding] | None = None, qs: Querystring | None = None
) -> bytes:
    """Writes a form body.

    Without an Encoding Object a list of scalars repeats its key, and anything deeper is JSON, as OpenAPI says; with
    `qs` both follow that instead. None and sentinels are left out.

    Raises:
      TypeError: the body is not a mapping.
    """
    fields = plain(body)
    if not isinstance(fields, dict):
        raise TypeError(f"Expected the form body to be a mapping but received {type(body).__name__}")
    pairs: list[tuple[str, str]] = []
    for name, value in fields.items():
        if value is not None and type(value) not in SENTINELS:
            pairs.extend(_pairs(name, plain(value), (encodings or {}).get(name), qs))
    return urlencode(pairs).encode("ascii")


def _pairs(
    name: str, value: object, encoding: BodyEncoding | None, qs: Querystring | None
) -> Iterator[tuple[str, str]]:
    if encoding is not None and (encoding.style is not None or encoding.explode is not None):
        style = encoding.style or "form"
        explode = encoding.explode if encoding.explode is not None else style == "form"
        for piece in query_pieces(name, value, QueryParam(style, explode)):
            key, _, text = piece.partition("=")
            yield unquote(key), unquote(text)
    elif encoding is not None and encoding.content_type is not None:
        yield name, content_text(value, encoding.content_type)
    elif qs is not None and isinstance(value, (list, dict)):
        yield from qs.stringify_items({name: value})
    elif isinstance(value, list):
        yield from ((name, text_of(item)) for item in value if item is not None)
    else:
        yield name, text_of(value)
