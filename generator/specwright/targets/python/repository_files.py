"""Render stage: the small files of the distribution: licence and `.gitignore`."""

from __future__ import annotations

from .environment import templates_folder
from .settings import PackageSettings

GITIGNORE = """\
__pycache__/
*.py[cod]
.venv/
.env
.mypy_cache/
.pytest_cache/
.ruff_cache/
dist/
"""

_HOLDER = "<holder>"


def license_text(settings: PackageSettings) -> str | None:
    """The licence's text: the user's own, or that of a licence known by its SPDX identifier; None for no licence.

    Of a licence whose text is not known here, the identifier is all that is written.
    """
    if settings.license_contents is not None:
        return settings.license_contents.rstrip() + "\n"
    if settings.license is None:
        return None
    file = templates_folder() / "licenses" / f"{settings.license}.txt"
    if not _is_plain(settings.license) or not file.is_file():
        return f"SPDX-License-Identifier: {settings.license}\n"
    holder = settings.authors[0].name if settings.authors else settings.project_name
    return file.read_text(encoding="utf-8").replace(_HOLDER, " ".join(holder.split()))


def _is_plain(identifier: str) -> bool:
    """Whether an identifier can be a file name of ours: no separators, no leading dot."""
    return identifier.replace("-", "").replace(".", "").isalnum() and not identifier.startswith(".")
