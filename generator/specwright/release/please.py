"""The files of release-please, kept in step: the version it knows, where its changelog is, which files it marks.

What comes in: `.release-please-manifest.json` and `release-please-config.json` above an SDK. What goes out: their
content as far as it matters here (release-please's "Manifest Driven release-please" is the source of the rules).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ..values import dataclass

MANIFEST = ".release-please-manifest.json"
CONFIG = "release-please-config.json"
_VERSION = r"\d+\.\d+\.\d+(?:[-.]?[0-9A-Za-z.+-]+)?"
_LINE = "x-release-please-version"
_START, _END = "x-release-please-start-version", "x-release-please-end"


@dataclass(frozen=True, slots=True)
class ReleasePlease:
    """`key`: how the files call the SDK's folder. `extra`: files with marked lines; `left`: those of other kinds.

    `version`: the one released last; None when the manifest does not list the SDK.
    """

    manifest: Path
    key: str
    version: str | None
    changelog: Path
    extra: tuple[Path, ...] = ()
    left: tuple[str, ...] = ()

    def manifest_with(self, text: str, version: str) -> str:
        """The manifest's text with another version of this SDK."""
        found: dict[str, Any] = json.loads(text)
        found[self.key] = version
        indent = re.search(r"\n([ \t]+)", text)
        return json.dumps(found, indent=indent[1] if indent else 2, ensure_ascii=False) + "\n"


def find_release_please(sdk: Path, top: Path) -> ReleasePlease | None:
    """What the nearest files say of the SDK in `sdk`, looked for upwards to `top`; None when there are none.

    Raises ValueError when they cannot be read as what they are.
    """
    folder = sdk.resolve()
    for root in (folder, *folder.parents):
        if (root / MANIFEST).is_file():
            return _read(root, folder)
        if root == top.resolve():
            break
    return None


def _read(root: Path, sdk: Path) -> ReleasePlease:
    versions = _object(root / MANIFEST)
    config = _object(root / CONFIG) if (root / CONFIG).is_file() else {}
    key = sdk.relative_to(root).as_posix()
    packages = config.get("packages")
    package = packages.get(key) if isinstance(packages, dict) else None
    settings = {**config, **(package if isinstance(package, dict) else {})}
    known = versions.get(key)
    extra, left = _extra(root, sdk, settings.get("extra-files"))
    changelog = settings.get("changelog-path")
    return ReleasePlease(
        root / MANIFEST,
        key,
        known if isinstance(known, str) else None,
        _inside(root, sdk, changelog if isinstance(changelog, str) else "CHANGELOG.md") or sdk / "CHANGELOG.md",
        extra,
        left,
    )


def _object(file: Path) -> dict[str, Any]:
    found = json.loads(file.read_bytes())
    if not isinstance(found, dict):
        raise ValueError(f"{file} is not an object")
    return found


def _extra(root: Path, sdk: Path, listed: Any) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The files with marked lines, and the names of those of another type (json, yaml, toml, xml paths)."""
    files: list[Path] = []
    left: list[str] = []
    for entry in listed if isinstance(listed, list) else ():
        name = entry.get("path") if isinstance(entry, dict) else entry
        kind = entry.get("type", "generic") if isinstance(entry, dict) else "generic"
        place = _inside(root, sdk, name) if isinstance(name, str) else None
        if place is not None and kind == "generic":
            files.append(place)
        else:
            left.append(str(name))
    return tuple(files), tuple(left)


def _inside(root: Path, sdk: Path, name: str) -> Path | None:
    """A path relative to the SDK, or with a slash before it to the root; None when it leads out of the root."""
    place = (root / name.lstrip("/") if name.startswith("/") else sdk / name).resolve()
    return place if root.resolve() in place.parents else None


def marked_version(text: str, version: str) -> str:
    """The text with `version` on the lines that release-please would update: marked ones, and those between marks."""
    lines: list[str] = []
    between = False
    for line in text.splitlines(keepends=True):
        between = (between or _START in line) and _END not in line
        lines.append(re.sub(_VERSION, version, line, count=1) if between or _LINE in line else line)
    return "".join(lines)
