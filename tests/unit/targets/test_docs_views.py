"""What docstrings say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from specwright.targets.python.views.docs import ArgumentDoc, clean, method_doc, value_notes

from .cadenya_api import operation

GET = operation("get", "/things/{id}")


@pytest.mark.parametrize(
    ("summary", "doc", "expected"),
    [
        ("Get a thing", None, "Get a thing"),
        (None, "Gets a thing.", "Gets a thing."),
        ("Create a new secret", "Creates a new secret in the workspace", "Creates a new secret in the workspace"),
        ("Get a thing", "Needs the scope `things:read`.", "Get a thing\n\nNeeds the scope `things:read`."),
        ("", "", ""),
    ],
)
def test_headline(summary: str | None, doc: str | None, expected: str) -> None:
    text = method_doc(replace(GET, summary=summary, doc=doc), ())
    assert text == "\n\n".join(part for part in (expected, "`GET /things/{id}`") if part)


def test_arguments() -> None:
    docs = (
        ArgumentDoc("a", "First line.\n\nSecond."),
        ArgumentDoc("silent", None),
        ArgumentDoc("b", None, ("Deprecated.",)),
    )
    assert method_doc(GET, docs) == (
        "`GET /things/{id}`\n\nArgs:\n  a: First line.\n\n      Second.\n\n  b: Deprecated."
    )


def test_a_path_stays_in_its_line() -> None:
    assert "`GET /a b`" in method_doc(replace(GET, path="/a\nb"), ())


@pytest.mark.parametrize(
    ("constraints", "expected"),
    [
        ((("minimum", 1), ("maximum", 5)), ("At least 1, at most 5.",)),
        ((("exclusiveMinimum", 0),), ("More than 0.",)),
        ((("minLength", 2), ("pattern", "^a+$")), ("At least 2 characters.", "Pattern: `^a+$`.")),
        ((("uniqueItems", True), ("maxItems", 3)), ("At most 3 items, without duplicates.",)),
        ((("pattern", "x" * 100),), ()),
    ],
)
def test_limits(constraints: tuple[tuple[str, str | int], ...], expected: tuple[str, ...]) -> None:
    assert value_notes(constraints) == expected


def test_defaults_and_deprecation() -> None:
    assert value_notes((), default="asc", has_default=True) == ('Default: `"asc"`.',)
    assert value_notes((), default=None, has_default=True) == ()
    assert value_notes((), default="x" * 100, has_default=True) == ()
    assert value_notes((), deprecated=True) == ("Deprecated.",)


def test_clean() -> None:
    assert clean("  a  \r\n  b\x85  c\u2028  d\n\n\n\n  e ") == "a\nb\nc\nd\n\ne"
    assert clean(None) == ""
