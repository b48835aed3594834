# File generated from the OpenAPI document by specwright.

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ._auth import Auth, BearerAuth, Secret
from ._base_client import AsyncAPIClient, SyncAPIClient
from ._client_options import required_option, resolve_base_url
from ._constants import DEFAULT_MAX_RETRIES
from ._qs import Querystring
from ._types import NotGiven, ProxiesTypes, RequestOptions, Timeout, Transport, not_given
from ._utils import cached_property
from ._version import __version__

if TYPE_CHECKING:
    import httpx
    from typing_extensions import Self

    from .resources.workspace_secrets import (
        AsyncWorkspaceSecretsResource,
        AsyncWorkspaceSecretsResourceWithRawResponse,
        AsyncWorkspaceSecretsResourceWithStreamingResponse,
        WorkspaceSecretsResource,
        WorkspaceSecretsResourceWithRawResponse,
        WorkspaceSecretsResourceWithStreamingResponse,
    )

__all__ = [
    "Timeout",
    "Transport",
    "ProxiesTypes",
    "RequestOptions",
    "Cadenya",
    "AsyncCadenya",
    "Client",
    "AsyncClient",
]

_AUTH = Auth({"bearerAuth": BearerAuth("api_key")}, requirements=(("bearerAuth",),))
_QS = Querystring(array_format="repeat", nested_format="brackets")


class Cadenya(SyncAPIClient):
    """The synchronous client of the Cadenya API.

    What is not given is read from the environment:

    - `api_key` from `CADENYA_API_KEY`
    """

    _auth = _AUTH
    qs = _QS

    api_key = Secret[str]()
    """An API key of the account."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | httpx.URL | None = None,
        timeout: float | Timeout | None | NotGiven = not_given,
        max_retries: int = DEFAULT_MAX_RETRIES,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        http_client: httpx.Client | None = None,
        _strict_response_validation: bool = False,
    ) -> None:
        self.api_key = required_option("api_key", api_key, env="CADENYA_API_KEY")
        url = resolve_base_url(
            base_url,
            env="CADENYA_BASE_URL",
            default="https://api.cadenya.com",
        )
        super().__init__(
            version=__version__,
            base_url=url,
            max_retries=max_retries,
            timeout=timeout,
            http_client=http_client,
            custom_headers=default_headers,
            custom_query=default_query,
            _strict_response_validation=_strict_response_validation,
        )

    @cached_property
    def workspace_secrets(self) -> WorkspaceSecretsResource:
        """Secrets that belong to one workspace."""
        from .resources.workspace_secrets import WorkspaceSecretsResource

        return WorkspaceSecretsResource(self)

    @cached_property
    def with_raw_response(self) -> CadenyaWithRawResponse:
        """The same client, whose methods return the raw response instead of what it holds."""
        return CadenyaWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> CadenyaWithStreamedResponse:
        """The same client, whose methods are context managers and do not read the response before it is asked for."""
        return CadenyaWithStreamedResponse(self)

    def copy(
        self,
        *,
        api_key: str | None = None,
        base_url: str | httpx.URL | None = None,
        timeout: float | Timeout | None | NotGiven = not_given,
        http_client: httpx.Client | None = None,
        max_retries: int | NotGiven = not_given,
        default_headers: Mapping[str, str] | None = None,
        set_default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        set_default_query: Mapping[str, object] | None = None,
        _extra_kwargs: Mapping[str, Any] = {},
    ) -> Self:
        """A client with the same options but for those given here. Both use one HTTP client."""
        return self._copy(
            {
                "api_key": api_key,
            },
            base_url=base_url,
            timeout=timeout,
            http_client=http_client,
            max_retries=max_retries,
            default_headers=default_headers,
            set_default_headers=set_default_headers,
            default_query=default_query,
            set_default_query=set_default_query,
            extra=_extra_kwargs,
        )

    with_options = copy


class AsyncCadenya(AsyncAPIClient):
    """The asynchronous client of the Cadenya API.

    What is not given is read from the environment:

    - `api_key` from `CADENYA_API_KEY`
    """

    _auth = _AUTH
    qs = _QS

    api_key = Secret[str]()
    """An API key of the account."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | httpx.URL | None = None,
        timeout: float | Timeout | None | NotGiven = not_given,
        max_retries: int = DEFAULT_MAX_RETRIES,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        http_client: httpx.AsyncClient | None = None,
        _strict_response_validation: bool = False,
    ) -> None:
        self.api_key = required_option("api_key", api_key, env="CADENYA_API_KEY")
        url = resolve_base_url(
            base_url,
            env="CADENYA_BASE_URL",
            default="https://api.cadenya.com",
        )
        super().__init__(
            version=__version__,
            base_url=url,
            max_retries=max_retries,
            timeout=timeout,
            http_client=http_client,
            custom_headers=default_headers,
            custom_query=default_query,
            _strict_response_validation=_strict_response_validation,
        )

    @cached_property
    def workspace_secrets(self) -> AsyncWorkspaceSecretsResource:
        """Secrets that belong to one workspace."""
        from .resources.workspace_secrets import AsyncWorkspaceSecretsResource

        return AsyncWorkspaceSecretsResource(self)

    @cached_property
    def with_raw_response(self) -> AsyncCadenyaWithRawResponse:
        """The same client, whose methods return the raw response instead of what it holds."""
        return AsyncCadenyaWithRawResponse(self)

    @cached_property
    def with_streaming_response(self) -> AsyncCadenyaWithStreamedResponse:
        """The same client, whose methods are context managers and do not read the response before it is asked for."""
        return AsyncCadenyaWithStreamedResponse(self)

    def copy(
        self,
        *,
        api_key: str | None = None,
        base_url: str | httpx.URL | None = None,
        timeout: float | Timeout | None | NotGiven = not_given,
        http_client: httpx.AsyncClient | None = None,
        max_retries: int | NotGiven = not_given,
        default_headers: Mapping[str, str] | None = None,
        set_default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, object] | None = None,
        set_default_query: Mapping[str, object] | None = None,
        _extra_kwargs: Mapping[str, Any] = {},
    ) -> Self:
        """A client with the same options but for those given here. Both use one HTTP client."""
        return self._copy(
            {
                "api_key": api_key,
            },
            base_url=base_url,
            timeout=timeout,
            http_client=http_client,
            max_retries=max_retries,
            default_headers=default_headers,
            set_default_headers=set_default_headers,
            default_query=default_query,
            set_default_query=set_default_query,
            extra=_extra_kwargs,
        )

    with_options = copy


