"""Vocabulary: names of parameters and fields that page, in snake case, the more certain ones first."""

from __future__ import annotations

from ..words import word_list, word_set

CURSORS = word_list(
    "cursor page_cursor next_cursor page_token next_page_token next_token pagination_token continuation_token continue "
    "continuation marker next_marker start_cursor after_cursor after starting_after page next page_id next_page_id"
)
NEXT_CURSORS = word_list(
    "next_cursor next_page_cursor cursor_next next_page_token next_token next_continuation_token continuation_token "
    "pagination_token continue next_marker end_cursor next_page next_page_id after_cursor"
)
NEXT_URLS = word_set("next next_url next_page_url next_link next_href next_page_uri next_uri")
HAS_MORE = ("has_more", "has_next", "has_next_page", "has_more_items", "more")
TOTALS = word_set("total total_count count total_items total_results total_elements")
PAGE_NUMBERS = ("page", "page_number", "page_num", "pagenumber", "current_page")
TOTAL_PAGES = ("total_pages", "page_count", "pages", "num_pages", "last_page")
CURRENT_PAGES = ("page", "current_page", "page_number")
OFFSETS = ("offset", "skip", "start_index", "page_offset")
LIMITS = word_set(
    "limit per_page page_size size max_results max_items count maxresults page_limit items_per_page take top"
)
AFTERS = ("starting_after", "after", "after_id", "last_id", "start_after")
BEFORES = ("ending_before", "before", "before_id", "end_before")
ITEM_IDS = ("id", "token", "uuid", "uid", "guid")
LIST_METHODS = ("get",)
META_OBJECTS = word_set(
    "pagination paging page pages meta metadata links cursor cursors info response navigation pager"
)
DATES = ("date", "date-time", "timestamp")
TOTALS_IN_ORDER = ("total", "total_count", "total_items", "total_results", "total_elements")
