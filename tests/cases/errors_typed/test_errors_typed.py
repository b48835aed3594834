"""Bodies of errors as the models that the document gives; `body` stays what was received.

OpenAPI 3.1.1, section 4.8.16: a status goes before its range, and that before `default`.
"""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from ..harness import Caller, answer

PROBLEM = '{"title": "t", "moreInfo": "m"}'


def error_of(call: Caller, method: str, status: int, body: str, content_type: str = "application/json") -> Any:
    """The error that the call of a method raises for an answer."""
    call.server.answer_next(answer(body, status=status, content_type=content_type))
    with pytest.raises(call.case.package.APIStatusError) as raised:
        call(lambda client: getattr(client.orders, method)("1"))
    return raised.value


def test_the_status_decides(call: Caller) -> None:
    types = call.case.package.types
    error = error_of(call, "retrieve", 404, PROBLEM)

    assert isinstance(error, call.case.package.NotFoundError)
    assert error.body == {"title": "t", "moreInfo": "m"}
    assert isinstance(error.parsed, types.Problem)
    assert error.parsed.more_info == "m"


def test_a_list(call: Caller) -> None:
    parsed = error_of(call, "retrieve", 422, '[{"code": 1}]').parsed

    assert isinstance(parsed, list)
    assert isinstance(parsed[0], call.case.package.types.Fault)


def test_the_range_and_default(call: Caller) -> None:
    types = call.case.package.types
    assert isinstance(error_of(call, "retrieve", 418, PROBLEM, "application/problem+json").parsed, types.Problem)
    assert isinstance(error_of(call, "retrieve", 400, '{"code": 2}').parsed, types.Fault)
    assert isinstance(error_of(call, "retrieve", 503, '{"code": 3}').parsed, types.Fault)


@pytest.mark.parametrize(
    ("method", "status", "body"),
    [
        ("retrieve", 502, "<html>"),  # not by the API itself
        ("retrieve", 500, ""),
        ("retrieve", 409, '{"busy": true}'),  # a schema without a name: not that of `4XX`
        ("retrieve", 423, '{"code": 1}'),
        ("delete", 404, PROBLEM),  # nothing is documented
    ],
)
def test_bodies_without_a_model(call: Caller, method: str, status: int, body: str) -> None:
    assert error_of(call, method, status, body).parsed is None


def test_what_is_not_as_documented_is_kept(call: Caller) -> None:
    parsed = error_of(call, "retrieve", 404, '{"detail": "no title"}').parsed

    assert isinstance(parsed, call.case.package.types.Problem)
    assert parsed.detail == "no title"


def test_headers_of_an_error(call: Caller) -> None:
    call.server.answer_next(answer(PROBLEM, status=404, headers=["X-Request-Id: 7"]))
    with pytest.raises(call.case.package.NotFoundError) as raised:
        call(lambda client: client.orders.retrieve("1"))

    assert raised.value.response.headers["x-request-id"] == "7"


def test_a_pickled_error(call: Caller) -> None:
    copy = pickle.loads(pickle.dumps(error_of(call, "retrieve", 404, PROBLEM)))

    assert copy.parsed.title == "t"
