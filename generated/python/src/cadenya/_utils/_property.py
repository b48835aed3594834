"""How a parameter goes on the wire, as its annotation says."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias, get_args

import pydantic

from ._typing import is_union

__all__ = ["PropertyFormat", "PropertyInfo"]

PropertyFormat: TypeAlias = Literal["iso8601", "base64", "custom"]


class PropertyInfo:
    """Says in `Annotated[T, PropertyInfo(...)]` how a parameter goes on the wire.

    Args:
      alias: its name on the wire.
      format: `iso8601` for dates, `base64` for files inside JSON, `custom` for dates in `format_template`.
      format_template: a `strftime` template, for `custom`.
      discriminator: the property that tells the variants of a union apart.
    """

    __slots__ = ("alias", "discriminator", "format", "format_template")

    def __init__(
        self,
        *,
        alias: str | None = None,
        format: PropertyFormat | None = None,
        format_template: str | None = None,
        discriminator: str | None = None,
    ) -> None:
        self.alias = alias
        self.format = format
        self.format_template = format_template
        self.discriminator = discriminator

    def __get_pydantic_core_schema__(self, source: Any, handler: pydantic.GetCoreSchemaHandler) -> Any:
        """In response models: lets pydantic go by the discriminator, where that cannot change the result."""
        from .._discriminator import closed_tag

        arms = [arm for arm in get_args(source) if arm is not type(None)] if is_union(source) else []
        attribute = None if self.discriminator is None or len(arms) < 2 else closed_tag(arms, self.discriminator)
        if attribute is None:
            return handler(source)
        return handler(Annotated[source, pydantic.Field(discriminator=attribute)])

    def __repr__(self) -> str:
        return (
            f"PropertyInfo(alias={self.alias!r}, format={self.format!r}, "
            f"format_template={self.format_template!r}, discriminator={self.discriminator!r})"
        )
