"""Attributes of raw responses and errors that hold headers of the response. An API that has some gets its own file."""

from __future__ import annotations

__all__ = ["ResponseHeaders"]


class ResponseHeaders:
    """What raw responses and errors tell of the headers of their response."""
