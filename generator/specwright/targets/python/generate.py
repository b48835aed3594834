"""The Python target, whole: `ir.Api` in, every file of the distribution out.

    name → build views → render → format → gate

Nothing is written to disk here, and nothing is given out that the gate has not passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ... import ir
from ...diagnostics import Diagnostics
from .api_md import api_md
from .environment import render
from .format import format_files
from .manifest import manifest_json
from .naming import build_names
from .pyproject import pyproject_toml
from .repository_files import GITIGNORE, license_text
from .runtime_files import runtime_files
from .settings import PackageSettings
from .type_files import type_files
from .views.client import view_client
from .views.context import Context
from .views.package import view_package, view_resource_packages, view_version
from .views.pagination import view_pagination
from .views.resources import view_resource


def generate(
    api: ir.Api, settings: PackageSettings, diagnostics: Diagnostics, remembered: Mapping[str, str] | None = None
) -> dict[str, str | bytes]:
    """Every file of the distribution, by posix path, sorted. `remembered`: the names of the last run's manifest.

    Raises `SpecwrightError` when a file does not pass the gate.
    """
    context = Context(api, build_names(api, settings, diagnostics, remembered), settings)
    package = {f"src/{settings.package_name}/{path}": text for path, text in package_files(context)}
    files = format_files(
        {**package, **dict(repository_files(context))}, target=f"py{settings.python_floor.replace('.', '')}"
    )
    return dict(sorted(files.items()))


def package_files(context: Context) -> Iterator[tuple[str, str]]:
    """What is installed, by path below the package's folder."""
    api, names, settings = context.api, context.names, context.settings
    yield from runtime_files(api, names, settings).items()
    yield from type_files(api, names).items()
    yield "__init__.py", render("package/package_init.py.j2", view=view_package(context))
    yield "_version.py", render("package/version.py.j2", view=view_version(context))
    yield "_client.py", render("package/client.py.j2", view=view_client(context))
    if api.paging:
        yield "pagination.py", render("package/pagination.py.j2", view=view_pagination(context))
    yield from resource_files(context)
    yield "lib/.keep", ""
    yield "_manifest.json", manifest_json(context)


def resource_files(context: Context) -> Iterator[tuple[str, str]]:
    """`resources/`: a module for each resource, and the packages they are in."""
    for package, view in view_resource_packages(context).items():
        yield f"{package.replace('.', '/')}/__init__.py", render("models/package.py.j2", view=view)
    for resource in _below(context.api.root):
        module = context.names.resource(resource.path).module
        yield f"{module.replace('.', '/')}.py", render("package/resource.py.j2", view=view_resource(context, resource))


def _below(resource: ir.Resource) -> Iterator[ir.Resource]:
    for child in resource.children:
        yield child
        yield from _below(child)


def repository_files(context: Context) -> Iterator[tuple[str, str]]:
    """What stands beside `src/`."""
    settings, info = context.settings, context.api.info
    yield "pyproject.toml", pyproject_toml(settings, info)
    yield "api.md", api_md(context)
    yield ".gitignore", GITIGNORE
    license_file = license_text(settings)
    if license_file is not None:
        yield "LICENSE", license_file
