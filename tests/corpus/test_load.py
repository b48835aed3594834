"""Documents of public APIs load and pass the check with warnings at most, and each finding has a place in its text.

They are not part of the project: these tests run where the folder is there, or where `SPECWRIGHT_CORPUS` names one.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from specwright.diagnostics import Diagnostics
from specwright.reporting import render
from specwright.spec import SourceMap, load, validate

FOLDER = Path(os.environ.get("SPECWRIGHT_CORPUS") or Path(__file__).parents[3] / "shared" / "specs")
FILES = sorted(path for path in FOLDER.glob("*") if path.suffix in (".json", ".yaml", ".yml"))


@pytest.mark.skipif(not FILES, reason="no documents to load")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_load_and_check(path: Path) -> None:
    diagnostics = Diagnostics()
    document = load(path, diagnostics=diagnostics)
    validate(document, diagnostics)
    assert diagnostics.errors == ()
    sources = SourceMap(document.sources())
    assert all(sources.locate(d.origin).line > 1 for d in diagnostics if d.origin is not None and d.origin.pointer)
    assert render(diagnostics, sources).count("error:") == 0
