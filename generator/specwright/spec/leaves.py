"""Stage check: single values. Is a string a string, and what was meant where it is not?

What comes in: a value and the leaf shape it should have. What goes out: `Keep`, or a `Verdict`: the value to put in its
place. People forget quotes (`version: 1.0`, `tags: [404]`, `type: [string, null]`) and write quotes too many
(`required: "true"`); what they meant is certain, so it is taken, with a warning.
"""

from __future__ import annotations

import json
from typing import Any

from ..values import dataclass
from .grammar import JSON_TYPES
from .repairs import DROP
from .shapes import Leaf


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a value: another one, or `DROP`. `quiet` when nothing is lost by it."""

    value: Any
    quiet: bool = False


Keep = Verdict(None)
_DROP = Verdict(DROP)
_DROP_QUIETLY = Verdict(DROP, quiet=True)


def judge(value: Any, leaf: Leaf) -> Verdict:
    """`Keep` (the object itself) when `value` is what `leaf` says."""
    match leaf:
        case Leaf.ANY:
            return Keep
        case Leaf.TEXT:
            return Keep if isinstance(value, str) else _text(value)
        case Leaf.FLAG:
            return Keep if isinstance(value, bool) else _flag(value)
        case Leaf.NUMBER:
            return Keep if _is_number(value) else _drop(value)
        case Leaf.LIMIT:
            return Keep if _is_number(value) or isinstance(value, bool) else _drop(value)
        case Leaf.WHOLE:
            return _whole(value)
        case Leaf.VALUES:
            return Keep if isinstance(value, list) and value else _drop(value)
        case Leaf.TYPE:
            return _type(value)


def is_no_number(value: Any, leaf: Leaf) -> bool:
    """Whether a text that nobody can mean as a number stands where one belongs: no slip, so nothing is guessed."""
    if not isinstance(value, str) or leaf not in (Leaf.NUMBER, Leaf.LIMIT, Leaf.WHOLE):
        return False
    try:
        float(value)
    except ValueError:
        return True
    return False


def shown(value: Any) -> str:
    """A value in a message: short, on one line."""
    text = json.dumps(value) if not isinstance(value, dict | list) or len(value) < 5 else ""
    if len(text) > 60 or not text:
        return f"{_kind(value)} ({text[:20]}…)" if text else _kind(value)
    return text


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    return "a list" if isinstance(value, list) else "a long value"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _drop(value: Any) -> Verdict:
    return _DROP_QUIETLY if value is None else _DROP


def _text(value: Any) -> Verdict:
    return Verdict(json.dumps(value)) if isinstance(value, bool | int | float) else _drop(value)


def _flag(value: Any) -> Verdict:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return Verdict(value.lower() == "true")
    return _drop(value)


def _whole(value: Any) -> Verdict:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return Keep
    if isinstance(value, float) and value.is_integer() and value >= 0:
        return Verdict(int(value), quiet=True)  # JSON Schema: 10.0 is an integer
    return _drop(value)


def _type(value: Any) -> Verdict:
    if isinstance(value, str):
        return Keep if value in JSON_TYPES else _DROP
    if value is None:  # `type: null`, without the quotes it needs in YAML
        return Verdict("null")
    if not isinstance(value, list) or not value:
        return _DROP
    if all(isinstance(name, str) and name in JSON_TYPES for name in value):
        return Keep
    meant = ["null" if name is None else name for name in value]
    return Verdict(meant) if all(isinstance(name, str) and name in JSON_TYPES for name in meant) else _DROP
