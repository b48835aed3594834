"""A valid document with a string at every place that OpenAPI 3.1 has one for, and the walk over those places."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .corpus import Document, base

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """Where a string stands: the value at `path`, or with `is_key` the last key of `path`."""

    path: Path
    is_key: bool

    def __str__(self) -> str:
        return ("key " if self.is_key else "") + "/".join(map(str, self.path))


def everything() -> Document:
    """The document."""
    document = base()
    document["jsonSchemaDialect"] = "https://spec.openapis.org/oas/3.1/dialect/base"
    document["info"] |= {"summary": "s", "termsOfService": "https://example.com/terms", "x-logo": {"url": "u"}}
    document["info"]["license"]["url"] = "https://example.com/licence"
    document["tags"][0]["externalDocs"] = {"url": "https://example.com/tags", "description": "e"}
    region = document["servers"][0]["variables"]["region"]
    region |= {"enum": ["eu", "us"], "description": "r"}
    get = document["paths"]["/things/{id}"]["get"]
    get |= {"externalDocs": {"url": "https://example.com/get", "description": "g"}, "x-codeSamples": [{"lang": "sh"}]}
    get["servers"] = [{"url": "https://other.example.com", "description": "o"}]
    get["parameters"][1] |= {"example": "e", "examples": {"one": {"summary": "s", "description": "d", "value": "v"}}}
    get["parameters"].append(
        {"name": "filter", "in": "query", "style": "deepObject", "schema": {"type": "object", "properties": _fields()}}
    )
    get["parameters"].append({"name": "where", "in": "query", "content": {"application/json": {"schema": _object()}}})
    ok = get["responses"]["200"]
    ok["links"] = {"next": {"operationId": "putThing", "parameters": {"id": "$response.body#/id"}, "description": "l"}}
    ok["content"]["application/json"]["examples"] = {"full": {"summary": "s", "externalValue": "https://example.com/e"}}
    ok["content"]["text/csv"] = {"schema": {"type": "string"}, "example": "a,b"}
    put = document["paths"]["/things/{id}"]["put"]
    put["callbacks"] = {"onThing": {"{$request.body#/url}": {"post": _callback()}}}
    upload = {
        "schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}, **_fields()}},
        "encoding": {"file": {"contentType": "image/png", "headers": {"X-Part": {"schema": {"type": "string"}}}}},
    }
    form = {"schema": _object(), "encoding": {"note": {"contentType": "text/plain", "style": "form"}}}
    document["paths"]["/uploads"] = {"post": _sends("upload", {"multipart/form-data": upload})}
    document["paths"]["/forms"] = {"post": _sends("submit", {"application/x-www-form-urlencoded": form})}
    put["security"] = [{"login": ["read:things"]}]
    document["components"]["securitySchemes"] |= {
        "login": {
            "type": "oauth2",
            "description": "l",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": "https://example.com/token",
                    "refreshUrl": "https://example.com/refresh",
                    "scopes": {"read:things": "Read."},
                }
            },
        },
        "basic": {"type": "http", "scheme": "basic", "description": "b"},
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    }
    document["security"] = [{"key": []}, {"basic": []}, {"bearer": []}]
    schemas = document["components"]["schemas"]
    schemas["Thing"]["properties"] |= _fields()
    schemas["Thing"] |= {"externalDocs": {"url": "https://example.com/thing"}, "xml": {"name": "n", "prefix": "p"}}
    schemas["Colour"] = {
        "type": "string",
        "title": "Colour",
        "enum": ["red", "green"],
        "x-enum-varnames": ["RED", "GREEN"],
        "x-enumDescriptions": {"red": "warm"},
        "x-ms-enum": {"name": "Colour", "values": [{"value": "red", "name": "Red", "description": "warm"}]},
    }
    schemas["Open"] = {"type": "object", "patternProperties": {"^x-": {"type": "string"}}, "$comment": "c"}
    schemas["Labels"] = {"type": "object", "additionalProperties": {"type": "string", "title": "Label"}}
    schemas["Levels"] = {"oneOf": [{"const": "low", "title": "Low", "description": "l"}, {"const": "high"}]}
    schemas["Thing"]["properties"] |= {
        name.lower(): {"$ref": f"#/components/schemas/{name}"} for name in ("Colour", "Open", "Labels", "Levels")
    }
    document["components"]["headers"] = {"Rate": {"description": "h", "schema": {"type": "integer"}}}
    document["components"]["examples"] = {"Some": {"summary": "s", "description": "d", "value": "v"}}
    return document


def _fields() -> dict[str, Any]:
    return {
        "note": {"type": "string", "description": "n", "default": "d", "example": "e", "examples": ["x"], "title": "t"},
        "when": {"type": "string", "format": "date-time", "deprecated": True},
        "inner": {"type": "object", "title": "Inner", "properties": {"deep": {"type": "string", "description": "d"}}},
    }


def _object() -> dict[str, Any]:
    return {"type": "object", "required": ["note"], "properties": _fields()}


def _sends(name: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"operationId": name, "requestBody": {"content": content}, "responses": {"204": {"description": "done"}}}


def _callback() -> dict[str, Any]:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    return {"operationId": "thingCalled", "requestBody": body, "responses": {"200": {"description": "ok"}}}


def places(document: Any, at: Path = ()) -> Iterator[Place]:
    """Every string of a document: values, and keys."""
    if isinstance(document, str):
        yield Place(at, is_key=False)
    elif isinstance(document, dict):
        for key, value in document.items():
            yield Place((*at, key), is_key=True)
            yield from places(value, (*at, key))
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from places(value, (*at, index))


TEXTS = frozenset(
    {
        *(
            "title",
            "description",
            "summary",
            "termsOfService",
            "version",
            "x-note",
            "x-extra",
            "x-logo",
            "lang",
            "example",
        ),
        *("examples", "value", "bearerFormat", "externalValue", "$comment", "scopes", "x-enumDescriptions", "prefix"),
    }
)
"""Keys below which a string may be anything at all: a document stays valid whatever it says."""


def is_free_text(place: Place) -> bool:
    keys = [key for key in place.path if isinstance(key, str)]
    inside = "properties" in keys and keys[-2:-1] == ["properties"]
    return not place.is_key and not inside and bool(keys) and keys[-1] in TEXTS and keys[-2:] != ["info", "title"]


def planted(document: Document, place: Place, text: str) -> Document:
    """A copy with the text at the place; references to a schema that is renamed follow."""
    changed = copy.deepcopy(document)
    node: Any = changed
    for key in place.path[:-1]:
        node = node[key]
    last = place.path[-1]
    if not place.is_key:
        node[last] = text
        return changed
    if text in node and text != last:
        return changed
    members = [(text if key == last else key, value) for key, value in node.items()]
    node.clear()
    node.update(members)
    if place.path[:2] == ("components", "schemas") and len(place.path) == 3:
        pointer = text.replace("~", "~0").replace("/", "~1").replace("%", "%25")
        _refer(changed, f"#/components/schemas/{last}", f"#/components/schemas/{pointer}")
    return changed


def _refer(node: Any, old: str, new: str) -> None:
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in list(children):
        if value == old:
            node[key] = new
        else:
            _refer(value, old, new)
