"""Shapes: what the values of configuration keys may be, and the check of a file against them.

What comes in: a value as loaded from YAML, its place and the shape it should have. What goes out: the value with the
wrong parts left out (each reported at its place), so that the reader behind it never meets a surprise; and one row in
the usage ledger for every key met.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TypeAlias

from ..diagnostics import Diagnostics
from ..ir.origin import Origin
from ..ir.types import JsonValue
from ..values import dataclass
from .ledger import Usage, UsageLedger


@dataclass(frozen=True, slots=True)
class Text:
    """A string; one of `choices` when there are any. Numbers and dates written without quotes are taken as text."""

    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Number:
    """An integer or a decimal number."""


@dataclass(frozen=True, slots=True)
class Null:
    """null."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Any value; not looked into."""


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping with known keys. `kind` says in messages what it is (`method`)."""

    kind: str
    keys: dict[str, Key]


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping with keys of the user's own. `known` keys have another meaning than the others."""

    value: Shape
    known: Mapping[str, Key] = field(default_factory=dict)
    others: Usage = Usage.USED


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Either:
    """The first of `shapes` whose outer kind fits."""

    shapes: tuple[Shape, ...]


Shape: TypeAlias = Text | Flag | Number | Null | Anything | Keys | Entries | Many | Either


@dataclass(frozen=True, slots=True)
class Key:
    """A known key: what its value may be, what it does (`doc`, one sentence), and whether it does it here.

    A value without effect is still read when it has a shape, so that a configuration can be written down again.
    `ours`: not a key of the Stainless format.
    """

    shape: Shape
    doc: str
    usage: Usage = Usage.USED
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """Stands for a value that was left out because it was wrong."""


