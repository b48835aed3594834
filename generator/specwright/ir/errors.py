"""Errors of the API that get an exception class of their own."""

from __future__ import annotations

from ..values import dataclass
from .names import Name


@dataclass(frozen=True, slots=True)
class ErrorClass:
    """An error whose discriminator is `value`. `status`: the one it comes with, None when nothing says it.

    `definition` is the id of the record that describes its body.
    """

    name: Name
    value: str
    status: int | None
    definition: str


@dataclass(frozen=True, slots=True)
class ErrorUnion:
    """`discriminator` is the wire name of the property of an error body that tells the classes apart."""

    discriminator: str
    classes: tuple[ErrorClass, ...]
