"""A mock of any API: checks each request against the document and answers with a sample of the declared success.

What comes in: an `httpx.Request` as the generated client would send it. What goes out: an `httpx.Response`; findings
are collected in `Mock.findings`, one line each.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any
from urllib.parse import unquote

import httpx

from specwright.ir.origin import Origin
from specwright.spec import Document

from .samples import Sampler

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")

NOTHING = object()
"""No JSON body is intended."""


@dataclass(frozen=True)
class Declared:
    """An operation as the document writes it."""

    method: str
    path: str
    node: dict[str, Any]
    origin: Origin
    parameters: tuple[tuple[dict[str, Any], Origin], ...]

    @property
    def id(self) -> str:
        return f"{self.method} {self.path}"


def declared_operations(document: Document) -> dict[str, Declared]:
    """Every operation of the document, counted independently of the generator, keyed `get /path`."""
    found: dict[str, Declared] = {}
    sampler = Sampler(document)
    root = document.origin()
    for path, item in (document.data.get("paths") or {}).items():
        if path.startswith("x-"):
            continue
        item, at = sampler.follow(item, root.child("paths", path))
        operations = {m: (item[m], at.child(m)) for m in METHODS if isinstance(item, dict) and m in item}
        for method, node in (item.get("additionalOperations") or {}).items():
            operations[method.lower()] = (node, at.child("additionalOperations", method))
        for method, (node, place) in operations.items():
            parameters: dict[tuple[str, str], tuple[dict[str, Any], Origin]] = {}
            for owner, owner_at in ((item, at), (node, place)):
                for index, written in enumerate(owner.get("parameters") or ()):
                    parameter, parameter_at = sampler.follow(written, owner_at.child("parameters", index))
                    parameters[parameter["in"], parameter["name"]] = (parameter, parameter_at)
            found[f"{method} {path}"] = Declared(method, path, node, place, tuple(parameters.values()))
    return found


@dataclass
class Mock:
    """Answers for one document. `expected` is the operation that the next request must be, `intended` its JSON body.

    `judged`: whether the document accepts the last answer, so that the client must be able to read it.
    """

    document: Document
    findings: list[str] = field(default_factory=list)
    expected: Declared | None = None
    intended: object = NOTHING
    called: bool = False
    judged: bool = True

    def __post_init__(self) -> None:
        self.sampler = Sampler(self.document)
        self.answers = Sampler(self.document, hidden="writeOnly")
        self.token_paths = _token_paths(self.document)
        self._answered: dict[str, tuple[object, bool]] = {}

    def expect(self, declared: Declared, intended: object = NOTHING) -> None:
        """Get ready for one call."""
        self.expected, self.intended = declared, intended
        self.called, self.judged = False, True

    def __call__(self, request: httpx.Request) -> httpx.Response:
        declared = self.expected
        assert declared is not None
        if request.url.path in self.token_paths and not matches(request, declared):
            return httpx.Response(200, json={"access_token": "x", "token_type": "bearer", "expires_in": 3600})
        self.called = True
        if request.method.lower() != declared.method:
            self._found(f"method {request.method}")
        if not matches(request, declared):
            self._found(f"path {request.url.raw_path.decode()}")
        self._check_parameters(request, declared)
        self._check_security(request, declared)
        self._check_body(request, declared)
        return self.answer(declared)

    def _found(self, what: str) -> None:
        assert self.expected is not None
        self.findings.append(f"{self.expected.id}: {what}")

    def _check_parameters(self, request: httpx.Request, declared: Declared) -> None:
        query = {
            re.split(r"\[", unquote(part.partition("=")[0]))[0]
            for part in str(request.url.query, "ascii").split("&")
            if part
        }
        known = {p["name"].split("[")[0]: p for p, _ in declared.parameters if p["in"] == "query"}
        exploded = any(p["in"] in ("query", "querystring") and _is_free_form(p) for p, _ in declared.parameters)
        in_path = {part.partition("=")[0] for part in declared.path.partition("?")[2].split("&")}
        for name in sorted(query - known.keys() - in_path):
            if not exploded and name not in _security_names(self.document, "query"):
                self._found(f"undeclared query parameter {name}")
        for parameter, at in declared.parameters:
            if parameter.get("required"):
                self._check_sent(request, parameter, at, query)

    def _check_sent(self, request: httpx.Request, parameter: dict[str, Any], at: Origin, query: set[str]) -> None:
        name = parameter["name"]
        if parameter["in"] == "query" and name.split("[")[0] not in query:
            value = self.sampler.value(parameter.get("schema", {}), at.child("schema"))
            if not _is_void(value) and not isinstance(value, dict):
                self._found(f"query parameter {name} is missing")
        ours_alone = ("accept", "content-type", "authorization")
        if parameter["in"] == "header" and name.lower() not in ours_alone and name not in request.headers:
            self._found(f"header {name} is missing")
        if parameter["in"] == "cookie" and f"{name}=" not in request.headers.get("cookie", ""):
            self._found(f"cookie {name} is missing")

    def _check_security(self, request: httpx.Request, declared: Declared) -> None:
        """One of the ways the document knows to authorise this operation has been used."""
        requirements = declared.node.get("security", self.document.data.get("security")) or []
        schemes = (self.document.data.get("components") or {}).get("securitySchemes") or {}
        known = [requirement for requirement in requirements if all(name in schemes for name in requirement)]
        if known and not any(all(self._is_sent(request, schemes[name]) for name in each) for each in known):
            self._found("no credentials are sent")

    def _is_sent(self, request: httpx.Request, scheme: Any) -> bool:
        scheme, _ = self.sampler.follow(scheme, self.document.origin())
        match scheme.get("type"), scheme.get("in"):
            case "apiKey", "header":
                return scheme["name"] in request.headers
            case "apiKey", "query":
                return scheme["name"] in request.url.params
            case "apiKey", "cookie":
                return f"{scheme['name']}=" in request.headers.get("cookie", "")
            case "mutualTLS", _:
                return True
            case _:
                return "authorization" in request.headers

    def _check_body(self, request: httpx.Request, declared: Declared) -> None:
        body, at = self.sampler.follow(declared.node.get("requestBody"), declared.origin.child("requestBody"))
        content = request.read()
        if not isinstance(body, dict):
            if content:
                self._found("a body where none is declared")
            return
        if not content:
            if body.get("required") and body.get("content") and self.intended not in ({}, NOTHING):
                self._found("the required body is missing")
            return
        sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        media_type = next((m for m in body.get("content", {}) if m.partition(";")[0].strip().lower() == sent), None)
        if media_type is None:
            media_type = next((m for m in body.get("content", {}) if fnmatch(sent, m)), None)
        if media_type is None and sent == "application/octet-stream" and any("*" in m for m in body["content"]):
            return  # bytes of which nobody said what kind they are
        if media_type is None:
            self._found(f"content type {sent!r} is not declared")
            return
        if sent.endswith("json"):
            self._check_json(content, at.child("content", media_type, "schema"), body["content"][media_type])

    def _check_json(self, content: bytes, at: Origin, declared: dict[str, Any]) -> None:
        value = json.loads(content)
        if self.intended is not NOTHING and value != self.intended:
            self._found(f"the body is {content[:300].decode()}, not {json.dumps(self.intended)[:300]}")
        # A sample that the document does not accept itself says nothing about the client.
        elif "schema" in declared and self.sampler.accepts(at, self.intended) and not self.sampler.accepts(at, value):
            self._found(f"the body does not satisfy its schema: {content[:300].decode()}")

    def answer(self, declared: Declared) -> httpx.Response:
        """A sample of the declared success."""
        responses = declared.node.get("responses") or {}
        texts = {str(status): status for status in responses}
        text = next((s for s in sorted(texts) if s.startswith("2")), "default" if "default" in responses else None)
        if text is None:
            return httpx.Response(200)
        code, status = int(text) if text.isdigit() else 200, texts[text]
        response, at = self.sampler.follow(responses[status], declared.origin.child("responses", status))
        content = response.get("content") or {}
        media_type = next((m for m in content if "json" in m), next(iter(content), None))
        if media_type is None or code == 204 or declared.method == "head":
            return httpx.Response(code)
        anything = media_type in ("*/*", "application/*")
        headers = {"content-type": "application/json" if anything else media_type.replace("*", "x")}
        if anything or _is_json(media_type):
            place = at.child("content", media_type, "schema")
            value = self._sampled_answer(content[media_type].get("schema", {}), place)
            return httpx.Response(code, content=json.dumps(value).encode(), headers=headers)
        # XML is not sampled: whatever the client makes of this is not wrong.
        self.judged = "xml" not in media_type
        text = b"<x/>" if "xml" in media_type else b"" if _is_stream(media_type) else b"x"
        return httpx.Response(code, content=text, headers=headers)

    def _sampled_answer(self, schema: Any, place: Origin) -> object:
        """The fullest answer that the document accepts."""
        if place.pointer not in self._answered:
            full = self.answers.whole(schema, place)
            least = self.answers.value(schema, place)
            value = next((value for value in (full, least) if self.answers.accepts(place, value)), NOTHING)
            self._answered[place.pointer] = (full, False) if value is NOTHING else (value, True)
        value, self.judged = self._answered[place.pointer]
        return value


def matches(request: httpx.Request, declared: Declared) -> bool:
    """Whether the path of a request is one of the operation's."""
    path = request.url.raw_path.decode().partition("?")[0]
    template = declared.path.partition("?")[0].partition("#")[0]
    pieces = [re.escape(p) if not p.startswith("{") else "[^?]+" for p in re.split(r"(\{[^}]*\})", template)]
    return re.search("".join(pieces) + "$", unquote(path)) is not None


