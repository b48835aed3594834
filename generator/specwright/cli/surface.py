"""`specwright surface`: what a Python package offers to those who import it."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .exits import Exit

if TYPE_CHECKING:
    from ..surface import Symbol

_DESCRIPTION = """\
Prints the public surface of a package: modules, classes, functions with their arguments, attributes with their types.
The package is read, never imported.
"""
_EPILOG = """\
examples:
  specwright surface generated/python          a folder that holds a package
  specwright surface httpx --format json       an installed package, for other tools

exit codes: 0 fine; 2 there is no package
"""


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "surface",
        help="print the public surface of a Python package",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("package", metavar="PACKAGE_OR_DIR", help="an installed package or a folder that holds one")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, print, and give the exit code."""
    from ..diagnostics import SpecwrightError
    from ..reporting import render
    from ..spec import SourceMap
    from ..surface.read import read_surface

    try:
        surface = read_surface(options.package)
    except SpecwrightError as error:
        sys.stderr.write(render(error.diagnostics, SourceMap({})))
        return Exit.BAD_INPUT
    if options.format == "json":
        symbols = [asdict(symbol) for symbol in surface.symbols.values()]
        print(json.dumps({"package": surface.package, "symbols": symbols}, indent=2))
    else:
        for path in sorted(surface.symbols):
            print(_line(surface.symbols[path]))
    return Exit.OK


def _line(symbol: Symbol) -> str:
    from ..surface import SymbolKind

    match symbol.kind:
        case SymbolKind.FUNCTION:
            shown = ", ".join(f"{argument.name}{'' if argument.required else '=…'}" for argument in symbol.arguments)
            keyword = "async def" if symbol.is_async else "def"
            return f"{keyword} {symbol.path}({shown}){f' -> {symbol.type}' if symbol.type else ''}"
        case SymbolKind.CLASS:
            bases = f"({', '.join(symbol.bases)})" if symbol.bases else ""
            return f"class {symbol.path}{bases}"
        case SymbolKind.MODULE:
            return f"module {symbol.path}"
        case SymbolKind.ATTRIBUTE:
            return f"{symbol.path}{f': {symbol.type}' if symbol.type else ''}"
