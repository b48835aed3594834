from __future__ import annotations

import keyword

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specwright.targets.python.casing import Casing, pascal, singular, snake
from specwright.targets.python.conventions import MEMBER_RESERVED
from specwright.targets.python.identifiers import (
    bounded,
    class_name,
    key_name,
    member_name,
    module_name,
    parameter_name,
)

CASING = Casing()


@pytest.mark.parametrize(
    ("text", "snaked", "pascaled"),
    [
        ("createdAt", "created_at", "CreatedAt"),
        ("userID", "user_id", "UserID"),
        ("userIDs", "user_ids", "UserIDs"),
        ("URLs", "urls", "URLs"),
        ("HTMLParser", "html_parser", "HTMLParser"),
        ("apiResponse", "api_response", "APIResponse"),
        ("onebusaway-sdk", "onebusaway_sdk", "OnebusawaySDK"),
        ("conditional_3ds_action", "conditional_3ds_action", "Conditional3DSAction"),
        ("git.commit.id.describe-short", "git_commit_id_describe_short", "GitCommitIDDescribeShort"),
        ("created[gte]", "created_gte", "CreatedGte"),
        ("X-Request-ID", "x_request_id", "XRequestID"),
        ("v1beta1", "v1beta1", "V1beta1"),
        ("24hVolume", "24h_volume", "24hVolume"),
        ("IPv4Address", "ipv4_address", "IPv4Address"),
        ("OAuth2Token", "oauth2_token", "OAuth2Token"),
        ("S3Bucket", "s3_bucket", "S3Bucket"),
        ("ISA", "isa", "Isa"),
        ("_id", "id", "ID"),
        ("@type", "type", "Type"),
        ("$ref", "ref", "Ref"),
        ("+1", "plus_1", "Plus1"),
        ("-1", "minus_1", "Minus1"),
        ("*", "star", "Star"),
        ("<=", "lt_eq", "LtEq"),
        ("hate/threatening", "hate_threatening", "HateThreatening"),
        ("café", "cafe", "Cafe"),
        ("größe", "grosse", "Grosse"),
        ("日本ID", "日本_id", "日本ID"),
        ("ИмяПользователя", "имя_пользователя", "ИмяПользователя"),
        ("नाम", "नाम", "नाम"),
        ("ﬁle", "file", "File"),
        ("_¿0", "0", "0"),
        ("", "empty", "Empty"),
        ("\u200b", "u200b", "U200b"),
    ],
)
def test_words_are_cased(text: str, snaked: str, pascaled: str) -> None:
    assert (snake(text), pascal(text)) == (snaked, pascaled)


def test_letters_that_look_like_others_do_not_pass_for_them() -> None:
    cyrillic_a = "\u0430"
    assert snake(f"p{cyrillic_a}ssword") != "password"
    assert snake(f"p{cyrillic_a}ssword").isascii()
    assert snake("\u0430\u0441\u0435") == "u0430u0441u0435"


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("workspace_secrets", "workspace_secret"),
        ("trip_details", "trip_detail"),
        ("policies", "policy"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("cookies", "cookie"),
        ("statuses", "status"),
        ("responses", "response"),
        ("tls", "tls"),
        ("os", "os"),
        ("cors", "cors"),
        ("dns", "dns"),
        ("cnis", "cni"),
        ("access", "access"),
        ("status", "status"),
        ("analysis", "analysis"),
        ("people", "person"),
        ("v2", "v2"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_custom_casings_come_first() -> None:
    casing = Casing({"iban": {"initialism": "true"}, "gpu": {"initialism": "false"}, "graphql": {"pascal": "GraphQL"}})
    assert casing.pascal("iban_gpu_graphql_query") == "IBANGpuGraphQLQuery"
    assert Casing({"data": {"singular": "datum"}}).singular("raw_data") == "raw_datum"


@pytest.mark.parametrize("word", ["class", "copy", "json", "schema", "construct", "to_dict", "from"])
def test_reserved_members_get_an_underscore(word: str) -> None:
    assert member_name(word, CASING) == f"{word}_"


@pytest.mark.parametrize("word", ["model_id", "modelId", "model_config"])
def test_members_leave_the_namespace_of_pydantic_alone(word: str) -> None:
    assert member_name(word, CASING) == f"api_{CASING.snake(word)}"
    assert key_name(word, CASING) == CASING.snake(word)


@pytest.mark.parametrize(
    ("word", "key"), [("schema", "schema"), ("json", "json"), ("from", "from_"), ("3d", "field_3d")]
)
def test_only_keywords_cannot_be_keys(word: str, key: str) -> None:
    assert key_name(word, CASING) == key


def test_every_attribute_of_a_pydantic_model_is_reserved() -> None:
    import pydantic

    public = {name for name in dir(pydantic.BaseModel) if not name.startswith("_")}
    assert public <= MEMBER_RESERVED


def test_arguments_make_room_for_the_options_of_every_call() -> None:
    assert [parameter_name(word, CASING) for word in ("timeout", "extra_query", "self", "from", "2fa")] == [
        "api_timeout",
        "api_extra_query",
        "self_",
        "from_",
        "param_2fa",
    ]


def test_file_names_are_safe_everywhere() -> None:
    assert module_name("CON", CASING, frozenset({"con"})) == "con_"
    assert module_name("3ds", CASING, frozenset()) == "model_3ds"
    assert module_name("日本", CASING, frozenset()) == "u65e5u672c"
    long = bounded("word_" * 60)
    assert len(f"{long}.py") <= 100
    assert long != bounded("word_" * 61)


def test_class_names_begin_with_a_capital() -> None:
    assert class_name("3ds_result", CASING) == "Model3DSResult"
    assert class_name("日本", CASING) == "Model日本"


@settings(deadline=None)
@given(st.text())
def test_whatever_the_text_it_becomes_an_identifier(text: str) -> None:
    member = member_name(text, CASING)
    assert member.isidentifier() and not keyword.iskeyword(member) and not member.startswith("_")
    assert parameter_name(text, CASING).isidentifier()
    assert class_name(text, CASING).isidentifier()
    module = module_name(text, CASING, frozenset())
    assert module.isidentifier() and module.isascii() and len(module) <= 96
