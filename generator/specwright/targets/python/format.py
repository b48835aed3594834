"""Format stage: the rendered files in, the same files as `ruff format` writes them out.

ruff runs with our options and nobody's configuration. Most files go through one process as one text: thousands of small
files cost seconds of reading and writing, and 0.2 seconds in one piece.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Mapping
from hashlib import blake2b
from itertools import starmap
from pathlib import Path

import ruff  # type: ignore[import-untyped]  # ships no type information

from ...diagnostics import fail

LINE_LENGTH = 120
_TIMEOUT = 120.0
"""Seconds; formatting 100,000 lines takes less than one."""

# What comes first decides how a file begins: with an import, it begins alike in the middle of a text.
_BEGINS_WITH_IMPORT = re.compile(r"(?:#[^\n]*\n|\n)*(?:from|import) ")


def format_files(files: Mapping[str, str], *, target: str = "py310") -> dict[str, str]:
    """The files, formatted; other files than `.py` come out as they went in.

    Raises `SpecwrightError` when ruff fails or does not answer: then nothing has been written anywhere.
    """
    python = {path: text for path, text in files.items() if path.endswith(".py") and text}
    joined = {path: text for path, text in python.items() if _BEGINS_WITH_IMPORT.match(text)}
    apart = {path: text for path, text in python.items() if path not in joined}
    done = {**_format_joined(joined, target), **_format_apart(apart, target)}
    return {path: done.get(path, text) for path, text in files.items()}


def _format_joined(files: Mapping[str, str], target: str) -> dict[str, str]:
    # A line that no file can hold, as it would have to hold the digest of itself.
    digest = blake2b("\0".join(files.values()).encode(), digest_size=16).hexdigest()
    text = "".join(starmap(f"# {digest} {{}}\n{{}}\n".format, enumerate(files.values())))
    formatted = _run_ruff(target, "--stdin-filename=generated.py", "-", text=text)
    parts = (numbered.partition("\n")[2] for numbered in formatted.split(f"# {digest} ")[1:])
    return {path: part.strip("\n") + "\n" for path, part in zip(files, parts, strict=True)}


def _format_apart(files: Mapping[str, str], target: str) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="specwright-") as folder:
        # Numbered names: paths of the distribution may be longer than a scratch folder leaves room for.
        scratch = {path: Path(folder) / f"{number}.py" for number, path in enumerate(files)}
        for path, file in scratch.items():
            file.write_text(files[path], encoding="utf-8", newline="\n")
        if files:
            _run_ruff(target, folder)
        return {path: file.read_text(encoding="utf-8") for path, file in scratch.items()}


def _run_ruff(target: str, *arguments: str, text: str = "") -> str:
    options = ["--isolated", "--no-cache", "--quiet", f"--line-length={LINE_LENGTH}", f"--target-version={target}"]
    command = [ruff.find_ruff_bin(), "format", *options, *arguments]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=_TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise fail("Output/Format", f"`ruff format` did not run: {type(error).__name__}") from error
    if done.returncode != 0:
        raise fail("Output/Format", f"`ruff format` failed: {done.stderr.decode(errors='replace').strip()[:2000]}")
    return done.stdout.decode()
