"""The noun that everything about types is said with: a name and where it lives."""

from __future__ import annotations

from ...values import dataclass


@dataclass(frozen=True)
class Symbol:
    """A generated type: `module` is relative to the package (`types.workspace_secret`, `types.shared.references`)."""

    name: str
    module: str

    @property
    def path(self) -> str:
        """`types.workspace_secret.WorkspaceSecret`, as the manifest remembers it."""
        return f"{self.module}.{self.name}"
