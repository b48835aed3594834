"""Path templates: the URL path of an operation, with its parameters filled in.

Whatever a value holds, the result names the same route: each value stays within its segment (RFC 3986, section 3.3),
and values that would make a segment `.` or `..`, which HTTP libraries and servers resolve, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, TypeAlias
from urllib.parse import quote, unquote

from ._utils._record import Record
from ._utils._text import content_text, items_of, on_wire, percent, plain, scalar_text, text_of

__all__ = ["PathParam", "path_template"]

_PLACEHOLDER = re.compile(r"\{([^{}/]+)\}")
_HARMLESS = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*").fullmatch
# pchar of RFC 3986 without `;`: many servers cut a segment off there and route by the rest.
_SEGMENT_SAFE = "!$&'()*+,=:@"
_RESERVED_IN_SEGMENT = _SEGMENT_SAFE + ";"
_PERCENT_TRIPLET = re.compile(r"%(?![0-9A-Fa-f]{2})")

PathStyle: TypeAlias = Literal["simple", "label", "matrix"]

_Part: TypeAlias = tuple[bool, str]
"""(whether it is a placeholder, its name or the literal text)"""


class PathParam(Record):
    """How a path parameter is written. `name`: its name on the wire, which the style `matrix` shows.

    `type` gives the type of an object, whose properties have other names on the wire.
    """

    style: PathStyle = "simple"
    explode: bool = False
    name: str | None = None
    content_type: str | None = None
    allow_reserved: bool = False
    type: Callable[[], object] | None = None


def path_template(template: str, /, *, values: Mapping[str, Any], styles: Mapping[str, PathParam] | None = None) -> str:
    """Fills the `{placeholders}` of a path.

    Strings are percent-encoded as one segment. Other values have one form each: numbers as Python writes them, booleans
    `true` and `false`, dates in ISO 8601, UUIDs with hyphens, an enum's value. Lists and dicts are taken only by
    parameters that stand in `styles`.

    Args:
      template: `/v1/{workspace_id}/secrets/{id}`; a query in it is kept.
      values: by placeholder.
      styles: parameters of another style than `simple`, or that are arrays or objects, by placeholder.

    Raises:
      ValueError: a value is empty or None, or makes a segment `.` or `..` (also when percent-encoded already).
      TypeError: a value is of a type that a path cannot hold.
      KeyError: a placeholder has no value.
    """
    return "/".join(
        [segment if isinstance(segment, str) else _fill(segment, values, styles) for segment in _parse(template)]
    )


@cache
def _parse(template: str) -> tuple[str | tuple[_Part, ...], ...]:
    return tuple(_parse_segment(segment) for segment in template.split("/"))


def _parse_segment(segment: str) -> str | tuple[_Part, ...]:
    pieces = _PLACEHOLDER.split(segment)
    if len(pieces) == 1:
        return segment
    return tuple((index % 2 == 1, piece) for index, piece in enumerate(pieces) if piece)


def _fill(parts: tuple[_Part, ...], values: Mapping[str, Any], styles: Mapping[str, PathParam] | None) -> str:
    if len(parts) == 1 and not styles:
        value = values[parts[0][1]]
        if type(value) is str and _HARMLESS(value):  # nearly every value there is
            return value
    texts = [_value_text(text, values[text], (styles or {}).get(text)) if filled else text for filled, text in parts]
    segment = "".join(texts)
    # A query may follow in the last segment of the template.
    if _is_dot_segment(segment.partition("?")[0]):
        names = ", ".join(f"`{text}`" for filled, text in parts if filled)
        raise ValueError(f"The value of {names} would make the path segment {segment!r}, which names another path")
    return segment


def _is_dot_segment(segment: str) -> bool:
    """Whether a server could read the segment as `.` or `..`, after decoding it as often as it likes."""
    while (decoded := unquote(segment)) != segment:
        segment = decoded
    return segment.partition(";")[0] in (".", "..")


def _value_text(name: str, value: Any, param: PathParam | None) -> str:
    if value is None or (isinstance(value, str) and not value):
        raise ValueError(f"Expected a non-empty value for `{name}` but received {value!r}")
    try:
        if param is None:
            return quote(scalar_text(value), safe=_SEGMENT_SAFE)
        text = _styled(param.name or name, value, param)
    except UnicodeEncodeError:
        raise ValueError(f"The value of `{name}` is not valid Unicode text") from None
    except TypeError as error:
        raise TypeError(f"`{name}`: {error}") from None
    if not text:
        raise ValueError(f"Expected a non-empty value for `{name}` but received {value!r}")
    return text


def _encode_reserved(text: str) -> str:
    return quote(_PERCENT_TRIPLET.sub("%25", text), safe=_RESERVED_IN_SEGMENT + "%")


def _styled(name: str, value: object, param: PathParam) -> str:
    """RFC 6570, sections 3.2.2 (simple), 3.2.5 (label) and 3.2.7 (matrix), within one segment."""
    encode = _encode_reserved if param.allow_reserved else percent
    value = on_wire(value, param.type)
    if param.content_type is not None:
        texts = [encode(content_text(value, param.content_type))]
    else:
        value = plain(value)
        if isinstance(value, dict) and param.explode:
            texts = [f"{percent(str(key))}={encode(text_of(item))}" for key, item in value.items() if item is not None]
            return _join_exploded(texts, param)
        items = items_of(value) if isinstance(value, (list, dict)) else [scalar_text(value)]
        texts = [encode(text) for text in items]
    if not any(texts):
        return ""
    if param.style == "matrix":
        prefix = f";{percent(name)}="
        return "".join(prefix + text for text in texts) if param.explode else prefix + ",".join(texts)
    if param.style == "label":
        return "." + ("." if param.explode else ",").join(texts)
    return ",".join(texts)


def _join_exploded(texts: list[str], param: PathParam) -> str:
    if not texts:
        return ""
    if param.style == "matrix":
        return "".join(f";{text}" for text in texts)
    return f".{'.'.join(texts)}" if param.style == "label" else ",".join(texts)
