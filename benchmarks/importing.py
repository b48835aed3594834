"""What importing an SDK, its client and its first resource cost, over `import httpx, pydantic`, in fresh interpreters.

By itself: `python benchmarks/importing.py SRC PACKAGE`, for a generated package that lies in the folder SRC.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import SDK, SHARED, python, specwright

SPECS = {
    "lithic": SHARED / "adopt" / "lithic-0.128.0" / "openapi.yml",
    "openai": SHARED / "specs" / "openai.yaml",
    "github": SHARED / "specs" / "github.json",
}
ROUNDS = 9

# The client's required options, and the attribute of its first resource.
_LOOK = """
import functools, importlib, inspect, json, sys
cls = importlib.import_module(sys.argv[1]).Client
required = [p.name for p in inspect.signature(cls).parameters.values() if "key" in p.name or "token" in p.name]
resources = [name for name, value in vars(cls).items() if isinstance(value, functools.cached_property)]
print(json.dumps([required, [name for name in resources if not name.startswith("with_")][0]]))
"""


def main() -> None:
    print("| SDK | CPU over httpx + pydantic | memory over httpx + pydantic |\n|---|---|---|")
    print(row("cadenya", SDK, "cadenya"))
    for name, spec in SPECS.items():
        if not spec.exists():
            continue
        with tempfile.TemporaryDirectory() as scratch:
            folder, package = Path(scratch), f"{name}_sdk"
            arguments = (spec, "-o", folder / "sdk", "--package-name", package, "--skip-unsupported", "--quiet")
            specwright("generate", *arguments, cache=folder / "cache")
            print(row(name, folder / "sdk" / "src", package))


def row(name: str, src: Path, package: str) -> str:
    """The median of several rounds; in each, the three programs run one after the other."""
    use = use_of(src, package)
    python(use, path=src, repeat=1)  # compiles the bytecode
    ratios: list[float] = []
    memory: list[float] = []
    for _ in range(ROUNDS):
        bare, base, sdk = (python(code, path=src, repeat=1) for code in ("pass", "import httpx, pydantic", use))
        ratios.append((sdk.cpu - bare.cpu) / (base.cpu - bare.cpu))
        memory.append(sdk.memory - base.memory)
    return f"| {name} | {statistics.median(ratios):.2f}× | {statistics.median(memory):+.1f} MiB |"


def use_of(src: Path, package: str) -> str:
    """The program that is measured."""
    command = [sys.executable, "-c", _LOOK, package]
    found = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(src)}, check=True, capture_output=True)
    required, resource = json.loads(found.stdout)
    arguments = ", ".join(f"{name}='k'" for name in required)
    return f"import {package}; {package}.Client({arguments}).{resource}"


if __name__ == "__main__":
    print(row(sys.argv[2], Path(sys.argv[1]), sys.argv[2]))
