"""Build stage: `ir.Operation` in, the module constant that describes it out: `_LIST = Operation("GET", …)`.

Only what differs from the runtime's defaults is written, so that a plain operation reads as verb, path and types.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from urllib.parse import urlsplit

from .... import ir
from ....values import dataclass
from ..quoting import Code, Ident, Literal, literal
from ..type_expr import relative
from ..usage import refs
from .arguments import path_with_arguments, whole_body_type
from .auth import known_schemes, requirements_code
from .context import Context
from .runtime_types import RuntimeTypes
from .styles import call, given, view_styles

_BODY_DEFAULTS = {
    ir.ContentKind.JSON: "application/json",
    ir.ContentKind.FORM: "application/x-www-form-urlencoded",
    ir.ContentKind.MULTIPART: "multipart/form-data",
    ir.ContentKind.TEXT: "text/plain",
    ir.ContentKind.XML: "application/xml",
    ir.ContentKind.BINARY: "application/octet-stream",
}


class ResultForm(Enum):
    VALUE = "value"
    PAGE = "page"
    STREAM = "stream"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class KeywordView:
    """`returns=lambda: types.WorkspaceSecret`."""

    name: Ident
    value: Code


@dataclass(frozen=True, slots=True)
class StreamingView:
    """`_CREATE_STREAM = _CREATE.streaming("sse", lambda: types.CompletionChunk)`; `accept` where it is unusual."""

    name: Ident
    annotation: Code | None
    kind: Literal
    returns: Code
    accept: Literal | None


@dataclass(frozen=True, slots=True)
class OperationView:
    """`annotation`: the type the constant is declared with, where it cannot be inferred."""

    name: Ident
    annotation: Code | None
    verb: Literal
    path: Literal
    keywords: tuple[KeywordView, ...]
    streaming: StreamingView | None


@dataclass(frozen=True, slots=True)
class Result:
    """What a method returns: `type` is the item of a page or stream, None for no value."""

    form: ResultForm
    type: ir.Type | None


def result_of(operation: ir.Operation, method: ir.Method) -> Result:
    """How the answer is given to the caller; the form without `stream=True` where the method can do both."""
    if method.paging is not None:
        return Result(ResultForm.PAGE, method.paging.item)
    if operation.stream is not None and operation.stream.discriminator is None:
        return Result(ResultForm.STREAM, operation.stream.item)
    if operation.result is None:
        return Result(ResultForm.VALUE, None)
    match operation.result.kind:
        case ir.ContentKind.BINARY:
            return Result(ResultForm.BINARY, None)
        case ir.ContentKind.TEXT | ir.ContentKind.SSE | ir.ContentKind.JSONL:
            return Result(ResultForm.VALUE, ir.Scalar(ir.ScalarKind.STRING))
        case _:
            return Result(ResultForm.VALUE, operation.result_type or ir.Unknown())


@dataclass(frozen=True, slots=True)
class Named:
    """A method with the name it got, and those of the constants that describe its operation."""

    method: ir.Method
    operation: ir.Operation
    name: str
    constant: Ident
    streaming: Ident


def view_operation(context: Context, types: RuntimeTypes, named: Named) -> OperationView:
    """The constant of one operation."""
    operation, method, word = named.operation, named.method, named.name
    result = result_of(operation, method)
    returned = types.result(result.type, word) if result.type is not None else None
    keywords = [
        *_parameter_keywords(context, types, operation, word),
        *_body_keywords(types, operation, word),
        *([KeywordView(Ident("returns"), returned.value)] if returned else ()),
        *_error_keywords(context, types, operation),
        *_result_keywords(operation, result),
        *_request_keywords(context, operation, method),
    ]
    annotation = Code(f"Operation[{returned.annotation}]") if returned and returned.annotation else None
    types.types.value("_operation", "Operation")
    return OperationView(
        name=named.constant,
        annotation=annotation,
        verb=literal(operation.method.upper()),
        path=literal(path_with_arguments(context, operation)),
        keywords=tuple(keywords),
        streaming=_streaming(types, named),
    )


def named_methods(context: Context, resource: ir.Resource) -> tuple[Named, ...]:
    """The methods of a resource. Two methods of one operation have constants of their own."""
    words = [context.names.method(m.operation, resource.path, m.name.text) for m in resource.methods]
    taken = set(map(_constant, words))
    found: list[Named] = []
    for word, method in zip(words, resource.methods, strict=True):
        streaming = f"{_constant(word)}_STREAM"
        while streaming in taken:
            streaming += "_"
        operation = context.api.operations[method.operation]
        found.append(Named(method, operation, word, Ident(_constant(word)), Ident(streaming)))
    return tuple(found)


def deprecation_of(named: Named, inherited: str | None) -> str | None:
    """The method's message, its resource's, or `deprecated` for an operation that the document marks."""
    if named.method.deprecated is not None:
        return named.method.deprecated
    return "deprecated" if named.operation.deprecated and inherited is None else inherited


def _constant(word: str) -> str:
    """`_CREATE`; `_IMPORT` for the method `import_`."""
    upper = word.rstrip("_").upper()
    return f"_{upper if upper.isidentifier() else word}"


def _streaming(types: RuntimeTypes, named: Named) -> StreamingView | None:
    stream = named.operation.stream
    if stream is None or stream.discriminator is None:
        return None
    item = types.result(stream.item, f"{named.name}_stream")
    annotation = Code(f"Operation[{item.annotation}]") if item.annotation else None
    return StreamingView(named.streaming, annotation, literal(_stream_kind(stream)), item.value, _stream_accept(stream))


_STREAM_TYPES = {ir.StreamKind.SSE: "text/event-stream", ir.StreamKind.JSONL: "application/jsonl"}


def _stream_accept(stream: ir.Stream) -> Literal | None:
    """The media type to ask for, None for the one usual for the kind."""
    if stream.media_type is None or _essence(stream.media_type) == _STREAM_TYPES[stream.kind]:
        return None
    return literal(stream.media_type)


def _essence(media_type: str) -> str:
    """The type without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def _stream_kind(stream: ir.Stream) -> str:
    """What the runtime calls it."""
    return "sse_event" if stream.is_event else stream.kind.value