_DROPPED = Dropped()


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks values; findings go to `diagnostics`, keys met to `ledger`."""

    diagnostics: Diagnostics
    ledger: UsageLedger

    def check(self, value: JsonValue, shape: Shape, origin: Origin, path: str) -> JsonValue | Dropped:
        """`value` without its wrong parts; `Dropped` when nothing of it can be kept."""
        match shape:
            case Anything():
                return value
            case Either(shapes):
                fitting = next((s for s in shapes if fits(value, s)), None)
                return (
                    self._wrong(value, shape, origin, path)
                    if fitting is None
                    else self.check(value, fitting, origin, path)
                )
            case Many(item) if isinstance(value, list):
                checked = [self.check(v, item, origin.child(i), f"{path}[{i}]") for i, v in enumerate(value)]
                return [v for v in checked if not isinstance(v, Dropped)]
            case Keys() if isinstance(value, dict):
                return self._mapping(value, shape, origin, path)
            case Entries() if isinstance(value, dict):
                return self._mapping(value, shape, origin, path)
            case Text(choices) if fits(value, shape):
                text = as_text(value)
                if isinstance(value, float):
                    message = f"`{path}` is a number and is read as `{text}`"
                    self.diagnostics.warn("Config/UnquotedNumber", message, origin, hint="put it in quotes")
                if choices and text not in choices:
                    self._report_choice(text, choices, origin, path)
                    return _DROPPED
                return text
            case _ if fits(value, shape):
                return value
            case _:
                return self._wrong(value, shape, origin, path)

    def _mapping(self, value: dict[str, JsonValue], shape: Keys | Entries, origin: Origin, path: str) -> JsonValue:
        checked: dict[str, JsonValue] = {}
        for name, entry in value.items():
            place, entry_path = origin.child(name), f"{path}.{name}" if path else name
            key = self._key(name, shape, place, entry_path)
            if key is None:
                continue
            self.ledger.add(entry_path, key.usage, place)
            if key.usage is Usage.UNSUPPORTED:
                message = f"`{entry_path}` is not supported yet; it is ignored"
                self.diagnostics.warn("Config/NotSupported", message, place, at_key=True)
            if key.usage is not Usage.USED and isinstance(key.shape, Anything):
                continue
            inner = self if key.usage is Usage.USED else Checker(self.diagnostics, UsageLedger())
            result = inner.check(entry, key.shape, place, entry_path)
            if not isinstance(result, Dropped):
                checked[name] = result
        return checked

    def _key(self, name: str, shape: Keys | Entries, origin: Origin, path: str) -> Key | None:
        """The meaning of a key, None (and an error) when it has none."""
        if isinstance(shape, Entries):
            known = shape.known.get(name)
            return known if known is not None else Key(shape.value, "", shape.others)
        if name in shape.keys:
            return shape.keys[name]
        if name.startswith("x-"):
            return Key(Anything(), "", Usage.NO_EFFECT)
        near = nearest(name, shape.keys)
        hint = f"did you mean `{near}`?" if near else f"known keys here: {', '.join(sorted(shape.keys))}"
        self.diagnostics.error(
            "Config/UnknownKey", f"unknown key `{path}` in {shape.kind}", origin, hint=hint, at_key=True
        )
        return None

    def _report_choice(self, text: str, choices: tuple[str, ...], origin: Origin, path: str) -> None:
        near = nearest(text, choices)
        hint = f"did you mean `{near}`?" if near else None
        message = f"`{path}` must be one of {', '.join(choices)}; it is `{text}`"
        self.diagnostics.error("Config/InvalidValue", message, origin, hint=hint)

    def _wrong(self, value: JsonValue, shape: Shape, origin: Origin, path: str) -> Dropped:
        if value is None:
            return _DROPPED  # a key without a value says nothing
        message = f"`{path or 'the file'}` must be {describe(shape)}; it is {_kind_of(value)}"
        self.diagnostics.error("Config/InvalidValue", message, origin)
        return _DROPPED


def fits(value: JsonValue, shape: Shape) -> bool:
    """Whether the outer kind of the value is the shape's; its inside is not looked at, but for choices of an Either."""
    match shape:
        case Anything():
            return True
        case Text():
            return isinstance(value, str | int | float) and not isinstance(value, bool)
        case Flag():
            return isinstance(value, bool)
        case Number():
            return isinstance(value, int | float) and not isinstance(value, bool)
        case Null():
            return value is None
        case Keys() | Entries():
            return isinstance(value, dict)
        case Many():
            return isinstance(value, list)
        case Either(shapes):
            return any(fits(value, s) for s in shapes)


def as_text(value: JsonValue) -> str:
    """A scalar as the text it was meant as: `2.0` written without quotes is a version."""
    return value if isinstance(value, str) else str(value)


def nearest(name: str, known: Mapping[str, Key] | tuple[str, ...] | list[str]) -> str | None:
    """The known name closest to a misspelt one, None when none is close."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.7)
    return found[0] if found else None


_NAMES: Mapping[type, str] = {Flag: "true or false", Number: "a number", Null: "null", Anything: "anything"}


def describe(shape: Shape) -> str:
    """The shape in words, for messages."""
    match shape:
        case Text(choices):
            return f"one of {', '.join(choices)}" if choices else "a text"
        case Keys(kind):
            return f"a mapping ({kind})"
        case Entries():
            return "a mapping"
        case Many(item):
            return f"a list, each {describe(item)}"
        case Either(shapes):
            return " or ".join(dict.fromkeys(map(describe, shapes)))
        case Flag() | Number() | Null() | Anything():
            return _NAMES[type(shape)]


_KINDS: tuple[tuple[Callable[[JsonValue], bool], str], ...] = (
    (lambda v: isinstance(v, dict), "a mapping"),
    (lambda v: isinstance(v, list), "a list"),
    (lambda v: isinstance(v, bool), "true or false"),
    (lambda v: isinstance(v, int | float), "a number"),
    (lambda v: v is None, "empty"),
)


def _kind_of(value: JsonValue) -> str:
    return next((name for test, name in _KINDS if test(value)), "a text")
