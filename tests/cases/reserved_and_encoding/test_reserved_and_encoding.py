"""Whatever a path argument holds, it stays one segment of the path (RFC 3986, 3.3), percent-encoded as UTF-8."""

from __future__ import annotations

import pytest

from ..harness import Caller


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("plain-._~", "plain-._~"),
        ("a/b", "a%2Fb"),
        ("a b", "a%20b"),
        ("?x=1", "%3Fx=1"),
        ("#top", "%23top"),
        ("100%", "100%25"),
        ("a%2Fb", "a%252Fb"),
        ("a;v=1", "a%3Bv=1"),
        ("me@example.com:1", "me@example.com:1"),
        ("Zoë", "Zo%C3%AB"),
        ("日本", "%E6%97%A5%E6%9C%AC"),
        ("👋", "%F0%9F%91%8B"),
        ("e\N{COMBINING ACUTE ACCENT}", "e%CC%81"),
        ("a\r\nb", "a%0D%0Ab"),
        ("\\", "%5C"),
        ("...", "..."),
        (".hidden", ".hidden"),
    ],
)
def test_one_segment(call: Caller, value: str, segment: str) -> None:
    call(lambda client: client.files.retrieve(value))

    assert call.server.last.target == f"/files/{segment}"


@pytest.mark.parametrize("value", [".", "..", "%2e", "%2E%2e", "..;x", "%252e%252e"])
def test_dot_segments_are_refused(call: Caller, value: str) -> None:
    with pytest.raises(ValueError, match="names another path"):
        call(lambda client: client.files.retrieve(value))

    assert not call.server.recorded


def test_dots_beside_other_text_are_no_dot_segment(call: Caller) -> None:
    call(lambda client: client.files.text(".."))

    assert call.server.last.target == "/prefix-...txt"


def test_lone_surrogates_are_refused(call: Caller) -> None:
    with pytest.raises(ValueError, match="`name`"):
        call(lambda client: client.files.retrieve("\ud800"))


def test_text_behind_the_parameter(call: Caller) -> None:
    call(lambda client: client.files.archive("a:b"))

    assert call.server.last.line == "POST /files/a:b:archive HTTP/1.1"
    assert call.server.last.header("Content-Length") == "0"


def test_query_in_the_path_is_kept(call: Caller) -> None:
    call(lambda client: client.files.meta(3, name="a?b"))
    call(lambda client: client.files.meta(3, name="a", fields=["x", "y"], extra_query={"view": "short"}))

    first, second = call.server.recorded
    assert first.target == "/files/a%3Fb/3/meta?view=full"
    assert second.target == "/files/a/3/meta?fields=x,y&view=short"


def test_other_alphabets_in_the_template(call: Caller) -> None:
    call(lambda client: client.files.size("groß"))

    assert call.server.last.target == "/stra%C3%9Fe/gro%C3%9F"


@pytest.mark.parametrize("prefix", ["/api/v2", "/api/v2/"])
def test_the_path_is_appended_to_that_of_the_base_url(call: Caller, prefix: str) -> None:
    call(lambda client: client.files.retrieve("x"), base_url=call.server.base_url + prefix)

    assert call.server.last.target == "/api/v2/files/x"
