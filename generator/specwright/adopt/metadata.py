"""Reading the distribution's metadata: names, version, licence, repository.

What comes in: pyproject.toml, or the METADATA of a wheel or an installed package. What goes out: `targets.python`,
`settings.license` and the organisation's contact.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from .found import Findings
from .package import Package


def read_metadata(package: Package, found: Findings) -> None:
    found.put(("targets", "python", "package_name"), package.name, package.name)
    text = package.text("pyproject.toml")
    if text is not None:
        _pyproject(text, found)
        return
    metadata = next(iter(sorted(package.root.glob(f"{package.name}-*.dist-info/METADATA"))), None)
    if metadata is not None:
        _wheel(metadata, found)
    else:
        found.unsure.append("how the distribution is called: there is no pyproject.toml")


def _pyproject(text: str, found: Findings) -> None:
    try:
        project: Any = tomllib.loads(text).get("project", {})
    except tomllib.TOMLDecodeError:
        found.unsure.append("pyproject.toml: no readable TOML")
        return
    for path, value in (
        (("targets", "python", "project_name"), project.get("name")),
        (("targets", "python", "version"), project.get("version")),
        (("settings", "license"), _license(project.get("license"))),
        (("targets", "python", "production_repo"), _repository(project.get("urls", {}))),
        (("organization", "contact"), _contact(project.get("authors", []))),
    ):
        if isinstance(value, str):
            found.put(path, value, f"pyproject.toml:{_line(text, value)}")


def _license(written: Any) -> Any:
    return written.get("text") if isinstance(written, dict) else written


def _repository(urls: Any) -> str | None:
    """`owner/name`, as the configuration has it."""
    for key in ("Repository", "Homepage"):
        found = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", str(urls.get(key, "")))
        if found is not None:
            return found[1]
    return None


def _contact(authors: Any) -> Any:
    return next((author["email"] for author in authors if isinstance(author, dict) and author.get("email")), None)


def _line(text: str, value: str) -> int:
    found = text.find(value)
    return text.count("\n", 0, max(found, 0)) + 1


def _wheel(metadata: Path, found: Findings) -> None:
    names = {"Name": "project_name", "Version": "version"}
    place = f"{metadata.parent.name}/{metadata.name}"
    for number, line in enumerate(metadata.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        key, _, value = line.partition(": ")
        if not line:
            return
        if key in names:
            found.put(("targets", "python", names[key]), value, f"{place}:{number}")
        elif key in ("License", "License-Expression"):
            found.put(("settings", "license"), value, f"{place}:{number}")
