"""Stage check: how a walk came to a value."""

from __future__ import annotations

from ..ir.origin import Origin
from ..values import dataclass
from .refs import tokens_of


@dataclass(frozen=True, slots=True)
class Trail:
    """How the walk came to a value. Cheaper than a pointer for every value; a pointer is made only for a finding."""

    parent: Trail | None
    token: str | int
    file: str

    def child(self, token: str | int) -> Trail:
        return Trail(self, token, self.file)

    def origin(self) -> Origin:
        tokens: list[str | int] = []
        step: Trail | None = self
        while step is not None and step.parent is not None:
            tokens.append(step.token)
            step = step.parent
        return Origin(self.file, "").child(*reversed(tokens))

    @classmethod
    def at(cls, origin: Origin) -> Trail:
        trail = cls(None, "", origin.file)
        for token in tokens_of(origin.pointer):
            trail = trail.child(token)
        return trail
