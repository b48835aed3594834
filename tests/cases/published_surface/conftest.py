"""Every test runs with both HTTP libraries. The key comes from the environment, as it does for most users."""

from __future__ import annotations

import functools
import shutil
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from ..harness import Case, build_case

_built: dict[str, Case] = {}


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOO_API_KEY", "k")
    monkeypatch.setenv("FOO_SPACE", "s")


@pytest.fixture(scope="session", autouse=True)
def _certificates_loaded_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", functools.cache(ssl.create_default_context))
        patch.setattr(httpx2, "create_ssl_context", functools.cache(httpx2.create_ssl_context))
        yield


@pytest.fixture(params=["httpx", "httpx2"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The SDK made for one of the HTTP libraries; generated once a run."""
    library: str = request.param
    if library not in _built:
        work = tmp_path_factory.mktemp("surface")
        folder = work / f"surface_{library}"
        folder.mkdir()
        here = Path(__file__).parent
        shutil.copy(here / "openapi.yaml", folder)
        config = (here / "specwright.yml").read_text(encoding="utf-8")
        target = f"targets: {{python: {{http_library: {library}}}}}\n"
        (folder / "specwright.yml").write_text(config + target, encoding="utf-8")
        _built[library] = build_case(folder, work / "sdk")
    return _built[library]
