"""The hostile corpus: documents that try to get code into the SDK, files out of the folder, or the tool to its knees.

Each case is a document and what must come of it. `python -m tests.hostile FOLDER` writes them all to a folder.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

MARKER = "HOSTILE_PWN"
"""A name that no generated file may hold outside of a string constant."""

Document = dict[str, Any]


class Outcome(Enum):
    """What must come of a document; `EITHER`: refused or generated, as long as it does no harm."""

    GENERATES = "generates"
    REFUSED = "refused"
    EITHER = "either"


@dataclass(frozen=True)
class Hostile:
    """`files`: content by name; the first is the document."""

    name: str
    files: dict[str, bytes]
    outcome: Outcome
    config: str | None = None


def base() -> Document:
    """A harmless document with something at every place that text can stand at."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Things",
            "version": "1.0.0",
            "description": "d",
            "contact": {"name": "c", "url": "https://example.com", "email": "c@example.com"},
            "license": {"name": "MIT"},
        },
        "servers": [
            {"url": "https://{region}.example.com", "description": "s", "variables": {"region": {"default": "eu"}}}
        ],
        "tags": [{"name": "things", "description": "t"}],
        "externalDocs": {"url": "https://example.com/docs", "description": "e"},
        "security": [{"key": []}],
        "paths": {
            "/things/{id}": {
                "get": {
                    "operationId": "getThing",
                    "tags": ["things"],
                    "summary": "s",
                    "description": "d",
                    "parameters": [
                        {
                            "name": "id",
                            "in": "path",
                            "required": True,
                            "description": "p",
                            "schema": {"type": "string"},
                        },
                        {"name": "q", "in": "query", "description": "q", "schema": {"type": "string", "default": "x"}},
                        {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
                        {"name": "session", "in": "cookie", "schema": {"type": "string"}},
                    ],
                    "responses": {
                        "200": {
                            "description": "ok",
                            "headers": {"X-Rate": {"description": "h", "schema": {"type": "integer"}}},
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                        },
                        "4XX": {"description": "bad"},
                    },
                },
                "put": {
                    "operationId": "putThing",
                    "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                    "requestBody": {
                        "description": "b",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                    },
                    "responses": {"204": {"description": "done"}},
                    "x-note": "n",
                },
            }
        },
        "webhooks": {
            "thingMade": {
                "post": {
                    "requestBody": {
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
                    },
                    "responses": {"200": {"description": "ok"}},
                }
            }
        },
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": "k"}},
            "schemas": {
                "Thing": {
                    "type": "object",
                    "title": "Thing",
                    "description": "d",
                    "required": ["id"],
                    "properties": {
                        "id": {"type": "string", "description": "i", "pattern": "^x$", "format": "uuid"},
                        "state": {"type": "string", "enum": ["on", "off"], "default": "on"},
                        "kind": {"const": "thing"},
                        "size": {"type": "integer", "minimum": 1, "description": "n"},
                        "pet": {"$ref": "#/components/schemas/Pet"},
                    },
                    "x-extra": "e",
                },
                "Pet": {
                    "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                    "discriminator": {"propertyName": "type", "mapping": {"cat": "#/components/schemas/Cat"}},
                },
                "Cat": {"type": "object", "properties": {"type": {"type": "string"}}},
                "Dog": {"type": "object", "properties": {"type": {"type": "string"}}},
            },
        },
    }


PAYLOADS = {
    "triple-quote": f'"""\n{MARKER}(1)\n"""',
    "single-quotes": f"'''); {MARKER}(1) #",
    "backslash": f'\\"; {MARKER}(1) #\\',
    "line-breaks": f"x\r{MARKER}(1)\u2028{MARKER}(1)\u0085\u000b{MARKER}(1)\n{MARKER}(1)",
    "templates": f"{{{{ {MARKER} }}}}{{% set x = {MARKER} %}}{{{MARKER}}}${{{MARKER}}}%({MARKER})s",
    "controls": f"\u202e{MARKER}\u200b\ufeff\u0007",
}
"""Text that ends a string, a comment or a line in one context or another."""

Plant = Callable[[Document, str], None]


def _set(*path: str | int) -> Plant:
    def plant(document: Document, text: str) -> None:
        node: Any = document
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = text

    return plant


def _rename(*path: str | int) -> Plant:
    """Makes the text a key."""

    def plant(document: Document, text: str) -> None:
        node: Any = document
        for key in path[:-1]:
            node = node[key]
        node[text] = node.pop(path[-1])

    return plant


