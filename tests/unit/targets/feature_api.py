"""An API with one of everything a method can be: the fixture of the tests about calls. Also makes SDKs importable."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx

from specwright import ir
from specwright.diagnostics import Diagnostics
from specwright.targets.python.generate import generate
from specwright.targets.python.settings import PackageSettings

from .cadenya_api import (
    BOOLEAN,
    STRING,
    json_body,
    json_content,
    operation,
    origin,
    param,
    path_param,
    record,
    ref,
    schema_field,
)

PATH, QUERY, HEADER, COOKIE = (
    ir.ParamWhere.PATH,
    ir.ParamWhere.QUERY,
    ir.ParamWhere.HEADER,
    ir.ParamWhere.COOKIE,
)
INTEGER = ir.Scalar(ir.ScalarKind.INTEGER)
STRINGS = ir.ListOf(STRING)
BINARY = ir.Scalar(ir.ScalarKind.BINARY)
THING = ref("Thing")

_numbers = count()


def content(media_type: str, kind: ir.ContentKind, type: ir.Type | None = None) -> ir.Content:
    return ir.Content(media_type, kind, type, origin("/content"))


def whole_body(of: ir.Content, *, required: bool = True, name: str = "body") -> ir.Body:
    return ir.Body((of,), required, origin("/requestBody"), None, ir.Name(name, ir.NameStrength.PLACE))


def spread_body(of: ir.Content, *fields: ir.Field) -> ir.Body:
    return ir.Body((of,), True, origin("/requestBody"), fields)


def styled(
    where: ir.ParamWhere, wire: str, style: ir.ParamStyle, *, explode: bool, type: ir.Type = STRINGS
) -> ir.Param:
    return replace(param(where, wire, type), style=style, explode=explode, style_written=True)


def definitions() -> dict[str, ir.Definition]:
    found: tuple[ir.Definition, ...] = (
        record("Thing", schema_field("id", STRING, required=True), schema_field("displayName", STRING)),
        record("Query", schema_field("text", STRING, required=True), schema_field("maxHits", INTEGER)),
        record("Chunk", schema_field("delta", STRING)),
        ir.Enum(
            id="#/components/schemas/Status",
            name=ir.Name("Status", ir.NameStrength.COMPONENT),
            origin=origin("/components/schemas/Status"),
            owner=None,
            place=(),
            resource=("$shared",),
            doc=None,
            deprecated=False,
            members=(ir.EnumMember("on"), ir.EnumMember("off")),
            base=ir.ScalarKind.STRING,
        ),
    )
    return {definition.id: definition for definition in found}


def operations() -> tuple[ir.Operation, ...]:
    return (*plain_operations(), *body_operations(), *result_operations())


def plain_operations() -> tuple[ir.Operation, ...]:
    account = path_param("accountId")
    return (
        operation("get", "/accounts/{accountId}/things/{id}", params=(account, path_param("id")), result=THING),
        operation(
            "get",
            "/styles/{ids}/{point}",
            params=(
                replace(path_param("ids"), type=STRINGS, style=ir.ParamStyle.LABEL),
                replace(path_param("point"), type=ir.MapOf(STRING), style=ir.ParamStyle.MATRIX, explode=True),
                styled(QUERY, "tags", ir.ParamStyle.PIPE_DELIMITED, explode=False),
                styled(QUERY, "where", ir.ParamStyle.DEEP_OBJECT, explode=True, type=ir.MapOf(STRING)),
                replace(param(QUERY, "filter", ir.Unknown()), media_type="application/json"),
                replace(param(HEADER, "X-Ids", STRINGS, required=True), explode=True),
                param(COOKIE, "session"),
            ),
            result=STRING,
        ),
        replace(operation("get", "/old", result=THING, deprecated=True), summary="Do it the old way"),
        replace(operation("get", "/elsewhere", result=THING), servers=("https://files.example.com/base",)),
        replace(operation("get", "/public", result=THING), security=()),
        replace(
            operation("get", "/limits", params=(documented_param(),), result=THING),
            summary="List limits",
            doc='Lists the limits.\n\nSee the """manual""" \\ for more.',
        ),
    )


def documented_param() -> ir.Param:
    return replace(
        param(QUERY, "limit", INTEGER, doc="How many"),
        constraints=(("minimum", 1), ("maximum", 100)),
        default=20,
        has_default=True,
        deprecated=True,
    )


def body_operations() -> tuple[ir.Operation, ...]:
    form = content("application/x-www-form-urlencoded", ir.ContentKind.FORM)
    multipart = ir.Content(
        "multipart/form-data",
        ir.ContentKind.MULTIPART,
        None,
        origin("/content"),
        encodings=(ir.Encoding("meta", "application/json", None, None),),
    )
    return (
        operation("post", "/search", body=whole_body(json_content(ref("Query"), "/b")), result=ir.ListOf(THING)),
        operation("post", "/many", body=whole_body(json_content(ir.ListOf(ref("Query")), "/b"), name="queries")),
        operation("post", "/raw", body=whole_body(content("image/png", ir.ContentKind.BINARY, BINARY))),
        operation("post", "/text", body=whole_body(content("text/plain", ir.ContentKind.TEXT, STRING), required=False)),
        operation("post", "/form", body=spread_body(form, schema_field("grantType", STRING, required=True))),
        operation(
            "post",
            "/files",
            body=spread_body(
                multipart, schema_field("file", BINARY, required=True), schema_field("meta", ir.MapOf(STRING))
            ),
            result=THING,
        ),
        operation("post", "/empty", body=json_body()),
        operation(
            "patch",
            "/merge/{id}",
            params=(path_param("id"), param(QUERY, "dryRun", BOOLEAN)),
            body=spread_body(
                json_content(ir.Unknown(object_only=True), "/b", "application/merge-patch+json"),
                schema_field("displayName", ir.Nullable(STRING)),
                schema_field("id", STRING),
            ),
            result=THING,
        ),
    )


def result_operations() -> tuple[ir.Operation, ...]:
    pdf = content("application/pdf", ir.ContentKind.BINARY, BINARY)
    text = content("text/csv", ir.ContentKind.TEXT, STRING)
    events = content("text/event-stream", ir.ContentKind.SSE, ref("Chunk"))
    lines = content("application/jsonl", ir.ContentKind.JSONL, ref("Chunk"))
    union = ir.Union((ir.UnionArm(THING), ir.UnionArm(ref("Query"))))
    return (
        operation("get", "/pdf", result=BINARY, result_content=pdf),
        operation("get", "/csv", result=STRING, result_content=text),
        operation("get", "/union", result=union),
        operation("get", "/maybe", result=ir.Nullable(THING)),
        operation("get", "/map", result=ir.MapOf(THING)),
        operation("get", "/status", result=ref("Status")),
        operation("get", "/anything", result=ir.Unknown()),
        replace(operation("get", "/wrapped", result=THING), unwrap="data"),
        operation(
            "get",
            "/events",
            result_content=events,
            stream=ir.Stream(ir.StreamKind.SSE, ref("Chunk")),
            result=ref("Chunk"),
        ),
        operation(
            "get",
            "/lines",
            result_content=lines,
            stream=ir.Stream(ir.StreamKind.JSONL, ref("Chunk")),
            result=ref("Chunk"),
        ),
        operation(
            "post",
            "/complete",
            body=json_body(schema_field("prompt", STRING, required=True), schema_field("stream", BOOLEAN)),
            result=THING,
            stream=ir.Stream(ir.StreamKind.SSE, ref("Chunk"), discriminator="stream"),
        ),
        operation("get", "/ping", result=STRING),
        operation("get", "/child/{id}", params=(path_param("id"),), result=THING),
    )


METHODS = {
    "get /accounts/{accountId}/things/{id}": "retrieve",
    "get /styles/{ids}/{point}": "styles",
    "get /old": "old",
    "get /elsewhere": "elsewhere",
    "get /public": "public",
    "get /limits": "limits",
    "post /search": "search",
    "post /many": "many",
    "post /raw": "raw",
    "post /text": "text",
    "post /form": "form",
    "post /files": "upload",
    "post /empty": "empty",
    "patch /merge/{id}": "merge",
    "get /pdf": "pdf",
    "get /csv": "csv",
    "get /union": "either",
    "get /maybe": "maybe",
    "get /map": "map",
    "get /status": "status",
    "get /anything": "anything",
    "get /wrapped": "wrapped",
    "get /events": "events",
    "get /lines": "lines",
    "post /complete": "complete",
}


def tree() -> ir.Resource:
    configured = ir.NameStrength.CONFIG
    child = ir.Resource(
        ir.Name("children", configured),
        ("things", "children"),
        (ir.Method(ir.Name("retrieve", configured), "get /child/{id}", ("id",)),),
        (),
    )
    positional = {"get /accounts/{accountId}/things/{id}": ("id",), "patch /merge/{id}": ("id",)}
    methods = tuple(
        ir.Method(
            ir.Name(name, configured),
            operation_id,
            positional.get(operation_id, ()),
            timeout=7.5 if name == "csv" else None,
        )
        for operation_id, name in METHODS.items()
    )
    methods += (ir.Method(ir.Name("again", configured), "get /anything", ()),)
    things = ir.Resource(ir.Name("things", configured), ("things",), methods, (child,), doc="Things of an account.")
    hooks = ir.Resource(
        ir.Name("webhooks", configured),
        ("webhooks",),
        (),
        (),
        webhooks=(ir.WebhookUnwrap(ir.Name("unwrap", configured), THING, "webhook_key"),),
    )
    ping = ir.Method(ir.Name("ping", configured), "get /ping", ())
    return ir.Resource(ir.Name("$client", configured), (), (ping,), (things, hooks))


def features() -> ir.Api:
    configured = ir.NameStrength.CONFIG
    return ir.Api(
        info=ir.Info("Acme API", "1", None, None, None, None, None, None, "https://docs.acme.example"),
        name=ir.Name("acme", configured),
        servers=(),
        environments=(
            ir.Environment(ir.Name("production", configured), server("https://{region}.acme.example/v1")),
            ir.Environment(ir.Name("sandbox", configured), server("https://sandbox.acme.example")),
        ),
        options=client_options(),
        auth=(
            ir.ApiKeyAuth("key", "header", "X-Api-Key"),
            ir.HttpAuth("basic", "basic"),
            ir.HttpAuth("other", "bearer"),
        ),
        security=(requirement("key"), requirement("basic")),
        definitions=definitions(),
        operations={each.id: each for each in operations()},
        root=tree(),
        paging=(),
        idempotency_header="Idempotency-Key",
        default_headers=(("Api-Version", "2"),),
        stream_rules=(
            ir.StreamRule(ir.StreamAction.DONE, data_starts_with="[DONE]"),
            ir.StreamRule(ir.StreamAction.ERROR, event_types=("error",), error_property="error"),
            ir.StreamRule(ir.StreamAction.YIELD, fallthrough=True),
        ),
        default_timeout=30.5,
        max_retries=3,
    )


def client_options() -> tuple[ir.ClientOption, ...]:
    def named(name: str, **rest: Any) -> ir.ClientOption:
        return ir.ClientOption(ir.Name(name, ir.NameStrength.CONFIG), **rest)

    role = ir.AuthRole
    return (
        named("api_key", type="string", required=False, env="ACME_API_KEY", auth_scheme="key", doc="The key."),
        named("username", type="string", required=False, auth_scheme="basic", auth_role=role.USERNAME),
        named("password", type="string", required=False, auth_scheme="basic", auth_role=role.PASSWORD),
        named("account_id", type="string", required=False, env="ACME_ACCOUNT", send_as_path_param="accountId"),
        named("region", type="string", required=False, default="eu", server_variable="region"),
        named("page_limit", type="integer", required=False, env="ACME_LIMIT", send_as_query_param="pageLimit"),
        named("tenant", type="string", required=False, send_in_header="X-Tenant"),
        named("webhook_key", type="string", required=False, env="ACME_WEBHOOK_KEY"),
    )


def server(url: str) -> ir.Server:
    variables = (ir.ServerVariable("region", "eu"),) if "{region}" in url else ()
    return ir.Server(url, variables)


def requirement(scheme: str) -> ir.SecurityRequirement:
    return ir.SecurityRequirement((ir.SchemeUse(scheme),))


@dataclass(frozen=True)
class Sdk:
    """A generated SDK, imported under a name of its own."""

    package: str
    folder: Path
    files: dict[str, str | bytes]
    diagnostics: Diagnostics

    def module(self, name: str = "") -> ModuleType:
        return importlib.import_module(f"{self.package}.{name}" if name else self.package)

    def text(self, path: str) -> str:
        found = self.files[path]
        assert isinstance(found, str)
        return found

    def source(self, path: str) -> str:
        """A file of the package."""
        return self.text(f"src/{self.package}/{path}")


def make_sdk(api: ir.Api, folder: Path, **settings: Any) -> Sdk:
    """Generate, write and make importable."""
    package = settings.pop("package_name", f"sdk_{next(_numbers)}")
    diagnostics = Diagnostics()
    files = generate(api, PackageSettings(package, settings.pop("project_name", "acme-sdk"), **settings), diagnostics)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    sys.path.insert(0, str(folder / "src"))
    importlib.invalidate_caches()
    return Sdk(package, folder, files, diagnostics)


Answer = Callable[[httpx.Request], httpx.Response]


class Recorder:
    """Keeps requests, and answers all of them alike."""

    def __init__(self, answer: Answer | None = None) -> None:
        self.requests: list[httpx.Request] = []
        self._answer = answer or (lambda _: httpx.Response(200, json={"id": "1"}))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        return self._answer(request)

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]
