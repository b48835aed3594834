"""Pages: results that know how to ask for the next one.

A generated page class has the fields of the response and says in `next_page_info` what is different in the next
request; everything else of that request stays as in the first one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from pydantic import PrivateAttr
from typing_extensions import Self, override

from ._constants import RAW_RESPONSE_HEADER
from ._exceptions import APIResponseValidationError
from ._http import httpx
from ._models import BaseModel
from ._paginator import Page
from ._request import FinalRequestOptions
from ._transfer import same_origin

if TYPE_CHECKING:
    from ._async_client import AsyncAPIClient
    from ._client_core import BaseClient
    from ._sync_client import SyncAPIClient

__all__ = ["BaseAsyncPage", "BasePage", "BaseSyncPage", "PageInfo"]

_T = TypeVar("_T")

_SAME_AGAIN = "The server says that the next page is the same page again."


class PageInfo:
    """What is different in the request for another page: query parameters, properties of the body, or the whole URL."""

    url: httpx.URL | None
    params: Mapping[str, object] | None
    json: Mapping[str, object] | None

    def __init__(
        self,
        *,
        url: str | httpx.URL | None = None,
        params: Mapping[str, object] | None = None,
        json: Mapping[str, object] | None = None,
    ) -> None:
        if sum(given is not None for given in (url, params, json)) != 1:
            raise ValueError("PageInfo takes exactly one of url, params and json")
        self.url = None if url is None else httpx.URL(url)
        self.params = params
        self.json = json

    @override
    def __repr__(self) -> str:
        if self.url is not None:
            return f"PageInfo(url={self.url})"
        return f"PageInfo(params={self.params})" if self.params is not None else f"PageInfo(json={self.json})"


class BasePage(BaseModel, Page, Generic[_T]):
    """One page of a list."""

    _items_field: ClassVar[str | None] = None
    """The field of the items, when the response is a bare array."""
    _continue_on_empty_items: ClassVar[bool] = False
    """Whether an empty page may be followed by others."""

    _options: FinalRequestOptions = PrivateAttr()
    _model: Any = PrivateAttr()
    _base: Any = PrivateAttr()
    _response_headers: httpx.Headers = PrivateAttr()
    _request: httpx.Request = PrivateAttr()

    def _set_private_attributes(
        self, *, client: BaseClient, model: Any, options: FinalRequestOptions, response: httpx.Response
    ) -> None:
        """Tells the page where it comes from. `model`: the page's own type, with the items' type filled in."""
        if options.headers and RAW_RESPONSE_HEADER in options.headers:
            # The next page is wanted as a page, however this one was asked for.
            options = options.copy()
            options.headers = {k: v for k, v in (options.headers or {}).items() if k != RAW_RESPONSE_HEADER}
        if self.__pydantic_private__ is None:
            object.__setattr__(self, "__pydantic_private__", {})
        self._base = client
        self._model = model
        self._options = options
        self._response_headers = response.headers
        self._request = response.request

    def has_next_page(self) -> bool:
        """Whether there is another page. A page without items is the last one."""
        if not self._items() and not self._continue_on_empty_items:
            return False
        return self._info_of_next() is not None

    def next_page_info(self) -> PageInfo | None:
        """What is different in the request for the next page; None when this is the last one."""
        raise NotImplementedError

    def _get_page_items(self) -> list[_T]:
        raise NotImplementedError

    def _items(self) -> list[_T]:
        """The items; APIResponseValidationError when the server sent something else in their place."""
        try:
            items = self._get_page_items()
        except (AttributeError, TypeError) as error:
            raise self._invalid("The page has no list of items.") from error
        if not isinstance(items, list):
            raise self._invalid(f"The items of the page are of type {type(items).__name__}, not a list.")
        return items

    def _info_of_next(self) -> PageInfo | None:
        """`next_page_info`; APIResponseValidationError when what the server says about it cannot be read."""
        try:
            return self.next_page_info()
        except (AttributeError, TypeError, ValueError, httpx.InvalidURL) as error:
            raise self._invalid("What the page says about the next one cannot be read.") from error

    def _invalid(self, message: str) -> APIResponseValidationError:
        headers = {name: value for name, value in self._response_headers.items() if name != "content-encoding"}
        # Without its body: an error may be kept for long.
        response = httpx.Response(200, headers=headers, request=self._request)
        return APIResponseValidationError(response, body=None, message=message)

    def _next_options(self) -> FinalRequestOptions:
        """The request for the next page.

        Raises:
          RuntimeError: there is no next page.
          APIResponseValidationError: the next page is this one again, or at another server.
        """
        info = self._info_of_next()
        if info is None:
            raise RuntimeError("No next page expected; check `has_next_page()` before asking for it.")
        options = self._options.copy()
        if info.params is not None:
            self._refuse_repetition(info.params, options.params)
            options.params = {**options.params, **info.params}
        elif info.json is not None:
            body = options.json_data
            if not isinstance(body, Mapping):
                raise TypeError("Pages whose cursor is in the body need a body that is an object")
            self._refuse_repetition(info.json, body)
            options.json_data = {**body, **info.json}
        else:
            self._follow(options, cast(httpx.URL, info.url))
        return options

    def _follow(self, options: FinalRequestOptions, url: httpx.URL) -> None:
        """Turns the options to a URL the server gave. It may be relative, and has the query it needs."""
        base: httpx.URL = self._base.base_url
        current = base.join(options.url.lstrip("/")) if not options.url.startswith("http") else httpx.URL(options.url)
        try:
            target = current.join(url)
        except (ValueError, httpx.InvalidURL) as error:
            raise self._invalid("The URL of the next page cannot be read.") from error
        if not same_origin(target, current):
            server = f"{target.scheme}://{target.host}"[:200]
            raise self._invalid(f"The next page is at another server: {server}. It is not asked for.")
        named = {name for name, _ in target.params.multi_items()}
        options.params = {name: value for name, value in options.params.items() if name not in named}
        if target == current and len(options.params) == len(self._options.params):
            raise self._invalid(_SAME_AGAIN)
        options.url = str(target)

    def _refuse_repetition(self, changes: Mapping[str, object], current: Mapping[str, Any]) -> None:
        if all(name in current and current[name] == value for name, value in changes.items()):
            raise self._invalid(_SAME_AGAIN)

    # Usual ways to go on, for generated pages

    def _requested(self, name: str, *, in_body: bool = False) -> object:
        """The value that this page's request had for a parameter; None when it had none."""
        source = self._options.json_data if in_body else self._options.params
        return source.get(name) if isinstance(source, Mapping) else None

    def _info(self, name: str, value: object, in_body: bool) -> PageInfo:
        return PageInfo(json={name: value}) if in_body else PageInfo(params={name: value})

    def _next_number(
        self, name: str, *, current: object = None, total: object = None, in_body: bool = False
    ) -> PageInfo | None:
        """The page after `current` (else the one requested, else 1), unless there are `total` pages only."""
        number = _integer(current, _integer(self._requested(name, in_body=in_body), 1))
        if isinstance(total, int) and number >= total:
            return None
        return self._info(name, number + 1, in_body)

    def _next_offset(
        self, name: str, *, start: object = None, total: object = None, in_body: bool = False
    ) -> PageInfo | None:
        """The items after these, unless there are `total` items only."""
        items = self._get_page_items()
        after = _integer(start, _integer(self._requested(name, in_body=in_body), 0)) + len(items)
        if not items or (isinstance(total, int) and after >= total):
            return None
        return self._info(name, after, in_body)

    def _next_cursor(self, name: str, cursor: object, *, in_body: bool = False) -> PageInfo | None:
        """The page at a cursor; None for an absent or empty cursor. Any but a scalar is an error."""
        if cursor is None or cursor == "":
            return None
        if isinstance(cursor, bool) or not isinstance(cursor, (str, int, float)):
            raise self._invalid(f"The server gave a cursor of type {type(cursor).__name__}.")
        if isinstance(cursor, str):
            cursor.encode()  # a lone surrogate cannot be sent: UnicodeEncodeError, a ValueError
        return self._info(name, cursor, in_body)

    def _next_id(self, name: str, attribute: str, *, in_body: bool = False) -> PageInfo | None:
        """The items after the last one, which is named by an attribute of it."""
        items = self._get_page_items()
        return self._next_cursor(name, getattr(items[-1], attribute, None), in_body=in_body) if items else None

    def _next_url(self, url: str | None) -> PageInfo | None:
        """The page at a URL; None for an absent or empty one."""
        return PageInfo(url=url) if url else None

    def _next_link(self) -> PageInfo | None:
        """The page that the header `Link` calls `next` (RFC 8288)."""
        for link in _links(self._response_headers.get("link", "")):
            if "next" in link[1].split():
                return PageInfo(url=link[0])
        return None


