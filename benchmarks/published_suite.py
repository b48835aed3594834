"""Runs the tests of a published SDK against the package generated for the same API: is it a drop-in?

    python benchmarks/published_suite.py onebusaway==1.26.0 openapi.yml --config stainless.yml

From scratch, in one scratch folder: downloads the source distribution from the package index, generates our package,
compares the two surfaces, starts a mock server of the document on the loopback interface, runs the published tests
(`tests/api_resources`, unmodified) with the published package, and then with ours. What passes for the published
package must pass for ours. Without `--config` the configuration is inferred with `specwright adopt`. A second run with
the same `--scratch` keeps the download, the environments and the published package's results.

Third-party code stays in the scratch folder. Needs Node.js for the mock server. Exit code 1: not a drop-in.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
MOCK_PACKAGE = "@stdy/cli"
TEST_REQUIREMENTS = (
    *("pytest>=8", "pytest-asyncio", "pytest-xdist>=3.6.1", "respx", "httpx-aiohttp"),
    *("dirty-equals>=0.6.0", "time-machine", "rich>=13.7.1", "nest_asyncio==1.6.0", "standardwebhooks"),
)
MOCK_SECONDS = 60
UNSKIP = '''
"""A pytest plugin: runs tests that are marked to be skipped only because of the mock server."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        for node in item.listchain():
            node.own_markers = [mark for mark in node.own_markers if mark.name != "skip"]
