"""Generating beside openapi-python-client, installed from the package index in a scratch environment: how much of each
document comes out, and what it costs.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

import yaml
from measure import SHARED, Cost, child, operations, specwright

PEER = "openapi-python-client"
SPECS = ("petstore.yaml", "museum.yaml", "spotify_fixed.yaml", "box.json", "discord.json", "github.json")
_OURS = re.compile(r"^_[A-Z0-9_]+(?:: .*)? = Operation\($", re.MULTILINE)


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        command = install(Path(scratch, "venv"))
        if command is None:
            print(f"{PEER} cannot be installed here: not compared")
            return
        shown = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
        print(f"{shown.stdout.strip()}\n")
        print(
            "| document | operations | ours | theirs | CPU s ours | theirs | MiB ours | theirs |\n" + "|---" * 8 + "|"
        )
        for number, spec in enumerate(SHARED / "specs" / name for name in SPECS):
            if spec.exists():
                print(_row(spec, command, Path(scratch, str(number))))


def install(folder: Path) -> Path | None:
    """The peer's command; None when it cannot be installed."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    done = subprocess.run([python, "-m", "pip", "install", "--quiet", PEER], capture_output=True, check=False)
    return folder / "bin" / PEER if done.returncode == 0 else None


def _row(spec: Path, command: Path, folder: Path) -> str:
    folder.mkdir()
    ours, theirs = folder / "ours", folder / "theirs"
    cost = specwright(
        *("generate", spec, "-o", ours, "--package-name", "sdk", "--skip-unsupported", "--quiet"),
        cache=folder / "cache",
    )
    other = _try(lambda: child([str(command), "generate", "--path", str(spec), "--output-path", str(theirs)]))
    made = (
        operations(yaml.load(spec.read_bytes(), yaml.CSafeLoader)),
        sum(len(_OURS.findall(file.read_text())) for file in ours.glob("src/sdk/**/*.py")),
        sum("def sync_detailed(" in file.read_text() for file in theirs.glob("*/api/**/*.py")),
    )
    cpu, memory = (f"{other.cpu:.2f}", f"{other.memory:.0f}") if other else ("failed", "–")
    counts = " | ".join(f"{count:,}" for count in made)
    return f"| {spec.stem} | {counts} | {cost.cpu:.2f} | {cpu} | {cost.memory:.0f} | {memory} |"


def _try(run: Callable[[], Cost]) -> Cost | None:
    """None for a run that failed; what it says goes to standard error."""
    try:
        return run()
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return None