_GET = ("paths", "/things/{id}", "get")
_THING = ("components", "schemas", "Thing")

POSITIONS: dict[str, Plant] = {
    "info.title": _set("info", "title"),
    "info.version": _set("info", "version"),
    "info.description": _set("info", "description"),
    "info.contact.name": _set("info", "contact", "name"),
    "info.license.name": _set("info", "license", "name"),
    "server.url": lambda d, t: d["servers"].__setitem__(0, {"url": f"https://example.com/{t}"}),
    "server.description": _set("servers", 0, "description"),
    "server.variable.default": _set("servers", 0, "variables", "region", "default"),
    "tag.description": _set("tags", 0, "description"),
    "tag.name": _set(*_GET, "tags", 0),
    "external-docs": _set("externalDocs", "description"),
    "operation.summary": _set(*_GET, "summary"),
    "operation.description": _set(*_GET, "description"),
    "operation.id": _set(*_GET, "operationId"),
    "operation.extension": _set("paths", "/things/{id}", "put", "x-note"),
    "path": lambda d, t: d["paths"].__setitem__(
        f"/x/{t.replace('{', '').replace('}', '')}", d["paths"]["/things/{id}"]
    ),
    "parameter.description": _set(*_GET, "parameters", 1, "description"),
    "parameter.name": _set(*_GET, "parameters", 1, "name"),
    "parameter.default": _set(*_GET, "parameters", 1, "schema", "default"),
    "header.name": _set(*_GET, "parameters", 2, "name"),
    "cookie.name": _set(*_GET, "parameters", 3, "name"),
    "response.description": _set(*_GET, "responses", "200", "description"),
    "response.header": _rename(*_GET, "responses", "200", "headers", "X-Rate"),
    "response.status": _rename(*_GET, "responses", "4XX"),
    "media-type": _rename(*_GET, "responses", "200", "content", "application/json"),
    "request.media-type": _rename("paths", "/things/{id}", "put", "requestBody", "content", "application/json"),
    "request.description": _set("paths", "/things/{id}", "put", "requestBody", "description"),
    "webhook.name": _rename("webhooks", "thingMade"),
    "scheme.name": lambda d, t: (
        d["components"]["securitySchemes"].__setitem__(t, d["components"]["securitySchemes"].pop("key")),
        d.__setitem__("security", [{t: []}]),
    )[0],
    "scheme.header": _set("components", "securitySchemes", "key", "name"),
    "scheme.description": _set("components", "securitySchemes", "key", "description"),
    "schema.title": _set(*_THING, "title"),
    "schema.description": _set(*_THING, "description"),
    "schema.extension": _set(*_THING, "x-extra"),
    "schema.key": lambda d, t: d["components"]["schemas"].__setitem__(t, {"type": "object", "properties": {"a": {}}}),
    "property.key": _rename(*_THING, "properties", "size"),
    "property.description": _set(*_THING, "properties", "id", "description"),
    "property.format": _set(*_THING, "properties", "id", "format"),
    "property.pattern": _set(*_THING, "properties", "id", "pattern"),
    "property.default": _set(*_THING, "properties", "state", "default"),
    "enum.value": _set(*_THING, "properties", "state", "enum", 1),
    "const": _set(*_THING, "properties", "kind", "const"),
    "discriminator.property": _set("components", "schemas", "Pet", "discriminator", "propertyName"),
    "discriminator.mapping": _rename("components", "schemas", "Pet", "discriminator", "mapping", "cat"),
}
"""Every place of a document that text of its author stands at."""


def injections() -> Iterator[Hostile]:
    """Each payload at each position."""
    for place, plant in POSITIONS.items():
        for kind, payload in PAYLOADS.items():
            document = copy.deepcopy(base())
            plant(document, payload)
            yield Hostile(f"inject-{place}-{kind}", _json(document), Outcome.EITHER)


EXTENSIONS = ("x-python-type", "x-python-import", "customTypePath", "customBasePath", "default_factory", "x-go-type")


def extensions() -> Iterator[Hostile]:
    """Keys that other generators once copied as code."""
    for key in EXTENSIONS:
        document = base()
        document["components"]["schemas"]["Thing"][key] = f"{MARKER}()"
        document["components"]["schemas"]["Thing"]["properties"]["id"][key] = f"{MARKER}()"
        yield Hostile(f"extension-{key}", _json(document), Outcome.GENERATES)
    document = base()
    document["paths"]["/things/{id}"]["get"]["x-stainless-method"] = f"things.{MARKER}();x"
    yield Hostile("extension-stainless-method", _json(document), Outcome.EITHER)


