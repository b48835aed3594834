"""Path parameters, written as the table of styles says (OpenAPI 3.1.1, 4.8.12.6 "Style Examples").

The rules behind the table are RFC 6570, 3.2.2 (simple), 3.2.5 (label) and 3.2.7 (matrix).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ..harness import Caller

STRING = "blue"
ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


@pytest.mark.parametrize(
    ("method", "value", "segment"),
    [
        ("simple", STRING, "simple/blue"),
        ("simple", ARRAY, "simple/blue,black,brown"),
        ("simple", OBJECT, "simple/R,100,G,200,B,150"),
        ("simple_exploded", STRING, "simpleExploded/blue"),
        ("simple_exploded", ARRAY, "simpleExploded/blue,black,brown"),
        ("simple_exploded", OBJECT, "simpleExploded/R=100,G=200,B=150"),
        ("label", STRING, "label/.blue"),
        ("label", ARRAY, "label/.blue,black,brown"),
        ("label", OBJECT, "label/.R,100,G,200,B,150"),
        ("label_exploded", STRING, "labelExploded/.blue"),
        ("label_exploded", ARRAY, "labelExploded/.blue.black.brown"),
        ("label_exploded", OBJECT, "labelExploded/.R=100.G=200.B=150"),
        ("matrix", STRING, "matrix/;color=blue"),
        ("matrix", ARRAY, "matrix/;color=blue,black,brown"),
        ("matrix", OBJECT, "matrix/;color=R,100,G,200,B,150"),
        ("matrix_exploded", STRING, "matrixExploded/;color=blue"),
        ("matrix_exploded", ARRAY, "matrixExploded/;color=blue;color=black;color=brown"),
        ("matrix_exploded", OBJECT, "matrixExploded/;R=100;G=200;B=150"),
    ],
)
def test_style_table(call: Caller, method: str, value: Any, segment: str) -> None:
    call(lambda client: getattr(client.colors, method)(value))

    assert call.server.last.line == f"GET /{segment} HTTP/1.1"


def test_arrays_are_simple_by_default(call: Caller) -> None:
    call(lambda client: client.colors.defaults(date(2026, 3, 1), colors=["a/b", "c,d"]))

    # Commas between items stay, those inside of an item do not (RFC 6570, 3.2.2).
    assert call.server.last.target == "/lists/a%2Fb,c%2Cd/of/2026-03-01"


def test_numbers_and_booleans(call: Caller) -> None:
    call(lambda client: client.colors.numbers(True, n=7))

    assert call.server.last.target == "/numbers/;n=7/.true"


def test_two_parameters_in_one_segment(call: Caller) -> None:
    call(lambda client: client.colors.report("pdf", report_id="a.b"))

    assert call.server.last.target == "/reports/a.b.pdf"


def test_content_is_serialised_by_its_media_type(call: Caller) -> None:
    call(lambda client: client.colors.filtered({"min_size": 3}))

    assert call.server.last.target == "/filters/%7B%22minSize%22%3A3%7D"


@pytest.mark.parametrize("empty", ["", [], {}])
def test_empty_values_name_another_path(call: Caller, empty: Any) -> None:
    with pytest.raises(ValueError, match="Expected a non-empty value for `color`"):
        call(lambda client: client.colors.simple(empty))

    assert not call.server.recorded