'''


@dataclass(frozen=True)
class Case:
    """What is proved, and where the scratch files are."""

    requirement: str
    spec: Path
    config: Path | None
    scratch: Path
    workers: int
    with_skipped: bool
    python: str
    """The interpreter of the two environments that run the tests."""


@dataclass(frozen=True)
class Outcome:
    """Test ids by what became of them, and seconds."""

    passed: frozenset[str]
    failed: frozenset[str]
    skipped: frozenset[str]
    seconds: float


def main() -> int:
    case = _case()
    began = time.monotonic()
    published = download(case)
    config = case.config or adopt(case, published)
    generated = generate(case, config)
    findings = surface(published, generated)
    suite = copy_suite(case, published)
    with mock_server(case, published) as url:
        theirs = known_outcome(case) or run_suite(case, suite, published, "published", url)
        remember_outcome(case, theirs)
        ours = run_suite(case, suite, generated, "generated", url)
    lost = sorted(theirs.passed - ours.passed)
    report(case, theirs, ours, lost, findings)
    print(f"whole run:  {time.monotonic() - began:.0f} s; details in {case.scratch}")
    return 1 if lost or findings["breaking"] else 0


def _case() -> Case:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("requirement", help="the published package, as pip names it: onebusaway==1.26.0")
    parser.add_argument("spec", type=Path, help="the OpenAPI document of that version")
    parser.add_argument("--config", type=Path, help="its stainless.yml; inferred from the package when not given")
    parser.add_argument("--scratch", type=Path, help="where to work (default: a new temporary folder)")
    parser.add_argument("--workers", type=int, default=2, help="test processes (default: 2)")
    parser.add_argument("--with-skipped", action="store_true", help="also run tests that are marked as skipped")
    parser.add_argument("--python", default=sys.executable, help="runs the tests, where the package needs a newer one")
    given = parser.parse_args()
    scratch = given.scratch or Path(tempfile.mkdtemp(prefix="published-suite-"))
    scratch.mkdir(parents=True, exist_ok=True)
    config = given.config.resolve() if given.config else None
    return Case(
        requirement=given.requirement,
        spec=given.spec.resolve(),
        config=config,
        scratch=scratch.resolve(),
        workers=given.workers,
        with_skipped=given.with_skipped,
        python=given.python,
    )


def download(case: Case) -> Path:
    """The unpacked source distribution; what an earlier run has downloaded is used again."""
    folder = case.scratch / "sdist"
    if not list(folder.glob("*.tar.gz")):
        options = ("-q", "--no-binary", ":all:", "--no-deps", "--dest", str(folder))
        _run([case.python, "-m", "pip", "download", *options, case.requirement])
    archive = next(iter(folder.glob("*.tar.gz")))
    target = folder / archive.name.removesuffix(".tar.gz")
    if not target.is_dir():
        with tarfile.open(archive) as opened:
            opened.extractall(folder, filter="data")
    return target


def adopt(case: Case, published: Path) -> Path:
    """The configuration that `specwright adopt` infers from the published package."""
    config = case.scratch / "specwright.yml"
    config.unlink(missing_ok=True)
    _specwright("adopt", str(published), "--spec", str(case.spec), "-o", str(config))
    return config


def generate(case: Case, config: Path) -> Path:
    target = case.scratch / "generated"
    shutil.rmtree(target, ignore_errors=True)
    done = _specwright("generate", str(case.spec), "--config", str(config), "-o", str(target))
    keys = [line.strip() for line in done.stdout.splitlines() if line.strip().startswith("keys of")]
    print(f"generated:  {keys[0].rpartition(': ')[2] if keys else 'configuration keys unknown'}")
    return target


def surface(published: Path, generated: Path) -> dict[str, list[str]]:
    """What `specwright diff --surface` finds, by how much it matters."""
    done = _specwright(*("diff", "--surface", str(published), str(generated), "--format", "json", "--fail-on", "none"))
    found: dict[str, list[str]] = {"breaking": [], "typing": [], "other": []}
    for change in json.loads(done.stdout)["surface"]:
        kind = {"major": "breaking", "typing": "typing"}.get(change["verdict"], "other")
        found[kind].append(f"{change['path']}: {change['message']}")
    return found


def copy_suite(case: Case, published: Path) -> Path:
    """The tests alone, so that neither package is found beside them, with the pytest settings they were written for."""
    suite = case.scratch / "suite"
    shutil.rmtree(suite, ignore_errors=True)
    shutil.copytree(published / "tests", suite / "tests")
    shutil.copy(published / "pyproject.toml", suite / "pyproject.toml")
    (suite / "unskip.py").write_text(UNSKIP, encoding="utf-8")
    return suite


@contextmanager
def mock_server(case: Case, published: Path) -> Iterator[str]:
    """The address of a server that answers as the document says, and refuses what the document does not allow."""
    folder = case.scratch / "mock"
    folder.mkdir(exist_ok=True)
    if not (folder / "node_modules").is_dir():
        _run(["npm", "install", "--silent", "--no-audit", "--no-fund", MOCK_PACKAGE], cwd=folder)
    port = _free_port()
    command = [str(folder / "node_modules" / ".bin" / "steady"), "--host", "127.0.0.1", "-p", str(port), "-q"]
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        server = subprocess.Popen([*command, *_query_style(published), str(case.spec)], stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url, server)
            yield url
        finally:
            server.terminate()
            server.wait()


def _query_style(published: Path) -> list[str]:
    """How the published client writes lists and objects into queries and forms: the mock must read them so."""
    client = next(published.glob("src/*/_client.py")).read_text(encoding="utf-8")
    found = re.search(r"Querystring\(([^)]*)\)", client)
    arrays = re.search(r'array_format="(\w+)"', found[1] if found else "")
    objects = re.search(r'nested_format="(\w+)"', found[1] if found else "")
    array, nested = (arrays[1] if arrays else "repeat"), (objects[1] if objects else "brackets")
    return [
        f"--validator-query-array-format={array}",
        f"--validator-query-object-format={nested}",
        "--validator-form-array-format=brackets",
        "--validator-form-object-format=brackets",
    ]


def run_suite(case: Case, suite: Path, package: Path, name: str, url: str) -> Outcome:
    """The tests with one package, in a virtual environment of its own."""
    environment = case.scratch / f"venv-{name}"
    python = environment / "bin" / "python"
    if not python.exists():
        _run([case.python, "-m", "venv", str(environment)])
        _run([str(python), "-m", "pip", "install", "-q", *TEST_REQUIREMENTS])
    _run([str(python), "-m", "pip", "install", "-q", "--force-reinstall", "--no-deps", str(package)])
    _run([str(python), "-m", "pip", "install", "-q", str(package)])
    results = case.scratch / f"{name}.xml"
    options = ["-p", "unskip"] if case.with_skipped else []
    command = [str(python), "-m", "pytest", "tests/api_resources", "-q", "--no-header", f"--junit-xml={results}"]
    began = time.monotonic()
    with (case.scratch / f"{name}.txt").open("w", encoding="utf-8") as log:
        subprocess.run(
            [*command, "-n", str(case.workers), "--tb=short", *options],
            cwd=suite,
            env={"PATH": "/usr/bin:/bin", "TEST_API_BASE_URL": url},
            stdout=log,
            stderr=log,
            check=False,
        )
    return _outcome(results, time.monotonic() - began)


def known_outcome(case: Case) -> Outcome | None:
    """What an earlier run in the same scratch folder has found for the published package, the inputs being the same."""
    note, results = case.scratch / "published.json", case.scratch / "published.xml"
    if not note.is_file() or not results.is_file():
        return None
    known = json.loads(note.read_text(encoding="utf-8"))
    return _outcome(results, known["seconds"]) if known["inputs"] == _inputs(case) else None


def remember_outcome(case: Case, theirs: Outcome) -> None:
    note = {"inputs": _inputs(case), "seconds": theirs.seconds}
    (case.scratch / "published.json").write_text(json.dumps(note), encoding="utf-8")


def _inputs(case: Case) -> list[object]:
    return [case.requirement, hashlib.sha256(case.spec.read_bytes()).hexdigest(), case.with_skipped]


def _outcome(results: Path, seconds: float) -> Outcome:
    if not results.is_file():
        sys.exit(f"the tests could not be run; see {results.with_suffix('.txt')}")
    by_state: dict[str, set[str]] = {"passed": set(), "failed": set(), "skipped": set()}
    # Our own subprocess wrote it: no entity of a stranger is in it.
    for test in ElementTree.parse(results).getroot().iter("testcase"):
        states = {child.tag for child in test} & {"failure", "error", "skipped"}
        state = "failed" if states & {"failure", "error"} else "skipped" if states else "passed"
        by_state[state].add(f"{test.get('classname')}::{test.get('name')}")
    return Outcome(
        frozenset(by_state["passed"] - by_state["failed"]),
        frozenset(by_state["failed"]),
        frozenset(by_state["skipped"]),
        seconds,
    )


def report(case: Case, theirs: Outcome, ours: Outcome, lost: Sequence[str], found: dict[str, list[str]]) -> None:
    missing = theirs.passed - ours.passed - ours.failed - ours.skipped
    print(f"published:  {_counted(theirs)}")
    print(f"generated:  {_counted(ours)}")
    print(
        f"drop-in:    {len(theirs.passed & ours.passed):,} of {len(theirs.passed):,} tests that pass for the published"
    )
    print(f"            package pass for ours ({len(missing):,} did not run)")
    print("surface:    " + ", ".join(f"{len(paths):,} {kind}" for kind, paths in found.items()))
    for kind, lines in (("lost test", lost), ("breaking", found["breaking"])):
        for line in lines[:20]:
            print(f"  {kind}: {line}")
        if len(lines) > 20:
            print(f"  … and {len(lines) - 20:,} more")
    details = {"lost": list(lost), "surface": found}
    (case.scratch / "report.json").write_text(json.dumps(details, indent=2), encoding="utf-8")


def _counted(outcome: Outcome) -> str:
    counts = ((len(outcome.passed), "passed"), (len(outcome.failed), "failed"), (len(outcome.skipped), "skipped"))
    return ", ".join(f"{count:,} {state}" for count, state in counts) + f" in {outcome.seconds:.0f} s"


def _specwright(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "specwright", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "generator")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"specwright {arguments[0]} failed:\n{done.stderr}")
    return done


def _run(command: Sequence[str], cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command[:4])} … failed:\n{done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Returns when the server answers, whatever it answers."""
    for _ in range(MOCK_SECONDS * 4):
        if server.poll() is not None:
            sys.exit("the mock server has stopped; its log is in the scratch folder")
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.25)
    sys.exit("the mock server does not answer; its log is in the scratch folder")


if __name__ == "__main__":
    sys.exit(main())
