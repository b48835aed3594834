"""Review: two APIs in, findings out.

Layers: imports `ir` and `diagnostics` only. `compare` walks both APIs in pairs (`walk`, `types_walk`), asks every rule
about every pair, and reports each edit once, where it is written.
"""

from .changes import Change, Direction, Sdk, Wire
from .compare import Comparison, compare
from .rule import all_rules

__all__ = ["Change", "Comparison", "Direction", "Sdk", "Wire", "all_rules", "compare"]
