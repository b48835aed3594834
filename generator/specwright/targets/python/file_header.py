"""Render stage: the comment that a team wants at the top of every file (`settings.file_header`)."""

from __future__ import annotations

from collections.abc import Mapping

from .quoting import clean_doc


def with_header(files: Mapping[str, str], header: str | None) -> dict[str, str]:
    """The files, each Python file that is not empty with `header` above it, as a comment.

    Whatever the text holds stays in the comment: lines end where Python ends them, and what does not print is left out.
    """
    lines = clean_doc(header or "").splitlines()
    if not any(lines):
        return dict(files)
    comment = "".join(f"# {line.removeprefix('#').strip()}".rstrip() + "\n" for line in lines)
    return {path: f"{comment}\n{text}" if path.endswith(".py") and text else text for path, text in files.items()}
