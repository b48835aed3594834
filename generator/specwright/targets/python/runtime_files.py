"""Render stage: the hand-written runtime in, its copy for one SDK out.

Three words are replaced (in `brand_sdk[…]`, a requirement, by the distribution's name), and the numbers of
`_constants.py`; nothing else: the runtime is real Python, type-checked and tested where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ... import ir
from .environment import templates_folder
from .imports import member_key
from .naming import Names
from .quoting import literal
from .settings import PackageSettings

_GENERATED = frozenset({"__init__.py", "_version.py"})
"""Made for each SDK; the runtime has them so that it can be imported by itself."""
_WORDS = re.compile(r"Brand|BRAND|brand_sdk\[|brand_sdk")
_HTTP_IMPORT = re.compile(r"^( *)import (httpx|httpx_aiohttp)$", re.MULTILINE)
_MEMBERS = re.compile(r"^(from [\w.]+ import )(?:\(([^()]*)\)|([^(\n]*))$", re.MULTILINE)
_ALL = re.compile(r"^(__all__ = \[)([^\]]*)\]$", re.MULTILINE)


def runtime_files(api: ir.Api, names: Names, settings: PackageSettings) -> dict[str, str]:
    """The runtime's files by path below the package's folder."""
    words = {
        "Brand": names.client,
        "BRAND": names.env_prefix,
        "brand_sdk": settings.package_name,
        "brand_sdk[": f"{settings.project_name}[",
    }
    files = {path: _filled(text, words) for path, text in _sources()}
    files["_constants.py"] = _with_numbers(files["_constants.py"], api)
    if settings.http_library != "httpx":
        modules = {"httpx": settings.http_library, "httpx_aiohttp": f"httpx_aiohttp.{settings.http_library}"}
        text = _HTTP_IMPORT.sub(lambda m: f"{m[1]}import {modules[m[2]]} as {m[2]}", files["_http.py"])
        text = text.replace("HttpxAiohttpClient", f"{settings.http_library.capitalize()}AiohttpClient")
        clients = clients_by_library(settings.http_library)
        files["_http.py"] = text + "".join(f"\n{name} = {usual}\n" for name, usual in clients.items())
    return files


def clients_by_library(library: str) -> dict[str, str]:
    """The clients with the SDK's defaults by the names that they also have where the library is not httpx."""
    if library != "httpx2":
        return {}
    return {"DefaultAsyncHttpx2Client": "DefaultAsyncHttpxClient", "DefaultHttpx2Client": "DefaultHttpxClient"}


def _sources() -> Iterator[tuple[str, str]]:
    folder = templates_folder() / "runtime"
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if file.suffix in (".py", ".typed") and path.as_posix() not in _GENERATED:
            yield path.as_posix(), file.read_text(encoding="utf-8")


def _filled(text: str, words: Mapping[str, str]) -> str:
    """The text with the SDK's words, and what is in alphabetical order still in it."""
    if not _WORDS.search(text):
        return text
    text = _WORDS.sub(lambda match: words[match[0]], text)
    return _ALL.sub(_sorted_all, _MEMBERS.sub(_sorted_members, text))


def _sorted_members(match: re.Match[str]) -> str:
    members = [name.strip() for name in (match[2] or match[3]).split(",") if name.strip()]
    text = ", ".join(sorted(members, key=member_key))
    return f"{match[1]}({text})" if match[2] else f"{match[1]}{text}"


def _sorted_all(match: re.Match[str]) -> str:
    members = [name.strip() for name in match[2].split(",") if name.strip()]
    return f"{match[1]}{', '.join(sorted(members, key=lambda name: member_key(name.strip(chr(34)))))}]"


def _with_numbers(text: str, api: ir.Api) -> str:
    """`_constants.py` with the configured numbers. Raises ValueError when the runtime no longer has one of them."""
    numbers = {
        r"DEFAULT_TIMEOUT = httpx\.Timeout\(timeout=": api.default_timeout,
        r"DEFAULT_MAX_RETRIES = ": api.max_retries,
        r"INITIAL_RETRY_DELAY = ": api.initial_retry_delay,
        r"MAX_RETRY_DELAY = ": api.max_retry_delay,
    }
    text, count = re.subn(r'\A"""[^"]*"""', '"""The numbers a client starts with."""', text)
    for place, number in numbers.items():
        text, found = re.subn(rf"^({place})[0-9.]+", rf"\g<1>{_number(number)}", text, flags=re.MULTILINE)
        count += found
    if count != len(numbers) + 1:
        raise ValueError("runtime/_constants.py does not have the form that is expected")
    return text


def _number(value: float) -> str:
    return literal(int(value) if value == int(value) else value)
