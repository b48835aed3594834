"""What the configuration decides: resources, methods, paging, unwrapping, the client."""

from __future__ import annotations

from pathlib import Path

import pytest

from specwright import config as c
from specwright import ir
from specwright.config.settings import (
    ArrayFormat,
    Casing,
    ClientOptionConfig,
    ClientSettings,
    EventAction,
    EventRule,
    OptionAuth,
    PagingPropertyConfig,
    PagingSchemeConfig,
    QuerySettings,
    Settings,
)

from .helpers import HERE, STRING, Lowered, lower_text, ref


def prop(path: str, kind: str, purpose: str | None, **more: object) -> PagingPropertyConfig:
    return PagingPropertyConfig(tuple(path.split(".")), HERE, {"type": kind}, purpose, **more)  # type: ignore[arg-type]  # as given


CURSOR = PagingSchemeConfig(
    "cursor_page",
    ir.PagingKind.CURSOR,
    HERE,
    (prop("cursor", "string", "next_cursor_param"), prop("limit", "integer", None)),
    (
        prop("items", "array", "items"),
        prop("pagination.next", "string", "next_cursor_field"),
        prop("total", "integer", None),
    ),
    description="Pages.",
)

LIST = """
paths:
  /a:
    get:
      parameters: [{{name: cursor, in: query, schema: {{type: string}}}}]
      responses:
        '200':
          content:
            application/json:
              schema: {schema}
components:
  schemas:
    Thing: {{type: object, properties: {{name: {{type: string}}}}}}
    Page:
      type: object
      properties:
        items: {{type: array, items: {{$ref: '#/components/schemas/Thing'}}}}
        pagination: {{type: object, properties: {{next: {{type: [string, 'null']}}}}}}
"""
INLINE = (
    "{type: object, properties: {items: {type: array, items: {type: object, properties: {z: {type: string}}}}, "
    "pagination: {anyOf: [{type: object, properties: {next: {type: string}}}, {type: 'null'}]}}}"
)
PLAIN = "{type: object, properties: {items: {type: array, items: {type: string}}}}"
NAMED = "{$ref: '#/components/schemas/Page'}"


def lower_list(schema: str, tmp_path: Path, **changes: object) -> Lowered:
    changes.setdefault("pagination", (CURSOR,))
    return lower_text(LIST.format(schema=schema), tmp_path, **changes)  # type: ignore[arg-type]  # as given


def test_scheme_that_fits_is_found(tmp_path: Path) -> None:
    lowered = lower_list(NAMED, tmp_path)
    assert lowered.method.paging == ir.Paging("cursor_page", ref("Thing"))
    (scheme,) = lowered.api.paging
    assert (scheme.name.text, scheme.kind, scheme.doc) == ("cursor_page", ir.PagingKind.CURSOR, "Pages.")
    assert scheme.params == (("next_cursor_param", "cursor"),)
    assert [(field.path, field.purpose) for field in scheme.fields] == [
        (("items",), "items"),
        (("pagination", "next"), "next_cursor_field"),
        (("total",), None),
    ]
    assert scheme.fields[1].type == STRING


def test_items_written_in_the_operation_are_called_as_its_result(tmp_path: Path) -> None:
    lowered = lower_list(INLINE, tmp_path)
    paging = lowered.method.paging
    assert paging is not None
    assert isinstance(paging.item, ir.Ref)
    record = lowered.record(paging.item.id)
    assert (record.name.text, record.owner, record.place) == ("thing_m0_response", "get /a", ())


@pytest.mark.parametrize(
    ("schema", "paginated", "paged", "rules"),
    [
        (NAMED, None, True, []),
        (NAMED, False, False, []),
        (NAMED, True, True, []),
        (NAMED, "cursor_page", True, []),
        (PLAIN, None, False, []),
        (PLAIN, True, False, ["Method/PaginatedWithoutMatchingScheme"]),
        (PLAIN, "cursor_page", True, []),
        ("{type: string}", "cursor_page", False, ["Method/PaginatedWithoutMatchingScheme"]),
        (NAMED, "no_such_page", False, ["Method/PaginatedWithoutMatchingScheme"]),
    ],
)
def test_what_the_method_says(
    tmp_path: Path, schema: str, paginated: bool | str | None, paged: bool, rules: list[str]
) -> None:
    lowered = lower_list(schema, tmp_path, methods={"get /a": {"paginated": paginated}})
    assert (lowered.method.paging is not None) is paged
    assert lowered.rules() == rules


