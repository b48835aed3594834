"""The names that users and generated code import from here; the modules they come from may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._async_client import AsyncAPIClient
from ._client_core import BaseClient
from ._http import DefaultAioHttpClient, DefaultAsyncHttpxClient, DefaultHttpxClient
from ._paginator import AsyncPaginator
from ._request import FinalRequestOptions, make_request_options, request_options
from ._sync_client import SyncAPIClient

if TYPE_CHECKING:
    from ._pages import BaseAsyncPage, BasePage, BaseSyncPage, PageInfo
else:

    def __getattr__(name: str) -> object:
        # Pages are models: they load pydantic's machinery, which importing the package does not need.
        if name in ("BaseAsyncPage", "BasePage", "BaseSyncPage", "PageInfo"):
            from . import _pages

            return getattr(_pages, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


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
