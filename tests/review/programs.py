"""Programs of users: what somebody wrote with the package that was generated from a case's `base.yaml`.

`user.py` is run, `typed.py` is read by mypy only. Both import the package as `sdk`. While a program runs, every request
is answered as the document of the side says; nothing leaves the process.
"""

from __future__ import annotations

import functools
import importlib
import os
import runpy
import ssl
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx
import pytest
from mypy import api as mypy

from specwright.diagnostics import Diagnostics
from specwright.pipeline import build
from specwright.run import Inputs, Run
from specwright.spec import load

from ..corpus.mock import Mock, declared_operations, matches
from .harness import config_of

PACKAGE = "sdk"
_SOURCES = "src/"
_TIMES = count(1_000_000_000)
_ssl_context = functools.cache(ssl.create_default_context)
"""Certificates are loaded once: that takes longer than a program."""


def generate(document: Path, folder: Path) -> Path:
    """Write the package of a document below `folder`, over another one if need be; the folder to import it from.

    Files that are as they must be stay untouched, so that mypy need not read them again; those that are not get another
    time each, because mypy trusts a file's time and size.
    """
    run = Run(Inputs(document, config_of(document), PACKAGE))
    files = {path: text for path, text in build(run, folder).files.items() if path.startswith(_SOURCES)}
    for path, text in files.items():
        content = text.encode() if isinstance(text, str) else text
        file = folder / path
        if not file.is_file() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            os.utime(file, (time := next(_TIMES), time))
    source = folder / _SOURCES
    for file in source.rglob("*.py"):
        if file.relative_to(folder).as_posix() not in files:
            file.unlink()
    return source


def run(program: Path, document: Path, source: Path) -> BaseException | None:
    """Run a program against the package in `source`, with a server as `document` describes it. What it raised."""
    with pytest.MonkeyPatch.context() as patch, imported_from(source), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patch.setattr(sys, "dont_write_bytecode", False)
        for name in [name for name in os.environ if name.startswith(("TEST_", "THINGS_"))]:
            patch.delenv(name)
        patch.setattr(ssl, "create_default_context", _ssl_context)
        patch.setattr(httpx.HTTPTransport, "handle_request", _server(document))
        try:
            runpy.run_path(str(program))
        except Exception as error:
            return error
    return None


@contextmanager
def imported_from(source: Path) -> Iterator[None]:
    """The package is found in `source`; afterwards it was never imported."""
    sys.path.insert(0, str(source))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(source))
        for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
            del sys.modules[name]


def _server(document: Path) -> Callable[[httpx.HTTPTransport, httpx.Request], httpx.Response]:
    """Answers requests with samples of what a document declares: 404 for operations it does not know."""
    loaded = load(document, diagnostics=Diagnostics())
    mock = Mock(loaded)
    operations = sorted(declared_operations(loaded).values(), key=lambda operation: operation.path.count("{"))

    def answer(_: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        request.read()
        if request.url.path in mock.token_paths:
            return httpx.Response(200, json={"access_token": "x", "token_type": "bearer", "expires_in": 3600})
        for operation in operations:
            if operation.method == request.method.lower() and matches(request, operation):
                return mock.answer(operation)
        return httpx.Response(404)

    return answer


def check_types(program: Path, source: Path, cache: Path) -> str:
    """What mypy, in strict mode, has against a program; "" for nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MYPYPATH", str(source))
        options = ["--strict", "--config-file=", "--no-error-summary", f"--cache-dir={cache}"]
        found, errors, _ = mypy.run([*options, str(program)])
    return "".join(line for line in (found + errors).splitlines(keepends=True) if program.name in line)
