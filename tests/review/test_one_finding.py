"""One edit, one finding, where it is written, whatever number of uses leads there; random edits never crash."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from specwright.diagnostics import SpecwrightError
from specwright.review.report import Finding, Report

from .harness import messages, review

ROOT = Path(__file__).parents[2]
Document = dict[str, Any]
_METHODS = ("get", "put", "post", "patch", "delete")


def _document(**schemas: Any) -> Document:
    """An API that answers a `Box` and a `Crate`, and takes a `Crate`."""
    ref = {name: {"schema": {"$ref": f"#/components/schemas/{name}"}} for name in ("Box", "Crate")}
    answers = {
        name: {"200": {"description": "OK.", "content": {"application/json": content}}} for name, content in ref.items()
    }
    body = {"content": {"application/json": ref["Crate"]}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Test", "version": "1.0.0"},
        "paths": {
            "/box": {"get": {"operationId": "getBox", "responses": answers["Box"]}},
            "/crate": {
                "get": {"operationId": "getCrate", "responses": answers["Crate"]},
                "put": {"operationId": "putCrate", "requestBody": body, "responses": answers["Crate"]},
            },
        },
        "components": {"schemas": schemas},
    }


def _ref(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: Any) -> Document:
    return {"type": "object", "properties": properties}


PLAIN = _document(
    Box=_object(made=_ref("Day"), sold={"type": "array", "items": _ref("Day")}),
    Crate=_object(made=_ref("Day"), rows={"type": "integer"}),
    Day={"type": "string", "format": "date", "description": "A day.", "minLength": 10},
)
DERIVED = _document(
    Box={"allOf": [_ref("Part"), _object(lid={"type": "boolean"})]},
    Crate={"allOf": [_ref("Part"), _object(rows={"type": "integer"})]},
    Part={**_object(name={"type": "string"}, size={"type": "integer"}), "required": ["name"]},
)


def _report(old: Document, new: Document, folder: Path) -> Report:
    paths = folder / "base.json", folder / "revision.json"
    for path, document in zip(paths, (old, new), strict=True):
        path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return review(*paths)


def _changed(document: Document, name: str, **keywords: Any) -> Document:
    """The document with keywords of a component set, or, where they are None, taken away."""
    new = copy.deepcopy(document)
    schema = new["components"]["schemas"][name]
    schema.update(keywords)
    new["components"]["schemas"][name] = {key: value for key, value in schema.items() if value is not None}
    return new


def _findings(report: Report) -> list[Finding]:
    """All but that the version was not raised."""
    return [finding for finding in report.findings if finding.change.rule != "INF-01"]


@pytest.mark.parametrize(
    ("keywords", "rule"),
    [
        ({"format": None}, "TYP-27"),
        ({"format": "date-time"}, "TYP-28"),
        ({"type": "integer", "format": None}, "TYP-02"),
        ({"type": ["string", "null"]}, "TYP-19"),
        ({"description": "One day."}, "DOC-07"),
        ({"minLength": 12}, "CON-01"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_plain_schema_is_changed_where_it_is_written(keywords: Document, rule: str, tmp_path: Path) -> None:
    found = _findings(_report(PLAIN, _changed(PLAIN, "Day", **keywords), tmp_path))

    assert [finding.change.rule for finding in found] == [rule], messages(found)
    assert found[0].change.message.startswith("`Day`")
    assert found[0].change.new is not None
    assert found[0].change.new.pointer == "/components/schemas/Day"
    assert set(found[0].change.operations) == {"get /box", "get /crate", "put /crate"}


def test_an_inherited_property_is_changed_where_it_is_written(tmp_path: Path) -> None:
    loose = _findings(_report(DERIVED, _changed(DERIVED, "Part", required=None), tmp_path))
    fewer = _changed(DERIVED, "Part", properties={"size": {"type": "integer"}})
    gone = _findings(_report(DERIVED, fewer, tmp_path))
    more = _findings(_report(fewer, DERIVED, tmp_path))

    assert [finding.change.message.partition(":")[0] for finding in (*loose, *gone, *more)] == ["`Part.name`"] * 3
    assert all(len(finding.change.operations) == 3 for finding in gone)


def test_a_schema_that_is_only_extended_is_renamed(tmp_path: Path) -> None:
    renamed = json.loads(json.dumps(DERIVED).replace('/Part"', '/Piece"').replace('"Part":', '"Piece":'))
    found = _findings(_report(DERIVED, renamed, tmp_path))

    assert [finding.change.rule for finding in found] == ["NAM-01"], messages(found)


def _edits(document: Document, chance: random.Random) -> Iterator[tuple[str, Document]]:
    """Random edits: something taken away, renamed, or of another type."""
    places = list(_places(document, ()))
    for path in chance.sample(places, 25):
        new = copy.deepcopy(document)
        parent: Any = new
        for key in path[:-1]:
            parent = parent[key]
        kind = chance.choice(["gone", "renamed", "changed"])
        if kind == "gone" or isinstance(parent, list):
            del parent[path[-1]]
        elif kind == "renamed":
            parent[f"{path[-1]}_x"] = parent.pop(path[-1])
        else:
            parent[path[-1]] = {"type": "integer"} if isinstance(parent[path[-1]], dict) else 7
        yield f"{kind} {'/'.join(map(str, path))}", new


def _places(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Everything below `paths` and `components`."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(items):
        if path or key in ("paths", "components"):
            if path:
                yield (*path, key)
            yield from _places(value, (*path, key))


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_are_found_or_refused_from_both_ends(seed: int, tmp_path: Path) -> None:
    document = yaml.safe_load((ROOT / "spec" / "openapi.yaml").read_text(encoding="utf-8"))
    for _, new in _edits(document, random.Random(seed)):
        try:
            there, back = _report(document, new, tmp_path), _report(new, document, tmp_path)
        except SpecwrightError:  # the edit broke the document
            continue
        places = [{(f.old is None, f.new is None) for f in _findings(report)} for report in (there, back)]
        assert places[0] == {(new, old) for old, new in places[1]}
