"""Parameter styles (sdk-surface statements 23, 24, 31) against the tables of OpenAPI and RFC 6570."""

# ruff: noqa: UP017

from __future__ import annotations

import enum
import uuid
from collections.abc import Mapping
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime._http import httpx
from runtime._qs import Querystring
from runtime._styles import (
    CookieParam,
    HeaderParam,
    PathParam,
    QueryParam,
    check_header,
    encode_cookies,
    encode_header,
    encode_query,
    path_template,
)
from runtime._types import NOT_GIVEN, omit

# OpenAPI 3.1.1, section 4.8.12.4 "Style Examples": the parameter is called `color`.
STRING = "blue"
ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}

PATH_TABLE = [
    # style, explode, string, array, object
    ("matrix", False, ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"),
    ("matrix", True, ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"),
    ("label", False, ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
    ("label", True, ".blue", ".blue.black.brown", ".R=100.G=200.B=150"),
    ("simple", False, "blue", "blue,black,brown", "R,100,G,200,B,150"),
    ("simple", True, "blue", "blue,black,brown", "R=100,G=200,B=150"),
]

QUERY_TABLE = [
    ("form", False, "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"),
    ("form", True, "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"),
    ("spaceDelimited", False, None, "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"),
    ("pipeDelimited", False, None, "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"),
    ("deepObject", True, None, None, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
]

QS = Querystring(array_format="comma", nested_format="brackets")


def path(value: Any, param: PathParam | None = None) -> str:
    return path_template("/x/{arg}", values={"arg": value}, styles=None if param is None else {"arg": param})[3:]


def query(value: Any, **param: Any) -> str:
    return encode_query({"color": value}, qs=QS, styles={"color": QueryParam(**param)})


@pytest.mark.parametrize(("style", "explode", "string", "array", "mapping"), PATH_TABLE)
def test_24_openapi_path_styles(style: Any, explode: bool, string: str, array: str, mapping: str) -> None:
    param = PathParam(style=style, explode=explode, name="color")
    assert [path(value, param) for value in (STRING, ARRAY, OBJECT)] == [string, array, mapping]


@pytest.mark.parametrize(("style", "explode", "string", "array", "mapping"), QUERY_TABLE)
def test_31_openapi_query_styles(style: Any, explode: bool, string: Any, array: Any, mapping: Any) -> None:
    for value, expected in ((STRING, string), (ARRAY, array), (OBJECT, mapping)):
        if expected is not None:  # "n/a" in the table
            assert query(value, style=style, explode=explode) == expected


def test_31_openapi_empty_values() -> None:
    """The column "undefined" is for parameters that are there without a value; RFC 6570 leaves empty lists out."""
    assert query("", style="form") == "color="
    for explode in (False, True):
        assert query([], explode=explode) == ""
        assert query({}, explode=explode) == ""
        assert query(None, explode=explode) == ""
        assert query(omit, explode=explode) == ""


# RFC 6570, section 3.2: the variables of its examples.
VARIABLES: dict[str, Any] = {
    "count": ["one", "two", "three"],
    "dom": ["example", "com"],
    "hello": "Hello World!",
    "half": "50%",
    "var": "value",
    "who": "fred",
    "base": "http://example.com/home/",
    "path": "/foo/bar",
    "list": ["red", "green", "blue"],
    "keys": {"semi": ";", "dot": ".", "comma": ","},
    "v": "6",
    "x": "1024",
    "y": "768",
}


@pytest.mark.parametrize(
    ("style", "explode", "name", "expected"),
    [
        # 3.2.2 Simple String Expansion: {var}
        ("simple", False, "var", "value"),
        ("simple", False, "hello", "Hello%20World%21"),
        ("simple", False, "half", "50%25"),
        ("simple", False, "list", "red,green,blue"),
        ("simple", True, "list", "red,green,blue"),
        ("simple", False, "keys", "semi,%3B,dot,.,comma,%2C"),
        ("simple", True, "keys", "semi=%3B,dot=.,comma=%2C"),
        # 3.2.5 Label Expansion with Dot-Prefix: {.var}
        ("label", False, "who", ".fred"),
        ("label", False, "half", ".50%25"),
        ("label", True, "dom", ".example.com"),
        ("label", False, "list", ".red,green,blue"),
        ("label", True, "list", ".red.green.blue"),
        ("label", False, "keys", ".semi,%3B,dot,.,comma,%2C"),
        ("label", True, "keys", ".semi=%3B.dot=..comma=%2C"),
        # 3.2.7 Path-Style Parameter Expansion: {;var}
        ("matrix", False, "who", ";who=fred"),
        ("matrix", False, "half", ";half=50%25"),
        ("matrix", False, "v", ";v=6"),
        ("matrix", True, "count", ";count=one;count=two;count=three"),
        ("matrix", False, "list", ";list=red,green,blue"),
        ("matrix", True, "list", ";list=red;list=green;list=blue"),
        ("matrix", False, "keys", ";keys=semi,%3B,dot,.,comma,%2C"),
        ("matrix", True, "keys", ";semi=%3B;dot=.;comma=%2C"),
    ],
)
def test_24_rfc_6570_path(style: Any, explode: bool, name: str, expected: str) -> None:
    assert path(VARIABLES[name], PathParam(style=style, explode=explode, name=name)) == expected


@pytest.mark.parametrize(
    ("explode", "name", "expected"),
    [
        # 3.2.8 Form-Style Query Expansion: {?var}
        (False, "who", "who=fred"),
        (False, "half", "half=50%25"),
        (False, "list", "list=red,green,blue"),
        (True, "list", "list=red&list=green&list=blue"),
        (False, "keys", "keys=semi,%3B,dot,.,comma,%2C"),
        (True, "keys", "semi=%3B&dot=.&comma=%2C"),
        (False, "base", "base=http%3A%2F%2Fexample.com%2Fhome%2F"),
    ],
)
def test_31_rfc_6570_form_query(explode: bool, name: str, expected: str) -> None:
    assert encode_query({name: VARIABLES[name]}, qs=QS, styles={name: QueryParam(explode=explode)}) == expected


# Paths


def test_24_several_parameters_and_text_around_them() -> None:
    assert (
        path_template("/a/{x}/b/{y}.json?beta=true", values={"x": "1", "y": "é/"}) == "/a/1/b/%C3%A9%2F.json?beta=true"
    )
    assert path_template("/a", values={}) == "/a"
    assert path_template("/{x}{y}", values={"x": "1", "y": "2"}) == "/12"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("é😹", "%C3%A9%F0%9F%98%B9"),
        ("a?b#c", "a%3Fb%23c"),
        ("100%", "100%25"),
        ("%2F", "%252F"),
        ("a\\b", "a%5Cb"),
        ("a\0\r\n", "a%00%0D%0A"),
        ("user@example.com", "user@example.com"),
        ("a:b,c=d+e!$&'()*", "a:b,c=d+e!$&'()*"),
        ("a;b", "a%3Bb"),
        ("[x]", "%5Bx%5D"),
        ("-._~", "-._~"),
        ("..a", "..a"),
        ("...", "..."),
        ("../x", "..%2Fx"),
    ],
)
def test_24_a_string_is_one_segment(value: str, expected: str) -> None:
    assert path(value) == expected
    assert unquote(path(value)) == value


@pytest.mark.parametrize("value", [".", "..", "%2e", "%2E%2e", ".%2e", "%252e%252e", "..;x", ".;", "..%3Bx", "..;/x"])
def test_24_dot_segments_are_refused(value: str) -> None:
    with pytest.raises(ValueError, match="`arg`"):
        path(value)


def test_24_dot_segments_made_of_several_values_are_refused() -> None:
    with pytest.raises(ValueError, match="`x`, `y`"):
        path_template("/a/{x}{y}/b", values={"x": ".", "y": "."})
    with pytest.raises(ValueError, match="`x`"):
        path_template("/a/.{x}", values={"x": "."})
    with pytest.raises(ValueError, match="`x`"):
        path_template("/a/{x}?q=1", values={"x": ".."})
    assert path_template("/a/{x}.{y}", values={"x": "1", "y": "2"}) == "/a/1.2"


@pytest.mark.parametrize("value", ["", None])
def test_23_empty_values_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"^Expected a non-empty value for `arg` but received") as caught:
        path(value)
    assert str(caught.value).endswith(repr(value))


@pytest.mark.parametrize("value", [[], {}, [""], [None]])
def test_23_empty_collections_are_refused(value: Any) -> None:
    for style in ("simple", "label", "matrix"):
        with pytest.raises(ValueError, match="non-empty"):
            path(value, PathParam(style=style))  # type: ignore[arg-type]


class Colour(enum.Enum):
    RED = "r/d"
    ONE = 1


class Text(str, enum.Enum):  # noqa: UP042 - also on Python 3.10
    A = "a"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, "5"),
        (-(2**70), str(-(2**70))),
        (True, "true"),
        (False, "false"),
        (1.5, "1.5"),
        (Decimal("1.10"), "1.10"),
        (date(2024, 5, 6), "2024-05-06"),
        (datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone.utc), "2024-05-06T07:08:09+00:00"),
        (uuid.UUID("12345678-1234-5678-1234-567812345678"), "12345678-1234-5678-1234-567812345678"),
        (Colour.RED, "r%2Fd"),
        (Colour.ONE, "1"),
        (Text.A, "a"),
    ],
)
def test_24_other_values_have_one_form(value: Any, expected: str) -> None:
    assert path(value) == expected


