"""A run that is refused, or whose formatter fails, leaves the old output as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright.targets.python import format as formatting

from ..output.support import tree
from .conftest import CONFIG, SPEC, Cli

V2 = SPEC.replace("name: {type: string}\n", "name: {type: string}\n        age: {type: integer}\n")
BROKEN = {
    "syntax": V2 + "}",
    "reference": V2.replace("schemas/Pet", "schemas/Nobody"),
    "limit": V2.replace("age: {type: integer}", 'age: {type: integer, minimum: "__import__(1)"}'),
    "scheme": V2 + "security: [{nobody: []}]\n",
}


@pytest.fixture
def out(cli: Cli, folder: Path) -> Path:
    (folder / "specwright.yml").write_text(CONFIG)
    assert cli("generate", "-o", "out", "--quiet").code == 0
    return folder / "out"


@pytest.mark.threat("d03", "a21")
@pytest.mark.parametrize("what", BROKEN)
def test_a_refusal_leaves_the_old_output(cli: Cli, out: Path, folder: Path, what: str) -> None:
    before = tree(out)
    (folder / "openapi.yaml").write_text(BROKEN[what])
    result = cli("generate", "-o", "out", "--quiet")
    assert result.code == 2
    assert result.err.splitlines()[0].startswith("openapi.yaml:")
    assert tree(out) == before


@pytest.mark.threat("d09")
@pytest.mark.parametrize("script", ["exit 1", "sleep 20", "kill -9 $$"])
def test_a_formatter_that_fails_or_hangs_leaves_the_old_output(
    cli: Cli, out: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    before = tree(out)
    fake = folder / "ruff"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setattr("ruff.find_ruff_bin", lambda: str(fake))
    monkeypatch.setattr(formatting, "_TIMEOUT", 0.5)
    (folder / "openapi.yaml").write_text(V2)
    result = cli("generate", "-o", "out", "--quiet")
    assert result.code == 2
    assert "[Output/Format]" in result.err
    assert tree(out) == before
