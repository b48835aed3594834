"""Who is called what, and who keeps a name when two ask for it."""

from __future__ import annotations

import pytest

from specwright import ir
from specwright.diagnostics import Diagnostics, Severity
from specwright.targets.python.naming import Names, Symbol

from .apis import (
    INTEGER,
    OPERATION,
    STRING,
    alias,
    api,
    enum,
    member,
    method,
    names_of,
    operation,
    param,
    record,
    ref,
    resource,
    union,
)

SECRETS = "post /secrets"
FILES = "get /stores/{id}/files"
PING = "get /ping"


def tree() -> ir.Api:
    """`client.ping`, `client.workspace_secrets`, `client.stores.files`."""
    files = resource("files", method("list", FILES, "id"), path=("stores", "files"))
    return api(
        record("store_file", member("x"), resource=("stores", "files")),
        record("References", member("x"), resource=("$shared",)),
        record("Part", member("x"), resource=("$shared",)),
        record("result", member("inner", ref("inner")), owner=SECRETS),
        record("inner", member("x"), owner="result", place=("inner",)),
        operations=[
            operation(PING, params=[param("verbose")]),
            operation(SECRETS, body=[member("part", ref("Part"))], result=ref("result")),
            operation(FILES, params=[param("id", where=ir.ParamWhere.PATH), param("limit")], result=ref("store_file")),
        ],
        resources=[
            resource("workspace-secrets", method("import", SECRETS)),
            resource("stores", children=[files]),
        ],
        name="onebusaway-sdk",
    )


def with_ping(api: ir.Api) -> ir.Api:
    from dataclasses import replace

    return replace(api, root=replace(api.root, methods=(method("ping", PING),)))


@pytest.fixture
def names() -> Names:
    return names_of(with_ping(tree()))


def test_the_client_is_called_after_the_organisation(names: Names) -> None:
    assert (names.client, names.env_prefix) == ("OnebusawaySDK", "ONEBUSAWAY_SDK")


def test_resources_and_methods(names: Names) -> None:
    files = names.resource(("stores", "files"))
    assert (files.attribute, files.module, files.cls) == ("files", "resources.stores.files", "FilesResource")
    assert files.async_raw_cls == "AsyncFilesResourceWithRawResponse"
    assert names.resource(("stores",)).module == "resources.stores.stores"
    assert names.resource(("workspace-secrets",)).attribute == "workspace_secrets"
    assert names.method(SECRETS) == "import_"
    assert names.home(FILES) == ("stores", "files")


def test_types_live_beside_their_resource(names: Names) -> None:
    assert names.model("store_file") == Symbol("StoreFile", "types.stores.store_file")
    assert names.model("References") == Symbol("References", "types.shared.references")
    assert names.param_model("Part") == Symbol("Part", "types.shared_params.part")
    assert names.params(FILES) == Symbol("FileListParams", "types.stores.file_list_params")
    assert names.params(PING) == Symbol("ClientPingParams", "types.client_ping_params")


def test_types_of_methods_are_called_after_the_word_not_the_identifier(names: Names) -> None:
    assert names.params(SECRETS) == Symbol("WorkspaceSecretImportParams", "types.workspace_secret_import_params")
    assert names.model("result") == Symbol("WorkspaceSecretImportResponse", "types.workspace_secret_import_response")
    assert names.model("inner") == Symbol("Inner", "types.workspace_secret_import_response")


def test_an_operation_without_other_arguments_has_no_params() -> None:
    call = operation("get /x/{id}", params=[param("id", where=ir.ParamWhere.PATH)])
    assert names_of(api(operations=[call])).params("get /x/{id}") is None


def test_pages() -> None:
    assert names_of(api()).page("cursor_pagination") == ("SyncCursorPagination", "AsyncCursorPagination")


def test_inline_types_are_called_after_their_place_without_the_root() -> None:
    names = names_of(
        api(
            record("Root", member("keyframes", ref("k")), member("list", ref("l"))),
            record("k", member("frame0", ref("f")), owner="Root", place=("keyframe",)),
            record("f", member("x"), owner="k", place=("keyframe", "frame0")),
            record("l", member("x"), owner="Root", place=("list",)),
        )
    )
    assert [names.model(id).name for id in ("k", "f", "l")] == ["Keyframe", "KeyframeFrame0", "RootList"]