class _Walk:
    """From page to page: notices servers that lead in a circle or never end, in constant memory.

    Circles are found by Brent's algorithm: of the places passed, one is remembered, at distances that double.
    """

    _MAX_EMPTY = 1000
    """So many pages without items may follow each other, where pages without items are not the end."""

    def __init__(self, page: BasePage[Any]) -> None:
        self._left: int = page._base.max_pages
        self._empty = 0
        self._remembered: object = None
        self._steps = 0
        self._distance = 1

    def goes_on(self, page: BasePage[Any]) -> bool:
        """Whether there is another page. Raises APIResponseValidationError for a walk that would not end."""
        if not page.has_next_page():
            return False
        self._left -= 1
        if self._left <= 0:
            raise page._invalid(f"There are more than {page._base.max_pages} pages, the client's `max_pages`.")
        self._empty = 0 if page._items() else self._empty + 1
        if self._empty > self._MAX_EMPTY:
            raise page._invalid(f"More than {self._MAX_EMPTY} pages without items follow each other.")
        info = page._info_of_next()
        place = None if info is None else (info.url, info.params, info.json)
        if place == self._remembered:
            raise page._invalid(_SAME_AGAIN)
        self._steps += 1
        if self._steps == self._distance:
            self._remembered, self._steps, self._distance = place, 0, self._distance * 2
        return True


