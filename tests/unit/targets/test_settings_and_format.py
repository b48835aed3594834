from __future__ import annotations

from typing import Any

import pytest

from specwright.diagnostics import SpecwrightError
from specwright.targets.python.format import format_files
from specwright.targets.python.settings import PackageSettings


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("package_name", "not-importable"),
        ("package_name", "class"),
        ("package_name", "../x"),
        ("package_name", "x" * 200),
        ("project_name", "-x"),
        ("project_name", 'x"\n[tool]'),
        ("version", "one"),
        ("version", "1.0\n"),
        ("python_floor", "2.7"),
        ("python_floor", "3.9"),
        ("http_library", "requests"),
    ],
)
def test_settings_that_no_package_can_have_are_refused(key: str, value: str) -> None:
    wanted: dict[str, Any] = {"package_name": "acme", "project_name": "acme", key: value}
    with pytest.raises(SpecwrightError, match=key):
        PackageSettings(**wanted)


def test_files_are_formatted_and_others_left_alone() -> None:
    files = {"a.py": "import x\na = [1,\n2]\n", "b.py": '"""Doc   """\nx=1\n', "c.md": "*  x\n", "d.py": ""}
    assert format_files(files) == {
        "a.py": "import x\n\na = [1, 2]\n",
        "b.py": '"""Doc"""\n\nx = 1\n',
        "c.md": "*  x\n",
        "d.py": "",
    }


def test_formatting_together_is_formatting_apart() -> None:
    header = "# File\n\nfrom __future__ import annotations\nimport x\n"
    files = {
        f"{number}.py": header + body
        for number, body in enumerate(
            [
                "class A:\n    x: int\nclass B: ...\n\n\n\n",
                "",
                "# last\n",
                'x = 1\n"""Documentation\nof x."""\n',
                "def f(): return 'a'\n# Imported last.\nfrom y import z\n",
                "\n\n\n@x\nclass A: pass",
            ]
        )
    }
    apart = {path: format_files({path: text})[path] for path, text in files.items()}
    assert format_files(files) == apart
    assert format_files(apart) == apart


@pytest.mark.threat("d09")
def test_what_is_not_python_is_refused() -> None:
    with pytest.raises(SpecwrightError, match="ruff format"):
        format_files({"a.py": "import x\nx = = 1\n"})


@pytest.mark.threat("d09")
def test_a_missing_formatter_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ruff.find_ruff_bin", lambda: "/nowhere/ruff")
    with pytest.raises(SpecwrightError, match="did not run"):
        format_files({"a.py": "import x\n"})
