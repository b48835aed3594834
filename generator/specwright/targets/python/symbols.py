"""The noun that everything about types is said with: a name and where it lives."""

from __future__ import annotations

from typing import NamedTuple


class Symbol(NamedTuple):
    """A generated type: `module` is relative to the package (`types.workspace_secret`, `types.shared.references`).

    A tuple, because it is looked up more often than anything else (0.9× for planning the modules of types).
    """

    name: str
    module: str

    @property
    def path(self) -> str:
        """`types.workspace_secret.WorkspaceSecret`, as the manifest remembers it."""
        return f"{self.module}.{self.name}"
