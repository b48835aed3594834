"""Build stage: an operation in, an answer that its API could give out: what `FakeApi.answer` is told."""

from __future__ import annotations

import json

from .... import ir
from ....values import dataclass
from ..examples import Examples
from ..quoting import Code, Literal, literal
from .context import Context
from .operations import Named, Result, ResultForm


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON value, or what else is answered, as arguments of `FakeApi.answer`."""

    json: Literal | None = None
    other: Code = Code("")


@dataclass(frozen=True)
class Answers:
    """The answers of one API, made up from its types."""

    context: Context

    def answer(self, named: Named, result: Result) -> Answer:
        """What the client takes for `result`. Raises NoExample when no such value can be made."""
        operation = named.operation
        match result.form:
            case ResultForm.BINARY:
                media_type = operation.result.media_type if operation.result else "application/octet-stream"
                return _other(f'content=b"content", content_type={literal(_concrete(media_type))}')
            case ResultForm.STREAM:
                return self._stream(operation, result)
            case ResultForm.PAGE:
                return Answer(literal(self._page(named.method)))
            case ResultForm.VALUE:
                return self._value(operation, result)

    def _value(self, operation: ir.Operation, result: Result) -> Answer:
        if result.type is None:
            return _other('content=b""')
        if operation.result is not None and operation.result.kind is not ir.ContentKind.JSON:
            return _other(f'content=b"text", content_type={literal(_concrete(operation.result.media_type))}')
        value = self._example(result.type, "value")
        return Answer(literal({operation.unwrap: value} if operation.unwrap is not None else value))

    def _example(self, type: ir.Type, hint: str) -> ir.JsonValue:
        return Examples(self.context.api.definitions, self.context.names).received(type, hint)

    # -- streams ---------------------------------------------------------------------------------------------------

    def _stream(self, operation: ir.Operation, result: Result) -> Answer:
        """A stream of one event."""
        assert operation.stream is not None, "only streaming methods have events"
        item = self._example(result.type or ir.Unknown(), "value")
        event = json.dumps(item.get("data") if operation.stream.is_event and isinstance(item, dict) else item)
        if operation.stream.kind is ir.StreamKind.SSE:
            text = f"data: {event}\n\n{self._end()}"
            return _other(f'content={literal(text)}.encode(), content_type="text/event-stream"')
        text = f"{event}\n"
        return _other(f'content={literal(text)}.encode(), content_type="application/jsonl"')

    def _end(self) -> str:
        """The event that ends a stream, where the configuration knows one."""
        rules = self.context.api.stream_rules
        rule = next((rule for rule in rules if rule.action is ir.StreamAction.DONE), None)
        if rule is None:
            return ""
        name = next((name for name in rule.event_types if name is not None), None)
        data = rule.data_starts_with or "{}"
        return f"event: {name}\ndata: {data}\n\n" if name is not None else f"data: {data}\n\n"

    # -- pages -----------------------------------------------------------------------------------------------------

    def _page(self, method: ir.Method) -> ir.JsonValue:
        """A last page with one item."""
        assert method.paging is not None, "only paged methods have pages"
        scheme = next(s for s in self.context.api.paging if s.name.text == method.paging.scheme)
        item = self._example(method.paging.item, "item")
        page: dict[str, ir.JsonValue] = {}
        for found in scheme.fields:
            if found.purpose == "items" and not found.path:
                return [item]
            if found.header is None and (found.purpose == "items" or found.required) and found.path:
                _place(page, found.path, [item] if found.purpose == "items" else self._page_value(found))
        return page

    def _page_value(self, found: ir.PagingField) -> ir.JsonValue:
        if found.purpose == "has_next_page":
            return False
        if found.purpose in ("next_cursor_field", "cursor_url_field", "previous_cursor_field"):
            return None if isinstance(found.type, ir.Nullable) else ""
        return self._example(found.type, found.path[-1])


def _other(arguments: str) -> Answer:
    return Answer(other=Code(arguments))


def _place(page: dict[str, ir.JsonValue], path: tuple[str, ...], value: ir.JsonValue) -> None:
    for wire in path[:-1]:
        below = page.setdefault(wire, {})
        if not isinstance(below, dict):
            return
        page = below
    page.setdefault(path[-1], value)


def _concrete(media_type: str) -> str:
    return "application/octet-stream" if "*" in media_type else media_type
