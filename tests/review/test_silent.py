"""Pairs that mean the same on the wire: nothing is reported.

Where Python's names change all the same (a schema written in place got a name), `expected.yaml` says what the package's
verdict is.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from .harness import UPDATE, document, expected, messages, review, silent_folders

FOLDERS = silent_folders()
ONE_WAY = ("range-written-out",)
"""The other way round they are a change: a range may stand for more than the codes that were written."""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_pair(folder: Path) -> None:
    report = review(document(folder, "base"), document(folder, "revision"))
    assert messages(report.findings) == []
    verdict = report.sdk.name.lower()
    if UPDATE and verdict != "none":
        (folder / "expected.yaml").write_text(yaml.safe_dump({"package": verdict}), encoding="utf-8")
    assert verdict == expected(folder).get("package", "none"), report.surface


@pytest.mark.parametrize("folder", [f for f in FOLDERS if f.name not in ONE_WAY], ids=lambda folder: folder.name)
def test_pair_the_other_way_round(folder: Path) -> None:
    report = review(document(folder, "revision"), document(folder, "base"))
    assert messages(report.findings) == []
