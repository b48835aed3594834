"""The exit codes."""

from __future__ import annotations

from enum import IntEnum

INTERNAL_ERROR = 70
"""EX_SOFTWARE of sysexits.h."""
INTERRUPTED = 130
"""What a shell gives for a process ended by SIGINT."""


class Exit(IntEnum):
    OK = 0
    FINDINGS = 1
    BAD_INPUT = 2
