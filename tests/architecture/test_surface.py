"""Every statement of `docs/reference/surface.md` has a test that carries its number."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_statement_has_a_test() -> None:
    page = (ROOT / "docs" / "reference" / "surface.md").read_text(encoding="utf-8")
    statements = [int(number) for number in re.findall(r"^(\d+)\. ", page, re.MULTILINE)]
    assert statements == list(range(1, 93))
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    # `test_28_29_nested_params` is about both.
    names = (name for text in sources for name in re.findall(r"def test_((?:\d\d_)+)", text))
    tested = {int(number) for name in names for number in name.strip("_").split("_")}
    assert sorted(set(statements) - tested) == []
    assert sorted(tested - set(statements)) == []
