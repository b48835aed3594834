"""What the classes of resources derive from: the operations of a client, within reach of their methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._request import request_options

if TYPE_CHECKING:
    from ._async_client import AsyncAPIClient
    from ._sync_client import SyncAPIClient

__all__ = ["AsyncAPIResource", "SyncAPIResource", "request_options"]


class SyncAPIResource:
    """A resource of a synchronous client."""

    _client: SyncAPIClient

    def __init__(self, client: SyncAPIClient) -> None:
        self._client = client
        self._request = client._request
        self._request_page = client._request_page
        self._request_stream = client._request_stream
        self._request_binary = client._request_binary
        self._request_content = client._request_content

    # The low-level verbs, for methods written by hand.

    @property
    def _get(self) -> Any:
        return self._client.get

    @property
    def _post(self) -> Any:
        return self._client.post

    @property
    def _put(self) -> Any:
        return self._client.put

    @property
    def _patch(self) -> Any:
        return self._client.patch

    @property
    def _delete(self) -> Any:
        return self._client.delete

    @property
    def _get_api_list(self) -> Any:
        return self._client.get_api_list

    def _sleep(self, seconds: float) -> None:
        self._client._sleep(seconds)


class AsyncAPIResource:
    """A resource of an asynchronous client."""

    _client: AsyncAPIClient

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client
        self._request = client._request
        self._request_page = client._request_page
        self._request_stream = client._request_stream
        self._request_binary = client._request_binary
        self._request_content = client._request_content

    # The low-level verbs, for methods written by hand.

    @property
    def _get(self) -> Any:
        return self._client.get

    @property
    def _post(self) -> Any:
        return self._client.post

    @property
    def _put(self) -> Any:
        return self._client.put

    @property
    def _patch(self) -> Any:
        return self._client.patch

    @property
    def _delete(self) -> Any:
        return self._client.delete

    @property
    def _get_api_list(self) -> Any:
        return self._client.get_api_list

    async def _sleep(self, seconds: float) -> None:
        await self._client._sleep(seconds)
