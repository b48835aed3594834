"""Stage load: what a `$ref` points at, as text: splitting, decoding, JSON pointers, and which files may be opened.

What comes in: the string of a `$ref`. What goes out: a `Reference`, or a value found by JSON pointer. `LocalFiles` is
the only way from a reference to a file; nothing here opens a socket (`remote.py` does, for users who allow it).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from ..values import dataclass
from .limits import Limits
from .source import read_bytes

_INDEX = re.compile(r"0|[1-9][0-9]*")
_SUFFIXES = frozenset({".yaml", ".yml", ".json"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A `$ref` in its parts (RFC 3986): `uri` without the fragment, empty for the same document; `fragment` decoded."""

    uri: str
    fragment: str

    @classmethod
    def parse(cls, ref: str) -> Reference:
        uri, _, fragment = ref.partition("#")
        return cls(uri, unquote(fragment))


class RefusedError(Exception):
    """A reference that is not followed; the text says why, `hint` what to do."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.hint = hint


def tokens_of(pointer: str) -> list[str]:
    """The reference tokens of a JSON pointer (RFC 6901), unescaped. `""` is the whole document: no token."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def pointer_of(tokens: Iterable[str]) -> str:
    """The JSON pointer with these reference tokens."""
    return "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in tokens)


def step(value: Any, token: str) -> Any:
    """The member of `value` that one reference token names. Raises `LookupError` when there is none."""
    if isinstance(value, dict):
        return value[token]
    if isinstance(value, list) and _INDEX.fullmatch(token):
        return value[int(token)] if len(token) < 10 else _no_such_index(token)
    raise LookupError(token)


def _no_such_index(token: str) -> Any:
    raise LookupError(token)


class Files(Protocol):
    """What a document may be made of: the policy behind every reference."""

    def name(self, uri: str, from_file: str) -> str:
        """The name of the file that `uri`, written in `from_file`, means. Raises `RefusedError`."""
        ...

    def read(self, name: str, limits: Limits) -> bytes:
        """The content of a file by the name that `name()` gave. Raises `RefusedError` or `SpecwrightError`."""
        ...

    def exists(self, name: str) -> bool:
        """Whether there is a file of a name that `name()` gave."""
        ...


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """The files a document may be made of: those in or below the folder of its entry file, symbolic links resolved.

    `shown` is that folder as the user wrote it; it begins the name every file is called by.
    """

    root: Path
    shown: PurePosixPath

    @classmethod
    def beside(cls, entry: Path) -> LocalFiles:
        """The files beside `entry`. Raises `OSError` when its folder cannot be resolved."""
        return cls(entry.parent.resolve(), PurePosixPath(entry.parent.as_posix()))

    def name(self, uri: str, from_file: str) -> str:
        """The name of the file that `uri`, written in `from_file`, means. Raises `RefusedError`."""
        parts = urlsplit(uri)
        if parts.scheme in ("http", "https") or parts.netloc:
            raise RefusedError(
                f"{uri!r} is on another machine; nothing is fetched unless it is allowed",
                "Download that document beside this one and refer to the file, bundle both into one, or allow it with "
                "--allow-remote.",
            )
        if parts.scheme:
            raise RefusedError(f"{uri!r} has the scheme {parts.scheme!r}; only files are followed")
        if parts.query:
            raise RefusedError(f"{uri!r} has a query; a file has none")
        return self._inside(unquote(parts.path), uri, from_file)

    def read(self, name: str, limits: Limits) -> bytes:
        """The content of a file by the name that `name()` gave."""
        return read_bytes(self.root / PurePosixPath(name).relative_to(self.shown), name, limits)

    def exists(self, name: str) -> bool:
        return (self.root / PurePosixPath(name).relative_to(self.shown)).is_file()

    def _inside(self, path: str, uri: str, from_file: str) -> str:
        folder = self.root / PurePosixPath(from_file).parent.relative_to(self.shown)
        try:
            target = Path(os.path.normpath(folder / path)) if ".." not in path else folder / path
            relative = target.resolve().relative_to(self.root)
        except (OSError, RuntimeError, ValueError):
            raise RefusedError(
                f"{uri!r} leaves the folder of the document",
                "Only files in or below the folder of the entry document are read. Move it, or bundle the document.",
            ) from None
        if relative.suffix.lower() not in _SUFFIXES or any(part.startswith(".") for part in relative.parts):
            raise RefusedError(f"{uri!r} is not a .yaml, .yml or .json file")
        return str(self.shown / PurePosixPath(relative.as_posix()))
