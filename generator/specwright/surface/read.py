"""Reading the surface of a package statically, with griffe. Nothing is imported, nothing is run.

What comes in: a folder that holds a package (a checkout, `src/`, `site-packages`), or the name of an installed one.
What goes out: a `Surface`. Public is what no underscore hides; private modules count for what public ones re-export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import griffe

from ..diagnostics import fail
from .model import Argument, ArgumentKind, Surface, Symbol, SymbolKind

_WORD = re.compile(r"(?<![\w.'\"])[A-Za-z_]\w*(?![\w.'\"])")
_KINDS = {
    griffe.ParameterKind.positional_only: ArgumentKind.POSITIONAL_ONLY,
    griffe.ParameterKind.positional_or_keyword: ArgumentKind.POSITIONAL,
    griffe.ParameterKind.keyword_only: ArgumentKind.KEYWORD,
    griffe.ParameterKind.var_positional: ArgumentKind.VAR_POSITIONAL,
    griffe.ParameterKind.var_keyword: ArgumentKind.VAR_KEYWORD,
}

_OF_PYDANTIC = frozenset(
    ("model_copy", "model_dump", "model_dump_json", "model_extra", "model_fields_set", "model_validate")
)
"""What every pydantic model has, whether the package writes it down (for pydantic v1) or inherits it."""


def read_surface(package: str) -> Surface:
    """The surface of a folder or an installed package. Raises SpecwrightError when there is no package."""
    root = find_package(package)
    try:
        module = griffe.load(
            root.name,
            search_paths=[str(root.parent)],
            allow_inspection=False,
            resolve_aliases=True,
            resolve_external=False,
        )
    except (griffe.GriffeError, OSError, SyntaxError) as error:
        raise fail("Surface/Unreadable", f"{root} cannot be read as a Python package: {error}") from error
    assert isinstance(module, griffe.Module)
    symbols: dict[str, Symbol] = {}
    for symbol in _module(module, ""):
        symbols.setdefault(symbol.path, symbol)
    return Surface(root.name, symbols)


def find_package(package: str) -> Path:
    """The folder of the package itself: the one with `__init__.py`."""
    path = Path(package)
    if path.is_dir():
        for candidate in (path, *sorted(path.glob("src/*")), *sorted(path.glob("*"))):
            if (candidate / "__init__.py").is_file() and candidate.name != "tests":
                return candidate
        raise fail("Surface/NoPackage", f"{package} holds no Python package (no folder with __init__.py)")
    found = find_spec(package) if package.isidentifier() else None
    if found is None or not found.submodule_search_locations:
        raise fail("Surface/NoPackage", f"{package} is neither a folder nor an installed package")
    return Path(next(iter(found.submodule_search_locations)))


def _module(module: griffe.Module, path: str) -> Iterator[Symbol]:
    if path:
        yield Symbol(path, SymbolKind.MODULE, required=not _is_leftover(module))
    exported = set(module.exports or ()) if module.exports is not None else None
    for name, member in sorted(module.members.items()):
        inner = f"{path}.{name}" if path else name
        listed = exported is not None and name in {str(export) for export in exported}
        if name.startswith("_") and not listed:
            continue
        if isinstance(member, griffe.Module):
            yield from _module(member, inner)
            continue
        if exported is not None and not listed:
            continue
        if exported is None and member.is_alias and not _is_exported(module, member):
            continue  # an import for the module's own use
        yield from _member(member, inner)


def _is_leftover(module: griffe.Module) -> bool:
    """A module of types that its package does not import: an earlier version's, which was not deleted."""
    package = module.parent
    if module.is_init_module or not isinstance(package, griffe.Module) or "types" not in package.path.split("."):
        return False
    own = f"{module.path}."
    imported = (member.target_path for member in package.members.values() if isinstance(member, griffe.Alias))
    return not any(path.startswith(own) for path in imported)


def _is_exported(module: griffe.Module, member: griffe.Object | griffe.Alias) -> bool:
    """What a package's `__init__` imports from its own modules is there for users."""
    root = module.path.partition(".")[0]
    return module.is_init_module and isinstance(member, griffe.Alias) and member.target_path.startswith(f"{root}.")


def _member(member: griffe.Object | griffe.Alias, path: str) -> Iterator[Symbol]:
    if isinstance(member, griffe.Alias):
        try:
            target = member.final_target
        except (griffe.AliasResolutionError, griffe.CyclicAliasError):
            yield Symbol(path, SymbolKind.ATTRIBUTE)
            return
        if isinstance(target, griffe.Module):
            return
        yield from _member(target, path)
        return
    match member:
        case griffe.Class():
            yield from _class(member, path)
        case griffe.Function():
            yield _function(member, path)
        case griffe.Attribute():
            class_ = _aliased_class(member)
            yield from _class(class_, path) if class_ is not None else (_attribute(member, path),)
        case _:
            return


def _aliased_class(attribute: griffe.Attribute) -> griffe.Class | None:
    """The class of the package that is assigned to a name: `OldName: TypeAlias = NewName` is that class for users."""
    if not isinstance(attribute.value, griffe.ExprName) or not attribute.name[:1].isupper():
        return None
    try:
        found = attribute.modules_collection[attribute.value.canonical_path]
        found = found.final_target if isinstance(found, griffe.Alias) else found
    except (griffe.AliasResolutionError, griffe.CyclicAliasError, KeyError, ValueError):
        return None
    return found if isinstance(found, griffe.Class) else None