def test_the_root_is_named_where_it_inherits_or_is_a_list() -> None:
    names = names_of(
        api(
            record("Base", member("x")),
            record("Heir", member("x"), member("data", ref("d")), bases=("Base",)),
            record("d", member("y"), owner="Heir", place=("data",)),
            alias("Rows", ir.ListOf(ref("i"))),
            record("i", member("y"), owner="Rows", place=(ir.ITEM,)),
        )
    )
    assert names.model("d").name == "HeirData"
    assert names.model("i").name == "RowsItem"


def test_what_a_result_inherits_does_not_name_what_is_sent() -> None:
    call = operation(body=[member("hold", ref("sent"))], result=ref("result"))
    names = names_of(
        api(
            record("Base", member("x")),
            record("result", member("x"), member("hold", ref("got")), bases=("Base",), owner=call.id),
            record("got", member("y"), owner="result", place=("hold",)),
            record("sent", member("y"), owner=call.id, place=("hold",)),
            operations=[call],
        )
    )
    assert names.model("got").name == "ThingCreateResponseHold"
    assert names.param_model("sent").name == "Hold"


def test_the_arms_of_a_body_stand_for_the_body() -> None:
    call = operation(body=ref("body"))
    names = names_of(
        api(
            alias("body", union(ref("arm"), STRING), owner=call.id, place=("body",)),
            record("arm", member("x", ref("inner")), owner=call.id, place=("body", "KYBPatchRequest")),
            record("inner", member("y"), owner=call.id, place=("body", "KYBPatchRequest", "x")),
            operations=[call],
        )
    )
    assert [names.param_model(id).name for id in ("body", "arm", "inner")] == [
        "Body",
        "KYBPatchRequest",
        "KYBPatchRequestX",
    ]


def test_the_stronger_name_wins_and_a_note_tells_both_places() -> None:
    found = Diagnostics()
    names = names_of(
        api(
            record("user", member("x"), name="user"),
            record("User", member("x"), name="User"),
            record("configured", member("x"), name="USER", strength=ir.NameStrength.CONFIG),
        ),
        found,
    )
    assert names.model("configured").name == "User"
    assert names.model("User").name == "User2"
    assert names.model("user").name == "User3"
    notes = [note for note in found if "`User2`" in note.message]
    assert notes[0].severity is Severity.NOTE
    assert "/components/schemas/configured" in notes[0].message
    assert notes[0].origin is not None and notes[0].origin.pointer == "/components/schemas/User"


def test_adding_a_schema_renames_none() -> None:
    before = names_of(api(record("user", member("x")), enum("colour", "a")))
    assert before.model("user").name == "User"
    after = names_of(
        api(record("User", member("x")), record("user", member("x")), enum("colour", "a")),
        remembered=before.remembered(),
    )
    assert after.model("user") == before.model("user")
    assert after.model("colour") == before.model("colour")
    assert after.model("User").name == "User2"
    assert after.remembered().items() >= before.remembered().items()


def test_adding_a_property_or_parameter_renames_none() -> None:
    call = operation(params=[param("fooBar")], body=ref("T"), result=ref("T"))
    before = names_of(api(record("T", member("fooBar")), operations=[call]))
    call = operation(params=[param("foo-bar"), param("fooBar")], body=ref("T"), result=ref("T"))
    after = names_of(
        api(record("T", member("foo_bar"), member("fooBar")), operations=[call]), remembered=before.remembered()
    )
    assert after.field("T", "fooBar") == before.field("T", "fooBar") == "foo_bar"
    assert after.field("T", "foo_bar") == "foo_bar_2"
    assert after.argument(call.id, "query", "fooBar") == "foo_bar"


def test_a_name_of_the_configuration_is_followed_whatever_was_remembered() -> None:
    def made(name: str, field: str, method_name: str) -> ir.Api:
        return api(
            record(
                "T",
                member("x", name=ir.Name(field, ir.NameStrength.CONFIG)),
                name=name,
                strength=ir.NameStrength.CONFIG,
            ),
            operations=[operation(params=[param("y")])],
            resources=[resource("things", method(method_name))],
        )

    before = names_of(made("old", "first", "create"))
    after = names_of(made("new", "second", "make"), remembered=before.remembered())
    assert after.model("T") == Symbol("New", "types.new")
    assert after.field("T", "x") == "second"
    assert after.params(OPERATION) == Symbol("ThingMakeParams", "types.thing_make_params")