class CadenyaWithRawResponse:
    def __init__(self, client: Cadenya) -> None:
        self._client = client

    @cached_property
    def workspace_secrets(self) -> WorkspaceSecretsResourceWithRawResponse:
        from .resources.workspace_secrets import WorkspaceSecretsResourceWithRawResponse

        return WorkspaceSecretsResourceWithRawResponse(self._client.workspace_secrets)


class AsyncCadenyaWithRawResponse:
    def __init__(self, client: AsyncCadenya) -> None:
        self._client = client

    @cached_property
    def workspace_secrets(self) -> AsyncWorkspaceSecretsResourceWithRawResponse:
        from .resources.workspace_secrets import AsyncWorkspaceSecretsResourceWithRawResponse

        return AsyncWorkspaceSecretsResourceWithRawResponse(self._client.workspace_secrets)


class CadenyaWithStreamedResponse:
    def __init__(self, client: Cadenya) -> None:
        self._client = client

    @cached_property
    def workspace_secrets(self) -> WorkspaceSecretsResourceWithStreamingResponse:
        from .resources.workspace_secrets import WorkspaceSecretsResourceWithStreamingResponse

        return WorkspaceSecretsResourceWithStreamingResponse(self._client.workspace_secrets)


class AsyncCadenyaWithStreamedResponse:
    def __init__(self, client: AsyncCadenya) -> None:
        self._client = client

    @cached_property
    def workspace_secrets(self) -> AsyncWorkspaceSecretsResourceWithStreamingResponse:
        from .resources.workspace_secrets import AsyncWorkspaceSecretsResourceWithStreamingResponse

        return AsyncWorkspaceSecretsResourceWithStreamingResponse(self._client.workspace_secrets)


Client = Cadenya
AsyncClient = AsyncCadenya
