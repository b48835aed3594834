"""The gate: every Python file in, the same files out or an error. Nothing is written before all have passed.

It does not trust the quoting. Each file is compiled, and every name in the compiled code must be one that we chose or
that our own templates hold: text of the document can then stand inside string constants only, wherever it came from.
Compiled code is looked at because it is ten times smaller than a syntax tree and says the same about names (but for
those of keyword arguments, which do nothing without a function).
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import CodeType

from ...diagnostics import fail
from .environment import templates_folder
from .quoting import Ident

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_STRING = re.compile(r'"([^"\n]*)"')
# With it, annotations would be text, and text is not looked at.
_DEFERRED = "from __future__ import annotations\n"

_COMPILERS = frozenset(
    {
        *("__annotate__", "__annotations__", "__annotate_func__", "__conditional_annotations__", "__doc__", "__name__"),
        *("__class__", "__classcell__", "__classdict__", "__classdictcell__", "__firstlineno__", "__module__"),
        *("__qualname__", "__static_attributes__"),
    }
)
"""Names that no source holds: the compiler puts them into the code of classes and modules."""

_UNSAFE = frozenset(
    {
        *("__builtins__", "__import__", "breakpoint", "compile", "delattr", "eval", "exec", "input", "memoryview"),
        *("open", "os", "pickle", "popen", "setattr", "shutil", "socket", "subprocess", "sys", "system"),
    }
)
"""What no generated file needs. An API may have a property of such a name: it is among the chosen names then."""


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
        code = compile(text.replace(_DEFERRED, "\n").encode("utf-8"), path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return f"it is not Python ({type(error).__name__}, line {getattr(error, 'lineno', None)})"
    for part in _with_inner(code):
        for name in (*part.co_names, *part.co_varnames, *part.co_cellvars, part.co_name):
            if name not in allowed and (unknown := _unknown(name, allowed)):
                return f"line {part.co_firstlineno} or below holds the unknown name {unknown!r}"
    return None


def _with_inner(code: CodeType) -> Iterator[CodeType]:
    waiting = [code]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += (constant for constant in part.co_consts if isinstance(constant, CodeType))


def _unknown(name: str, allowed: frozenset[str]) -> str | None:
    """The first part of a dotted name that is not allowed; `_files` is where `files` is."""
    if name.startswith(("<", ".")) or name in _COMPILERS:
        return None
    parts = (part for part in name.split(".") if part not in allowed and part.removeprefix("_") not in allowed)
    return next(filter(None, parts), None)


@cache
def vocabulary() -> frozenset[str]:
    """Every word of our templates of Python files and of the strings in this target's sources, and Python's builtins,
    but for the unsafe ones."""
    words: set[str] = {"*", *dir(builtins), *keyword.kwlist}
    for template in templates_folder().rglob("*.py.j2"):
        words.update(_IDENTIFIER.findall(template.read_text(encoding="utf-8")))
    for source in Path(__file__).parent.rglob("*.py"):
        for line in _STRING.findall(source.read_text(encoding="utf-8")):
            words.update(_IDENTIFIER.findall(line))
    return frozenset(words - _UNSAFE)
