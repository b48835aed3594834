"""YAML is read as OpenAPI wants it: JSON values, string keys, nothing of YAML 1.1."""

from __future__ import annotations

import math
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from specwright.spec import Limits

from .support import data_of, place, refusal


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("y", "y"),
        ("Yes", "Yes"),
        ("2024-10-01", "2024-10-01"),
        ("2024-10-01T00:00:00Z", "2024-10-01T00:00:00Z"),
        ("12:30", "12:30"),
        ("18:00:00", "18:00:00"),
        ("010", "010"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("012345678912345678", "012345678912345678"),
        ("-012", "-012"),
        ("00.5", "00.5"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("=", "="),
        ("1.2.3", "1.2.3"),
        ("+", "+"),
        ("-.", "-."),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("~", None),
        ("", None),
        ("nULL", "nULL"),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("tRUE", "tRUE"),
        ("0", 0),
        ("-0", 0),
        ("+12", 12),
        ("12345678901234567890123", 12345678901234567890123),
        ("1.0", 1.0),
        ("5.", 5.0),
        (".5", 0.5),
        ("1e-08", 1e-08),
        ("-1.5E+3", -1500.0),
        ("1e3", 1000.0),
        ("'1'", "1"),
        ('"true"', "true"),
        ("|\n  1\n", "1\n"),
        (">-\n  no\n", "no"),
    ],
)
@pytest.mark.threat("a20")
def test_scalars(scalar: str, value: Any) -> None:
    got = data_of(f"a: {scalar}")["a"]
    assert (got, type(got)) == (value, type(value))


def test_keys_are_the_text_that_is_written() -> None:
    text = "200: a\n404: b\ntrue: c\nnull: d\nno: e\n1.0: f\n2024-01-01: g\n'200x': h\n"
    assert data_of(text) == dict(
        zip(["200", "404", "true", "null", "no", "1.0", "2024-01-01", "200x"], "abcdefgh", strict=True)
    )


def test_order_of_keys_is_kept() -> None:
    assert list(data_of("b: 1\na: 2\nc: 3")) == ["b", "a", "c"]


@pytest.mark.threat("a20")
def test_repeated_key_is_refused_with_both_places() -> None:
    found = refusal("paths:\n  /a: {}\n  /b: {}\n  /a: {}\n")
    assert found.rule == "Document/DuplicateKey"
    assert "'/a'" in found.message
    assert place(found) == (4, 3)
    (first,) = found.related
    assert first.position is not None
    assert (first.position.line, first.position.column) == (2, 3)
    assert first.position.line_text == "  /a: {}"


def test_repeated_key_after_nested_collections_finds_the_first_use() -> None:
    text = "x: {b: {c: [1, {b: 2}]}, d: &q [b], e: *q, b: 3}"
    found = refusal(text)
    (first,) = found.related
    assert place(found) == (1, text.rindex("b:") + 1)
    assert first.position is not None
    assert first.position.column == 5


@pytest.mark.parametrize("key", ["1: a\n'1': b", 'a: 1\n"a": 2', "null: 1\n'null': 2"])
def test_keys_that_are_the_same_text_are_the_same_key(key: str) -> None:
    assert refusal(key).rule == "Document/DuplicateKey"


@pytest.mark.parametrize(
    ("tagged", "tag"),
    [
        ("!!python/object/apply:os.system ['true']", "!!python/object/apply:os.system"),
        ("!!str 1", "!!str"),
        ("!!set {a}", "!!set"),
        ("!Ref x", "!Ref"),
        ("! x", "!"),
        ("!!binary aGk=", "!!binary"),
    ],
)
@pytest.mark.threat("a20")
def test_tags_are_refused(tagged: str, tag: str) -> None:
    found = refusal(f"a: {tagged}")
    assert found.rule == "Yaml/Tag"
    assert tag in found.message
    assert place(found) == (1, 4)


def test_merge_keys_are_merged_in_place_and_own_members_win() -> None:
    text = "base: &b {x: 1, y: 2}\nother: &o {y: 9, z: 3}\nuse: {a: 0, <<: [*b, *o], y: 5, c: 6}\n"
    use = data_of(text)["use"]
    assert use == {"a": 0, "x": 1, "y": 5, "z": 3, "c": 6}
    assert list(use) == ["a", "x", "y", "z", "c"]


def test_merge_key_before_and_after_own_members_gives_the_same() -> None:
    before = data_of("b: &b {x: 1}\nu: {<<: *b, x: 2}")["u"]
    after = data_of("b: &b {x: 1}\nu: {x: 2, <<: *b}")["u"]
    assert before == after == {"x": 2}


