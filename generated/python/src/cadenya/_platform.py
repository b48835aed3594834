"""What the client says about itself and the machine it runs on, from what the interpreter knows already."""

from __future__ import annotations

import os
import sys
from functools import cache

__all__ = ["async_library", "platform_headers"]

_SYSTEMS = {"darwin": "MacOS", "linux": "Linux", "win32": "Windows", "ios": "iOS", "android": "Android"}
_ARCHITECTURES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64", "i686": "x32", "i386": "x32"}
_RUNTIMES = {"cpython": "CPython", "pypy": "PyPy"}


@cache
def platform_headers(version: str) -> dict[str, str]:
    """The headers that name the SDK's language, version and platform. Callers must not change the dict."""
    return {
        "X-Stainless-Lang": "python",
        "X-Stainless-Package-Version": version,
        "X-Stainless-OS": _system(),
        "X-Stainless-Arch": _architecture(),
        "X-Stainless-Runtime": _RUNTIMES.get(sys.implementation.name, sys.implementation.name),
        "X-Stainless-Runtime-Version": "{}.{}.{}".format(*sys.version_info[:3]),
    }


def _system() -> str:
    if sys.platform.startswith("freebsd"):
        return "FreeBSD"
    if sys.platform.startswith("openbsd"):
        return "OpenBSD"
    return _SYSTEMS.get(sys.platform, f"Other:{sys.platform}")


def _architecture() -> str:
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    machine = machine.lower()
    if machine.startswith("arm") and machine not in _ARCHITECTURES:
        return "arm"
    return _ARCHITECTURES.get(machine, f"other:{machine}" if machine else "unknown")


def async_library() -> str:
    """The library whose event loop runs here: `asyncio`, `trio`, or `unknown`."""
    return "unknown" if current_loop() is None else ("trio" if _trio_token() is not None else "asyncio")


def current_loop() -> object | None:
    """The event loop that runs in this thread, whichever library it belongs to; None outside of one."""
    asyncio = sys.modules.get("asyncio")
    if asyncio is not None:
        try:
            loop: object = asyncio.get_running_loop()
            return loop
        except RuntimeError:
            pass
    return _trio_token()


def _trio_token() -> object | None:
    trio = sys.modules.get("trio")
    if trio is None:
        return None
    try:
        token: object = trio.lowlevel.current_trio_token()
        return token
    except RuntimeError:
        return None
