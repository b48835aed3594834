"""Every document of the hostile corpus: refused in a line with its place, or generated without harm.

Generated packages must parse, must hold the planted marker only inside string constants, and are imported in a process
in which calling the marker would be noticed. (As part of a longer identifier it has lost its meaning.)
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from specwright.cli import main

from .corpus import MARKER, Hostile, Outcome, corpus

CASES = corpus()
GROUPS = sorted({case.name.partition("-")[0] for case in CASES})


def test_there_are_enough() -> None:
    assert len(CASES) >= 150
    assert len({case.name for case in CASES}) == len(CASES)


Check = Callable[[str], None]
"""Runs the cases of a group, the first word of their names."""


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    def run(group: str) -> None:
        generated: list[tuple[str, Path]] = []
        problems: list[str] = []
        for index, case in enumerate(case for case in CASES if case.name.partition("-")[0] == group):
            package = f"hostile_{index:03d}"
            target = tmp_path / package / "out"
            code, shown = _generate(case, tmp_path / package, target, package, capsys)
            problems += [f"{case.name}: {problem}" for problem in _judge(case, code, shown, target)]
            if code == 0:
                generated.append((package, target / "src"))
        problems += _import_all(generated, tmp_path)
        assert not problems, "\n".join(problems[:40])

    return run


def test_every_group_is_checked() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert all(f'check("{group}")' in source for group in GROUPS)


def test_a01_injections(check: Check) -> None:
    check("inject")


def test_a06_values_of_wrong_types(check: Check) -> None:
    check("shape")


def test_a07_extension_keys(check: Check) -> None:
    check("extension")


def test_a08_configurations(check: Check) -> None:
    check("config")


def test_a11_names(check: Check) -> None:
    check("name")


def test_a13_references(check: Check) -> None:
    check("reference")


def test_a15_cycles(check: Check) -> None:
    check("cycle")


def test_a17_sizes(check: Check) -> None:
    check("size")


def test_a18_patterns(check: Check) -> None:
    check("pattern")


def test_a19_numbers(check: Check) -> None:
    check("number")


def test_a20_files_that_are_not_what_they_seem(check: Check) -> None:
    check("text")


def _generate(
    case: Hostile, folder: Path, target: Path, package: str, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    folder.mkdir()
    for name, content in case.files.items():
        (folder / name).write_bytes(content)
    arguments = ["generate", str(folder / next(iter(case.files))), "-o", str(target), "--quiet"]
    if case.config is None:
        arguments += ["--package-name", package]
    else:
        (folder / "specwright.yml").write_text(case.config, encoding="utf-8")
    code = main(arguments)
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def _judge(case: Hostile, code: int, shown: str, target: Path) -> list[str]:
    problems = []
    if "Traceback" in shown or code not in (0, 1, 2):
        problems.append(f"exit code {code}: {shown[:300]}")
    if code == 0 and case.outcome is Outcome.REFUSED:
        problems.append("was not refused")
    if code != 0:
        if case.outcome is Outcome.GENERATES:
            problems.append(f"was refused: {shown[:300]}")
        if target.exists():
            problems.append("was refused, but something was written")
        if not shown.strip():
            problems.append("was refused without a word")
        return problems
    for path in target.rglob("*.py"):
        problems += [f"{path.relative_to(target)}: {what}" for what in _escaped(path)]
    outside = [path for path in target.parent.rglob("*") if path.is_file() and target not in path.parents]
    problems += [f"wrote {path}" for path in outside if path.parent != target.parent]
    return problems


def _escaped(path: Path) -> list[str]:
    """Where the marker stands in code: names, attributes, comments."""
    source = path.read_bytes()
    if MARKER.encode() not in source:
        return []
    tree = ast.parse(source)
    text_of = source.decode()
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str()) | ast.JoinedStr():
                text_of = _blanked(text_of, node)
            case _:
                pass
    lines = [line for line in text_of.splitlines() if re.search(rf"\b{MARKER}\b", line)]
    return [f"marker outside of a string: {line[:120]}" for line in lines]


def _blanked(text: str, node: ast.expr) -> str:
    """The source without the characters of one string constant; the number of lines and columns stays."""
    lines = text.split("\n")
    assert node.end_lineno is not None and node.end_col_offset is not None
    for number in range(node.lineno - 1, node.end_lineno):
        raw = lines[number].encode()
        start = node.col_offset if number == node.lineno - 1 else 0
        end = node.end_col_offset if number == node.end_lineno - 1 else len(raw)
        lines[number] = (raw[:start] + b" " * (end - start) + raw[end:]).decode("utf-8", "replace")
    return "\n".join(lines)


_IMPORT = f"""
import builtins, importlib, pkgutil, sys
def noticed(*args): print("CALLED", current); return ""
builtins.{MARKER} = noticed
for line in sys.stdin.read().splitlines():
    current, _, folder = line.partition(" ")
    sys.path.insert(0, folder)
    try:
        package = importlib.import_module(current)
        for found in pkgutil.walk_packages(package.__path__, current + "."):
            importlib.import_module(found.name)
    except BaseException as error:
        print("FAILED", current, type(error).__name__, str(error)[:200].replace("\\n", " "))
    finally:
        sys.path.remove(folder)
        for name in [n for n in sys.modules if n.partition(".")[0] == current]: del sys.modules[name]
print("DONE")
"""


def _import_all(generated: list[tuple[str, Path]], scratch: Path) -> list[str]:
    """Import every module of every package in one other process."""
    lines = []
    for package, source in generated:
        names = [package] if (source / package).is_dir() else [path.name for path in source.iterdir()]
        lines += [f"{name} {source}" for name in names]
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT], input="\n".join(lines), capture_output=True, text=True, cwd=scratch
    )
    found = [line for line in done.stdout.splitlines() if line != "DONE"]
    if "DONE" not in done.stdout:
        found.append(f"importing stopped: {done.stderr[-500:]}")
    return found
