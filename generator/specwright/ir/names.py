"""Names as they were asked for, before any language chooses identifiers."""

from __future__ import annotations

from enum import IntEnum

from ..values import dataclass


class NameStrength(IntEnum):
    """How strongly a name was asked for; the stronger one keeps it when two collide."""

    PLACE = 1
    """Made up from the place of an inline schema."""
    TITLE = 2
    """A schema's `title`: a suggestion."""
    COMPONENT = 3
    """A component key or an operationId: required."""
    CONFIG = 4
    """Written in the configuration: final."""


@dataclass(frozen=True, slots=True)
class Name:
    """`text` in the document's or configuration's spelling (`WorkspaceSecret`, `workspace_secret`, `trip-details`)."""

    text: str
    strength: NameStrength
