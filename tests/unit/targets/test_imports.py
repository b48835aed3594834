"""Import statements in the order ruff wants."""

from __future__ import annotations

import subprocess
import sys

from specwright.targets.python.imports import Imports, merged

EXPECTED = """\
from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

import httpx
from pydantic import Field as FieldInfo

from acme import Acme

from ... import types
from .._operation import Operation
from .._types import NOT_GIVEN, Body, not_given
from ..types.query import Other as Another
from ..types.query import Query
from ..types.query import Query as QueryModel
from ..types.query import Zero as Nought
from . import shared as shared
from .item2 import Item
from .item10 import Item as Item10"""


def sample() -> Imports:
    imports = Imports(first_party=frozenset({"acme"}))
    imports.module("httpx")
    imports.module("os")
    imports.member("__future__", "annotations")
    imports.member("typing", "cast", "TYPE_CHECKING", "Any")
    imports.member("pydantic", "Field as FieldInfo")
    imports.member("acme", "Acme")
    imports.member("...", "types")
    imports.member("..types.query", "Query as QueryModel", "Zero as Nought", "Query", "Other as Another")
    imports.member(".._types", "not_given", "NOT_GIVEN", "Body")
    imports.member(".._operation", "Operation")
    imports.member(".", "shared as shared")
    imports.member(".item10", "Item as Item10")
    imports.member(".item2", "Item")
    return imports


def test_render() -> None:
    assert sample().render() == EXPECTED


def test_ruff_agrees() -> None:
    used = "\n".join(
        f"print({name})"
        for name in (
            "os",
            "TYPE_CHECKING",
            "Any",
            "cast",
            "httpx",
            "FieldInfo",
            "Acme",
            "types",
            "Operation",
            "NOT_GIVEN",
        )
    )
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--no-cache",
        "--select=I",
        "--stdin-filename=a/b/c.py",
    ]
    config = ["--config", 'lint.isort.known-first-party = ["acme"]']
    done = subprocess.run([*command, *config, "-"], input=f"{EXPECTED}\n\n{used}\n", capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_what_is_imported_already() -> None:
    static = Imports({"httpx"}, {"._types": {"Body", "omit"}})
    runtime = Imports(set(), {"._types": {"omit"}})
    assert static.without(runtime).render() == "import httpx\n\nfrom ._types import Body"
    assert not static.without(static)


def test_merged() -> None:
    both = merged([Imports({"a"}, {"b": {"c"}}), Imports({"a"}, {"b": {"d"}})])
    assert both.render() == "import a\nfrom b import c, d"