def test_a_remembered_name_moves_with_its_resource() -> None:
    before = names_of(api(record("t", member("x"))))
    child = resource("b", path=("a", "b"))
    moved = api(record("t", member("x"), resource=("a", "b")), resources=[resource("a", children=[child])])
    assert names_of(moved, remembered=before.remembered()).model("t") == Symbol("T", "types.a.t")


@pytest.mark.parametrize(
    "old", ["types.t", "nonsense", "types.a/b.T", "types.class.T", "types.con.T", "types.t.not one", "..", ""]
)
def test_a_manifest_that_was_edited_does_no_harm(old: str) -> None:
    assert names_of(api(record("T", member("x"))), remembered={"model:T": old}).model("T") == Symbol("T", "types.t")


def test_thousands_of_equal_names_are_told_apart_in_no_time() -> None:
    many = [record(f"s{'_' * number}", member("x")) for number in range(3000)]
    names = names_of(api(*many))
    assert len({names.model(found.id).name for found in many}) == 3000


@pytest.mark.threat("a11", "a12")
def test_properties_that_make_one_identifier_all_keep_their_wire_name() -> None:
    found = Diagnostics()
    names = names_of(api(record("T", member("foo-bar"), member("fooBar"), member("foo_bar"))), found)
    chosen = {wire: names.field("T", wire) for wire in ("foo-bar", "fooBar", "foo_bar")}
    assert chosen["foo_bar"] == "foo_bar"
    assert len(set(chosen.values())) == 3
    assert len(list(found)) == 2


def test_arguments_that_meet_say_where_they_go() -> None:
    call = operation(
        "post /x/{id}",
        params=[
            param("id", where=ir.ParamWhere.PATH),
            param("id"),
            param("timeout"),
            param("from"),
            param("X-Id", where=ir.ParamWhere.HEADER),
        ],
        body=[member("id"), member("x_id")],
    )
    names = names_of(api(operations=[call]))
    assert names.argument(call.id, "path", "id") == "path_id"
    assert names.argument(call.id, "query", "id") == "query_id"
    assert names.argument(call.id, "body", "id") == "body_id"
    assert names.argument(call.id, "query", "timeout") == "api_timeout"
    assert names.argument(call.id, "query", "from") == "from_"
    assert {names.argument(call.id, "header", "X-Id"), names.argument(call.id, "body", "x_id")} == {
        "header_x_id",
        "body_x_id",
    }


def test_a_whole_body_is_one_argument() -> None:
    call = operation(body=ir.ListOf(STRING))
    assert names_of(api(operations=[call])).body_argument(call.id) == "body"


@pytest.mark.parametrize("name", ["Optional", "BaseModel", "List", "TypedDict", "Any", "SequenceNotStr"])
@pytest.mark.threat("a11")
def test_names_that_modules_of_types_use_are_not_given_away(name: str) -> None:
    names = names_of(api(record(name, member("x"))))
    assert names.model(name).name == f"{name}2"


def test_a_module_does_not_hide_a_package() -> None:
    child = resource("files", method("list", FILES), path=("stores", "files"))
    names = names_of(
        api(
            record("stores", member("x")),
            record("shared", member("x")),
            operations=[operation(FILES, params=[param("limit")])],
            resources=[resource("stores", children=[child])],
        )
    )
    assert names.model("stores").module == "types.stores.stores"
    assert names.model("shared").module == "types.shared_model"


@pytest.mark.threat("a10")
def test_modules_differ_in_more_than_case() -> None:
    names = names_of(api(*(record(text, member("x"), name=text) for text in ("CON", "Straße", "STRASSE", "日本"))))
    modules = [names.model(id).module for id in ("CON", "Straße", "STRASSE", "日本")]
    assert len({module.casefold() for module in modules}) == 4
    assert all(module.isascii() for module in modules)
    assert "types.con_" in modules


def test_only_what_is_used_is_named() -> None:
    inline = record("orphan", member("x"), owner="get /unused", place=())
    names = names_of(api(record("Kept", member("x")), inline))
    assert names.has_model("Kept")
    assert not names.has_model("orphan")
    with pytest.raises(KeyError):
        names.model("orphan")


def test_custom_casings_reach_every_name() -> None:
    names = names_of(api(record("iban_check", member("x", INTEGER)), custom_casings={"iban": {"initialism": "true"}}))
    assert names.model("iban_check").name == "IBANCheck"
