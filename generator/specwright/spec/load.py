"""Stage load: path → `Document`.

What comes in: the path of an OpenAPI document, YAML or JSON. What goes out: a `Document` of a version we know. Anything
else (a missing file, text that is no OpenAPI document, Swagger 2.0) is one located `SpecwrightError`.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostics, SpecwrightError, fail
from ..ir.origin import Origin
from .document import Document
from .limits import Limits
from .parse import parse
from .refs import Files, LocalFiles
from .source import Source, read_bytes

if TYPE_CHECKING:
    from .remote import Fetcher

_VERSION = re.compile(r"(3\.[0-2])(?:\.\d+)?(?:-[0-9A-Za-z.-]+)?")
_DEFAULT_LIMITS = Limits()


def load(
    path: Path, *, limits: Limits = _DEFAULT_LIMITS, diagnostics: Diagnostics, fetcher: Fetcher | None = None
) -> Document:
    """Read the document at `path`; files it refers to are read when a reference to them is followed.

    With a `fetcher` also documents on other machines are.

    Raises `SpecwrightError` when there is no OpenAPI 3.0, 3.1 or 3.2 document at `path`.
    """
    file = path.as_posix()
    raw = read_bytes(path, file, limits)
    source = Source.from_bytes(file, raw)
    origin = Origin(file, "")
    if not source.text.strip():
        raise fail("Document/Empty", f"{file} is empty", origin)
    root = _root(parse(source, limits), origin)
    version = _version(root, origin, diagnostics)
    return Document(file, root, raw, version, _files(path, fetcher), limits)


def _files(path: Path, fetcher: Fetcher | None) -> Files:
    beside = LocalFiles.beside(path)
    if fetcher is None:
        return beside
    from .remote import RemoteFiles

    return RemoteFiles(beside, fetcher)


def _root(data: Any, origin: Origin) -> dict[str, Any]:
    if not isinstance(data, dict):
        found = {list: "a list", str: "plain text", type(None): "nothing"}.get(type(data), "a single value")
        message = f"{origin.file} is not an OpenAPI document: found {found}, expected an object with a field 'openapi'"
        raise fail("Document/NotAnObject", message, origin)
    return data


def _version(root: dict[str, Any], origin: Origin, diagnostics: Diagnostics) -> str:
    if "openapi" not in root:
        raise _not_openapi(root, origin)
    value = root["openapi"]
    at = origin.child("openapi")
    if isinstance(value, float):  # `openapi: 3.1` without quotes
        diagnostics.warn(
            "Document/VersionType", f"the version {value} is a number, not a string", at, hint=f'Write "{value}.0".'
        )
        value = str(value)
    match = _VERSION.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise fail(
            "Document/UnknownVersion", f"OpenAPI version {value!r} is not known", at, hint="Known are 3.0, 3.1 and 3.2."
        )
    return match[1]


def _not_openapi(root: dict[str, Any], origin: Origin) -> SpecwrightError:
    if "swagger" in root:
        return fail(
            "Document/Swagger2",
            f"this is a Swagger {root['swagger']} document; OpenAPI 3.0, 3.1 or 3.2 is needed",
            origin.child("swagger"),
            hint="Convert it: `npx swagger2openapi --outfile openapi.yaml <file>`, or 'Convert to OpenAPI 3' in the "
            "Edit menu of editor.swagger.io.",
            at_key=True,
        )
    other = next((name for name in ("asyncapi", "arazzo", "overlay", "$schema") if name in root), None)
    message = f"{PurePath(origin.file).name} is not an OpenAPI document: it has no field 'openapi'"
    hint = (
        f"It has {other!r}: that is another kind of document."
        if other
        else "The first line is usually `openapi: 3.1.0`."
    )
    return fail("Document/NotOpenApi", message, origin, hint=hint)
