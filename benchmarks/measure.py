"""Measuring: CPU seconds and peak memory of a child process, and medians of a repeated call in this one."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SDK = ROOT / "generated" / "python" / "src"


@dataclass(frozen=True)
class Cost:
    """CPU and wall in seconds, peak resident memory in MiB."""

    cpu: float
    wall: float
    memory: float


def child(arguments: Sequence[str], *, env: dict[str, str] | None = None) -> Cost:
    """The cost of one run of a command. Raises RuntimeError when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **(env or {})}
    )
    assert process.stderr is not None
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{' '.join(arguments)[:200]} failed:\n{errors.decode()[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - started, usage.ru_maxrss / 1024)


def python(code: str, *, path: Path | None = None, repeat: int = 7) -> Cost:
    """Median cost of a Python program in a fresh interpreter."""
    env = {"PYTHONPATH": str(path)} if path else None
    runs = [child([sys.executable, "-c", code], env=env) for _ in range(repeat)]
    return Cost(
        statistics.median(run.cpu for run in runs),
        statistics.median(run.wall for run in runs),
        statistics.median(run.memory for run in runs),
    )


def interleaved(calls: Sequence[Callable[[], object]], *, number: int, rounds: int = 15) -> list[float]:
    """Median seconds per call of each, measured in turns so that a busy machine disturbs all alike."""
    times: list[list[float]] = [[] for _ in calls]
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for position, call in enumerate(calls):
                started = time.perf_counter()
                for _ in range(number):
                    call()
                times[position].append((time.perf_counter() - started) / number)
    finally:
        gc.enable()
    return [statistics.median(samples) for samples in times]
