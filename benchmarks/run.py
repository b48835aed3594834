"""Run benchmarks: `python benchmarks/run.py [name …]`. Each prints ratios measured side by side in one run.

A benchmark is a module of this folder with a `main()`; without names, all of them run.
"""

from __future__ import annotations

import importlib
import os
import platform
import sys
from datetime import date
from importlib import metadata
from pathlib import Path

NAMES = ("generating", "importing", "calling", "decoding", "diffing", "peers")


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    versions = ", ".join(f"{package} {metadata.version(package)}" for package in ("httpx", "pydantic"))
    machine = f"{os.cpu_count()} cores, {platform.machine()}"
    print(f"{date.today()}, Python {platform.python_version()}, {machine}, {versions}", flush=True)
    sys.path.insert(0, str(Path(__file__).parent))
    for name in names or NAMES:
        print(f"\n## {name}\n", flush=True)
        importlib.import_module(name).main()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