NAMES = (
    *("class", "import", "None", "self", "print", "list", "__class__", "__init__", "model_config", "model_fields"),
    *(
        "copy",
        "json",
        "schema",
        "construct",
        "to_dict",
        "_private",
        "1st",
        "+1",
        "-1",
        "",
        " ",
        ".",
        "a.b",
        "a-b",
        "a b",
    ),
    *("ß", "ﬁ", "K", "ⅷ", "a\u0301", "名前", "Ω", "🎉", "\u200b", "a\u202eb", "con", "nul", "x" * 300, "match", "type"),
)


def names() -> Iterator[Hostile]:
    """Property, parameter and component names that are no identifiers, or mean something already."""
    for index, name in enumerate(NAMES):
        document = base()
        document["components"]["schemas"]["Thing"]["properties"][name] = {"type": "string"}
        document["components"]["schemas"]["Thing"]["properties"][f"{name}_"] = {"type": "string"}
        document["paths"]["/things/{id}"]["get"]["parameters"][1]["name"] = name or "q"
        yield Hostile(f"name-{index:02d}", _json(document), Outcome.EITHER)
    document = base()
    properties = document["components"]["schemas"]["Thing"]["properties"]
    for spelling in ("foo-bar", "foo_bar", "fooBar", "FooBar", "foo bar", "FOO_BAR"):
        properties[spelling] = {"type": "string"}
    yield Hostile("name-collisions", _json(document), Outcome.GENERATES)
    document = base()
    for spelling in ("user", "User", "USER", "us\u0435r"):
        document["components"]["schemas"][spelling] = {"type": "object", "properties": {"a": {"type": "string"}}}
    yield Hostile("name-collisions-schemas", _json(document), Outcome.GENERATES)


REFERENCES = (
    "../outside.yaml#/x",
    "/etc/passwd",
    "file:///etc/passwd",
    "http://127.0.0.1:1/x.yaml#/x",
    "https://example.com/x.yaml",
    "ftp://example.com/x",
    "//example.com/x",
    "#/components/schemas/Nobody",
    "#/components/schemas/Thing/properties/nothing",
    "#/paths/~1nowhere",
    "#",
    "",
    "#/info",
    "%2e%2e/outside.yaml",
    "sub/../../outside.yaml",
)


def references() -> Iterator[Hostile]:
    """References that leave the folder, or lead nowhere."""
    for index, reference in enumerate(REFERENCES):
        document = base()
        document["components"]["schemas"]["Thing"]["properties"]["pet"] = {"$ref": reference}
        outcome = Outcome.EITHER if reference in ("#", "", "#/info") else Outcome.REFUSED
        yield Hostile(f"reference-{index:02d}", _json(document), outcome)
    for keyword in ("$id", "$schema", "jsonSchemaDialect"):
        document = base()
        where = document if keyword == "jsonSchemaDialect" else document["components"]["schemas"]["Thing"]
        where[keyword] = "http://127.0.0.1:1/never-fetched"
        yield Hostile(f"reference-{keyword.lstrip('$')}", _json(document), Outcome.EITHER)


def shapes() -> Iterator[Hostile]:
    """Values of the wrong type, cycles, and sizes."""
    wrong: dict[str, Plant] = {
        "minimum": lambda d, _: d["components"]["schemas"]["Thing"]["properties"]["size"].update(minimum=f"{MARKER}()"),
        "required": lambda d, _: d["components"]["schemas"]["Thing"].update(required=True),
        "properties": lambda d, _: d["components"]["schemas"]["Thing"].update(properties=["a"]),
        "parameters": lambda d, _: d["paths"]["/things/{id}"]["get"].update(parameters={"a": 1}),
        "responses": lambda d, _: d["paths"]["/things/{id}"]["get"].update(responses=[1]),
        "paths": lambda d, _: d.update(paths=["/a"]),
        "info": lambda d, _: d.update(info="title"),
        "servers": lambda d, _: d.update(servers={"url": 1}),
        "enum": lambda d, _: d["components"]["schemas"]["Thing"]["properties"]["state"].update(enum={"a": 1}),
        "type": lambda d, _: d["components"]["schemas"]["Thing"].update(type={"a": 1}),
        "ref": lambda d, _: d["components"]["schemas"]["Thing"].update({"$ref": ["a"]}),
        "components": lambda d, _: d.update(components=7),
        "explode": lambda d, _: d["paths"]["/things/{id}"]["get"]["parameters"][1].update(explode="yes", style=7),
        "security": lambda d, _: d.update(security="key"),
        "tags": lambda d, _: d["paths"]["/things/{id}"]["get"].update(tags=[{"a": 1}]),
        "deprecated": lambda d, _: d["paths"]["/things/{id}"]["get"].update(deprecated="yes"),
        "discriminator": lambda d, _: d["components"]["schemas"]["Pet"].update(discriminator=[1]),
    }
    for name, plant in wrong.items():
        document = base()
        plant(document, "")
        yield Hostile(f"shape-{name}", _json(document), Outcome.EITHER)
    yield from _cycles()
    yield from _numbers()


