"""JSONPath expressions, the part of RFC 9535 that transforms of documents use.

What comes in: an expression and data. What goes out: the places it matches. Known are `$`, `.name`, `['name']`, `[0]`,
`[-1]`, `*`, `..`, lists of those in brackets, and filters `[?(@.a)]`, `[?(!@.a)]`, `[?(@.a == 'x')]` (and `!=`) that
may be joined by `&&` and `||`; `@property` in a filter is the member's own name. As in JSONPath Plus, a name after a
dot may hold anything but dots, brackets and the signs of expressions: `$.paths./users/{id}.get`. Everything else,
JavaScript in filters above all, is an error: a wrong guess would change a document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from ..values import dataclass


class PathError(ValueError):
    """The expression is not one that is known."""


@dataclass(frozen=True, slots=True)
class Place:
    """A member of a mapping or list. The root has no holder."""

    holder: Any
    key: str | int

    @property
    def value(self) -> Any:
        return self.holder[self.key]


@dataclass(frozen=True, slots=True)
class Child:
    """Members by name or index; () for all."""

    keys: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Test:
    """One condition of a filter: the value at `path` below the member is there, or equals `value`.

    Without a path it is the member's own name that is compared.
    """

    path: tuple[str, ...]
    negated: bool
    compares: bool = False
    value: Any = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Members of which all tests of one group hold."""

    groups: tuple[tuple[_Test, ...], ...]


@dataclass(frozen=True, slots=True)
class _Step:
    selector: Child | Filter
    deep: bool
    """After `..`: at any depth."""


Steps: TypeAlias = tuple[_Step, ...]

_NAME = re.compile(r"[^\s.\[\]()*^~@?'\"]+")
_QUOTED = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_BRACKET = re.compile(rf"\[\s*((?:(?:{_QUOTED}|-?\d+)\s*,?\s*)+|\*)\s*\]")
_ITEM = re.compile(rf"{_QUOTED}|-?\d+")
_FILTER = re.compile(r"\[\s*\?\s*(.*?)\s*\](?=$|[.\[])", re.DOTALL)
_MEMBER = rf"(?:\.[A-Za-z_$][\w$-]*|\[(?:{_QUOTED})\])"
_TEST = re.compile(rf"(!?)\s*@(property|(?:{_MEMBER})+)\s*(?:([=!]==?)\s*({_QUOTED}|-?\d+(?:\.\d+)?|true|false|null))?")
_MEMBERS = re.compile(rf"\.([A-Za-z_$][\w$-]*)|\[({_QUOTED})\]")


def parse_path(expression: str) -> Steps:
    """The steps of an expression. Raises `PathError` for what is not known."""
    if not expression.startswith("$"):
        raise PathError(f"`{expression}` does not begin with `$`")
    steps: list[_Step] = []
    position = 1
    while position < len(expression):
        deep = expression.startswith("..", position)
        position += 2 if deep else 0
        if not deep and expression[position] == ".":
            position += 1
            if expression[position : position + 1] == "[":
                raise PathError(f"`{expression}`: a name is expected after the dot")
        selector, position = _selector(expression, position)
        steps.append(_Step(selector, deep))
    return tuple(steps)


def _selector(expression: str, position: int) -> tuple[Child | Filter, int]:
    if expression.startswith("*", position):
        return Child(()), position + 1
    name = _NAME.match(expression, position)
    if name is not None:
        return Child((name[0],)), name.end()
    bracket = _BRACKET.match(expression, position)
    if bracket is not None:
        inside = bracket[1].strip()
        keys = () if inside == "*" else tuple(_literal(item) for item in _ITEM.findall(inside))
        return Child(keys), bracket.end()
    found = _FILTER.match(expression, position)
    if found is not None:
        return Filter(_groups(found[1], expression)), found.end()
    raise PathError(f"`{expression}` is not understood from `{expression[position:]}` on")


def _groups(written: str, expression: str) -> tuple[tuple[_Test, ...], ...]:
    inside = written[1:-1] if written.startswith("(") and written.endswith(")") else written
    return tuple(tuple(_test(part.strip(), expression) for part in group.split("&&")) for group in inside.split("||"))


def _test(written: str, expression: str) -> _Test:
    match = _TEST.fullmatch(written)
    if match is None or (match[1] and match[3]) or (match[2] == "property" and not match[3]):
        raise PathError(f"`{expression}`: the filter `{written}` is not understood")
    path = tuple(name or str(_literal(quoted)) for name, quoted in _MEMBERS.findall(match[2]))
    negated = bool(match[1]) or (match[3] or "").startswith("!")
    return _Test(path, negated, bool(match[3]), _literal(match[4]) if match[4] else None)


def _literal(text: str) -> Any:
    if text.startswith("'"):
        text = json.dumps(re.sub(r"\\(.)", r"\1", text[1:-1]))
    return json.loads(text)


def find(steps: Steps, data: Any) -> list[Place]:
    """The places that match, each once, in the order of the data."""
    places = [Place([data], 0)]
    for step in steps:
        found: dict[tuple[int, str | int], Place] = {}
        for place in places:
            for holder in _below(place.value) if step.deep else (place.value,):
                for key in _selected(step.selector, holder):
                    found.setdefault((id(holder), key), Place(holder, key))
        places = list(found.values())
    return places


def _below(value: Any) -> Iterator[Any]:
    """The value and every mapping and list in it, outer ones first."""
    stack = [value]
    while stack:
        current = stack.pop()
        if isinstance(current, dict):
            yield current
            stack.extend(reversed(current.values()))
        elif isinstance(current, list):
            yield current
            stack.extend(reversed(current))


def _selected(selector: Child | Filter, holder: Any) -> Iterator[str | int]:
    if not isinstance(holder, dict | list):
        return
    every = holder.keys() if isinstance(holder, dict) else range(len(holder))
    match selector:
        case Child(()):
            yield from every
        case Child(keys):
            for key in keys:
                if isinstance(holder, dict) and str(key) in holder:
                    yield str(key)
                elif isinstance(holder, list) and isinstance(key, int) and -len(holder) <= key < len(holder):
                    yield key % len(holder)
        case Filter(groups):
            yield from (
                key for key in every if any(all(_holds(test, key, holder[key]) for test in group) for group in groups)
            )


def _holds(test: _Test, key: str | int, value: Any) -> bool:
    if not test.path:
        return (key == test.value) is not test.negated
    for name in test.path:
        if not isinstance(value, dict) or name not in value:
            return test.negated
        value = value[name]
    if not test.compares:
        return not test.negated
    same = value == test.value and isinstance(value, bool) is isinstance(test.value, bool)
    return same is not test.negated
