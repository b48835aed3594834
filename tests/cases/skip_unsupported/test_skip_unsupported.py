"""`--skip-unsupported` leaves out exactly the operation that cannot be generated, says so, and leaves no orphans."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from specwright.cli import main as specwright

DOCUMENT = Path(__file__).parent / "openapi.yaml"


def generate(folder: Path, *options: str) -> int:
    return specwright(["generate", str(DOCUMENT), "-o", str(folder), "--package-name", "mostly_good", *options])


def test_without_it_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate(tmp_path / "sdk") == 2
    assert f"{DOCUMENT}:15:14: " in capsys.readouterr().err
    assert not (tmp_path / "sdk").exists()


def test_with_it_only_that_operation_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert generate(tmp_path, "--skip-unsupported") == 0

    said = capsys.readouterr()
    assert "put /good is left out" in said.err
    assert f"{DOCUMENT}:15:14: " in said.err
    assert "  2 operations, " in said.out

    source = tmp_path / "src"
    manifest: dict[str, Any] = json.loads((source / "mostly_good/_manifest.json").read_text(encoding="utf-8"))
    assert [entry["call"] for entry in manifest["operations"]] == ["good.retrieve", "also.retrieve"]
    monkeypatch.syspath_prepend(str(source))
    types = importlib.import_module("mostly_good.types")
    assert {name for name in dir(types) if name[0].isupper()} - {"TYPE_CHECKING"} == {"Also", "Good"}
    assert {path.stem for path in (source / "mostly_good/types").rglob("*.py")} == {"__init__", "also", "good"}
