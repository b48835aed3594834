"""Build stage: the parameters and body of an operation in, the arguments of its method out.

Order of the arguments: path parameters that may be given by position, other path parameters, required ones, optional
ones; inside of a group the body's properties come before the query's, headers and cookies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from enum import IntEnum

from .... import ir
from ....values import dataclass
from ..quoting import Code, Ident, literal
from ..usage import variants_of
from .context import Context, ModuleTypes
from .docs import ArgumentDoc, value_notes

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Group(IntEnum):
    POSITIONAL = 0
    PATH = 1
    REQUIRED = 2
    OPTIONAL = 3


@dataclass(frozen=True, slots=True)
class ArgumentView:
    """One argument of a signature. `default` None: required."""

    name: Ident
    annotation: Code
    default: Code | None


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument before its annotation is written. `where` is that of `Names.argument`, `key` the call's key."""

    name: str
    wire: str | None
    where: str
    key: str
    group: Group
    type: ir.Type
    doc: ArgumentDoc
    by_client: bool = False
    """The client has an option that is used when it is not given."""


@dataclass(frozen=True)
class Arguments:
    """All arguments of one method. `variants`: those of each of its overloads, where the body is one
    of several objects.
    """

    all: tuple[Argument, ...] = field(default=())
    variants: tuple[tuple[Argument, ...], ...] = ()

    @property
    def first(self) -> tuple[Argument, ...]:
        """The arguments of a call that is valid when all required ones are given."""
        return self.variants[0] if self.variants else self.all

    def where(self, *places: str) -> Code | None:
        """What goes into one part of the request: `{"bundle_key": bundle_key}`; None when nothing does."""
        entries = [f"{literal(each.key)}: {each.name}" for each in self.all if each.where in places]
        return Code(f"{{{', '.join(entries)}}}") if entries else None

    @property
    def docs(self) -> Iterator[ArgumentDoc]:
        return (argument.doc for argument in self.all)


def build_arguments(context: Context, operation: ir.Operation, method: ir.Method) -> Arguments:
    """The arguments in the order of the signature."""
    before = list(_path_arguments(context, operation, method))
    behind = [_parameter(context, operation, param) for param in _sorted(operation.params)]

    def ordered(body: Iterable[Argument]) -> tuple[Argument, ...]:
        return tuple(sorted((*before, *body, *behind), key=lambda argument: argument.group))

    records = (context.api.definitions[id] for id in variants_of(operation))
    variants = [record.fields for record in records if isinstance(record, ir.Record)]
    return Arguments(
        ordered(_body_arguments(context, operation)),
        tuple(ordered(_fields(context, operation, fields)) for fields in variants),
    )


def _path_arguments(context: Context, operation: ir.Operation, method: ir.Method) -> Iterator[Argument]:
    params = {param.wire: param for param in operation.params if param.where is ir.ParamWhere.PATH}
    from_client = {option.send_as_path_param for option in context.api.options}
    placeholders: list[str] = _PLACEHOLDER.findall(operation.path)
    for wire in dict.fromkeys(placeholders):
        if wire not in params:
            continue
        by_client = wire in from_client
        group = Group.OPTIONAL if by_client else Group.POSITIONAL if wire in method.positional else Group.PATH
        name = context.names.argument(operation.id, "path", wire)
        doc = _parameter_doc(name, params[wire])
        yield Argument(name, wire, "path", name, group, params[wire].type, doc, by_client)


def _sorted(params: tuple[ir.Param, ...]) -> list[ir.Param]:
    order = (ir.ParamWhere.QUERY, ir.ParamWhere.QUERYSTRING, ir.ParamWhere.HEADER, ir.ParamWhere.COOKIE)
    return sorted((p for p in params if p.where is not ir.ParamWhere.PATH), key=lambda param: order.index(param.where))


def _parameter(context: Context, operation: ir.Operation, param: ir.Param) -> Argument:
    name = context.names.argument(operation.id, param.where.value, param.wire)
    in_query = param.where in (ir.ParamWhere.QUERY, ir.ParamWhere.QUERYSTRING)
    required = param.required and param.wire.lower() not in _sent_by_client(context.api, param.where)
    return Argument(
        name=name,
        wire=param.wire,
        where=param.where.value,
        key=name if in_query else param.wire,
        group=Group.REQUIRED if required else Group.OPTIONAL,
        type=param.type,
        doc=_parameter_doc(name, param),
    )


def _sent_by_client(api: ir.Api, where: ir.ParamWhere) -> set[str]:
    """Parameters that options of the client send with every request, in lower case: no method has to ask for them."""
    match where:
        case ir.ParamWhere.QUERY:
            names = [option.send_as_query_param for option in api.options]
        case ir.ParamWhere.HEADER:
            names = [option.send_in_header for option in api.options] + [name for name, _ in api.default_headers]
        case ir.ParamWhere.COOKIE:
            names = [option.send_in_cookie for option in api.options]
        case _:
            names = []
    return {name.lower() for name in names if name is not None}


def _parameter_doc(name: str, param: ir.Param) -> ArgumentDoc:
    notes = value_notes(
        param.constraints, default=param.default, has_default=param.has_default, deprecated=param.deprecated
    )
    return ArgumentDoc(name, param.doc, notes)


def _body_arguments(context: Context, operation: ir.Operation) -> Iterator[Argument]:
    body = operation.body
    if body is None:
        return
    if body.spread is None:
        name = context.names.body_argument(operation.id)
        group = Group.REQUIRED if body.required else Group.OPTIONAL
        yield Argument(name, None, "body", name, group, whole_body_type(body), ArgumentDoc(name, body.doc))
        return
    yield from _fields(context, operation, body.spread)


def _fields(context: Context, operation: ir.Operation, fields: tuple[ir.Field, ...]) -> Iterator[Argument]:
    """The properties of a body that are arguments of their own."""
    sent = {option.send_as_body_param for option in context.api.options}
    for given in fields:
        if given.access is ir.Access.READ_ONLY:
            continue
        name = context.names.argument(operation.id, "body", given.wire)
        required = given.required and given.wire not in sent
        notes = value_notes(
            given.constraints, default=given.default, has_default=given.has_default, deprecated=given.deprecated
        )
        group = Group.REQUIRED if required else Group.OPTIONAL
        yield Argument(name, given.wire, "body", name, group, given.type, ArgumentDoc(name, given.doc, notes))


def whole_body_type(body: ir.Body) -> ir.Type:
    """The type of a body that is one argument."""
    return body.contents[0].type or ir.Unknown()


def view_argument(argument: Argument, types: ModuleTypes, annotation: Code | None = None) -> ArgumentView:
    """The argument as the signature writes it; `annotation` instead of the type's own."""
    written = annotation or types.sent(argument.type)
    if argument.by_client:
        return ArgumentView(Ident(argument.name), Code(f"{written} | None"), Code("None"))
    if argument.group is not Group.OPTIONAL:
        return ArgumentView(Ident(argument.name), written, None)
    types.name("_types", "Omit")
    types.value("_types", "omit")
    return ArgumentView(Ident(argument.name), Code(f"{written} | Omit"), Code("omit"))


def path_with_arguments(context: Context, operation: ir.Operation) -> str:
    """The path with Python's names between the braces.

    What follows a `#` only tells operations of one path apart: it is not sent.
    """
    names = {
        param.wire: context.names.argument(operation.id, "path", param.wire)
        for param in operation.params
        if param.where is ir.ParamWhere.PATH
    }
    return _PLACEHOLDER.sub(lambda match: f"{{{names.get(match[1], match[1])}}}", operation.path.partition("#")[0])
