"""What the user decides about the distribution, apart from the API itself.

What comes in: `targets.python`, `readme` and `settings` of the configuration, translated by the pipeline. What goes
out: `PackageSettings`, checked once; every later stage trusts it.
"""

from __future__ import annotations

import keyword
import re

from ...diagnostics import fail
from ...ir import JsonValue
from ...values import dataclass

_PACKAGE = re.compile(r"[a-z_][a-z0-9_]*")
_PROJECT = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?(\.post[0-9]+)?(\.dev[0-9]+)?(\+[a-z0-9.]+)?")
_EXTENSION = re.compile(r"[A-Za-z0-9]{1,10}")
_FLOOR = re.compile(r"3\.(1[0-9]|[2-9][0-9])")
_HTTP_LIBRARIES = ("httpx", "httpx2")


@dataclass(frozen=True)
class Author:
    name: str
    email: str | None = None


@dataclass(frozen=True)
class ReadmeExample:
    """A call to show. `place`: `headline`, `pagination`, …; `params`: arguments by the name on the wire, as JSON.

    `prints` is the wire name of the property of the result to print, False for all of it, None for what the method
    says; `variable` what the result is called; `file` the argument that is a file, by its name on the wire.
    """

    place: str
    operation: str
    params: tuple[tuple[str, JsonValue], ...] = ()
    prints: str | bool | None = None
    variable: str | None = None
    file: str | None = None
    file_path: str | None = None


@dataclass(frozen=True)
class PackageSettings:
    """`package_name` is what users import, `project_name` what they install.

    Raises `SpecwrightError` for values that could not stand in a package's metadata (PEP 440, PEP 508, PEP 621).
    """

    package_name: str
    project_name: str
    version: str = "0.0.1"
    license: str | None = "Apache-2.0"
    """SPDX expression, None for no licence."""
    license_contents: str | None = None
    """The licence's text, where it is one of the user's own; `license` is its name then, not an SPDX expression."""
    license_extension: str | None = None
    """The extension of the licence's file (`md`); None: it has none."""
    repository: str | None = None
    """The repository's URL."""
    docs_url: str | None = None
    readme_title: str | None = None
    http_library: str = "httpx"
    legacy_raw_responses: bool = False
    """`with_raw_response` gives responses of the first generation of SDKs."""
    short_resource_classes: bool = False
    open_typed_dicts_are_unions: bool = False
    protect_pydantic_namespace: bool = True
    """Fields that begin with `model_` are called `api_model_…`."""
    """Classes of resources are called `Orders`, not `OrdersResource`, where no model is."""
    python_floor: str = "3.10"
    authors: tuple[Author, ...] = ()
    description: str | None = None
    examples: tuple[ReadmeExample, ...] = ()
    license_classifier: str | None = None
    """A trove classifier, where the licence has one."""
    file_header: str | None = None
    """A comment for the top of every Python file."""
    tests: bool = True
    """The package carries tests."""

    @property
    def license_file(self) -> str:
        """The name of the licence's file."""
        return f"LICENSE.{self.license_extension}" if self.license_extension else "LICENSE"

    def __post_init__(self) -> None:
        _check("package_name", self.package_name, _PACKAGE)
        _check("project_name", self.project_name, _PROJECT)
        _check("version", self.version, _VERSION)
        _check("python_floor", self.python_floor, _FLOOR)
        _check("license.extension", self.license_extension or "md", _EXTENSION)
        if keyword.iskeyword(self.package_name) or len(self.package_name) > 96:
            raise fail("Config/PackageName", f"`package_name` cannot be imported: {self.package_name!r}")
        if self.http_library not in _HTTP_LIBRARIES:
            raise fail(
                "Config/HttpLibrary",
                f"`http_library` is one of {', '.join(_HTTP_LIBRARIES)}; found {self.http_library!r}",
            )


def _check(key: str, value: str, pattern: re.Pattern[str]) -> None:
    if not pattern.fullmatch(value):
        raise fail("Config/PackageSettings", f"`{key}` is not usable: {value!r}; expected {pattern.pattern}")
