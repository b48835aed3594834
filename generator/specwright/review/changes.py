"""Findings of a review: what changed, whom it breaks, where it is written."""

from __future__ import annotations

import hashlib
from enum import Flag, IntEnum, auto

from ..ir import Origin
from ..surface.verdict import Sdk
from ..values import dataclass

__all__ = ["Change", "Direction", "Sdk", "Wire"]


class Wire(IntEnum):
    """What a change does to clients that are already shipped."""

    NONE = 0
    DOCS = 1
    COMPATIBLE = 2
    WARNING = 3
    BREAKING = 4


class Direction(Flag):
    """Which way data of a schema travels: client to server, server to client. Swapped for webhooks and callbacks."""

    NEITHER = 0
    REQUEST = auto()
    RESPONSE = auto()
    BOTH = REQUEST | RESPONSE


@dataclass(frozen=True, slots=True)
class Change:
    """One edit, at the place where it is written, with the operations it reaches (`get /v1/things`)."""

    rule: str
    message: str
    wire: Wire
    sdk: Sdk
    direction: Direction
    old: Origin | None
    new: Origin | None
    operations: tuple[str, ...]
    also: tuple[str, ...] = ()
    """Other rules that the same edit meets: in the other direction, or behind a reference that was changed."""
    behind: bool = False
    """`sdk` is not seen in the package's surface and counts by itself."""

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that stay the same when unrelated lines move: for waivers."""
        place = self.new or self.old
        text = "\0".join((self.rule, place.pointer if place else "", self.message))
        return hashlib.sha256(text.encode()).hexdigest()[:12]
