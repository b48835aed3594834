"""The nouns of a surface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from ..values import dataclass


class SymbolKind(StrEnum):
    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"
    ATTRIBUTE = "attribute"


class ArgumentKind(StrEnum):
    POSITIONAL_ONLY = "positional-only"
    POSITIONAL = "positional"
    """Positional or keyword."""
    KEYWORD = "keyword"
    VAR_POSITIONAL = "*"
    VAR_KEYWORD = "**"


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a function. `type` is its annotation as text, "" for none; `default` its default as text.

    `as_text`: it goes out as text whatever it is (a query parameter), one value of a list like the list.
    """

    name: str
    kind: ArgumentKind
    required: bool
    type: str = ""
    default: str = ""
    as_text: bool = False


@dataclass(frozen=True, slots=True)
class Symbol:
    """A public name. `path` is relative to the package (`types.WorkspaceSecret.metadata`, `Client.workspace_secrets`).

    `type` is the annotation of an attribute or what a function returns. `is_async` functions must be awaited;
    `is_property` attributes are computed.
    """

    path: str
    kind: SymbolKind
    type: str = ""
    arguments: tuple[Argument, ...] = ()
    bases: tuple[str, ...] = ()
    inherited: frozenset[str] = frozenset()
    """Bases of bases inside the same package."""
    value: str = ""
    is_async: bool = False
    is_property: bool = False
    required: bool = True
    """Of a model's field or a TypedDict's key: it must be there. Of a module of types: the package exports it."""
    as_text: bool = False
    """Of a key: as of an argument."""
    alias_of: str = ""
    """The path of the symbol that this is another name of; what happens to that one is not said twice."""

    @property
    def is_class_alias(self) -> bool:
        """A name for a class of another library (`Timeout = httpx.Timeout`): users can do the same with a class."""
        return self.kind is SymbolKind.ATTRIBUTE and not self.type and self.name[:1].isupper() and "." not in self.path

    @property
    def is_typed_dict(self) -> bool:
        """A class whose fields are the keys of a dictionary."""
        return any(base.rpartition(".")[2] == "TypedDict" for base in (*self.bases, *self.inherited))

    @property
    def parent(self) -> str:
        return self.path.rpartition(".")[0]

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Surface:
    """Every public symbol of a package by path. `package` is its import name."""

    package: str
    symbols: Mapping[str, Symbol] = field(default_factory=dict)

    def find(self, path: str) -> Symbol | None:
        """The symbol at a path; a member of a class also under the other names of the class."""
        found = self.symbols.get(path)
        if found is None:
            owner = self.symbols.get(path.rpartition(".")[0])
            if owner is not None and owner.alias_of:
                return self.symbols.get(f"{owner.alias_of}.{path.rpartition('.')[2]}")
        return found
