"""More of the hostile corpus: spellings of references, values of YAML, names of our own code, types that multiply."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .corpus import MARKER, Document, Hostile, Outcome, base

YAML = """\
openapi: 3.1.0
info: {title: T, version: '1', x-value: VALUE}
paths:
  /a:
    get:
      responses:
        200:
          description: ok
          content: {application/json: {schema: {type: object, properties: {no: {}, 1: {}, ~: {}}}}}
        default: {description: d}
"""


def edges() -> Iterator[Hostile]:
    yield from references()
    yield from yaml_values()
    yield from encodings()
    yield from names_of_ours()
    yield from multiplied()
    yield from contradictions()


def references() -> Iterator[Hostile]:
    """Ways to write a place outside, or no place at all."""
    spelled = (
        *("file:./x.json", "file:x.json", "FILE:///etc/passwd", "\\\\host\\share\\x.json", "//host/x.json", "data:,{}"),
        *(
            "%2e%2e%2fx.json",
            "..%2f..%2fetc%2fpasswd",
            "..%5cx.json",
            "..\\x.json",
            "a\0.json",
            "/etc/hosts",
            "~/x.json",
        ),
        *(
            "http://[::1]:1/x",
            "http://127.1/x",
            "gopher://x/y",
            "jar:file:/x",
            "./sub/../../x.json",
            "sub",
            "c:/x.json",
        ),
        *(
            "#foo",
            "#/",
            "#//",
            "#/components/schemas/../../info",
            "#/components/schemas/Thing/description",
            "x" * 70_000,
        ),
        *("#/paths/~1things~1{id}/get", "#/components/securitySchemes/key", "#/components/schemas/Thing/required/00"),
        *("/proc/self/environ", "/dev/zero", "/dev/stdin", "nul", "con.json", "\u202e#/x", "#/components/schemas/%ZZ"),
    )
    for index, reference in enumerate(spelled):
        document = base()
        _thing(document)["properties"]["pet"] = {"$ref": reference}
        yield Hostile(f"reference-edge-{index:02d}", _json(document), Outcome.REFUSED)


def yaml_values() -> Iterator[Hostile]:
    refused = {
        "binary": "!!binary aGVsbG8=",
        "timestamp": "!!timestamp 2001-01-01",
        "set": "!!set {a, b}",
        "local": "!foo bar",
        "name": "!!python/name:os.system",
        "new": "!!python/object/new:os.system [id]",
        "long": "9" * 5000,
        "surrogate": '"\\ud800"',
        "recursive-list": "&r [*r]",
        "recursive-map": "&r {a: *r}",
        "unknown": "*nobody",
        "merged-self": "&r {<<: *r, a: 1}",
        "merged-text": "{<<: abc}",
        "list-as-key": "{? [a, b] : c}",
        "map-as-key": "{? {a: b} : c}",
        "twice": "{a: 1, a: 2}",
        "twice-as-text": "{1: a, '1': b}",
    }
    for name, value in refused.items():
        yield Hostile(f"text-yaml-{name}", _yaml(value), Outcome.REFUSED)
    for name, value in {"escape": '"\\x1b[31m"', "breaks": '"a\\Nb\\Lc\\Pd"', "merged": "{<<: [{a: 1}], c: 3}"}.items():
        yield Hostile(f"text-yaml-{name}", _yaml(value), Outcome.GENERATES)
    values = "[no, on, 1e3, 012, 0o14, 0x1f, 1_000, 190:20:30, 2001-12-14, ~, Null, True, 1., +1, 0b11]"
    yield Hostile("text-yaml-1.1", _yaml(f"{{enum: {values}}}"), Outcome.GENERATES)
    yield Hostile("text-yaml-aliases", _yaml("&a [1]", f"x-b: [{','.join(['*a'] * 1_000_000)}]\n"), Outcome.EITHER)
    deep = "openapi: 3.1.0\nx: " + "[" * 10_000 + "]" * 10_000
    yield Hostile("text-yaml-deep", {"openapi.yaml": deep.encode()}, Outcome.REFUSED)


def encodings() -> Iterator[Hostile]:
    text = json.dumps(base())
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"):
        yield Hostile(f"text-encoded-{name}", {"openapi.json": text.encode(name)}, Outcome.GENERATES)
    broken = {"cesu": b"\xed\xa0\x80", "overlong": b"\xc0\xaf", "zero": b"\0", "half": b"\xc3"}
    for name, wrong in broken.items():
        yield Hostile(f"text-encoded-{name}", {"openapi.json": text.encode() + wrong}, Outcome.REFUSED)


OURS = (
    *("cached_property", "overload", "deprecated", "required_args", "override", "property", "annotations", "typing"),
    *("TYPE_CHECKING", "Operation", "PathParam", "Body", "cast", "types", "resources", "httpx", "pydantic", "client"),
    *("_client", "_get", "_post", "NotGiven", "Omit", "not_given", "omit", "Stream", "Timeout", "Any", "Optional"),
)


def names_of_ours() -> Iterator[Hostile]:
    """What generated code uses itself, as the names of everything."""
    document = base()
    for number, name in enumerate(OURS):
        answer = {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object"}}}}}
        document["paths"][f"/{name}"] = {"get": {"deprecated": True, "responses": answer}}
        document["paths"][f"/n{number}"] = {"get": {"operationId": name, "tags": [name], "responses": answer}}
        _thing(document)["properties"][name] = {"type": "array", "items": {"type": "string", "format": "date"}}
        document["components"]["schemas"][name] = {"type": "object", "properties": {name: {"type": "string"}}}
        _thing(document)["properties"][f"p{number}"] = {"$ref": f"#/components/schemas/{name}"}
    yield Hostile("name-ours", _json(document), Outcome.GENERATES)
    for index, title in enumerate(
        ("a" * 300, "../..", "class", "os", "pydantic", "\u540d\u524d", "__init__", "1", "-")
    ):
        document = base()
        document["info"]["title"] = title
        yield Hostile(f"name-title-{index}", _json(document), Outcome.GENERATES)


def multiplied() -> Iterator[Hostile]:
    """Small documents of large types."""
    twice: dict[str, Any] = {"L0": {"type": "object", "properties": {"a": {"type": "string"}}}}
    arms: dict[str, Any] = dict(twice)
    for level in range(1, 25):
        below = {"$ref": f"#/components/schemas/L{level - 1}"}
        twice[f"L{level}"] = {"type": "object", "required": ["l", "r"], "properties": {"l": below, "r": below}}
        sides = [{"type": "object", "properties": {f"{side}{level}": {"type": "string"}}} for side in "xy"]
        arms[f"L{level}"] = {"oneOf": [{"allOf": [below, side]} for side in sides]}
    chain: dict[str, Any] = {"L24": {"$ref": "#/components/schemas/K0"}, "K1500": {"type": "string"}}
    for level in range(1500):
        chain[f"K{level}"] = {"type": "array", "items": {"$ref": f"#/components/schemas/K{level + 1}"}}
    cases = {
        "members": (twice, Outcome.GENERATES),
        "unions": (arms, Outcome.REFUSED),
        "lists": (chain, Outcome.REFUSED),
    }
    for name, (schemas, outcome) in cases.items():
        document = base()
        document["components"]["schemas"] |= schemas
        _thing(document)["properties"]["deep"] = {"$ref": "#/components/schemas/L24"}
        yield Hostile(f"cycle-multiplied-{name}", _json(document), outcome)


def contradictions() -> Iterator[Hostile]:
    """Documents that say something that cannot be."""
    text = json.dumps(base())
    for name, (old, new) in {
        "scheme": ('"security": [{"key": []}]', '"security": [{"nobody": []}]'),
        "mapping": ('"cat": "#/components/schemas/Cat"', '"cat": "#/components/schemas/Nobody"'),
        "minimum": ('"minimum": 1', f'"minimum": "{MARKER}()"'),
        "length": ('"pattern": "^x$"', '"minLength": "a"'),
        "operation-id": ('"putThing"', '"getThing"'),
        "version": ('"3.1.0"', '"3.1.x"'),
        "path": ("/things/{id}", "things/{id}"),
        "braces": ("/things/{id}", "/things/{"),
        "location": ('"in": "query"', '"in": "body"'),
        "surrogate-key": ('"size":', '"\\ud800":'),
        "escaped-twice": ('"title": "Things"', '"title": "Things", "\\u0074itle": "x"'),
    }.items():
        assert old in text, name
        yield Hostile(f"shape-impossible-{name}", {"openapi.json": text.replace(old, new).encode()}, Outcome.REFUSED)


def _thing(document: Document) -> Document:
    thing: Document = document["components"]["schemas"]["Thing"]
    return thing


def _json(document: Document) -> dict[str, bytes]:
    return {"openapi.json": json.dumps(document).encode("utf-8", "surrogatepass")}


def _yaml(value: str, more: str = "") -> dict[str, bytes]:
    return {"openapi.yaml": (YAML.replace("VALUE", value) + more).encode()}
