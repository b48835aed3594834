"""Programs against packages: each works with the package of a case's `base.yaml` and fails with that of its revision.

That is what a verdict on the package means: `user.py` raises (major), or `typed.py` runs as before and mypy says no
(typing). A few changes are major though nothing raises; their `typed.py` says so in its first line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright.review import all_rules
from specwright.surface import Sdk

from .harness import document, expected, rule_folders
from .programs import check_types, generate, run

FOLDERS = rule_folders()
RUN = [folder for folder in FOLDERS if (folder / "user.py").is_file()]
TYPED = [folder for folder in FOLDERS if (folder / "typed.py").is_file()]


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all packages are written, one after the other: most of their files are the same."""
    return tmp_path_factory.mktemp("package")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy remembers."""
    return tmp_path_factory.mktemp("mypy")


@pytest.mark.parametrize("folder", RUN, ids=lambda folder: folder.name)
def test_program_fails_after_the_upgrade(folder: Path, package: Path) -> None:
    before, after = (run(folder / "user.py", written, generate(written, package)) for written in _sides(folder))
    assert before is None
    assert after is not None


@pytest.mark.parametrize("folder", TYPED, ids=lambda folder: folder.name)
def test_program_no_longer_type_checks(folder: Path, package: Path, cache: Path) -> None:
    program = folder / "typed.py"
    before, after = (
        (check_types(program, source, cache), run(program, written, source))
        for written in _sides(folder)
        for source in [generate(written, package)]
    )
    assert before == ("", None)
    assert "error:" in after[0]
    assert after[1] is None


def _sides(folder: Path) -> tuple[Path, Path]:
    return document(folder, "base"), document(folder, "revision")


def test_every_change_that_breaks_code_has_a_program() -> None:
    major = {folder.name for folder in FOLDERS if expected(folder)["package"] == "major"}
    typing = {folder.name for folder in FOLDERS if expected(folder)["package"] == "typing"}
    run_, typed = ({folder.name for folder in some} for some in (RUN, TYPED))
    assert major - run_ - typed == set()
    assert {rule.id for rule in all_rules().values() if rule.sdk is Sdk.MAJOR} <= major
    assert run_ - major == set()
    assert typing - typed == set()
