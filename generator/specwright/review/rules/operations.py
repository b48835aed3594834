"""Operations: added, removed, moved to another method, name or resource."""

from __future__ import annotations

from ...ir import Operation
from ..changes import Direction, Sdk, Wire
from ..lifecycle import is_past, sunset_of
from ..operations import method_path
from ..pairing import letters
from ..rule import rule
from ..subjects import Call, MethodPair, OperationPair

NO = Direction.NEITHER


def _both(pair: OperationPair) -> tuple[Operation, Operation] | None:
    return None if pair.old is None or pair.new is None else (pair.old.operation, pair.new.operation)


@rule("OP-01", "operation added", NO, Wire.COMPATIBLE, Sdk.MINOR, on=OperationPair)
def operation_added(pair: OperationPair) -> bool:
    return pair.added is not None and not pair.kept


@rule("OP-02", "operation removed", NO, Wire.BREAKING, Sdk.MAJOR, on=OperationPair)
def operation_removed(pair: OperationPair) -> bool:
    old = pair.removed
    return old is not None and not pair.kept and not (old.operation.deprecated and sunset_of(old.operation))


@rule("OP-03", "deprecated operation removed after its sunset", NO, Wire.WARNING, Sdk.MAJOR, on=OperationPair)
def removed_after_sunset(pair: OperationPair) -> bool:
    old = pair.removed
    return old is not None and not pair.kept and old.operation.deprecated and is_past(old.operation, pair.policy)


@rule("LIF-09", "deprecated operation removed before its sunset", NO, Wire.BREAKING, Sdk.MAJOR, on=OperationPair)
def removed_before_sunset(pair: OperationPair) -> str | None:
    old = pair.removed
    if old is None or pair.kept or not old.operation.deprecated or is_past(old.operation, pair.policy):
        return None
    return old.operation.life.sunset if sunset_of(old.operation) else None


@rule("OP-04", "HTTP method changed", NO, Wire.BREAKING, Sdk.NONE, on=OperationPair, edit="method")
def method_changed(pair: OperationPair) -> str | None:
    ends = _both(pair)
    if ends is None or ends[0].method == ends[1].method:
        return None
    return f"{ends[0].method.upper()} -> {ends[1].method.upper()}"


@rule("OP-21", "method with a body became one without", NO, Wire.WARNING, Sdk.NONE, on=OperationPair, edit="method")
def body_where_none_belongs(pair: OperationPair) -> str | None:
    """RFC 9110, 9.3: content in a GET, HEAD or DELETE request has no defined semantics."""
    ends = _both(pair)
    bodiless = ("get", "head", "delete")
    if ends is None or ends[1].body is None or ends[1].method not in bodiless or ends[0].method in bodiless:
        return None
    return f"{ends[1].method.upper()} with a body"


def _ids(pair: OperationPair) -> tuple[str | None, str | None] | None:
    """Both operationIds when they differ and the Python method is called otherwise for it."""
    ends = _both(pair)
    if ends is None or pair.taken:
        return None
    old, new = (operation.operation_id for operation in ends)
    if old == new or (old and new and letters(old) == letters(new)):
        return None
    return (old, new) if _names(pair)[0] != _names(pair)[1] else None


def _names(pair: OperationPair) -> tuple[str | None, str | None]:
    """What the methods are called in Python, None for none."""
    old, new = (call.method.name.text if call and call.method else None for call in (pair.old, pair.new))
    return old, new


@rule("OP-05", "operationId changed", NO, Wire.NONE, Sdk.MAJOR, on=OperationPair)
def operation_id_changed(pair: OperationPair) -> str | None:
    ids = _ids(pair)
    return f"{ids[0]} -> {ids[1]}" if ids is not None and all(ids) else None


@rule("OP-07", "operationId added", NO, Wire.NONE, Sdk.MAJOR, on=OperationPair)
def operation_id_added(pair: OperationPair) -> str | None:
    ids = _ids(pair)
    return ids[1] if ids is not None and ids[0] is None else None


@rule("OP-08", "operationId removed", NO, Wire.NONE, Sdk.MAJOR, on=OperationPair)
def operation_id_removed(pair: OperationPair) -> str | None:
    ids = _ids(pair)
    return ids[0] if ids is not None and ids[1] is None else None


def _endpoints(pair: MethodPair) -> str | None:
    return " -> ".join(f"`{call.operation.id}`" for call in pair.both) if pair.both is not None else None


