"""Positions are those of the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from specwright.ir.origin import Origin
from specwright.spec import Position, SourceMap

TEXT = """\
openapi: 3.1.0
info:
  title: T
paths:
  /pets/{id}:
    get:
      parameters:
        - name: id
          in: path
        -   {name: "q", in: query}
      responses:
        200:
          description: ok
base: &b {x: 1}
use:
  <<: *b
  y: *b
"""


def locate(text: str, pointer: str, *, at_key: bool = False) -> Position:
    return SourceMap({"s": text.encode()}).locate(Origin("s", pointer), at_key)


@pytest.mark.parametrize(
    ("pointer", "at_key", "line", "column"),
    [
        ("", False, 1, 1),
        ("/openapi", False, 1, 10),
        ("/openapi", True, 1, 1),
        ("/info", False, 3, 3),
        ("/info", True, 2, 1),
        ("/paths/~1pets~1{id}/get/parameters/0", False, 8, 11),
        ("/paths/~1pets~1{id}/get/parameters/0/in", False, 9, 15),
        ("/paths/~1pets~1{id}/get/parameters/1", False, 10, 13),
        ("/paths/~1pets~1{id}/get/parameters/1/name", False, 10, 20),
        ("/paths/~1pets~1{id}/get/responses/200", True, 12, 9),
        ("/paths/~1pets~1{id}/get/responses/200/description", False, 13, 24),
        ("/use/y", False, 17, 6),
    ],
)
def test_yaml(pointer: str, at_key: bool, line: int, column: int) -> None:
    found = locate(TEXT, pointer, at_key=at_key)
    assert (found.line, found.column) == (line, column)
    assert found.line_text == TEXT.splitlines()[line - 1]


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("/info/version", 2, 1),  # missing: at the key of the nearest parent there is
        ("/paths/~1pets~1{id}/get/parameters/7/name", 7, 7),
        ("/nothing/at/all", 1, 1),
        ("/openapi/x", 1, 1),
        ("/use/x", 15, 1),  # merged in from elsewhere
        ("/use/y/x", 17, 3),  # inside an alias
    ],
)
def test_a_missing_place_is_shown_at_its_nearest_parent(pointer: str, line: int, column: int) -> None:
    found = locate(TEXT, pointer)
    assert (found.line, found.column) == (line, column)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_an_editor(newline: str) -> None:
    """YAML also breaks lines at U+0085, U+2028 and U+2029; no editor counts those."""
    text = newline.join(['a: "x\u2028y\u0085z"', "b:", "  - é\U0001f600", "  - c"])
    found = locate(text, "/b/1")
    assert (found.line, found.column, found.line_text) == (4, 5, "  - c")
    text = newline.join(['{"a": "x\u2028y\u0085z",', ' "b": ["é\U0001f600", "c"]}'])
    found = locate(text, "/b/1")
    assert (found.line, found.column, found.line_text) == (2, 14, ' "b": ["é\U0001f600", "c"]}')


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_is_not_a_column(encoding: str) -> None:
    for text, column in (('{"a": 1}', 2), ("a: 1", 1)):
        sources = SourceMap({"s": text.encode(encoding)})
        assert sources.locate(Origin("s", "/a"), at_key=True).column == column


def test_a_very_long_line_is_shown_in_part() -> None:
    text = "{" + ",".join(f'"k{n}": {n}' for n in range(100_000)) + "}"
    found = locate(text, "/k50000")
    at = found.column - 1 - found.line_text_from
    assert len(found.line_text) <= 400
    assert found.line_text[at : at + 5] == "50000"


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\xfd", b"a: [", b'{"a": ', b"{a: b", b"- - - [", b'{"a": 1} trailing'])
def test_never_raises(raw: bytes) -> None:
    for pointer in ("", "/a", "/a/0/b"):
        assert SourceMap({"s": raw}).locate(Origin("s", pointer)).line == 1
    assert SourceMap({}).locate(Origin("unknown", "/a")) == Position("unknown", 1, 1)


def test_many_places_are_found_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    import specwright.spec.source_map as module

    passes = 0
    find = module._find

    def counting(source: Any, root: Any) -> None:
        nonlocal passes
        passes += 1
        find(source, root)

    monkeypatch.setattr(module, "_find", counting)
    text = "\n".join(f"k{n}:\n  v: {n}" for n in range(5_000))
    found = SourceMap({"s": text.encode()}).locate_many((Origin("s", f"/k{n}/v"), False) for n in range(5_000))
    assert [position.line for position in found] == [2 * n + 2 for n in range(5_000)]
    assert passes == 1


# --- against the text: every scalar is unique, so the text at its position says whether the position is right

_KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=6)
_SHAPES = st.recursive(
    st.just(None),
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(_KEYS, inner, min_size=1, max_size=4),
    max_leaves=25,
)


def numbered(shape: Any, counter: Iterator[int]) -> Any:
    if isinstance(shape, dict):
        return {key: numbered(member, counter) for key, member in shape.items()}
    if isinstance(shape, list):
        return [numbered(member, counter) for member in shape]
    return f"v{next(counter)}w"


def scalars(value: Any, at: Origin) -> Iterator[tuple[Origin, str]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from scalars(member, at.child(key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from scalars(member, at.child(index))
    else:
        yield at, value


def text_at(text: str, position: Position) -> str:
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    return lines[position.line - 1][position.column - 1 :]


@given(_SHAPES, st.sampled_from(["json", "json indented", "yaml", "yaml flow"]))
def test_positions_against_the_text(shape: Any, style: str) -> None:
    data = {"root": numbered(shape, iter(range(10_000)))}
    if style.startswith("json"):
        text = json.dumps(data, ensure_ascii=False, indent=2 if style.endswith("indented") else None)
    else:
        text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=style.endswith("flow"), sort_keys=False)
    places = list(scalars(data, Origin("s", "")))
    positions = SourceMap({"s": text.encode()}).locate_many((origin, False) for origin, _ in places)
    for (_, value), position in zip(places, positions, strict=True):
        assert text_at(text, position).lstrip("\"'").startswith(value)
