"""What a behaviour is: how a server answers, how it is called, and what should come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cadenya import APIError

from .server import Answer, Server

__all__ = ["BEHAVIOURS", "Behaviour", "Outcome", "behaviour", "of_threat", "table"]


@dataclass
class Outcome:
    """What came of a call. `grown`: bytes by which the process was larger at its largest, None where unknown."""

    value: Any
    error: Any
    seconds: float
    grown: int | None
    slept: list[float]
    server: Server


@dataclass(frozen=True)
class Behaviour:
    """`call`: a key of `calls.CALLS`. `raises`: the class of the error; None when the call should succeed.

    `check`: what else should hold. `options`: arguments of the client. `settings`: attributes of it.
    `within`: seconds. `memory`: MiB by which the process may grow.
    """

    name: str
    threat: str
    answer: Answer
    call: str = "retrieve"
    raises: type[Exception] | None = APIError
    check: Callable[[Outcome], bool] = lambda outcome: True
    options: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    within: float = 3.0
    memory: int = 64


BEHAVIOURS: dict[str, Behaviour] = {}


def behaviour(threat: str, name: str = "", **details: Any) -> Callable[[Answer], Answer]:
    """Enters a function into the catalogue, by its own name with hyphens when it is given none."""

    def enter(answer: Answer) -> Answer:
        add(Behaviour(name or answer.__name__.replace("_", "-"), threat, answer, **details))
        return answer

    return enter


def table(threat: str, prefix: str, rows: Mapping[str, tuple[Answer, dict[str, Any]]]) -> None:
    """Enters several behaviours that differ little."""
    for name, (answer, details) in rows.items():
        add(Behaviour(f"{prefix}{name}", threat, answer, **details))


def add(entry: Behaviour) -> None:
    assert entry.name not in BEHAVIOURS, entry.name
    BEHAVIOURS[entry.name] = entry


def of_threat(threat: str) -> list[str]:
    return [name for name, entry in BEHAVIOURS.items() if entry.threat == threat]
