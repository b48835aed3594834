"""How much names and sets of names have in common.

What comes in: names of types and pointers of schemas, or sets of what they list. What goes out: numbers from 0 to 1.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from . import trees
from .type_index import arguments, head


def literals(node: ast.expr | None) -> Iterator[str | int]:
    """The values of a `Literal[...]`, also of one in a union with `str`."""
    for inner in ast.walk(node) if node is not None else ():
        if isinstance(inner, ast.Subscript) and head(inner) == "Literal":
            values = (trees.constant(argument) for argument in arguments(inner))
            yield from (value for value in values if isinstance(value, str | int))


def alike(one: frozenset[Any], other: frozenset[Any]) -> float:
    """Jaccard's index; 1 for two empty sets."""
    return len(one & other) / len(one | other) if one | other else 1.0


def is_called(pointer: str, name: str) -> bool:
    return _letters(pointer.rpartition("/")[2]) == _letters(name)


def likeness(pointer: str, name: str) -> float:
    return SequenceMatcher(None, _letters(pointer.rpartition("/")[2]), _letters(name), autojunk=False).ratio()


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).lower()
