"""Single values of parameters: dates, files in base64, models, and what counts as a list."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pydantic

from ._json import dump_model
from ._property import PropertyInfo


def is_iterable_of_items(data: Any) -> bool:
    """Text, bytes, mappings, models and open files can be iterated over too, but are one value."""
    return (
        isinstance(data, Iterable)
        and not isinstance(data, (str, bytes, bytearray, Mapping, pydantic.BaseModel))
        and not hasattr(data, "read")
    )


def dump_if_model(data: Any) -> Any:
    return dump_model(data) if isinstance(data, pydantic.BaseModel) else data


def to_date_text(info: PropertyInfo | None) -> Callable[[Any], Any]:
    template = info.format_template if info is not None and info.format == "custom" else None

    def apply(data: Any) -> Any:
        if isinstance(data, date):  # a datetime is a date
            return data.isoformat() if template is None else data.strftime(template)
        return dump_if_model(data)

    return apply


def to_base64(data: Any) -> Any:
    if isinstance(data, os.PathLike):
        content: Any = Path(data).read_bytes()
    elif hasattr(data, "read"):
        content = data.read()
    else:
        content = data
    if isinstance(content, str) and content is not data:  # a file opened as text
        content = content.encode()
    return base64.b64encode(content).decode("ascii") if isinstance(content, (bytes, bytearray)) else content
