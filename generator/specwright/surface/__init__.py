"""The public surface of a Python package: what users can import, call and read, and what a change does to them.

What comes in: a package on disk (read statically with griffe, never imported) or the generator's own names. What goes
out: a `Surface`, and the changes between two of them.
"""

from .compare import SurfaceChange, compare_surfaces
from .model import Argument, ArgumentKind, Surface, Symbol, SymbolKind
from .rules import SURFACE_RULES, SurfaceRule
from .verdict import Sdk

__all__ = [
    "SURFACE_RULES",
    "Argument",
    "ArgumentKind",
    "Sdk",
    "Surface",
    "SurfaceChange",
    "SurfaceRule",
    "Symbol",
    "SymbolKind",
    "compare_surfaces",
]
