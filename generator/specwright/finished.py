"""The finished texts of the last run to an output folder, by key: what has the same key need not be made again.

What comes in: the folder. What goes out: keys and texts by path. A key stands for all that a text is made of
(`targets/python/parts.py`) and is kept in the user's cache folder. The texts are those of the output folder's archive
of pristine texts, which must be, byte for byte, the one that the last run left there: its digest is kept with the
keys. Where anything is damaged, or of another version of the tool, there are no texts.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TypeAlias

from . import cache, output
from .values import dataclass

_FORMAT = 2

Keyed: TypeAlias = tuple[str, str]
"""A key and the text that was made for it."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What the last run has written, by path. `members`: all texts, as they stand in the archive."""

    texts: Mapping[str, Keyed] = field(default_factory=dict)
    members: Mapping[str, output.Member] = field(default_factory=dict)


def recall_texts(target: Path) -> Finished:
    """What the last run finished; nothing when that is not known."""
    try:
        said = json.loads(cache.read(_name(target)) or b"")
        archive = (target / output.PRISTINE).read_bytes()
        if said["about"] != _about(archive):
            return Finished()
        members = output.unpack(archive)
        return Finished({path: (key, members[path].text.decode()) for path, key in said["keys"].items()}, members)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Finished()


def keep_texts(target: Path, keys: Mapping[str, str]) -> None:
    """Remember the texts that this run has written instead of the last one's. `keys`: by path."""
    try:
        about = _about((target / output.PRISTINE).read_bytes())
    except OSError:
        return
    cache.write(_name(target), json.dumps({"about": about, "keys": dict(keys)}).encode())


def _about(archive: bytes) -> dict[str, object]:
    """The archive that the keys belong to, and who has written it."""
    made = {"tool": cache.tool_hash(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    return {"format": _FORMAT, "sha256": hashlib.sha256(archive).hexdigest(), **made}


def _name(target: Path) -> str:
    return f"{cache.name_for(target)}.texts"
