"""Stage lower: responses that come piece by piece → `Stream`.

What comes in: a call, its body and the contents of its success response. What goes out: what streams, and whether
always or only when a boolean property of the body asks for it.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from ..ir import Body, ContentKind, Field, Nullable, Param, ParamWhere, Scalar, ScalarKind, StreamKind
from ..values import dataclass
from .calls import Call
from .contents import RawContent

if TYPE_CHECKING:
    from ..config.model import MethodStreaming

_KINDS = {ContentKind.SSE: StreamKind.SSE, ContentKind.JSONL: StreamKind.JSONL}
_USUAL_DISCRIMINATOR = "stream"


@dataclass(frozen=True, slots=True)
class Streaming:
    """How an operation streams: the content that does, and what asks for it (None: always), in `body` or `query`."""

    kind: StreamKind
    content: RawContent
    discriminator: str | None
    place: str = "body"


def find_streaming(
    call: Call, contents: list[RawContent], params: tuple[Param, ...], body: Body | None
) -> Streaming | None:
    """How the success response streams; None when it does not.

    With a streaming and another content, a boolean `stream` of the body or the query (or the configured one) decides;
    without such a one the other content is what methods return.
    """
    written = call.config.streaming if call.config is not None else None
    known = _places(params, body)
    if written is not None and not _can_be_asked(call, written, known):
        return None
    streaming = next((raw for raw in contents if raw.kind in _KINDS), None)
    others = [raw for raw in contents if raw.kind not in _KINDS]
    if streaming is None and written is not None and contents:
        return Streaming(StreamKind.SSE, contents[0], written.discriminator, known.get(written.discriminator, "body"))
    if streaming is None:
        return None
    kind = _KINDS[streaming.kind]
    if written is not None:
        return Streaming(kind, streaming, written.discriminator, known.get(written.discriminator, "body"))
    if not others:
        return Streaming(kind, streaming, None)
    if _has_boolean(params, body, _USUAL_DISCRIMINATOR):
        return Streaming(kind, streaming, _USUAL_DISCRIMINATOR, known[_USUAL_DISCRIMINATOR])
    message = f"`{streaming.media_type}` is left out: no boolean `{_USUAL_DISCRIMINATOR}` of the request asks for it"
    call.ctx.diagnostics.note("Response/Stream", message, streaming.origin)
    return None


def _places(params: tuple[Param, ...], body: Body | None) -> dict[str | None, str]:
    """Where what may ask for a stream is sent: the properties of a body that are arguments, else of the query."""
    query: dict[str | None, str] = {param.wire: "query" for param in params if param.where is ParamWhere.QUERY}
    return query | {field.wire: "body" for field in (body.spread or () if body is not None else ())}


def _can_be_asked(call: Call, written: MethodStreaming, known: dict[str | None, str]) -> bool:
    """Whether the request has what is configured to ask for a stream; an error with the nearest if not."""
    flag = written.discriminator
    if flag is None or flag in known:
        return True
    near = difflib.get_close_matches(flag, [name for name in known if name is not None], n=1)
    hint = f"did you mean `{near[0]}`?" if near else None
    message = f"the request of `{call.id}` has no `{flag}` to ask for a stream with"
    place = written.origin.child("param_discriminator")
    call.ctx.diagnostics.error("Config/UnknownTarget", message, place, hint=hint)
    return False


def _has_boolean(params: tuple[Param, ...], body: Body | None, wire: str) -> bool:
    sent: list[Field | Param] = [*(body.spread or ())] if body is not None else []
    for field in (*sent, *(param for param in params if param.where is ParamWhere.QUERY)):
        type_ = field.type.type if isinstance(field.type, Nullable) else field.type
        if field.wire == wire:
            is_boolean = isinstance(type_, Scalar) and type_.kind is ScalarKind.BOOLEAN
            return is_boolean or getattr(type_, "base", None) is ScalarKind.BOOLEAN
    return False