def _is_void(value: object) -> bool:
    """Whether nothing of a value can stand in a query."""
    if isinstance(value, list):
        return all(map(_is_void, value))
    return value in (None, "", {})


def _is_json(media_type: str) -> bool:
    """RFC 6839 for `+json`; servers send JSON as `application/hal+json; charset=utf-8` and the like too."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence.endswith(("/json", "+json")) or (essence.endswith("json") and not _is_stream(essence))


def _is_stream(media_type: str) -> bool:
    return any(word in media_type for word in ("event-stream", "seq", "jsonl", "ndjson", "x-json-stream"))


def _is_free_form(parameter: dict[str, Any]) -> bool:
    """Whether a parameter's own name need not stand in the query: an exploded object, or the whole query string."""
    schema = parameter.get("schema", {})
    return (
        parameter["in"] == "querystring"
        or "$ref" in schema
        or schema.get("type") == "object"
        or "oneOf" in schema
        or "anyOf" in schema
        or "allOf" in schema
    )


def _schemes(document: Document) -> list[dict[str, Any]]:
    found = (document.data.get("components") or {}).get("securitySchemes") or {}
    return [scheme for scheme in found.values() if isinstance(scheme, dict)]


def _security_names(document: Document, where: str) -> set[str]:
    return {s["name"] for s in _schemes(document) if s.get("type") == "apiKey" and s.get("in") == where}


def _token_paths(document: Document) -> set[str]:
    """Where clients fetch their tokens."""
    flows = [flow for scheme in _schemes(document) for flow in (scheme.get("flows") or {}).values()]
    return {httpx.URL(flow["tokenUrl"]).path for flow in flows if flow.get("tokenUrl")}
