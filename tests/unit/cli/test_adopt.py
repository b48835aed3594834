"""`specwright adopt`."""

from __future__ import annotations

import json
from pathlib import Path

from ..adopt.shop import write_shop
from .conftest import Cli


def test_writes_the_configuration_once_and_lists_the_rest(cli: Cli, folder: Path) -> None:
    root = write_shop(folder)
    result = cli("adopt", str(root), "--spec", "openapi.yaml")
    assert result.code == 0
    assert "specwright.yml written: 6 methods, 9 models" in result.out
    assert "written by hand, to be carried over:\n" in result.err
    assert (folder / "specwright.yml").read_text(encoding="utf-8").startswith("# Inferred from")
    again = cli("adopt", str(root), "--spec", "openapi.yaml")
    assert again.code == 2
    assert "Output/FileExists" in again.err


def test_to_standard_output_and_as_data(cli: Cli, folder: Path) -> None:
    root = str(write_shop(folder))
    assert "  $client:" in cli("adopt", root, "--spec", "openapi.yaml", "-o", "-").out
    data = json.loads(cli("adopt", root, "--spec", "openapi.yaml", "-o", "-", "--format", "json").out)["result"]
    assert data["methods"] == 6
    assert len(data["not_inferred"]) == 1


def test_what_is_no_package_is_bad_input(cli: Cli) -> None:
    result = cli("adopt", "nowhere.tar.gz", "--spec", "openapi.yaml")
    assert result.code == 2
    assert "Surface/NoPackage" in result.err
