"""Build stage: an operation and its place in the tree in, the methods that call it out: sync and async.

Both come from one function, which is told which of the two it writes.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from .... import ir
from ....values import dataclass
from ..quoting import Code, Doc, Ident, Literal, docstring_body, literal
from ..type_expr import relative
from .arguments import Argument, Arguments, ArgumentView, Group, build_arguments, view_argument
from .context import Context, ModuleTypes
from .docs import method_doc
from .operations import Named, Result, ResultForm, result_of
from .overloads import reachable

_CALLS = {
    ResultForm.VALUE: "_request",
    ResultForm.PAGE: "_request_page",
    ResultForm.STREAM: "_request_stream",
    ResultForm.BINARY: "_request_binary",
}
_KEYWORDS = (Group.PATH, Group.REQUIRED)
_FALSE = ir.Literal((False,), ir.ScalarKind.BOOLEAN)
_TRUE = ir.Literal((True,), ir.ScalarKind.BOOLEAN)


@dataclass(frozen=True, slots=True)
class SignatureView:
    """`positional` stand before the `*`, `keywords` behind it; the options that every call has are the template's."""

    positional: tuple[ArgumentView, ...]
    keywords: tuple[ArgumentView, ...]
    idempotency_key: bool
    returns: Code


@dataclass(frozen=True, slots=True)
class CallView:
    """`self._request(_LIST, path={…}, query={…}, …)`. `None`: the request has no such part.

    `pages` is the module that the class `page` is imported from, inside the method: pages are models, and those load
    pydantic's machinery, which takes twice as long as all else that a resource loads. An import costs 0.7 µs a call.
    """

    function: Ident
    operation: Ident
    pages: Code | None
    page: Ident | None
    path: Code | None
    query: Code | None
    headers: Code | None
    cookies: Code | None
    body: Code | None
    idempotency_key: bool
    awaited: bool


@dataclass(frozen=True, slots=True)
class StreamingCallView:
    """The call of a method that can do both: `flag` is the argument that asks for a stream."""

    flag: Ident
    call: CallView


@dataclass(frozen=True, slots=True)
class MethodView:
    """A method. `overloads`: the signatures of one that can stream, or whose body is one of several objects, `required`
    what each of them needs.
    """

    name: Ident
    is_async: bool
    deprecated: Literal | None
    overloads: tuple[SignatureView, ...]
    required: tuple[Literal, ...]
    signature: SignatureView
    doc: Doc
    call: CallView
    streaming: StreamingCallView | None
    raw_wrapper: Ident
    streaming_wrapper: Ident


@dataclass(frozen=True)
class Prepared:
    """What the sync and the async method have in common. `deprecation`: the message of a deprecated one."""

    named: Named
    arguments: Arguments
    deprecation: str | None

    @cached_property
    def doc(self) -> Doc:
        """The docstring; surfaces have none."""
        message = self.deprecation
        notes = [] if message is None else ["Deprecated." if message == "deprecated" else f"Deprecated: {message}"]
        said = self.named.operation
        if self.named.method.doc is not None:
            said = replace(said, summary=None, doc=self.named.method.doc)
        return docstring_body(method_doc(said, self.arguments.docs, notes))


def prepare(context: Context, named: Named, deprecation: str | None) -> Prepared:
    """Arguments and docstring of a method."""
    return Prepared(named, build_arguments(context, named.operation, named.method), deprecation)


