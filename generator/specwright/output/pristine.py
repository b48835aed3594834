"""The pristine texts: what was generated last, kept so that edits by hand can be told apart and carried over.

What comes in and goes out: `.specwright/pristine.zip`, one member per generated text. Any unzip opens it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from .paths import PRISTINE, digest

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP member can have: it says nothing."""


def pack(texts: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of the texts, sorted, without times or owners."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(texts):
            member = zipfile.ZipInfo(path, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, texts[path])
    return buffer.getvalue()


class Pristine:
    """The archive of an output folder, opened when a text is first asked for."""

    def __init__(self, target: Path) -> None:
        self._file = target / PRISTINE
        self._archive: zipfile.ZipFile | None = None
        self._unreadable = False

    @property
    def exists(self) -> bool:
        return self._file.is_file()

    def text(self, path: str, expected: str) -> bytes | None:
        """The text generated last for `path`; None when it is lost or is not the one with the digest `expected`."""
        archive = self._open()
        if archive is None:
            return None
        try:
            content = archive.read(path)
        except (KeyError, OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
            return None
        return content if digest(content) == expected else None

    def _open(self) -> zipfile.ZipFile | None:
        if self._archive is None and not self._unreadable:
            try:
                self._archive = zipfile.ZipFile(io.BytesIO(self._file.read_bytes()))
            except (OSError, zipfile.BadZipFile):
                self._unreadable = True
        return self._archive
