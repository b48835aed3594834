"""Build stage: the methods of a resource in, the tests of them that the generated package carries out.

Each test answers a call with what the API would answer, in a client that checks answers strictly, and looks at the
request that came of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .... import ir
from ....values import dataclass
from ..examples import NoExample
from ..imports import Imports
from ..quoting import Code, Ident, Literal
from .answers import Answer, Answers
from .context import Context
from .example_calls import ExampleCall, example_call
from .expected_requests import expected_request
from .operations import Named, Result, ResultForm, deprecation_of, named_methods, result_of

_SHORT = 60
"""Characters; a longer answer does not stand in a line with what it is answered to."""
_UNREAD = Answer(other=Code('content=b""'))
"""What is answered to a call whose result is not made of it."""


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
class AnswerView:
    """What the API answers in several tests: a constant of their module."""

    name: Ident
    value: Literal


@dataclass(frozen=True, slots=True)
class TestModuleView:
    """`tests/api_resources/test_workspace_secrets.py`."""

    imports: Code
    answers: tuple[AnswerView, ...]
    classes: tuple[TestClassView, ...]


def view_tests(context: Context, resource: ir.Resource) -> TestModuleView:
    """The tests of a resource's methods, sync and async."""
    package, client = context.settings.package_name, context.names.client
    imports = Imports(first_party=frozenset({package, "tests"}))
    imports.module("pytest")
    imports.member("tests.fake_api", "FakeApi")
    imports.member(package, client, f"Async{client}")
    word = context.names.resource(resource.path).cls.removesuffix("Resource")
    cases = tuple(_Cases(context, resource).all())
    answers = _long_answers(cases)
    classes = tuple(
        TestClassView(
            name=Ident(f"Test{prefix}{word}"),
            client=Ident(f"{prefix}{client}"),
            fixture=Ident("async_client" if prefix else "client"),
            is_async=bool(prefix),
            tests=tuple(_view(context, case, imports, answers, is_async=bool(prefix)) for case in cases),
        )
        for prefix in ("", "Async")
    )
    constants = tuple(AnswerView(name, value) for value, name in answers.items())
    return TestModuleView(Code(imports.render()), constants, classes)


# -- cases ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Case:
    """A test, not yet written for one of the clients. `raw`: through `with_raw_response`; `flag` asks for a stream."""

    name: str
    call: ExampleCall
    result: Result
    answer: Answer
    request: Code
    warns: bool
    raw: bool = False
    flag: str | None = None


@dataclass(frozen=True)
class _Cases:
    """The cases of one resource: each method with few and with all arguments, and one raw response."""

    context: Context
    resource: ir.Resource

    def all(self) -> Iterator[_Case]:
        first = True
        for named in named_methods(self.context, self.resource):
            try:
                few = self._call(named, everything=False)
                answer = self._answer(named)
            except NoExample:
                continue
            yield self._case(named, few, named.name, answer)
            everything = self._everything(named)
            if everything is not None and len(everything.values) > len(few.values):
                yield self._case(named, everything, f"{named.name}_with_all_params", answer)
            if first:
                yield self._case(named, few, f"raw_response_{named.name}", answer, raw=True)
                first = False
            if self._flag(named.operation) is not None:
                yield self._streamed(named, few)

    def _call(self, named: Named, *, everything: bool) -> ExampleCall:
        """A call without the flag for a stream, which an example value would raise."""
        call = example_call(self.context, self.resource, named.method, everything=everything)
        flag = self._flag(named.operation)
        return ExampleCall(call.method, tuple(pair for pair in call.values if pair[0].name != flag))

    def _everything(self, named: Named) -> ExampleCall | None:
        try:
            return self._call(named, everything=True)
        except NoExample:
            return None

    def _flag(self, operation: ir.Operation) -> str | None:
        stream = operation.stream
        if stream is None or stream.discriminator is None:
            return None
        return self.context.names.argument(operation.id, stream.place, stream.discriminator)

    def _answer(self, named: Named) -> Answer:
        result = result_of(named.operation, named.method)
        return _UNREAD if _is_xml(named.operation, result) else Answers(self.context).answer(named, result)

    def _case(self, named: Named, call: ExampleCall, name: str, answer: Answer, *, raw: bool = False) -> _Case:
        result = result_of(named.operation, named.method)
        answer = _UNREAD if raw and result.form is ResultForm.STREAM else answer
        return _Case(
            name=name,
            call=call,
            result=result,
            answer=answer,
            request=expected_request(self.context, named.operation, call, streamed=False),
            warns=self._warns(named),
            raw=raw or answer is _UNREAD,
        )

    def _streamed(self, named: Named, call: ExampleCall) -> _Case:
        assert named.operation.stream is not None, "only methods that can stream have a flag"
        result = Result(ResultForm.STREAM, named.operation.stream.item)
        return _Case(
            name=f"{named.name}_streaming",
            call=call,
            result=result,
            answer=Answers(self.context).answer(named, result),
            request=expected_request(self.context, named.operation, call, streamed=True),
            warns=self._warns(named),
            flag=self._flag(named.operation),
        )

    def _warns(self, named: Named) -> bool:
        return deprecation_of(named, self.resource.deprecated) is not None


