"""The manifest: which files of an output folder are ours, and the text that was generated for each.

What comes in and goes out: `.specwright/manifest.json`. It holds no time, no absolute path and no version of the tool,
so that it changes exactly when the generated files do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from ..values import dataclass
from .paths import MANIFEST, STATE, OutputError

FORMAT = 1
_ABOUT = "Written by specwright: which files here are generated, and the SHA-256 of the text generated. Commit it."


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files`: path to the digest of the text that was generated for it, before any edit by hand."""

    files: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        document = {"about": _ABOUT, "format": FORMAT, "files": dict(sorted(self.files.items()))}
        return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def read_manifest(target: Path) -> Manifest | None:
    """The manifest of an output folder, None when it has none. Raises OutputError when it cannot be understood."""
    state = target / STATE
    if state.is_symlink() or (state.exists() and not state.is_dir()):
        raise OutputError("Output/ManifestUnreadable", f"{state} is not a folder", "move it away")
    try:
        content = (target / MANIFEST).read_bytes()
    except FileNotFoundError:
        return None
    try:
        return _parse(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise OutputError(
            "Output/ManifestUnreadable",
            f"{target / MANIFEST} cannot be read: {str(error).splitlines()[0]}",
            "restore it from version control; where two branches clash take either side and generate again",
        ) from None


def _parse(document: Any) -> Manifest:
    if not isinstance(document, dict) or not isinstance(document.get("files"), dict):
        raise ValueError("it is not a manifest")
    if document.get("format") != FORMAT:
        raise ValueError(f"it has format {document.get('format')!r}, this version of specwright reads format {FORMAT}")
    files = document["files"]
    if not all(isinstance(value, str) for value in files.values()):
        raise ValueError("a digest in it is not a string")
    return Manifest(files)
