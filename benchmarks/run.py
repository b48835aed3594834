"""Run benchmarks: `python benchmarks/run.py [name …] [--output FILE]`. Each prints ratios measured side by side.

A benchmark is a module of this folder with a `main()`; without names, all of them run. One with `REQUIRES` runs in a
scratch environment in which these are installed from the package index, where that is possible. What one of them fails
with is printed, and the next one runs.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import os
import platform
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import TextIO

NAMES = ("generating", "peers", "importing", "calling", "decoding", "published", "diffing")
_INTRODUCTION = """\
# Results

Written by `python benchmarks/run.py --output benchmarks/RESULTS.md`; what each figure means stands in the module of
that name. Ratios were measured side by side; CPU seconds and peaks of memory are those of all processes of a command
together. The load average says how busy the machine was: above 1 or so, CPU seconds are upper bounds; large SDKs are
made by two processes, which raises it as well.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(NAMES)} (default: all)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write what is printed to a file as well")
    parser.add_argument("--here", action="store_true", help="use the running environment for all benchmarks")
    given = parser.parse_args()
    if unknown := [name for name in given.names if name not in NAMES]:
        parser.error(f"no benchmark {', '.join(unknown)}; there are: {', '.join(NAMES)}")
    sys.path.insert(0, str(Path(__file__).parent))
    with copied_to(given.output):
        print(f"{_INTRODUCTION}\n{_machine()}" if given.output else _machine(), flush=True)
        return max([_run(name, here=given.here) for name in given.names or NAMES])


def _machine() -> str:
    versions = ", ".join(f"{package} {metadata.version(package)}" for package in ("httpx", "pydantic"))
    return (
        f"{date.today()}, Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, "
        f"{platform.machine()}, {versions}, load average {os.getloadavg()[0]:.1f}"
    )


def _run(name: str, *, here: bool) -> int:
    """1 for a benchmark that failed."""
    print(f"\n## {name}\n", flush=True)
    started = time.perf_counter()
    try:
        module = importlib.import_module(name)
        if here or not hasattr(module, "REQUIRES"):
            module.main()
        else:
            _run_apart(name, module.REQUIRES)
    except Exception as error:
        traceback.print_exc()
        print(f"\nfailed: {type(error).__name__}", flush=True)
        return 1
    print(f"\n({time.perf_counter() - started:.0f} s, load average {os.getloadavg()[0]:.1f})", flush=True)
    return 0


def _run_apart(name: str, requirements: tuple[str, ...]) -> None:
    from measure import environment

    with tempfile.TemporaryDirectory() as scratch:
        python = environment(Path(scratch, "venv"), *requirements) or Path(sys.executable)
        program = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import {name}; {name}.main()"
        done = subprocess.run([python, "-c", program], stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout, end="", flush=True)
        if done.returncode != 0:
            raise RuntimeError(f"{name} ended with {done.returncode}")


@contextlib.contextmanager
def copied_to(file: Path | None) -> Iterator[None]:
    """What is printed inside goes to `file` as well."""
    if file is None:
        yield
        return
    with file.open("w", encoding="utf-8") as opened, contextlib.redirect_stdout(_Both(sys.stdout, opened)):
        yield


class _Both(io.TextIOBase):
    def __init__(self, *streams: TextIO) -> None:
        self._streams = streams

    def write(self, text: str) -> int:
        for stream in self._streams:
            stream.write(text)
        return len(text)

    def flush(self) -> None:
        for stream in self._streams:
            stream.flush()


if __name__ == "__main__":
    raise SystemExit(main())
