# File generated from the OpenAPI document by specwright.

from typing import Generic, List, Optional, TypeVar

from pydantic import Field as FieldInfo
from typing_extensions import override

from ._base_client import BaseAsyncPage, BasePage, BaseSyncPage, PageInfo
from ._models import BaseModel

__all__ = ["CursorPaginationPagination", "SyncCursorPagination", "AsyncCursorPagination"]

_T = TypeVar("_T")


class CursorPaginationPagination(BaseModel):
    next_cursor: Optional[str] = FieldInfo(alias="nextCursor", default=None)

    total: Optional[int] = None


class SyncCursorPagination(BaseSyncPage[_T], BasePage[_T], Generic[_T]):
    items: List[_T]
    pagination: Optional[CursorPaginationPagination] = None

    @override
    def _get_page_items(self) -> List[_T]:
        return self.items or []

    @override
    def next_page_info(self) -> Optional[PageInfo]:
        pagination = self.pagination
        return self._next_cursor("cursor", pagination.next_cursor if pagination is not None else None)


class AsyncCursorPagination(BaseAsyncPage[_T], BasePage[_T], Generic[_T]):
    items: List[_T]
    pagination: Optional[CursorPaginationPagination] = None

    @override
    def _get_page_items(self) -> List[_T]:
        return self.items or []

    @override
    def next_page_info(self) -> Optional[PageInfo]:
        pagination = self.pagination
        return self._next_cursor("cursor", pagination.next_cursor if pagination is not None else None)
