"""Build stage: what the package exports: `__init__.py`, and the lazy `__init__.py` of each package of resources."""

from __future__ import annotations

from ....values import dataclass
from ..imports import Imports
from ..quoting import Code, Literal, literal
from ..runtime_files import clients_by_library
from ..type_expr import relative
from .client import client_names
from .context import Context
from .errors import known_classes
from .models import ExportView, TypesPackageView
from .resources import class_names

_EXPORTED = {
    "._base_client": ("DefaultAioHttpClient", "DefaultAsyncHttpxClient", "DefaultHttpxClient"),
    "._client": ("AsyncClient", "Client"),
    "._constants": ("DEFAULT_CONNECTION_LIMITS", "DEFAULT_MAX_RETRIES", "DEFAULT_TIMEOUT"),
    "._exceptions": (
        "APIConnectionError",
        "APIError",
        "APIResponseTooLargeError",
        "APIResponseValidationError",
        "APIStatusError",
        "APITimeoutError",
        "APIWebhookValidationError",
        "AuthenticationError",
        "BadRequestError",
        "ConflictError",
        "InternalServerError",
        "NotFoundError",
        "PermissionDeniedError",
        "RateLimitError",
        "UnprocessableEntityError",
    ),
    "._response": ("APIResponse", "AsyncAPIResponse"),
    "._types": (
        "NOT_GIVEN",
        "NoneType",
        "NotGiven",
        "Omit",
        "ProxiesTypes",
        "RequestOptions",
        "Timeout",
        "Transport",
        "not_given",
        "omit",
    ),
    "._version": ("__title__", "__version__"),
}
"""What every SDK exports, whatever its API."""

_LAZY = {
    "._files": ("file_from_path",),
    "._models": ("BaseModel",),
    "._streaming": ("AsyncStream", "Stream"),
}
"""What it exports besides, imported when it is first asked for: no client and no resource needs it to come into being.
Models above all: with them pydantic loads its machinery, and importing an SDK takes twice as long.
"""


@dataclass(frozen=True, slots=True)
class PackageView:
    """`__init__.py` of the package. `static`: the imports of `lazy` and `modules`, for type checkers.

    `lazy` are exports and `modules` submodules that are imported when they are first asked for.
    """

    imports: Code
    static: Code
    exports: tuple[Literal, ...]
    lazy: tuple[ExportView, ...]
    modules: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """`_version.py`."""

    title: Literal
    version: Literal


def view_version(context: Context) -> VersionView:
    """The distribution's name and version."""
    return VersionView(literal(context.settings.package_name), literal(context.settings.version))


def view_package(context: Context) -> PackageView:
    """The public names of the SDK."""
    names = client_names(context)
    imports = Imports()
    for module, members in _EXPORTED.items():
        imports.member(module, *members)
    imports.member("._client", names.cls, names.async_cls)
    if clients := clients_by_library(context.settings.http_library):
        imports.member("._http", *clients)
    imports.member("._exceptions", f"{names.cls}Error")
    if context.api.errors is not None and (known := known_classes(context, context.api.errors)):
        imports.member("._known_errors", *sorted(known))
    if len(context.api.environments) > 1:
        imports.member("._client", "ENVIRONMENTS")
    lazy = {name: module for module, names in _LAZY.items() for name in names}
    exported = {name for members in imports.members.values() for name in members} | {"types", *lazy}
    imports.member(".", "types")
    imports.member("._utils", "set_module as _set_module")
    imports.member("._utils._logs", "setup_logging as _setup_logging")
    ordered = sorted(exported, key=lambda name: (name.lower(), name))
    modules = ("pagination", "resources") if context.api.paging else ("resources",)
    return PackageView(
        Code(imports.render()),
        _static(lazy, modules),
        tuple(literal(name) for name in ordered),
        tuple(ExportView(literal(name), literal(module)) for name, module in sorted(lazy.items())),
        tuple(literal(name) for name in modules),
    )


def _static(lazy: dict[str, str], modules: tuple[str, ...]) -> Code:
    """The statements that tell type checkers what the package's `__getattr__` gives."""
    imports = Imports()
    for name, module in lazy.items():
        imports.member(module, name)
    for module in modules:
        imports.member(".", f"{module} as {module}")
    return Code(imports.render())


def view_resource_packages(context: Context) -> dict[str, TypesPackageView]:
    """The packages of resources by module (`resources`, `resources.files`): each exports its classes lazily."""
    packages: dict[str, list[tuple[str, str]]] = {"resources": []}
    for resource in context.api.root.below():
        names = context.names.resource(resource.path)
        folder, _, leaf = names.module.rpartition(".")
        exported = [(name, names.module) for name in class_names(names)]
        packages.setdefault(folder, []).extend(exported)
        if folder.rpartition(".")[2] == leaf and (resource.children or resource.path in context.api.standalone):
            packages.setdefault(folder.rpartition(".")[0], []).extend(exported)
    return {package: _view(package, exported, packages) for package, exported in sorted(packages.items())}


def _view(
    package: str, exported: list[tuple[str, str]], packages: dict[str, list[tuple[str, str]]]
) -> TypesPackageView:
    here = f"{package}.__init__"
    static = Imports()
    for name, module in exported:
        static.member(relative(module, here), name)
    inner = sorted(other.rpartition(".")[2] for other in packages if other.rpartition(".")[0] == package)
    for other in inner:
        static.member(".", f"{other} as {other}")
    exports = tuple(ExportView(literal(name), literal(relative(module, here))) for name, module in sorted(exported))
    return TypesPackageView(Code(static.render()), exports, tuple(literal(other) for other in inner))
