"""Threats b: whatever a server answers, a call ends in time with a result or one error of the package."""

from __future__ import annotations

import functools
import ssl
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from cadenya import APIError

from . import behaviours_bodies, behaviours_lists, behaviours_transport
from .calls import API_KEY, run
from .catalogue import BEHAVIOURS, of_threat

assert behaviours_bodies and behaviours_lists and behaviours_transport  # they fill the catalogue

MEBIBYTE = 2**20


@pytest.fixture(scope="module", autouse=True)
def _certificates_loaded_once() -> Iterator[None]:
    """Every HTTP client loads the system's certificates, which takes longer than most behaviours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", functools.cache(ssl.create_default_context))
        yield


def sides(threat: str) -> Callable[[Any], Any]:
    names, modes = (
        pytest.mark.parametrize("name", of_threat(threat)),
        pytest.mark.parametrize("mode", ["sync", "async"]),
    )
    return lambda function: names(modes(function))


def check(name: str, mode: str) -> None:
    """What holds for all behaviours, and what this one's entry says."""
    entry = BEHAVIOURS[name]
    outcome = run(entry, mode)
    if entry.raises is None:
        if outcome.error is not None:
            raise outcome.error
    else:
        assert isinstance(outcome.error, entry.raises), (outcome.error, outcome.value)
        _check_error(outcome.error)
    assert outcome.seconds < entry.within
    assert entry.check(outcome), (outcome.error, outcome.value, outcome.slept, len(outcome.server.asked))
    assert outcome.grown is None or outcome.grown < entry.memory * MEBIBYTE
    assert API_KEY.encode() not in b"".join(outcome.server.elsewhere_asked)


def _check_error(error: BaseException) -> None:
    assert isinstance(error, APIError)
    assert isinstance(error.request, httpx.Request)
    assert getattr(error, "status_code", None) is not None or error.__cause__ is not None
    assert len(str(error).encode("utf-8", "replace")) <= 2048
    assert API_KEY not in "".join(traceback.format_exception(error)) + repr(error)


@sides("b01")
def test_b01_redirects(name: str, mode: str) -> None:
    check(name, mode)


@sides("b02")
def test_b02_sizes(name: str, mode: str) -> None:
    check(name, mode)


@sides("b03")
def test_b03_time(name: str, mode: str) -> None:
    check(name, mode)


@sides("b04")
def test_b04_framing(name: str, mode: str) -> None:
    check(name, mode)


@sides("b05")
def test_b05_something_else_with_200(name: str, mode: str) -> None:
    check(name, mode)


@sides("b06")
def test_b06_unknown_and_wrong_values(name: str, mode: str) -> None:
    check(name, mode)


@sides("b07")
def test_b07_json(name: str, mode: str) -> None:
    check(name, mode)


@sides("b08")
def test_b08_texts_of_errors(name: str, mode: str) -> None:
    check(name, mode)


@sides("b09")
def test_b09_retry_after(name: str, mode: str) -> None:
    check(name, mode)


@sides("b10")
def test_b10_attempts(name: str, mode: str) -> None:
    check(name, mode)


@sides("b11")
def test_b11_pages(name: str, mode: str) -> None:
    check(name, mode)


@sides("b12")
def test_b12_streams(name: str, mode: str) -> None:
    check(name, mode)


@sides("b13")
def test_b13_cookies_and_names(name: str, mode: str) -> None:
    check(name, mode)


def test_there_are_behaviours_for_every_statement() -> None:
    assert {entry.threat for entry in BEHAVIOURS.values()} == {f"b{number:02}" for number in range(1, 14)}
    assert len(BEHAVIOURS) >= 60