def test_type_of_a_field_must_fit(tmp_path: Path) -> None:
    assert lower_list(NAMED.replace("}", ", x-a: 1}"), tmp_path).method.paging is not None
    numbers = INLINE.replace("next: {type: string}", "next: {type: integer}")
    assert lower_list(numbers, tmp_path).method.paging is None


def test_top_level_list(tmp_path: Path) -> None:
    scheme = PagingSchemeConfig(
        "all",
        ir.PagingKind.LINK_HEADER,
        HERE,
        (),
        (prop("items", "array", "items", is_top_level_array=True), prop("next", "string", "x", from_header="Link")),
    )
    lowered = lower_list("{type: array, items: {$ref: '#/components/schemas/Thing'}}", tmp_path, pagination=(scheme,))
    assert lowered.method.paging == ir.Paging("all", ref("Thing"))
    assert [(field.path, field.header) for field in lowered.api.paging[0].fields] == [((), None), (("next",), "Link")]


@pytest.mark.parametrize(
    ("settings", "method", "unwrap"),
    [
        (Settings(HERE), {"unwrap_response": "items"}, "items"),
        (Settings(HERE, unwrap_response_fields=("items",)), {}, "items"),
        (Settings(HERE, unwrap_response_fields=("items",)), {"unwrap_response": False}, None),
        (Settings(HERE, unwrap_response_fields=("other",)), {}, None),
        (Settings(HERE), {"unwrap_response": "nope"}, None),
    ],
)
def test_unwrapping(tmp_path: Path, settings: Settings, method: dict[str, object], unwrap: str | None) -> None:
    schema = "{type: object, properties: {items: {type: object, properties: {z: {type: string}}}}}"
    lowered = lower_list(schema, tmp_path, settings=settings, methods={"get /a": method})
    assert lowered.operation.unwrap == unwrap
    result = lowered.operation.result_type
    assert isinstance(result, ir.Ref)
    record = lowered.record(result.id)
    assert record.name.text == "thing_m0_response"
    assert [field.wire for field in record.fields] == (["z"] if unwrap else ["items"])


def test_unwrapping_one_of_several_properties(tmp_path: Path) -> None:
    schema = "{type: object, properties: {data: {$ref: '#/components/schemas/Thing'}, more: {type: string}}}"
    one = Settings(HERE, unwrap_response_fields=("data",))
    assert lower_list(schema, tmp_path, settings=one).operation.unwrap is None
    many = Settings(HERE, unwrap_response_fields=("data",), unwrap_multiproperty_response_fields=True)
    lowered = lower_list(schema, tmp_path, settings=many)
    assert (lowered.operation.unwrap, lowered.operation.result_type) == ("data", ref("Thing"))


PATHS = """
paths:
  /a/{x}/{y}: {get: {responses: {}}, delete: {responses: {}}}
  /b: {get: {responses: {}}}
"""


def method(name: str, endpoint: str, **more: object) -> c.MethodConfig:
    verb, _, path = endpoint.partition(" ")
    return c.MethodConfig(name, HERE, endpoint=c.Endpoint(verb, path, HERE), **more)  # type: ignore[arg-type]  # as given


