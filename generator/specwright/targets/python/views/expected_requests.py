"""Build stage: an example call in, the request that must come of it out, as arguments of `FakeApi.check_request`."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from .... import ir
from ..quoting import Code, literal
from .arguments import path_with_arguments
from .context import Context
from .example_calls import ExampleCall
from .operations import server_of
from .styles import is_scalar

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def expected_request(context: Context, operation: ir.Operation, call: ExampleCall, *, streamed: bool) -> Code:
    """Verb, path, the parameters that are plain texts, and a JSON body. `streamed`: the flag for a stream is given."""
    parts: list[str] = [literal(operation.method.upper()), literal(_path(context, operation, call))]
    query = _query(context, operation, call, streamed=streamed)
    if query:
        parts.append(f"query={literal(query)}")
    if operation.body is not None and operation.body.contents[0].kind is ir.ContentKind.JSON:
        body = _body(operation, call, streamed=streamed)
        if body is not None:
            parts.append(f"json={literal(body)}")
    return Code(", ".join(parts))


def _path(context: Context, operation: ir.Operation, call: ExampleCall) -> str | None:
    """The path with the values of the call; None when one of them is not a plain text."""
    values = {argument.name: value.wire for argument, value in call.values if argument.where == "path"}
    params = [param for param in operation.params if param.where is ir.ParamWhere.PATH]
    if any(param.style is not ir.ParamStyle.SIMPLE or not is_scalar(param.type, context.api) for param in params):
        return None
    path = re.split("[?#]", path_with_arguments(context, operation))[0]
    if any(name not in values for name in _PLACEHOLDER.findall(path)):
        return None
    server = server_of(operation)
    prefix = urlsplit(server).path.rstrip("/") if server is not None else ""
    return prefix + _PLACEHOLDER.sub(lambda match: _text(values[match[1]]), path)


def _query(context: Context, operation: ir.Operation, call: ExampleCall, *, streamed: bool) -> dict[str, ir.JsonValue]:
    plain = {
        param.wire
        for param in operation.params
        if param.where is ir.ParamWhere.QUERY and param.media_type is None and is_scalar(param.type, context.api)
    }
    sent = {**call.where("query"), **(_flag(operation, "query") if streamed else {})}
    return {wire: _text(value) for wire, value in sent.items() if wire in plain and value not in (None, "")}


def _body(operation: ir.Operation, call: ExampleCall, *, streamed: bool) -> ir.JsonValue:
    if operation.body is not None and operation.body.spread is None:
        return call.whole_body.wire if call.whole_body else None
    body = call.where("body")
    return {**body, **_flag(operation, "body")} if streamed else body


def _flag(operation: ir.Operation, place: str) -> dict[str, ir.JsonValue]:
    """What asks for a stream, where it is sent in this place."""
    stream = operation.stream
    if stream is None or stream.discriminator is None or stream.place != place:
        return {}
    return {stream.discriminator: True}


def _text(value: ir.JsonValue) -> str:
    """A scalar as it stands in a URL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
