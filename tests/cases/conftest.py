"""Fixtures of the feature cases.

`case` is the folder of the test module, generated and imported; `server` is raw; `call` calls the case's client, once
the sync and once the async one.
"""

from __future__ import annotations

import functools
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from .harness import Caller, Case, RawServer, build_case, raw_server

_built: dict[Path, Case] = {}


@pytest.fixture(scope="session", autouse=True)
def _certificates_loaded_once() -> Iterator[None]:
    """Every HTTP client loads the system's certificates, which takes longer than most tests; no case uses TLS."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", functools.cache(ssl.create_default_context))
        yield


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The case that the test's folder holds; generated once a run."""
    folder = request.path.parent
    if folder not in _built:
        _built[folder] = build_case(folder, tmp_path_factory.mktemp("cases"))
    return _built[folder]


@pytest.fixture
def server() -> Iterator[RawServer]:
    with raw_server() as running:
        yield running


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, case: Case, server: RawServer) -> Caller:
    return Caller(case, server, request.param == "async")