def test_own_member_repeated_after_a_merge_is_refused() -> None:
    assert refusal("b: &b {x: 1}\nu: {<<: *b, x: 2, x: 3}").rule == "Document/DuplicateKey"


def test_quoted_merge_key_is_an_ordinary_key() -> None:
    assert data_of("'<<': {a: 1}") == {"<<": {"a": 1}}


@pytest.mark.parametrize("value", ["1", "[1]", "[{a: 1}, x]"])
def test_merge_of_something_else_is_refused(value: str) -> None:
    assert refusal(f"<<: {value}").rule == "Yaml/Merge"


def test_anchors_are_expanded() -> None:
    assert data_of("a: &a [1, {b: 2}]\nc: *a\nd: &k key\ne: *k") == {
        "a": [1, {"b": 2}],
        "c": [1, {"b": 2}],
        "d": "key",
        "e": "key",
    }


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: &a [1, *a]", "Yaml/Alias", 1, 11),
        ("a: &a {b: {c: *a}}", "Yaml/Alias", 1, 15),
        ("a: *missing", "Yaml/Alias", 1, 4),
        ("? [a, b]\n: 1", "Yaml/Key", 1, 3),
        ("? {a: b}\n: 1", "Yaml/Key", 1, 3),
        ("x: &x a\n*x : 2", "Yaml/Key", 2, 1),
        ("a: 1\n---\nb: 2", "Yaml/ManyDocuments", 2, 1),
        ("a: [1,\n  2", "Yaml/Syntax", 2, 4),
        ("a: b: c", "Yaml/Syntax", 1, 5),
        ("a:\n\t- 1", "Yaml/Syntax", 2, 1),
        ('a: "x\0"', "Yaml/Syntax", 1, 6),
        ('a: "\\ud83d\\ude00"', "Yaml/Syntax", 1, 7),
        ("a: 1e999", "Number/OutOfRange", 1, 4),
        (f"a: {'1' * 1001}", "Limit/Digits", 1, 4),
    ],
)
def test_refusals(text: str, rule: str, line: int, column: int) -> None:
    found = refusal(text)
    assert found.rule == rule
    assert place(found) == (line, column)


class TestBudgets:
    @pytest.mark.threat("a16")
    def test_alias_bomb(self) -> None:
        levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
        found = refusal("\n".join(levels))
        assert found.rule == "Limit/Nodes"
        assert place(found)[0] == 7

    def test_merge_bomb(self) -> None:
        members = ", ".join(f"k{n}: 1" for n in range(1000))
        uses = "\n".join(f"u{n}: {{<<: *b}}" for n in range(3000))
        assert refusal(f"b: &b {{{members}}}\n{uses}").rule == "Limit/Nodes"

    def test_depth_counts_through_aliases(self) -> None:
        limits = Limits(depth=5)
        assert data_of("a: &a [[[1]]]\nb: [*a]", limits=limits) == {"a": [[[1]]], "b": [[[[1]]]]}
        found = refusal("a: &a [[[1]]]\nb: [[*a]]", limits=limits)
        assert found.rule == "Limit/Depth"
        assert place(found) == (2, 6)

    @pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "[" * 300 + "]" * 300])
    @pytest.mark.threat("a16")
    def test_depth(self, text: str) -> None:
        assert refusal(text).rule == "Limit/Depth"

    @pytest.mark.threat("a16")
    def test_node_limit_is_exact(self) -> None:
        assert len(data_of("[1, 2, 3]", limits=Limits(nodes=4))) == 3
        assert refusal("[1, 2, 3, 4]", "spec.yaml", Limits(nodes=4)).rule == "Limit/Nodes"


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(_PLAIN)
def test_reads_what_a_yaml_writer_writes(value: Any) -> None:
    """PyYAML quotes whatever YAML 1.1 would read otherwise, so all strings come back; numbers it writes are JSON's."""
    text = yaml.safe_dump({"value": value})
    if "!!" in text:  # `!!binary` or `!!float`: the writer has no plain form
        return
    got = data_of(text)["value"]
    assert got == value or (isinstance(value, float) and math.isclose(got, value))


def test_without_the_c_parser_the_result_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &a {x: [1, no, 'é']}\nb: {<<: *a, y: |\n  text\n}\n".replace("|\n  text\n", "text")
    fast = data_of(text)
    monkeypatch.setattr("specwright.spec.yaml_events.HAS_C_PARSER", False)
    monkeypatch.setattr("specwright.spec.yaml_loader.HAS_C_PARSER", False)
    assert data_of(text) == fast
    assert refusal('a: "\\ud83d"').rule == "Yaml/Syntax"
    assert place(refusal("a: 1\nb: 2\na: 3")) == (3, 1)
    assert place(refusal("a: *b")) == (1, 4)