# -- parameters ----------------------------------------------------------------------------------------------------


def _parameter_keywords(
    context: Context, types: RuntimeTypes, operation: ir.Operation, word: str
) -> Iterator[KeywordView]:
    params = context.names.params(operation.id)
    if params is not None:
        yield KeywordView(Ident("params"), types.params(params))
    styled: dict[Ident, list[str]] = {}
    for view in view_styles(context, types, operation, word):
        types.types.runtime.member(relative("_operation", types.types.here), view.descriptor)
        styled.setdefault(view.keyword, []).append(view.entry)
    for keyword, entries in styled.items():
        yield KeywordView(keyword, Code(f"{{{', '.join(entries)}}}"))
    for param in operation.params:
        if param.where is ir.ParamWhere.QUERYSTRING:
            yield KeywordView(Ident("querystring"), literal_code(param.wire))
            if param.media_type is not None:
                yield KeywordView(Ident("querystring_type"), literal_code(param.media_type))


# -- body ----------------------------------------------------------------------------------------------------------


def _body_keywords(types: RuntimeTypes, operation: ir.Operation, word: str) -> Iterator[KeywordView]:
    body = operation.body
    if body is None or not body.contents:
        return
    content = body.contents[0]
    if body.spread is None and content.kind is not ir.ContentKind.BINARY:
        yield KeywordView(Ident("body_type"), types.body(whole_body_type(body), f"{word}_body"))
    if content.kind is not ir.ContentKind.JSON:
        yield KeywordView(Ident("body_kind"), literal_code(content.kind.value))
    # A range (`*/*`, `image/*`) is no type that a request can have (RFC 9110, 8.3): it gets the one usual for its kind.
    if "*" not in content.media_type and content.media_type.lower() != _BODY_DEFAULTS.get(content.kind):
        yield KeywordView(Ident("content_type"), literal_code(content.media_type))
    if content.kind is ir.ContentKind.XML and content.xml_root is not None:
        yield KeywordView(Ident("xml_root"), literal_code(content.xml_root))
    if content.encodings and content.kind in (ir.ContentKind.FORM, ir.ContentKind.MULTIPART):
        yield from _encodings(types, content.encodings)


