"""How much a change hurts code that upgrades the package."""

from __future__ import annotations

from enum import IntEnum


class Sdk(IntEnum):
    """What a change does to code that upgrades the generated package.

    `TYPING`: it runs as before, but a strict type check can newly fail.
    """

    NONE = 0
    PATCH = 1
    MINOR = 2
    TYPING = 3
    MAJOR = 4
