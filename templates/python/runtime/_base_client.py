"""The names that users and generated code import from here; the modules they come from may change."""

from __future__ import annotations

from ._async_client import AsyncAPIClient
from ._client_core import BaseClient
from ._http import DefaultAioHttpClient, DefaultAsyncHttpxClient, DefaultHttpxClient
from ._pages import AsyncPaginator, BaseAsyncPage, BasePage, BaseSyncPage, PageInfo
from ._request import FinalRequestOptions, make_request_options, request_options
from ._sync_client import SyncAPIClient

__all__ = [
    "AsyncAPIClient",
    "AsyncPaginator",
    "BaseAsyncPage",
    "BaseClient",
    "BasePage",
    "BaseSyncPage",
    "DefaultAioHttpClient",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "FinalRequestOptions",
    "PageInfo",
    "SyncAPIClient",
    "make_request_options",
    "request_options",
]
