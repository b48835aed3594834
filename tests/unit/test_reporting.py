"""What is printed: places, carets, escapes."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specwright.diagnostics import Diagnostic, Position, Related, Severity
from specwright.ir.origin import Origin
from specwright.reporting import Format, render, safe, summary
from specwright.spec import SourceMap

TEXT = """\
paths:
  /a:
    get: {operationId: one}
  /b:
    get: {operationId: one}
"""


def finding(pointer: str = "/paths/~1b/get/operationId", **more: object) -> Diagnostic:
    given = {
        "severity": Severity.ERROR,
        "rule": "Area/What",
        "message": "it is wrong",
        "origin": Origin("s.yaml", pointer),
    }
    return Diagnostic(**{**given, **more})  # type: ignore[arg-type]  # the fields are as different as the tests


def shown(*diagnostics: Diagnostic, form: Format = Format.TEXT, text: str = TEXT, colour: bool = False) -> str:
    return render(diagnostics, SourceMap({"s.yaml": text.encode()}), form, colour=colour)


def test_text() -> None:
    first = Related("it is first used here", Origin("s.yaml", "/paths/~1a/get/operationId"))
    assert shown(finding(hint="Change it.", related=(first,))) == (
        "s.yaml:5:24: error: it is wrong [Area/What]\n"
        "  5 |     get: {operationId: one}\n"
        "    |                        ^\n"
        "  at #/paths/~1b/get/operationId\n"
        "  s.yaml:3:24: it is first used here\n"
        "  3 |     get: {operationId: one}\n"
        "    |                        ^\n"
        "  hint: Change it.\n"
    )


def test_text_at_a_key() -> None:
    assert shown(finding("/paths/~1b", at_key=True, severity=Severity.WARNING)).splitlines()[:3] == [
        "s.yaml:4:3: warning: it is wrong [Area/What]",
        "  4 |   /b:",
        "    |   ^",
    ]


def test_text_without_a_place() -> None:
    assert shown(finding("", origin=None)) == "error: it is wrong [Area/What]\n"
    assert shown(finding("", origin=Origin("gone.yaml", ""))) == "gone.yaml: error: it is wrong [Area/What]\n"


def test_text_with_a_given_position() -> None:
    position = Position("s.yaml", 7, 3, "a: [b")
    assert shown(finding("", position=position)).splitlines() == [
        "s.yaml:7:3: error: it is wrong [Area/What]",
        "  7 | a: [b",
        "    |   ^",
    ]


def test_colour_is_only_added_when_asked_for() -> None:
    assert "\x1b[1;31merror:\x1b[0m" in shown(finding(), colour=True)
    assert "\x1b" not in shown(finding())


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@pytest.mark.parametrize("before", ["", "\t", "日本", "e\u0301", "\U0001f600", "\x07"])
def test_caret_stands_under_the_column(before: str) -> None:
    text = json.dumps({"k" + before: 1}, ensure_ascii=False).replace("\\t", "\t").replace("\\u0007", "\x07")
    position = Position("s.yaml", 1, text.index("1") + 1, text)
    _, line, caret = shown(finding("", position=position)).splitlines()
    line = unicodedata.normalize("NFC", line)
    assert columns(line[: line.rindex("1")]) == caret.index("^")


def test_a_long_line_is_cut_around_the_column() -> None:
    text = "{" + ", ".join(f'"k{n}": {n}' for n in range(2_000)) + "}"
    _, line, caret, _ = shown(finding("/k1000"), text=text).splitlines()
    assert len(line) < 130
    assert line.index(" 1000,") + 1 == caret.index("^")
    assert line.startswith("  1 | …")
    assert line.endswith("…")


def test_nothing_of_a_document_is_obeyed_by_a_terminal() -> None:
    evil = "\x1b]0;owned\x07\x9b31m\u202e\u2028\r\n"
    found = finding(
        "", message=evil, hint=evil, origin=Origin(f"{evil}.yaml", f"/{evil}"), position=Position(evil, 1, 1, evil)
    )
    for form in (Format.TEXT, Format.GITHUB):
        printed = shown(found, form=form)
        assert all(character.isprintable() or character == "\n" for character in printed)
    assert shown(found, form=Format.GITHUB).count("\n") == 1
    assert shown(found, form=Format.JSON).isascii()


@given(st.text())
def test_safe_is_printable_and_leaves_the_printable(text: str) -> None:
    assert safe(text).isprintable()
    assert not text.isprintable() or safe(text) == text


def test_json() -> None:
    first = Related("first", Origin("s.yaml", "/paths/~1a"))
    assert json.loads(shown(finding(related=(first,)), finding("", origin=None), form=Format.JSON)) == [
        {
            "severity": "error",
            "rule": "Area/What",
            "message": "it is wrong",
            "file": "s.yaml",
            "line": 5,
            "column": 24,
            "pointer": "/paths/~1b/get/operationId",
            "hint": None,
            "related": [{"message": "first", "file": "s.yaml", "line": 3, "column": 5, "pointer": "/paths/~1a"}],
        },
        {
            "severity": "error",
            "rule": "Area/What",
            "message": "it is wrong",
            "file": None,
            "line": None,
            "column": None,
            "pointer": None,
            "hint": None,
            "related": [],
        },
    ]
    assert json.loads(shown(form=Format.JSON)) == []


def test_github() -> None:
    assert shown(finding(), form=Format.GITHUB) == "::error file=s.yaml,line=5,col=24,title=Area/What::it is wrong\n"
    odd = finding(
        "",
        severity=Severity.NOTE,
        rule="A,B:C",
        message="100% wrong\n::error::injected",
        hint="a, b: c",
        origin=Origin("a,b:c%\n.yaml", ""),
    )
    assert shown(odd, form=Format.GITHUB) == (
        "::notice file=a%2Cb%3Ac%25\\n.yaml,title=A%2CB%3AC::100%25 wrong\\n::error::injected%0Aa, b: c\n"
    )


def test_summary() -> None:
    warning = finding(severity=Severity.WARNING)
    assert summary([finding(), warning, warning, finding(severity=Severity.NOTE)]) == "1 error, 2 warnings"
    assert summary([]) == ""
