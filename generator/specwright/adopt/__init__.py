"""Adopting a published SDK: its configuration, inferred from the package itself.

What comes in: a package (`package.py`) and the OpenAPI document it was made from. What goes out: a configuration as
YAML, each value with the line it was read from, and what could not be inferred. Everything is read as text and syntax
trees; no line of the package is ever run.
"""

from .infer import Adopted, adopt
from .package import open_package

__all__ = ["Adopted", "adopt", "open_package"]