def _cycles() -> Iterator[Hostile]:
    schemas: dict[str, tuple[dict[str, Any], Outcome]] = {
        "alias": ({"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}, Outcome.REFUSED),
        "self": ({"A": {"$ref": "#/components/schemas/A"}}, Outcome.REFUSED),
        "all-of": (
            {
                "A": {"allOf": [{"$ref": "#/components/schemas/B"}]},
                "B": {"allOf": [{"$ref": "#/components/schemas/A"}]},
            },
            Outcome.REFUSED,
        ),
        "legal": (
            {"A": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A"}}}},
            Outcome.GENERATES,
        ),
        "mutual": (
            {
                "A": {"type": "object", "properties": {"b": {"$ref": "#/components/schemas/B"}}},
                "B": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A"}}},
            },
            Outcome.GENERATES,
        ),
        "list": ({"A": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}}, Outcome.GENERATES),
        "union": (
            {"A": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#/components/schemas/A"}}]}},
            Outcome.GENERATES,
        ),
        "diamond": (
            {
                "L0": {"type": "object", "properties": {"a": {"type": "string"}}},
                **{f"L{i}": {"allOf": [{"$ref": f"#/components/schemas/L{i - 1}"}] * 2} for i in range(1, 25)},
            },
            Outcome.GENERATES,
        ),
    }
    for name, (added, outcome) in schemas.items():
        document = base()
        document["components"]["schemas"].update(added)
        yield Hostile(f"cycle-{name}", _json(document), outcome)


def _numbers() -> Iterator[Hostile]:
    for name, text in {
        "nan": "NaN",
        "infinity": "Infinity",
        "huge-integer": "9" * 5000,
        "huge-exponent": "1e99999",
        "long-fraction": "0." + "1" * 5000,
    }.items():
        raw = json.dumps(base()).replace('"minimum": 1', f'"minimum": {text}').encode()
        yield Hostile(f"number-{name}", {"openapi.json": raw}, Outcome.EITHER)
    document = base()
    document["components"]["schemas"]["Many"] = {"type": "string", "enum": [f"v{i}" for i in range(20_000)]}
    yield Hostile("size-enum-20000", _json(document), Outcome.EITHER)
    document = base()
    document["components"]["schemas"]["Wide"] = {
        "type": "object",
        "properties": {f"p{i}": {"type": "string"} for i in range(3000)},
    }
    yield Hostile("size-properties-3000", _json(document), Outcome.GENERATES)
    document = base()
    document["info"]["description"] = "x" * 2_000_000
    yield Hostile("size-description", _json(document), Outcome.EITHER)
    for index, pattern in enumerate((r"(?<=a)b", r"(a)\1", r"\p{L}+", "(", "[", r"^\d{1,99999}$", "(a+)+$")):
        document = base()
        document["components"]["schemas"]["Thing"]["properties"]["id"]["pattern"] = pattern
        yield Hostile(f"pattern-{index}", _json(document), Outcome.GENERATES)


def texts() -> Iterator[Hostile]:
    """Files that are not what they seem."""
    good = json.dumps(base()).encode()
    bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 10)}]\n" for i in range(8)
    )
    cases: dict[str, tuple[bytes, Outcome]] = {
        "empty": (b"", Outcome.REFUSED),
        "space": (b" \n\t\n", Outcome.REFUSED),
        "binary": (bytes(range(256)), Outcome.REFUSED),
        "list": (b"[]", Outcome.REFUSED),
        "null": (b"null", Outcome.REFUSED),
        "string": (b'"openapi"', Outcome.REFUSED),
        "unclosed": (b'{"openapi": "3.1.0"', Outcome.REFUSED),
        "swagger": (b'{"swagger": "2.0", "info": {"title": "x", "version": "1"}, "paths": {}}', Outcome.REFUSED),
        "future": (b'{"openapi": "4.0.0", "info": {"title": "x", "version": "1"}, "paths": {}}', Outcome.REFUSED),
        "bom": (b"\xef\xbb\xbf" + good, Outcome.GENERATES),
        "utf-16": (json.dumps(base()).encode("utf-16"), Outcome.EITHER),
        "latin-1": (
            json.dumps(base(), ensure_ascii=False).replace("Things", "Th\u00efngs").encode("latin-1"),
            Outcome.REFUSED,
        ),
        "crlf": (json.dumps(base(), indent=1).replace("\n", "\r\n").encode(), Outcome.GENERATES),
        "duplicate-key": (good[:-1] + b', "openapi": "3.0.0"}', Outcome.REFUSED),
        "deep": (b'{"openapi": "3.1.0", "x": ' + b"[" * 5000 + b"]" * 5000 + b"}", Outcome.REFUSED),
        "surrogate": (good.replace(b'"Things"', rb'"\ud800Things"'), Outcome.EITHER),
        "yaml-bomb": (f"openapi: 3.1.0\n{bomb}".encode(), Outcome.REFUSED),
        "yaml-self": (b"openapi: 3.1.0\ninfo: &a {title: x, version: '1', x: *a}\npaths: {}\n", Outcome.REFUSED),
        "yaml-tag": (b"openapi: 3.1.0\ninfo: !!python/object/apply:os.system ['true']\npaths: {}\n", Outcome.REFUSED),
        "yaml-duplicate": (b"openapi: 3.1.0\nopenapi: 3.0.0\npaths: {}\n", Outcome.REFUSED),
        "yaml-documents": (b"openapi: 3.1.0\n---\nopenapi: 3.0.0\n", Outcome.REFUSED),
        "yaml-tabs": (b"openapi: 3.1.0\ninfo:\n\ttitle: x\n", Outcome.REFUSED),
        "yaml-booleans": (
            b"openapi: 3.1.0\ninfo: {title: no, version: 1.0}\npaths: {}\n"
            b"components: {schemas: {on: {type: object}}}\n",
            Outcome.EITHER,
        ),
    }
    for name, (content, outcome) in cases.items():
        ending = "yaml" if name.startswith("yaml") else "json"
        yield Hostile(f"text-{name}", {f"openapi.{ending}": content}, outcome)


