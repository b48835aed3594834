"""Stage load: text → data, whichever of the two formats it is written in."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from ..diagnostics import SpecwrightError
from .json_loader import parse_json
from .limits import Limits
from .source import Source
from .yaml_loader import parse_yaml


def parse(source: Source, limits: Limits) -> Any:
    """The data in `source`: JSON where it begins like JSON and reads as such, else YAML, whatever the file is called.

    Raises `SpecwrightError`, located.
    """
    if not source.text.lstrip(" \t\r\n").startswith(("{", "[")):
        return parse_yaml(source, limits)
    try:
        return parse_json(source, limits)
    except SpecwrightError as error:
        may_be_yaml = PurePosixPath(source.file).suffix.lower() in (".yaml", ".yml")
        if not may_be_yaml or error.diagnostics[0].rule != "Json/Syntax":
            raise
    return parse_yaml(source, limits)
