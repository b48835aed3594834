"""The finished texts of the last run to an output folder, by key: what has the same key need not be made again.

What comes in: the folder. What goes out: texts by key, and back into the user's cache folder. A key stands for all that
a text is made of (`targets/python/parts.py`); the tool itself is in the head of the file. A file that is damaged, or of
another version of the tool, holds nothing.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import Path

from . import cache

_FORMAT = 1
_LEVEL = 1
"""Of compression: 20 MB of GitHub's SDK become 2.4 MB in 0.1 s; better levels save a sixth and take twice as long."""


def recall_texts(target: Path) -> dict[str, str]:
    """The texts that the last run finished; {} when it is not known."""
    head, _, body = (cache.read(_name(target)) or b"").partition(b"\n")
    try:
        said = json.loads(head)
        if said["format"] != _FORMAT or said["tool"] != cache.tool_hash() or said["sha256"] != _digest(body):
            return {}
        return _apart(said["lengths"], zlib.decompress(body))
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error):
        return {}


def keep_texts(target: Path, texts: Mapping[str, str]) -> None:
    """Remember the texts of this run instead of the last one's."""
    encoded = {key: text.encode() for key, text in texts.items()}
    body = zlib.compress(b"".join(encoded.values()), _LEVEL)
    lengths = {key: len(text) for key, text in encoded.items()}
    head = {"format": _FORMAT, "tool": cache.tool_hash(), "sha256": _digest(body), "lengths": lengths}
    cache.write(_name(target), json.dumps(head).encode() + b"\n" + body)


def _apart(lengths: Mapping[str, int], joined: bytes) -> dict[str, str]:
    texts: dict[str, str] = {}
    begin = 0
    for key, length in lengths.items():
        texts[key] = joined[begin : begin + length].decode()
        begin += length
    return texts


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _name(target: Path) -> str:
    return f"{cache.name_for(target)}.texts"
