"""Build stage: the methods of a resource in, the tests of them that the generated package carries out.

Each test answers a call with what the API would answer, in a client that checks answers strictly, and looks at the
request that came of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from .... import ir
from ..examples import Examples, NoExample
from ..imports import Imports
from ..quoting import Code, Ident, literal
from .arguments import path_with_arguments
from .context import Context
from .example_calls import ExampleCall, example_call
from .operations import Named, Result, ResultForm, deprecation_of, named_methods, result_of
from .styles import is_scalar

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class TestView:
    """A test. `answer` and `request` are the arguments of `FakeApi.answer` and `FakeApi.check_request`.

    `call` is what is tested; its value goes through `checks`. `warns`: the method is deprecated.
    """

    name: Ident
    answer: Code
    call: Code
    has_result: bool
    streams: bool
    warns: bool
    checks: tuple[Code, ...]
    request: Code


@dataclass(frozen=True, slots=True)
class TestClassView:
    name: Ident
    client: Ident
    fixture: Ident
    is_async: bool
    tests: tuple[TestView, ...]


@dataclass(frozen=True, slots=True)
class TestModuleView:
    """`tests/api_resources/test_workspace_secrets.py`."""

    imports: Code
    classes: tuple[TestClassView, ...]


def view_tests(context: Context, resource: ir.Resource) -> TestModuleView:
    """The tests of a resource's methods, sync and async."""
    package = context.settings.package_name
    imports = Imports(first_party=frozenset({package, "tests"}))
    imports.member("tests.fake_api", "FakeApi")
    imports.member(package, context.names.client, f"Async{context.names.client}")
    names = context.names.resource(resource.path)
    word = names.cls.removesuffix("Resource")
    classes = tuple(
        TestClassView(
            name=Ident(f"Test{'Async' if is_async else ''}{word}"),
            client=Ident(f"{'Async' if is_async else ''}{context.names.client}"),
            fixture=Ident("async_client" if is_async else "client"),
            is_async=is_async,
            tests=tuple(_Tests(context, resource, imports, is_async=is_async).all()),
        )
        for is_async in (False, True)
    )
    if any(test.warns for found in classes for test in found.tests) or classes[1].tests:
        imports.module("pytest")
    return TestModuleView(Code(imports.render()), classes)


