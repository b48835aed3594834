"""What a review takes from outside the documents."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """`today` decides which sunsets are past. `notice_days`: the least days that a deprecated operation must stay; 0
    asks for no sunset at all.
    """

    today: date = field(default_factory=date.today)
    notice_days: int = 0
