"""Reading the client: options, environment variables, authentication, base URLs, query settings, defaults.

What comes in: `_client.py` and `_constants.py`. What goes out: `client_settings`, `environments`, `query_settings` and
the organisation's name, put into `Findings`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ..ir.types import JsonValue
from ..spec import Document
from ..targets.python.casing import Casing
from ..values import dataclass
from . import trees
from .found import Findings, Source
from .package import Package

_ROLES = ("username", "password", "client_id", "client_secret")
_STANDARD = frozenset(
    (
        *("environment", "base_url", "websocket_base_url", "timeout", "max_retries", "default_headers"),
        *("default_query", "http_client", "_strict_response_validation"),
    )
)
_TYPES = {"int": "integer", "float": "number", "bool": "boolean"}


@dataclass(frozen=True, slots=True)
class Client:
    """The synchronous client's class."""

    name: str
    source: Source
    class_: ast.ClassDef

    def function(self, name: str) -> trees.Function | None:
        return next((node for node in trees.functions(self.class_) if node.name == name), None)


def find_client(package: Package) -> Client | None:
    """The client: the class of `_client.py` that others are made from, with a synchronous base."""
    source = package.source("_client.py")
    if source is None:
        return None
    for name, class_ in trees.classes(source.tree).items():
        if any(ast.unparse(base).rpartition(".")[2] == "SyncAPIClient" for base in class_.bases):
            return Client(name, source, class_)
    return None


def read_client(package: Package, client: Client, document: Document, found: Findings) -> None:
    """Everything about the client."""
    _organization(client, found)
    _environments(client, found)
    _options(client, document, found)
    _query(client, found)
    _constants(package, found)
    _http_library(package, found)
    header = trees.text(trees.assigned(client.class_, "_idempotency_header"))
    if header is not None:
        found.put(("client_settings", "idempotency", "header"), header, client.source.place(client.class_))


def _organization(client: Client, found: Findings) -> None:
    """The name that gives the class and the prefix of environment variables, where one does both."""
    prefix = _env_prefix(client)
    place = client.source.place(client.class_)
    name = (prefix or client.name).lower().replace("_", "-")
    made = Casing().pascal(name)
    if made == client.name:
        found.put(("organization", "name"), name, place)
        return
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+", client.name)
    spelt = "-".join(words).lower()
    found.put(("organization", "name"), name, place)
    if made.lower() == client.name.lower():
        for word in name.split("-"):
            at = made.lower().find(Casing().pascal(word).lower())
            own = client.name[at : at + len(word)]
            if own != Casing().pascal(word):
                found.put(("custom_casings", word), {"pascal": own}, place)
        return
    found.put(
        ("client_settings", "default_client_name"),
        spelt if Casing().pascal(spelt) == client.name else client.name,
        place,
    )


def _env_prefix(client: Client) -> str | None:
    names = re.findall(r"\b([A-Z][A-Z0-9_]*?)_(?:BASE_URL|CUSTOM_HEADERS)\b", ast.unparse(client.class_))
    return names[0] if names else None


def _environments(client: Client, found: Findings) -> None:
    table = trees.assigned(client.source.tree, "ENVIRONMENTS")
    for name, url in trees.dict_items(table):
        found.put(("environments", name), trees.text(url), client.source.place(url))
    if table is None:
        default = _default_url(client)
        if default is not None:
            found.put(("environments", "production"), _text_with_variables(default), client.source.place(default))


def _default_url(client: Client) -> ast.expr | None:
    function = client.function("__init__")
    for node in ast.walk(function) if function is not None else ():
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "base_url":
            written = _text_with_variables(node.value)
            if written is not None and written.startswith(("http://", "https://")):
                return node.value
    return None


