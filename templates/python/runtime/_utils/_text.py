"""Values as text: what a scalar looks like in a path, a query, a header or a form, and percent-encoding."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import pydantic

from .._types import SENTINELS
from ._json import dump_model, is_uuid, json_bytes

_SCALARS: frozenset[type] = frozenset({str, int, float, bool, type(None)})
_UNRESERVED_ONLY = re.compile(r"[A-Za-z0-9\-._~]*").fullmatch
# RFC 3986, section 2.2, without what would end a value early or change it: `#` starts the fragment, `&` the next
# parameter, `+` is read as a space, and `[`, `]` are not allowed in a query.
_RESERVED_IN_QUERY = ":/?@!$'()*,;="
_PERCENT_TRIPLET = re.compile(r"%(?![0-9A-Fa-f]{2})")


def scalar_text(value: object) -> str:
    """The text of a scalar: booleans in lower case, dates in ISO 8601, an enum's value, numbers as Python writes them.

    Raises:
      TypeError: a value that has no such text (bytes, a list, a dict, ...).
    """
    if isinstance(value, Enum):
        return scalar_text(value.value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)) or is_uuid(value):
        return str(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    raise TypeError(f"A value of type {type(value).__name__} cannot be sent as text")


def text_of(value: object) -> str:
    """Like `scalar_text`; JSON for what OpenAPI gives no style (a list in a list, ...), and "" for None."""
    if value is None:
        return ""
    value = plain(value)
    return json_bytes(value).decode() if isinstance(value, (dict, list)) else scalar_text(value)


def on_wire(value: object, type_: Callable[[], object] | None) -> Any:
    """`value` with the names of the wire, when it is of a type that has other names."""
    if type_ is None:
        return value
    from ._transform import transform

    return transform(value, type_())


def plain(value: object) -> Any:
    """Makes a pydantic model or any mapping a dict, any other collection a list; sentinels inside are left out."""
    if type(value) in _SCALARS:
        return value
    if isinstance(value, pydantic.BaseModel):
        return dump_model(value)
    if isinstance(value, Mapping):
        return {key: item for key, item in value.items() if type(item) not in SENTINELS}
    if isinstance(value, (str, bytes, bytearray, Enum)) or hasattr(value, "read"):
        return value
    if isinstance(value, Iterable):
        return [item for item in value if type(item) not in SENTINELS]
    return value


@lru_cache(maxsize=1024)
def percent_name(name: str) -> str:
    """`percent` for names, which are few."""
    return percent(name)


def percent(text: str) -> str:
    """Percent-encodes everything but the unreserved characters (RFC 3986, section 2.3), as UTF-8.

    Raises UnicodeEncodeError for lone surrogates.
    """
    return text if _UNRESERVED_ONLY(text) else quote(text, safe="")


def percent_reserved(text: str) -> str:
    """`allowReserved`: reserved characters and percent-encoded triplets pass (RFC 6570, section 3.2.3).

    Those that would end the value early (`#`, `&`), change it (`+`), or that a query cannot hold (`[`, `]`) are encoded
    still: OpenAPI leaves that to the application.
    """
    return quote(_PERCENT_TRIPLET.sub("%25", text), safe=_RESERVED_IN_QUERY + "%")


def content_text(value: object, content_type: str, *, ascii_only: bool = False) -> str:
    """The value of a `content` parameter as text: JSON for JSON media types, otherwise the scalar's own text.

    `ascii_only`: JSON escapes what is outside of ASCII.
    """
    subtype = content_type.partition(";")[0].strip().lower()
    if subtype == "application/json" or subtype.endswith("+json"):
        return json_bytes(value, ascii_only=ascii_only).decode()
    return text_of(value)


def items_of(value: dict[Any, Any] | list[Any]) -> list[str]:
    """The texts between the delimiters when nothing is exploded: items, or keys and values in turn, without None."""
    if isinstance(value, list):
        return [text_of(item) for item in value if item is not None]
    return [text for key, item in value.items() if item is not None for text in (str(key), text_of(item))]
