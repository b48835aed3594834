"""Changes of files as a patch that `git apply` and `patch -p1` take.

What comes in: a path and the bytes before and after (None: no file). What goes out: the text of the patch, and how many
lines were added and removed. Lines end as in the texts; a form feed or U+2028 ends none, as for git.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from ..values import dataclass

_NO_END = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class Patch:
    """`added` and `removed` count lines; both are 0 for files that are not text."""

    text: str
    added: int = 0
    removed: int = 0


def patch(path: str, before: bytes | None, after: bytes | None) -> Patch:
    """The patch that makes `after` of `before`; one without text when they are equal."""
    if before == after:
        return Patch("")
    head = [f"diff --git {_name('a', path)} {_name('b', path)}\n"]
    if before is None:
        head.append("new file mode 100644\n")
    if after is None:
        head.append("deleted file mode 100644\n")
    old, new = _name("a", path) if before is not None else "/dev/null", _name("b", path)
    new = new if after is not None else "/dev/null"
    try:
        texts = (before or b"").decode(), (after or b"").decode()
    except UnicodeDecodeError:
        return Patch("".join([*head, f"Binary files {old} and {new} differ\n"]))
    if "\0" in texts[0] + texts[1]:
        return Patch("".join([*head, f"Binary files {old} and {new} differ\n"]))
    lines = list(_hunks(old, new, *texts))
    added, removed = (sum(line.startswith(sign) for line in lines[2:]) for sign in "+-")
    return Patch("".join([*head, *lines]), added, removed)


def _hunks(old: str, new: str, before: str, after: str) -> Iterator[str]:
    for line in difflib.unified_diff(split_lines(before), split_lines(after), old, new):
        yield line if line.endswith("\n") else f"{line}\n{_NO_END}"


def split_lines(text: str) -> list[str]:
    """Lines with their ends. Not `splitlines`, to which a form feed or U+2028 ends a line as well."""
    return [line + "\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]


def _name(side: str, path: str) -> str:
    """A path as git writes it: in quotes, with escapes, when it holds what could be taken for something else."""
    name = f"{side}/{path}"
    if re.fullmatch(r"[\x20-\x7e]*", name) and not set('"\\') & set(name):
        return name
    return '"' + "".join(map(_escaped, name.encode())) + '"'


def _escaped(byte: int) -> str:
    character = chr(byte)
    if character in '"\\':
        return f"\\{character}"
    return character if 0x20 <= byte < 0x7F else f"\\{byte:03o}"
