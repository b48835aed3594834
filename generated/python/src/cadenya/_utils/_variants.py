"""Unions of params: which of several `TypedDict`s a dict is meant to be, and what that says about its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, get_args

from .._types import SENTINELS
from ._annotations import typed_dict_hints
from ._typing import is_literal, is_required, unwrap

Transform: TypeAlias = Callable[[Any], Any]

Steps: TypeAlias = dict[str, tuple[str, Transform | None]]
"""{name the caller uses: (name on the wire, how to transform the value)}"""


class Variant:
    """One `TypedDict` of a union, and what tells it from the others."""

    __slots__ = ("_literals", "_required", "_steps")

    def __init__(self, steps: Steps, typed_dict: Any) -> None:
        self._steps = steps
        self._required: set[str] = set()
        self._literals: dict[str, frozenset[Any]] = {}
        for name, hint in typed_dict_hints(typed_dict).items():
            if is_required(hint):
                self._required.add(name)
            inner, _ = unwrap(hint)
            if is_literal(inner):
                self._literals[name] = frozenset(get_args(inner))

    def step(self, name: str) -> tuple[str, Transform | None] | None:
        return self._steps.get(name)

    def score(self, data: Mapping[str, Any], discriminator: str | None) -> tuple[bool, int, bool, int]:
        """How well `data` fits; the largest is the best.

        In this order: the discriminator has a value of this variant; few constants contradict; all required keys are
        there; many keys are known.
        """
        named = False
        contradictions = 0
        for name, members in self._literals.items():
            wire = self._steps[name][0]
            value = data.get(name, data.get(wire))
            agrees = isinstance(value, (str, int)) and value in members
            named = named or (agrees and discriminator in (name, wire))
            contradictions += value is not None and not agrees
        complete = all(name in data or self._steps[name][0] in data for name in self._required)
        wires = {wire for wire, _ in self._steps.values()}
        known = sum(name in self._steps or name in wires for name in data)
        return named, -contradictions, complete, known


def apply_variant(variants: list[Variant], discriminator: str | None) -> Transform:
    """Transforms a dict as the variant that fits it best; keys only other variants know go by those."""

    def apply(data: Any) -> Any:
        given = {name: value for name, value in data.items() if type(value) not in SENTINELS}
        ordered = sorted(variants, key=lambda variant: variant.score(given, discriminator), reverse=True)
        sent: dict[str, Any] = {}
        for name, value in given.items():
            step = next((found for variant in ordered if (found := variant.step(name)) is not None), None)
            if step is None:
                sent[name] = value
            else:
                wire, plan = step
                sent[wire] = value if plan is None or value is None else plan(value)
        return sent

    return apply
