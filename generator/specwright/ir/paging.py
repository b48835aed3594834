"""Pagination schemes (`pagination:` of the configuration) and how an operation uses one."""

from __future__ import annotations

from ..values import Choice, dataclass
from .names import Name
from .types import Type


class PagingKind(Choice):
    CURSOR = "cursor"
    CURSOR_ID = "cursor_id"
    CURSOR_URL = "cursor_url"
    OFFSET = "offset"
    PAGE_NUMBER = "page_number"
    FAKE_PAGE = "fake_page"
    LINK_HEADER = "link_header"
    """RFC 8288 `Link: <…>; rel="next"`."""


@dataclass(frozen=True, slots=True)
class PagingField:
    """A property of the page's response. `path` is the wire names from the body's root (`("pagination",
    "nextCursor")`).

    `purpose` is one of the configuration's: `items`, `next_cursor_field`, `has_next_page`, `cursor_url_field`,
    `current_page_number_field`, `total_page_count_field`, `offset_count_start_field`, `offset_total_count_field`,
    `previous_cursor_field`, `cursor_item_id`, or None for a plain attribute. An empty path is the body itself
    (`is_top_level_array`). `header` names a response header instead.
    """

    path: tuple[str, ...]
    purpose: str | None
    type: Type
    required: bool
    header: str | None = None
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class PagingScheme:
    """One page class pair (`Sync<name>`, `Async<name>`).

    `params` pairs a purpose (`next_cursor_param`, `page_number_param`, `offset_count_param`, `previous_cursor_param`,
    `next_cursor_id_param`, …) with the wire name of the request parameter; `in_body`: that parameter is in the body.
    """

    name: Name
    kind: PagingKind
    params: tuple[tuple[str, str], ...]
    fields: tuple[PagingField, ...]
    in_body: bool = False
    continue_on_empty_items: bool = False
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class Paging:
    """The method returns pages: of `scheme` (its name's text), each holding items of type `item`."""

    scheme: str
    item: Type
