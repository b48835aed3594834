"""Writes everything under `types/`: the modules of types, and the packages that export them.

What comes in: `ir.Api` and `Names`. What goes out: `{path below the package: text}`, not yet formatted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from ... import ir
from .environment import render
from .imports import Imports, natural
from .modules import ModulePlan, plan_modules
from .naming import Names
from .quoting import Code, literal
from .symbols import Symbol
from .type_expr import relative
from .type_items import type_items
from .views.models import ExportView, TypesPackageView

_ROOT = "types"
_SHARED = "types.shared"


def type_files(api: ir.Api, names: Names) -> dict[str, str]:
    """All files of `types/`, by posix path below the package's folder, sorted by path."""
    # The library behind it takes a quarter of a second to import.
    from .models import view_module

    plans = plan_modules(type_items(api, names))
    files = {_path(plan.path): render("models/module.py.j2", view=view_module(plan)) for plan in plans}
    exported = exports(plans)
    for package, symbols in exported.items():
        inner = [other.rpartition(".")[2] for other in exported if other.rpartition(".")[0] == package]
        view = _view_package(package, symbols, inner)
        files[_path(f"{package}.__init__")] = render("models/package.py.j2", view=view)
    return dict(sorted(files.items()))


def exports(plans: Iterable[ModulePlan]) -> Mapping[str, list[Symbol]]:
    """What each package exports: its own types and, at the top, the shared ones. Empty packages are there too."""
    found: dict[str, list[Symbol]] = defaultdict(list, {_ROOT: []})
    for plan in plans:
        folder = plan.path.rpartition(".")[0]
        roots = [placed.item.symbol for placed in plan.placed if placed.item.root]
        found[folder] += roots
        if folder == _SHARED:
            found[_ROOT] += roots
        if folder.rpartition(".")[2] == plan.path.rpartition(".")[2]:
            found[folder.rpartition(".")[0]] += roots  # a model that is called as the package in its own package
        while "." in folder:
            folder = folder.rpartition(".")[0]
            found[folder] += []
    return {
        package: sorted(symbols, key=lambda symbol: natural(symbol.name)) for package, symbols in sorted(found.items())
    }


def _view_package(package: str, symbols: Iterable[Symbol], packages: Collection[str]) -> TypesPackageView:
    here = f"{package}.__init__"
    static = Imports()
    for symbol in symbols:
        static.member(relative(symbol.module, here), symbol.name)
    for inner in packages:
        static.member(".", f"{inner} as {inner}")
    views = tuple(ExportView(literal(symbol.name), literal(relative(symbol.module, here))) for symbol in symbols)
    return TypesPackageView(Code(static.render()), views, tuple(map(literal, packages)))


def _path(module: str) -> str:
    return f"{module.replace('.', '/')}.py"
