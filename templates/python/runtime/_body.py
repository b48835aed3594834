"""Request bodies: from data, files or raw content to bytes or a stream, with the media type they are sent as."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ._qs import PUBLISHED_PARTS, MultipartFormat
from ._request import NO_BODY_METHODS, FinalRequestOptions
from ._types import NotGiven, Omit
from ._utils._json import json_bytes
from ._utils._record import Record

if TYPE_CHECKING:
    from ._content import BodyStream

__all__ = ["EncodedBody", "encode_body"]


class EncodedBody(Record):
    """A body, ready to be sent. `content_type` None: the request's default one."""

    content_type: str | None
    content: bytes | BodyStream

    @property
    def length(self) -> int | None:
        """The number of bytes, None when it cannot be told before they are sent."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.length

    @property
    def replayable(self) -> bool:
        """Whether it can be sent a second time."""
        return isinstance(self.content, bytes) or self.content.replayable


def encode_body(options: FinalRequestOptions, multipart: MultipartFormat = PUBLISHED_PARTS) -> EncodedBody | None:
    """The body of a call; None for a request without one. `multipart`: how lists and dicts
    are sent there.

    Raises:
      TypeError: several bodies at once, or one that does not fit its media type.
      RuntimeError: `extra_body` with a body that is not an object.
      ValueError: NaN or an infinity in JSON.
      OSError: there is no file at a path.
    """
    if options.method in NO_BODY_METHODS:
        return None
    data = options.json_data
    absent = isinstance(data, (NotGiven, Omit))
    if options.content is not None:
        return _encode_raw(options, absent)
    if options.extra_json is not None:
        data = _merge(None if absent else data, options.extra_json)
    elif absent and options.files is None:
        return None
    if options.files is not None:
        return _encode_multipart(options, None if isinstance(data, (NotGiven, Omit)) else data, multipart)
    if isinstance(data, (bytes, bytearray)) and options.plan.body_kind == "json":
        warnings.warn("Passing bytes as `body` is deprecated: they go into `content`", DeprecationWarning, stacklevel=5)
        return EncodedBody(None, bytes(data))
    return _encode_data(options, data, multipart)


def _encode_raw(options: FinalRequestOptions, absent: bool) -> EncodedBody:
    if not absent:
        raise TypeError("`body` and `content` cannot be passed together")
    if options.files is not None:
        raise TypeError("`files` and `content` cannot be passed together")
    from ._content import encode_content

    return EncodedBody(None, encode_content(options.content))


def _merge(data: object, extra: object) -> object:
    if data is None:
        return extra
    if isinstance(data, Mapping) and isinstance(extra, Mapping):
        return {**data, **extra}
    raise RuntimeError(f"`extra_body` can be merged into an object only, but the body is {type(data).__name__}")


def _encode_data(options: FinalRequestOptions, data: object, multipart: MultipartFormat) -> EncodedBody:
    plan = options.plan
    kind = plan.body_kind
    if kind == "json":
        return EncodedBody(None, json_bytes(data))
    if kind == "multipart":
        return _encode_multipart(options, data, multipart)
    if kind == "form":
        from ._forms import encode_form

        return EncodedBody(plan.content_type, encode_form(data, encodings=plan.body_encodings))
    if kind == "xml" and not isinstance(data, (str, bytes)):
        from ._xml import to_xml

        return EncodedBody(plan.content_type, to_xml(data, root=plan.xml_root))
    from ._content import encode_content

    return EncodedBody(plan.content_type, encode_content(data))


def _encode_multipart(options: FinalRequestOptions, data: object, format: MultipartFormat) -> EncodedBody:
    from ._files import file_fields
    from ._multipart import encode_multipart

    plan = options.plan
    params: Any = plan.param_types[1]
    content_type, content = encode_multipart(
        data,
        files=options.files,
        encodings=plan.body_encodings,
        file_fields=frozenset() if params is None else file_fields(params),
        format=format,
    )
    return EncodedBody(content_type, content)