def _integer(value: object, otherwise: int) -> int:
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise


def _links(header: str) -> Iterator[tuple[str, str]]:
    """The (URL, relation) pairs of a `Link` header."""
    for part in header.split("<")[1:]:
        url, _, parameters = part.partition(">")
        for parameter in parameters.split(";"):
            name, _, value = parameter.strip().rstrip(",").partition("=")
            if name.strip().lower() == "rel":
                yield url, value.strip().strip('"').lower()


class BaseSyncPage(BasePage[_T], Generic[_T]):
    """A page; iterating goes on to the items of all later pages, which are asked for when they are reached."""

    @property
    def _client(self) -> SyncAPIClient:
        return cast("SyncAPIClient", self._base)

    # pydantic's own iteration, over (field, value), gives way to that over items.
    @override
    def __iter__(self) -> Iterator[_T]:  # type: ignore[override]
        for page in self.iter_pages():
            yield from page._items()

    def iter_pages(self) -> Iterator[Self]:
        """This page and all later ones."""
        page = self
        walk = _Walk(self)
        while True:
            yield page
            if not walk.goes_on(page):
                return
            page = page.get_next_page()

    def get_next_page(self) -> Self:
        """Asks for the next page. Raises RuntimeError when there is none."""
        return cast(Self, self._client._call(self._next_options(), self._model))


class BaseAsyncPage(BasePage[_T], Generic[_T]):
    """A page; iterating goes on to the items of all later pages, which are asked for when they are reached."""

    @property
    def _client(self) -> AsyncAPIClient:
        return cast("AsyncAPIClient", self._base)

    async def __aiter__(self) -> AsyncIterator[_T]:
        async for page in self.iter_pages():
            for item in page._items():
                yield item

    async def iter_pages(self) -> AsyncIterator[Self]:
        """This page and all later ones."""
        page = self
        walk = _Walk(self)
        while True:
            yield page
            if not walk.goes_on(page):
                return
            page = await page.get_next_page()

    async def get_next_page(self) -> Self:
        """Asks for the next page. Raises RuntimeError when there is none."""
        return cast(Self, await self._client._call(self._next_options(), self._model))
