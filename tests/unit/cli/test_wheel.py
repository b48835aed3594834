"""The wheel: everything that generating needs is inside."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ..output.support import tree
from .conftest import Cli

ROOT = Path(__file__).parents[3]


def test_the_wheel_generates_what_the_checkout_generates(cli: Cli, folder: Path, tmp_path: Path) -> None:
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        str(ROOT),
        "--no-deps",
        "--quiet",
        "--wheel-dir",
        str(tmp_path / "dist"),
    ]
    built = subprocess.run(pip, capture_output=True, text=True, check=False)
    if "Could not find a version" in built.stderr:
        pytest.skip("the build backend cannot be downloaded here")
    assert built.returncode == 0, built.stderr
    [wheel] = (tmp_path / "dist").glob("specwright-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "installed")
    assert not [name for name in names if "__pycache__" in name or "_cache/" in name]
    assert {name.split("/")[0] for name in names if "dist-info" not in name} == {"specwright"}
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "installed"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [
        sys.executable,
        "-c",
        "import sys, specwright.cli; print(specwright.__file__); sys.exit(specwright.cli.main())",
    ]
    done = subprocess.run(
        [*command, "generate", "-o", "theirs"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(tmp_path / "installed"))
    assert cli("generate", "-o", "ours").code == 0
    assert tree(folder / "theirs") == tree(folder / "ours")
