"""Paths and operations: added, removed, renamed, moved, deprecated."""

from __future__ import annotations

import re

from ...ir import Operation
from ..changes import Direction, Sdk, Wire
from ..pairing import shape
from ..rule import rule
from ..subjects import OperationPair, PathPair

NO = Direction.NEITHER


def _both(pair: OperationPair) -> tuple[Operation, Operation] | None:
    return None if pair.old is None or pair.new is None else (pair.old.operation, pair.new.operation)


def _path_change(pair: OperationPair) -> tuple[list[str], list[str]] | None:
    """The segments of both paths when they differ in more than variable names."""
    ends = _both(pair)
    if ends is None or shape(ends[0].path) == shape(ends[1].path):
        return None
    return shape(ends[0].path).split("/"), shape(ends[1].path).split("/")


@rule("OP-01", "operation added", NO, Wire.COMPATIBLE, Sdk.MINOR, on=OperationPair)
def operation_added(pair: OperationPair) -> bool:
    return pair.added is not None


@rule("OP-02", "operation removed", NO, Wire.BREAKING, Sdk.MAJOR, on=OperationPair)
def operation_removed(pair: OperationPair) -> bool:
    return pair.removed is not None and not pair.removed.operation.deprecated


@rule("OP-03", "deprecated operation removed", NO, Wire.WARNING, Sdk.MAJOR, on=OperationPair)
def deprecated_operation_removed(pair: OperationPair) -> bool:
    return pair.removed is not None and pair.removed.operation.deprecated


@rule("OP-04", "HTTP method changed", NO, Wire.BREAKING, Sdk.NONE, on=OperationPair)
def method_changed(pair: OperationPair) -> str | None:
    ends = _both(pair)
    if ends is None or ends[0].method == ends[1].method:
        return None
    return f"{ends[0].method.upper()} -> {ends[1].method.upper()}"


@rule("OP-05", "operationId changed", NO, Wire.NONE, Sdk.PATCH, on=OperationPair)
def operation_id_changed(pair: OperationPair) -> str | None:
    ends = _both(pair)
    if ends is None or ends[0].operation_id == ends[1].operation_id:
        return None
    return f"{ends[0].operation_id} -> {ends[1].operation_id}"


@rule("PATH-05", "path variable renamed", NO, Wire.NONE, Sdk.MAJOR, on=PathPair)
def variable_renamed(pair: PathPair) -> str | None:
    ends = _both(pair)
    if ends is None or shape(ends[0].path) != shape(ends[1].path) or ends[0].path == ends[1].path:
        return None
    return f"{ends[0].path} -> {ends[1].path}"


@rule("PATH-06", "path renamed", NO, Wire.BREAKING, Sdk.NONE, on=PathPair, edit="path")
def path_renamed(pair: PathPair) -> str | None:
    ends = _both(pair)
    if ends is None or _path_change(pair) is None or pair.similarity < 1 or _segment_change(pair):
        return None
    return f"{ends[0].path} -> {ends[1].path}"


@rule("PATH-07", "path probably renamed", NO, Wire.BREAKING, Sdk.MAJOR, on=PathPair, edit="path")
def path_probably_renamed(pair: PathPair) -> str | None:
    ends = _both(pair)
    if ends is None or pair.similarity == 1:
        return None
    return f"{ends[0].path} -> {ends[1].path}, {pair.similarity:.0%} alike"


def _segment_change(pair: OperationPair) -> str | None:
    """Which special change of segments this is: `variable`, `literal`, `slash`, `case`."""
    segments = _path_change(pair)
    if segments is None:
        return None
    old, new = segments
    if "/".join(old).rstrip("/") == "/".join(new).rstrip("/"):
        return "slash"
    if [s.lower() for s in old] == [s.lower() for s in new]:
        return "case"
    if len(old) != len(new):
        return None
    changed = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    if all(b == "{}" for _, b in changed):
        return "variable"
    if all(a == "{}" for a, _ in changed):
        return "literal"
    return None


def _special(pair: OperationPair, kind: str) -> str | None:
    ends = _both(pair)
    if ends is None or pair.similarity < 1 or _segment_change(pair) != kind:
        return None
    return f"{ends[0].path} -> {ends[1].path}"


