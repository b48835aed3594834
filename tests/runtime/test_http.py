"""What `_http` knows about the inside of the HTTP library must be true."""

from __future__ import annotations

import string
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime._http import BaseAddress, RequestHeaders
from runtime._transfer import same_origin

PATH = st.text(string.ascii_letters + string.digits + "-._~!$&'()*+,;=:@/%[]{}|^` üé\"<>\\", max_size=30)
QUERY = st.text(string.ascii_letters + string.digits + "-._~!$&'()*+,;=:@/?%[]{} ü\"<>", max_size=30)


@pytest.mark.parametrize(
    "base", ["https://api.example.com/", "https://api.example.com/v1/", "http://[::1]:8080/a%20b/"]
)
@given(path=PATH, query=QUERY)
def test_addresses_are_those_that_the_library_parses(base: str, path: str, query: str) -> None:
    path = path.lstrip("/").replace("?", "").replace("#", "")
    parsed = httpx.URL(base + path + ("?" + query if query else ""))
    fast = BaseAddress(httpx.URL(base)).url(path, query)
    assert fast == parsed
    for part in ("raw_path", "path", "query", "netloc", "host", "port", "scheme", "fragment"):
        assert getattr(fast, part) == getattr(parsed, part)
    assert str(fast) == str(parsed)


NAMES = st.sampled_from(["Accept", "accept", "X-A", "x-a", "X-B"])
VALUES = st.text(string.ascii_letters, max_size=5)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("set"), NAMES, VALUES),
        st.tuples(st.just("pop"), NAMES, st.none()),
        st.tuples(st.just("update"), NAMES, VALUES),
        st.tuples(st.just("copy"), st.none(), st.none()),
    ),
    max_size=8,
)


@given(start=st.lists(st.tuples(NAMES, VALUES), max_size=5), changes=CHANGES)
def test_request_headers_behave_like_headers(start: list[tuple[str, str]], changes: list[tuple[str, Any, Any]]) -> None:
    plain, ours = httpx.Headers(start), RequestHeaders(start)
    for change, name, value in changes:
        if change == "copy":
            plain, ours = plain.copy(), ours.copy()
        for headers in (plain, ours):
            if change == "set":
                headers[name] = value
            elif change == "pop":
                headers.pop(name, None)
            elif change == "update":
                headers.update({name: value})
        assert dict(ours) == dict(plain)
        assert ours == plain and ours.raw == plain.raw
        assert list(ours.items()) == list(plain.items())
        assert ("x-a" in ours, ours.get("X-A")) == ("x-a" in plain, plain.get("X-A"))


@given(st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=5))
def test_copies_of_request_headers_do_not_change_each_other(start: list[tuple[str, str]]) -> None:
    ours = RequestHeaders(start)
    before = dict(ours)
    other = RequestHeaders(ours)
    other["X-A"] = "changed"
    assert dict(ours) == before and other["x-a"] == "changed"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://h/a", "https://h:443/b", True),
        ("http://h:80", "http://h", True),
        ("https://h", "http://h", False),
        ("https://h", "https://h:444", False),
        ("https://h", "https://h.evil", False),
        ("https://H", "https://h", True),
    ],
)
def test_same_origin(one: str, other: str, same: bool) -> None:
    assert same_origin(httpx.URL(one), httpx.URL(other)) is same
