"""Webhooks and callbacks: what the API sends to its users. Their payloads are judged as responses are."""

from __future__ import annotations

from ...ir import Hook
from ..changes import Direction, Sdk, Wire
from ..rule import rule
from ..subjects import HookPair

RESP = Direction.RESPONSE


def _is_webhook(hook: Hook | None) -> bool:
    return hook is not None and hook.operation is None


@rule("HOK-01", "webhook added", RESP, Wire.COMPATIBLE, Sdk.MINOR, on=HookPair)
def webhook_added(pair: HookPair) -> bool:
    return _is_webhook(pair.added)


@rule("HOK-02", "webhook removed", RESP, Wire.BREAKING, Sdk.MAJOR, on=HookPair)
def webhook_removed(pair: HookPair) -> bool:
    return _is_webhook(pair.removed)


@rule("HOK-03", "webhook renamed", RESP, Wire.BREAKING, Sdk.PATCH, on=HookPair)
def webhook_renamed(pair: HookPair) -> str | None:
    if pair.both is None or pair.both[0].name == pair.both[1].name:
        return None
    return f"`{pair.both[0].name}` -> `{pair.both[1].name}`, {pair.similarity:.0%} alike"


@rule("HOK-08", "expected answer changed", Direction.NEITHER, Wire.BREAKING, Sdk.NONE, on=HookPair)
def answer_tightened(pair: HookPair) -> str | None:
    """An answer that the receivers give now is no longer among the expected ones."""
    if pair.both is None:
        return None
    gone = [status for status in pair.both[0].statuses if status not in pair.both[1].statuses]
    return ", ".join(gone) or None


@rule("HOK-09", "callback added", RESP, Wire.COMPATIBLE, Sdk.MINOR, on=HookPair)
def callback_added(pair: HookPair) -> bool:
    return pair.added is not None and not _is_webhook(pair.added)


@rule("HOK-10", "callback removed", RESP, Wire.BREAKING, Sdk.MAJOR, on=HookPair)
def callback_removed(pair: HookPair) -> bool:
    return pair.removed is not None and not _is_webhook(pair.removed)


@rule("HOK-11", "URL of a callback changed", RESP, Wire.WARNING, Sdk.NONE, on=HookPair)
def expression_changed(pair: HookPair) -> str | None:
    if pair.both is None or pair.both[0].expression == pair.both[1].expression:
        return None
    return f"{pair.both[0].expression} -> {pair.both[1].expression}"


@rule("HOK-12", "headers that come with it changed", RESP, Wire.BREAKING, Sdk.NONE, on=HookPair)
def headers_changed(pair: HookPair) -> str | None:
    """The signature is verified with one of them."""
    if pair.both is None:
        return None
    old, new = ({name.lower(): name for name in hook.headers} for hook in pair.both)
    return ", ".join(f"`{old[name]}`" for name in old if name not in new) or None