def _text_with_variables(node: ast.expr) -> str | None:
    """A text; an f-string with its variables in braces."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            f"{{{ast.unparse(part.value)}}}" if isinstance(part, ast.FormattedValue) else str(trees.constant(part))
            for part in node.values
        )
    return trees.text(node)


def _options(client: Client, document: Document, found: Findings) -> None:
    function = client.function("__init__")
    if function is None:
        return
    arguments = [argument for argument in function.args.kwonlyargs if argument.arg not in _STANDARD]
    uses = tuple(_uses(client))
    for argument in arguments:
        option = _option(function, argument)
        use = _use(argument.arg, uses, document)
        if not use:
            use = _own_scheme(argument.arg, uses, found, client.source.place(argument), optional="nullable" in option)
        option |= use
        found.put(("client_settings", "opts", argument.arg), option, client.source.place(argument))
        if not {"auth"} & option.keys() and not any(key.startswith("send_") for key in option):
            found.unsure.append(f"{client.source.place(argument)}: where the client option `{argument.arg}` is used")


def _option(function: trees.Function, argument: ast.arg) -> dict[str, JsonValue]:
    """Type, environment variable, and whether it may be left out."""
    annotation = ast.unparse(argument.annotation) if argument.annotation is not None else "str"
    kind = next((name for word, name in _TYPES.items() if re.search(rf"\b{word}\b", annotation)), "string")
    option: dict[str, JsonValue] = {"type": kind}
    required = False
    for node in ast.walk(function):
        if isinstance(node, ast.If) and ast.unparse(node.test) == f"{argument.arg} is None":
            required |= any(isinstance(inner, ast.Raise) for inner in node.body)
            for inner in node.body:
                if isinstance(inner, ast.Assign):
                    option |= _fallback(inner.value)
    if not required and "default" not in option:
        option["nullable"] = True
    return option


def _fallback(value: ast.expr) -> dict[str, JsonValue]:
    """What is taken when the argument is not given: an environment variable, a default."""
    if isinstance(value, ast.BoolOp):
        parts = [_fallback(part) for part in value.values]
        return {key: entry for part in parts for key, entry in part.items()}
    for call in (*trees.calls(value, "get"), *trees.calls(value, "getenv")):
        name = trees.text(call.args[0]) if call.args else None
        if name is not None:
            default = trees.constant(call.args[1]) if len(call.args) > 1 else None
            found: dict[str, JsonValue] = {"read_env": name}
            return found | ({"default": default} if isinstance(default, str | int | float | bool) else {})
    default = trees.constant(value)
    return {"default": default} if isinstance(default, str | int | float | bool) else {}


def _uses(client: Client) -> Iterator[tuple[str, str, str]]:
    """Where options go: the place (`auth_headers`, `default_query`, …), the wire name, the value as written."""
    for function in trees.functions(client.class_):
        if "header" in function.name or "query" in function.name or "auth" in function.name:
            code = ast.unparse(function)
            for node in ast.walk(function):
                for name, value in trees.dict_items(node):
                    yield (
                        function.name,
                        name,
                        code if isinstance(value, ast.Name | ast.JoinedStr) else ast.unparse(value),
                    )


def _use(option: str, uses: tuple[tuple[str, str, str], ...], document: Document) -> dict[str, JsonValue]:
    """The scheme an option feeds, or the header or query parameter that it is sent as."""
    for function, name, value in uses:
        if not re.search(rf"\bself\.{option}\b", value):
            continue
        scheme = _scheme(document, name, "query" if "query" in function else "header", value)
        if scheme is not None:
            role = next((role for role in _ROLES if role in option), None)
            auth: dict[str, JsonValue] = {"security_scheme": scheme}
            return {"auth": auth | ({"role": role} if role and "Basic" in value else {})}
        if "auth" not in function:
            return {"send_as_query_param" if "query" in function else "send_in_header": name}
    return {}


def _own_scheme(
    option: str, uses: tuple[tuple[str, str, str], ...], found: Findings, place: str, *, optional: bool
) -> dict[str, JsonValue]:
    """What an option feeds that the document does not describe: a scheme, and the requirement of it, are put down."""
    sent = next((use for use in uses if "auth" in use[0] and re.search(rf"\bself\.{option}\b", use[2])), None)
    if sent is None:
        return {}
    function, wire, value = sent
    name, scheme = "ApiKeyAuth", {"type": "apiKey", "in": "query" if "query" in function else "header", "name": wire}
    for kind in ("Bearer", "Basic"):
        if wire.lower() == "authorization" and kind in value:
            name, scheme = f"{kind}Auth", {"type": "http", "scheme": kind.lower()}
    found.put(("security_schemes", name), dict(scheme), place)
    required: list[JsonValue] = [{name: []}]
    found.put(("security",), [{}, *required] if optional else required, place)
    role = next((role for role in _ROLES if role in option), None)
    return {"auth": {"security_scheme": name, **({"role": role} if role and name == "BasicAuth" else {})}}


def _scheme(document: Document, name: str, place: str, value: str) -> str | None:
    """The security scheme of the document that sends this header or query parameter."""
    components = document.data.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    for key, scheme in schemes.items() if isinstance(schemes, dict) else ():
        if not isinstance(scheme, dict):
            continue
        named = str(scheme.get("name", "")).lower() == name.lower() and scheme.get("in") == place
        kind = str(scheme.get("scheme", "")).lower()
        http = scheme.get("type") in ("http", "oauth2", "openIdConnect") and name.lower() == "authorization"
        if (scheme.get("type") == "apiKey" and named) or (http and (kind != "basic" or "Basic" in value)):
            return str(key)
    return None


def _query(client: Client, found: Findings) -> None:
    for call in trees.calls(client.class_, "Querystring"):
        for key in ("array_format", "nested_format"):
            value = trees.text(trees.keyword(call, key))
            found.put(("query_settings", key), value, client.source.place(call))


def _http_library(package: Package, found: Findings) -> None:
    source = package.source("_base_client.py")
    for node in source.tree.body if source is not None else ():
        if isinstance(node, ast.Import) and source is not None and any(alias.name == "httpx2" for alias in node.names):
            found.put(("targets", "python", "http_library"), "httpx2", source.place(node))


def _constants(package: Package, found: Findings) -> None:
    source = package.source("_constants.py")
    if source is None:
        return
    timeout = trees.assigned(source.tree, "DEFAULT_TIMEOUT")
    seconds = None
    if isinstance(timeout, ast.Call):
        seconds = trees.constant(trees.keyword(timeout, "timeout") or (timeout.args[0] if timeout.args else None))
    if isinstance(seconds, int | float) and seconds != 60:
        found.put(("client_settings", "default_timeout"), round(seconds * 1000), source.place(timeout or source.tree))
    usual = {"DEFAULT_MAX_RETRIES": ("max_retries", 2), "INITIAL_RETRY_DELAY": ("initial_delay_seconds", 0.5)}
    for name, (key, default) in (usual | {"MAX_RETRY_DELAY": ("max_delay_seconds", 8.0)}).items():
        node = trees.assigned(source.tree, name)
        value = trees.constant(node)
        if isinstance(value, int | float) and value != default and node is not None:
            found.put(("client_settings", "default_retries", key), value, source.place(node))
