"""The pagination schemes of the configuration: what the second request asks for, and what ends the iteration."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ..harness import Caller, answer

A, B, C = ({"id": letter} for letter in "abc")


@pytest.mark.parametrize(
    ("method", "pages", "targets"),
    [
        (
            "cursor",
            [
                {"data": [A, B], "nextCursor": "n1", "hasMore": True},
                {"data": [C], "nextCursor": "n2", "hasMore": False},
            ],
            ["/cursor?limit=2", "/cursor?limit=2&after=n1"],
        ),
        (
            "cursor_id",
            [{"data": [A, B], "has_more": True}, {"data": [C], "has_more": False}],
            ["/cursor_id", "/cursor_id?starting_after=b"],
        ),
        (
            "next_url",
            [{"results": [A, B], "next": "/next_url?page=2&x=1"}, {"results": [C], "next": None}],
            ["/next_url", "/next_url?page=2&x=1"],
        ),
        (
            "offset",
            [{"items": [A, B], "offset": 0, "total": 3}, {"items": [C], "offset": 2, "total": 3}],
            ["/offset?limit=2", "/offset?limit=2&offset=2"],
        ),
        (
            "page_number",
            [{"things": [A, B], "page": 1, "total_pages": 2}, {"things": [C], "page": 2, "total_pages": 2}],
            ["/page_number?per_page=2", "/page_number?per_page=2&page=2"],
        ),
    ],
)
def test_iteration_goes_through_all_pages(
    call: Caller, method: str, pages: list[dict[str, Any]], targets: list[str]
) -> None:
    call.server.answer_next(*(answer(json.dumps(page)) for page in pages))
    arguments = {"cursor": {"limit": 2}, "offset": {"limit": 2}, "page_number": {"per_page": 2}}.get(method, {})

    items = call.collect(lambda client: getattr(client.items, method)(**arguments))

    assert [item.id for item in items] == ["a", "b", "c"]
    assert [_sorted(request.target) for request in call.server.recorded] == [_sorted(target) for target in targets]


def _sorted(target: str) -> tuple[str, list[str]]:
    path, _, query = target.partition("?")
    return path, sorted(query.split("&"))


def test_an_empty_page_ends_the_iteration(call: Caller) -> None:
    call.server.answer_next(answer('{"data": [], "nextCursor": "n1", "hasMore": true}'))

    assert call.collect(lambda client: client.items.cursor()) == []
    assert len(call.server.recorded) == 1


def test_paginated_false_gives_the_envelope(call: Caller) -> None:
    call.server.answer_next(answer('{"data": [{"id": "a"}], "nextCursor": "n1"}'))

    envelope = call(lambda client: client.items.plain())

    assert (envelope.data[0].id, envelope.next_cursor) == ("a", "n1")
    assert not hasattr(type(envelope), "get_next_page")
