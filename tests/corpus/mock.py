"""A mock of any API: checks each request against the document and answers with a sample of the declared success.

What comes in: an `httpx.Request` as the generated client would send it. What goes out: an `httpx.Response`; findings
are collected in `Mock.findings`, one line each.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import httpx

from specwright.ir.origin import Origin
from specwright.spec import Document

from .samples import Sampler

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


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
    """Answers for one document. `expected` is the operation that the next request must be."""

    document: Document
    findings: list[str] = field(default_factory=list)
    expected: Declared | None = None
    called: bool = False
    skip_body: bool = False

    def __post_init__(self) -> None:
        self.sampler = Sampler(self.document)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        declared = self.expected
        assert declared is not None
        self.called = True
        if request.method.lower() != declared.method:
            self._found(f"method {request.method}")
        self._check_path(request, declared)
        self._check_parameters(request, declared)
        self._check_body(request, declared)
        return self._answer(declared)

    def _found(self, what: str) -> None:
        assert self.expected is not None
        self.findings.append(f"{self.expected.id}: {what}")

    def _check_path(self, request: httpx.Request, declared: Declared) -> None:
        path = request.url.raw_path.decode().partition("?")[0]
        template = declared.path.partition("?")[0].partition("#")[0]
        pieces = [re.escape(p) if not p.startswith("{") else "[^?]+" for p in re.split(r"(\{[^}]*\})", template)]
        if not re.search("".join(pieces) + "$", unquote(path)):
            self._found(f"path {path}")

    def _check_parameters(self, request: httpx.Request, declared: Declared) -> None:
        query = {
            re.split(r"\[", unquote(part.partition("=")[0]))[0]
            for part in str(request.url.query, "ascii").split("&")
            if part
        }
        known = {p["name"].split("[")[0]: p for p, _ in declared.parameters if p["in"] == "query"}
        exploded = any(p["in"] in ("query", "querystring") and _is_free_form(p) for p, _ in declared.parameters)
        for name in sorted(query - known.keys()):
            if not exploded and name not in _security_names(self.document, "query"):
                self._found(f"undeclared query parameter {name}")
        for parameter, at in declared.parameters:
            if not parameter.get("required"):
                continue
            name = parameter["name"]
            if parameter["in"] == "query" and name.split("[")[0] not in query:
                value = self.sampler.value(parameter.get("schema", {}), at.child("schema"))
                if value not in (None, "", [], {}) and not isinstance(value, dict):
                    self._found(f"query parameter {name} is missing")
            ours_alone = ("accept", "content-type", "authorization")
            if parameter["in"] == "header" and name.lower() not in ours_alone and name not in request.headers:
                self._found(f"header {name} is missing")
            if parameter["in"] == "cookie" and f"{name}=" not in request.headers.get("cookie", ""):
                self._found(f"cookie {name} is missing")

    def _check_body(self, request: httpx.Request, declared: Declared) -> None:
        body, at = self.sampler.follow(declared.node.get("requestBody"), declared.origin.child("requestBody"))
        content = request.read()
        if not isinstance(body, dict):
            if content:
                self._found("a body where none is declared")
            return
        if not content:
            if body.get("required") and body.get("content") and not self.skip_body:
                self._found("the required body is missing")
            return
        sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        media_type = next((m for m in body.get("content", {}) if m.partition(";")[0].strip().lower() == sent), None)
        if media_type is None:
            if not any("*" in m for m in body.get("content", {})):
                self._found(f"content type {sent!r} is not declared")
            return
        if sent.endswith("json") and not self.skip_body and "schema" in body["content"][media_type]:
            pointer = at.child("content", media_type, "schema").pointer
            value = json.loads(content)
            if at.file == self.document.file and not self.sampler.accepts(pointer, value):
                self._found(f"the body does not satisfy its schema: {content[:200]!r}")

    def _answer(self, declared: Declared) -> httpx.Response:
        responses = declared.node.get("responses") or {}
        status = next(
            (s for s in sorted(responses) if s.startswith("2")), "default" if "default" in responses else None
        )
        if status is None:
            return httpx.Response(200)
        code = int(status) if status.isdigit() else 200
        response, at = self.sampler.follow(responses[status], declared.origin.child("responses", status))
        content = response.get("content") or {}
        media_type = next((m for m in content if "json" in m), next(iter(content), None))
        if media_type is None or code == 204 or declared.method == "head":
            return httpx.Response(code)
        if "json" not in media_type or "seq" in media_type or "jsonl" in media_type:
            return httpx.Response(code, content=b"", headers={"content-type": media_type.replace("*", "x")})
        schema = content[media_type].get("schema", {})
        value = self.sampler.value(schema, at.child("content", media_type, "schema"))
        return httpx.Response(code, content=json.dumps(value).encode(), headers={"content-type": media_type})


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


def _security_names(document: Document, where: str) -> set[str]:
    schemes = (document.data.get("components") or {}).get("securitySchemes") or {}
    return {s["name"] for s in schemes.values() if s.get("type") == "apiKey" and s.get("in") == where}