def test_tree_of_resources(tmp_path: Path) -> None:
    resources = (
        c.ResourceConfig("$client", HERE, methods=(method("ping", "get /b"),), description="The client."),
        c.ResourceConfig("$shared", HERE),
        c.ResourceConfig(
            "outer",
            HERE,
            methods=(
                method("retrieve", "get /a/{x}/{y}", positional_params=("x", "y"), timeout=3.0, max_retries=1),
                c.MethodConfig("get", HERE, c.MethodKind.ALIAS, alias_of="outer.retrieve", deprecated="use retrieve"),
            ),
            subresources=(c.ResourceConfig("inner", HERE, methods=(method("delete", "delete /a/{x}/{y}"),)),),
            deprecated="old",
        ),
        c.ResourceConfig("empty", HERE),
    )
    lowered = lower_text(PATHS, tmp_path, methods={}, resources=resources)
    root = lowered.api.root
    assert (root.name.text, root.path, root.doc) == ("$client", (), "The client.")
    assert [child.name.text for child in root.children] == ["things", "outer"]
    outer = root.children[1]
    assert (outer.path, outer.deprecated) == (("outer",), "old")
    retrieve, alias = outer.methods
    assert (retrieve.operation, retrieve.positional) == ("get /a/{x}/{y}", ("x", "y"))
    assert (retrieve.timeout, retrieve.max_retries) == (3.0, 1)
    assert (alias.operation, alias.deprecated, alias.positional) == ("get /a/{x}/{y}", "use retrieve", ("y",))
    assert outer.children[0].path == ("outer", "inner")
    assert [found.name.text for found in root.methods] == ["ping"]


def test_operations_without_a_method_are_not_there(tmp_path: Path) -> None:
    only = (c.ResourceConfig("b", HERE, methods=(method("list", "get /b"),)),)
    lowered = lower_text(PATHS, tmp_path, inferred=False, top={"resources": only})
    assert list(lowered.api.operations) == ["get /b"]


def test_no_positional_parameters(tmp_path: Path) -> None:
    settings = Settings(HERE, positional_params=False)
    assert lower_text(PATHS, tmp_path, settings=settings).method.positional == ()


def test_client(tmp_path: Path) -> None:
    client = ClientSettings(
        HERE,
        options=(
            ClientOptionConfig("api_key", HERE, read_env="ACME_KEY", auth=OptionAuth("key")),
            ClientOptionConfig("region", HERE, default="eu", server_variable="region", description="Where."),
            ClientOptionConfig("flag", HERE, type="boolean", nullable=True, send_in_header="X-Flag"),
        ),
        idempotency_header="Idempotency-Key",
        default_headers=(("X-A", "1"),),
        default_timeout=30.0,
        max_retries=5,
        client_name="AcmeClient",
    )
    api = lower_text(PATHS, tmp_path, client=client).api
    assert [(o.name.text, o.required, o.default, o.env, o.auth_scheme) for o in api.options] == [
        ("api_key", True, None, "ACME_KEY", "key"),
        ("region", False, "eu", None, None),
        ("flag", False, None, None, None),
    ]
    assert (api.options[1].server_variable, api.options[2].send_in_header) == ("region", "X-Flag")
    assert (api.idempotency_header, api.default_headers) == ("Idempotency-Key", (("X-A", "1"),))
    assert (api.default_timeout, api.max_retries) == (30.0, 5)
    assert (api.name.text, api.env_prefix) == ("AcmeClient", "acme")


def test_settings_of_the_whole_api(tmp_path: Path) -> None:
    lowered = lower_text(
        PATHS,
        tmp_path,
        top={
            "query": QuerySettings(HERE, ArrayFormat.REPEAT),
            "custom_casings": (Casing("oauth", HERE, None, (("pascal", "OAuth"),)), Casing("vm", HERE, True)),
            "on_event": (EventRule(HERE, EventAction.DONE, data_starts_with="[DONE]"),),
            "environments": (c.EnvironmentConfig("production", "https://{region}.example.com", HERE),),
        },
    )
    api = lowered.api
    assert (api.query_array_format, api.query_nested_format) == ("repeat", "brackets")
    assert api.custom_casings == {"oauth": {"pascal": "OAuth"}, "vm": {"initialism": "true"}}
    assert api.stream_rules == (ir.StreamRule(ir.StreamAction.DONE, data_starts_with="[DONE]"),)
    (environment,) = api.environments
    assert (environment.name.text, environment.server.url) == ("production", "https://{region}.example.com")
    assert environment.server.variables == (ir.ServerVariable("region", ""),)
