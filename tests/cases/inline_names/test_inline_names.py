"""Inline schemas are called after the place they are at (sdk-surface, part C): the chain of property names below the
root, items of a list in the singular; the root after its method.
"""

from __future__ import annotations

import importlib
import json

from ..harness import Caller, Case, answer


def test_the_names(case: Case) -> None:
    types = case.package.types
    created = importlib.import_module(f"{types.__name__}.order_create_response")
    assert {"OrderCreateParams", "OrderCreateResponse"} <= set(dir(types))
    assert {"History", "Totals", "PaymentCard"} <= set(vars(created))
    sent = importlib.import_module(f"{types.__name__}.order_create_params")
    assert {"Customer", "CustomerHomeAddress", "Line", "LineProduct"} <= set(vars(sent))


def test_the_names_are_those_of_what_comes_back(call: Caller) -> None:
    wire = {"state": "open", "history": [{"at": "2026-01-02T00:00:00Z"}], "totals": {"a": {"net": 1.5}}}
    call.server.answer_next(answer(json.dumps({**wire, "payment": {"iban": "X"}})))

    order = call(
        lambda client: client.orders.create(
            customer={"home_address": {"street": "s"}}, lines=[{"product": {"sku": "1"}}]
        )
    )

    assert json.loads(call.server.last.body) == {
        "customer": {"homeAddress": {"street": "s"}},
        "lines": [{"product": {"sku": "1"}}],
    }
    assert type(order.history[0]).__name__ == "History"
    assert order.totals["a"].net == 1.5
    assert order.payment.iban == "X"
