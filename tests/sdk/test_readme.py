"""The README's programs, each run as it stands against the server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .cadenya_server import API_KEY, CadenyaServer

DISTRIBUTION = Path(__file__).parents[2] / "generated" / "python"
PROGRAMS = re.findall(r"```python\n(.*?)```", (DISTRIBUTION / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def test_there_are_programs() -> None:
    assert len(PROGRAMS) > 10


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_a_program_of_the_readme_runs(server: CadenyaServer, program: str) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(DISTRIBUTION / "src"),
        "CADENYA_API_KEY": API_KEY,
        "CADENYA_BASE_URL": server.base_url,
    }
    command = [sys.executable, "-W", "error::SyntaxWarning", "-c", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    # A path that the API does not have is the example for calls that the SDK does not know.
    known = "NotFoundError" in done.stderr and '"/foo"' in program
    assert done.returncode == 0 or known, done.stderr
