"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest

# The same examples in every run, however slow the machine: a red build then means a change, not luck. To look for new
# examples: `pytest --hypothesis-profile=default`.
hypothesis.settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(scope="session", autouse=True)
def _own_cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What specwright remembers of its runs is kept apart from the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