@rule("OP-09", "method calls another operation now", NO, Wire.NONE, Sdk.MAJOR, on=MethodPair, edit="name", behind=True)
def operation_ids_swapped(pair: MethodPair) -> str | None:
    """The worst case, as when two operationIds are swapped: nothing in the method's name says so."""
    return None if pair.is_new else _endpoints(pair)


@rule("OP-10", "method calls a new operation now", NO, Wire.NONE, Sdk.MAJOR, on=MethodPair, edit="name", behind=True)
def name_taken(pair: MethodPair) -> str | None:
    """A new operation is called as an older one was, which has to be called otherwise."""
    return _endpoints(pair) if pair.is_new else None


def _tags_moved(pair: OperationPair) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    ends = _both(pair)
    return None if ends is None or ends[0].tags == ends[1].tags else (ends[0].tags, ends[1].tags)


def _is_moved(old: Call | None, new: Call | None) -> bool:
    """Whether the method hangs at another resource."""
    return old is not None and new is not None and bool(old.method and new.method) and old.resource != new.resource


def _shown(path: tuple[str, ...]) -> str:
    return ".".join(("client", *path))


@rule("OP-11", "first tag changed: the method moves", NO, Wire.NONE, Sdk.MAJOR, on=OperationPair, edit="tags")
def first_tag_changed(pair: OperationPair) -> str | None:
    tags = _tags_moved(pair)
    if tags is None or pair.old is None or pair.new is None or not _is_moved(pair.old, pair.new):
        return None
    if sorted(tags[0]) == sorted(tags[1]):
        return None
    return f"{_shown(pair.old.resource)} -> {_shown(pair.new.resource)}"


@rule("OP-12", "tags changed", NO, Wire.DOCS, Sdk.PATCH, on=OperationPair, edit="tags")
def tags_changed(pair: OperationPair) -> str | None:
    tags = _tags_moved(pair)
    if tags is None or _is_moved(pair.old, pair.new) or sorted(tags[0]) == sorted(tags[1]):
        return None
    return f"{', '.join(tags[0]) or 'none'} -> {', '.join(tags[1]) or 'none'}"


@rule("OP-13", "order of tags changed: the method moves", NO, Wire.NONE, Sdk.MAJOR, on=OperationPair, edit="tags")
def tags_reordered(pair: OperationPair) -> str | None:
    tags = _tags_moved(pair)
    if tags is None or pair.old is None or pair.new is None or not _is_moved(pair.old, pair.new):
        return None
    if sorted(tags[0]) != sorted(tags[1]):
        return None
    return f"{_shown(pair.old.resource)} -> {_shown(pair.new.resource)}"


def _shape(operation: Operation) -> tuple[object, ...]:
    """What names are made from when nobody asks for one: with it, a name is part of another change."""
    return operation.operation_id, operation.tags, operation.path, operation.method, operation.result_type


@rule("OP-18", "method is called otherwise in Python", NO, Wire.NONE, Sdk.MAJOR, on=OperationPair)
def renamed_by_configuration(pair: OperationPair) -> str | None:
    ends = _both(pair)
    if ends is None or pair.taken or pair.old is None or pair.new is None:
        return None
    if pair.old.method is None or pair.new.method is None or _shape(ends[0]) != _shape(ends[1]):
        return None
    old, new = method_path(pair.old), method_path(pair.new)
    return f"{_shown(old)} -> {_shown(new)}" if old != new else None


@rule("OP-19", "operation has no method any more", NO, Wire.NONE, Sdk.MAJOR, on=OperationPair)
def method_dropped(pair: OperationPair) -> bool:
    """By an extension (`x-stainless-skip`) or the configuration: on the wire it is still there."""
    return pair.removed is not None and pair.kept


@rule("OP-20", "operation has a method now", NO, Wire.NONE, Sdk.MINOR, on=OperationPair)
def method_added(pair: OperationPair) -> bool:
    return pair.added is not None and pair.kept


@rule("OP-17", "servers of the operation changed", NO, Wire.BREAKING, Sdk.PATCH, on=OperationPair)
def operation_servers(pair: OperationPair) -> str | None:
    ends = _both(pair)
    if ends is None or ends[0].servers == ends[1].servers:
        return None
    return f"{', '.join(ends[0].servers) or 'the API'} -> {', '.join(ends[1].servers) or 'the API'}"


@rule("STR-02", "streaming added beside the plain answer", NO, Wire.COMPATIBLE, Sdk.MINOR, on=OperationPair)
def streaming_added(pair: OperationPair) -> bool:
    ends = _both(pair)
    return ends is not None and ends[0].stream is None and bool(ends[1].stream and ends[1].stream.discriminator)
