"""The steps of judging one spec, each in a process of its own: generate, check from the inside, type checkers, ruff.

What comes in: a `Spec` and a folder to work in. What goes out: a `Result`: numbers for the table, lines for a reader.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .corpus import Spec

ROOT = Path(__file__).parents[2]
_TIMEOUT = 3600


@dataclass
class Finished:
    """A process that has ended."""

    code: int
    output: str
    errors: str


@dataclass
class Result:
    """One row of the table. `seconds` are CPU seconds of the generator, `megabytes` its peak memory.

    `wrong`: what each step that ran has found.
    """

    spec: str
    seconds: float = 0.0
    megabytes: float = 0.0
    files: int = 0
    lines: int = 0
    counted: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return any(self.wrong.values())


def judge(spec: Spec, folder: Path, *, quick: bool = False) -> Result:
    """Generate the SDK of a spec in `folder` and look at it from every side; `quick` leaves the type checkers out."""
    result = Result(spec.name)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "sdk"
    shutil.rmtree(target, ignore_errors=True)
    if not _generate(spec, target, result):
        return result
    _check_inside(spec, target, result)
    _ruff(target, result)
    if not quick:
        _mypy(target, result)
        _pyright(target, result)
    return result


def run(command: list[str], *, cwd: Path = ROOT) -> Finished:
    """Run a command to its end, in an environment that has no settings of ours but the path of the generator."""
    known = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "TMPDIR")}
    environment = {**known, "PYTHONPATH": os.pathsep.join([str(ROOT / "generator"), str(ROOT)])}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=_TIMEOUT, check=False
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def _generate(spec: Spec, target: Path, result: Result) -> bool:
    command = [sys.executable, "-m", "specwright", "generate", str(spec.path), "-o", str(target)]
    done = run([sys.executable, "-m", "tests.corpus.measure", *command])
    measured = json.loads(done.output) if done.code == 0 else {"code": done.code, "errors": done.errors}
    if measured["code"] != 0:
        result.wrong["generate"] = measured["errors"].splitlines()[-20:] or [f"exit code {measured['code']}"]
        return False
    result.seconds, result.megabytes = measured["seconds"], measured["megabytes"]
    texts = [p for p in target.rglob("*") if p.is_file() and ".specwright" not in p.parts]
    result.files = len(texts)
    result.lines = sum(path.read_bytes().count(b"\n") for path in texts if path.suffix == ".py")
    return True


def _check_inside(spec: Spec, target: Path, result: Result) -> None:
    done = run([sys.executable, "-m", "tests.corpus.check_package", str(spec.path), str(target)])
    if done.code != 0:
        result.wrong["check"] = done.errors.splitlines()[-20:]
        return
    found: dict[str, Any] = json.loads(done.output)
    result.counted = {key: value for key, value in found.items() if isinstance(value, int)}
    for key in ("imports", "unbuilt", "calls"):
        result.wrong[key] = found[key]
    counts = {result.counted[key] for key in ("declared", "in_manifest", "sync_methods", "async_methods")}
    if len(counts) != 1 or result.counted["called"] != 2 * result.counted["declared"]:
        result.wrong["operations"] = [f"{key}: {value}" for key, value in result.counted.items()]


def _ruff(target: Path, result: Result) -> None:
    """The package's own rules, and the format it is said to have."""
    check = run([sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise", "."], cwd=target)
    shape = run([sys.executable, "-m", "ruff", "format", "--no-cache", "--check", "."], cwd=target)
    result.wrong["ruff"] = [line for line in check.output.splitlines() if ".py:" in line or ".toml:" in line]
    result.wrong["ruff"] += [line for line in shape.output.splitlines() if line.startswith("Would reformat")]
    if (check.code or shape.code) and not result.wrong["ruff"]:
        result.wrong["ruff"] = (check.errors + shape.errors).splitlines()


def _mypy(target: Path, result: Result) -> None:
    # Above the spec's own folder: the next spec finds there what mypy knows of httpx and pydantic.
    cache = target.parents[1] / "mypy"
    command = [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={cache}", "--no-error-summary"]
    done = run([*command, "--python-executable", sys.executable, *_sources(target)], cwd=target)
    found = [line for line in done.output.splitlines() if ": error:" in line]
    result.wrong["mypy"] = found or ((done.output + done.errors).splitlines()[-5:] if done.code else [])


def _pyright(target: Path, result: Result) -> None:
    # With paths as arguments pyright would not read the package's configuration, nor find its `src`.
    command = [sys.executable, "-m", "pyright", "--project", str(target), "--pythonpath", sys.executable]
    done = run([*command, "--outputjson"], cwd=target)
    try:
        found = [each for each in json.loads(done.output)["generalDiagnostics"] if each["severity"] == "error"]
    except (ValueError, KeyError):
        result.wrong["pyright"] = (done.output + done.errors).splitlines()[-5:]
        return
    result.wrong["pyright"] = [
        f"{Path(each['file']).relative_to(target)}:{each['range']['start']['line'] + 1}: {each['message']}"
        for each in found
    ]


def _sources(target: Path) -> list[str]:
    return [name for name in ("src", "tests") if (target / name).is_dir()]
