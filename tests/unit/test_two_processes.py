"""Work that a copy of the process shares comes out as if one process had done it all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial

import pytest

from specwright.two_processes import in_two_processes

ITEMS = [f"item {number}" for number in range(1000)]


def processes(items: Sequence[str]) -> dict[str, str]:
    """Which process made what."""
    return {item: str(os.getpid()) for item in items}


def long_texts(items: Sequence[str]) -> dict[str, str]:
    """More than a pipe holds at a time, and characters that no encoding has."""
    return {item: f"{item} \ud800 é" * 1000 for item in items}


def only_here(items: Sequence[str], process: int) -> dict[str, str]:
    if os.getpid() != process:
        os._exit(9)
    return processes(items)


def failing(item: str, items: Sequence[str]) -> dict[str, str]:
    if item in items:
        raise LookupError(item)
    return processes(items)


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="processes are copied on Linux only")
def test_every_second_item_is_made_by_another_process() -> None:
    if len(os.sched_getaffinity(0)) == 1:
        pytest.skip("a machine with one core")
    made = in_two_processes(processes, ITEMS, at_least=2)
    mine = str(os.getpid())
    assert made.keys() == set(ITEMS)
    assert {made[item] for item in ITEMS[::2]} == {mine}
    others = {made[item] for item in ITEMS[1::2]}
    assert len(others) == 1
    assert mine not in others


def test_few_items_are_made_here() -> None:
    assert set(in_two_processes(processes, ITEMS, at_least=1001).values()) == {str(os.getpid())}


def test_texts_come_whole() -> None:
    assert in_two_processes(long_texts, ITEMS, at_least=2) == long_texts(ITEMS)


def test_what_a_lost_process_had_to_do_is_done_here() -> None:
    mine = os.getpid()
    made = in_two_processes(lambda items: only_here(items, mine), ITEMS, at_least=2)
    assert made == processes(ITEMS)


def test_the_work_is_done_here_where_no_process_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert set(in_two_processes(processes, ITEMS, at_least=2).values()) == {str(os.getpid())}


@pytest.mark.parametrize("item", ["item 6", "item 7"], ids=["of this process", "of the other"])
def test_an_error_is_raised_here_and_no_process_stays(item: str) -> None:
    with pytest.raises(LookupError, match=item):
        in_two_processes(partial(failing, item), ITEMS, at_least=2)
    assert_no_process_stays()


def test_no_process_stays() -> None:
    in_two_processes(processes, ITEMS, at_least=2)
    assert_no_process_stays()


def assert_no_process_stays() -> None:
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
