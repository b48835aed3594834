"""Files as parameters: what counts as one, and the name and media type it is sent with."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePath
from typing import IO, Any, cast, get_args, get_origin

from typing_extensions import TypeIs

from ._content import FileSource, is_open_file
from ._types import Base64FileInput, FileContent, FileTypes
from ._utils._annotations import typed_dict_hints
from ._utils._typing import is_typed_dict, is_union, sequence_item, unwrap

__all__ = ["FilePart", "file_fields", "file_from_path", "is_base64_file_input", "is_file_content", "read_file_part"]


def file_from_path(path: str | os.PathLike[str]) -> tuple[str, bytes]:
    """Reads a file: (its base name, its bytes), as a file parameter takes it."""
    file = Path(path)
    return file.name, file.read_bytes()


def is_file_content(value: object) -> TypeIs[FileContent]:
    return isinstance(value, (bytes, bytearray, os.PathLike)) or is_open_file(value)


def is_base64_file_input(value: object) -> TypeIs[Base64FileInput]:
    return is_file_content(value)


def is_file(value: object) -> TypeIs[FileTypes]:
    """Whether a value can only be meant as a file: its content, or a tuple that holds it."""
    return is_file_content(value) or (isinstance(value, tuple) and 2 <= len(value) <= 4 and is_file_content(value[1]))


class FilePart:
    """A file as a part of a multipart body. `name` None: the part is sent without a file name."""

    __slots__ = ("content", "content_type", "headers", "name")

    def __init__(
        self, name: str | None, content: bytes | FileSource, content_type: str | None, headers: Mapping[str, str]
    ) -> None:
        self.name = name
        self.content = content
        self.content_type = content_type
        self.headers = headers


def read_file_part(key: str, file: object) -> FilePart:
    """Takes a file parameter apart.

    A path is sent with its base name, an open file with that of its `name`, and bytes with the name `upload`. Without a
    media type the one that fits the name is sent.

    Raises:
      TypeError: names `key` and what was received instead of a file.
      OSError: there is no file at the path.
    """
    name: str | None
    if isinstance(file, tuple):
        if not 2 <= len(file) <= 4 or not isinstance(file[0], (str, type(None))):
            raise TypeError(
                f"Expected the file `{key}` as a tuple to be (name, content), (name, content, content type) or "
                "(name, content, content type, headers)"
            )
        name, content = file[0], file[1]
        content_type = file[2] if len(file) > 2 else None
        headers = file[3] if len(file) > 3 else {}
    else:
        content, content_type, headers = file, None, {}
        name = _name_of(file)
    if not is_file_content(content):
        raise TypeError(
            f"Expected `{key}` to be bytes, an open binary file, a path (os.PathLike) or a tuple of a name and one of "
            f"these but received {type(content).__name__}"
        )
    data = bytes(content) if isinstance(content, (bytes, bytearray)) else FileSource(content)
    return FilePart(name, data, content_type or _guess_type(name), headers or {})


def _name_of(content: object) -> str:
    name: object = content if isinstance(content, os.PathLike) else getattr(content, "name", None)
    if isinstance(name, os.PathLike):
        name = os.fspath(cast("os.PathLike[str]", name))
    # A file opened by its descriptor has a number for a name.
    return PurePath(name).name if isinstance(name, str) and name else "upload"


def _guess_type(name: str | None) -> str | None:
    return None if name is None else (mimetypes.guess_type(name)[0] or "application/octet-stream")


@cache
def file_fields(params: Any) -> frozenset[str]:
    """The wire names of a params `TypedDict`, or of a union of them, whose values are files, or lists of files.

    What may be something else as well, as an object, is a file if its value is one.
    """
    from ._utils._transform import PropertyInfo

    params, _ = unwrap(params)
    if is_union(params):
        return frozenset().union(*map(file_fields, get_args(params)))
    found: set[str] = set()
    for name, hint in typed_dict_hints(params).items():
        inner, metadata = unwrap(hint)
        infos = [entry for entry in metadata if isinstance(entry, PropertyInfo)]
        if not any(info.format == "base64" for info in infos) and _holds_files(inner):
            found.add(next((info.alias for info in infos if info.alias is not None), name))
    return frozenset(found)


def _is_no_file(annotation: Any) -> bool:
    inner, _ = unwrap(annotation)
    return is_typed_dict(inner) or get_origin(inner) is dict or inner in (str, int, float, bool)


def _holds_files(annotation: Any, inside: frozenset[Any] = frozenset()) -> bool:
    inner, _ = unwrap(annotation)
    if inner in inside:  # an alias that contains itself
        return False
    if is_union(inner):
        arms = get_args(inner)
        return any(_holds_files(arm, inside | {inner}) for arm in arms) and not any(map(_is_no_file, arms))
    if (item := sequence_item(inner)) is not None:
        return _holds_files(item, inside | {inner})
    return inner is bytes or inner is IO or get_origin(inner) in (IO, os.PathLike)
