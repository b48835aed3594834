"""How somebody would write it: one line of code for a symbol, before and after a change."""

from __future__ import annotations

import re

from .model import Argument, ArgumentKind, Symbol, SymbolKind

BY_POSITION = (ArgumentKind.POSITIONAL_ONLY, ArgumentKind.POSITIONAL)


def usage(symbol: Symbol, owner: Symbol | None = None) -> str:
    """An import, a call, or a look at an attribute. `{package}` stands for the package's name. `owner`: its class."""
    match symbol.kind:
        case SymbolKind.CLASS | SymbolKind.MODULE:
            return _import(symbol)
        case SymbolKind.FUNCTION:
            return call(symbol)
        case SymbolKind.ATTRIBUTE:
            if owner is None or owner.kind is not SymbolKind.CLASS:
                return symbol.path if symbol.parent.split(".")[0] == "client" else _import(symbol)
            if owner.is_typed_dict:
                return f'{owner.name}({{"{symbol.name}": …}})'
            return f"{_variable(owner.name)}.{symbol.name}"


def _import(symbol: Symbol) -> str:
    return f"from {{package}}{'.' + symbol.parent if symbol.parent else ''} import {symbol.name}"


def _variable(name: str) -> str:
    """What an instance of a class would be called."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def call(symbol: Symbol, extra: Argument | None = None) -> str:
    """A call with the required arguments, and one more."""
    parts = []
    for argument in symbol.arguments:
        if argument.name in ("self", "cls") or not (argument.required or argument is extra):
            continue
        if argument.kind in BY_POSITION:
            parts.append(argument.name)
        elif argument.kind is ArgumentKind.KEYWORD:
            parts.append(f"{argument.name}=…")
    return f"{symbol.path.removesuffix('.__init__')}({', '.join(parts)})"


def annotated(symbol: Symbol, owner: Symbol | None) -> str:
    """The same with its type: `thing.size: int`, `client.things.list() -> list[Thing]`."""
    arrow = " -> " if symbol.kind is SymbolKind.FUNCTION else ": "
    return f"{usage(symbol, owner)}{arrow}{symbol.type}"


def given(symbol: Symbol, argument: Argument) -> str:
    """A call that shows the type of one argument."""
    return f"{symbol.path.removesuffix('.__init__')}({argument.name}: {argument.type})"
