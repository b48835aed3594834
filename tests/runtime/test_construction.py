"""Statements 7 to 21: what a client's constructor and `copy` do with options and the environment."""

from __future__ import annotations

import inspect
import sys
import warnings
from typing import Any

import httpx
import pytest
from sample import AsyncBrand, Brand
from support import API_KEY, THING, async_brand, brand, recorder

import runtime._constants as constants
from runtime._base_client import DefaultAioHttpClient, DefaultAsyncHttpxClient, DefaultHttpxClient
from runtime._client_options import resolve_base_url, resolve_environment
from runtime._exceptions import BrandError
from runtime._types import not_given, omit


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BRAND_API_KEY", "BRAND_BASE_URL", "BRAND_CUSTOM_HEADERS", "BRAND_SPACE_ID"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("cls", [Brand, AsyncBrand])
def test_07_all_arguments_are_keyword_only(cls: type[Any]) -> None:
    parameters = list(inspect.signature(cls.__init__).parameters.values())[1:]
    assert all(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in parameters)


@pytest.mark.parametrize("cls", [Brand, AsyncBrand])
def test_08_a_missing_key_is_an_error_that_names_argument_and_variable(cls: type[Any]) -> None:
    with pytest.raises(BrandError, match=r"api_key.*BRAND_API_KEY"):
        cls()


def test_08_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRAND_API_KEY", "from-env")
    assert Brand().api_key == "from-env"
    assert Brand(api_key="given").api_key == "given"


def test_09_base_url_argument_then_environment_then_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(Brand(api_key="k").base_url) == "https://api.example.com/"
    monkeypatch.setenv("BRAND_BASE_URL", "https://env.example.com/v1")
    assert str(Brand(api_key="k").base_url) == "https://env.example.com/v1/"
    assert str(Brand(api_key="k", base_url="https://arg.example.com").base_url) == "https://arg.example.com/"


ENVIRONMENTS = {"production": "https://prod.example.com", "sandbox": "https://{region}.sandbox.example.com"}


def environment(base_url: Any, name: Any) -> tuple[Any, Any]:
    return resolve_environment(
        base_url,
        name,
        environments=ENVIRONMENTS,
        default="production",
        env="BRAND_BASE_URL",
        variables={"region": "eu"},
    )


def test_09_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment(not_given, not_given) == ("https://prod.example.com", "production")
    assert environment(not_given, "sandbox") == ("https://eu.sandbox.example.com", "sandbox")
    assert environment("https://x.example.com", "sandbox")[0] == "https://x.example.com"
    with pytest.raises(ValueError, match="Unknown environment"):
        environment(not_given, "moon")
    monkeypatch.setenv("BRAND_BASE_URL", "https://env.example.com")
    assert environment(not_given, not_given)[0] == "https://env.example.com"
    with pytest.raises(ValueError, match="Ambiguous URL"):
        environment(not_given, "sandbox")
    assert environment(None, "sandbox")[0] == "https://eu.sandbox.example.com"


def test_09_url_variables_are_encoded() -> None:
    url = resolve_base_url(None, env="BRAND_BASE_URL", default="https://h/{region}", variables={"region": "a/b"})
    assert url == "https://h/a%2Fb"


def test_10_headers_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRAND_CUSTOM_HEADERS", "X-One: 1\nnot a header\nX-Two: a:b")
    client = Brand(api_key="k", default_headers={"X-Two": "mine"})
    assert client.default_headers["X-One"] == "1"
    assert client.default_headers["X-Two"] == "mine"


@pytest.mark.parametrize("base", ["https://h/prefix", "https://h/prefix/"])
@pytest.mark.parametrize("path", ["/foo", "foo"])
def test_11_paths_are_appended_to_the_base_url(base: str, path: str) -> None:
    answered = recorder()
    client = brand(answered, base_url=base)
    assert str(client.base_url) == "https://h/prefix/"
    client.get(path, cast_to=httpx.Response)
    assert str(answered.request.url) == "https://h/prefix/foo"


def test_11_absolute_urls_are_used_as_they_are_and_base_url_can_be_set() -> None:
    answered = recorder()
    client = brand(answered)
    client.base_url = "https://other.example.com/x"
    assert isinstance(client.base_url, httpx.URL)
    client.get("y", cast_to=httpx.Response)
    client.get("https://absolute.example.com/z?a=1", cast_to=httpx.Response)
    assert [str(request.url) for request in answered.requests] == [
        "https://other.example.com/x/y",
        "https://absolute.example.com/z?a=1",
    ]
    assert [request.headers["host"] for request in answered.requests] == ["other.example.com", "absolute.example.com"]


