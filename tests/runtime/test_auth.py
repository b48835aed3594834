"""Statement 38: credentials, and which alternative of a security requirement is used."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from support import recorder

from runtime._auth import (
    ApiKeyAuth,
    Auth,
    BasicAuth,
    BearerAuth,
    DigestAuth,
    HttpAuth,
    OAuth2ClientCredentials,
    Requirements,
    Secret,
)
from runtime._base_client import AsyncAPIClient, SyncAPIClient
from runtime._exceptions import APIResponseValidationError, AuthenticationError
from runtime._operation import Operation
from runtime._retry import Clock
from runtime._types import omit

SCHEMES: dict[str, Any] = {
    "bearer": BearerAuth("token"),
    "custom": HttpAuth("token", keyword="Token"),
    "basic": BasicAuth("username", "password"),
    "header": ApiKeyAuth("key", "header", "X-API-Key"),
    "prefixed": ApiKeyAuth("key", "header", "Authorization", prefix="ApiKey"),
    "query": ApiKeyAuth("key", "query", "api_key"),
    "cookie": ApiKeyAuth("key", "cookie", "session"),
    "oauth": OAuth2ClientCredentials("client_id", "client_secret", token_url="oauth/token", scopes=("read", "write")),
    "digest": DigestAuth("username", "password"),
}


def make(handler: Any, requirements: Requirements, base: Any = SyncAPIClient, **options: Any) -> Any:
    """A client with these requirements and credentials."""

    class Client(base):  # type: ignore[misc]
        _auth = Auth(SCHEMES, requirements)
        token = Secret["str | None"]()
        key = Secret["str | None"]()
        username = Secret["str | None"]()
        password = Secret["str | None"]()
        client_id = Secret["str | None"]()
        client_secret = Secret["str | None"]()

        def __init__(self, *, http_client: Any = None, default_headers: Any = None, **credentials: Any) -> None:
            for name in ("token", "key", "username", "password", "client_id", "client_secret"):
                setattr(self, name, credentials.get(name))
            super().__init__(
                version="1",
                base_url="https://api.example.com/v1",
                max_retries=0,
                http_client=http_client,
                custom_headers=default_headers,
            )

    http = httpx.Client if base is SyncAPIClient else httpx.AsyncClient
    return Client(http_client=http(transport=httpx.MockTransport(handler), follow_redirects=True), **options)


def sent(requirements: Requirements, security: Requirements | None = None, **credentials: Any) -> httpx.Request:
    answered = recorder()
    client = make(answered, requirements, **credentials)
    client._request(Operation("GET", "/a", returns=lambda: object, security=security))
    return answered.request


BASIC = "Basic " + base64.b64encode("ünï:p:w".encode()).decode()


@pytest.mark.parametrize(
    ("scheme", "header", "value"),
    [
        ("bearer", "authorization", "Bearer tok"),
        ("custom", "authorization", "Token tok"),
        ("basic", "authorization", BASIC),
        ("header", "x-api-key", "k y"),
        ("prefixed", "authorization", "ApiKey k y"),
        ("cookie", "cookie", "session=k%20y"),
    ],
)
def test_38_schemes(scheme: str, header: str, value: str) -> None:
    request = sent(((scheme,),), token="tok", key="k y", username="ünï", password="p:w")
    assert request.headers[header] == value


def test_38_a_key_in_the_query() -> None:
    request = sent((("query",),), key="k y")
    assert request.url.query == b"api_key=k%20y"
    assert "authorization" not in request.headers


def test_38_the_first_complete_alternative_is_used() -> None:
    alternatives = (("basic", "header"), ("bearer",), ("query",))
    both = sent(alternatives, token="t", key="k", username="u", password="p")
    assert both.headers["authorization"].startswith("Basic ") and both.headers["x-api-key"] == "k"
    bearer = sent(alternatives, token="t", key="k", username="u")
    assert bearer.headers["authorization"] == "Bearer t" and "x-api-key" not in bearer.headers
    assert sent(alternatives, key="k").url.query == b"api_key=k"


def test_38_no_usable_credentials() -> None:
    answered = recorder()
    client = make(answered, (("bearer",), ("header",)))
    with pytest.raises(TypeError, match="Could not resolve authentication method") as caught:
        client.get("/a", cast_to=object)
    assert "`token`" in str(caught.value) and "`key`" in str(caught.value)
    assert not answered.requests
    client.get("/a", cast_to=object, options={"headers": {"X-Api-Key": "mine"}})
    client.get("/a", cast_to=object, options={"headers": {"Authorization": omit}})
    assert len(answered.requests) == 2
    other = make(answered, (("bearer",),), default_headers={"authorization": "Mine x"})
    other.get("/a", cast_to=object)
    assert answered.requests[2].headers["authorization"] == "Mine x"


def test_38_optional_credentials() -> None:
    assert "authorization" not in sent((("bearer",), ())).headers
    assert sent(((), ("bearer",)), token="t").headers["authorization"] == "Bearer t"
    assert "authorization" not in sent(()).headers


def test_38_requirements_of_an_operation() -> None:
    request = sent((("bearer",),), security=(("header",),), token="t", key="k")
    assert "authorization" not in request.headers and request.headers["x-api-key"] == "k"
    assert "authorization" not in sent((("bearer",),), security=(), token="t").headers
    with pytest.raises(TypeError, match="Could not resolve"):
        sent((("bearer",),), security=(("header",),), token="t")


def test_digest_answers_a_challenge() -> None:
    challenge = {"www-authenticate": 'Digest realm="r", nonce="n", algorithm=MD5, qop="auth"'}
    answered = recorder(httpx.Response(401, headers=challenge), httpx.Response(200, json={}))
    make(answered, (("digest",),), username="u", password="p").get("/a", cast_to=object)
    assert answered.requests[1].headers["authorization"].startswith('Digest username="u", realm="r"')


class TokenServer:
    """Gives the tokens t1, t2, ...; the API refuses those in `refused`."""

    def __init__(self, lifetime: object = 3600) -> None:
        self.lifetime = lifetime
        self.given = 0
        self.refused: set[str] = set()
        self.token_requests: list[httpx.Request] = []
        self.used: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/oauth/token"):
            self.token_requests.append(request)
            self.given += 1
            answer = {"access_token": f"t{self.given}", "token_type": "Bearer", "expires_in": self.lifetime}
            return httpx.Response(200, json=answer)
        token = request.headers["authorization"]
        self.used.append(token)
        return httpx.Response(401 if token.removeprefix("Bearer ") in self.refused else 200, json={"message": "no"})


OAUTH = {"client_id": "id with space", "client_secret": "s:cret/0123"}


def test_oauth2_fetches_a_token_once() -> None:
    server = TokenServer()
    client = make(server, (("oauth",),), **OAUTH)
    for _ in range(3):
        client.get("/a", cast_to=object)
    assert server.used == ["Bearer t1"] * 3
    (request,) = server.token_requests
    assert str(request.url) == "https://api.example.com/v1/oauth/token"
    assert dict(parse_qsl(request.content.decode())) == {"grant_type": "client_credentials", "scope": "read write"}
    expected = base64.b64encode(b"id%20with%20space:s%3Acret%2F0123").decode()
    assert request.headers["authorization"] == f"Basic {expected}"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"


def test_oauth2_replaces_a_token_before_it_runs_out() -> None:
    now = [0.0]
    server = TokenServer(lifetime=100)
    client = make(server, (("oauth",),), **OAUTH)
    client._clock = Clock(monotonic=lambda: now[0])
    for now[0] in (0.0, 69.0, 71.0):
        client.get("/a", cast_to=object)
    assert server.used == ["Bearer t1", "Bearer t1", "Bearer t2"]


def test_oauth2_a_refused_token_is_replaced_once() -> None:
    server = TokenServer()
    client = make(server, (("oauth",),), **OAUTH)
    client.get("/a", cast_to=object)
    server.refused = {"t1"}
    client.get("/a", cast_to=object)
    assert server.used == ["Bearer t1", "Bearer t1", "Bearer t2"]
    server.refused = {"t2", "t3", "t4"}
    with pytest.raises(AuthenticationError):
        client.get("/a", cast_to=object)
    assert server.used[3:] == ["Bearer t2", "Bearer t3"]


def test_oauth2_a_fresh_token_that_is_refused_is_an_error_at_once() -> None:
    server = TokenServer()
    server.refused = {"t1"}
    with pytest.raises(AuthenticationError):
        make(server, (("oauth",),), **OAUTH).get("/a", cast_to=object)
    assert server.used == ["Bearer t1"]


@pytest.mark.parametrize("answer", [{"error": "x"}, [], {"access_token": 7}, "no"])
def test_oauth2_a_token_response_without_token(answer: object) -> None:
    client = make(recorder(httpx.Response(200, json=answer)), (("oauth",),), **OAUTH)
    with pytest.raises(APIResponseValidationError, match="access_token"):
        client.get("/a", cast_to=object)


def test_oauth2_the_token_server_says_no() -> None:
    client = make(recorder(httpx.Response(401, json={"error": OAUTH["client_secret"]})), (("oauth",),), **OAUTH)
    with pytest.raises(AuthenticationError) as caught:
        client.get("/a", cast_to=object)
    assert OAUTH["client_secret"] not in str(caught.value)


@pytest.mark.parametrize("lifetime", [None, "600", "soon", -5, [1]])
def test_oauth2_lifetimes(lifetime: object) -> None:
    server = TokenServer(lifetime)
    client = make(server, (("oauth",),), **OAUTH)
    client.get("/a", cast_to=object)
    client.get("/a", cast_to=object)
    assert set(server.used) <= {"Bearer t1", "Bearer t2"}


def test_oauth2_a_copy_shares_tokens_but_not_with_other_credentials() -> None:
    server = TokenServer()
    client = make(server, (("oauth",),), **OAUTH)
    client.get("/a", cast_to=object)
    other = make(server, (("oauth",),), client_id="other", client_secret="other")
    other._tokens = client._tokens
    other.get("/a", cast_to=object)
    client.get("/a", cast_to=object)
    assert server.used == ["Bearer t1", "Bearer t2", "Bearer t1"]


@pytest.mark.anyio
async def test_oauth2_async_many_tasks_fetch_one_token() -> None:
    import anyio

    server = TokenServer()

    async def handler(request: httpx.Request) -> httpx.Response:
        await anyio.sleep(0.01)
        return server(request)

    client = make(handler, (("oauth",),), AsyncAPIClient, **OAUTH)

    async def call() -> None:
        await client.get("/a", cast_to=object)

    async with anyio.create_task_group() as group:
        for _ in range(10):
            group.start_soon(call)
    assert server.given == 1 and server.used == ["Bearer t1"] * 10


def test_a_subclass_may_compute_its_headers() -> None:
    answered = recorder()
    client = make(answered, (("bearer",),), token="t")
    counter = iter(range(100))

    class Signing(type(client)):  # type: ignore[misc]
        @property
        def auth_headers(self) -> dict[str, str]:
            return {"Authorization": f"Signed {next(counter)}"}

    signing = Signing(http_client=client._client)
    signing.get("/a", cast_to=object)
    signing.get("/a", cast_to=object)
    first, second = (request.headers["authorization"] for request in answered.requests)
    assert first.startswith("Signed ") and first != second
