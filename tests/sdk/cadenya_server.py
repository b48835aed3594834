"""A real HTTP server for the Cadenya API, on loopback.

It checks every request against the OpenAPI document (with openapi-schema-validator), checks the bearer token, keeps
secrets in SQLite, applies `updateMask`, pages with cursors, and can be told to fail. What it answers is checked against
the document as well, so that a test cannot pass on an answer that the API would never give.
"""

from __future__ import annotations

import base64
import json
import re
import sqlite3
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from openapi_schema_validator import OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from specwright.diagnostics import Diagnostics
from specwright.spec import load

API_KEY = "test-api-key"

Json = dict[str, Any]

_TABLE = """
CREATE TABLE secrets (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT UNIQUE NOT NULL,
    workspace TEXT NOT NULL,
    name TEXT NOT NULL,
    bundle_key TEXT,
    external_id TEXT,
    labels TEXT NOT NULL DEFAULT '{}',
    value TEXT,
    created_at TEXT NOT NULL
)
"""

_METADATA_COLUMNS = {"name": "name", "bundleKey": "bundle_key", "externalId": "external_id", "labels": "labels"}


class RefusedError(Exception):
    """The server answers with this status and a `Status` body."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Answer:
    """One canned answer, given instead of what the server would say."""

    status: int = 200
    body: bytes | Json = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    """Close the connection without an answer."""


@dataclass(frozen=True)
class Seen:
    """A request as it arrived."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Contract:
    """Checks messages against the OpenAPI document."""

    def __init__(self, path: Path) -> None:
        self.document = load(path, diagnostics=Diagnostics()).data
        resource: Resource[Any] = Resource.from_contents(self.document, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource("urn:spec", resource)
        self._operations = [
            (method.upper(), re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template) + "$"), item, item[method])
            for template, item in self.document["paths"].items()
            for method in ("get", "post", "patch", "delete")
            if method in item
        ]

    def match(self, seen: Seen) -> tuple[Json, Json]:
        """The operation of a request and the values of its path parameters; refuses what the document does not have."""
        for method, pattern, item, operation in self._operations:
            found = pattern.match(seen.path)
            if found and method == seen.method:
                values = {name: unquote(value) for name, value in found.groupdict().items()}
                self._check_parameters(item, operation, seen, values)
                self._check_body(operation, seen)
                return operation, values
        raise RefusedError(404, f"no operation {seen.method} {seen.path}")

    def _check_parameters(self, item: Json, operation: Json, seen: Seen, path_values: Mapping[str, str]) -> None:
        declared = [self._follow(p) for p in (*item.get("parameters", ()), *operation.get("parameters", ()))]
        known = {p["name"]: p for p in declared if p["in"] == "query"}
        for name, text in seen.query:
            if name not in known:
                raise RefusedError(400, f"unknown query parameter {name}")
            self._check(_from_text(text, known[name]["schema"]), known[name]["schema"], f"query parameter {name}")
        for parameter in declared:
            if parameter["in"] == "path":
                self._check(path_values[parameter["name"]], parameter["schema"], parameter["name"])

    def _check_body(self, operation: Json, seen: Seen) -> None:
        declared = operation.get("requestBody")
        if declared is None:
            if seen.body:
                raise RefusedError(400, f"{seen.method} takes no body")
            return
        media_type = seen.headers.get("content-type", "").partition(";")[0]
        if media_type not in declared["content"]:
            raise RefusedError(415, f"unexpected content type {media_type!r}")
        self._check(seen.json, declared["content"][media_type]["schema"], "body")

    def check_answer(self, operation: Json, status: int, body: Any) -> None:
        """Raises AssertionError when the server itself would break the contract."""
        declared = operation["responses"].get(str(status)) or operation["responses"]["default"]
        content = self._follow(declared).get("content")
        if content is None:
            assert body is None, f"{status} has no body"
            return
        errors = list(self._validator(content["application/json"]["schema"]).iter_errors(body))
        assert not errors, errors

    def _check(self, value: Any, schema: Json, what: str) -> None:
        for error in self._validator(schema).iter_errors(value):
            raise RefusedError(400, f"{what}: {error.message}")

    def _validator(self, schema: Json) -> Any:
        absolute = {"$ref": "urn:spec" + schema["$ref"]} if "$ref" in schema else schema
        return OAS31Validator(absolute, registry=self._registry)

    def _follow(self, node: Json) -> Json:
        if "$ref" not in node:
            return node
        target: Any = self.document
        for token in node["$ref"].removeprefix("#/").split("/"):
            target = target[token]
        return cast(Json, target)


