"""Bodies of `multipart/form-data` (RFC 7578).

In: fields by wire name, files among them. Out: the content type with its boundary, and bytes or a stream. The caller's
data is not changed. Names cannot break out of their header: quotes and line breaks are escaped as browsers do (WHATWG
HTML, "multipart/form-data encoding algorithm"); in media types and further headers, which have no escapes, they are
refused.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ._content import BodyStream, FileSource, join_pieces
from ._files import FilePart, is_file, read_file_part
from ._qs import PUBLISHED_PARTS, ArrayFormat, MultipartFormat, flatten, item_key
from ._styles import BodyEncoding, check_header
from ._types import SENTINELS, RequestFiles
from ._utils._text import content_text, plain, text_of

__all__ = ["encode_multipart"]

_ESCAPES = {"\r": "%0D", "\n": "%0A", '"': "%22"}
_ESCAPED = re.compile(r'[\r\n"]')
_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+").fullmatch

_JSON = "application/json"


def encode_multipart(
    body: object,
    *,
    files: RequestFiles | None = None,
    encodings: Mapping[str, BodyEncoding] | None = None,
    file_fields: frozenset[str] = frozenset(),
    format: MultipartFormat = PUBLISHED_PARTS,
) -> tuple[str, bytes | BodyStream]:
    """Writes a multipart body; (content type, body).

    Lists and dicts become fields in the given format, unless `encodings` says otherwise: a JSON media type makes one
    JSON part, `style: form` repeats the plain key.

    Args:
      body: the fields by wire name; files among them are recognised.
      files: further files.
      encodings: the document's Encoding Objects by wire name.
      file_fields: wire names that must hold files, see `_files.file_fields`.
      format: how lists and dicts become fields.

    Raises:
      TypeError: a body that is not a mapping, or no file where one is expected (names the key).
      ValueError: a media type or header of a part that would break the body.
    """
    boundary = os.urandom(16).hex()
    delimiter = f"--{boundary}\r\n".encode("ascii")
    pieces: list[bytes | FileSource] = []
    for part in _parts(body, files, encodings or {}, file_fields, format):
        pieces.append(delimiter)
        pieces.extend(part)
        pieces.append(b"\r\n")
    pieces.append(f"--{boundary}--\r\n".encode("ascii"))
    return f"multipart/form-data; boundary={boundary}", join_pieces(pieces)


def _parts(
    body: object,
    files: RequestFiles | None,
    encodings: Mapping[str, BodyEncoding],
    file_fields: frozenset[str],
    format: MultipartFormat,
) -> Iterator[list[bytes | FileSource]]:
    fields = {} if body is None else plain(body)
    if not isinstance(fields, dict):
        raise TypeError(f"Expected the multipart body to be a mapping but received {type(body).__name__}")
    for key, value in fields.items():
        encoding = encodings.get(key)
        for name, leaf in _leaves(key, value, encoding, format):
            if key in file_fields or is_file(leaf):
                yield _file_part(name, read_file_part(name, leaf), encoding)
            else:
                yield _field_part(name, leaf, encoding, format.array)
    for key, file in files.items() if isinstance(files, Mapping) else files or ():
        yield _file_part(key, read_file_part(key, file), encodings.get(key))


def _leaves(key: str, value: Any, encoding: BodyEncoding | None, format: MultipartFormat) -> Iterator[tuple[str, Any]]:
    """The parts of one property: (name, file or field). None and sentinels are left out."""
    array = format.array
    if encoding is not None and not is_file(value) and isinstance(plain(value), (list, dict)):
        if encoding.style == "form" and encoding.explode is not False:
            array = "repeat"
        elif encoding.content_type is not None and not _holds_file(value):
            yield key, content_text(plain(value), encoding.content_type)
            return
    if format.nested != "json":
        yield from flatten(key, value, array, format.nested, is_file)
        return
    given: Any = value if is_file(value) else plain(value)
    if isinstance(given, list) and array != "comma":
        found = [(item_key(key, index, array), item) for index, item in enumerate(given)]
    else:
        found = [(key, given)]
    yield from ((name, item) for name, item in found if item is not None and type(item) not in SENTINELS)


def _holds_file(value: object) -> bool:
    return isinstance(value, (list, tuple)) and any(is_file(item) for item in value)


def _field_part(key: str, leaf: object, encoding: BodyEncoding | None, array: ArrayFormat) -> list[bytes | FileSource]:
    value = plain(leaf)
    content_type = _one_type(encoding)
    if isinstance(value, list) and array == "comma":
        value = ",".join(text_of(item) for item in value if item is not None)
    elif isinstance(value, (dict, list)) and content_type is None:
        content_type = _JSON
    return [_head(key, None, content_type, {}), text_of(value).encode()]


def _file_part(key: str, part: FilePart, encoding: BodyEncoding | None) -> list[bytes | FileSource]:
    content_type = part.content_type
    declared = _one_type(encoding)
    if declared is not None and content_type in (None, "application/octet-stream"):
        content_type = declared
    return [_head(key, part.name, content_type, part.headers), part.content]


def _one_type(encoding: BodyEncoding | None) -> str | None:
    """The media type to send: an Encoding Object may also hold a list, or a range such as `image/*`."""
    declared = None if encoding is None else encoding.content_type
    return None if declared is None or "," in declared or "*" in declared else declared


def _head(key: str, file_name: str | None, content_type: str | None, headers: Mapping[str, str]) -> bytes:
    disposition = f'form-data; name="{_quoted(key)}"'
    if file_name is not None:
        disposition += f'; filename="{_quoted(file_name)}"'
    lines = [f"Content-Disposition: {disposition}"]
    own = {name.lower() for name in headers}
    if content_type is not None and "content-type" not in own:
        check_header("Content-Type", content_type)
        lines.append(f"Content-Type: {content_type}")
    for name, value in headers.items():
        if not _TOKEN(name) or name.lower() == "content-disposition":
            raise ValueError(f"The header {name!r} of the part `{key}` cannot be sent")
        check_header(name, value)
        lines.append(f"{name}: {value}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _quoted(text: str) -> str:
    return _ESCAPED.sub(lambda match: _ESCAPES[match.group()], text)
