"""Schemas that multiply or nest: linear work, or a refusal with its place."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from specwright.diagnostics import SpecwrightError

from .helpers import lower_text

LEVELS = 24


def lowered(tmp_path: Path, schemas: dict[str, Any]) -> Any:
    last = next(iter(schemas))
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{last}"}}}
    operation = {"responses": {"200": {"description": "ok", "content": content}}}
    return lower_text(
        yaml.safe_dump({"paths": {"/a": {"get": operation}}, "components": {"schemas": schemas}}), tmp_path
    )


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def leaf(name: str) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string"}}}


@pytest.mark.threat("a17")
@pytest.mark.parametrize("keyword", ["allOf", "oneOf", "anyOf"])
def test_a_diamond_of_two_to_the_24_is_lowered_at_once(tmp_path: Path, keyword: str) -> None:
    """The outermost comes first, so that nothing below is known when it is met."""
    schemas: dict[str, Any] = {}
    for level in range(LEVELS, 0, -1):
        below = [ref(f"L{level - 1}"), ref(f"M{level - 1}")]
        schemas |= {f"L{level}": {keyword: below}, f"M{level}": {keyword: below[::-1]}}
    schemas |= {"L0": leaf("a"), "M0": leaf("b")}
    before = time.process_time()
    lowered(tmp_path, schemas)
    assert time.process_time() - before < 1


@pytest.mark.threat("a17")
def test_unions_that_multiply_are_refused(tmp_path: Path) -> None:
    schemas: dict[str, Any] = {}
    for level in range(LEVELS, 0, -1):
        arms = [{"allOf": [ref(f"L{level - 1}"), leaf(f"{side}{level}")]} for side in "xy"]
        schemas[f"L{level}"] = {"oneOf": arms}
    with pytest.raises(SpecwrightError) as caught:
        lowered(tmp_path, schemas | {"L0": leaf("a")})
    assert caught.value.diagnostics[0].rule == "Limit/Unions"
    assert caught.value.diagnostics[0].origin is not None


@pytest.mark.threat("a16")
def test_a_chain_of_lists_is_refused_where_it_is_too_long(tmp_path: Path) -> None:
    chain = {f"K{n}": {"type": "array", "items": ref(f"K{n + 1}")} for n in range(1500)}
    with pytest.raises(SpecwrightError) as caught:
        lowered(tmp_path, chain | {"K1500": leaf("a")})
    assert {found.rule for found in caught.value.diagnostics} == {"Limit/Nesting"}
    short = {f"K{n}": {"type": "array", "items": ref(f"K{n + 1}")} for n in range(40)}
    assert lowered(tmp_path, short | {"K40": leaf("a")}).rules() == []


@pytest.mark.threat("a15")
def test_recursion_through_lists_is_legal(tmp_path: Path) -> None:
    assert lowered(tmp_path, {"A": {"type": "array", "items": ref("B")}, "B": {"type": "array", "items": ref("A")}})
