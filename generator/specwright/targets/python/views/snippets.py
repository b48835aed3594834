"""Build stage: example calls in, the code of a README out: broken into lines as a formatter would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ....values import dataclass
from ..quoting import Code

WIDTH = 88
_FUNCTION = ("def ", "async def ")


@dataclass(frozen=True, slots=True)
class SnippetView:
    """Lines of Python for a reader."""

    code: Code


def snippet(*parts: str) -> SnippetView:
    """Parts of code, separated by empty lines: two around functions."""
    text, before = "", ""
    for part in filter(None, parts):
        wide = part.startswith(_FUNCTION) or before.startswith(_FUNCTION)
        text = f"{text}{_between(wide=wide) if text else ''}{part}"
        before = part
    return SnippetView(Code(text))


def _between(*, wide: bool) -> str:
    return "\n\n\n" if wide else "\n\n"


def statement(before: str, function: str, arguments: Sequence[str], after: str = "") -> str:
    """`before + function(arguments) + after`, with one argument a line where it is too long for one."""
    line = f"{before}{function}({', '.join(arguments)}){after}"
    if len(line) <= WIDTH or not arguments:
        return line
    inner = "\n".join(f"    {argument}," for argument in arguments)
    return f"{before}{function}(\n{inner}\n){after}"


def block(head: str, body: Iterable[str]) -> str:
    """`head:` and what is indented under it."""
    return "\n".join((f"{head}:", *(indented(part) for part in body)))


def indented(text: str) -> str:
    """`text` one level further in."""
    return "\n".join(f"    {line}" if line else line for line in text.split("\n"))
