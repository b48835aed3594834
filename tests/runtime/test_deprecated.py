"""The mark of deprecated methods is that of `typing_extensions` (PEP 702), without importing asyncio."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from runtime._utils._deprecated import deprecated

PROGRAM = """
import sys
from runtime._utils._deprecated import deprecated
@deprecated("Use other.")
async def old(): ...
print("asyncio" in sys.modules)
"""


class Things:
    @deprecated("Use other.")
    def old(self, number: int) -> int:
        """Old."""
        return number + 1

    @deprecated("Use other.")
    async def old_async(self, number: int) -> int:
        return number + 1


def test_a_call_warns_at_its_own_line_and_works() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert Things().old(1) == 2
    [warning] = caught
    assert (warning.category, str(warning.message)) == (DeprecationWarning, "Use other.")
    assert warning.filename == __file__


def test_a_coroutine_method_warns_when_it_is_called() -> None:
    with pytest.warns(DeprecationWarning, match="Use other"):
        waiting = Things().old_async(1)
    assert asyncio.run(waiting) == 2
    assert asyncio.iscoroutinefunction(Things.old_async)
    assert not asyncio.iscoroutinefunction(Things.old)


def test_tools_see_the_mark() -> None:
    assert vars(Things.old)["__deprecated__"] == "Use other."
    assert Things.old.__name__ == "old"
    assert Things.old.__doc__ == "Old."


def test_it_imports_no_asyncio() -> None:
    folder = Path(__file__).parents[2] / "templates" / "python"
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
