"""The gate: every Python file in, the same files out or an error. Nothing is written before all have passed.

It does not trust the quoting: each file must parse and compile, every identifier in its syntax tree must be one that we
chose or that our own templates and runtime hold, and so text of the document can only stand inside string constants.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from ...diagnostics import fail
from .environment import templates_folder
from .quoting import Ident

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_NAMED_BY = {
    ast.Name: ("id",),
    ast.Attribute: ("attr",),
    ast.arg: ("arg",),
    ast.keyword: ("arg",),
    ast.FunctionDef: ("name",),
    ast.AsyncFunctionDef: ("name",),
    ast.ClassDef: ("name",),
    ast.alias: ("name", "asname"),
    ast.ImportFrom: ("module",),
    ast.ExceptHandler: ("name",),
}
_FORBIDDEN = (ast.Global, ast.Nonlocal, ast.Delete, ast.NamedExpr)


def check_files(files: Mapping[str, str], ours: Iterable[str]) -> None:
    """Let `files` pass, or raise `SpecwrightError` naming the first one that must not be written.

    `ours` are the identifiers that were chosen for this SDK (`Names.identifiers`); those made as `Ident` count too.
    """
    allowed = vocabulary() | Ident.made() | frozenset(ours)
    for path, text in files.items():
        if path.endswith(".py") and (problem := find_problem(path, text, allowed)) is not None:
            raise fail("Output/Gate", f"`{path}` was not written: {problem}", hint="this is a mistake of the generator")


def find_problem(path: str, text: str, allowed: frozenset[str]) -> str | None:
    """What is wrong with a file; None for nothing."""
    try:
        tree = ast.parse(text.encode("utf-8"), filename=path)
        compile(tree, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return f"it is not Python ({type(error).__name__}, line {getattr(error, 'lineno', None)})"
    for node in ast.walk(tree):
        if isinstance(node, _FORBIDDEN):
            return f"line {node.lineno} holds a statement that no template writes"
        for attribute in _NAMED_BY.get(type(node), ()):
            for name in (getattr(node, attribute) or "").split("."):
                if name and name not in allowed:
                    return f"line {getattr(node, 'lineno', 0)} holds the unknown name {name!r}"
    return None


@cache
def vocabulary() -> frozenset[str]:
    """Every word of this target's sources, templates and runtime, and Python's builtins."""
    words: set[str] = {"*", *dir(builtins), *keyword.kwlist}
    for file in (*Path(__file__).parent.rglob("*"), *templates_folder().rglob("*")):
        if file.suffix in (".py", ".j2") and file.is_file():
            words.update(_IDENTIFIER.findall(file.read_text(encoding="utf-8")))
    return frozenset(words)
