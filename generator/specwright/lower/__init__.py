"""Stage lower: `Document` and `Config` → `ir.Api`, one module for each object of OpenAPI."""

from __future__ import annotations

from .api import lower

__all__ = ["lower"]
