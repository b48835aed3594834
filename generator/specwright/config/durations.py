"""Times in the configuration: milliseconds or ISO 8601 durations → seconds."""

from __future__ import annotations

import re

from ..diagnostics import Diagnostics
from .node import Node

_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_SECONDS = (86_400.0, 3_600.0, 60.0, 1.0)


def read_duration(node: Node | None, diagnostics: Diagnostics) -> float | None:
    """Seconds; None when nothing is written, or (an error) when it is no positive time."""
    if node is None:
        return None
    seconds = _seconds(node.value)
    if seconds is None or seconds <= 0:
        message = f"`{node.value}` is not a time"
        hint = "milliseconds (60000) or an ISO 8601 duration (PT60S)"
        diagnostics.error("Config/InvalidValue", message, node.origin, hint=hint)
        return None
    return seconds


def _seconds(value: object) -> float | None:
    if isinstance(value, int | float):
        return value / 1000
    match = _DURATION.fullmatch(str(value))
    if match is None or not any(match.groups()):
        return None
    return sum(float(part) * unit for part, unit in zip(match.groups(), _SECONDS, strict=True) if part)
