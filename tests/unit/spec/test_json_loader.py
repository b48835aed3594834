"""JSON is read strictly, with a place for whatever is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specwright.spec import Limits

from .support import data_of, place, refusal


def test_reads_values_and_keeps_the_order() -> None:
    data = data_of('{"b": [1, 2.5, true, null, "x"], "a": {}}', "spec.json")
    assert data == {"b": [1, 2.5, True, None, "x"], "a": {}}
    assert list(data) == ["b", "a"]


@pytest.mark.threat("a19")
def test_big_integers_stay_exact() -> None:
    assert data_of('{"a": 18446744073709551616}')["a"] == 2**64


@pytest.mark.threat("a20")
def test_repeated_key_is_refused_with_both_places() -> None:
    found = refusal('{"a": {"k": 1},\n "b": {"k": [{"k": 2}],\n       "k": 3}}', "spec.json")
    assert found.rule == "Document/DuplicateKey"
    assert place(found) == (3, 8)
    (first,) = found.related
    assert first.position is not None
    assert (first.position.line, first.position.column) == (2, 8)


def test_repeated_key_under_different_escapes() -> None:
    assert refusal('{"a": 1, "\\u0061": 2}').rule == "Document/DuplicateKey"


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ('{"a": NaN}', "Json/Syntax", 1, 7),
        ('{"a": [1, -Infinity]}', "Json/Syntax", 1, 11),
        ('{"a": 1,}', "Json/Syntax", 1, 9),
        ('{"a": 1', "Json/Syntax", 1, 8),
        ('{"a": 1} x', "Json/Syntax", 1, 10),
        ('{"a": 01}', "Json/Syntax", 1, 8),
        ("{'a': 1}", "Json/Syntax", 1, 2),
        ('{"a": "x\ny"}', "Json/Syntax", 1, 9),
        ('{"a":\n "\\ud800"}', "Json/Surrogate", 2, 2),
        ('{"\\udc00": 1}', "Json/Surrogate", 1, 2),
        ('{"a": "\\ude00\\ud83d"}', "Json/Surrogate", 1, 7),
        ('{"a": 1e999}', "Number/OutOfRange", 1, 7),
        ('{"a": -1e999}', "Number/OutOfRange", 1, 7),
        ('{"a": %s}' % ("1" * 5000), "Limit/Digits", 1, 7),
        ('{"a": 0.%s}' % ("1" * 5000), "Limit/Digits", 1, 7),
        ("[" * 300 + "]" * 300, "Limit/Depth", 1, 201),
        ("[" * 100_000 + "]" * 100_000, "Limit/Depth", 1, 201),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "Limit/Depth", 1, 1001),
    ],
)
def test_refusals(text: str, rule: str, line: int, column: int) -> None:
    found = refusal(text, "spec.json")
    assert found.rule == rule
    assert place(found) == (line, column)


def test_surrogate_pairs_are_characters() -> None:
    assert data_of('{"a": "\\ud83d\\ude00", "b": "\\\\ud800"}') == {"a": "\U0001f600", "b": "\\ud800"}


def test_node_limit_is_exact() -> None:
    limits = Limits(nodes=4)
    assert data_of('{"a": [1, 2]}', "s.json", limits) == {"a": [1, 2]}
    assert refusal('{"a": [1, 2, 3]}', "s.json", limits).rule == "Limit/Nodes"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
@pytest.mark.threat("a20")
def test_encodings(encoding: str) -> None:
    assert data_of('{"openapi": "é\U0001f600"}'.encode(encoding)) == {"openapi": "é\U0001f600"}
    assert data_of("openapi: é\nx: 1".encode(encoding)) == {"openapi": "é", "x": 1}


@pytest.mark.parametrize("raw", [b'{"a": "\xff"}', b"a: 1\nb: \xe9\n", b"\xff\xfea", b"\x89PNG\r\n\x1a\n\x00"])
def test_bytes_that_are_not_text(raw: bytes) -> None:
    found = refusal(raw)
    assert found.rule in ("File/NotText", "Yaml/Syntax")
    assert found.position is not None


def test_json_that_is_only_yaml_is_read_when_the_file_is_called_yaml() -> None:
    text = "{a: 1, # a comment\n 'b': [no]}"
    assert data_of(text, "spec.yaml") == {"a": 1, "b": ["no"]}
    assert refusal(text, "spec.json").rule == "Json/Syntax"


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(_VALUES, st.booleans())
def test_reads_what_the_standard_library_writes(value: Any, ascii_only: bool) -> None:
    assert data_of(json.dumps([value], ensure_ascii=ascii_only), "spec.json") == [value]