def _is_xml(operation: ir.Operation, result: Result) -> bool:
    """Whether the answer would have to be XML, which no example is made of."""
    content = operation.result if result.form is ResultForm.VALUE and result.type is not None else None
    return content is not None and content.kind is ir.ContentKind.XML


# -- views ---------------------------------------------------------------------------------------------------------


def _long_answers(cases: Iterable[_Case]) -> dict[Literal, Ident]:
    """The JSON answers that would be lines long in each test that gives them; called as the first of these is."""
    found: dict[Literal, Ident] = {}
    for case in cases:
        if case.answer.json is not None and len(case.answer.json) > _SHORT:
            found.setdefault(case.answer.json, Ident(f"_{case.name.upper()}_ANSWER"))
    return found


def _answer(answer: Answer, long: Mapping[Literal, Ident]) -> Code:
    return answer.other if answer.json is None else Code(f"json={long.get(answer.json, answer.json)}")


def _view(
    context: Context, case: _Case, imports: Imports, answers: Mapping[Literal, Ident], *, is_async: bool
) -> TestView:
    client = "async_client" if is_async else "client"
    form = case.result.form
    return TestView(
        name=Ident(f"test_{case.name}"),
        answer=_answer(case.answer, answers),
        call=Code(f"{'await ' if is_async else ''}{case.call.code(client, flag=case.flag, raw=case.raw)}"),
        has_result=case.raw or case.result.type is not None or form is ResultForm.BINARY,
        streams=form is ResultForm.STREAM and not case.raw,
        warns=case.warns,
        checks=_checks(context, case, imports, is_async=is_async),
        request=case.request,
    )


def _checks(context: Context, case: _Case, imports: Imports, *, is_async: bool) -> tuple[Code, ...]:
    if case.raw:
        return (Code("assert result.status_code == 200"),)
    match case.result.form:
        case ResultForm.BINARY:
            return (Code(f'assert {"await " if is_async else ""}result.read() == b"content"'),)
        case ResultForm.PAGE:
            return (Code("assert len(result._get_page_items()) == 1"),)
        case ResultForm.STREAM:
            return ()
        case ResultForm.VALUE:
            return () if case.result.type is None else (_value_check(context, case.result.type, imports),)


def _value_check(context: Context, type: ir.Type, imports: Imports) -> Code:
    """Models are compared by class; what else there is, the strict client has looked at."""
    present = Code("assert result is not None")
    definition = context.api.definitions[type.id] if isinstance(type, ir.Ref) else None
    if not isinstance(definition, ir.Record) or not definition.fields or not context.names.is_root(definition.id):
        return present
    symbol = context.names.model(definition.id)
    folder = symbol.module.rpartition(".")[0]
    module = f"{context.settings.package_name}.{'types' if folder == 'types.shared' else folder}"
    taken = (known for known, members in imports.members.items() if symbol.name in members and known != module)
    if any(taken):
        return present
    imports.member(module, symbol.name)
    return Code(f"assert isinstance(result, {symbol.name})")
