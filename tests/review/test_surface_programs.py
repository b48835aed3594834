"""Each kind of change of a surface that breaks code: the smallest packages that show it, and the code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from specwright.surface import SURFACE_RULES, Sdk, compare_surfaces
from specwright.surface.read import read_surface

from .programs import imported_from


@dataclass(frozen=True)
class Case:
    """The package `sdk` before and after, and a program."""

    old: str
    new: str
    program: str


CASES = {
    "SUR-01": Case("class A: ...\nclass B: ...", "class A: ...", "from sdk import B"),
    "SUR-02": Case("def get_things(): ...", "def get_thing(): ...", "from sdk import get_things"),
    "SUR-05": Case("class A:\n    size = 1", "class A:\n    def size(self): ...", "assert sdk.A().size + 1"),
    "SUR-06": Case("def f():\n    return 1", "async def f():\n    return 1", "assert sdk.f() == 1"),
    "SUR-07": Case("class A(OSError): ...", "class A: ...", "try:\n    raise sdk.A\nexcept OSError:\n    pass"),
    "SUR-10": Case("def f(a=1): ...", "def f(): ...", "sdk.f(a=1)"),
    "SUR-11": Case("def f(): ...", "def f(a): ...", "sdk.f()"),
    "SUR-13": Case("def f(a, b):\n    return a - b", "def f(b, a):\n    return a - b", "assert sdk.f(2, 1) == 1"),
    "SUR-14": Case("def f(a=1): ...", "def f(a): ...", "sdk.f()"),
    "SUR-16": Case("def f(a): ...", "def f(*, a): ...", "sdk.f(1)"),
    "SUR-17": Case("def f(a): ...", "def f(a, /): ...", "sdk.f(a=1)"),
    "SUR-20": Case("def f() -> str:\n    return ''", "def f() -> int:\n    return 1", "assert sdk.f().upper() == ''"),
    "SUR-24": Case("def f(a: str):\n    a.upper()", "def f(a: int):\n    a + 1", "sdk.f('a')"),
    "SUR-25": Case("def f(a: int = 1):\n    return a", "def f(a: int = 2):\n    return a", "assert sdk.f() == 1"),
}


def _package(folder: Path, text: str) -> Path:
    package = folder / "sdk"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(dedent(text) + "\n", encoding="utf-8")
    return folder


@pytest.mark.filterwarnings("ignore:coroutine")
@pytest.mark.parametrize("rule", CASES)
def test_program_fails_after_the_upgrade(rule: str, tmp_path: Path) -> None:
    case = CASES[rule]
    old, new = _package(tmp_path / "old", case.old), _package(tmp_path / "new", case.new)

    changes = compare_surfaces(*(read_surface(str(folder / "sdk")) for folder in (old, new)))
    assert [change.rule for change in changes if change.verdict is Sdk.MAJOR] == [rule]

    _run(case.program, old)
    with pytest.raises((AssertionError, AttributeError, ImportError, TypeError)):
        _run(case.program, new)


def _run(program: str, source: Path) -> None:
    with imported_from(source):
        exec(f"import sdk\n{program}", {})


def test_every_kind_that_breaks_code_has_a_program() -> None:
    assert {id_ for id_, rule in SURFACE_RULES.items() if rule.verdict is Sdk.MAJOR} == CASES.keys()
