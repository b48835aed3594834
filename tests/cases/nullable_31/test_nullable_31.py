"""Null in the spellings of OpenAPI 3.1 and later (`type: 'null'`): to the user, the same SDK as in `nullable_30`."""

from __future__ import annotations

from ..nullable_30.test_nullable_30 import (
    test_null_is_sent_and_read,
    test_null_where_it_is_not_allowed,
    test_required_and_nullable_are_two_things,
    test_values,
    test_what_is_left_out_is_not_null,
)

__all__ = [
    "test_null_is_sent_and_read",
    "test_null_where_it_is_not_allowed",
    "test_required_and_nullable_are_two_things",
    "test_values",
    "test_what_is_left_out_is_not_null",
]
