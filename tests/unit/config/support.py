"""What the tests of the configuration share: documents and configurations from text."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from specwright.config import Config, infer_config, load_config
from specwright.diagnostics import Diagnostics
from specwright.ir.origin import Origin
from specwright.spec import Document, load

_SCHEMA = {"type": "object", "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}


def document(tmp_path: Path, data: Mapping[str, Any]) -> Document:
    """A document; `openapi` and `info` are filled in."""
    whole = {"openapi": "3.1.0", "info": {"title": "Acme API", "version": "1"}, **data}
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    return load(file, diagnostics=Diagnostics())


def operations(*endpoints: str, **extra: Any) -> dict[str, Any]:
    """A `paths` object with an operation for each endpoint: `get /things -> list # operationId`."""
    paths: dict[str, dict[str, Any]] = {}
    for written in endpoints:
        line, _, operation_id = written.partition(" # ")
        line, _, kind = line.partition(" -> ")
        method, path = line.split()
        operation: dict[str, Any] = {"responses": {"200": answer(kind)}, **extra}
        if operation_id:
            operation["operationId"] = operation_id
        paths.setdefault(path, {})[method] = operation
    return paths


def answer(kind: str) -> dict[str, Any]:
    """A response: `list`, `thing`, or nothing said."""
    schemas: dict[str, Any] = {"list": {"type": "array", "items": _SCHEMA}, "thing": _SCHEMA}
    if kind not in schemas:
        return {"description": "ok"}
    return {"description": "ok", "content": {"application/json": {"schema": schemas[kind]}}}


def infer(tmp_path: Path, data: Mapping[str, Any]) -> Config:
    return infer_config(document(tmp_path, data), Diagnostics())


def calls(config: Config) -> dict[str, str]:
    """What users call, by endpoint: `{"get /pets": "pets.list"}`."""
    found: dict[str, str] = {}
    for path, resource in config.walk():
        for method in resource.methods:
            if method.endpoint is not None:
                found[method.endpoint.id] = ".".join((*(name for name in path if name != "$client"), method.name))
    return found


def named(tmp_path: Path, *endpoints: str) -> dict[str, str]:
    """The inferred calls of a document with these operations."""
    return calls(infer(tmp_path, {"paths": operations(*endpoints)}))


def read(tmp_path: Path, text: str) -> tuple[Config, Diagnostics]:
    """The configuration in a text, and what was found while reading it."""
    file = tmp_path / "specwright.yml"
    file.write_text(text, encoding="utf-8")
    diagnostics = Diagnostics()
    return load_config(file, diagnostics), diagnostics


def messages(diagnostics: Diagnostics, *, unsupported: bool = True) -> list[str]:
    """Findings as `rule pointer: message`; without `unsupported`, not those about keys that do nothing yet."""
    found = [d for d in diagnostics if unsupported or d.rule != "Config/NotSupported"]
    return [f"{d.rule} {d.origin.pointer if d.origin else ''}: {d.message}" for d in found]


def without_places(value: Any) -> Any:
    """A configuration as plain data, without places, ledger and where it came from."""
    if isinstance(value, Origin):
        return None
    if dataclasses.is_dataclass(value):
        left_out = ("ledger", "inferred")
        fields = [field for field in dataclasses.fields(value) if field.name not in left_out]
        return {field.name: without_places(getattr(value, field.name)) for field in fields}
    if isinstance(value, tuple | list):
        return [without_places(item) for item in value]
    return value
