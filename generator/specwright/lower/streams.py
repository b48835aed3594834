"""Stage lower: responses that come piece by piece → `Stream`.

What comes in: a call, its body and the contents of its success response. What goes out: what streams, and whether
always or only when a boolean property of the body asks for it.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from ..ir import Body, ContentKind, Nullable, Scalar, ScalarKind, StreamKind
from ..values import dataclass
from .calls import Call
from .contents import RawContent

if TYPE_CHECKING:
    from ..config.model import MethodStreaming

_KINDS = {ContentKind.SSE: StreamKind.SSE, ContentKind.JSONL: StreamKind.JSONL}
_USUAL_DISCRIMINATOR = "stream"


@dataclass(frozen=True, slots=True)
class Streaming:
    """How an operation streams: the content that does, and the body property that asks for it (None: always)."""

    kind: StreamKind
    content: RawContent
    discriminator: str | None


def find_streaming(call: Call, contents: list[RawContent], body: Body | None) -> Streaming | None:
    """How the success response streams; None when it does not.

    With a streaming and another content, a boolean property `stream` of the body (or the configured one) decides;
    without such a property the other content is what methods return.
    """
    written = call.config.streaming if call.config is not None else None
    if written is not None and not _can_be_asked(call, written, body):
        return None
    streaming = next((raw for raw in contents if raw.kind in _KINDS), None)
    others = [raw for raw in contents if raw.kind not in _KINDS]
    if streaming is None and written is not None and contents:
        return Streaming(StreamKind.SSE, contents[0], written.discriminator)
    if streaming is None:
        return None
    kind = _KINDS[streaming.kind]
    if written is not None:
        return Streaming(kind, streaming, written.discriminator)
    if not others:
        return Streaming(kind, streaming, None)
    if _has_boolean(body, _USUAL_DISCRIMINATOR):
        return Streaming(kind, streaming, _USUAL_DISCRIMINATOR)
    message = f"`{streaming.media_type}` is left out: no boolean `{_USUAL_DISCRIMINATOR}` in the body asks for it"
    call.ctx.diagnostics.note("Response/Stream", message, streaming.origin)
    return None


def _can_be_asked(call: Call, written: MethodStreaming, body: Body | None) -> bool:
    """Whether the body has the property that is configured to ask for a stream; an error with the nearest if not."""
    flag = written.discriminator
    known = [field.wire for field in (body.spread or () if body is not None else ())]
    if flag is None or flag in known:
        return True
    near = difflib.get_close_matches(flag, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else None
    message = f"the body of `{call.id}` has no property `{flag}` to ask for a stream with"
    place = written.origin.child("param_discriminator")
    call.ctx.diagnostics.error("Config/UnknownTarget", message, place, hint=hint)
    return False


def _has_boolean(body: Body | None, wire: str) -> bool:
    for field in body.spread or () if body is not None else ():
        type_ = field.type.type if isinstance(field.type, Nullable) else field.type
        if field.wire == wire:
            is_boolean = isinstance(type_, Scalar) and type_.kind is ScalarKind.BOOLEAN
            return is_boolean or getattr(type_, "base", None) is ScalarKind.BOOLEAN
    return False
