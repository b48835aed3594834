"""The tree of resources: where each operation's method hangs."""

from __future__ import annotations

from collections.abc import Iterator

from ..values import dataclass
from .names import Name
from .paging import Paging
from .types import Type


@dataclass(frozen=True, slots=True)
class Method:
    """A method and its operation (`Operation.id`).

    `positional`: wire names of the path parameters that may be given by position, in path order.
    """

    name: Name
    operation: str
    positional: tuple[str, ...]
    paging: Paging | None = None
    deprecated: str | None = None
    """The message of a configured deprecation; an operation's own `deprecated` flag stands on the operation."""
    timeout: float | None = None
    """Seconds; None: the client's."""
    max_retries: int | None = None
    doc: str | None = None
    """A configured docstring; None: what the operation says."""
    prints: str | bool | None = None
    """The wire name of the property of the result that examples print; False: all of it; None: as it suits."""


@dataclass(frozen=True, slots=True)
class WebhookUnwrap:
    """A method that verifies and decodes a webhook's payload and calls nothing.

    `event` is what it returns; `key_option` the client option with the secret, None when nothing is verified.
    """

    name: Name
    event: Type
    key_option: str | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """A node of the tree. The root is the client itself: its name is `$client` and its path ()."""

    name: Name
    path: tuple[str, ...]
    methods: tuple[Method, ...]
    children: tuple[Resource, ...]
    doc: str | None = None
    deprecated: str | None = None
    webhooks: tuple[WebhookUnwrap, ...] = ()

    def below(self) -> Iterator[Resource]:
        """Every resource below this one, each before its own children."""
        for child in self.children:
            yield child
            yield from child.below()
