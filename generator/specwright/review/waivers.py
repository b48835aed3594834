"""Waivers: findings that somebody has looked at and accepted, each with a reason and an end.

What comes in: a YAML or JSON file, a list of `{fingerprint, reason, expires}`. What goes out: waivers, and complaints
about those that are stale: expired, or matching nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ..diagnostics import Diagnostics, fail
from ..ir import Origin
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Waiver:
    """`expires`: the last day on which it holds; None for ever."""

    fingerprint: str
    reason: str
    expires: date | None
    origin: Origin


def read_waivers(data: Any, origin: Origin) -> tuple[Waiver, ...]:
    """The waivers of a loaded file. Raises SpecwrightError for anything that is not of the form above."""
    if not isinstance(data, list):
        raise fail("Waiver/Shape", "a file of waivers is a list", origin)
    return tuple(_waiver(entry, origin.child(index)) for index, entry in enumerate(data))


def _waiver(entry: Any, at: Origin) -> Waiver:
    if not isinstance(entry, Mapping) or not entry.keys() <= {"fingerprint", "reason", "expires"}:
        raise fail("Waiver/Shape", "a waiver has `fingerprint`, `reason` and, if it ends, `expires`", at)
    for key in ("fingerprint", "reason"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise fail("Waiver/Shape", f"a waiver needs a `{key}`", at)
    expires = entry.get("expires")
    try:
        ends = None if expires is None else date.fromisoformat(str(expires))
    except ValueError:
        raise fail("Waiver/Date", f"{expires!r} is not a date (YYYY-MM-DD)", at.child("expires")) from None
    return Waiver(entry["fingerprint"], entry["reason"], ends, at)


def accepted(
    waivers: Sequence[Waiver], fingerprints: Iterable[str], today: date, diagnostics: Diagnostics
) -> frozenset[str]:
    """The fingerprints that hold today; a stale waiver is a warning."""
    known = set(fingerprints)
    holding: set[str] = set()
    for waiver in waivers:
        if waiver.expires is not None and waiver.expires < today:
            diagnostics.warn("Waiver/Expired", f"waiver {waiver.fingerprint} ended on {waiver.expires}", waiver.origin)
        elif waiver.fingerprint not in known:
            hint = "remove it"
            diagnostics.warn(
                "Waiver/Stale", f"waiver {waiver.fingerprint} matches no finding", waiver.origin, hint=hint
            )
        else:
            holding.add(waiver.fingerprint)
    return frozenset(holding)
