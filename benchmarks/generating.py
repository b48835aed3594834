"""What generating costs: CPU seconds and peak memory of `specwright generate`, cold, on documents of all sizes; again
after no change and after small ones; and of the commands that do less.
"""

from __future__ import annotations

import copy
import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

import yaml
from measure import ROOT, SHARED, Cost, operations, specwright

SPECS = ("petstore.yaml", "museum.yaml", "box.json", "openai.yaml", "digitalocean.yaml", "github.json")
SYNTHETIC = 10_000
CADENYA = ROOT / "spec" / "openapi.yaml"


def main() -> None:
    # Nothing is deleted before the end: for minutes after, ext4 looks through the inodes that were set free for each
    # file that is made, which costs as much as making it (1.5 to 2 s for GitHub's SDK).
    with tempfile.TemporaryDirectory() as scratch:
        _measure(Path(scratch))


def _measure(scratch: Path) -> None:
    print("| document | operations | CPU s | wall s | peak MiB | CPU ms an operation |\n|---|---|---|---|---|---|")
    for spec in (SHARED / "specs" / name for name in SPECS):
        if spec.exists():
            print(_row(spec.stem, spec, scratch), flush=True)
    spec = scratch / "synthetic.json"
    spec.write_text(json.dumps(synthetic(SYNTHETIC)))
    print(_row("synthetic", spec, scratch), flush=True)
    print()
    _again(SHARED / "specs" / "github.json", scratch)
    _commands()


def _row(name: str, spec: Path, scratch: Path) -> str:
    count = operations(yaml.load(spec.read_bytes(), yaml.CSafeLoader))
    cost = _generate(spec, scratch / name)
    each = 1000 * cost.cpu / count
    return f"| {name} | {count:,} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} | {each:.1f} |"


def _generate(spec: Path, folder: Path) -> Cost:
    arguments = (spec, "-o", folder / "sdk", "--package-name", "sdk", "--skip-unsupported", "--quiet")
    return specwright("generate", *arguments, cache=folder / "cache")


def _again(spec: Path, scratch: Path) -> None:
    """A run after nothing, one operation, or one schema has changed since the last one, beside a cold one."""
    if not spec.exists():
        return
    document = json.loads(spec.read_bytes())
    print(f"| {spec.stem}, generated again | CPU s | wall s | peak MiB | bytes of a cold run |\n" + "|---" * 5 + "|")
    folder, changing = scratch / "again", scratch / "openapi.json"
    changing.write_text(json.dumps(document))
    _generate(changing, folder)
    for what, changed in (("nothing", document), *_changes(document)):
        changing.write_text(json.dumps(changed))
        cost = _generate(changing, folder)
        _generate(changing, scratch / what)
        same = "yes" if _tree(folder / "sdk") == _tree(scratch / what / "sdk") else "NO"
        row = f"{what} changed | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} | {same}"
        print(f"| {row} |", flush=True)
    print()


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _changes(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    operation, schema = copy.deepcopy(document), copy.deepcopy(document)
    path = next(path for path, item in operation["paths"].items() if "get" in item)
    operation["paths"][path]["get"]["description"] = "Says something else."
    first = next(s for s in schema["components"]["schemas"].values() if s.get("properties"))
    first["properties"]["one_more"] = {"type": "string"}
    return [("one operation", operation), ("one schema", schema)]


def _commands() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in (("--help", ("--help",)), ("validate (cadenya)", ("validate", CADENYA, "--quiet"))):
            runs = [specwright(*arguments, cache=Path(folder)) for _ in range(5)]
            print(f"{name}: {statistics.median(run.cpu for run in runs):.2f} s CPU")


def synthetic(count: int) -> dict[str, Any]:
    """A document of `count` operations: resources of five operations, with a model, a list and a body each."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for number in range(count // 5):
        schemas[f"Thing{number}"] = _thing(number)
        one, many = _calls(f"Thing{number}")
        paths[f"/things{number}"] = many
        paths[f"/things{number}/{{id}}"] = one
    info = {"title": "Synthetic", "version": "1"}
    servers = [{"url": "https://api.example.com"}]
    return {"openapi": "3.1.0", "info": info, "servers": servers, "paths": paths, "components": {"schemas": schemas}}


def _thing(number: int) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "id": {"type": "string", "description": f"Names thing {number}."},
        "created_at": {"type": "string", "format": "date-time"},
        "state": {"type": "string", "enum": ["new", "used", "gone"]},
        "size": {"type": "object", "properties": {"width": {"type": "number"}, "height": {"type": "number"}}},
        "tags": {"type": "array", "items": {"type": "string"}},
    }
    if number:
        properties["previous"] = {"$ref": f"#/components/schemas/Thing{number - 1}"}
    return {"type": "object", "required": ["id"], "properties": properties}


def _calls(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The operations on one thing, and on all of its kind."""
    thing = {"$ref": f"#/components/schemas/{name}"}
    by_id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}, "description": "How many."}
    body = {"required": True, "content": {"application/json": {"schema": thing}}}

    def call(verb: str, answer: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
        content = {"content": {"application/json": {"schema": answer}}} if answer else {}
        responses = {"200": {"description": "Done.", **content}}
        return {"operationId": f"{verb}{name}", "summary": f"{verb} {name}", "responses": responses, **more}

    several = {"type": "array", "items": thing}
    one = {
        "parameters": [by_id],
        "get": call("get", thing),
        "patch": call("update", thing, requestBody=body),
        "delete": call("delete", None),
    }
    many = {"get": call("list", several, parameters=[limit]), "post": call("create", thing, requestBody=body)}
    return one, many
