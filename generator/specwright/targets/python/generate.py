"""The Python target, whole: `ir.Api` in, every file of the distribution out.

    name → build views → render → format → gate

Nothing is written to disk here, and nothing is given out that the gate has not passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from ... import ir
from ...diagnostics import Diagnostics
from ...two_processes import in_two_processes
from .api_md import api_md, standalone_api_files
from .dependencies import Dependencies
from .environment import load_templates, render
from .file_header import with_header
from .format import format_files
from .gate import check_files
from .manifest import manifest_json
from .naming import build_names
from .parts import Part, finished_before, from_template, from_text, key_of
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

_MANY = 200
"""Files; fewer are made sooner than a copy of the process."""
_AT_A_TIME = 400
"""Files; fewer at a time take no less memory than the rest of the work."""


def generate(
    api: ir.Api,
    settings: PackageSettings,
    diagnostics: Diagnostics,
    remembered: Mapping[str, str] | None = None,
    finished: MutableMapping[str, tuple[str, str]] | None = None,
) -> dict[str, str | bytes]:
    """Every file of the distribution, by posix path, sorted. `remembered`: the names of the last run's manifest.

    `finished`: keys and texts by path; what the last run has finished is taken from there, and afterwards those of this
    run stand in it instead. Raises `SpecwrightError` when a file does not pass the gate.
    """
    context = Context(api, build_names(api, settings, diagnostics, remembered), settings)
    parts = _parts(context)
    known = finished_before(parts, finished or {})
    new = [part for path, part in parts.items() if path not in known]
    if len(new) >= _MANY:
        _load_all()
    files = {**known, **in_two_processes(partial(_made, context), new, at_least=_MANY)}
    if finished is not None:
        finished.clear()
        finished.update((path, (part.key, files[path])) for path, part in parts.items() if part.key is not None)
    return dict(sorted(files.items()))


def _load_all() -> None:
    """Load what is else loaded when it is needed first: once, instead of in each of two processes."""
    from . import models  # noqa: F401  # and the library behind it

    load_templates()


def _made(context: Context, parts: Sequence[Part]) -> dict[str, str]:
    """The texts of the files: rendered, formatted, gated. Some at a time: ruff needs 17 times the memory of a text."""
    made: dict[str, str] = {}
    allowed = context.names.identifiers()
    for start in range(0, len(parts), _AT_A_TIME):
        some = parts[start : start + _AT_A_TIME]
        rendered = with_header({part.path: part.make() for part in some}, context.settings.file_header)
        made |= format_files(rendered, target=_python(context.settings))
        check_files({part.path: made[part.path] for part in some if not part.ours}, allowed)
    return made


def _python(settings: PackageSettings) -> str:
    """The oldest version of Python that the SDK runs with, as ruff calls it."""
    return f"py{settings.python_floor.replace('.', '')}"


def _parts(context: Context) -> dict[str, Part]:
    """All files; what is formatted for another version of Python, or headed otherwise, has another key."""
    dependencies, header, target = Dependencies(context), context.settings.file_header, _python(context.settings)
    parts = (*package_files(context, dependencies), *repository_files(context, dependencies))
    return {part.path: replace(part, key=part.key and key_of(target, header, part.key)) for part in parts}


def package_files(context: Context, dependencies: Dependencies) -> Iterator[Part]:
    """What is installed."""
    types = type_files(context.api, context.names)
    # A module of the runtime that is a mere default gives way to the one made for this API, which follows.
    for part in (*_runtime(context), *types, *_client_files(context), *resource_files(context, dependencies)):
        yield replace(part, path=f"src/{context.settings.package_name}/{part.path}")


def _runtime(context: Context) -> Iterator[Part]:
    for path, text in runtime_files(context.api, context.names, context.settings).items():
        yield from_text(path, text, ours=True)


def _client_files(context: Context) -> Iterator[Part]:
    yield from_template("__init__.py", "package/package_init.py.j2", partial(view_package, context))
    yield from_template("_version.py", "package/version.py.j2", partial(view_version, context))
    yield from_template("_client.py", "package/client.py.j2", partial(view_client, context))
    if context.api.errors is not None:
        errors = partial(view_errors, context, context.api.errors)
        yield from_template("_known_errors.py", "package/known_errors.py.j2", errors)
    if context.api.response_headers:
        headers = partial(view_response_headers, context.api)
        yield from_template("_response_headers.py", "package/response_headers.py.j2", headers)
    if context.api.paging:
        yield from_template("pagination.py", "package/pagination.py.j2", partial(view_pagination, context))
    yield Part("lib/.keep", str)
    yield Part("_manifest.json", partial(manifest_json, context))


def resource_files(context: Context, dependencies: Dependencies) -> Iterator[Part]:
    """`resources/`: a module for each resource, and the packages they are in."""
    for package, view in view_resource_packages(context).items():
        make = partial(render, "models/package.py.j2", view=view)
        yield Part(f"{package.replace('.', '/')}/__init__.py", make, key_of("resource package", package, view))
    for resource in context.api.root.below():
        module = context.names.resource(resource.path).module
        key = dependencies.key("resource", resource)
        of_resource = partial(view_resource, context, resource)
        yield from_template(f"{module.replace('.', '/')}.py", "package/resource.py.j2", of_resource, key)
    for path, make_api_md in standalone_api_files(context):
        yield Part(path, make_api_md)


def test_files(context: Context, dependencies: Dependencies) -> Iterator[Part]:
    """The tests that the package carries."""
    client = partial(view_client_example, context)
    yield from_text("tests/__init__.py", "")
    yield from_template("tests/fake_api.py", "package_tests/fake_api.py.j2", client)
    yield from_template("tests/conftest.py", "package_tests/conftest.py.j2", client)
    yield from_template("tests/test_client.py", "package_tests/test_client.py.j2", client)
    folders = {"tests/api_resources"}
    for resource in (context.api.root, *context.api.root.below()):
        if resource.methods:
            path = _test_path(context, resource)
            folders |= {parent.as_posix() for parent in PurePosixPath(path).parents if len(parent.parts) > 1}
            key = dependencies.key("tests", resource)
            yield from_template(path, "package_tests/resource.py.j2", partial(view_tests, context, resource), key)
    yield from (from_text(f"{folder}/__init__.py", "") for folder in sorted(folders))


def _test_path(context: Context, resource: ir.Resource) -> str:
    """`tests/api_resources/test_files.py`, and beside it `files/test_versions.py` for what is below."""
    parts = context.names.resource(resource.path).module.split(".")
    if len(parts) > 2 and (resource.children or resource.path in context.api.standalone):
        del parts[-1]
    return "/".join(("tests/api_resources", *parts[1:-1], f"test_{parts[-1].lstrip('_')}.py"))


def repository_files(context: Context, dependencies: Dependencies) -> Iterator[Part]:
    """What stands beside `src/`."""
    settings, info = context.settings, context.api.info
    yield Part("pyproject.toml", partial(pyproject_toml, settings, info))
    yield from_template("README.md", "package/README.md.j2", partial(view_readme, context))
    yield Part("api.md", partial(api_md, context))
    if settings.tests:
        yield from test_files(context, dependencies)
    yield from_text(".gitignore", GITIGNORE)
    license_file = license_text(settings)
    if license_file is not None:
        yield from_text(settings.license_file, license_file)
