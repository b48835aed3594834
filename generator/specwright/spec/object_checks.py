"""Stage check: servers and discriminators, wherever they stand.

What comes in: the objects that the shape check collected. What goes out: warnings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..diagnostics import Diagnostics, SpecwrightError
from .document import Document
from .trail import Trail
from .words import Suggestions

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_COMPONENT_NAME = re.compile(r"[A-Za-z0-9._-]+")


def check_servers(servers: Iterable[tuple[dict[str, Any], Trail]], diagnostics: Diagnostics) -> None:
    """Every variable in a server's URL is defined, and its default is one of its values."""
    words = Suggestions()
    for server, at in servers:
        variables: dict[str, Any] = server.get("variables", {})
        for name in _VARIABLE.findall(server.get("url", "")):
            if name not in variables:
                message = f"the server variable {{{name}}} is not defined"
                place = at.child("url").origin()
                diagnostics.warn("Server/UndefinedVariable", message, place, hint=words.did_you_mean(name, variables))
        for name, variable in variables.items():
            values = variable.get("enum")
            if values is not None and "default" in variable and variable["default"] not in values:
                message = f"the default of the server variable {name!r} is not one of its values"
                place = at.child("variables").child(name).child("default").origin()
                diagnostics.warn("Server/UnknownDefault", message, place)


def check_discriminators(
    document: Document, discriminators: Iterable[tuple[dict[str, Any], Trail]], diagnostics: Diagnostics
) -> None:
    """Every mapping leads to a schema: a component's name, or a reference (Discriminator Object, "mapping")."""
    words = Suggestions()
    schemas = document.data.get("components", {}).get("schemas", {})
    for discriminator, at in discriminators:
        for value, target in discriminator.get("mapping", {}).items():
            if _COMPONENT_NAME.fullmatch(target) and target in schemas:
                continue
            place = at.child("mapping").child(value).origin()
            try:
                document.resolve(target, place)
            except SpecwrightError:
                message = f"the discriminator maps {value!r} to {target!r}, which is no schema"
                hint = words.did_you_mean(target.rpartition("/")[2], schemas)
                diagnostics.error("Schema/UnknownMapping", message, place, hint=hint)
