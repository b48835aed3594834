"""Whether and when a request is tried again. The clock and the dice come in as arguments."""

from __future__ import annotations

import email.utils
import random
import threading
import time
from collections.abc import Callable, Mapping

from ._utils._record import Record

__all__ = [
    "MAX_RETRY_AFTER",
    "Clock",
    "RetryBudget",
    "backoff_delay",
    "parse_retry_after",
    "retry_delay",
    "should_retry",
]

MAX_RETRY_AFTER = 60.0
"""A server that asks for a longer pause, in seconds, is not heard."""


class Clock(Record):
    """What depends on the world: the time since the epoch, a clock that never jumps, and dice in [0, 1)."""

    now: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    random: Callable[[], float] = random.random


class RetryBudget:
    """How many retries a client may still make: an outage should not have every request sent several times.

    Retries cost, successes earn. A client whose requests mostly succeed never notices; one whose requests all fail
    makes a hundred retries, and then only first attempts until some of them succeed. Shared between threads.
    """

    CAPACITY = 500
    COST = 5

    def __init__(self) -> None:
        self._left = self.CAPACITY
        self._lock = threading.Lock()

    @property
    def left(self) -> int:
        return self._left

    def spend(self) -> bool:
        """Takes what a retry costs; False when there is not enough."""
        with self._lock:
            if self._left < self.COST:
                return False
            self._left -= self.COST
            return True

    def earn(self, retries_taken: int) -> None:
        """After a success: gives back what its retries cost, or a little when there were none."""
        if self._left >= self.CAPACITY:
            return
        with self._lock:
            self._left = min(self._left + (self.COST * retries_taken or 1), self.CAPACITY)


def should_retry(status_code: int, headers: Mapping[str, str]) -> bool:
    """Whether a response with this status may be better the next time. `x-should-retry` of the server decides first."""
    asked = headers.get("x-should-retry")
    if asked == "true":
        return True
    if asked == "false":
        return False
    return status_code in (408, 409, 429) or status_code >= 500


def retry_delay(
    headers: Mapping[str, str] | None, retries_taken: int, *, initial: float, maximum: float, clock: Clock
) -> float:
    """Seconds to wait before the next attempt; `headers` of the response, None when there was none."""
    if headers is not None:
        asked = parse_retry_after(headers, clock.now())
        if asked is not None and 0 < asked <= MAX_RETRY_AFTER:
            return asked
    return backoff_delay(retries_taken, initial=initial, maximum=maximum, dice=clock.random())


def backoff_delay(retries_taken: int, *, initial: float, maximum: float, dice: float) -> float:
    """Doubles with every retry up to `maximum`; `dice` in [0, 1) takes up to a quarter off, so that clients spread."""
    # Beyond 2^1000 floats overflow, and long before that the maximum is reached.
    return min(initial * 2.0 ** min(retries_taken, 1000), maximum) * (1 - 0.25 * dice)


def parse_retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that the response asks to wait: `retry-after-ms`, or `Retry-After` as a number or a date (RFC 9110,
    10.2.3). None when there is nothing readable; the number may be negative, infinite or NaN."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    asked = headers.get("retry-after")
    seconds = _number(asked)
    if seconds is not None or asked is None:
        return seconds
    parsed = email.utils.parsedate_tz(asked)
    if parsed is None:
        return None
    try:
        return email.utils.mktime_tz(parsed) - now
    except (OverflowError, ValueError):
        return None


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None