def _class(class_: griffe.Class, path: str) -> Iterator[Symbol]:
    own = tuple(_base_name(base) for base in class_.bases)
    inherited = frozenset(_base_name(base) for parent in _ancestors(class_, set()) for base in parent.bases)
    yield Symbol(path, SymbolKind.CLASS, bases=own, inherited=inherited.difference(own))
    for name, member in _members(class_, set()).items():
        if (name.startswith("_") and name != "__init__") or name in _OF_PYDANTIC:
            continue
        match member:
            case griffe.Function() if _is_property(member):
                yield Symbol(
                    f"{path}.{name}", SymbolKind.ATTRIBUTE, type=_written(member.returns, class_), is_property=True
                )
            case griffe.Function():
                yield _function(member, f"{path}.{name}")
            case griffe.Attribute():
                yield _attribute(member, f"{path}.{name}")
            case _:
                pass


def _base_name(base: str | griffe.Expr) -> str:
    """What a base class is called where it is written: `import Merchant as SharedMerchant` is no other class."""
    name = base.canonical_path if isinstance(base, griffe.Expr) else base
    return name.partition("[")[0].rpartition(".")[2]


def _members(class_: griffe.Class, seen: set[str]) -> dict[str, griffe.Object | griffe.Alias]:
    """Own members and those of bases inside the same package: users see no difference."""
    if class_.path in seen:
        return {}
    seen.add(class_.path)
    found: dict[str, griffe.Object | griffe.Alias] = {}
    for parent in _parents(class_):
        found |= _members(parent, seen)
    found |= {name: member for name, member in class_.members.items() if not member.is_alias}
    return found


def _ancestors(class_: griffe.Class, seen: set[str]) -> Iterator[griffe.Class]:
    for parent in _parents(class_):
        if parent.path not in seen:
            seen.add(parent.path)
            yield parent
            yield from _ancestors(parent, seen)


def _parents(class_: griffe.Class) -> Iterator[griffe.Class]:
    """The bases inside the same package."""
    for base in class_.bases:
        name = str(base).partition("[")[0]
        try:
            parent = class_.module.resolve(name)
            target = class_.modules_collection[parent]
        except (griffe.NameResolutionError, KeyError, griffe.AliasResolutionError):
            continue
        if isinstance(target, griffe.Alias):
            try:
                target = target.final_target
            except (griffe.AliasResolutionError, griffe.CyclicAliasError):
                continue
        if isinstance(target, griffe.Class):
            yield target


def _is_property(function: griffe.Function) -> bool:
    return any(str(decorator.value).endswith("property") for decorator in function.decorators)


def _function(function: griffe.Function, path: str) -> Symbol:
    arguments = tuple(
        Argument(
            parameter.name,
            _KINDS[parameter.kind or griffe.ParameterKind.positional_or_keyword],
            parameter.required,
            _written(parameter.annotation, function),
            _default(parameter.default, function),
        )
        for parameter in function.parameters
        if parameter.name not in ("self", "cls")
    )
    returns = _written(function.returns, function)
    return Symbol(path, SymbolKind.FUNCTION, returns, arguments, is_async="async" in function.labels)


def _written(annotation: object, place: griffe.Object) -> str:
    """An annotation as text. How a module calls what it imports says nothing, nor how type variables are called."""
    text, imported = str(annotation or ""), _imported_names(annotation, place)

    def written(word: re.Match[str]) -> str:
        name = imported.get(word[0], word[0])
        return "TypeVar" if _is_type_variable(word[0], place) else name

    return _WORD.sub(written, text)


def _imported_names(annotation: object, place: griffe.Object) -> dict[str, str]:
    """The package's own names for what is imported under another one: `from .a import Query as AQuery`."""
    if not isinstance(annotation, griffe.Expr):
        return {}
    package = place.canonical_path.partition(".")[0] + "."
    names = (item for item in annotation.iterate(flat=True) if isinstance(item, griffe.ExprName))
    found = ((item.name, item.canonical_path) for item in names)
    return {name: path.rpartition(".")[2] for name, path in found if path.startswith(package)}


def _default(default: object, place: griffe.Object) -> str:
    """A default as text; a constant's value instead of its name, which says nothing."""
    text = str(default or "")
    constant = _attribute_of(text, place) if text.isidentifier() else None
    return str(constant.value) if constant is not None and constant.value is not None else text


def _is_type_variable(name: str, place: griffe.Object) -> bool:
    if name == "Self":
        return True
    found = _attribute_of(name, place)
    return found is not None and str(found.value or "").partition("(")[0] == "TypeVar"


def _attribute_of(name: str, place: griffe.Object) -> griffe.Attribute | None:
    """The attribute of the package that a name means; None when it means something else."""
    try:
        found = place.modules_collection[place.resolve(name)]
        if isinstance(found, griffe.Alias):
            found = found.final_target
    except (griffe.NameResolutionError, griffe.AliasResolutionError, griffe.CyclicAliasError, KeyError, ValueError):
        return None
    return found if isinstance(found, griffe.Attribute) else None


def _attribute(attribute: griffe.Attribute, path: str) -> Symbol:
    annotation = str(attribute.annotation or "")
    said = annotation.partition("[")[0]
    required = said == "Required" or (attribute.value is None and said != "NotRequired" and not _is_partial(attribute))
    alias = annotation in ("TypeAlias", "typing.TypeAlias", "typing_extensions.TypeAlias")
    type_ = str(attribute.value) if alias else annotation
    if type_.startswith("Required["):
        type_ = type_[len("Required[") : -1]
    return Symbol(path, SymbolKind.ATTRIBUTE, type_, required=required)


def _is_partial(attribute: griffe.Attribute) -> bool:
    """A key of a `TypedDict` with `total=False`: it may be left out unless it says otherwise (PEP 589, PEP 655)."""
    owner = attribute.parent
    return isinstance(owner, griffe.Class) and str(owner.keywords.get("total", "")) == "False"
