"""Stage check: what openapi-spec-validator says about a document, and nothing it could do beyond saying it.

What comes in: a `Document` whose references were all followed by us. What goes out: warnings, located. The library runs
in a process without files and sockets and with a time limit (`library_worker.py`); it is never fatal, because documents
of large public APIs fail it (docs/decisions/0011).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any
from urllib.parse import quote

from ..diagnostics import Diagnostics, SpecwrightError
from ..ir.origin import Origin
from .document import Document

_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from specwright.spec.library_worker import main; main()"
)
_SECONDS = 15.0
_SECONDS_PER_MEGABYTE = 15.0
"""Time for a document: a fixed part and one by size. Measured: 1.2 seconds a megabyte at worst."""

_OURS = frozenset({"DuplicateOperationIDError", "UnresolvableParameterError", "ParameterDuplicateError"})
"""Findings that our own checks make too, with better places."""


def check_with_library(document: Document, diagnostics: Diagnostics) -> None:
    """Run the library on `document` as it was written. Where our checks found something, its finding is left out."""
    skipped = _reason_to_skip(document, diagnostics)
    if skipped is not None:
        message = f"openapi-spec-validator did not check this document: {skipped}"
        diagnostics.warn("Library/Skipped", message, document.origin())
        return
    request = json.dumps({"version": document.version, "document": document.data}).encode()
    seconds = _SECONDS + _SECONDS_PER_MEGABYTE * len(request) / 1_000_000
    known = {diagnostic.origin for diagnostic in diagnostics}
    end: dict[str, Any] = {}
    for line in _run(request, seconds):
        if "path" not in line:
            end = line
        elif line["kind"] not in _OURS:
            origin = _written_at(document, line["path"])
            if origin not in known:
                diagnostics.warn("Library/Finding", f"openapi-spec-validator: {line['message']}", origin)
    if "done" not in end:
        why = f"it failed with {end['stopped']}" if "stopped" in end else f"it was given {seconds:.0f} seconds"
        message = f"openapi-spec-validator did not come to the end of this document: {why}"
        diagnostics.warn("Library/Incomplete", message, document.origin())


def _written_at(document: Document, path: list[str | int]) -> Origin:
    """The place of a finding. The library's paths run through references; what they lead to is written elsewhere."""
    root = document.origin()
    for length in range(len(path), 0, -1):
        pointer = root.child(*path[:length]).pointer
        try:
            _, place = document.resolve("#" + quote(pointer), root)
        except SpecwrightError:
            continue
        return place.child(*path[length:])
    return root.child(*path)


def _reason_to_skip(document: Document, diagnostics: Diagnostics) -> str | None:
    if diagnostics.errors:
        return "it has errors that the library cannot cope with"
    if len(document.files()) > 1:
        return "it consists of several files; bundle it into one to have it checked"
    return None


def _run(request: bytes, seconds: float) -> list[dict[str, Any]]:
    command = [sys.executable, "-I", "-c", _START, json.dumps([os.path.abspath(folder) for folder in sys.path])]  # noqa: PTH100
    environment = {**os.environ, "OPENAPI_SPEC_VALIDATOR_SCHEMA_VALIDATOR_BACKEND": "jsonschema"}
    try:
        ended = subprocess.run(
            command, input=request, capture_output=True, timeout=seconds, env=environment, check=False
        )
        output = ended.stdout
    except subprocess.TimeoutExpired as expired:
        output = expired.stdout or b""
    except OSError:
        return []
    lines: list[dict[str, Any]] = []
    for line in output.splitlines():
        try:
            lines.append(json.loads(line))
        except ValueError:  # cut off in the middle
            break
    return lines
