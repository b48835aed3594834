"""Render stage: the package's settings in, its `pyproject.toml` out."""

from __future__ import annotations

from collections.abc import Mapping

from ... import ir
from .settings import PackageSettings
from .toml import TomlValue, toml_document
from .views.docs import clean

_HTTP = {"httpx": "httpx>=0.27,<1", "httpx2": "httpx2>=2.12,<3"}
_SNIFFIO = {
    # Several times in every asynchronous call, httpx tries to import this. Since anyio does without, it is not there
    # unless somebody asks for it, and looking for it in vain is the longer half of what a call takes.
    "httpx": ("sniffio>=1.1,<2",),
    "httpx2": (),
}
_AIOHTTP = {
    "httpx": ("aiohttp>=3.9,<4", "httpx-aiohttp>=0.1.9"),
    "httpx2": ("aiohttp>=3.10,<4", "httpx-aiohttp[httpx2]>=0.2"),
}
_NEWEST = 14
"""The last minor version of Python 3 in the classifiers."""


def pyproject_toml(settings: PackageSettings, info: ir.Info) -> str:
    """The text, read back once before it is given out."""
    return toml_document(
        {
            "build-system": {"requires": ["hatchling>=1.27"], "build-backend": "hatchling.build"},
            "project": _project(settings, info),
            "project.urls": _urls(settings, info),
            "project.optional-dependencies": {
                "aiohttp": list(_AIOHTTP[settings.http_library]),
                "webhooks": ["standardwebhooks>=1,<2"],
            },
            "dependency-groups": {"dev": ["mypy>=1.15", "pyright>=1.1.400", "pytest>=8", "ruff>=0.12"]},
            "tool.hatch.build.targets.wheel": {"packages": [f"src/{settings.package_name}"]},
            "tool.hatch.build.targets.sdist": {
                "include": ["/src", "/tests", "/README.md", f"/{settings.license_file}", "/api.md"]
            },
            "tool.pytest.ini_options": {"testpaths": ["tests"], "addopts": ["--strict-config", "--strict-markers"]},
            "tool.ruff": {"line-length": 120, "target-version": f"py{settings.python_floor.replace('.', '')}"},
            "tool.ruff.lint": {"select": ["E4", "E7", "E9", "F", "I"]},
            # Types that refer to each other in a circle import the others last.
            "tool.ruff.lint.per-file-ignores": {f"src/{settings.package_name}/types/*": ["E402"]},
            "tool.mypy": {"strict": True, "python_version": settings.python_floor},
            "tool.pyright": {"typeCheckingMode": "standard", "pythonVersion": settings.python_floor},
        }
    )


def _project(settings: PackageSettings, info: ir.Info) -> Mapping[str, TomlValue]:
    project: dict[str, TomlValue] = {
        "name": settings.project_name,
        "version": settings.version,
        "description": description(settings, info),
        "readme": "README.md",
        "requires-python": f">={settings.python_floor}",
    }
    if settings.license_contents is not None:
        # No SPDX expression (PEP 639): `LicenseRef-` is for licences that are on no list.
        project |= {"license": "LicenseRef-Custom", "license-files": [settings.license_file]}
    elif settings.license is not None:
        project |= {"license": settings.license, "license-files": [settings.license_file]}
    if settings.license_classifier is not None:
        # Build backends refuse both an SPDX expression and a classifier of the licence (PEP 639, "Deprecate license
        # classifiers").
        project.pop("license", None)
    authors = _authors(settings, info)
    if authors:
        project["authors"] = authors
    project["classifiers"] = [
        *([settings.license_classifier] if settings.license_classifier is not None else []),
        "Intended Audience :: Developers",
        "Operating System :: OS Independent",
        *(f"Programming Language :: Python :: 3.{minor}" for minor in range(_floor(settings), _NEWEST + 1)),
        "Typing :: Typed",
    ]
    project["dependencies"] = [
        "anyio>=3.5,<5",
        _HTTP[settings.http_library],
        "pydantic>=2.10,<3",
        *_SNIFFIO[settings.http_library],
        "typing-extensions>=4.12,<5",
    ]
    return project


def description(settings: PackageSettings, info: ir.Info) -> str:
    """One line about the package."""
    title = " ".join(clean(info.title).split()) or settings.project_name
    api = title if title.lower().endswith("api") else f"{title} API"
    return settings.description or f"The Python library for the {api}"


def _floor(settings: PackageSettings) -> int:
    return int(settings.python_floor.partition(".")[2])


def _authors(settings: PackageSettings, info: ir.Info) -> list[TomlValue]:
    if settings.authors:
        return [{"name": a.name, "email": a.email} if a.email else {"name": a.name} for a in settings.authors]
    return [{"name": " ".join(info.contact_name.split())}] if info.contact_name and info.contact_name.split() else []


def _urls(settings: PackageSettings, info: ir.Info) -> Mapping[str, TomlValue]:
    urls = {
        "Homepage": settings.repository,
        "Repository": settings.repository,
        "Documentation": settings.docs_url or info.docs_url,
    }
    return {name: url for name, url in urls.items() if url and url.startswith(("https://", "http://"))}
