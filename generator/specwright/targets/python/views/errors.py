"""Build stage: the errors of the configuration in, their exception classes out; and the attributes that raw responses
and errors have for headers of the response.
"""

from __future__ import annotations

from .... import ir
from ....values import dataclass
from ..casing import Casing
from ..conventions import ERROR_CLASSES, ERROR_MEMBERS
from ..quoting import Code, Doc, Ident, Literal, docstring_body, literal
from .context import Context, ModuleTypes
from .runtime_types import exported_name

_MODULE = "_known_errors"
_BY_STATUS = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
}


@dataclass(frozen=True, slots=True)
class AttributeView:
    """`title: str`."""

    name: Ident
    annotation: Code
    doc: Doc | None


@dataclass(frozen=True, slots=True)
class ErrorClassView:
    """`class ObjectNotFoundError(NotFoundError)`. `model` describes the body, `names` are the attributes' names."""

    name: Ident
    base: Ident
    doc: Doc
    attributes: tuple[AttributeView, ...]
    model: Code
    names: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class KnownView:
    """`"object_not_found_error": ObjectNotFoundError`."""

    value: Literal
    cls: Ident


@dataclass(frozen=True, slots=True)
class ErrorsView:
    """The module `_known_errors.py`."""

    imports: Code
    typing_imports: Code
    exports: tuple[Literal, ...]
    classes: tuple[ErrorClassView, ...]
    discriminator: Literal
    known: tuple[KnownView, ...]


def known_classes(context: Context, errors: ir.ErrorUnion) -> dict[str, ir.ErrorClass]:
    """The exception classes by name. Where the SDK has a class of a name, as `InternalServerError`, it serves."""
    found: dict[str, ir.ErrorClass] = {}
    for error in errors.classes:
        name = context.names.error(error.name.text)
        if name not in ERROR_CLASSES:
            found.setdefault(name, error)
    return found


def view_errors(context: Context, errors: ir.ErrorUnion) -> ErrorsView:
    """The module of the exception classes."""
    named = known_classes(context, errors)
    types = ModuleTypes(context, _MODULE, {*named, *ERROR_CLASSES, "KNOWN_ERRORS", "KnownErrors"})
    types.runtime.member("typing", "TYPE_CHECKING")
    types.runtime.member(".", "types")
    types.value("_exceptions", "KnownErrors")
    types.value("_http", "httpx")
    classes = tuple(_class(context, types, name, error) for name, error in named.items())
    known = tuple(
        KnownView(literal(error.value), Ident(name))
        for error in errors.classes
        if (name := context.names.error(error.name.text)) in named
    )
    return ErrorsView(
        imports=Code(types.runtime.render()),
        typing_imports=Code(types.static.without(types.runtime).render()),
        exports=tuple(literal(name) for name in sorted(named)),
        classes=classes,
        discriminator=literal(errors.discriminator),
        known=known,
    )


def _class(context: Context, types: ModuleTypes, name: str, error: ir.ErrorClass) -> ErrorClassView:
    definition = context.api.definitions[error.definition]
    base = types.value("_exceptions", _base(error.status))
    attributes = tuple(_attributes(context, types, definition))
    return ErrorClassView(
        name=Ident(name),
        base=Ident(base),
        doc=docstring_body(definition.doc or f"The error `{error.value}`."),
        attributes=attributes,
        model=Code(exported_name(context.names.model(definition.id))),
        names=tuple(literal(str(attribute.name)) for attribute in attributes),
    )


def _attributes(context: Context, types: ModuleTypes, definition: ir.Definition) -> list[AttributeView]:
    """The properties of the body, but for those whose name means something on every error."""
    fields = definition.fields if isinstance(definition, ir.Record) else ()
    views: list[AttributeView] = []
    for field in fields:
        name = context.names.field(definition.id, field.wire)
        if name not in ERROR_MEMBERS:
            # A body may lack anything: the server decides what it sends when something goes wrong.
            optional = field.type if isinstance(field.type, ir.Nullable | ir.Unknown) else ir.Nullable(field.type)
            doc = docstring_body(field.doc) if field.doc else None
            views.append(AttributeView(Ident(name), types.received(optional), doc))
    return views


def _base(status: int | None) -> str:
    if status is not None and status >= 500:
        return "InternalServerError"
    return _BY_STATUS.get(status or 0, "APIStatusError")


@dataclass(frozen=True, slots=True)
class ResponseHeaderView:
    """`request_id`, the header `x-request-id`."""

    name: Ident
    header: Literal
    doc: Doc


@dataclass(frozen=True, slots=True)
class ResponseHeadersView:
    """The module `_response_headers.py`."""

    headers: tuple[ResponseHeaderView, ...]


def view_response_headers(api: ir.Api) -> ResponseHeadersView:
    """The attributes for `client_settings.response_headers`."""
    casing = Casing(api.custom_casings)
    return ResponseHeadersView(
        tuple(
            ResponseHeaderView(
                Ident(casing.snake(name)),
                literal(header),
                docstring_body(f"The header `{header}` of the response; None when it has none."),
            )
            for name, header in api.response_headers
        )
    )
