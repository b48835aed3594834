"""The Python target, whole: `ir.Api` in, every file of the distribution out.

    name → build views → render → format → gate

Nothing is written to disk here, and nothing is given out that the gate has not passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from ... import ir
from ...diagnostics import Diagnostics
from .api_md import api_md
from .environment import render
from .file_header import with_header
from .format import format_files
from .gate import check_files
from .manifest import manifest_json
from .naming import build_names
from .pyproject import pyproject_toml
from .repository_files import GITIGNORE, license_text
from .runtime_files import runtime_files
from .settings import PackageSettings
from .type_files import type_files
from .views.client import view_client
from .views.client_examples import view_client_example
from .views.context import Context
from .views.errors import view_errors, view_response_headers
from .views.package import view_package, view_resource_packages, view_version
from .views.package_tests import view_tests
from .views.pagination import view_pagination
from .views.readme import view_readme
from .views.resources import view_resource


def generate(
    api: ir.Api, settings: PackageSettings, diagnostics: Diagnostics, remembered: Mapping[str, str] | None = None
) -> dict[str, str | bytes]:
    """Every file of the distribution, by posix path, sorted. `remembered`: the names of the last run's manifest.

    Raises `SpecwrightError` when a file does not pass the gate.
    """
    context = Context(api, build_names(api, settings, diagnostics, remembered), settings)
    target = f"py{settings.python_floor.replace('.', '')}"
    runtime = runtime_files(api, context.names, settings)
    rendered = {**_in_package(context, package_files(context)), **dict(repository_files(context))}
    written = {**_in_package(context, runtime.items()), **rendered}
    files = format_files(with_header(written, settings.file_header), target=target)
    # The runtime is no template: nothing of the document is in it but names that were chosen.
    check_files({path: files[path] for path in rendered}, context.names.identifiers())
    return dict(sorted(files.items()))


def _in_package(context: Context, files: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {f"src/{context.settings.package_name}/{path}": text for path, text in files}


def package_files(context: Context) -> Iterator[tuple[str, str]]:
    """What is installed besides the runtime, by path below the package's folder."""
    api = context.api
    yield from type_files(api, context.names).items()
    yield "__init__.py", render("package/package_init.py.j2", view=view_package(context))
    yield "_version.py", render("package/version.py.j2", view=view_version(context))
    yield "_client.py", render("package/client.py.j2", view=view_client(context))
    if api.errors is not None:
        yield "_known_errors.py", render("package/known_errors.py.j2", view=view_errors(context, api.errors))
    if api.response_headers:
        yield "_response_headers.py", render("package/response_headers.py.j2", view=view_response_headers(api))
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


def test_files(context: Context) -> Iterator[tuple[str, str]]:
    """The tests that the package carries."""
    client = view_client_example(context)
    yield "tests/__init__.py", ""
    yield "tests/fake_api.py", render("package_tests/fake_api.py.j2", view=client)
    yield "tests/conftest.py", render("package_tests/conftest.py.j2", view=client)
    yield "tests/test_client.py", render("package_tests/test_client.py.j2", view=client)
    folders = {"tests/api_resources"}
    for resource in (context.api.root, *_below(context.api.root)):
        if resource.methods:
            path = _test_path(context, resource)
            folders |= {parent.as_posix() for parent in PurePosixPath(path).parents if len(parent.parts) > 1}
            yield path, render("package_tests/resource.py.j2", view=view_tests(context, resource))
    yield from ((f"{folder}/__init__.py", "") for folder in sorted(folders))


def _test_path(context: Context, resource: ir.Resource) -> str:
    """`tests/api_resources/test_files.py`, and beside it `files/test_versions.py` for what is below."""
    parts = context.names.resource(resource.path).module.split(".")
    if resource.children and len(parts) > 2:
        del parts[-1]
    return "/".join(("tests/api_resources", *parts[1:-1], f"test_{parts[-1].lstrip('_')}.py"))


def repository_files(context: Context) -> Iterator[tuple[str, str]]:
    """What stands beside `src/`."""
    settings, info = context.settings, context.api.info
    yield "pyproject.toml", pyproject_toml(settings, info)
    yield "README.md", render("package/README.md.j2", view=view_readme(context))
    yield "api.md", api_md(context)
    if settings.tests:
        yield from test_files(context)
    yield ".gitignore", GITIGNORE
    license_file = license_text(settings)
    if license_file is not None:
        yield settings.license_file, license_file
