"""Budgets for reading somebody's document: what is larger is refused with the limit and the place."""

from __future__ import annotations

from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a document may ask of the machine.

    The defaults are several times what the largest public documents need (GitHub: 13 MB, 260,000 nodes, depth 21).
    Each file of a document has the first four for itself; the last two are for all files together.
    """

    file_bytes: int = 50_000_000
    """Size of one file as it lies on disk."""

    nodes: int = 2_000_000
    """Mappings, lists and scalars of one file, YAML aliases counted as often as they are used."""

    depth: int = 200
    """Nesting of mappings and lists."""

    digits: int = 1_000
    """Digits of one number: Python refuses integers above 4,300 digits, and reading them takes quadratic time."""

    files: int = 2_000
    """Files one document is made of."""

    total_bytes: int = 200_000_000
    """Size of all those files together."""
