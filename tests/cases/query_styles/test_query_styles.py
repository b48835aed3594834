"""Query parameters.

Where the document writes a style, the table of styles holds (OpenAPI 3.1.1, 4.8.12.6 "Style Examples"; RFC 6570, 3.2.8
and 3.2.9). Where it leaves it open, arrays and objects follow the SDK's `query_settings`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ..harness import Caller, Case

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


@pytest.mark.parametrize(
    ("method", "value", "target"),
    [
        ("form", "", "/form?color="),
        ("form", "blue", "/form?color=blue"),
        ("form", ARRAY, "/form?color=blue,black,brown"),
        ("form", OBJECT, "/form?color=R,100,G,200,B,150"),
        ("form_exploded", "", "/formExploded?color="),
        ("form_exploded", "blue", "/formExploded?color=blue"),
        ("form_exploded", ARRAY, "/formExploded?color=blue&color=black&color=brown"),
        ("form_exploded", OBJECT, "/formExploded?R=100&G=200&B=150"),
        ("space", ARRAY, "/space?color=blue%20black%20brown"),
        ("space", OBJECT, "/space?color=R%20100%20G%20200%20B%20150"),
        ("pipe", ARRAY, "/pipe?color=blue%7Cblack%7Cbrown"),
        ("pipe", OBJECT, "/pipe?color=R%7C100%7CG%7C200%7CB%7C150"),
    ],
)
def test_style_table(call: Caller, method: str, value: Any, target: str) -> None:
    call(lambda client: getattr(client.colors, method)(color=value))

    assert call.server.last.line == f"GET {target} HTTP/1.1"


@pytest.mark.parametrize("method", ["form", "form_exploded", "space", "pipe"])
@pytest.mark.parametrize("absent", [None, [], {}])
def test_nothing_is_no_parameter(call: Caller, method: str, absent: Any) -> None:
    call(lambda client: getattr(client.colors, method)(color=absent))
    call(lambda client: getattr(client.colors, method)(color=call.case.package.omit))
    call(lambda client: getattr(client.colors, method)())

    assert [request.target.partition("?")[1:] for request in call.server.recorded] == [("", "")] * 3


def test_deep_object(call: Caller) -> None:
    call(
        lambda client: client.colors.deep(
            color={"r": 100, "g": 200, "is_dark": True, "tags": ["a", "b"], "inner": {"alpha_value": 0.5}}
        )
    )

    # `color[R]=100&…` with the brackets percent-encoded, as the table has them since 3.1.1.
    assert call.server.last.target == (
        "/deep?color%5BR%5D=100&color%5BG%5D=200&color%5BisDark%5D=true"
        "&color%5Btags%5D=a&color%5Btags%5D=b&color%5Binner%5D%5BalphaValue%5D=0.5"
    )


def test_delimiters_inside_of_values_are_encoded(call: Caller) -> None:
    call(lambda client: client.colors.form(color=["a,b", "c&d"]))
    call(lambda client: client.colors.space(color=["a b", "c"]))
    call(lambda client: client.colors.pipe(color=["a|b", "c"]))

    assert [request.target for request in call.server.recorded] == [
        "/form?color=a%2Cb,c%26d",
        "/space?color=a%20b%20c",
        "/pipe?color=a%7Cb%7Cc",
    ]


def test_allow_reserved(call: Caller) -> None:
    call(lambda client: client.colors.reserved(path="/a/b?c=d;e:f@g%20h%", plain="/a?b"))

    # RFC 6570, 3.2.3: reserved characters and triplets pass; what would end the value does not.
    assert call.server.last.target == "/reserved?path=/a/b?c=d;e:f@g%20h%25&plain=%2Fa%3Fb"


def test_reserved_characters_that_would_end_the_value(call: Caller) -> None:
    call(lambda client: client.colors.reserved(path="a&b=c#d+e[f]"))

    assert call.server.last.target == "/reserved?path=a%26b=c%23d%2Be%5Bf%5D"


def test_content_parameters(call: Caller) -> None:
    moment = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)

    call(lambda client: client.colors.content(filter={"created_after": moment, "only_open": False}, page=2))

    assert call.server.last.target == (
        "/content?filter=%7B%22createdAfter%22%3A%222026-03-01T12%3A30%3A00%2B00%3A00%22%2C%22onlyOpen%22%3Afalse%7D"
        "&page=2"
    )


def test_formats_of_the_sdk(call: Caller) -> None:
    call(
        lambda client: client.colors.sdk(
            ids=iter([1, 2]),
            sort_order="asc",
            since=datetime(2026, 3, 1, tzinfo=UTC),
            archived=False,
            where={"full_name": "Ada Lovelace", "age": {"min": 3}},
            cursor_next="x=y",
        )
    )

    assert call.server.last.target == (
        "/sdk?ids%5B%5D=1&ids%5B%5D=2&sortOrder=asc&since=2026-03-01T00%3A00%3A00%2B00%3A00&archived=false"
        "&where.fullName=Ada%20Lovelace&where.age.min=3&cursor%5Bnext%5D=x%3Dy"
    )


def test_none_and_empty_values_are_dropped(call: Caller) -> None:
    call(lambda client: client.colors.sdk(ids=[], sort_order=None, cursor_next="", where={"full_name": None}))

    assert call.server.last.target == "/sdk"


def test_extra_query_wins(call: Caller) -> None:
    call(
        lambda client: client.colors.sdk(sort_order="asc", archived=True, extra_query={"sortOrder": "none", "x": [1]}),
        default_query={"archived": "maybe", "tenant": "t"},
    )

    assert call.server.last.target == "/sdk?archived=true&tenant=t&sortOrder=none&x%5B%5D=1"


def test_expected(case: Case) -> None:
    case.check_expected()
