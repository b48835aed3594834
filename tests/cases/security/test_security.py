"""Security schemes and requirements (OpenAPI 3.1.1, 4.8.27 and 4.8.30): what goes out with which operation."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from ..harness import Caller, Case, answer

BEARER = {"bearer_token": "jwt"}
BASIC = {"username": "ada", "password": "p:ä"}


def test_bearer(call: Caller) -> None:
    call(lambda client: client.doors.bearer(), **BEARER)

    assert call.server.last.header("Authorization") == "Bearer jwt"


def test_basic(call: Caller) -> None:
    # RFC 7617, 2: base64 of `user-id ":" password`, here in UTF-8.
    call(lambda client: client.doors.basic(), **BEARER, **BASIC)

    assert call.server.last.header("Authorization") == f"Basic {b64encode('ada:p:ä'.encode()).decode()}"


def test_another_http_scheme(call: Caller) -> None:
    call(lambda client: client.doors.token(), **BEARER, scheme_api_key="t")

    assert call.server.last.header("Authorization") == "Token t"


def test_openid_sends_a_bearer_token(call: Caller) -> None:
    call(lambda client: client.doors.openid(), **BEARER, open_id_access_token="id")

    assert call.server.last.header("Authorization") == "Bearer id"


def test_api_keys(call: Caller) -> None:
    keys = {"header_key": "h", "query_key": "q&1", "cookie_key": "c;1", **BEARER}

    call(lambda client: client.doors.header(), **keys)
    call(lambda client: client.doors.query(q="x"), **keys)
    call(lambda client: client.doors.cookie(theme="dark"), **keys)

    header, query, cookie = call.server.recorded
    assert (header.header("X-Api-Key"), header.target) == ("h", "/header")
    assert (query.header("X-Api-Key"), query.target) == (None, "/query?api%20key=q%261&q=x")
    assert cookie.header("Cookie") == "session=c%3B1; theme=dark"
    assert {request.header("Authorization") for request in call.server.recorded} == {None}


def test_all_of_a_requirement(call: Caller) -> None:
    call(lambda client: client.doors.both(), header_key="h", query_key="q", **BEARER)

    assert (call.server.last.header("X-Api-Key"), call.server.last.target) == ("h", "/both?api%20key=q")


def test_half_of_a_requirement_is_none(call: Caller) -> None:
    with pytest.raises(TypeError, match="Could not resolve authentication method"):
        call(lambda client: client.doors.both(), header_key="h", **BEARER)

    assert not call.server.recorded


@pytest.mark.parametrize(
    ("options", "key", "authorization"),
    [({"header_key": "h"}, "h", None), (BASIC, None, "Basic"), ({"header_key": "h", **BASIC}, "h", None)],
)
def test_one_of_several_requirements(
    call: Caller, options: dict[str, Any], key: str | None, authorization: str | None
) -> None:
    call(lambda client: client.doors.either(), **options, **BEARER)

    sent = call.server.last.header("Authorization")
    assert call.server.last.header("X-Api-Key") == key
    assert (sent.split()[0] if sent else None) == authorization


def test_none_of_several_requirements(call: Caller) -> None:
    with pytest.raises(TypeError, match="Could not resolve authentication method"):
        call(lambda client: client.doors.either(), **BEARER)


@pytest.mark.parametrize(("options", "key"), [({}, None), ({"header_key": "h"}, "h")])
def test_an_optional_requirement(call: Caller, options: dict[str, Any], key: str | None) -> None:
    call(lambda client: client.doors.optional(), **options, **BEARER)

    assert call.server.last.header("X-Api-Key") == key
    assert call.server.last.header("Authorization") is None


def test_no_security_sends_no_secrets(call: Caller) -> None:
    call(lambda client: client.doors.none(), header_key="h", cookie_key="c", query_key="q", **BEARER, **BASIC)

    sent = call.server.last
    assert (sent.header("Authorization"), sent.header("X-Api-Key"), sent.header("Cookie")) == (None, None, None)
    assert sent.target == "/none"


def test_a_header_by_hand_does_as_well(call: Caller) -> None:
    call(lambda client: client.doors.header(extra_headers={"X-Api-Key": "by hand"}), **BEARER)

    assert call.server.last.header("X-Api-Key") == "by hand"


def call_twice(call: Caller, **options: Any) -> None:
    async def twice_async(client: Any) -> None:
        await client.doors.oauth()
        await client.doors.oauth()

    def twice(client: Any) -> None:
        client.doors.oauth()
        client.doors.oauth()

    call(twice_async if call.is_async else twice, **options)


def test_client_credentials(call: Caller) -> None:
    token = answer('{"access_token": "t1", "token_type": "Bearer", "expires_in": 3600}')
    call.server.answer_next(token, answer(), answer())

    call_twice(call, client_id="id", client_secret="s&e", **BEARER)

    asked, first, second = call.server.recorded
    assert asked.line == "POST /oauth/token HTTP/1.1"
    assert asked.header("Content-Type") == "application/x-www-form-urlencoded"
    # RFC 6749, 4.4.2, with the client's password as 2.3.1 says: form-encoded, then HTTP Basic.
    assert asked.body == b"grant_type=client_credentials&scope=read+write"
    assert asked.header("Authorization") == f"Basic {b64encode(b'id:s%26e').decode()}"
    assert (first.header("Authorization"), second.header("Authorization")) == ("Bearer t1", "Bearer t1")


def test_a_refused_token_is_renewed_once(call: Caller) -> None:
    call.server.answer_next(
        answer('{"access_token": "t1", "token_type": "Bearer"}'),
        answer(),
        answer('{"error": "expired"}', status=401),
        answer('{"access_token": "t2", "token_type": "Bearer"}'),
        answer(),
    )

    call_twice(call, client_id="id", client_secret="s", **BEARER)

    sent = [request.header("Authorization") for request in call.server.recorded if request.target == "/oauth"]
    assert sent == ["Bearer t1", "Bearer t1", "Bearer t2"]


def test_a_new_token_that_is_refused_is_an_error(call: Caller) -> None:
    call.server.answer_next(answer('{"access_token": "t1"}'), answer('{"error": "scope"}', status=401))

    with pytest.raises(call.case.package.AuthenticationError):
        call(lambda client: client.doors.oauth(), client_id="id", client_secret="s", **BEARER)

    assert len(call.server.recorded) == 2


def test_an_expired_token_is_renewed(call: Caller) -> None:
    call.server.answer_next(
        answer('{"access_token": "t1", "token_type": "Bearer", "expires_in": 0}'),
        answer(),
        answer('{"access_token": "t2", "token_type": "Bearer", "expires_in": 3600}'),
        answer(),
    )

    call_twice(call, client_id="id", client_secret="s", **BEARER)

    assert [request.header("Authorization") for request in call.server.recorded[1::2]] == ["Bearer t1", "Bearer t2"]


def test_a_refused_client(call: Caller) -> None:
    call.server.answer_next(answer('{"error": "invalid_client"}', status=401))

    with pytest.raises(call.case.package.AuthenticationError) as caught:
        call(lambda client: client.doors.oauth(), client_id="id", client_secret="secret-s", **BEARER)

    assert caught.value.body == {"error": "invalid_client"}
    assert "secret-s" not in str(caught.value)


def test_a_token_of_another_flow(call: Caller) -> None:
    call(lambda client: client.doors.oauth(), oauth_access_token="given", **BEARER)

    assert [request.header("Authorization") for request in call.server.recorded] == ["Bearer given"]


def test_secrets_come_from_the_environment(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAULT_BEARER_TOKEN", "from env")

    call(lambda client: client.doors.bearer())

    assert call.server.last.header("Authorization") == "Bearer from env"


def test_08_the_required_secret_is_asked_for(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VAULT_BEARER_TOKEN", raising=False)

    with pytest.raises(case.package.VaultError, match=r"bearer_token.*VAULT_BEARER_TOKEN"):
        case.package.Client(base_url="http://localhost")


def test_17_a_changed_secret_counts(call: Caller) -> None:
    async def change_async(client: Any) -> None:
        client.bearer_token = "new"
        await client.doors.bearer()

    def change(client: Any) -> None:
        client.bearer_token = "new"
        client.doors.bearer()

    call(change_async if call.is_async else change, **BEARER)

    assert call.server.last.header("Authorization") == "Bearer new"


def test_secrets_are_not_shown(case: Case) -> None:
    client = case.package.Client(base_url="http://localhost", bearer_token="hidden", password="hidden too")

    assert "hidden" not in repr(client)