class _Tests:
    def __init__(self, context: Context, resource: ir.Resource, imports: Imports, *, is_async: bool) -> None:
        self.context = context
        self.resource = resource
        self.imports = imports
        self.is_async = is_async
        self.client = "async_client" if is_async else "client"
        self.examples = Examples(context.api.definitions, context.names)

    def all(self) -> Iterator[TestView]:
        first = True
        for named in named_methods(self.context, self.resource):
            try:
                few = example_call(self.context, self.resource, named.method)
                yield self._test(named, few, named.name)
            except NoExample:
                continue
            everything = self._everything(named)
            if everything is not None and len(everything.values) > len(few.values):
                yield self._test(named, everything, f"{named.name}_with_all_params")
            if first:
                yield self._raw(named, few)
                first = False
            flag = self._flag(named.operation)
            if flag is not None:
                yield self._streamed(named, few, flag)

    def _everything(self, named: Named) -> ExampleCall | None:
        try:
            return example_call(self.context, self.resource, named.method, everything=True)
        except NoExample:
            return None

    def _flag(self, operation: ir.Operation) -> str | None:
        wire = operation.stream.discriminator if operation.stream else None
        return self.context.names.argument(operation.id, "body", wire) if wire is not None else None

    # -- kinds of tests --------------------------------------------------------------------------------------------

    def _test(self, named: Named, call: ExampleCall, name: str) -> TestView:
        operation, result = named.operation, result_of(named.operation, named.method)
        if _is_unreadable(operation, result):
            return self._raw(named, call, name)
        call = self._without_flag(call, operation)
        answer = self._answer(named, result)
        return TestView(
            name=Ident(f"test_{name}"),
            answer=answer,
            call=Code(f"{self._await(result)}{call.code(self.client)}"),
            has_result=result.type is not None or result.form is ResultForm.BINARY,
            streams=result.form is ResultForm.STREAM,
            warns=self._warns(named),
            checks=self._checks(named, result),
            request=self._request(operation, call),
        )

    def _raw(self, named: Named, call: ExampleCall, name: str | None = None) -> TestView:
        operation, result = named.operation, result_of(named.operation, named.method)
        call = self._without_flag(call, operation)
        waits = "await " if self.is_async else ""
        unreadable = _is_unreadable(operation, result) or result.form is ResultForm.STREAM
        return TestView(
            name=Ident(f"test_raw_response_{named.name}" if name is None else f"test_{name}"),
            answer=Code('content=b""') if unreadable else self._answer(named, result),
            call=Code(f"{waits}{call.code(self.client, raw=True)}"),
            has_result=True,
            streams=False,
            warns=self._warns(named),
            checks=(Code("assert result.status_code == 200"),),
            request=self._request(operation, call),
        )

    def _streamed(self, named: Named, call: ExampleCall, flag: str) -> TestView:
        operation = named.operation
        assert operation.stream is not None, "only methods that can stream have a flag"
        result = Result(ResultForm.STREAM, operation.stream.item)
        return TestView(
            name=Ident(f"test_{named.name}_streaming"),
            answer=self._answer(named, result),
            call=Code(f"{'await ' if self.is_async else ''}{call.code(self.client, flag=flag)}"),
            has_result=True,
            streams=True,
            warns=self._warns(named),
            checks=(),
            request=self._request(operation, call, flag=flag),
        )

    def _without_flag(self, call: ExampleCall, operation: ir.Operation) -> ExampleCall:
        """An example value for the flag would ask for a stream."""
        flag = self._flag(operation)
        return ExampleCall(call.method, tuple(pair for pair in call.values if pair[0].name != flag))

    def _warns(self, named: Named) -> bool:
        return deprecation_of(named, self.resource.deprecated) is not None

    def _await(self, result: Result) -> str:
        return "await " if self.is_async else ""

    # -- what the API answers --------------------------------------------------------------------------------------

    def _answer(self, named: Named, result: Result) -> Code:
        operation = named.operation
        match result.form:
            case ResultForm.BINARY:
                media_type = operation.result.media_type if operation.result else "application/octet-stream"
                return Code(f'content=b"content", content_type={literal(_concrete(media_type))}')
            case ResultForm.STREAM:
                return self._event(operation, result)
            case ResultForm.PAGE:
                return self._json(self._page(named.method))
            case ResultForm.VALUE:
                if result.type is None:
                    return Code('content=b""')
                if operation.result is not None and operation.result.kind is not ir.ContentKind.JSON:
                    return Code(f'content=b"text", content_type={literal(_concrete(operation.result.media_type))}')
                value = self.examples.received(result.type, "value")
                return self._json({operation.unwrap: value} if operation.unwrap is not None else value)

    def _json(self, value: ir.JsonValue) -> Code:
        return Code(f"json={literal(value)}")

    def _event(self, operation: ir.Operation, result: Result) -> Code:
        assert operation.stream is not None, "only streaming methods have events"
        event = json.dumps(self.examples.received(result.type or ir.Unknown(), "value"))
        if operation.stream.kind is ir.StreamKind.SSE:
            text = f"data: {event}\n\n{self._end()}"
            return Code(f'content={literal(text)}.encode(), content_type="text/event-stream"')
        text = f"{event}\n"
        return Code(f'content={literal(text)}.encode(), content_type="application/jsonl"')

    def _end(self) -> str:
        """The event that ends a stream, where the configuration knows one."""
        rules = self.context.api.stream_rules
        rule = next((rule for rule in rules if rule.action is ir.StreamAction.DONE), None)
        if rule is None:
            return ""
        name = next((name for name in rule.event_types if name is not None), None)
        data = rule.data_starts_with or "{}"
        return f"event: {name}\ndata: {data}\n\n" if name is not None else f"data: {data}\n\n"

    def _page(self, method: ir.Method) -> ir.JsonValue:
        """A last page with one item."""
        assert method.paging is not None, "only paged methods have pages"
        scheme = next(s for s in self.context.api.paging if s.name.text == method.paging.scheme)
        item = self.examples.received(method.paging.item, "item")
        page: dict[str, ir.JsonValue] = {}
        for found in scheme.fields:
            if found.purpose == "items" and not found.path:
                return [item]
            if found.header is None and (found.purpose == "items" or found.required) and found.path:
                self._place(page, found.path, [item] if found.purpose == "items" else self._page_value(found))
        return page

    def _page_value(self, found: ir.PagingField) -> ir.JsonValue:
        if found.purpose == "has_next_page":
            return False
        if found.purpose in ("next_cursor_field", "cursor_url_field", "previous_cursor_field"):
            return None if isinstance(found.type, ir.Nullable) else ""
        return self.examples.received(found.type, found.path[-1])

    def _place(self, page: dict[str, ir.JsonValue], path: tuple[str, ...], value: ir.JsonValue) -> None:
        for wire in path[:-1]:
            below = page.setdefault(wire, {})
            if not isinstance(below, dict):
                return
            page = below
        page.setdefault(path[-1], value)

    # -- what is checked -------------------------------------------------------------------------------------------

    def _checks(self, named: Named, result: Result) -> tuple[Code, ...]:
        match result.form:
            case ResultForm.BINARY:
                return (Code(f'assert {"await result.read()" if self.is_async else "result.read()"} == b"content"'),)
            case ResultForm.PAGE:
                return (Code("assert len(result._get_page_items()) == 1"),)
            case ResultForm.STREAM:
                return ()
            case ResultForm.VALUE if result.type is None:
                return ()
            case ResultForm.VALUE:
                return self._value_checks(result.type)

    def _value_checks(self, type: ir.Type | None) -> tuple[Code, ...]:
        """Models are compared by class; what else there is, the strict client has looked at."""
        if not isinstance(type, ir.Ref) or not isinstance(self.context.api.definitions[type.id], ir.Record):
            return (Code("assert result is not None"),)
        definition = self.context.api.definitions[type.id]
        symbol = self.context.names.model(type.id)
        if symbol not in self.context.exported or not isinstance(definition, ir.Record) or not definition.fields:
            return (Code("assert result is not None"),)
        folder = symbol.module.rpartition(".")[0]
        module = "types" if folder == "types.shared" else folder
        alias = symbol.name
        if symbol.name in (self.context.names.client, f"Async{self.context.names.client}", "FakeApi"):
            return (Code("assert result is not None"),)
        return self._isinstance(f"{self.context.settings.package_name}.{module}", alias)

    def _isinstance(self, module: str, name: str) -> tuple[Code, ...]:
        others = [known for known, members in self.imports.members.items() if name in members and known != module]
        if others:
            return (Code("assert result is not None"),)
        self.imports.member(module, name)
        return (Code(f"assert isinstance(result, {name})"),)

    def _request(self, operation: ir.Operation, call: ExampleCall, flag: str | None = None) -> Code:
        parts: list[str] = [literal(operation.method.upper()), literal(self._path(operation, call))]
        query = self._query(operation, call)
        if query:
            parts.append(f"query={literal(query)}")
        if operation.body is not None and operation.body.contents[0].kind is ir.ContentKind.JSON:
            body = self._body(operation, call, flag)
            if body is not None:
                parts.append(f"json={literal(body)}")
        return Code(", ".join(parts))

    def _path(self, operation: ir.Operation, call: ExampleCall) -> str | None:
        """The path with the values of the call; None when one of them is not a plain text."""
        values = {argument.name: value.wire for argument, value in call.values if argument.where == "path"}
        params = [param for param in operation.params if param.where is ir.ParamWhere.PATH]
        if any(p.style is not ir.ParamStyle.SIMPLE or not is_scalar(p.type, self.context.api) for p in params):
            return None
        path = re.split("[?#]", path_with_arguments(self.context, operation))[0]
        if any(name not in values for name in _PLACEHOLDER.findall(path)):
            return None
        prefix = urlsplit(operation.servers[0]).path.rstrip("/") if operation.servers else ""
        return prefix + _PLACEHOLDER.sub(lambda match: _text(values[match[1]]), path)

    def _query(self, operation: ir.Operation, call: ExampleCall) -> dict[str, ir.JsonValue]:
        """The parameters that are one plain text."""
        plain = {
            param.wire
            for param in operation.params
            if param.where is ir.ParamWhere.QUERY
            and param.media_type is None
            and is_scalar(param.type, self.context.api)
        }
        sent = call.where("query")
        return {wire: _text(value) for wire, value in sent.items() if wire in plain and value not in (None, "")}

    def _body(self, operation: ir.Operation, call: ExampleCall, flag: str | None) -> ir.JsonValue:
        if operation.body is not None and operation.body.spread is None:
            return call.whole_body.wire if call.whole_body else None
        body = call.where("body")
        wire = operation.stream.discriminator if operation.stream else None
        return {**body, wire: True} if flag is not None and wire is not None else body


def _is_unreadable(operation: ir.Operation, result: Result) -> bool:
    """Whether no answer can be made up: XML."""
    return (
        result.form is ResultForm.VALUE
        and result.type is not None
        and operation.result is not None
        and operation.result.kind is ir.ContentKind.XML
    )


def _concrete(media_type: str) -> str:
    return "application/octet-stream" if "*" in media_type else media_type


def _text(value: ir.JsonValue) -> str:
    """A scalar as it stands in a URL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
