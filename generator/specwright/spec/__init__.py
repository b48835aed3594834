"""Stage load and check: a path → a `Document` that later stages can rely on, and the places of everything in it."""

from __future__ import annotations

from ..diagnostics import Position
from .document import Document
from .limits import Limits
from .load import load
from .source_map import SourceMap
from .validate import validate

__all__ = ["Document", "Limits", "Position", "SourceMap", "load", "validate"]