def _encodings(types: RuntimeTypes, encodings: Sequence[ir.Encoding]) -> Iterator[KeywordView]:
    entries: list[str] = []
    for encoding in encodings:
        members = given(
            ("content_type", encoding.content_type, None),
            ("style", encoding.style.value if encoding.style else None, None),
            ("explode", encoding.explode, None),
        )
        if members:
            entries.append(f"{literal(encoding.wire)}: {call('BodyEncoding', members)}")
    if entries:
        types.types.value("_operation", "BodyEncoding")
        yield KeywordView(Ident("body_encodings"), Code(f"{{{', '.join(entries)}}}"))


# -- result and request --------------------------------------------------------------------------------------------


def _error_keywords(context: Context, types: RuntimeTypes, operation: ir.Operation) -> Iterator[KeywordView]:
    """The documented bodies of errors that have a type of their own; written inline, they stay plain JSON.

    Those say None where the type of a range or of `default` would be taken for theirs.
    """
    found: dict[str, ir.Type | None] = {}
    for response in operation.responses:
        if response.status[0] != "2":
            found[response.status.replace("xx", "XX")] = _error_type(context, response)
    typed = {status: type for status, type in found.items() if type is not None}
    if typed:
        general = any(not status.isdigit() for status in typed)
        yield KeywordView(Ident("errors"), types.errors(found if general else typed))


def _error_type(context: Context, response: ir.Response) -> ir.Type | None:
    """What the JSON of a response is, if it is made of exported types."""
    type = next((content.type for content in response.contents if content.kind is ir.ContentKind.JSON), None)
    if isinstance(type, ir.Ref) and not context.is_exported(type.id):
        definition = context.api.definitions[type.id]
        type = definition.type if isinstance(definition, ir.Alias) else None
    ids = refs(type) if type is not None else []
    return type if ids and all(map(context.is_exported, ids)) else None


def _result_keywords(operation: ir.Operation, result: Result) -> Iterator[KeywordView]:
    content = operation.result
    if content is not None and result.form is not ResultForm.STREAM:
        media_type = _essence(content.media_type)
        if result.form is ResultForm.BINARY or (result.type is not None and media_type != "application/json"):
            yield KeywordView(Ident("accept"), literal_code(content.media_type))
    if result.form is ResultForm.STREAM and operation.stream is not None:
        yield KeywordView(Ident("stream"), literal_code(_stream_kind(operation.stream)))
        accept = _stream_accept(operation.stream)
        if accept is not None:
            yield KeywordView(Ident("accept"), Code(accept))
    if operation.unwrap is not None and result.form is ResultForm.VALUE:
        yield KeywordView(Ident("unwrap"), literal_code(operation.unwrap))


def _request_keywords(context: Context, operation: ir.Operation, method: ir.Method) -> Iterator[KeywordView]:
    server = server_of(operation)
    if server is not None:
        yield KeywordView(Ident("server"), literal_code(server))
    if operation.security is not None and operation.security != context.api.security:
        yield KeywordView(Ident("security"), requirements_code(operation.security, known_schemes(context)))
    if method.timeout is not None:
        yield KeywordView(Ident("timeout"), literal_code(method.timeout))
    if method.max_retries is not None:
        yield KeywordView(Ident("max_retries"), literal_code(method.max_retries))


def server_of(operation: ir.Operation) -> str | None:
    """The operation's own server; None without one, and for an address that leads nowhere.

    `/other/base` is another path on the host of the client's base URL.
    """
    address = operation.servers[0] if operation.servers else ""
    parts = urlsplit(address)
    if parts.scheme.lower() in ("http", "https") and parts.hostname:
        return address
    is_path = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return parts.path if is_path and not (parts.query or parts.fragment) else None


def literal_code(value: object) -> Code:
    return Code(literal(value))
