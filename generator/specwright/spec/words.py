"""Words for messages."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class Suggestions:
    """Names the known word nearest to a wrong one, for the first `limit` wrong ones of a run.

    Looking for the nearest of thousands of names takes milliseconds; a document may hold a hundred thousand wrong ones.
    """

    def __init__(self, limit: int = 50) -> None:
        self._left = limit

    def nearest(self, name: str, known: Iterable[str]) -> str | None:
        """The known word that `name` was probably meant to be."""
        if self._left <= 0:
            return None
        self._left -= 1
        return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)), None)

    def did_you_mean(self, name: str, known: Iterable[str]) -> str | None:
        """The same as a hint."""
        close = self.nearest(name, known)
        return f"Did you mean {close!r}?" if close is not None else None
