"""What can happen to a surface, and what each kind of change asks for."""

from __future__ import annotations

from ..values import dataclass
from .verdict import Sdk


@dataclass(frozen=True, slots=True)
class SurfaceRule:
    """`id` is what reports show; `verdict` what it does to code that upgrades."""

    id: str
    purpose: str
    verdict: Sdk


def _table(*rows: tuple[str, str, Sdk]) -> dict[str, SurfaceRule]:
    return {id_: SurfaceRule(id_, purpose, verdict) for id_, purpose, verdict in rows}


SURFACE_RULES = _table(
    ("SUR-01", "name removed", Sdk.MAJOR),
    ("SUR-02", "name changed", Sdk.MAJOR),
    ("SUR-03", "name added", Sdk.MINOR),
    ("SUR-04", "required key added to a TypedDict", Sdk.TYPING),
    ("SUR-05", "class, function or attribute became another of the three", Sdk.MAJOR),
    ("SUR-06", "function must be awaited now, or no longer", Sdk.MAJOR),
    ("SUR-07", "base class removed", Sdk.MAJOR),
    ("SUR-08", "type of an attribute, key or result changed", Sdk.TYPING),
    ("SUR-09", "key or field is required now", Sdk.TYPING),
    ("SUR-10", "argument removed", Sdk.MAJOR),
    ("SUR-11", "required argument added", Sdk.MAJOR),
    ("SUR-12", "optional argument added", Sdk.MINOR),
    ("SUR-13", "order of positional arguments changed", Sdk.MAJOR),
    ("SUR-14", "argument is required now", Sdk.MAJOR),
    ("SUR-15", "argument is no longer required", Sdk.MINOR),
    ("SUR-16", "argument must be given by name now", Sdk.MAJOR),
    ("SUR-17", "argument must be given by position now", Sdk.MAJOR),
    ("SUR-18", "argument takes more values", Sdk.MINOR),
    ("SUR-19", "module removed that nothing uses or exports", Sdk.PATCH),
    ("SUR-20", "attribute, key or result is of another kind", Sdk.MAJOR),
    ("SUR-21", "key takes more values", Sdk.MINOR),
    ("SUR-22", "key or field is no longer required", Sdk.MINOR),
    ("SUR-23", "argument takes fewer or other values", Sdk.TYPING),
    ("SUR-24", "argument takes another kind of value", Sdk.MAJOR),
    ("SUR-25", "default of an argument changed", Sdk.MAJOR),
    ("SUR-26", "type is written otherwise, values are the same", Sdk.MINOR),
)