def configurations() -> Iterator[Hostile]:
    """The configuration is untrusted, too."""
    document = _json(base())
    call = f"{MARKER}()"
    endpoint = "get /things/{id}"
    quoted = json.dumps(f'"""\n{call}')
    for name, text in {
        "package-name": f"targets: {{python: {{package_name: 'x;{call}'}}}}",
        "package-path": "targets: {python: {package_name: ../../x}}",
        "project-name": f"targets: {{python: {{project_name: {quoted}}}}}",
        "version": f"targets: {{python: {{version: {quoted}}}}}",
        "env": f"client_settings: {{opts: {{key: {{type: string, read_env: {quoted}}}}}}}",
        "resource": f"resources: {{'{call}': {{methods: {{list: '{endpoint}'}}}}}}",
        "method": f"resources: {{a: {{methods: {{'{call}': '{endpoint}'}}}}}}",
        "description": f"resources: {{a: {{description: {quoted}, methods: {{list: '{endpoint}'}}}}}}",
    }.items():
        yield Hostile(f"config-{name}", document, Outcome.EITHER, config=f"organization: {{name: x}}\n{text}\n")


def corpus() -> list[Hostile]:
    """All cases."""
    from .edges import edges

    return [
        *edges(),
        *injections(),
        *extensions(),
        *names(),
        *references(),
        *shapes(),
        *texts(),
        *configurations(),
    ]


def _json(document: Document) -> dict[str, bytes]:
    return {"openapi.json": json.dumps(document).encode("utf-8", "surrogatepass")}


@dataclass
class Written:
    """A case on disk and what came of it."""

    case: Hostile
    code: int = 0
    errors: str = ""
    packages: list[str] = field(default_factory=list)
