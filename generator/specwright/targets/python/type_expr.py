"""Writes a type of the IR as a Python annotation.

What comes in: `ir.Type` and `Names`. What goes out: `TypeExpr`: the text and every import it needs. The text is made of
identifiers we chose and of literals from `quoting`, never of the document's words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import assert_never

from ... import ir
from .conventions import DATE_NAMES
from .naming import Names
from .quoting import Ident
from .symbols import Symbol
from .type_forms import (
    ANNOTATED,
    LITERAL,
    LOCAL_MODULES,
    PROPERTY_INFO,
    Apply,
    Form,
    Former,
    Noted,
    Use,
    Values,
    Word,
)


@dataclass(frozen=True, order=True)
class Import:
    """`from module import name`; `import module as alias` where `name` is empty. `local`: a module of the package."""

    module: str
    name: str
    local: bool = False
    alias: str | None = None

    def source(self, here: str) -> str:
        """The module as a statement in module `here` (relative to the package) writes it: `.shared.references`."""
        return relative(self.module, here) if self.local else self.module


@lru_cache(maxsize=10_000)
def relative(module: str, here: str) -> str:
    """`types.shared.references` seen from `types.workspace_secret` is `.shared.references`.

    `here` is a module of the package, `types.__init__` for a package's own file; a `module` of `""` is the package.
    """
    target, base = module.split(".") if module else [], here.split(".")[:-1]
    common = 0
    while common < min(len(target) - 1, len(base)) and target[common] == base[common]:
        common += 1
    return "." * (len(base) - common + 1) + ".".join(target[common:])


@dataclass(frozen=True)
class TypeExpr:
    """An annotation: `Optional[List[References]]`, and what it needs imported."""

    text: str
    imports: frozenset[Import] = frozenset()


@dataclass(frozen=True)
class Scope:
    """Where an annotation will stand: the module, and names there that mean something else.

    `hidden`: members of the class that are called like a builtin, `date`, `datetime`, or what replaces those.
    `aliases`: types of other modules whose name is taken in this one.
    """

    module: str = ""
    hidden: frozenset[str] = frozenset()
    aliases: tuple[tuple[Symbol, str], ...] = ()
    annotated: bool = True
    """False in signatures: `Union[str, datetime]` without its `PropertyInfo`."""


ANYWHERE = Scope()
SIGNATURE = Scope(annotated=False)


def response_type(type: ir.Type, names: Names, scope: Scope = ANYWHERE) -> TypeExpr:
    """The annotation of a value the API sends."""
    return write_form(Former(names, params=False).form(type), scope)


def param_type(type: ir.Type, names: Names, scope: Scope = ANYWHERE) -> TypeExpr:
    """The annotation of a value users give; pass `SIGNATURE` for a method's argument."""
    return write_form(Former(names, params=True).form(type), scope)


def write_form(form: Form, scope: Scope) -> TypeExpr:
    """The text of a form where `scope` says."""
    writer = FormWriter(scope)
    return TypeExpr(writer.text(form), frozenset(writer.imports))


@dataclass
class FormWriter:
    """Writes forms for one scope and collects their imports."""

    scope: Scope
    imports: set[Import] = field(default_factory=set)

    def text(self, form: Form) -> str:
        match form:
            case Word():
                return self.word(form)
            case Use():
                return self.symbol(form.symbol)
            case Apply():
                return f"{self.word(form.head)}[{', '.join(map(self.text, form.arguments))}]"
            case Values():
                return f"{self.word(LITERAL)}[{', '.join(form.values)}]"
            case Noted():
                return self._noted(form)
            case _:
                assert_never(form)

    def word(self, word: Word) -> str:
        """A name of Python's or of the runtime's, imported if need be."""
        hidden = self.scope.hidden
        if not word.module:
            if word.name not in hidden:
                return word.name
            return self._through("builtins", "builtins", word.name)
        if word.module == "datetime" and DATE_NAMES & hidden:
            return self._through("datetime", "dt" if "datetime" in hidden else "datetime", word.name)
        self.imports.add(Import(word.module, word.name, local=word.module in LOCAL_MODULES))
        return word.name

    def _through(self, module: str, name: str, member: str) -> str:
        """`builtins.str`; no field begins with an underscore, so `_builtins` is never hidden."""
        name = Ident(f"_{name}" if name in self.scope.hidden else name)
        self.imports.add(Import(module, "", alias=None if name == module else name))
        return f"{name}.{member}"

    def symbol(self, symbol: Symbol) -> str:
        """A generated type, imported unless it stands in the same module."""
        if symbol.module == self.scope.module:
            return symbol.name
        alias = next((alias for known, alias in self.scope.aliases if known == symbol), None)
        self.imports.add(Import(symbol.module, symbol.name, local=True, alias=alias))
        return alias or symbol.name

    def _noted(self, form: Noted) -> str:
        text = self.text(form.form)
        return f"{self.word(ANNOTATED)}[{text}, {self.notes(form)}]" if self.scope.annotated else text

    def notes(self, form: Noted) -> str:
        """`PropertyInfo(alias="createdAt", format="iso8601")`."""
        return f"{self.word(PROPERTY_INFO)}({', '.join(f'{key}={value}' for key, value in form.notes)})"
