"""The cadenya API as an `ir.Api`, built by hand: the fixture of the tests about everything that is not a model."""

from __future__ import annotations

from specwright import ir

FILE = "spec/openapi.yaml"
STRING = ir.Scalar(ir.ScalarKind.STRING)
INT32 = ir.Scalar(ir.ScalarKind.INTEGER, format="int32")
BOOLEAN = ir.Scalar(ir.ScalarKind.BOOLEAN)
DATETIME = ir.Scalar(ir.ScalarKind.DATETIME)

COLLECTION = "/v1/workspaces/{workspaceId}/workspace_secrets"
ITEM = COLLECTION + "/{id}"


def origin(pointer: str) -> ir.Origin:
    return ir.Origin(FILE, pointer)


def component(name: str) -> str:
    return f"#/components/schemas/{name}"


def ref(name: str) -> ir.Ref:
    return ir.Ref(component(name))


def schema_field(wire: str, type: ir.Type, *, required: bool = False, doc: str | None = None) -> ir.Field:
    return ir.Field(wire, type, required, origin(f"/components/schemas/X/properties/{wire}"), doc=doc)


def record(name: str, *fields: ir.Field, resource: str = "workspace_secrets", doc: str | None = None) -> ir.Record:
    return ir.Record(
        id=component(name),
        name=ir.Name(name, ir.NameStrength.COMPONENT),
        origin=origin(f"/components/schemas/{name}"),
        owner=None,
        place=(),
        resource=(resource,),
        doc=doc,
        deprecated=False,
        fields=fields,
    )


def json_content(type: ir.Type, pointer: str, media_type: str = "application/json") -> ir.Content:
    return ir.Content(media_type, ir.ContentKind.JSON, type, origin(pointer))


def path_param(wire: str) -> ir.Param:
    return param(ir.ParamWhere.PATH, wire, required=True)


def param(
    where: ir.ParamWhere, wire: str, type: ir.Type = STRING, *, required: bool = False, doc: str | None = None
) -> ir.Param:
    simple = where in (ir.ParamWhere.PATH, ir.ParamWhere.HEADER)
    return ir.Param(
        where=where,
        wire=wire,
        type=type,
        required=required,
        style=ir.ParamStyle.SIMPLE if simple else ir.ParamStyle.FORM,
        explode=not simple,
        origin=origin(f"/parameters/{wire}"),
        doc=doc,
    )


def operation(
    verb: str,
    path: str,
    *,
    params: tuple[ir.Param, ...] = (),
    body: ir.Body | None = None,
    result: ir.Type | None = None,
    summary: str | None = None,
    doc: str | None = None,
    deprecated: bool = False,
    result_content: ir.Content | None = None,
    stream: ir.Stream | None = None,
) -> ir.Operation:
    place = f"/paths/{path.replace('/', '~1')}/{verb}"
    content = result_content or (json_content(result, place + "/responses/200") if result is not None else None)
    return ir.Operation(
        id=f"{verb} {path}",
        method=verb,
        path=path,
        origin=origin(place),
        operation_id=None,
        summary=summary,
        doc=doc,
        deprecated=deprecated,
        params=params,
        body=body,
        responses=(ir.Response("200" if content else "204", (content,) if content else (), origin(place)),),
        result=content,
        result_type=result,
        unwrap=None,
        stream=stream,
        security=None,
        servers=(),
    )


def json_body(*fields: ir.Field, required: bool = True) -> ir.Body:
    content = json_content(ir.Unknown(object_only=True), "/requestBody")
    return ir.Body((content,), required, origin("/requestBody"), spread=fields)


def method(name: str, operation_id: str, *positional: str, paging: ir.Paging | None = None) -> ir.Method:
    return ir.Method(ir.Name(name, ir.NameStrength.CONFIG), operation_id, positional, paging)


def definitions() -> dict[str, ir.Definition]:
    labels = schema_field("labels", ir.MapOf(STRING), doc="Arbitrary key-value pairs for categorization and filtering")
    external = schema_field("externalId", STRING, doc="External ID for the resource")
    records = (
        record(
            "ResourceMetadata",
            schema_field("id", STRING, required=True),
            schema_field("accountId", STRING, required=True),
            schema_field("createdAt", DATETIME, required=True),
            schema_field("name", STRING, required=True),
            external,
            labels,
            resource="$shared",
        ),
        record(
            "CreateResourceMetadata",
            schema_field("name", STRING, required=True),
            external,
            labels,
            resource="$shared",
        ),
        record("WorkspaceSecretSpec", schema_field("value", STRING)),
        record("WorkspaceSecretInfo", schema_field("lastUsedAt", DATETIME), doc="Workspace secret information"),
        record(
            "WorkspaceSecret",
            schema_field("metadata", ref("ResourceMetadata"), required=True, doc="Standard metadata"),
            schema_field("spec", ref("WorkspaceSecretSpec"), required=True),
            schema_field("info", ref("WorkspaceSecretInfo"), doc="Workspace secret information"),
        ),
        record("CursorPage", schema_field("nextCursor", STRING), schema_field("total", INT32), resource="$shared"),
    )
    return {r.id: r for r in records}


