"""What published packages write differently, without any user noticing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from specwright.surface import compare_surfaces
from specwright.surface.read import read_surface
from specwright.surface.verdict import Sdk


def _verdicts(tmp_path: Path, old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, Sdk]:
    for name, files in (("old", old), ("new", new)):
        for path, text in {"__init__.py": "", **files}.items():
            file = tmp_path / name / "shop" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    changes = compare_surfaces(read_surface(str(tmp_path / "old")), read_surface(str(tmp_path / "new")))
    return {change.path: change.verdict for change in changes}


def test_what_an_init_imports_is_public(tmp_path: Path) -> None:
    order = "class Order:\n    id: str\n"
    files = {"types/__init__.py": "from .order import Order as Order\n", "types/order.py": order}
    found = _verdicts(tmp_path, files, files | {"types/__init__.py": ""})
    assert found["types.Order"] is Sdk.MAJOR


def test_a_module_of_types_that_nothing_imports_is_a_leftover(tmp_path: Path) -> None:
    old = {"types/__init__.py": "", "types/old_params.py": "class OldParams: ...\n", "helpers.py": "X: int = 1\n"}
    found = _verdicts(tmp_path, old, {"types/__init__.py": ""})
    assert found == {"types.old_params": Sdk.PATCH, "helpers": Sdk.MAJOR}
    old = {"types/__init__.py": "", "types/jobs/__init__.py": "", "types/jobs/old_params.py": "class OldParams: ...\n"}
    found = _verdicts(tmp_path / "inner", old, {"types/__init__.py": "", "types/jobs/__init__.py": ""})
    assert found == {"types.jobs.old_params": Sdk.PATCH}


def test_names_of_type_variables_do_not_matter(tmp_path: Path) -> None:
    text = "from typing import TypeVar\n{0} = TypeVar('{0}')\n__all__ = ['same']\ndef same(value: {0}) -> {0}: ...\n"
    found = _verdicts(tmp_path, {"verbs.py": text.format("_T")}, {"verbs.py": text.format("ResponseT")})
    assert found == {}


def test_a_base_class_takes_what_the_class_takes(tmp_path: Path) -> None:
    client = "class Core: ...\nclass Shop(Core): ...\nclass Orders:\n    def __init__(self, client: {0}) -> None: ...\n"
    found = _verdicts(tmp_path, {"__init__.py": client.format("Shop")}, {"__init__.py": client.format("Core")})
    assert found == {"Orders.__init__": Sdk.MINOR}


def test_an_alias_of_a_class_may_become_a_class(tmp_path: Path) -> None:
    old = "import httpx\n__all__ = ['Timeout']\nTimeout = httpx.Timeout\n"
    found = _verdicts(tmp_path, {"__init__.py": old}, {"__init__.py": "class Timeout: ...\n"})
    assert found == {}


def test_pydantics_own_methods_are_no_part_of_the_surface(tmp_path: Path) -> None:
    old = "class BaseModel:\n    def model_dump(self) -> dict[str, object]: ...\n"
    assert _verdicts(tmp_path, {"__init__.py": old}, {"__init__.py": "class BaseModel: ...\n"}) == {}


def test_a_class_under_another_name_is_that_class(tmp_path: Path) -> None:
    old = "class A:\n    x: int\nclass B(dict): ...\n"
    new = "class C:\n    x: int\nA: TypeAlias = C\nclass D(dict): ...\nclass B(D): ...\n"
    found = _verdicts(tmp_path, {"types/__init__.py": old}, {"types/__init__.py": new})
    assert Sdk.MAJOR not in found.values()


def test_how_a_module_calls_what_it_imports_says_nothing(tmp_path: Path) -> None:
    types = {"types/__init__.py": "", "types/a_params.py": "class Query:\n    pass\n"}
    old = types | {"resources/a.py": "from ..types import a_params\n\n\ndef f(query: a_params.Query) -> None: ...\n"}
    new = types | {
        "resources/a.py": "from ..types.a_params import Query as AQuery\n\n\ndef f(query: AQuery) -> None: ...\n"
    }
    assert _verdicts(tmp_path, old, new) == {}
