"""The layers: what each part of the generator may import, read from its syntax."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "generator" / "specwright"

MAY_IMPORT: dict[str, set[str]] = {
    "ir": set(),
    "diagnostics": {"ir"},
    "spec": {"ir", "diagnostics"},
    "reporting": {"ir", "diagnostics", "spec"},
    "config": {"ir", "diagnostics", "spec"},
    "lower": {"ir", "diagnostics", "config", "spec"},
    "surface": {"diagnostics"},
    "adopt": {"ir", "diagnostics", "config", "spec", "surface", "targets"},
    "review": {"ir", "diagnostics", "surface"},
    "release": {"ir", "diagnostics", "spec", "review", "surface"},
    "targets": {"ir", "diagnostics", "surface", "two_processes"},
    "revisions": {"diagnostics"},
    "output": set(),
    "run": {"diagnostics", "config", "spec"},
    "values": set(),
    "two_processes": set(),
    "garbage": set(),
    "cache": set(),
    "lastrun": {"ir", "diagnostics", "cache", "output", "run"},
    "finished": {"cache", "output"},
}
"""Parts by name; all may import `values`. Those below see all parts."""
SEE_ALL = {"pipeline", "review_pipeline", "release_pipeline", "cli", "__main__", "__init__"}

ONE_WALL = {
    "openapi_spec_validator": "spec/",
    "datamodel_code_generator": "targets/python/",
    "jinja2": "targets/python/",
    "griffe": "surface/",
}
"""Libraries that exactly one module imports, and where it is."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(module: Path) -> str:
    """`ir`, `lower`, `pipeline`: the first name below the package."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(module: Path) -> Iterator[tuple[str, int]]:
    """(dotted name, line) of every import, relative ones made absolute; also those inside of functions."""
    package = ("specwright", *module.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            name = ".".join((*base, *(node.module or "").split("."))).rstrip(".")
            if name == "specwright" or node.module is None:
                yield from ((f"{name}.{alias.name}", node.lineno) for alias in node.names)
            else:
                yield name, node.lineno


def own_imports(module: Path) -> Iterator[tuple[str, int]]:
    """The parts of the generator that a module imports."""
    for name, line in imports_of(module):
        if name.startswith("specwright."):
            yield name.split(".")[1], line


@pytest.mark.parametrize("module", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_its_layer_may(module: Path) -> None:
    part = part_of(module)
    if part in SEE_ALL:
        return
    assert part in MAY_IMPORT, f"{part} is not in the table of layers"
    allowed = MAY_IMPORT[part] | {part, "values"}
    wrong = [f"{module}:{line}: {part} imports {name}" for name, line in own_imports(module) if name not in allowed]
    assert not wrong, "\n".join(wrong)


def test_a_target_knows_no_other_target() -> None:
    for module in (PACKAGE / "targets").rglob("*.py"):
        target = module.relative_to(PACKAGE / "targets").parts[0]
        for name, line in imports_of(module):
            parts = name.split(".")
            if parts[:2] == ["specwright", "targets"] and len(parts) > 2:
                assert parts[2] == target, f"{module}:{line}"


@pytest.mark.parametrize("library", ONE_WALL)
def test_a_library_that_changes_often_is_behind_one_module(library: str) -> None:
    users = {
        module.relative_to(PACKAGE).as_posix()
        for module in modules()
        if any(name.split(".")[0] == library for name, _ in imports_of(module))
    }
    assert len(users) == 1, users
    assert all(user.startswith(ONE_WALL[library]) for user in users), users


def test_the_reader_of_imports_sees_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.architecture.test_layers.PACKAGE", tmp_path)
    module = tmp_path / "targets" / "python" / "x.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "import specwright.spec.load\nfrom ... import ir\nfrom ...diagnostics import fail\nfrom .names import a\n"
        "from specwright import output\ndef f():\n    from ...lower.context import b\n"
    )
    assert sorted(own_imports(module)) == [
        ("diagnostics", 3),
        ("ir", 2),
        ("lower", 7),
        ("output", 5),
        ("spec", 1),
        ("targets", 4),
    ]
