"""The SDK in the repository is what its document gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright.cli import main

ROOT = Path(__file__).parents[2]


def test_generated_is_what_the_document_gives(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    code = main(["generate", "--check", "--from-scratch"])
    shown = capsys.readouterr()
    assert code == 0, shown.out + shown.err
    assert " edited by you" not in shown.out, "generated files are not edited by hand in this repository"
