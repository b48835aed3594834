"""What can be said of pages without loading them: they are models, and need pydantic's machinery."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Generator
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from ._request import FinalRequestOptions

if TYPE_CHECKING:
    from ._async_verbs import AsyncVerbs
    from ._pages import BaseAsyncPage

__all__ = ["AsyncPaginator", "Page"]

_T = TypeVar("_T")
_AsyncPageT = TypeVar("_AsyncPageT", bound="BaseAsyncPage[Any]")


class Page:
    """What tells pages from other models."""

    __slots__ = ()


# Awaitable by name, not only by its methods: pyright does not match the protocol through overloads and a ParamSpec.
class AsyncPaginator(Awaitable[_AsyncPageT], Generic[_T, _AsyncPageT]):
    """A list that has not been asked for yet: `await` gives its first page, `async for` the items of all pages."""

    def __init__(
        self, client: AsyncVerbs, options: FinalRequestOptions, page_cls: type[_AsyncPageT], model: Any
    ) -> None:
        self._client = client
        self._options = options
        self._page_cls = page_cls
        self._model = model

    def __await__(self) -> Generator[Any, None, _AsyncPageT]:
        return self._get_page().__await__()

    async def _get_page(self) -> _AsyncPageT:
        return cast(_AsyncPageT, await self._client._call(self._options.copy(), self._model))

    async def __aiter__(self) -> AsyncIterator[_T]:
        async for item in await self:
            yield item