@pytest.mark.parametrize("value", [["a"], {"a": 1}, ("a",), {"a"}, b"a", object()])
def test_24_lists_and_dicts_need_a_style(value: Any) -> None:
    with pytest.raises(TypeError, match="`arg`"):
        path(value)


def test_24_text_that_is_not_unicode_is_refused() -> None:
    with pytest.raises(ValueError, match="`arg`"):
        path("\ud800")


def test_24_allow_reserved_and_content_in_a_path() -> None:
    assert path("a:b;c/d?e#f", PathParam(allow_reserved=True)) == "a:b;c%2Fd%3Fe%23f"
    assert path({"a": [1]}, PathParam(content_type="application/json")) == "%7B%22a%22%3A%5B1%5D%7D"
    with pytest.raises(ValueError, match="`arg`"):
        path("%2e%2e", PathParam(allow_reserved=True))


@given(st.text(min_size=1))
def test_24_no_value_leads_to_another_route(value: str) -> None:
    """Whatever the value: refused, or one segment between the same two, also in the URL that the HTTP library makes."""
    try:
        made = path_template("/a/{x}/b", values={"x": value})
    except ValueError:
        return
    assert made.count("/") == 3
    raw = httpx.URL("https://example.com" + made).raw_path.decode()
    assert raw == made
    assert raw.startswith("/a/")
    assert raw.endswith("/b")
    assert unquote(raw[3:-2]) == value


