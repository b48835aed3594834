"""Build stage: `ir.Param` in, the descriptor of how it is written out: `PathParam(style="label", explode=True)`.

Only parameters that are not written the default way of their place have one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .... import ir
from ....ir.walk import mentioned, reached
from ....values import dataclass
from ..quoting import Code, Ident, Literal, literal
from .context import Context
from .runtime_types import RuntimeTypes

Members = list[tuple[str, object]]
"""The arguments of a descriptor: (name, value)."""


@dataclass(frozen=True, slots=True)
class Style:
    """An entry of `path_styles={…}`: `key` is the argument's name for the path, the wire name elsewhere."""

    keyword: Ident
    key: Literal
    descriptor: Ident
    members: Members

    @property
    def entry(self) -> str:
        return f"{self.key}: {call(self.descriptor, self.members)}"


def view_styles(context: Context, types: RuntimeTypes, operation: ir.Operation, word: str) -> Iterator[Style]:
    """The descriptors of an operation's parameters; `word` is the name of its method."""
    for param in operation.params:
        name = context.names.argument(operation.id, param.where.value, param.wire)
        match param.where:
            case ir.ParamWhere.PATH:
                found = _path(context, types, param, f"{word}_{name}")
                if found is not None:
                    yield Style(Ident("path_styles"), literal(name), Ident("PathParam"), found)
            case ir.ParamWhere.QUERY:
                found = _query(context, param)
                if found is not None:
                    yield Style(Ident("query_styles"), literal(param.wire), Ident("QueryParam"), found)
            case ir.ParamWhere.HEADER:
                found = _header(context, types, param, f"{word}_{name}")
                if found:
                    yield Style(Ident("header_styles"), literal(param.wire), Ident("HeaderParam"), found)
            case ir.ParamWhere.COOKIE:
                found = _cookie(context, types, param, f"{word}_{name}")
                if found:
                    yield Style(Ident("cookie_styles"), literal(param.wire), Ident("CookieParam"), found)
            case ir.ParamWhere.QUERYSTRING:
                pass


def _path(context: Context, types: RuntimeTypes, param: ir.Param, word: str) -> Members | None:
    """None for a plain text. A list or an object has a descriptor even if it is written the default way."""
    plain = is_scalar(param.type, context.api) or isinstance(param.type, ir.Unknown)
    members = given(
        ("style", param.style.value, "simple"),
        ("explode", param.explode and not plain, False),
        ("content_type", param.media_type, None),
        ("allow_reserved", param.allow_reserved, False),
    )
    if plain and not members:
        return None
    if param.style is ir.ParamStyle.MATRIX:
        members.append(("name", param.wire))
    return [*members, *_wire_type(types, param, word)]


def _query(context: Context, param: ir.Param) -> Members | None:
    """None for parameters that the SDK's own formats are for."""
    if param.media_type is not None:
        return given(("allow_reserved", param.allow_reserved, False), ("content_type", param.media_type, None))
    if not param.allow_reserved and (is_scalar(param.type, context.api) or not param.style_written):
        return None
    return given(
        ("style", param.style.value, "form"),
        ("explode", param.explode, True),
        ("allow_reserved", param.allow_reserved, False),
    )


def _header(context: Context, types: RuntimeTypes, param: ir.Param, word: str) -> Members:
    plain = is_scalar(param.type, context.api)
    members = given(("explode", param.explode and not plain, False), ("content_type", param.media_type, None))
    return [*members, *_wire_type(types, param, word)]


def _cookie(context: Context, types: RuntimeTypes, param: ir.Param, word: str) -> Members:
    plain = is_scalar(param.type, context.api)
    members = given(
        ("style", param.style.value, "form"),
        ("explode", param.explode or plain, True),
        ("content_type", param.media_type, None),
    )
    return [*members, *_wire_type(types, param, word)]


def _wire_type(types: RuntimeTypes, param: ir.Param, word: str) -> Members:
    """The type of an object, whose properties have other names on the wire (the query has its `params` for that)."""
    definitions = types.context.api.definitions
    used = reached(definitions, mentioned([param.type]))
    if not any(isinstance(definitions.get(id), ir.Record) for id in used):
        return []
    return [("type", types.body(param.type, word))]


def is_scalar(type: ir.Type, api: ir.Api) -> bool:
    """Whether every value of the type is one text: styles make no difference to it."""
    match type:
        case ir.Scalar() | ir.Literal():
            return True
        case ir.Nullable():
            return is_scalar(type.type, api)
        case ir.Union():
            return all(is_scalar(arm.type, api) for arm in type.arms)
        case ir.Ref():
            found = api.definitions[type.id]
            return isinstance(found, ir.Enum) or (isinstance(found, ir.Alias) and is_scalar(found.type, api))
        case _:
            return False


def given(*members: tuple[str, object, object]) -> Members:
    """(name, value) of those whose value is not the default."""
    return [(name, value) for name, value, default in members if value != default]


def call(function: str, members: Sequence[tuple[str, object]]) -> str:
    """`PathParam(style="label")`; values that are code stand as they are."""
    written = (f"{name}={value if isinstance(value, Code) else literal(value)}" for name, value in members)
    return f"{function}({', '.join(written)})"
