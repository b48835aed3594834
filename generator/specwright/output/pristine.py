"""The pristine texts: what was generated last, kept so that edits by hand can be told apart and carried over.

What comes in and goes out: `.specwright/pristine.zip`, one member per generated text. Any unzip opens it.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from ..values import dataclass
from .paths import PRISTINE, digest

_LOCAL, _CENTRAL, _END = (struct.Struct(form) for form in ("<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"))
_END64, _LOCATOR = struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_VERSION, _VERSION64, _UNIX, _UTF8, _DEFLATED = 20, 45, 3 << 8, 0x800, 8
_EPOCH = 1 << 5 | 1
"""1980-01-01, the earliest date that a member can have: it says nothing."""
_MODE = 0o644 << 16
_SMALLEST_WINDOW = 9
"""Of zlib's, as a power of two."""
_TABLES = 5
"""How large zlib's tables are, of 1 to 9."""
_MOST = 0xFFFF
"""Members that an archive of the first format can have."""


@dataclass(frozen=True, slots=True)
class Member:
    """A text of the archive, as it is and as it stands there."""

    text: bytes
    packed: bytes


def pack(texts: Mapping[str, bytes], last: Mapping[str, Member]) -> bytes:
    """A ZIP archive of the texts, sorted, without times or owners (APPNOTE.TXT 6.3.10, but for the compressed texts
    themselves as `zipfile` writes it).

    What stands in `last` as it is now is not compressed again: that is most of the work (0.1× where little changed).
    """
    archive, directory = io.BytesIO(), io.BytesIO()
    for path in sorted(texts):
        text, known = texts[path], last.get(path)
        packed = known.packed if known is not None and known.text == text else _deflated(text)
        name = path.encode()
        about = (
            *(0 if name.isascii() else _UTF8, _DEFLATED, 0, _EPOCH),
            *(zlib.crc32(text), len(packed), len(text), len(name), 0),
        )
        directory.write(
            _CENTRAL.pack(b"PK\1\2", _UNIX | _VERSION, _VERSION, *about, 0, 0, 0, _MODE, archive.tell()) + name
        )
        archive.write(_LOCAL.pack(b"PK\3\4", _VERSION, *about) + name + packed)
    return archive.getvalue() + directory.getvalue() + _end(len(texts), directory.tell(), archive.tell())


def _deflated(text: bytes) -> bytes:
    # A window as large as the text finds what the largest one does. Making the tables of that takes longer than using
    # them for texts of a few kilobytes (0.56× with these, for GitHub's, and 400 bytes of 2.9 MB less).
    window = min(zlib.MAX_WBITS, max(_SMALLEST_WINDOW, len(text).bit_length()))
    compressor = zlib.compressobj(6, zlib.DEFLATED, -window, _TABLES)
    return compressor.compress(text) + compressor.flush()


def _end(count: int, size: int, start: int) -> bytes:
    """What stands behind the directory of an archive."""
    long = b""
    if count > _MOST:
        rest = _END64.size - 12
        counts = (count, count, size, start)
        long = _END64.pack(b"PK\6\6", rest, _VERSION64, _VERSION64, 0, 0, *counts)
        long += _LOCATOR.pack(b"PK\6\7", 0, start + size, 1)
    shown = min(count, _MOST)
    return long + _END.pack(b"PK\5\6", 0, 0, shown, shown, size, start, 0)


def unpack(archive: bytes) -> dict[str, Member]:
    """The members of an archive that `pack` has made, by path. Others may raise ValueError."""
    found: dict[str, Member] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            for info in opened.infolist():
                start = info.header_offset + _LOCAL.size + len(info.filename.encode())
                packed = archive[start : start + info.compress_size]
                found[info.filename] = Member(zlib.decompress(packed, -zlib.MAX_WBITS), packed)
    except (zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(str(error)) from error
    return found


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
