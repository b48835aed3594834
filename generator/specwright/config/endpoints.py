"""Endpoints of a configuration and the operations of a document: finding one by the other.

What comes in: the operations. What goes out: the operation an endpoint means, or the one it was probably meant to be.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from .document import DocumentOperation
from .model import Endpoint

_ALIKE = 0.75
_PARAMETER = re.compile(r"\{[^{}]*\}")


class Endpoints:
    """The operations by method and path. Methods are compared without case, paths first exactly, then without the names
    of their parameters: `/things/{id}` means `/things/{thingId}`, for there cannot be both."""

    def __init__(self, operations: Sequence[DocumentOperation]) -> None:
        self._exact = {(op.method.lower(), op.path): op for op in operations}
        self._shapes: dict[tuple[str, str], list[DocumentOperation]] = {}
        for operation in operations:
            key = (operation.method.lower(), _PARAMETER.sub("{}", operation.path))
            self._shapes.setdefault(key, []).append(operation)

    def find(self, written: Endpoint) -> DocumentOperation | None:
        """The operation meant, None when there is none (or more than one)."""
        method = written.method.lower()
        found = self._exact.get((method, written.path))
        if found is not None:
            return found
        alike = self._shapes.get((method, _PARAMETER.sub("{}", written.path)), [])
        return alike[0] if len(alike) == 1 else None

    def nearest(self, written: Endpoint) -> str | None:
        """The id of the operation that an endpoint was probably meant to be: same path, or a similar one."""
        same_path = [op.id for (_, path), op in self._exact.items() if path == written.path]
        if same_path:
            near = difflib.get_close_matches(written.id, same_path, n=1, cutoff=0.0)
            return near[0]
        by_id = {op.id.lower(): op.id for op in self._exact.values()}
        near = difflib.get_close_matches(written.id.lower(), list(by_id), n=1, cutoff=_ALIKE)
        return by_id[near[0]] if near else None
