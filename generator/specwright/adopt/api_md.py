"""Reading api.md: the methods and types that the generator has listed, by resource.

What comes in: a package. What goes out: `ApiMd`. Large packages have an api.md for each resource (`standalone_api`),
and only a heading that leads to it (`# [Accounts](src/shop/resources/accounts/api.md)`) in the main one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path

from ..values import dataclass
from .package import Package

_TITLED = re.compile(
    r'- <code title="(?P<title>[^"]*)">client\.(?P<path>(?:\w+\.)*)<a href="[^"]*">(?P<name>[\w\\]+)</a>'
)
_LINKED = re.compile(r"^(#+) \[[^\]]*\]\(([^)\s]+\.md)\)[ \t]*$", re.MULTILINE)
_PARENTHESES = re.compile(r"\(\s*\n([^)]*)\)")
_MAX_DEPTH = 5


@dataclass(frozen=True, slots=True)
class ApiMd:
    """`methods`: those that call an endpoint, by the names that lead to them, with the endpoint (`get /orders`).
    `types`: by the headings above them, the module they are imported from (`types.orders`) and their name."""

    methods: Mapping[tuple[str, ...], str]
    types: Mapping[tuple[str, ...], tuple[tuple[str, str], ...]]

    def lists(self, path: tuple[str, ...], name: str) -> bool:
        """Whether it has the method of a resource."""
        return (*path, name) in self.methods or (*path, name.rstrip("_")) in self.methods


def read_api_md(package: Package) -> ApiMd | None:
    """What api.md and the files it leads to say; None when there is no api.md."""
    text = package.text("api.md")
    if text is None:
        return None
    text = _with_linked(text, package.root, 0)
    # Formatters of Markdown write `\_`, and `*` for an underscore that they take for emphasis.
    matches = _TITLED.finditer(re.sub(r"(?<=\w)\*|\\_", "_", text))
    methods = {(*match["path"].split(".")[:-1], match["name"]): html.unescape(match["title"]) for match in matches}
    return ApiMd(methods, {headings: tuple(names) for headings, names in _types(text).items()})


def _with_linked(text: str, root: Path, depth: int) -> str:
    """The text with each heading that leads to a file replaced by the file, whose headings then stand below it."""

    def opened(match: re.Match[str]) -> str:
        file = (root / match[2]).resolve()
        if depth >= _MAX_DEPTH or not file.is_relative_to(root.resolve()) or not file.is_file():
            return match[0]
        inner = file.read_text(encoding="utf-8", errors="replace")
        lower = "#" * (len(match[1]) - 1)
        return _with_linked(re.sub(r"^#", f"{lower}#", inner, flags=re.MULTILINE), root, depth + 1)

    return _LINKED.sub(opened, text)


def _types(text: str) -> dict[tuple[str, ...], list[tuple[str, str]]]:
    """The types that are listed, by the headings they stand under."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    path: list[str] = []
    for line in _PARENTHESES.sub(lambda match: " " + " ".join(match[1].split()), text).splitlines():
        heading = re.match(r"(#+) \[?([^\]]+)", line)
        if heading is not None:
            path[len(heading[1]) - 1 :] = [heading[2].strip()]
        imported = re.match(r"from [^.\s]+\.([\w.]+) import (.+)", line)
        if imported is not None:
            names = [name.strip() for name in imported[2].split(",") if name.strip()]
            found.setdefault(tuple(path), []).extend((imported[1], name) for name in names)
    return found
