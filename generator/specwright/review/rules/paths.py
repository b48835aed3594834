"""Paths: added, removed, renamed."""

from __future__ import annotations

import re

from ..changes import Direction, Sdk, Wire
from ..lifecycle import is_past, sunset_of
from ..operations import shape
from ..rule import rule
from ..subjects import PathPair

NO = Direction.NEITHER


@rule("PATH-01", "path added", NO, Wire.COMPATIBLE, Sdk.MINOR, on=PathPair, edit="added")
def path_added(pair: PathPair) -> bool:
    return pair.added is not None and pair.overlaps is None


@rule("PATH-13", "path added that an older path can match too", NO, Wire.WARNING, Sdk.MINOR, on=PathPair, edit="added")
def path_overlaps(pair: PathPair) -> str | None:
    return f"`{pair.overlaps}`" if pair.added is not None and pair.overlaps else None


@rule("PATH-02", "path removed", NO, Wire.BREAKING, Sdk.MAJOR, on=PathPair, edit="removed")
def path_removed(pair: PathPair) -> bool:
    old = pair.removed
    return old is not None and not (old.operation.deprecated and sunset_of(old.operation))


@rule("PATH-03", "deprecated path removed after its sunset", NO, Wire.WARNING, Sdk.MAJOR, on=PathPair, edit="removed")
def removed_after_sunset(pair: PathPair) -> str | None:
    old = pair.removed
    if old is None or not old.operation.deprecated or not is_past(old.operation, pair.policy):
        return None
    return old.operation.life.sunset


@rule("PATH-04", "deprecated path removed before its sunset", NO, Wire.BREAKING, Sdk.MAJOR, on=PathPair, edit="removed")
def removed_before_sunset(pair: PathPair) -> str | None:
    old = pair.removed
    if old is None or not old.operation.deprecated or is_past(old.operation, pair.policy):
        return None
    return old.operation.life.sunset if sunset_of(old.operation) else None


def _arrow(pair: PathPair) -> str:
    return " -> ".join(f"`{path}`" for path in pair.paths)


@rule("PATH-05", "path variable renamed", NO, Wire.NONE, Sdk.MAJOR, on=PathPair, edit="path")
def variable_renamed(pair: PathPair) -> str | None:
    old, new = pair.paths
    if pair.both is None or shape(old) != shape(new) or _reordered(old, new):
        return None
    return _arrow(pair)


def _variables(path: str) -> list[str]:
    return re.findall(r"\{([^}]*)\}", path)


def _reordered(old: str, new: str) -> bool:
    before, after = _variables(old), _variables(new)
    return before != after and sorted(before) == sorted(after)


@rule("PAR-33", "order of path variables changed", NO, Wire.BREAKING, Sdk.MAJOR, on=PathPair, edit="path")
def variables_reordered(pair: PathPair) -> str | None:
    return (
        _arrow(pair)
        if pair.both is not None and shape(pair.paths[0]) == shape(pair.paths[1]) and _reordered(*pair.paths)
        else None
    )


def _kind_of_change(pair: PathPair) -> str | None:
    """What happened to the segments: `variable`, `literal`, `slash`, `case`, `other`; None when nothing did."""
    before, after = (shape(path) for path in pair.paths)
    if pair.both is None or before == after:
        return None
    if before.rstrip("/") == after.rstrip("/"):
        return "slash"
    if before.lower() == after.lower():
        return "case"
    old, new = before.split("/"), after.split("/")
    if len(old) != len(new):
        return "other"
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    if all(b == "{}" for _, b in changed):
        return "variable"
    return "literal" if all(a == "{}" for a, _ in changed) else "other"


def _certain(pair: PathPair, kind: str) -> str | None:
    return _arrow(pair) if pair.similarity == 1 and _kind_of_change(pair) == kind else None


def _added_variables(pair: PathPair) -> list[str]:
    old, new = map(_variables, pair.paths)
    return [wire for wire in new if wire not in old] if len(new) > len(old) else []


@rule("PAR-04", "path parameter added", NO, Wire.BREAKING, Sdk.MAJOR, on=PathPair, edit="path")
def path_parameter_added(pair: PathPair) -> str | None:
    return _certain(pair, "other") if _added_variables(pair) else None


@rule("PATH-06", "path renamed", NO, Wire.BREAKING, Sdk.NONE, on=PathPair, edit="path")
def path_renamed(pair: PathPair) -> str | None:
    return None if _added_variables(pair) else _certain(pair, "other")


@rule("PATH-07", "path probably renamed", NO, Wire.BREAKING, Sdk.PATCH, on=PathPair, edit="path")
def path_probably_renamed(pair: PathPair) -> str | None:
    return f"{_arrow(pair)}, {pair.similarity:.0%} alike" if pair.both is not None and pair.similarity < 1 else None


@rule("PATH-08", "literal path segment became a variable", NO, Wire.WARNING, Sdk.MAJOR, on=PathPair, edit="path")
def segment_became_variable(pair: PathPair) -> str | None:
    return _certain(pair, "variable")


@rule("PATH-09", "path variable became a literal", NO, Wire.BREAKING, Sdk.MAJOR, on=PathPair, edit="path")
def segment_became_literal(pair: PathPair) -> str | None:
    return _certain(pair, "literal")


@rule("PATH-10", "trailing slash added or removed", NO, Wire.WARNING, Sdk.NONE, on=PathPair, edit="path")
def trailing_slash(pair: PathPair) -> str | None:
    return _certain(pair, "slash")


@rule("PATH-11", "letter case of a path segment changed", NO, Wire.BREAKING, Sdk.NONE, on=PathPair, edit="path")
def segment_case(pair: PathPair) -> str | None:
    return _certain(pair, "case")
