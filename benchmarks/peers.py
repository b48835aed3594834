"""Generating beside other generators, installed from the package index in scratch environments: how much of each
document comes out, and what it costs. openapi-generator needs a Java runtime.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml
from measure import SHARED, Cost, child, environment, operations, scratch_folder, specwright, version_of

SPECS = ("petstore.yaml", "museum.yaml", "spotify_fixed.yaml", "box.json", "discord.json", "github.json")
_OURS = re.compile(r"^_[A-Z0-9_]+(?:: .*)? = Operation\($", re.MULTILINE)
_THEIRS = re.compile(r"^    def \w+_with_http_info\($", re.MULTILINE)


@dataclass(frozen=True)
class Generator:
    """`command` makes its arguments of the program, a document and a folder; `count` counts what came out."""

    name: str
    command: Callable[[Path, Path, Path], list[str]]
    count: Callable[[Path], int]


def _client(program: Path, spec: Path, target: Path) -> list[str]:
    return [str(program), "generate", "--path", str(spec), "--output-path", str(target)]


def _java(program: Path, spec: Path, target: Path) -> list[str]:
    # Documents of public APIs do not pass its check of the document; without it more of them come out.
    options = ("-g", "python", "--skip-validate-spec", "-i", str(spec), "-o", str(target))
    return [str(program), "generate", *options]


def _client_count(target: Path) -> int:
    return sum("def sync_detailed(" in file.read_text() for file in target.glob("*/api/**/*.py"))


def _java_count(target: Path) -> int:
    return sum(len(_THEIRS.findall(file.read_text())) for file in target.glob("*/api/*.py"))


def _our_count(target: Path) -> int:
    return sum(len(_OURS.findall(file.read_text())) for file in target.glob("src/sdk/**/*.py"))


GENERATORS = (
    Generator("openapi-python-client", _client, _client_count),
    Generator("openapi-generator-cli", _java, _java_count),
)


def main() -> None:
    print("| document | operations | generator | came out | CPU s | wall s | MiB |\n" + "|---" * 7 + "|")
    scratch = scratch_folder()
    programs = {each.name: install(each, scratch / each.name) for each in GENERATORS}
    for number, spec in enumerate(SHARED / "specs" / name for name in SPECS):
        if spec.exists():
            _rows(spec, scratch / str(number), programs)


def install(generator: Generator, folder: Path) -> tuple[Path, str] | None:
    """A generator's program and version; None when it cannot be installed or run."""
    if generator.command is _java and shutil.which("java") is None:
        return None
    python = environment(folder, generator.name)
    return None if python is None else (python.with_name(generator.name), version_of(python, generator.name))


def _rows(spec: Path, folder: Path, programs: dict[str, tuple[Path, str] | None]) -> None:
    folder.mkdir()
    count = operations(yaml.load(spec.read_bytes(), yaml.CSafeLoader))
    ours = folder / "ours"
    arguments = (spec, "-o", ours, "--package-name", "sdk", "--skip-unsupported", "--quiet")
    cost = _try(lambda: specwright("generate", *arguments, cache=folder / "cache"))
    print(_row(spec, count, "specwright", cost, _our_count(ours)), flush=True)
    for generator in GENERATORS:
        found = programs[generator.name]
        if found is None:
            print(f"| {spec.stem} | {count:,} | {generator.name} | not installed here | | | |", flush=True)
            continue
        target = folder / generator.name
        command = generator.command(found[0], spec, target)
        cost = _try(lambda command=command: child(command))
        print(_row(spec, count, f"{generator.name} {found[1]}", cost, generator.count(target)), flush=True)


def _row(spec: Path, count: int, name: str, cost: Cost | None, made: int) -> str:
    costs = f"{cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f}" if cost else "failed | – | –"
    return f"| {spec.stem} | {count:,} | {name} | {made:,} | {costs} |"


def _try(run: Callable[[], Cost]) -> Cost | None:
    """None for a run that failed; what it says goes to standard error."""
    try:
        return run()
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return None