# Queries


def test_31_parameters_without_a_style_follow_the_sdk() -> None:
    params = {"a": [1, 2], "color": ["x", "y"], "b": {"c": 1}, "n": None, "o": omit, "e": "", "t": True}
    styles = {"color": QueryParam(style="pipeDelimited", explode=False)}
    assert encode_query(params, qs=QS, styles=styles) == "a=1,2&color=x%7Cy&b%5Bc%5D=1&t=true"
    assert encode_query(params, qs=QS) == "a=1,2&color=x,y&b%5Bc%5D=1&t=true"


def test_31_allow_reserved() -> None:
    value = ":/?#[]@!$&'()*+,;=%20% ü"
    assert query(value, allow_reserved=True) == "color=:/?%23%5B%5D@!$%26'()*%2B,;=%20%25%20%C3%BC"
    assert query(["a:b", "c"], allow_reserved=True, explode=False) == "color=a:b,c"


def test_31_content_parameters_are_json() -> None:
    assert query({"a": [1, "ü"]}, content_type="application/json") == "color=%7B%22a%22%3A%5B1%2C%22%C3%BC%22%5D%7D"
    assert query("x y", content_type="text/plain") == "color=x%20y"


def test_31_deep_objects() -> None:
    value = {"a": {"b": 1}, "c": [1, None, 2], "d": None, "e": True}
    expected = ["color[a][b]=1", "color[c]=1", "color[c]=2", "color[e]=true"]
    assert unquote(query(value, style="deepObject")).split("&") == expected


