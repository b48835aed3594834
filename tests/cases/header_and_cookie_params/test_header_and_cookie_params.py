"""Header and cookie parameters.

Headers are always of the style `simple`, cookies of `form` or, since 3.2, of `cookie` (OpenAPI 3.2.0, 4.12.2.2). In
headers nothing is percent-encoded; in cookies it is, but for the style `cookie`.
"""

from __future__ import annotations

from uuid import UUID

import pytest

from ..harness import Caller, Case

ID = UUID("11111111-2222-3333-4444-555555555555")


def test_headers(call: Caller) -> None:
    call(
        lambda client: client.parts.list(
            x_request_id=ID,
            x_ids=[1, 2, 3],
            x_color={"is_dark": False, "r": 100},
            x_color_exploded={"is_dark": False, "r": 100},
            x_filter={"full_name": "Émile, “Zola”"},
            if_modified_since="Sat, 29 Oct 1994 19:43:31 GMT",
            x_flag=True,
        )
    )

    sent = call.server.last
    assert sent.header("X-Request-Id") == str(ID)
    assert sent.header("X-Ids") == "1,2,3"
    assert sent.header("X-Color") == "isDark,false,R,100"
    assert sent.header("X-Color-Exploded") == "isDark=false,R=100"
    assert sent.header("X-Filter") == r'{"fullName":"\u00c9mile, \u201cZola\u201d"}'
    assert sent.header("If-Modified-Since") == "Sat, 29 Oct 1994 19:43:31 GMT"
    assert sent.header("x_flag") == "true"


def test_headers_that_openapi_ignores_are_no_arguments(call: Caller) -> None:
    for name in ("authorization", "accept", "content_type"):
        with pytest.raises(TypeError, match=name):
            call(lambda client, name=name: client.parts.list(x_request_id="1", **{name: "x"}))

    assert not call.server.recorded


def test_headers_left_out(call: Caller) -> None:
    call(lambda client: client.parts.list(x_request_id="1", x_ids=call.case.package.omit, if_modified_since=None))

    assert call.server.last.header("X-Ids") is None
    assert call.server.last.header("If-Modified-Since") is None


def test_extra_headers_win_and_take_away(call: Caller) -> None:
    call(
        lambda client: client.parts.list(
            x_request_id="1", x_ids=[1], extra_headers={"x-ids": "9", "X-Default": call.case.package.Omit()}
        ),
        default_headers={"X-Default": "d", "X-Other": "o"},
    )

    sent = call.server.last
    assert (sent.header("X-Ids"), sent.header("X-Default"), sent.header("X-Other")) == ("9", None, "o")


def test_latin_1_in_headers(call: Caller) -> None:
    # RFC 9110, 5.5: bytes above 0x7F are opaque data; the package sends ISO-8859-1.
    call(lambda client: client.parts.list(x_request_id="Zoë"))

    assert "X-Request-Id: Zoë".encode("latin-1") in call.server.last.head


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "nul\0", "日本"])
def test_values_that_no_header_can_hold(call: Caller, value: str) -> None:
    with pytest.raises(ValueError, match="X-Request-Id"):
        call(lambda client: client.parts.list(x_request_id=value))

    assert not call.server.recorded


def test_cookies(call: Caller) -> None:
    call(
        lambda client: client.cookies.list(
            session_id="a b;c",
            ids=[1, 2],
            many=[1, 2],
            color={"is_dark": True, "r": 100},
            raw="a%20b",
            prefs={"dark_mode": True},
        )
    )

    assert call.server.last.header("Cookie") == (
        "sessionId=a%20b%3Bc; ids=1,2; many=1; many=2; isDark=true; R=100; raw=a%20b; prefs=%7B%22darkMode%22%3Atrue%7D"
    )


def test_raw_cookie_values_cannot_start_another_cookie(call: Caller) -> None:
    # RFC 6265, 4.1.1: no whitespace, quotes, commas, semicolons or backslashes.
    with pytest.raises(ValueError, match="raw"):
        call(lambda client: client.cookies.list(session_id="1", raw="a; admin=1"))


def test_expected(case: Case) -> None:
    case.check_expected()
