"""Stage lower: Server Objects (OpenAPI 3.1, 4.8.5) and the environments of the configuration.

What comes in: `servers` lists. What goes out: `Server`s with their variables, and plain URLs for single operations.
"""

from __future__ import annotations

import re
from typing import Any

from ..diagnostics import fail
from ..ir import Environment, Name, NameStrength, Origin, Server, ServerVariable
from .context import Context
from .reading import as_mapping, as_text, list_member, mapping_member, required_text, soft_text

_VARIABLE = re.compile(r"\{([^{}]+)\}")


def lower_servers(ctx: Context, holder: dict[str, Any], origin: Origin) -> tuple[Server, ...]:
    """The `servers` of the document, a path item or an operation."""
    return tuple(
        _lower_server(ctx, as_mapping(raw, "a server", origin.child("servers", index)), origin.child("servers", index))
        for index, raw in enumerate(list_member(holder, "servers", origin))
    )


def lower_environments(ctx: Context, servers: tuple[Server, ...]) -> tuple[Environment, ...]:
    """The configured environments; variables that a server of the document describes keep what it says."""
    described = {variable.wire: variable for server in servers for variable in server.variables}
    found: list[Environment] = []
    for environment in ctx.config.environments:
        names = dict.fromkeys(_VARIABLE.findall(environment.url))
        variables = tuple(described.get(wire) or ServerVariable(wire, "") for wire in names)
        found.append(Environment(Name(environment.name, NameStrength.CONFIG), Server(environment.url, variables)))
    return tuple(found)


def filled_url(server: Server) -> str:
    """The URL with the defaults of its variables."""
    defaults = {variable.wire: variable.default for variable in server.variables}
    return _VARIABLE.sub(lambda match: defaults.get(match[1], match[0]), server.url)


def _lower_server(ctx: Context, value: dict[str, Any], origin: Origin) -> Server:
    url = required_text(value, "url", "a server", origin)
    described = mapping_member(value, "variables", origin)
    variables: list[ServerVariable] = []
    for wire in dict.fromkeys(_VARIABLE.findall(url)):
        if wire not in described:
            message = f"the variable {wire!r} of this URL is not described"
            ctx.diagnostics.warn("Server/UndefinedVariable", message, origin.child("url"))
            variables.append(ServerVariable(wire, ""))
            continue
        variables.append(_lower_variable(ctx, wire, described[wire], origin.child("variables", wire)))
    return Server(url, tuple(variables), soft_text(value, "description", origin, ctx.diagnostics))


def _lower_variable(ctx: Context, wire: str, raw: Any, origin: Origin) -> ServerVariable:
    value = as_mapping(raw, "a server variable", origin)
    if "default" not in value:
        raise fail("Document/Missing", "a server variable has no `default`", origin)
    default = _text(value["default"], origin.child("default"))
    place = origin.child("enum")
    values = tuple(_text(item, place.child(i)) for i, item in enumerate(list_member(value, "enum", origin)))
    return ServerVariable(wire, default, values, soft_text(value, "description", origin, ctx.diagnostics))


def _text(value: Any, origin: Origin) -> str:
    """A text; numbers are taken as written, authors forget the quotes around ports."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return as_text(value, "this", origin)
