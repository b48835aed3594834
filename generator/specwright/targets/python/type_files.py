"""Writes everything under `types/`: the modules of types, and the packages that export them.

What comes in: `ir.Api` and `Names`. What goes out: `Part`s by path below the package, each made from its plan alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from ... import ir
from .imports import Imports, natural
from .modules import ModulePlan, plan_modules
from .naming import Names
from .parts import Part, from_template, key_of
from .quoting import Code, literal
from .symbols import Symbol
from .type_expr import relative
from .type_items import type_items
from .views.models import ExportView, TypesModuleView, TypesPackageView

_ROOT = "types"
_SHARED = "types.shared"


def type_files(api: ir.Api, names: Names) -> Iterator[Part]:
    """All files of `types/`, by path below the package's folder."""
    plans = plan_modules(type_items(api, names))
    for plan in plans:
        yield from_template(_path(plan.path), "models/module.py.j2", partial(_view_module, plan), _key(plan))
    exported = exports(plans, names)
    for package, symbols in exported.items():
        inner = [other.rpartition(".")[2] for other in exported if other.rpartition(".")[0] == package]
        view = partial(_view_package, package, symbols, inner)
        path = _path(f"{package}.__init__")
        yield from_template(path, "models/package.py.j2", view, key_of("types package", package, symbols, inner))


def _key(plan: ModulePlan) -> str:
    return key_of("types module", plan.path, plan.params, plan.placed, sorted(plan.late), plan.future)


def _view_module(plan: ModulePlan) -> TypesModuleView:
    # The library behind it takes a quarter of a second to import, and is not needed where no types have changed.
    from .models import view_module

    return view_module(plan)


def exports(plans: Iterable[ModulePlan], names: Names) -> Mapping[str, list[Symbol]]:
    """What each package exports: its own types and, at the top, the shared ones. Empty packages are there too."""
    folders = (".".join((_ROOT, *folder)) for folder in names.type_folders())
    found: dict[str, list[Symbol]] = defaultdict(list, {folder: [] for folder in (_ROOT, *folders)})
    for plan in plans:
        folder = plan.path.rpartition(".")[0]
        roots = [placed.item.symbol for placed in plan.placed if placed.item.root]
        found[folder] += roots
        if folder == _SHARED:
            found[_ROOT] += roots
        if folder != _ROOT and folder.rpartition(".")[2] == plan.path.rpartition(".")[2]:
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