@dataclass(frozen=True)
class _Builder:
    context: Context
    types: ModuleTypes
    prepared: Prepared
    is_async: bool

    @property
    def named(self) -> Named:
        return self.prepared.named

    def build(self) -> MethodView:
        arguments = self.prepared.arguments
        result = result_of(self.named.operation, self.named.method)
        signature, overloads = self.signatures()
        call = self._call(arguments, result)
        message = self.prepared.deprecation
        return MethodView(
            name=Ident(self.named.name),
            is_async=self.is_async and result.form is not ResultForm.PAGE,
            deprecated=literal(message) if message is not None else None,
            overloads=overloads,
            required=self._required(arguments) if overloads else (),
            signature=signature,
            doc=self.prepared.doc,
            call=call,
            streaming=self._streaming_call(call),
            raw_wrapper=self._wrapper(result, "raw_response"),
            streaming_wrapper=self._wrapper(result, "streamed_response"),
        )

    # -- signatures ------------------------------------------------------------------------------------------------

    def signatures(self) -> tuple[SignatureView, tuple[SignatureView, ...]]:
        """What the method takes and gives, and the overloads of one that can stream."""
        arguments = self.prepared.arguments
        result = result_of(self.named.operation, self.named.method)
        signature = self._signature(arguments, result)
        overloads = self._overloads(arguments, result)
        return (self._implementation(arguments, result) if overloads else signature), overloads

    def _signature(self, arguments: Arguments, result: Result) -> SignatureView:
        return self._written(arguments.all, self._annotations(arguments), self._returns(result))

    def _annotations(self, arguments: Arguments) -> dict[str, Code]:
        """Annotations that are not the type's own: a raw body may come in pieces."""
        body = self.named.operation.body
        if body is None or body.spread is not None or body.contents[0].kind is not ir.ContentKind.BINARY:
            return {}
        name = self.context.names.body_argument(self.named.operation.id)
        return {name: self.types.name("_content", "BinaryContent")}

    def _written(self, found: tuple[Argument, ...], annotations: dict[str, Code], returns: Code) -> SignatureView:
        views = [(a.group, view_argument(a, self.types, annotations.get(a.name))) for a in found]
        return SignatureView(
            positional=tuple(view for group, view in views if group is Group.POSITIONAL),
            keywords=tuple(view for group, view in views if group is not Group.POSITIONAL),
            idempotency_key=self._has_key(),
            returns=returns,
        )

    def _has_key(self) -> bool:
        return self.context.api.idempotency_header is not None and self.named.operation.method.lower() != "get"

    def _returns(self, result: Result) -> Code:
        match result.form:
            case ResultForm.PAGE:
                return self._page_type(result)
            case ResultForm.STREAM:
                return self._stream_type(result.type)
            case ResultForm.BINARY if self._is_legacy:
                return self.types.name("_legacy_response", "HttpxBinaryResponseContent")
            case ResultForm.BINARY:
                return self.types.name("_response", "AsyncBinaryAPIResponse" if self.is_async else "BinaryAPIResponse")
            case ResultForm.VALUE:
                return self.types.received(self._plain(result.type)) if result.type is not None else Code("None")

    def _plain(self, type_: ir.Type) -> ir.Type:
        """A result that is one text or number is written as such: its name is exported, but says no more."""
        found = self.context.api.definitions.get(type_.id) if isinstance(type_, ir.Ref) else None
        if isinstance(found, ir.Alias) and found.name.strength is ir.NameStrength.PLACE:
            return found.type if isinstance(found.type, ir.Scalar) else type_
        return type_

    def _page_type(self, result: Result) -> Code:
        item = self.types.received(result.type or ir.Unknown())
        page = self._page_class()
        if not self.is_async:
            return Code(f"{page}[{item}]")
        return Code(f"{self.types.name('_base_client', 'AsyncPaginator')}[{item}, {page}[{item}]]")

    def _page_class(self) -> Code:
        paging = self.named.method.paging
        assert paging is not None, "only paged methods ask"
        return self.types.name("pagination", self.context.names.page(paging.scheme)[self.is_async])

    def _stream_type(self, item: ir.Type | None) -> Code:
        stream = self.types.name("_streaming", "AsyncStream" if self.is_async else "Stream")
        return Code(f"{stream}[{self.types.received(item or ir.Unknown())}]")

    # -- methods with overloads ------------------------------------------------------------------------------------

    def _flag(self) -> str | None:
        """The wire name of the property that asks for a stream."""
        stream = self.named.operation.stream
        return stream.discriminator if stream else None

    @property
    def _flag_place(self) -> str:
        stream = self.named.operation.stream
        return stream.place if stream else "body"

    def _overloads(self, arguments: Arguments, result: Result) -> tuple[SignatureView, ...]:
        """One signature for each variant of the body; three of each where the method can stream."""
        stream = self.named.operation.stream
        can_stream = stream is not None and stream.discriminator is not None
        variants = reachable(arguments.variants or (arguments.all,), self.context.api.definitions)
        if not can_stream and len(variants) < 2:
            return ()
        self.types.runtime.member("typing", "overload")
        plain = self._returns(result)
        if stream is None or not can_stream:
            return tuple(self._written(variant, {}, plain) for variant in variants)
        streamed = self._stream_type(stream.item)
        flags = (
            (self._no_stream(arguments), plain, Group.OPTIONAL),
            (_TRUE, streamed, Group.REQUIRED),
            (ir.Scalar(ir.ScalarKind.BOOLEAN), Code(f"{plain} | {streamed}"), Group.REQUIRED),
        )
        return tuple(
            self._overload(variant, flag, returns, group=group)
            for variant in variants
            for flag, returns, group in flags
        )

    def _overload(self, variant: tuple[Argument, ...], flag: ir.Type, returns: Code, *, group: Group) -> SignatureView:
        changed = (replace(a, type=flag, group=group) if self._is_flag(a) else a for a in variant)
        return self._written(tuple(sorted(changed, key=lambda a: a.group)), {}, returns)

    def _is_flag(self, argument: Argument) -> bool:
        return self._flag() is not None and argument.where == self._flag_place and argument.wire == self._flag()

    def _no_stream(self, arguments: Arguments) -> ir.Type:
        """The flag's type where no stream is asked for: false, and null if the document allows it."""
        flags = (a.type for a in arguments.all if self._is_flag(a))
        return ir.Nullable(_FALSE) if any(isinstance(flag, ir.Nullable) for flag in flags) else _FALSE

    def _implementation(self, arguments: Arguments, result: Result) -> SignatureView:
        """All that the overloads take. What only some of them need has a default, and `required_args` reports it."""
        stream = self.named.operation.stream
        variants = arguments.variants or (arguments.all,)
        needed = [{a.name for a in variant if a.group is Group.REQUIRED} for variant in variants]
        always = set.intersection(*needed)
        loose: list[Argument] = []
        annotations: dict[str, Code] = {}
        for argument in arguments.all:
            is_flag = self._is_flag(argument)
            optional = is_flag or (argument.group is Group.REQUIRED and argument.name not in always)
            loose.append(replace(argument, group=Group.OPTIONAL) if optional else argument)
            if is_flag:
                without, with_ = self.types.sent(self._no_stream(arguments)), self.types.sent(_TRUE)
                annotations[argument.name] = Code(f"{without} | {with_}")
        returns = self._returns(result)
        if stream is not None and stream.discriminator is not None:
            returns = Code(f"{returns} | {self._stream_type(stream.item)}")
        return self._written(tuple(sorted(loose, key=lambda a: a.group)), annotations, returns)

    def _required(self, arguments: Arguments) -> tuple[Literal, ...]:
        """The arguments that each variant needs, without and with the flag; none where a variant needs nothing.

        Arguments that may be given by position have no default in any case.
        """
        flag = next((a.name for a in arguments.all if self._is_flag(a)), None)
        needed: list[list[str]] = []
        for variant in arguments.variants or (arguments.all,):
            names = [a.name for a in variant if a.group in _KEYWORDS and not self._is_flag(a)]
            needed += [names] if flag is None else [names, [*names, flag]]
        if not all(needed):
            return ()
        self.types.value("_utils", "required_args")
        return tuple(literal(names) for names in needed)

    def _streaming_call(self, call: CallView) -> StreamingCallView | None:
        flag = self._flag()
        if flag is None:
            return None
        name = self.context.names.argument(self.named.operation.id, self._flag_place, flag)
        streamed = replace(call, function=Ident("_request_stream"), operation=self.named.streaming)
        return StreamingCallView(Ident(name), streamed)

    # -- the call --------------------------------------------------------------------------------------------------

    def _call(self, arguments: Arguments, result: Result) -> CallView:
        paged = result.form is ResultForm.PAGE
        return CallView(
            function=Ident("_request_content" if self._is_legacy_file(result) else _CALLS[result.form]),
            operation=self.named.constant,
            pages=Code(relative("pagination", self.types.here)) if paged else None,
            page=Ident(self._page_class()) if paged else None,
            path=arguments.where("path"),
            query=arguments.where("query", "querystring"),
            headers=arguments.where("header"),
            cookies=arguments.where("cookie"),
            body=self._body(arguments),
            idempotency_key=self._has_key(),
            awaited=self.is_async and not paged,
        )

    def _body(self, arguments: Arguments) -> Code | None:
        """The body's argument, or a dict of them; an object without properties is sent all the same."""
        body = self.named.operation.body
        if body is None:
            return None
        if body.spread is None:
            return Code(self.context.names.body_argument(self.named.operation.id))
        return arguments.where("body") or Code("{}")

    @property
    def _is_legacy(self) -> bool:
        """Raw responses and files are those of SDKs of the first generation."""
        return self.context.settings.legacy_raw_responses

    def _is_legacy_file(self, result: Result) -> bool:
        return result.form is ResultForm.BINARY and self._is_legacy

    def _wrapper(self, result: Result, kind: str) -> Ident:
        """The function that makes the raw or streamed twin of this method."""
        if kind == "raw_response" and self._is_legacy:
            name = "async_legacy_raw_response" if self.is_async else "legacy_raw_response"
            return Ident(self.types.value("_legacy_response", name))
        binary = result.form is ResultForm.BINARY and not self._is_legacy
        parts = ("async" if self.is_async else "", "binary" if binary else "", kind)
        return Ident(self.types.value("_response", "_".join(part for part in parts if part)))


def view_signatures(
    context: Context, types: ModuleTypes, named: Named
) -> tuple[SignatureView, tuple[SignatureView, ...]]:
    """What a sync method takes and gives, and its overloads, without anything else of it."""
    return _Builder(context, types, prepare(context, named, None), is_async=False).signatures()


def view_method(context: Context, types: ModuleTypes, prepared: Prepared, *, is_async: bool) -> MethodView:
    """One method of the sync or the async class."""
    if prepared.deprecation is not None:
        types.value("_utils._deprecated", "deprecated")
    return _Builder(context, types, prepared, is_async).build()
