"""The checks that CI makes besides behaviour: types, lint, format, and that `generated/` is what the spec gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str, cwd: Path = ROOT) -> None:
    """Run a tool of this environment; its output is the failure."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.mark.parametrize(
    ("folder", "target"),
    [("generator", "specwright"), ("templates/python", "runtime"), ("generated/python", "src/cadenya")],
)
def test_mypy_strict(folder: str, target: str) -> None:
    run("mypy", "--strict", target, cwd=ROOT / folder)


@pytest.mark.parametrize(
    ("target", "version"),
    [("generator/specwright", "3.11"), ("templates/python/runtime", "3.10"), ("generated/python/src/cadenya", "3.10")],
)
def test_pyright(target: str, version: str) -> None:
    run("pyright", "--pythonpath", sys.executable, "--pythonversion", version, target)


def test_ruff_lint() -> None:
    run("ruff", "check", "--no-cache", "generator", "templates", "tests", "benchmarks")


def test_ruff_format() -> None:
    run("ruff", "format", "--check", "--no-cache", "generator", "templates", "tests", "benchmarks")


def test_generated_has_nothing_for_ruff() -> None:
    run("ruff", "check", "--no-cache", ".", cwd=ROOT / "generated" / "python")
