"""Measuring: CPU seconds and peak memory of a child process, and of a repeated call in this one."""

from __future__ import annotations

import atexit
import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
GENERATOR = ROOT / "generator"
SHARED = ROOT.parent / "shared"
SDK = ROOT / "generated" / "python" / "src"


# Between this process and the one that is measured, because on Linux a program's peak begins with the size of the
# process that started it. Memory is that of all its processes together: what they share counts once (`Pss`), looked at
# ten times a second where there is more than one process; the kernel knows the peak of a single one.
_LAUNCH = """
import json, os, sys, time

def processes(pid):
    yield pid
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        for child in children.read().split():
            yield from processes(int(child))

def shared_out(pid):
    with open(f"/proc/{pid}/smaps_rollup") as rollup:
        return tuple(int(line.split()[1]) for line in rollup if line.startswith(("Rss:", "Pss:")))

def together(pid):
    try:
        found = list(processes(pid))
        # A process that is about to become another program has the memory of its parent, to the byte.
        return sum(pss for _, pss in set(map(shared_out, found))) if len(found) > 1 else 0
    except (OSError, ValueError):
        return 0

started = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
memory, looked = 0, started
while not (done := os.wait4(pid, os.WNOHANG))[0]:
    time.sleep(0.002)
    if time.perf_counter() - looked > 0.1:
        memory, looked = max(memory, together(pid)), time.perf_counter()
_, status, used = done
taken = time.perf_counter() - started
cpu = used.ru_utime + used.ru_stime
print(json.dumps([os.waitstatus_to_exitcode(status), cpu, taken, max(memory, used.ru_maxrss)]))
"""


@dataclass(frozen=True)
class Cost:
    """CPU and wall in seconds, peak resident memory in MiB."""

    cpu: float
    wall: float
    memory: float


def child(arguments: Sequence[str], *, env: dict[str, str] | None = None, fine: tuple[int, ...] = (0,)) -> Cost:
    """The cost of one run of a command, with those that it runs. Raises RuntimeError for an exit code not in `fine`.

    Bytecode is always cached, as it is for users, whatever the environment says.
    """
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCH, *arguments]
    done = subprocess.run(launcher, capture_output=True, env={**around, **(env or {})}, check=False)
    code, cpu, wall, memory = json.loads(done.stdout)
    if code not in fine:
        raise RuntimeError(f"{' '.join(arguments)[:200]} failed:\n{done.stderr.decode()[-2000:]}")
    return Cost(cpu, wall, memory / 1024)


def specwright(*arguments: object, cache: Path, fine: tuple[int, ...] = (0,)) -> Cost:
    """The cost of one run of the tool. `cache`: its cache folder; an empty one makes the run a cold one."""
    env = {"PYTHONPATH": str(GENERATOR), "XDG_CACHE_HOME": str(cache)}
    return child([sys.executable, "-m", "specwright", *map(str, arguments)], env=env, fine=fine)


def scratch_folder() -> Path:
    """An empty folder that is deleted when this process ends, and not before: for minutes after a deletion, ext4 looks
    through the inodes that were set free for each file that is made, which costs as much as making it (1.5 to 2 s for
    GitHub's SDK).
    """
    folder = tempfile.mkdtemp(prefix="benchmark-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def environment(folder: Path, *requirements: str) -> Path | None:
    """A scratch environment's Python; None when something cannot be installed from the package index."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    done = subprocess.run([python, "-m", "pip", "install", "--quiet", *requirements], capture_output=True, check=False)
    return python if done.returncode == 0 else None


def version_of(python: Path, name: str) -> str:
    """The version of a distribution in the environment of `python`."""
    code = f"from importlib.metadata import version; print(version({name!r}))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def operations(document: dict[str, Any]) -> int:
    """How many operations an OpenAPI document has under `paths`."""
    verbs = {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}
    return sum(len(verbs & item.keys()) for item in document.get("paths", {}).values())


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
    """Median CPU seconds per call of each, in turns. For calls that wait for nothing: their wall time is the same on an
    idle machine, and on a busy one longer by what others do.
    """
    times: list[list[float]] = [[] for _ in calls]
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for position, call in enumerate(calls):
                started = time.process_time()
                for _ in range(number):
                    call()
                times[position].append((time.process_time() - started) / number)
    finally:
        gc.enable()
    return [statistics.median(samples) for samples in times]
