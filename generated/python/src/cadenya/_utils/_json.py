"""JSON text to Python data and back, with one error for everything that can be wrong with the text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

import pydantic
import pydantic_core


class DecodeError(ValueError):
    """A body that cannot be read: not JSON, or (in strict mode) not valid for its type. The text never quotes it."""


def parse_json(data: bytes) -> Any:
    """Parses a JSON body in UTF-8, or in UTF-16 or UTF-32 where its first bytes show that (RFC 4627, section 3).

    `NaN` and `Infinity`, which RFC 8259 does not know but some servers send, are read as floats; lone surrogates are
    kept.

    Raises:
      DecodeError: for anything else than JSON, numbers of more digits than Python reads, and nesting beyond its limit.
    """
    try:
        return pydantic_core.from_json(data)
    except ValueError:
        pass  # the stricter and faster of the two parsers; the other one has the last word
    try:
        return json.loads(data)
    except RecursionError as error:
        raise DecodeError("The JSON is nested too deeply") from error
    except UnicodeDecodeError as error:
        raise DecodeError(f"The body is not JSON: byte {error.start} is not {error.encoding}") from error
    except json.JSONDecodeError as error:
        raise DecodeError(f"The body is not JSON: {error}") from error
    except ValueError as error:  # more digits than sys.get_int_max_str_digits() allows
        raise DecodeError("The JSON holds a number that is too long") from error


def jsonable(value: Any) -> Any:
    """What a model dumps, with everything that JSON cannot hold as the text that stands for it.

    A datetime gets as many digits of its second as it needs, in threes, and `Z` for UTC: so a server's `…:19.117Z` goes
    back as it came (pydantic alone writes six digits or none).
    """
    if isinstance(value, dict):
        return {key: jsonable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [jsonable(item) for item in value]
    if isinstance(value, datetime):
        digits = "milliseconds" if value.microsecond and not value.microsecond % 1000 else "auto"
        text = value.isoformat(timespec=digits)
        return f"{text[:-6]}Z" if text.endswith("+00:00") else text
    return value if type(value) in _JSON_SCALARS else pydantic_core.to_jsonable_python(value)


def json_bytes(value: object, *, ascii_only: bool = False) -> bytes:
    """Compact UTF-8 JSON for a request body.

    Besides JSON's own types it takes dates (ISO 8601), UUIDs, decimals (as strings), enums (their values), any mapping,
    sets and iterators (arrays), and pydantic models (set fields under their wire names).

    Raises:
      ValueError: NaN or an infinity, which JSON cannot hold; or a value that contains itself.
      TypeError: a value of another type.
    """
    return (_ASCII_ENCODER if ascii_only else _ENCODER).encode(value).encode()


def json_default(value: object) -> Any:
    """What `json.dumps` asks about values it does not know. Raises TypeError for those that have no JSON form."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, pydantic.BaseModel):
        return dump_model(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal) or is_uuid(value):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable) and not isinstance(value, (bytes, bytearray, memoryview)):
        return list(value)
    raise TypeError(f"A value of type {type(value).__name__} cannot be sent as JSON")


def is_uuid(value: object) -> bool:
    """Whether it is a UUID. There is none before the module is loaded, which takes 2 ms."""
    module = sys.modules.get("uuid")
    return module is not None and isinstance(value, module.UUID)


def dump_model(model: pydantic.BaseModel) -> dict[str, Any]:
    """A model as parameter: only the fields that were set, under their wire names."""
    return model.model_dump(mode="json", by_alias=True, exclude_unset=True, warnings=False)


_JSON_SCALARS = frozenset({str, int, float, bool, type(None)})
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=json_default)
_ASCII_ENCODER = json.JSONEncoder(allow_nan=False, separators=(",", ":"), default=json_default)
