"""Render stage: views and templates in, the text of files out (not yet formatted).

A template prints tokens of `quoting` and nothing else: printing a plain `str` is an error, and so is asking for
something its view does not have. Text of the document is a value here, never a template's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import jinja2

from .quoting import Code, Doc, Token, docstring_body, literal

_PRINTABLE = (Token, jinja2.Undefined)
_LINE_WITH_TEXT = re.compile(r"\n(?=[^\n])")


class UnquotedText(TypeError):
    """A template printed text that did not go through `quoting`: a mistake of ours."""


def templates_folder() -> Path:
    """Where the templates are: inside the installed package, or beside its sources."""
    here = Path(__file__).resolve()
    installed = here.parents[2] / "_templates" / "python"
    return installed if installed.is_dir() else here.parents[4] / "templates" / "python"


@cache
def environment() -> jinja2.Environment:
    """The Jinja environment of the Python target. HTML escaping is off: it does not make Python safe, tokens do."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates_folder()),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_only_tokens,
        autoescape=False,
        auto_reload=False,  # else each of 18,000 uses of a template looks whether its file has changed
        extensions=[],
    )
    made.filters = {"py": literal, "doc": docstring_body, "indent": _indent, "join": _join, "length": len}
    made.globals.clear()
    return made


def load_templates() -> None:
    """Load all templates now; else each is loaded when it is first used, in each process that uses it."""
    for name in environment().list_templates(extensions=["j2"]):
        environment().get_template(name)


def render(template: str, **views: object) -> str:
    """The text of one file. `template` is relative to the templates' folder (`package/resource.py.j2`).

    Raises `UnquotedText` or Jinja's `UndefinedError`: both are mistakes in a template or a view.
    """
    return environment().get_template(template).render(**views)


def _only_tokens(value: object) -> object:
    if isinstance(value, _PRINTABLE):
        return value
    raise UnquotedText(f"a template prints {type(value).__name__} {value!r}")


def _indent(text: Token, width: int) -> Token:
    """`text` with its lines after the first moved right; the quotes of a docstring of several lines stand alone."""
    pad = " " * width
    moved = _LINE_WITH_TEXT.sub(f"\n{pad}", text)
    if isinstance(text, Doc):
        return Doc(f"{moved}\n{pad}" if "\n" in text else moved)
    return Code(moved)


def _join(parts: Iterable[Token], separator: str = ", ") -> Code:
    tokens = list(parts)
    for token in tokens:
        _only_tokens(token)
    return Code(separator.join(tokens))