@rule("PATH-08", "literal path segment became a variable", NO, Wire.WARNING, Sdk.MAJOR, on=PathPair, edit="path")
def segment_became_variable(pair: PathPair) -> str | None:
    return _special(pair, "variable")


@rule("PATH-09", "path variable became a literal", NO, Wire.BREAKING, Sdk.MAJOR, on=PathPair, edit="path")
def segment_became_literal(pair: PathPair) -> str | None:
    return _special(pair, "literal")


@rule("PATH-10", "trailing slash added or removed", NO, Wire.WARNING, Sdk.NONE, on=PathPair, edit="path")
def trailing_slash(pair: PathPair) -> str | None:
    return _special(pair, "slash")


@rule("PATH-11", "letter case of a path segment changed", NO, Wire.BREAKING, Sdk.NONE, on=PathPair, edit="path")
def segment_case(pair: PathPair) -> str | None:
    return _special(pair, "case")


@rule("PAR-33", "order of path variables changed", NO, Wire.BREAKING, Sdk.MAJOR, on=PathPair, edit="variables")
def variables_reordered(pair: PathPair) -> str | None:
    ends = _both(pair)
    if ends is None:
        return None
    old, new = (re.findall(r"\{([^}]*)\}", operation.path) for operation in ends)
    return f"{old} -> {new}" if old != new and sorted(old) == sorted(new) else None


@rule("OP-17", "servers of the operation changed", NO, Wire.BREAKING, Sdk.PATCH, on=OperationPair)
def operation_servers(pair: OperationPair) -> str | None:
    ends = _both(pair)
    if ends is None or ends[0].servers == ends[1].servers:
        return None
    return f"{', '.join(ends[0].servers) or 'the API'} -> {', '.join(ends[1].servers) or 'the API'}"


@rule("OP-12", "tags changed", NO, Wire.DOCS, Sdk.PATCH, on=OperationPair)
def tags_changed(pair: OperationPair) -> str | None:
    ends = _both(pair)
    if ends is None or sorted(ends[0].tags) == sorted(ends[1].tags):
        return None
    return f"{', '.join(ends[0].tags)} -> {', '.join(ends[1].tags)}"


@rule("LIF-02", "operation deprecated", NO, Wire.WARNING, Sdk.PATCH, on=OperationPair)
def operation_deprecated(pair: OperationPair) -> bool:
    ends = _both(pair)
    return ends is not None and not ends[0].deprecated and ends[1].deprecated


@rule("LIF-08", "operation no longer deprecated", NO, Wire.COMPATIBLE, Sdk.PATCH, on=OperationPair)
def operation_undeprecated(pair: OperationPair) -> bool:
    ends = _both(pair)
    return ends is not None and ends[0].deprecated and not ends[1].deprecated


@rule("PAG-01", "pagination added", NO, Wire.WARNING, Sdk.MAJOR, on=OperationPair)
def pagination_added(pair: OperationPair) -> bool:
    methods = _methods(pair)
    return methods is not None and methods[0] is None and methods[1] is not None


@rule("PAG-02", "pagination removed", NO, Wire.BREAKING, Sdk.MAJOR, on=OperationPair)
def pagination_removed(pair: OperationPair) -> bool:
    methods = _methods(pair)
    return methods is not None and methods[0] is not None and methods[1] is None


@rule("PAG-03", "kind of pagination changed", NO, Wire.BREAKING, Sdk.MAJOR, on=OperationPair)
def pagination_changed(pair: OperationPair) -> str | None:
    schemes = _methods(pair)
    if schemes is None or None in schemes or schemes[0] == schemes[1]:
        return None
    return f"{schemes[0]} -> {schemes[1]}"


def _methods(pair: OperationPair) -> tuple[str | None, str | None] | None:
    """The pagination schemes of both sides, when both are methods."""
    if pair.old is None or pair.new is None or pair.old.method is None or pair.new.method is None:
        return None
    old, new = pair.old.method.paging, pair.new.method.paging
    return (old.scheme if old else None, new.scheme if new else None)


@rule("STR-02", "streaming added beside the plain answer", NO, Wire.COMPATIBLE, Sdk.MINOR, on=OperationPair)
def streaming_added(pair: OperationPair) -> bool:
    ends = _both(pair)
    return (
        ends is not None
        and ends[0].stream is None
        and ends[1].stream is not None
        and bool(ends[1].stream.discriminator)
    )
