"""`make` gives the SDK of a configuration; tests that ask for it run with the sync and with the async client."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..harness import RawServer
from .maker import Maker


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("config_keys")


@pytest.fixture(params=["sync", "async"])
def make(request: pytest.FixtureRequest, work: Path, server: RawServer) -> Maker:
    return Maker(work, server, request.param == "async")


@pytest.fixture
def make_one(work: Path, server: RawServer) -> Maker:
    """For what is no call: once."""
    return Maker(work, server, is_async=False)


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client whose configuration says nothing about credentials asks for those of the document."""
    monkeypatch.setenv("ACME_API_KEY", "k")
