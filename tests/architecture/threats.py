"""The statements about threats, and the tests that carry their numbers, as the table of `docs/threats.md`.

What comes in: the sources of the tests. A test carries a number in its name (`test_a01_…`) or in a marker
(`@pytest.mark.threat("a01")`). What goes out: the table. `python -m tests.architecture.threats` writes it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
DOCUMENT = TESTS.parent / "docs" / "threats.md"

GROUPS = {
    "a": "A hostile document",
    "b": "A hostile server",
    "c": "A careless caller",
    "d": "Regeneration",
}
STATEMENTS = {
    "a01": "Text of a document stands in code only inside string constants; the gate has passed every module.",
    "a02": "One function makes literals; templates print typed tokens only, and a plain string raises.",
    "a03": "A docstring reads as the cleaned text, whatever quotes, backslashes, line ends and surrogates are in it.",
    "a04": "Comments, and the first lines of a file, are ours to the letter.",
    "a05": "What pydantic evaluates in annotations is made of identifiers that we chose.",
    "a06": "Numbers, booleans, formats and styles are checked before use, and refused with their place.",
    "a07": "Extension keys never become code; names given in them are checked as identifiers.",
    "a08": "The configuration, the command line and the name of the document are treated like the document.",
    "a09": "TOML, JSON and Markdown are written by writers that know their rules.",
    "a10": "Files stay in the output folder, under names that every system takes, and never fall together.",
    "a11": "No name shadows what generated code uses; colliding names are told apart in a stable way.",
    "a12": "Confusable and invisible characters are mapped or escaped; every wire name survives as it is.",
    "a13": "References stay inside the document's folder, after symbolic links; nothing is fetched unasked.",
    "a14": "No message shows the content of a file that is no document.",
    "a15": "Circles that are no type are refused with their place; legal recursion generates.",
    "a16": "Bytes, nodes, depth, digits and files have limits; what exceeds one is named with its limit and place.",
    "a17": "Diamonds of references, thousands of members and values of examples take linear time, or are refused.",
    "a18": "Patterns that Python or pydantic would refuse do no harm to the generated module.",
    "a19": "NaN, infinities and huge numbers are written so that they can be read, or refused.",
    "a20": "YAML is read by the rules of 1.2 without tags, repeated keys are refused, encodings are recognised.",
    "a21": "A refusal is one line with its place, exit code 1 or 2, no traceback, no output.",
    "b01": "A redirect to another origin carries no credentials, cookies, headers of the user's, or body.",
    "b02": "What is read into memory is limited, counted after decompression.",
    "b03": "Slow, stalled and endless answers end at a deadline by the monotonic clock.",
    "b04": "Whatever fails is an error of one family, with request and cause.",
    "b05": "HTML, null, arrays or nothing with status 200 are not returned as the declared type.",
    "b06": "Unknown values and properties are kept as data; wrong types say where.",
    "b07": "Broken, deep and wrongly encoded JSON is read or refused.",
    "b08": "Messages are at most 2 KiB long, and credentials in them are masked.",
    "b09": "A wish to wait is bounded and parsed in every spelling; a budget ends retries in an outage.",
    "b10": "A call is sent at most `max_retries` + 1 times, with one idempotency key.",
    "b11": "Pages that repeat, never end, or lead to another origin are an error, in constant memory.",
    "b12": "Streams have limits, end with their connection, and are an error when cut.",
    "b13": "Cookies are not kept; names that a server gives never become paths.",
    "c01": "A path argument stays one segment of its route, or is refused by name.",
    "c02": "An empty path argument is refused before anything is sent.",
    "c03": "Path arguments of other types have one form; containers are refused.",
    "c04": "Header values that HTTP cannot carry are refused without being shown.",
    "c05": "File names, media types and headers of multipart parts cannot break out of their line.",
    "c06": "Credentials are in no `repr`, log, error, pickle or `vars`.",
    "c07": "A base URL is http or https and holds no password; credentials over plain http are warned of.",
    "c08": "A client serves threads, goes on after a fork and in another event loop.",
    "c09": "An unclosed client is a ResourceWarning; closing twice is fine, use after it is a clear error.",
    "c10": "Arguments are neither changed nor kept; options do not leak between calls.",
    "c11": "No timeout is asked for with None; zero and negative ones are refused.",
    "d01": "A run that is killed at any moment leaves the old output or the new one.",
    "d02": "A full or failing disk is one error; the old output is intact and nothing is left over.",
    "d03": "A refusal leaves the old output intact.",
    "d04": "A second run waits, or says what it waits for.",
    "d05": "Only files that we wrote are replaced or removed; edits of them are carried over or marked.",
    "d06": "The same bytes for any hash seed, locale, time zone, folder, width of the terminal and optimisation.",
    "d07": "A target that is a file, a link, not writable, or in use by others is refused and untouched.",
    "d08": "There and back again leaves no stale file.",
    "d09": "A formatter that is missing, fails or hangs is an error before anything is written.",
    "d10": "`--check` says with its exit code whether the output is out of date, and writes nothing.",
}


def numbers(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    """The statements that a test carries: from its name and its markers."""
    yield from (f"{group}{int(digits):02}" for group, digits in re.findall(r"_([abcd])(\d\d?)(?=_)", function.name))
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.threat":
            yield from (str(argument.value) for argument in mark.args if isinstance(argument, ast.Constant))


def carriers() -> dict[str, list[str]]:
    """By statement, the tests that carry it as `file::test`, sorted."""
    found: dict[str, list[str]] = {}
    for file in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                for number in numbers(node):
                    found.setdefault(number, []).append(f"{file.relative_to(TESTS).as_posix()}::{node.name}")
    return {number: sorted(set(tests)) for number, tests in sorted(found.items())}


def document() -> str:
    """`docs/threats.md`."""
    found = carriers()
    lines = [
        "# Threats, and the tests that prove what is promised",
        "",
        "Written by `python -m tests.architecture.threats`, and compared with the tests that are there. A test has the",
        'number of its statement in its name, or in a marker: `@pytest.mark.threat("a01")`. Paths are below `tests/`.',
    ]
    for group, title in GROUPS.items():
        lines += ["", f"## {group}: {title}", "", "| | statement | tests |", "|---|---|---|"]
        for number, statement in STATEMENTS.items():
            if number.startswith(group):
                tests = "<br>".join(f"`{test}`" for test in found.get(number, []))
                lines.append(f"| {number} | {statement} | {tests} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
