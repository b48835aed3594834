"""A document against itself in another spelling prints nothing, whatever the document.

The documents are the repository's own, the bases of every third case, and small random ones.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from specwright.diagnostics import Diagnostics
from specwright.pipeline import infer
from specwright.run import Inputs, Run
from specwright.spec import load

from .harness import document, messages, review, rule_folders

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "tests" / "cases").glob("*/openapi.yaml"))
_OTHERS = ("multi_file", "skip_unsupported")
"""Cases that are not one readable file."""
OWN = [ROOT / "spec" / "openapi.yaml", *(path for path in CASES if path.parent.name not in _OTHERS)]
BASES = [document(folder, "base") for folder in rule_folders()[::3]]
_METHODS = ("get", "put", "post", "delete", "patch")

Document = dict[str, Any]


def reordered(data: Document, seed: int) -> Document:
    """The same with the keys of every mapping in another order."""
    chance = random.Random(seed)

    def shuffled(node: Any) -> Any:
        if isinstance(node, dict):
            keys = list(node)
            chance.shuffle(keys)
            return {key: shuffled(node[key]) for key in keys}
        return [shuffled(item) for item in node] if isinstance(node, list) else node

    found: Document = shuffled(data)
    return found


def in_place(data: Document) -> Document:
    """The same with parameters, bodies, responses and headers written where they were referred to."""
    components = data.get("components", {})
    kinds = ("parameters", "requestBodies", "responses", "headers")

    def written(node: Any) -> Any:
        if isinstance(node, dict):
            ref = node.get("$ref")
            parts = ref.split("/") if isinstance(ref, str) else []
            if len(parts) == 4 and parts[2] in kinds:
                return written(components[parts[2]][parts[3]])
            return {key: written(value) for key, value in node.items()}
        return [written(item) for item in node] if isinstance(node, list) else node

    return {**written(data), "components": components} if components else data


def parameters_at_the_path(data: Document) -> Document:
    """The same with parameters that all operations of a path share written for the path."""
    paths = {}
    for path, item in data.get("paths", {}).items():
        operations = [item[method] for method in _METHODS if method in item]
        lists = [operation.get("parameters", []) for operation in operations]
        shared = [p for p in lists[0] if all(p in other for other in lists)] if lists else []
        if shared and "parameters" not in item:
            inner = {
                method: {**op, "parameters": [p for p in op["parameters"] if p not in shared]}
                for method, op in item.items()
                if method in _METHODS
            }
            item = {**item, **inner, "parameters": shared}
        paths[path] = item
    return {**data, "paths": paths}


SPELLINGS: dict[str, Callable[[Document], Document]] = {
    "itself": lambda data: data,
    "reordered": lambda data: reordered(data, 7),
    "in place": in_place,
    "parameters at the path": parameters_at_the_path,
}


def check(path: Path, data: Document, folder: Path, seed: int = 0) -> None:
    """Every spelling of a document says the same as the document."""
    config = _config(path, folder)
    for name, spelling in SPELLINGS.items():
        other = folder / "revision.json"
        other.write_text(json.dumps(spelling(data), indent=seed % 4), encoding="utf-8")
        report = review(path, other, config=config)
        assert messages(report.findings) == [], name
        assert report.surface == () or name == "reordered", report.surface


def _config(path: Path, folder: Path) -> Path:
    """The document's configuration, else the one made from it: made from another spelling, names may differ."""
    for known in (path.with_name("specwright.yml"), path.with_suffix(".config.yml")):
        if known.is_file():
            return known
    inferred = folder / "inferred.yml"
    inferred.write_text(infer(Run(Inputs(path))), encoding="utf-8")
    return inferred


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.parent.name)
def test_own_documents(path: Path, tmp_path: Path) -> None:
    check(path, load(path, diagnostics=Diagnostics()).data, tmp_path)


@pytest.mark.parametrize("path", BASES, ids=lambda path: path.parent.name)
def test_bases_of_cases(path: Path, tmp_path: Path) -> None:
    check(path, yaml.safe_load(path.read_text(encoding="utf-8")), tmp_path, seed=1)


NAMES = st.sampled_from(["alpha", "beta", "gamma", "delta"])
COMPONENTS = st.sampled_from(["Box", "Part", "Thing"])
SCALARS = st.sampled_from(
    [
        {"type": "string"},
        {"type": "string", "format": "date-time"},
        {"type": "integer", "minimum": 1},
        {"type": "number"},
        {"type": "boolean", "default": True},
        {"type": "string", "enum": ["red", "blue"]},
        {"type": ["string", "null"], "maxLength": 9},
        {},
    ]
)
REFS = COMPONENTS.map(lambda name: {"$ref": f"#/components/schemas/{name}"})


def objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def build(properties: dict[str, Any], required: bool, closed: bool) -> dict[str, Any]:
        built: dict[str, Any] = {"type": "object", "properties": properties}
        if required and properties:
            built["required"] = sorted(properties)[:1]
        return {**built, "additionalProperties": False} if closed else built

    return st.builds(build, st.dictionaries(NAMES, inner, min_size=1, max_size=3), st.booleans(), st.booleans())


SCHEMAS = st.recursive(
    SCALARS | REFS,
    lambda inner: st.one_of(
        objects(inner),
        inner.map(lambda item: {"type": "array", "items": item}),
        inner.map(lambda value: {"type": "object", "additionalProperties": value}),
        st.lists(inner, min_size=2, max_size=3).map(lambda arms: {"oneOf": arms}),
    ),
    max_leaves=6,
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    parameters = [
        {"name": name, "in": draw(st.sampled_from(["query", "header"])), "schema": draw(SCALARS)}
        for name in draw(st.lists(NAMES, unique=True, max_size=3))
    ]
    body = {"content": {"application/json": {"schema": draw(SCHEMAS)}}}
    answer = {"description": "OK.", "content": {"application/json": {"schema": draw(SCHEMAS)}}}
    operation = {"operationId": "send", "parameters": parameters, "requestBody": body, "responses": {"200": answer}}
    listed = {"operationId": "fetch", "parameters": parameters[:1], "responses": {"200": answer}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Test", "version": "1.0.0"},
        "paths": {"/things": {"post": operation, "get": listed}},
        "components": {"schemas": {name: draw(objects(SCALARS | REFS)) for name in ("Box", "Part", "Thing")}},
    }


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(data=documents(), seed=st.integers(0, 1000))
def test_random_documents(data: Document, seed: int, tmp_path: Path) -> None:
    base = tmp_path / "base.json"
    base.write_text(json.dumps(data), encoding="utf-8")
    check(base, data, tmp_path, seed)
