"""Inference: whose API it is, from the document's title.

What comes in: the document. What goes out: the organisation's name and the Python package, always valid ones.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..model import Organization, PythonTarget
from ..words import snake, word_set, words

if TYPE_CHECKING:
    from ...spec import Document

_MOST_WORDS = 3
_LONGEST_WORD = 30
"""Letters: three such words are a file name that every system takes."""
_NOISE = word_set("""
    api apis rest restful openapi swagger specification spec specs documentation docs doc reference description
    service services http https public private developer developers official definition schema v the a an our
    your web sdk client server app application latest preview beta alpha draft version core json oas example
    sample demo main endpoints
    """)
_FAINT = frozenset(("platform", "cloud", "portal", "gateway", "backend", "management", "system"))
"""Noise only when something else is left: `Box Platform API`, but `Platform API`."""
_CUT = re.compile(r"\s+(?:with|from|for|by|of|and|using|based)\s+|[+(\[|]|\s[-–—:]\s|:\s", re.IGNORECASE)
_STANDARD_MODULES = word_set("""
    abc array ast asyncio base64 bisect builtins calendar cmd code codecs collections concurrent configparser
    contextlib copy csv ctypes datetime decimal difflib email enum errno filecmp fileinput fractions ftplib
    functools gc getpass glob graphlib hashlib heapq hmac html http imaplib importlib inspect io ipaddress
    itertools json keyword linecache locale logging mailbox marshal math mimetypes mmap multiprocessing numbers
    operator os pathlib pickle platform plistlib poplib pprint profile queue random re readline resource runpy
    sched secrets select selectors shelve shlex shutil signal site smtplib socket sqlite3 ssl stat statistics
    string struct subprocess symtable symbol sys tarfile telnetlib tempfile test tests textwrap this threading
    time timeit token tokenize tomllib trace traceback types typing unicodedata unittest urllib uuid venv
    warnings wave weakref webbrowser xml zipfile zipimport zoneinfo
    """)
_DEPENDENCIES = word_set(
    "httpx httpx2 pydantic anyio distro sniffio typing_extensions aiohttp pytest setuptools pip src"
)


def infer_organization(document: Document) -> Organization:
    """The organisation: `Swagger Petstore - OpenAPI 3.0` → `petstore`, `GitHub's official spec` → `GitHub`."""
    info = document.data.get("info")
    info = info if isinstance(info, dict) else {}
    contact = info.get("contact")
    email = contact.get("email") if isinstance(contact, dict) else None
    docs = document.data.get("externalDocs")
    url = docs.get("url") if isinstance(docs, dict) else None
    return Organization(
        name=next(_names(document, info)),
        origin=document.origin().child("info", "title"),
        docs=url if isinstance(url, str) else None,
        contact=email if isinstance(email, str) else None,
    )


def infer_package(organization: Organization, document: Document) -> PythonTarget:
    """The Python package, named after the organisation."""
    return PythonTarget(origin=document.origin().child("info"), package_name=package_name(organization.name))


def package_name(organization: str) -> str:
    """An import name that is an identifier and hides neither a standard module nor a dependency of the SDK."""
    name = snake(organization.lower())
    taken = keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in _STANDARD_MODULES | _DEPENDENCIES
    return f"{name}_api" if taken else name


def env_prefix(organization: str) -> str:
    """The prefix of environment variables (`PETSTORE`)."""
    return snake(organization.lower()).upper()


def _names(document: Document, info: dict[str, Any]) -> Iterator[str]:
    """Candidates, best first: the title, the host of a server, the name of the file."""
    title = info.get("title")
    if isinstance(title, str):
        for part in _CUT.split(title):
            name = _named(part)
            if name:
                yield name
    servers = document.data.get("servers")
    for server in servers if isinstance(servers, list) else ():
        url = server.get("url") if isinstance(server, dict) else None
        name = _host_name(url) if isinstance(url, str) else ""
        if name:
            yield name
    stem = re.sub(r"\.(?:openapi|swagger)$", "", PurePosixPath(document.file).stem)
    if _named(stem):
        yield _named(stem)
    yield "api"


def _named(text: str) -> str:
    """The words of a text that name something, joined by dashes; a lone name with inner capitals keeps its spelling."""
    plain = re.sub(r"['’]s\b", "", text)
    tokens = [token for token in re.split(r"[^\w'’]+|_", plain) if words(token)]
    kept = [
        t for t in tokens if t.lower() not in _NOISE and not re.fullmatch(r"v?\d[\d.]*(?:alpha|beta)?\d*", t.lower())
    ]
    strong = [t for t in kept if t.lower() not in _FAINT]
    kept = strong or kept
    if len(kept) == 1 and kept[0].isascii() and re.search(r"[a-z][A-Z]", kept[0]) and kept[0].isalnum():
        return kept[0][:_LONGEST_WORD]
    return "-".join("".join(words(token))[:_LONGEST_WORD] for token in kept[:_MOST_WORDS])


def _host_name(url: str) -> str:
    """`https://api.example.com/v1` → `example`."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    labels = [label for label in host.split(".") if "{" not in label and "}" not in label]
    if len(labels) < 2 or labels[-1].isdigit():
        return ""
    return _named(labels[-3] if len(labels) > 2 and labels[-2] in ("co", "com", "ac", "gov") else labels[-2])
