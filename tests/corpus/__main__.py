"""The corpus judges: `python -m tests.corpus [NAME …] [--quick]` prints a table, and exits 1 if something is wrong.

A NAME is a part of a spec's name, or a path. `--quick` leaves the type checkers out. What is wrong stands below the
table; all of it is in `FOLDER/NAME/result.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from .corpus import Spec, chosen
from .steps import Result, judge

_SHOWN = 8
_COLUMNS: tuple[tuple[str, int, Callable[[Result], str]], ...] = (
    ("operations", 22, lambda r: _counts(r, "declared", "in_manifest", "sync_methods", "async_methods")),
    ("called", 6, lambda r: _counts(r, "called")),
    ("CPU s", 6, lambda r: f"{r.seconds:.1f}"),
    ("MB", 5, lambda r: f"{r.megabytes:.0f}"),
    ("files", 6, lambda r: f"{r.files:,}"),
    ("lines", 9, lambda r: f"{r.lines:,}"),
    ("imports", 7, lambda r: _wrong(r, "imports")),
    ("models", 6, lambda r: _wrong(r, "unbuilt")),
    ("mypy", 5, lambda r: _wrong(r, "mypy")),
    ("pyright", 7, lambda r: _wrong(r, "pyright")),
    ("ruff", 4, lambda r: _wrong(r, "ruff")),
    ("calls", 5, lambda r: _wrong(r, "calls")),
)


def main(arguments: list[str]) -> int:
    """Judge the chosen specs, one after the other, and print a row for each as soon as it is known."""
    options = _parser().parse_args(arguments)
    try:
        specs = chosen(options.names)
    except LookupError as error:
        print(error.args[0], file=sys.stderr)
        return 2
    if options.folder is not None:
        return _judge_all(specs, options.folder, quick=options.quick)
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        return _judge_all(specs, Path(folder), quick=options.quick)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="part of a spec's name, or a path; default: all")
    parser.add_argument("--quick", action="store_true", help="leave mypy and pyright out")
    parser.add_argument("--folder", type=Path, help="keep the generated packages here")
    return parser


def _judge_all(specs: list[Spec], folder: Path, *, quick: bool) -> int:
    width = max(len(spec.name) for spec in specs)
    print(f"{'spec':{width}}  " + "  ".join(f"{title:>{size}}" for title, size, _ in _COLUMNS), flush=True)
    results: list[Result] = []
    for spec in specs:
        result = judge(spec, folder / spec.name, quick=quick)
        (folder / spec.name / "result.json").write_text(json.dumps(asdict(result), indent=1), encoding="utf-8")
        print(_row(result, width), flush=True)
        results.append(result)
    for result in results:
        _print_wrong(result)
    return int(any(result.failed for result in results))


def _row(result: Result, width: int) -> str:
    return f"{result.spec:{width}}  " + "  ".join(f"{show(result):>{size}}" for _, size, show in _COLUMNS)


def _counts(result: Result, *keys: str) -> str:
    """The counts; only one where they are all the same, as they should be."""
    found = [result.counted.get(key) for key in keys]
    if not result.counted:
        return "-"
    return f"{found[0]:,}" if len(set(found)) == 1 else " / ".join(f"{count:,}" for count in found)


def _wrong(result: Result, key: str) -> str:
    return f"{len(result.wrong[key]):,}" if key in result.wrong else "-"


def _print_wrong(result: Result) -> None:
    for step, lines in result.wrong.items():
        if lines:
            print(f"\n{result.spec}, {step}: {len(lines):,}")
            for line in lines[:_SHOWN]:
                print(f"  {line[:300]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
