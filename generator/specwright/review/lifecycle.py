"""When an operation ends: sunsets as dates, held against today and the policy."""

from __future__ import annotations

from datetime import date, timedelta

from ..ir import Operation
from .policy import Policy


def sunset_of(operation: Operation) -> date | None:
    """The day an operation ends; None when none is given or it is no date (RFC 3339 `full-date`, a time may follow)."""
    written = operation.life.sunset
    if written is None:
        return None
    try:
        return date.fromisoformat(written.strip()[:10])
    except ValueError:
        return None


def is_past(operation: Operation, policy: Policy) -> bool:
    """Whether the sunset is over."""
    sunset = sunset_of(operation)
    return sunset is not None and sunset <= policy.today


def is_too_soon(operation: Operation, policy: Policy) -> bool:
    """Whether the sunset leaves users less time than the policy promises."""
    sunset = sunset_of(operation)
    return sunset is not None and sunset < policy.today + timedelta(days=policy.notice_days)
