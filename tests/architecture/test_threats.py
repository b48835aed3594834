"""Every statement about threats has a test that carries its number, and the documentation says which."""

from __future__ import annotations

from .threats import DOCUMENT, STATEMENTS, carriers, document


def test_every_statement_is_carried_by_a_test() -> None:
    counts = {"a": 21, "b": 13, "c": 11, "d": 10}
    assert list(STATEMENTS) == [f"{group}{n:02}" for group, count in counts.items() for n in range(1, count + 1)]
    assert carriers().keys() == STATEMENTS.keys()


def test_the_documentation_names_them() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run `python -m tests.architecture.threats`"
