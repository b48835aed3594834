"""Deprecated operations, unwrapped responses, positional parameters, options of single methods."""

from __future__ import annotations

import inspect

import pytest

from ..harness import Caller, answer


def test_40_a_deprecated_operation_warns_and_works(call: Caller) -> None:
    call.server.answer_next(answer(b"", status=204))

    with pytest.warns(DeprecationWarning):
        call(lambda client: client.things.delete("t", org_id="o"))

    assert call.server.last.line == "DELETE /orgs/o/things/t HTTP/1.1"


def test_the_envelope_is_taken_off(call: Caller) -> None:
    call.server.answer_next(answer('{"data": {"id": "t"}, "meta": {}}'))

    thing = call(lambda client: client.things.retrieve("o", "t"))

    assert type(thing).__name__ == "Thing"
    assert thing.id == "t"
    assert call.server.last.line == "GET /orgs/o/things/t HTTP/1.1"


def test_positional_parameters_are_those_configured(call: Caller) -> None:
    signature = inspect.signature(call.case.package.resources.ThingsResource.retrieve)
    kinds = {name: parameter.kind for name, parameter in signature.parameters.items()}
    assert kinds["org_id"] is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert list(signature.parameters)[1:3] == ["org_id", "id"]


def test_a_method_has_its_own_timeout(call: Caller) -> None:
    call.server.answer_next(answer('{"data": {"id": "t"}}'))

    call(lambda client: client.things.retrieve("o", "t"))

    assert call.server.last.header("x-stainless-read-timeout") == "5"
