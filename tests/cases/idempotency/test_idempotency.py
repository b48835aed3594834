"""A key for every request that changes something, the same for all its attempts.

draft-ietf-httpapi-idempotency-key-header, section 2.2: a key is unique to a request and is sent again with its retries.
"""

from __future__ import annotations

import inspect

from ..harness import Caller, Case, answer


def test_every_request_has_a_key_of_its_own(call: Caller) -> None:
    call(lambda client: client.payments.create(amount=1))
    call(lambda client: client.payments.create(amount=1))

    first, second = (request.header("Idempotency-Key") for request in call.server.recorded)
    assert first
    assert second
    assert first != second


def test_attempts_of_one_request_share_the_key(call: Caller) -> None:
    call.server.answer_next(answer(status=503), answer(status=503), answer())
    call(lambda client: client.payments.create(amount=1), max_retries=2)

    keys = [request.header("Idempotency-Key") for request in call.server.recorded]
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_a_key_of_the_caller_is_sent(call: Caller) -> None:
    call(lambda client: client.payments.create(amount=1, idempotency_key="mine"))
    assert call.server.last.header("Idempotency-Key") == "mine"


def test_reading_needs_no_key(call: Caller) -> None:
    call.server.answer_next(answer("[]"))
    call(lambda client: client.payments.list())
    assert call.server.last.header("Idempotency-Key") is None


def test_only_what_changes_something_takes_one(case: Case) -> None:
    payments = case.package.resources.payments.PaymentsResource
    assert "idempotency_key" in inspect.signature(payments.create).parameters
    assert "idempotency_key" not in inspect.signature(payments.list).parameters
