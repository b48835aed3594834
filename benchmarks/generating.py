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
from measure import ROOT, SHARED, Cost, operations, scratch_folder, specwright

SPECS = ("petstore.yaml", "museum.yaml", "box.json", "openai.yaml", "digitalocean.yaml", "github.json")
SYNTHETIC = (1_000, 10_000)
CADENYA = ROOT / "spec" / "openapi.yaml"


def main() -> None:
    scratch = scratch_folder()
    columns = (
        "document",
        "operations",
        "MB of Python",
        "CPU s",
        "wall s",
        "peak MiB",
        "CPU ms an operation",
        "CPU s a MB",
    )
    print(f"| {' | '.join(columns)} |\n" + "|---" * len(columns) + "|")
    for spec in (SHARED / "specs" / name for name in SPECS):
        if spec.exists():
            print(_row(spec.stem, spec, scratch), flush=True)
    for count in SYNTHETIC:
        spec = scratch / "synthetic.json"
        spec.write_text(json.dumps(synthetic(count)))
        print(_row(f"synthetic {count:,}", spec, scratch), flush=True)
    print()
    _again(SHARED / "specs" / "github.json", scratch)
    _commands()


def _row(name: str, spec: Path, scratch: Path) -> str:
    count = operations(yaml.load(spec.read_bytes(), yaml.CSafeLoader))
    cost = _generate(spec, scratch / name)
    size = sum(file.stat().st_size for file in (scratch / name).rglob("*.py")) / 1e6
    costs = (
        f"{cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} | {1000 * cost.cpu / count:.1f} | {cost.cpu / size:.2f}"
    )
    return f"| {name} | {count:,} | {size:.1f} | {costs} |"


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


_WORK = "What is asked for is looked at by somebody who may refuse it, and done within a minute otherwise. " * 2


def synthetic(count: int) -> dict[str, Any]:
    """A document of `count` operations that are as large as those of real ones (Box, DigitalOcean): two objects, seven
    properties, two parameters, an enumeration and a dozen descriptions each. Five work on one resource.
    """
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"Error": _object("An error", code=_string("code"), message=_string("message"))}
    for number in range(count // 5):
        schemas |= _schemas(number)
        one, many = _calls(f"Thing{number}")
        paths[f"/things{number}"] = many
        paths[f"/things{number}/{{id}}"] = one
    info = {"title": "Synthetic", "version": "1"}
    servers = [{"url": "https://api.example.com"}]
    return {"openapi": "3.1.0", "info": info, "servers": servers, "paths": paths, "components": {"schemas": schemas}}


def _schemas(number: int) -> dict[str, Any]:
    """What the operations on one kind of thing send and receive."""
    words = ("name", "label", "colour", "note", "region")
    written = {word: _string(word) for word in words} | {"state": _choice("state", "new", "used", "gone")}
    size = _object(
        "How large it is.", width={"type": "number"}, height={"type": "number"}, unit=_choice("unit", "m", "in")
    )
    owner = _object("Whose it is.", id=_string("owner"), email=_string("address"), team=_string("team"))
    thing = _object(
        f"A thing of kind {number}.",
        **{"id": _string("thing"), "created_at": {"type": "string", "format": "date-time"}, **written},
        size=size,
        owner=owner,
        tags={"type": "array", "items": _string("tag")},
        place=_object("Where it is.", country=_string("country"), city=_string("city"), street=_string("street")),
    )
    if number:
        thing["properties"]["previous"] = {"$ref": f"#/components/schemas/Thing{number - 1}"}
    create = _object(f"A new thing of kind {number}.", **written, size=size)
    update = _object(f"What changes of a thing of kind {number}.", **written, size=size, owner=owner)
    return {
        f"Thing{number}": {**thing, "required": ["id", "created_at", "name"]},
        f"Thing{number}Create": {**create, "required": ["name"]},
        f"Thing{number}Update": update,
    }


def _object(description: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "description": description, "properties": properties}


def _string(what: str) -> dict[str, Any]:
    about = f"The {what}, as people write it who work with the API every day."
    return {"type": "string", "description": f"{about} It is shown in all places where somebody may want to see it."}


def _choice(what: str, *values: str) -> dict[str, Any]:
    return {**_string(what), "enum": list(values)}


def _calls(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The operations on one thing, and on all of its kind."""
    thing = {"$ref": f"#/components/schemas/{name}"}
    by_id = {"name": "id", "in": "path", "required": True, **_parameter(_string("identifier"))}
    asked = [{"name": wire, "in": "query", **_parameter(_string(wire))} for wire in ("fields", "language")]
    wanted = {
        "limit": {"type": "integer", "description": "How many things are listed at most."},
        "search": _string("words to look for"),
        "state": _choice("state", "new", "used", "gone"),
        "sort": _choice("order", "name", "created_at"),
    }

    def call(verb: str, answer: dict[str, Any] | None, body: str | None = None, **more: Any) -> dict[str, Any]:
        responses = {
            "200": _answer("Done.", answer),
            "422": _answer("Refused.", {"$ref": "#/components/schemas/Error"}),
        }
        if body is not None:
            more["requestBody"] = {
                "required": True,
                **_answer("What is sent.", {"$ref": f"#/components/schemas/{body}"}),
            }
        about = {"summary": f"{verb} {name}", "description": f"{_WORK}{verb} {name}."}
        return {"operationId": f"{verb}{name}", **about, "responses": responses, **more}

    query = [{"name": wire, "in": "query", **_parameter(schema)} for wire, schema in wanted.items()]
    one = {
        "parameters": [by_id],
        "get": call("get", thing, parameters=asked),
        "patch": call("update", thing, f"{name}Update", parameters=asked),
        "delete": call("delete", None, parameters=asked),
    }
    many = {
        "get": call("list", {"type": "array", "items": thing}, parameters=query),
        "post": call("create", thing, f"{name}Create"),
    }
    return one, many


def _parameter(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": schema["description"], "schema": {k: v for k, v in schema.items() if k != "description"}}


def _answer(description: str, schema: dict[str, Any] | None) -> dict[str, Any]:
    content = {"content": {"application/json": {"schema": schema}}} if schema else {}
    return {"description": description, **content}
