"""What the tests of this folder share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from specwright.diagnostics import Diagnostic, Diagnostics, SpecwrightError
from specwright.spec import Document, Limits, load, validate
from specwright.spec.parse import parse
from specwright.spec.source import Source

MINIMAL = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n"


def data_of(text: str | bytes, file: str = "spec.yaml", limits: Limits | None = None) -> Any:
    raw = text.encode() if isinstance(text, str) else text
    return parse(Source.from_bytes(file, raw), limits or Limits())


def refusal(text: str | bytes, file: str = "spec.yaml", limits: Limits | None = None) -> Diagnostic:
    """The one finding with which `text` is refused."""
    with pytest.raises(SpecwrightError) as caught:
        data_of(text, file, limits)
    (diagnostic,) = caught.value.diagnostics
    return diagnostic


def place(diagnostic: Diagnostic) -> tuple[int, int]:
    assert diagnostic.position is not None
    return diagnostic.position.line, diagnostic.position.column


def document(folder: Path, text: str, name: str = "openapi.yaml") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load(path, diagnostics=Diagnostics())


def findings(folder: Path, text: str, *, thorough: bool = False) -> list[Diagnostic]:
    """Everything `validate` says about `text`; errors do not stop it."""
    return findings_of(document(folder, text), thorough=thorough)


def findings_of(subject: Document, *, thorough: bool = False) -> list[Diagnostic]:
    diagnostics = Diagnostics()
    try:
        validate(subject, diagnostics, thorough=thorough)
    except SpecwrightError as error:
        assert error.diagnostics == diagnostics.errors
    return list(diagnostics)


def rules(diagnostics: list[Diagnostic]) -> list[tuple[str, str, str]]:
    """(severity, rule, pointer) of each."""
    return [(d.severity.name, d.rule, d.origin.pointer if d.origin else "") for d in diagnostics]