@pytest.mark.parametrize("url", ["ftp://h", "file:///etc/passwd", "//h/x", "h", "https://u:p@h", "https://h?a=1"])
def test_base_url_is_http_without_credentials_or_query(url: str) -> None:
    with pytest.raises(ValueError, match="base_url") as caught:
        Brand(api_key="k", base_url=url)
    assert "u:p" not in str(caught.value)


def test_12_max_retries_none_is_an_error() -> None:
    with pytest.raises(TypeError, match=r"DEFAULT_MAX_RETRIES"):
        Brand(api_key="k", max_retries=None)  # type: ignore[arg-type]


def test_13_timeouts() -> None:
    assert Brand(api_key="k").timeout == constants.DEFAULT_TIMEOUT
    assert Brand(api_key="k", timeout=3).timeout == 3
    assert Brand(api_key="k", timeout=None).timeout is None
    with httpx.Client(timeout=7) as http:
        assert Brand(api_key="k", http_client=http).timeout == httpx.Timeout(7)
        assert Brand(api_key="k", http_client=http, timeout=8).timeout == 8
    with httpx.Client() as http:
        assert Brand(api_key="k", http_client=http).timeout == constants.DEFAULT_TIMEOUT
    with httpx.Client(timeout=None) as http:
        assert Brand(api_key="k", http_client=http).timeout == httpx.Timeout(None)


@pytest.mark.parametrize("timeout", [0, -1, httpx.Timeout(5, read=0)])
def test_timeouts_of_zero_are_refused(timeout: Any) -> None:
    with pytest.raises(ValueError, match="timeout"):
        Brand(api_key="k", timeout=timeout)
    with pytest.raises(ValueError, match="timeout"):
        brand(recorder()).things.retrieve("t1", timeout=timeout)


def test_14_http_client_of_the_wrong_kind() -> None:
    with httpx.Client() as http, pytest.raises(TypeError, match="Invalid `http_client` argument"):
        AsyncBrand(api_key="k", http_client=http)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Invalid `http_client` argument"):
        Brand(api_key="k", http_client=httpx.AsyncClient())  # type: ignore[arg-type]


def test_15_default_clients_only_set_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    assert issubclass(DefaultHttpxClient, httpx.Client)
    assert issubclass(DefaultAsyncHttpxClient, httpx.AsyncClient)
    with DefaultHttpxClient() as http:
        assert http.timeout == constants.DEFAULT_TIMEOUT
        assert http.follow_redirects is True
    with DefaultHttpxClient(timeout=1, follow_redirects=False) as http:
        assert http.timeout == httpx.Timeout(1)
        assert http.follow_redirects is False
    monkeypatch.setenv("HTTPS_PROXY", "https://proxy.example.org")
    with DefaultHttpxClient() as http:
        assert any(pattern.pattern == "https://" for pattern in http._mounts)


def test_16_aiohttp_without_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx_aiohttp", None)
    with pytest.raises(RuntimeError, match="aiohttp"):
        DefaultAioHttpClient()


def test_17_options_are_attributes_and_a_new_key_is_used() -> None:
    answered = recorder()
    client = brand(answered, max_retries=4, timeout=9)
    assert (client.api_key, client.timeout, client.max_retries) == (API_KEY, 9, 4)
    client.things.retrieve("t1")
    client.api_key = "other"
    client.things.retrieve("t1")
    assert [request.headers["authorization"] for request in answered.requests] == [f"Bearer {API_KEY}", "Bearer other"]


def test_18_context_manager_and_close() -> None:
    with Brand(api_key="k") as client:
        assert not client.is_closed()
    assert client.is_closed()
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.things.retrieve("t1", space_id="s1")


@pytest.mark.anyio
async def test_18_context_manager_and_close_async() -> None:
    async with AsyncBrand(api_key="k") as client:
        assert not client.is_closed()
        _ = client._client
    assert client.is_closed()
    await client.close()
    with pytest.raises(RuntimeError, match="closed"):
        await client.things.retrieve("t1", space_id="s1")


