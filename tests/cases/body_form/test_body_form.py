"""Bodies of `application/x-www-form-urlencoded`.

Serialised as WHATWG URL, 5.2 says; what becomes of arrays and objects is OpenAPI 3.1.1, 4.8.14.4 and 4.8.15: without an
Encoding Object arrays repeat their key and objects are JSON, with one they follow its style or its media type.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ..harness import Caller, Case


def test_a_form(call: Caller) -> None:
    call(
        lambda client: client.forms.charge(
            amount=5,
            description="a b&c=d+é\n~*",
            captured=False,
            due_at=date(2026, 3, 1),
            item_ids=iter(["x", "y,z"]),
            address={"postal_code": "1", "lines": ["a"]},
        )
    )

    assert call.server.last.header("Content-Type") == "application/x-www-form-urlencoded"
    assert call.server.last.body == (
        b"amount=5&description=a+b%26c%3Dd%2B%C3%A9%0A~%2A&captured=false&dueAt=2026-03-01"
        b"&itemIds=x&itemIds=y%2Cz&address=%7B%22postalCode%22%3A%221%22%2C%22lines%22%3A%5B%22a%22%5D%7D"
    )


def test_what_is_left_out(call: Caller) -> None:
    call(lambda client: client.forms.charge(amount=0, description="", item_ids=[], captured=call.case.package.omit))

    assert call.server.last.body == b"amount=0&description="


@pytest.mark.parametrize(
    ("arguments", "body"),
    [
        ({"deep": {"first_name": "A B", "inner": {"x": 1}}}, b"deep%5BfirstName%5D=A+B&deep%5Binner%5D%5Bx%5D=1"),
        ({"flat": {"first_name": "A", "n": 1}}, b"firstName=A&n=1"),
        ({"commas": ["a", "b"]}, b"commas=a%2Cb"),
        ({"pipes": ["a", "b"]}, b"pipes=a%7Cb"),
        ({"text": [1, 2]}, b"text=%5B1%2C2%5D"),
    ],
)
def test_encoding_objects(call: Caller, arguments: dict[str, Any], body: bytes) -> None:
    call(lambda client: client.forms.encoded(**arguments))

    assert call.server.last.body == body


def test_one_of_several_forms(call: Caller) -> None:
    call(lambda client: client.forms.token(grant_type="refresh", refresh_token="r"))

    assert call.server.last.body == b"grant_type=refresh&refreshToken=r"


def test_extra_body(call: Caller) -> None:
    call(lambda client: client.forms.charge(amount=1, extra_body={"amount": 2, "more": ["x", "y"]}))

    assert call.server.last.body == b"amount=2&more=x&more=y"


def test_expected(case: Case) -> None:
    case.check_expected()