def _from_text(text: str, schema: Json) -> Any:
    match schema["type"]:
        case "integer":
            return int(text) if re.fullmatch(r"-?\d+", text) else text
        case "boolean":
            return {"true": True, "false": False}.get(text, text)
        case _:
            return text


class CadenyaServer:
    """The server's state, shared by its threads behind one lock."""

    def __init__(self, spec: Path) -> None:
        self.contract = Contract(spec)
        self.seen: list[Seen] = []
        self.canned: deque[Answer] = deque()
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.row_factory = sqlite3.Row
        self._database.execute(_TABLE)
        self.base_url = ""

    def answer_next(self, *answers: Answer) -> None:
        """The next requests get these answers, one each, before anything else is looked at."""
        self.canned.extend(answers)

    def handle(self, seen: Seen) -> Answer:
        with self._lock:
            self.seen.append(seen)
            if self.canned:
                return self.canned.popleft()
            try:
                if seen.headers.get("authorization") != f"Bearer {API_KEY}":
                    raise RefusedError(401, "the API key is missing or unknown")
                operation, values = self.contract.match(seen)
                status, body = self._perform(operation["operationId"], values, seen)
            except RefusedError as refused:
                return Answer(refused.status, {"code": refused.status, "message": str(refused), "details": []})
            self.contract.check_answer(operation, status, body)
            return Answer(status, b"" if body is None else body)

    def _perform(self, operation_id: str, values: Json, seen: Seen) -> tuple[int, Json | None]:
        workspace = values.get("workspaceId", "default")
        match operation_id:
            case "listWorkspaceSecrets":
                return 200, self._list(workspace, dict(seen.query))
            case "createWorkspaceSecret":
                return 200, self._create(workspace, seen.json)
            case "getWorkspaceSecret":
                return 200, self._secret(self._row(workspace, values["id"]), with_info=True)
            case "updateWorkspaceSecret":
                return 200, self._update(workspace, values["id"], seen.json)
            case "deleteWorkspaceSecret":
                row = self._row(workspace, values["id"])
                self._database.execute("DELETE FROM secrets WHERE number = ?", (row["number"],))
                return 204, None
        raise AssertionError(operation_id)

    def _create(self, workspace: str, body: Json) -> Json:
        metadata = body["metadata"]
        count = self._database.execute("SELECT count(*) FROM secrets").fetchone()[0]
        cursor = self._database.execute(
            "INSERT INTO secrets (id, workspace, name, bundle_key, external_id, labels, value, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                f"secret_{count + 1:04d}",
                workspace,
                metadata["name"],
                metadata.get("bundleKey"),
                metadata.get("externalId"),
                json.dumps(metadata.get("labels", {})),
                body["spec"].get("value"),
                (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=count)).isoformat().replace("+00:00", "Z"),
            ),
        )
        row = self._database.execute("SELECT * FROM secrets WHERE number = ?", (cursor.lastrowid,)).fetchone()
        return self._secret(row, with_info=False)

    def _update(self, workspace: str, id_: str, body: Json) -> Json:
        """Applies the paths of `updateMask` (without one, what is given); a masked field not given is cleared."""
        row = self._row(workspace, id_)
        given: dict[str, Any] = {f"metadata.{key}": value for key, value in body.get("metadata", {}).items()}
        given |= {f"spec.{key}": value for key, value in body.get("spec", {}).items()}
        mask = [path for path in body.get("updateMask", "").split(",") if path] or list(given)
        for path in mask:
            column = "value" if path == "spec.value" else _METADATA_COLUMNS.get(path.removeprefix("metadata."))
            if column is None:
                raise RefusedError(400, f"updateMask: unknown path {path}")
            value = given.get(path)
            stored = json.dumps(value or {}) if column == "labels" else value
            self._database.execute(f"UPDATE secrets SET {column} = ? WHERE number = ?", (stored, row["number"]))
        return self._secret(self._row(workspace, id_), with_info=False)

    def _list(self, workspace: str, query: Mapping[str, str]) -> Json:
        conditions, arguments = ["workspace = ?"], [workspace]
        for wire, condition in (
            ("bundleKey", "bundle_key = ?"),
            ("prefix", "name LIKE ? || '%'"),
            ("query", "name LIKE '%' || ? || '%'"),
        ):
            if wire in query:
                conditions.append(condition)
                arguments.append(query[wire])
        where = " AND ".join(conditions)
        total = self._database.execute(f"SELECT count(*) FROM secrets WHERE {where}", arguments).fetchone()[0]
        descending = query.get("sortOrder") == "desc"
        if "cursor" in query:
            conditions.append("number < ?" if descending else "number > ?")
            arguments.append(base64.urlsafe_b64decode(query["cursor"]).decode())
        limit = int(query.get("limit", "50"))
        rows = self._database.execute(
            f"SELECT * FROM secrets WHERE {' AND '.join(conditions)}"
            f" ORDER BY number {'DESC' if descending else 'ASC'} LIMIT ?",
            [*arguments, limit + 1],
        ).fetchall()
        page: Json = {"total": total}
        if len(rows) > limit:
            page["nextCursor"] = base64.urlsafe_b64encode(str(rows[limit - 1]["number"]).encode()).decode()
        with_info = query.get("includeInfo") == "true"
        return {"items": [self._secret(row, with_info=with_info) for row in rows[:limit]], "pagination": page}

    def _row(self, workspace: str, id_: str) -> sqlite3.Row:
        row = self._database.execute(
            "SELECT * FROM secrets WHERE workspace = ? AND id = ?", (workspace, id_)
        ).fetchone()
        if row is None:
            raise RefusedError(404, f"workspace secret {id_} not found")
        return cast(sqlite3.Row, row)

    def _secret(self, row: sqlite3.Row, *, with_info: bool) -> Json:
        metadata: Json = {
            "id": row["id"],
            "accountId": "account_1",
            "createdAt": row["created_at"],
            "name": row["name"],
            "profileId": "profile_1",
            "workspaceId": row["workspace"],
        }
        labels = json.loads(row["labels"])
        optional = {"bundleKey": row["bundle_key"], "externalId": row["external_id"], "labels": labels or None}
        metadata |= {wire: value for wire, value in optional.items() if value is not None}
        secret: Json = {"metadata": metadata, "spec": {} if row["value"] is None else {"value": row["value"]}}
        if with_info:
            secret["info"] = {"createdBy": _PROFILE, "lastUsedAt": row["created_at"]}
        return secret


_PROFILE: Json = {
    "metadata": {"id": "profile_1", "accountId": "account_1", "name": "CI", "profileId": "profile_1"},
    "spec": {"type": "PROFILE_TYPE_API_KEY", "name": "CI"},
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: CadenyaServer

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.state.handle(Seen(self.command, self.path, headers, body))
        if answer.drop:
            self.close_connection = True
            self.connection.close()
            return
        content = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not isinstance(answer.body, bytes):
            self.send_header("Content-Type", "application/json")
        if answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if answer.status != 204:
            self.wfile.write(content)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve

    def log_message(self, format: str, *args: Any) -> None:
        """The tests look at `CadenyaServer.seen`; nothing is printed."""


@contextmanager
def running_server(spec: Path) -> Iterator[CadenyaServer]:
    """Serves on a free port of 127.0.0.1 until the block ends."""
    state = CadenyaServer(spec)
    handler = type("Handler", (_Handler,), {"state": state})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        http.daemon_threads = True
        state.base_url = f"http://127.0.0.1:{http.server_address[1]}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            http.shutdown()
            thread.join()
