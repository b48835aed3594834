"""Life cycle: deprecations, sunsets, stability."""

from __future__ import annotations

from ...ir import Operation
from ..changes import Direction, Sdk, Wire
from ..lifecycle import is_too_soon, sunset_of
from ..rule import rule
from ..subjects import FieldPair, OperationPair, OutcomePair

NO, BOTH = Direction.NEITHER, Direction.BOTH

_UNSTABLE = ("draft", "alpha")
_LEVELS = ("draft", "alpha", "beta", "stable")


def _both(pair: OperationPair) -> tuple[Operation, Operation] | None:
    return None if pair.old is None or pair.new is None else (pair.old.operation, pair.new.operation)


def _deprecated_now(pair: OperationPair) -> Operation | None:
    ends = _both(pair)
    return ends[1] if ends is not None and not ends[0].deprecated and ends[1].deprecated else None


@rule("LIF-01", "operation deprecated", NO, Wire.COMPATIBLE, Sdk.PATCH, on=OperationPair, edit="life")
def deprecated(pair: OperationPair) -> str | bool:
    new = _deprecated_now(pair)
    if new is None or is_too_soon(new, pair.policy) or (pair.policy.notice_days and not sunset_of(new)):
        return False
    return f"until {new.life.sunset}" if sunset_of(new) else True


@rule("LIF-02", "operation deprecated without a sunset", NO, Wire.WARNING, Sdk.PATCH, on=OperationPair, edit="life")
def deprecated_without_sunset(pair: OperationPair) -> bool:
    """Only where the policy asks for notice."""
    new = _deprecated_now(pair)
    return new is not None and bool(pair.policy.notice_days) and sunset_of(new) is None


@rule("LIF-03", "sunset is closer than the policy allows", NO, Wire.BREAKING, Sdk.PATCH, on=OperationPair, edit="life")
def sunset_too_soon(pair: OperationPair) -> str | None:
    new = _deprecated_now(pair)
    return new.life.sunset if new is not None and is_too_soon(new, pair.policy) else None


def _sunsets(pair: OperationPair) -> tuple[str, str] | None:
    """Both sunsets of an operation that was deprecated already, when they are two dates that differ."""
    ends = _both(pair)
    if ends is None or not (ends[0].deprecated and ends[1].deprecated):
        return None
    old, new = (sunset_of(operation) for operation in ends)
    return None if old is None or new is None or old == new else (str(old), str(new))


@rule("LIF-04", "sunset moved earlier", NO, Wire.BREAKING, Sdk.PATCH, on=OperationPair, edit="sunset")
def sunset_earlier(pair: OperationPair) -> str | None:
    found = _sunsets(pair)
    return f"{found[0]} -> {found[1]}" if found and found[1] < found[0] else None


@rule("LIF-05", "sunset moved later", NO, Wire.COMPATIBLE, Sdk.PATCH, on=OperationPair, edit="sunset")
def sunset_later(pair: OperationPair) -> str | None:
    found = _sunsets(pair)
    return f"{found[0]} -> {found[1]}" if found and found[1] > found[0] else None


@rule("LIF-06", "sunset removed", NO, Wire.WARNING, Sdk.PATCH, on=OperationPair, edit="sunset")
def sunset_removed(pair: OperationPair) -> str | None:
    ends = _both(pair)
    if ends is None or not ends[1].deprecated or ends[1].life.sunset is not None:
        return None
    return ends[0].life.sunset


@rule("LIF-07", "sunset is no date", NO, Wire.WARNING, Sdk.NONE, on=OperationPair, edit="sunset")
def sunset_is_no_date(pair: OperationPair) -> str | None:
    if pair.new is None or sunset_of(pair.new.operation) is not None:
        return None
    written = pair.new.operation.life.sunset
    return written if pair.old is None or pair.old.operation.life.sunset != written else None


@rule("LIF-08", "operation no longer deprecated", NO, Wire.COMPATIBLE, Sdk.PATCH, on=OperationPair, edit="life")
def undeprecated(pair: OperationPair) -> bool:
    ends = _both(pair)
    return ends is not None and ends[0].deprecated and not ends[1].deprecated


@rule("LIF-10", "property deprecated", BOTH, Wire.COMPATIBLE, Sdk.PATCH, on=FieldPair, edit="deprecated")
def property_deprecated(pair: FieldPair) -> bool:
    return pair.both is not None and not pair.both[0].deprecated and pair.both[1].deprecated


def _levels(pair: OperationPair) -> tuple[int, int] | None:
    ends = _both(pair)
    if ends is None:
        return None
    old, new = (operation.life.stability or "stable" for operation in ends)
    return (_LEVELS.index(old), _LEVELS.index(new)) if old in _LEVELS and new in _LEVELS else None


@rule("LIF-11", "stability raised", NO, Wire.COMPATIBLE, Sdk.PATCH, on=OperationPair, edit="stability")
def stability_raised(pair: OperationPair) -> str | None:
    found = _levels(pair)
    return f"{_LEVELS[found[0]]} -> {_LEVELS[found[1]]}" if found and found[1] > found[0] else None


@rule("LIF-12", "stability lowered", NO, Wire.BREAKING, Sdk.PATCH, on=OperationPair, edit="stability")
def stability_lowered(pair: OperationPair) -> str | None:
    found = _levels(pair)
    return f"{_LEVELS[found[0]]} -> {_LEVELS[found[1]]}" if found and found[1] < found[0] else None


@rule("LIF-13", "breaks only operations that promised nothing yet", NO, Wire.WARNING, Sdk.MAJOR, on=OutcomePair)
def nothing_was_promised(pair: OutcomePair) -> bool:
    return bool(pair.old) and all(stability in _UNSTABLE for stability in pair.old or ())


@rule("LIF-14", "operation marked internal", NO, Wire.WARNING, Sdk.PATCH, on=OperationPair, edit="internal")
def became_internal(pair: OperationPair) -> bool:
    ends = _both(pair)
    return ends is not None and not ends[0].life.internal and ends[1].life.internal


@rule("LIF-16", "property no longer deprecated", BOTH, Wire.COMPATIBLE, Sdk.PATCH, on=FieldPair, edit="deprecated")
def property_undeprecated(pair: FieldPair) -> bool:
    return pair.both is not None and pair.both[0].deprecated and not pair.both[1].deprecated


@rule("LIF-17", "sunset set", NO, Wire.COMPATIBLE, Sdk.PATCH, on=OperationPair, edit="sunset")
def sunset_set(pair: OperationPair) -> str | None:
    ends = _both(pair)
    if ends is None or not (ends[0].deprecated and ends[1].deprecated) or ends[0].life.sunset is not None:
        return None
    return ends[1].life.sunset if sunset_of(ends[1]) else None


@rule("LIF-18", "operation no longer internal", NO, Wire.COMPATIBLE, Sdk.PATCH, on=OperationPair, edit="internal")
def no_longer_internal(pair: OperationPair) -> bool:
    ends = _both(pair)
    return ends is not None and ends[0].life.internal and not ends[1].life.internal