def test_31_what_openapi_leaves_undefined_is_json() -> None:
    assert unquote(query([{"a": 1}], explode=True)) == 'color={"a":1}'
    assert unquote(query({"a": [1, 2]}, explode=False)) == "color=a,[1,2]"
    assert unquote(query(["x", None, "y"], explode=False)) == "color=x,y"


def test_31_models_and_iterables() -> None:
    class Model(pydantic.BaseModel):
        a: int
        b: int = 0

    assert query(Model(a=1), style="deepObject") == "color%5Ba%5D=1"
    assert query({"x": 1}.keys(), explode=False) == "color=x"
    assert query(iter([1, 2])) == "color=1&color=2"


# Headers and cookies


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (False, STRING, "blue"),
        (False, ARRAY, "blue,black,brown"),
        (False, OBJECT, "R,100,G,200,B,150"),
        (True, ARRAY, "blue,black,brown"),
        (True, OBJECT, "R=100,G=200,B=150"),
        (False, "a b/ü", "a b/ü"),
        (False, True, "true"),
        (False, datetime(2024, 5, 6), "2024-05-06T00:00:00"),
    ],
)
def test_headers_are_simple_and_not_percent_encoded(explode: bool, value: Any, expected: str) -> None:
    assert encode_header(value, HeaderParam(explode=explode)) == expected


def test_content_headers_are_ascii_json() -> None:
    text = encode_header({"a": "ü😹", "b": "\\"}, HeaderParam(content_type="application/json"))
    assert text == '{"a":"\\u00fc\\ud83d\\ude39","b":"\\\\"}'


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\0b", "secret😹"])
def test_headers_that_http_cannot_carry_are_refused(value: str) -> None:
    with pytest.raises(ValueError, match="X-Name") as caught:
        check_header("X-Name", value)
    assert value not in str(caught.value)
    check_header("X-Name", "ordinary ü")


COOKIES: list[tuple[Mapping[str, Any], str]] = [
    ({"color": "blue"}, "color=blue"),
    ({"color": "a b;c=d,ü"}, "color=a%20b%3Bc%3Dd%2C%C3%BC"),
    ({"a": 1, "n": None, "o": NOT_GIVEN, "b": True}, "a=1; b=true"),
    ({"list": ARRAY}, "list=blue; list=black; list=brown"),
    ({"flat": ARRAY}, "flat=blue,black,brown"),
    ({"raw": "a/b:c"}, "raw=a/b:c"),
    ({"raws": ARRAY}, "raws=blue; raws=black; raws=brown"),
    ({"json": {"a": 1}}, "json=%7B%22a%22%3A1%7D"),
]


@pytest.mark.parametrize(("values", "expected"), COOKIES)
def test_cookies(values: Mapping[str, Any], expected: str) -> None:
    styles = {
        "flat": CookieParam(explode=False),
        "raw": CookieParam(style="cookie"),
        "raws": CookieParam(style="cookie"),
        "json": CookieParam(content_type="application/json"),
    }
    assert encode_cookies(values, styles) == expected


@pytest.mark.parametrize("value", ["a;b", "a b", 'a"b', "a\r\nb", "ü"])
def test_raw_cookies_cannot_break_out(value: str) -> None:
    with pytest.raises(ValueError, match="raw"):
        encode_cookies({"raw": value}, {"raw": CookieParam(style="cookie")})
