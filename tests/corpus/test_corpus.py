"""The corpus as tests: our own documents, and of the public ones those that are not large.

`python -m tests.corpus` judges all of them with everything; it takes a quarter of an hour.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .corpus import Spec, own_specs, shared_specs
from .steps import judge

# Bytes of the largest document that is worth its time here: six CPU seconds.
_MEDIUM = 1_200_000
# mypy and pyright take 15 CPU seconds for the smallest package: they see only the documents that are oddest in types.
_TYPED = ("odd_operations", "odd_schemas")

SPECS = [*own_specs(), *(spec for spec in shared_specs() if spec.path.stat().st_size < _MEDIUM)]


@pytest.mark.parametrize("spec", SPECS, ids=[spec.name for spec in SPECS])
def test_document(spec: Spec, tmp_path: Path) -> None:
    """Every operation is a method that works, every module imports, and ruff (and type checkers) find nothing."""
    typed = spec.name in _TYPED
    result = judge(spec, tmp_path, quick=not typed)
    assert {step: lines for step, lines in result.wrong.items() if lines} == {}
    assert {"imports", "unbuilt", "calls", "ruff"} <= result.wrong.keys()
    assert ("mypy" in result.wrong, "pyright" in result.wrong) == (typed, typed)
