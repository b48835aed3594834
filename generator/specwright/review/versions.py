"""Verdicts as version numbers (Semantic Versioning 2.0.0)."""

from __future__ import annotations

import re
from enum import IntEnum

from .changes import Sdk, Wire


class Bump(IntEnum):
    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


def package_bump(sdk: Sdk, *, strict_typing: bool = False) -> Bump:
    """What a change of the package's surface asks for. Typing counts as minor unless `strict_typing`."""
    if sdk is Sdk.TYPING:
        return Bump.MAJOR if strict_typing else Bump.MINOR
    return {Sdk.NONE: Bump.NONE, Sdk.PATCH: Bump.PATCH, Sdk.MINOR: Bump.MINOR, Sdk.MAJOR: Bump.MAJOR}[sdk]


def api_bump(wire: Wire) -> Bump:
    """What a change on the wire asks for."""
    if wire is Wire.BREAKING:
        return Bump.MAJOR
    if wire in (Wire.WARNING, Wire.COMPATIBLE):
        return Bump.MINOR
    return Bump.PATCH if wire is Wire.DOCS else Bump.NONE


def next_version(current: str, bump: Bump) -> str | None:
    """The version after `current`; None when that is not `X.Y.Z`. Below 1.0.0 a major change raises Y (SemVer, 4)."""
    found = re.fullmatch(r"v?(\d+)\.(\d+)\.(\d+).*", current)
    if found is None:
        return None
    major, minor, patch = (int(part) for part in found.groups())
    if bump is Bump.MAJOR and major == 0:
        bump = Bump.MINOR
    match bump:
        case Bump.MAJOR:
            return f"{major + 1}.0.0"
        case Bump.MINOR:
            return f"{major}.{minor + 1}.0"
        case Bump.PATCH:
            return f"{major}.{minor}.{patch + 1}"
        case Bump.NONE:
            return f"{major}.{minor}.{patch}"