def operations() -> dict[str, ir.Operation]:
    in_path = path_param("workspaceId")
    query = ir.ParamWhere.QUERY
    found = (
        operation(
            "get",
            COLLECTION,
            summary="List workspace secrets",
            doc="Lists all workspace secrets in the workspace",
            params=(
                in_path,
                param(query, "bundleKey", doc="Filter by bundle_key — return only resources owned by this bundle."),
                param(query, "cursor", doc="Pagination cursor from previous response"),
                param(query, "includeInfo", BOOLEAN, doc="When set to true you may use more of your rate-limit"),
                param(query, "limit", INT32, doc="Maximum number of results to return"),
                param(query, "prefix", doc="Filter expression (query param: prefix)"),
                param(query, "query", doc="Free-form search query"),
                param(query, "sortOrder", doc="Sort order for results (asc or desc by creation time)"),
            ),
            result=ref("CursorPage"),
        ),
        operation(
            "post",
            COLLECTION,
            summary="Create a new workspace secret",
            doc="Creates a new workspace secret in the workspace",
            params=(in_path,),
            body=json_body(
                schema_field("metadata", ref("CreateResourceMetadata"), required=True, doc="The user-provided fields"),
                schema_field("spec", ref("WorkspaceSecretSpec"), required=True),
            ),
            result=ref("WorkspaceSecret"),
        ),
        operation(
            "get", ITEM, params=(in_path, path_param("id")), result=ref("WorkspaceSecret"), doc="Retrieves a secret"
        ),
        operation(
            "patch",
            ITEM,
            doc="Updates a workspace secret in the workspace",
            params=(in_path, path_param("id")),
            body=json_body(
                schema_field("metadata", ref("CreateResourceMetadata")),
                schema_field("spec", ref("WorkspaceSecretSpec")),
                schema_field("updateMask", STRING, doc="Fields to update"),
            ),
            result=ref("WorkspaceSecret"),
        ),
        operation("delete", ITEM, params=(in_path, path_param("id")), doc="Deletes a workspace secret"),
    )
    return {o.id: o for o in found}


def paging_scheme() -> ir.PagingScheme:
    return ir.PagingScheme(
        name=ir.Name("cursor_pagination", ir.NameStrength.CONFIG),
        kind=ir.PagingKind.CURSOR,
        params=(("next_cursor_param", "cursor"),),
        fields=(
            ir.PagingField(("items",), "items", ir.ListOf(ref("WorkspaceSecret")), required=True),
            ir.PagingField(("pagination", "nextCursor"), "next_cursor_field", STRING, required=False),
            ir.PagingField(("pagination", "total"), None, INT32, required=False),
        ),
    )


def secrets_resource() -> ir.Resource:
    return ir.Resource(
        name=ir.Name("workspace_secrets", ir.NameStrength.CONFIG),
        path=("workspace_secrets",),
        methods=(
            method("create", f"post {COLLECTION}", "workspaceId"),
            method("retrieve", f"get {ITEM}", "id"),
            method("update", f"patch {ITEM}", "id"),
            method(
                "list",
                f"get {COLLECTION}",
                "workspaceId",
                paging=ir.Paging("cursor_pagination", ref("WorkspaceSecret")),
            ),
            method("delete", f"delete {ITEM}", "id"),
        ),
        children=(),
        doc="Secrets that the agents of a workspace may use",
    )


def cadenya() -> ir.Api:
    return ir.Api(
        info=ir.Info("Cadenya API", "1.0.0", "The API of Cadenya.", None, None, None, None, None, None),
        name=ir.Name("cadenya", ir.NameStrength.CONFIG),
        servers=(ir.Server("https://api.cadenya.com", ()),),
        environments=(
            ir.Environment(ir.Name("production", ir.NameStrength.CONFIG), ir.Server("https://api.cadenya.com", ())),
        ),
        options=(
            ir.ClientOption(
                ir.Name("api_key", ir.NameStrength.CONFIG),
                "string",
                required=True,
                env="CADENYA_API_KEY",
                auth_scheme="bearerAuth",
            ),
        ),
        auth=(ir.HttpAuth("bearerAuth", "bearer"),),
        security=(ir.SecurityRequirement((ir.SchemeUse("bearerAuth"),)),),
        definitions=definitions(),
        operations=operations(),
        root=ir.Resource(ir.Name("$client", ir.NameStrength.CONFIG), (), (), (secrets_resource(),)),
        paging=(paging_scheme(),),
        max_retries=0,
    )
