"""Stage load, first step: a file on disk → its text, with places in it.

What comes in: a path. What goes out: a `Source`, text that is valid Unicode without a byte order mark. Everything that
can be wrong with a file before its content is looked at is refused here: missing, a folder, unreadable, too large, not
text.
"""

from __future__ import annotations

import bisect
import json
import re
import stat
from dataclasses import field
from itertools import accumulate
from pathlib import Path

from ..diagnostics import Diagnostic, Position, Related, Severity, SpecwrightError, fail
from ..ir.origin import Origin
from ..values import dataclass
from .limits import Limits

# What an editor calls a line. YAML also breaks lines at U+0085, U+2028 and U+2029, but no editor numbers them so.
_LINE_BREAK = re.compile(r"\r\n|\n|\r")

_SHOWN_LINE = 400
"""Longest part of a line kept for showing: a minified document is a single line."""


@dataclass(slots=True)
class Source:
    """The text of one file. `file` is the name used in every message and in every `Origin`."""

    file: str
    text: str
    _line_starts: list[int] = field(default_factory=list)

    @classmethod
    def from_bytes(cls, file: str, raw: bytes) -> Source:
        """Decode `raw`: UTF-8, UTF-16 or UTF-32, with or without a byte order mark (RFC 4627 section 3).

        Raises `SpecwrightError` when the bytes are not text.
        """
        return cls(file, _decode(file, raw).removeprefix("\ufeff"))

    def position(self, offset: int) -> Position:
        """The place of the character at `offset` (counted from 0); line and column count from 1."""
        starts = self._starts()
        line = bisect.bisect_right(starts, offset) - 1
        start = starts[line]
        end = starts[line + 1] if line + 1 < len(starts) else len(self.text)
        column = offset - start
        shown_from = 0 if column < _SHOWN_LINE // 2 else column - _SHOWN_LINE // 2
        shown = self.text[start + shown_from : min(end, start + shown_from + _SHOWN_LINE)].rstrip("\r\n")
        return Position(self.file, line + 1, column + 1, shown, shown_from)

    def error(
        self, rule: str, message: str, offset: int, *, hint: str | None = None, related: tuple[Related, ...] = ()
    ) -> SpecwrightError:
        """The error to raise for something wrong at `offset`, in a text that is not a document yet."""
        position = self.position(min(offset, len(self.text)))
        return SpecwrightError(
            Diagnostic(Severity.ERROR, rule, message, Origin(self.file, ""), hint, position=position, related=related)
        )

    def _starts(self) -> list[int]:
        if not self._line_starts and "\r" in self.text:
            self._line_starts = [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]
        elif not self._line_starts:  # the usual case, five times as fast
            ends = accumulate(len(line) + 1 for line in self.text.split("\n"))
            self._line_starts = [0, *ends][:-1]
        return self._line_starts


def read_bytes(path: Path, file: str, limits: Limits) -> bytes:
    """The content of the file at `path`, called `file` in messages. Raises `SpecwrightError` when it cannot be had."""
    origin = Origin(file, "")
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise fail(
                "File/IsDirectory", f"{file} is a folder, not a file", origin, hint="Name the document inside it."
            )
        if status.st_size > limits.file_bytes:
            raise _too_large(origin, status.st_size, limits)
        with path.open("rb") as stream:  # one byte more than allowed: a pipe or a device has no size to ask for
            raw = stream.read(limits.file_bytes + 1)
    except FileNotFoundError:
        raise fail("File/Missing", f"{file} does not exist", origin) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise fail("File/Unreadable", f"{file} cannot be read: {reason}", origin) from None
    if len(raw) > limits.file_bytes:
        raise _too_large(origin, len(raw), limits)
    return raw


def _too_large(origin: Origin, size: int, limits: Limits) -> SpecwrightError:
    message = f"{origin.file} is too large: at least {size:,} bytes; the limit is {limits.file_bytes:,}"
    return fail("Limit/FileBytes", message, origin)


def _decode(file: str, raw: bytes) -> str:
    encoding = json.detect_encoding(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        message = f"{file} is not text: byte {error.start} is not valid {encoding.upper()}"
        where = Position(file, line, column)
        hint = "Save the document as UTF-8."
        raise SpecwrightError(
            Diagnostic(Severity.ERROR, "File/NotText", message, Origin(file, ""), hint, position=where)
        ) from None
    return text
