from __future__ import annotations

import ast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from specwright.targets.python.format import format_files
from specwright.targets.python.quoting import clean_doc, docstring_body, literal

NASTY = '"""\\\n\r\x00\u2028\u202e\ud800\x1b\'\'\' """" \\" \\'
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
DOCS = st.text(alphabet=st.characters() | st.sampled_from("\"\\\n\r \t'`#|-*\u2028\u2029\x85\x0b\x0c\x00"))


@settings(deadline=None)
@given(JSON)
@example(NASTY)
@example({NASTY: [NASTY]})
@example(10**5000)
@pytest.mark.threat("a02")
def test_a_literal_evaluates_to_its_value(value: object) -> None:
    source = literal(value)
    assert ast.literal_eval(source) == value
    assert source.isprintable()


@settings(deadline=None)
@given(st.text(alphabet=st.characters()))
@example("\u202eevil\u2066")
@pytest.mark.threat("a02")
def test_text_never_leaves_its_line(text: str) -> None:
    source = literal(text)
    assert source.isprintable()
    assert ast.literal_eval(source) == text
    source.encode("utf-8")


@pytest.mark.threat("a19")
def test_numbers_without_a_literal_are_spelled_out() -> None:
    assert literal(float("inf")) == 'float("inf")'
    assert literal(float("nan")) == 'float("nan")'


def test_other_values_have_no_literal() -> None:
    with pytest.raises(TypeError, match="no literal for set"):
        literal({1})


def docstring_of(text: str, indent: int = 4) -> str | None:
    """What Python reads from a class with this docstring, laid out as the templates do."""
    pad = " " * indent
    body = docstring_body(text)
    lines = body.replace("\n", f"\n{pad}") + (f"\n{pad}" if "\n" in body else "")
    tree = ast.parse(f'class C:\n{pad}"""{lines}"""\n{pad}x: int\n')
    (cls,) = tree.body
    assert isinstance(cls, ast.ClassDef)
    assert len(cls.body) == 2
    return ast.get_docstring(cls)


@settings(deadline=None)
@given(DOCS)
@example(NASTY)
@example('ends with a quote"')
@example('ends with three"""')
@example('"""')
@example('""')
@example('\\"""\\"')
@example('"""""""')
@example("ends with a backslash\\")
@example('"begins')
@example("a\n  b\n    c")
@example("  a\n    b")
@example("word " * 60)
@example("- item " + "word " * 60)
@pytest.mark.threat("a03")
def test_a_docstring_reads_as_the_cleaned_text(text: str) -> None:
    assert (docstring_of(text) or "") == clean_doc(text)


@settings(deadline=None)
@given(DOCS)
@example(NASTY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_doc(clean_doc(text)) == clean_doc(text)


@settings(deadline=None)
@given(st.lists(DOCS, min_size=20, max_size=20))
@example(['ends with three"""', '"""', '""', '\\"""\\"', '"""""""', '"begins', "'''", "\\", 'a\\\n"', NASTY])
def test_the_formatter_keeps_what_a_docstring_says(texts: list[str]) -> None:
    files = {}
    for number, text in enumerate(texts):
        body = docstring_body(text)
        inner = body.replace("\n", "\n    ") + ("\n    " if "\n" in body else "")
        files[f"{number}.py"] = f'class C:\n    """{inner}"""\n\n    x: int\n'
    for text, formatted in zip(texts, format_files(files).values(), strict=True):
        (cls,) = ast.parse(formatted).body
        assert isinstance(cls, ast.ClassDef)
        assert (ast.get_docstring(cls) or "") == clean_doc(text)


def test_long_lines_are_broken_but_not_inside_of_code_and_tables() -> None:
    prose = "A sentence that goes on. " * 8
    table = "| " + "cell | " * 40
    code = "```\n" + "x = " + "1 + " * 50 + "1\n```"
    cleaned = clean_doc(f"{prose}\n\n{table}\n\n{code}")
    lines = cleaned.split("\n")
    assert table.strip() in lines
    assert "x = " + "1 + " * 50 + "1" in lines
    assert all(len(line) <= 110 for line in lines if line.startswith("A sentence"))


def test_list_items_stay_aligned_when_they_are_broken() -> None:
    lines = clean_doc("Intro\n\n- " + "word " * 40).split("\n")
    assert lines[2].startswith("- word")
    assert all(line.startswith("  word") for line in lines[3:])
