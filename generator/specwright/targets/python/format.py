"""Format stage: the rendered files in, the same files as `ruff format` writes them out.

One process formats all files of a run, in a scratch folder, with our options and nobody's configuration.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import ruff  # type: ignore[import-untyped]  # ships no type information

from ...diagnostics import fail

LINE_LENGTH = 120
_TIMEOUT = 120.0
"""Seconds; formatting 100,000 lines takes less than one."""


def format_files(files: Mapping[str, str], *, target: str = "py310") -> dict[str, str]:
    """The files, formatted; other files than `.py` come out as they went in.

    Raises `SpecwrightError` when ruff fails or does not answer: then nothing has been written anywhere.
    """
    python = {path: text for path, text in files.items() if path.endswith(".py")}
    with tempfile.TemporaryDirectory(prefix="specwright-") as folder:
        # Numbered names: paths of the distribution may be longer than a scratch folder leaves room for.
        scratch = {path: Path(folder) / f"{number}.py" for number, path in enumerate(python)}
        for path, file in scratch.items():
            file.write_text(python[path], encoding="utf-8", newline="\n")
        _run_ruff(folder, target)
        formatted = {path: file.read_text(encoding="utf-8") for path, file in scratch.items()}
    return {path: formatted.get(path, text) for path, text in files.items()}


def _run_ruff(folder: str, target: str) -> None:
    command = [
        ruff.find_ruff_bin(),
        "format",
        "--isolated",
        "--no-cache",
        "--quiet",
        f"--line-length={LINE_LENGTH}",
        f"--target-version={target}",
        folder,
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise fail("Output/Format", f"`ruff format` did not run: {type(error).__name__}") from error
    if done.returncode != 0:
        raise fail("Output/Format", f"`ruff format` failed: {done.stderr.strip()[:2000]}")
