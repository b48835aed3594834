"""Inference: environments from servers, and client options for the variables of their URLs.

What comes in: the document's `servers` (OpenAPI 3.1, section 4.8.5). What goes out: environments, the first server
being the default. A relative URL is no environment: the SDK's user does not know where the document was found.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...diagnostics import Diagnostics
from ...ir.origin import Origin
from ..model import EnvironmentConfig
from ..settings import ClientOptionConfig
from ..words import snake, words
from .organization import env_prefix

if TYPE_CHECKING:
    from ...spec import Document

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_KNOWN = {
    "production": "production",
    "prod": "production",
    "live": "production",
    "sandbox": "sandbox",
    "staging": "staging",
    "stage": "staging",
    "development": "development",
    "dev": "development",
    "test": "test",
    "testing": "test",
    "demo": "demo",
    "mock": "mock",
    "beta": "beta",
    "local": "local",
    "localhost": "local",
    "eu": "eu",
    "us": "us",
}


def infer_environments(document: Document, diagnostics: Diagnostics) -> tuple[EnvironmentConfig, ...]:
    """One environment for each absolute server URL; () when there is none: then `base_url` must be given."""
    found: dict[str, EnvironmentConfig] = {}
    urls: set[str] = set()
    for server, origin in _servers(document):
        url = server["url"]
        if not re.match(r"(?:https?:)?//|https?://|\{", url):
            message = f"the server URL `{url}` is relative: `base_url` has to be given to the client"
            diagnostics.note("Server/Relative", message, origin.child("url"))
            continue
        if url in urls:
            continue
        urls.add(url)
        name = _unique(_name(server, first=not found), found)
        found[name] = EnvironmentConfig(name, url.rstrip("/") if url.count("/") > 2 else url, origin.child("url"))
    return tuple(found.values())


def infer_variables(document: Document, organization: str, taken: set[str]) -> tuple[ClientOptionConfig, ...]:
    """An option for each variable in the servers' URLs; `taken` are names of options there are already."""
    found: dict[str, ClientOptionConfig] = {}
    for server, origin in _servers(document):
        variables = server.get("variables")
        for wire in _VARIABLE.findall(server["url"]):
            described = variables.get(wire) if isinstance(variables, dict) else None
            described = described if isinstance(described, dict) else {}
            name = snake(wire) or "server_variable"
            name = f"server_{name}" if name in taken else name
            if name not in found:
                found[name] = _option(name, wire, described, origin.child("variables", wire), organization)
    return tuple(found.values())


def _option(name: str, wire: str, described: dict[str, Any], origin: Origin, organization: str) -> ClientOptionConfig:
    default, doc, values = described.get("default"), described.get("description"), described.get("enum")
    text = doc if isinstance(doc, str) else f"The `{wire}` of the server's URL."
    if isinstance(values, list) and values:
        text = f"{text.rstrip()} One of {', '.join(map(str, values))}."
    return ClientOptionConfig(
        name=name,
        origin=origin,
        nullable=True,
        description=text,
        default=str(default) if isinstance(default, str | int | float) else None,
        read_env=f"{env_prefix(organization)}_{name.upper()}",
        server_variable=wire,
    )


def _servers(document: Document) -> list[tuple[dict[str, Any], Origin]]:
    written = document.data.get("servers")
    origin = document.origin().child("servers")
    return [
        (server, origin.child(index))
        for index, server in enumerate(written if isinstance(written, list) else ())
        if isinstance(server, dict) and isinstance(server.get("url"), str)
    ]


def _name(server: dict[str, Any], *, first: bool) -> str:
    """Its `name` (OpenAPI 3.2), a usual word in its description or host, or its description when that is short."""
    named = server.get("name")
    if isinstance(named, str) and snake(named):
        return snake(named)
    description = server.get("description")
    said = words(description) if isinstance(description, str) else ()
    labels = re.sub(r"^\w+://", "", server["url"]).split("/", 1)[0].split(".")
    host = words(".".join(labels[:-2] if len(labels) > 1 else labels))  # the domain itself says nothing
    for word in (*said, *host):
        if word in _KNOWN:
            return _KNOWN[word]
    if first:
        return "production"
    return "_".join(w for w in said if w != "server") if 0 < len(said) <= 3 else "environment"


def _unique(name: str, taken: dict[str, EnvironmentConfig]) -> str:
    name, number = name or "environment", 2
    candidate = name
    while candidate in taken:
        candidate, number = f"{name}_{number}", number + 1
    return candidate