def test_18_an_own_client_closes_itself_with_a_resource_warning_if_it_was_used() -> None:
    client = Brand(api_key="k", base_url="http://127.0.0.1:9", max_retries=0)
    http = client._client
    with pytest.raises(BrandError):
        client.things.retrieve("t1", space_id="s1")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        http.__del__()  # type: ignore[attr-defined]
    assert [warning.category for warning in caught] == [ResourceWarning]
    assert http.is_closed
    unused = Brand(api_key="k")._client
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        unused.__del__()  # type: ignore[attr-defined]
    assert unused.is_closed


def test_19_copies_share_the_http_client_and_outlive_each_other() -> None:
    client = Brand(api_key="k")
    other = client.with_options(timeout=3)
    assert other._client is client._client
    http = client._client
    del other
    assert not http.is_closed
    with httpx.Client() as mine:
        assert client.copy(http_client=mine)._client is mine


def test_19_headers_and_query_are_merged_or_replaced() -> None:
    client = Brand(api_key="k", default_headers={"X-Foo": "bar"}, default_query={"foo": "bar"})
    merged = client.copy(default_headers={"X-Bar": "stainless"}, default_query={"baz": "1"})
    assert merged.default_headers["X-Foo"] == "bar"
    assert merged.default_headers["X-Bar"] == "stainless"
    assert merged.default_query == {"foo": "bar", "baz": "1"}
    replaced = client.copy(set_default_headers={"X-Bar": "s"}, set_default_query={"baz": "1"})
    assert "X-Foo" not in replaced.default_headers
    assert replaced.default_query == {"baz": "1"}
    assert client.copy(set_default_query={}).default_query == {}
    with pytest.raises(ValueError, match="`default_headers` and `set_default_headers`"):
        client.copy(default_headers={}, set_default_headers={"X-Foo": "Bar"})
    with pytest.raises(ValueError, match="`default_query` and `set_default_query`"):
        client.copy(default_query={}, set_default_query={"foo": "Bar"})


@pytest.mark.parametrize("cls", [Brand, AsyncBrand])
def test_20_a_copy_without_arguments_equals_the_original(cls: type[Any]) -> None:
    client = cls(api_key="k", space_id="s", timeout=4, max_retries=7, default_headers={"X-A": "1"}, base_url="http://h")
    client.max_response_bytes = 17
    same = client.copy()
    for name in ("api_key", "space_id", "timeout", "max_retries", "base_url", "default_headers", "max_response_bytes"):
        assert getattr(same, name) == getattr(client, name), name
    assert client.copy(max_retries=0, timeout=None).max_retries == 0
    assert client.copy(timeout=None).timeout is None


@pytest.mark.parametrize("cls", [Brand, AsyncBrand])
def test_20_copy_takes_all_arguments_of_the_constructor(cls: type[Any]) -> None:
    init = inspect.signature(cls.__init__).parameters
    copied = inspect.signature(cls.copy).parameters
    assert set(init) - set(copied) == {"_strict_response_validation"}


def test_21_resources_are_cached_and_raw_access_works_both_ways() -> None:
    client = brand(recorder())
    assert client.things is client.things
    assert client.with_raw_response.things.retrieve("t1").parse().id == "t1"
    assert client.things.with_raw_response.retrieve("t1").parse().id == "t1"
    with client.with_streaming_response.things.retrieve("t1") as response:
        assert response.parse().id == "t1"


def test_threats_c6_secrets_stay_out_of_vars_and_repr() -> None:
    client = brand(recorder())
    client.things.retrieve("t1")
    assert API_KEY not in repr(client)
    assert API_KEY not in repr(vars(client)["_credentials"])
    assert API_KEY not in str({name: value for name, value in vars(client).items() if name != "_http"})
    import pickle

    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(client)


def test_threats_c10_dicts_of_the_caller_are_copied() -> None:
    headers = {"X-A": "1"}
    query: dict[str, object] = {"a": "1"}
    answered = recorder()
    client = brand(answered, default_headers=headers, default_query=query)
    headers["X-A"] = "2"
    query["a"] = "2"
    client.things.retrieve("t1")
    assert answered.request.headers["x-a"] == "1"
    assert answered.request.url.params["a"] == "1"


def test_a_default_header_can_be_omitted() -> None:
    answered = recorder()
    brand(answered, default_headers={"User-Agent": omit}).things.retrieve("t1")
    assert "user-agent" not in answered.request.headers


@pytest.mark.anyio
async def test_21_async_raw_access() -> None:
    client = async_brand(recorder(httpx.Response(200, json=THING)))
    response = await client.things.with_raw_response.retrieve("t1")
    assert (await response.parse()).id == "t1"
