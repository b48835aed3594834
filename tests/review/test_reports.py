"""What reports say about versions and exit codes, and that nothing in a document can act in them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from specwright.cli import main
from specwright.review.changes import Sdk, Wire
from specwright.review.report import Threshold
from specwright.review.versions import Bump, api_bump, next_version, package_bump

from .harness import FOLDER

EVIL = "x`</code><script>alert(1)</script>|\n::error file=a::pwn%0A::warning::b @everyone ```\r\n\u2028::notice::c"


def _evil(extra: str, path: str, values: list[str]) -> dict[str, Any]:
    answer = {"type": "object", "properties": {EVIL + extra: {"type": "string"}, "state": {"enum": values}}}
    parameter = {"name": f"a`|<b>%0A::error::x{extra}", "in": "query", "schema": {"type": "string"}}
    content = {"application/json": {"schema": answer}}
    operation = {
        "operationId": "get",
        "description": EVIL + extra,
        "parameters": [{**parameter, "required": bool(extra)}],
        "responses": {"200": {"description": "OK.", "content": content}},
    }
    info = {"title": "Test", "version": "1.0.0`<img src=x>\n::error::v"}
    return {"openapi": "3.1.0", "info": info, "paths": {path: {"get": operation}}}


def _diff(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["diff", *arguments, "--quiet"])
    return code, capsys.readouterr().out


@pytest.fixture
def hostile(tmp_path: Path) -> tuple[str, str]:
    """Two documents whose names and texts try to be code."""
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps(_evil("", "/a/<script>::error::p%0A", ["a", "b"])), encoding="utf-8")
    new.write_text(json.dumps(_evil(" zz", "/b/<script>::error::p%0A`|`", [EVIL, "b"])), encoding="utf-8")
    return str(old), str(new)


_OWN_TAGS = {
    *("html", "meta", "title", "style", "main", "h1", "h2", "p", "div", "b", "span"),
    *("ul", "li", "code", "pre", "del", "ins", "details", "summary"),
}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)


def _tags(page: str) -> set[str]:
    parser = _Tags()
    parser.feed(page)
    return parser.found


def test_no_name_of_a_document_is_markup(capsys: pytest.CaptureFixture[str], hostile: tuple[str, str]) -> None:
    page = _tags(_diff(capsys, *hostile, "--format", "html")[1])
    comment = _diff(capsys, *hostile, "--format", "markdown")[1]
    outside_code = re.sub(r"`[^`\n]*`", "", re.sub(r"```.*?```", "", comment, flags=re.DOTALL))

    assert page <= _OWN_TAGS
    assert set(re.findall(r"(?<!\\)</?(\w+)", outside_code)) == {"details", "summary"}
    assert not re.search(r"(?<!\\)[@|]", outside_code)


@pytest.mark.parametrize("form", ["text", "github"])
def test_no_name_of_a_document_is_a_command(
    capsys: pytest.CaptureFixture[str], hostile: tuple[str, str], form: str
) -> None:
    shown = _diff(capsys, *hostile, "--format", form)[1]

    commands = [line for line in shown.splitlines() if line.startswith("::")]
    ours = ("::error file=", "::warning file=", "::notice file=", "::notice title=")
    assert all(line.startswith(ours) and "%0A::" not in line.partition("title=")[0] for line in commands)
    assert bool(commands) is (form == "github")


def _pair(rule: str) -> tuple[str, str]:
    return str(FOLDER / rule / "base.yaml"), str(FOLDER / rule / "revision.yaml")


@pytest.mark.parametrize(
    ("rule", "failing"),
    [
        ("PAR-02", {"breaking", "warning", "sdk-major"}),  # a required parameter more
        ("PRP-14", {"warning", "sdk-major"}),  # an optional property less in an answer
        ("OP-05", {"sdk-major"}),  # another operationId
        ("TYP-19", {"breaking", "warning"}),  # null may come
        ("PAR-01", set()),  # an optional parameter more
    ],
)
def test_exit_codes(capsys: pytest.CaptureFixture[str], rule: str, failing: set[str]) -> None:
    found = {t.value for t in Threshold if _diff(capsys, *_pair(rule), "--fail-on", t.value)[0] == 1}
    assert found == failing


def test_strict_typing_counts_as_major(capsys: pytest.CaptureFixture[str]) -> None:
    strict = [*_pair("TYP-19"), "--strict-typing", "--package-version", "1.4.2", "--format", "json"]
    code, shown = _diff(capsys, *strict, "--fail-on", "sdk-major")
    loose = json.loads(_diff(capsys, *_pair("TYP-19"), "--package-version", "1.4.2", "--format", "json")[1])

    assert (code, json.loads(shown)["package"]["next"], loose["package"]["next"]) == (1, "2.0.0", "1.5.0")


def test_the_level_hides_and_does_not_judge(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [*_pair("PRP-10"), "--level", "breaking", "--format", "json"]
    report = json.loads(_diff(capsys, *arguments)[1])

    assert (report["findings"], report["wire"], report["api"]["bump"]) == ([], "compatible", "minor")


def test_packages_fail_when_code_breaks(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for name, text in (("old", "def f(): ...\n"), ("new", "def g(): ...\n")):
        (tmp_path / name / "shop").mkdir(parents=True)
        (tmp_path / name / "shop" / "__init__.py").write_text(text, encoding="utf-8")
    old, new = str(tmp_path / "old"), str(tmp_path / "new")

    codes = [_diff(capsys, "--surface", *pair)[0] for pair in ((old, new), (old, old))]
    assert [*codes, _diff(capsys, "--surface", old, new, "--fail-on", "none")[0]] == [1, 0, 0]


@pytest.mark.parametrize(
    ("current", "bump", "following"),
    [
        ("1.4.2", Bump.MAJOR, "2.0.0"),
        ("1.4.2", Bump.MINOR, "1.5.0"),
        ("1.4.2", Bump.PATCH, "1.4.3"),
        ("1.4.2", Bump.NONE, "1.4.2"),
        ("0.4.2", Bump.MAJOR, "0.5.0"),
        ("0.4.2", Bump.PATCH, "0.4.3"),
        ("v2.0.0-alpha.1", Bump.MAJOR, "3.0.0"),
        ("2026-01-01", Bump.MAJOR, None),
    ],
)
def test_next_versions(current: str, bump: Bump, following: str | None) -> None:
    assert next_version(current, bump) == following


def test_verdicts_as_versions() -> None:
    assert [api_bump(wire) for wire in Wire] == [Bump.NONE, Bump.PATCH, Bump.MINOR, Bump.MINOR, Bump.MAJOR]
    assert [package_bump(sdk) for sdk in Sdk] == [Bump.NONE, Bump.PATCH, Bump.MINOR, Bump.MINOR, Bump.MAJOR]
    assert package_bump(Sdk.TYPING, strict_typing=True) is Bump.MAJOR
