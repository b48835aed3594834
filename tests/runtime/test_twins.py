"""The synchronous and the asynchronous code do the same: without `async` and `await` they read alike."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[2] / "templates" / "python" / "runtime"

# What differs for a reason: event loops instead of processes and threads, lists that are awaitable, cancellation.
APART = {
    "_client": {
        "__init__",
        "_client",
        "_open",
        "_async_header",
        "_request_page",
        "_fetch_tokens",
        "_exchange",
        "_sleep",
    },
    "_verbs": {"get_api_list"},
}
EXTRA = {"_exchange_untimed", "_async_header"}


def methods(path: Path) -> dict[str, str]:
    """The source of each method of the module's class, with the words of the asynchronous twin replaced."""
    (cls,) = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)]
    found: dict[str, str] = {}
    for node in cls.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            name = node.name.replace("__aenter__", "__enter__").replace("__aexit__", "__exit__")
            found[name] = found.get(name, "") + plain(ast.unparse(node))
    return found


def plain(source: str) -> str:
    words = {"aclose": "close", "async_transform": "transform", "async_send": "send", "async_read": "read"}
    words |= {"__aenter__": "__enter__", "__aexit__": "__exit__"}
    for word, replacement in words.items():
        source = source.replace(word, replacement)
    return re.sub(r"\b(async |await )|Async(?=[A-Z])", "", source)


@pytest.mark.parametrize("part", ["_client", "_verbs"])
def test_twins(part: str) -> None:
    sync, asynchronous = methods(RUNTIME / f"_sync{part}.py"), methods(RUNTIME / f"_async{part}.py")
    assert set(asynchronous) - set(sync) - EXTRA == set() == set(sync) - set(asynchronous)
    different = {name for name in sync if sync[name] != asynchronous[name]}
    assert different <= APART[part]


def test_the_exchange_differs_only_in_its_deadline() -> None:
    sync, asynchronous = methods(RUNTIME / "_sync_client.py"), methods(RUNTIME / "_async_client.py")
    body = sync["_exchange"].replace("_exchange", "_exchange_untimed").replace(", check=check", "")
    lines = [line for line in body.splitlines() if "_deadline_check" not in line and '"""' not in line]
    assert lines == asynchronous["_exchange_untimed"].splitlines()
