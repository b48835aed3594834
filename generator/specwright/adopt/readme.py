"""The calls that a published README shows.

What comes in: README.md, and the endpoint of each method. What goes out: `readme.example_requests`.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ..config.document import DocumentOperation, properties
from ..ir.types import JsonValue
from ..targets.python.casing import Casing
from . import trees
from .found import Findings
from .package import Package

_PLACES = {
    "usage": "headline",
    "handling errors": "default",
    "streaming responses": "streaming",
    "pagination": "pagination",
    "nested params": "nested_params",
    "file uploads": "file_uploads",
}
_HEADING = re.compile(r"^#{1,4} +(?P<title>.+?) *#*$|^```(?:python|py)\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
_DETOURS = frozenset({"with_options", "with_raw_response", "with_streaming_response"})


Methods: TypeAlias = Mapping[tuple[str, ...], tuple[DocumentOperation, tuple[str, ...]]]
"""Operations by the path and name of their method, with Python's names of their path parameters."""


def read_readme(package: Package, methods: Methods, found: Findings) -> None:
    """Put down the first call below each heading."""
    for title, code in _blocks(package.text("README.md") or ""):
        key = ("readme", "example_requests", _PLACES.get(title, ""))
        if title in _PLACES and key not in found.places and (example := _example(code, methods)) is not None:
            found.put(key, example, f"README.md, {title}")


def _blocks(text: str) -> Iterator[tuple[str, ast.Module]]:
    """Python code with the heading above it; what is no Python is passed over."""
    title = ""
    for match in _HEADING.finditer(text):
        if match["title"] is not None:
            title = match["title"].lower()
            continue
        try:
            yield title, ast.parse(match["code"])
        except (SyntaxError, ValueError, RecursionError):
            continue


def _example(code: ast.Module, methods: Methods) -> dict[str, JsonValue] | None:
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and (known := methods.get(_called(node))) is not None:
            operation, names = known
            params, file = _params(node, operation, names)
            example: dict[str, JsonValue] = {"type": "request", "endpoint": operation.id, "params": params}
            return example | file | _shown(code, node)
    return None


def _called(call: ast.Call) -> tuple[str, ...]:
    """`client.a.b.list(…)` → a, b, list; () when it is nothing of the client's."""
    parts: list[str] = []
    node: ast.expr = call.func
    while True:
        if isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            break
    if not isinstance(node, ast.Name) or node.id != "client":
        return ()
    return tuple(part for part in reversed(parts) if part not in _DETOURS)


def _params(
    call: ast.Call, operation: DocumentOperation, names: tuple[str, ...]
) -> tuple[dict[str, JsonValue], dict[str, JsonValue]]:
    """What the call gives, by wire names; and a file, which the configuration says apart."""
    wires = {Casing().snake(wire): wire for wire in _wires(operation)}
    wires |= dict(zip(names, re.findall(r"\{([^{}]*)\}", operation.path), strict=False))
    given = [*zip(names, call.args, strict=False), *((k.arg, k.value) for k in call.keywords if k.arg is not None)]
    params: dict[str, JsonValue] = {}
    file: dict[str, JsonValue] = {}
    for name, value in given:
        wire = wires.get(name.rstrip("_"), name)
        if isinstance(value, ast.Call) and trees.called(value) == "Path" and value.args:
            file = {"file_param": wire, "file_path": trees.text(value.args[0])}
        else:
            try:
                params[wire] = json.loads(json.dumps(ast.literal_eval(value)))
            except (ValueError, TypeError, SyntaxError, RecursionError):
                continue  # bytes, or something that the example calculates
    return params, file


def _wires(operation: DocumentOperation) -> Iterator[str]:
    yield from (str(parameter.get("name")) for parameter in operation.parameters)
    if operation.body_schema is not None:
        yield from properties(operation.document, *operation.body_schema)


def _shown(code: ast.Module, call: ast.Call) -> dict[str, JsonValue]:
    """The variable of the result, and the property of it that is printed: `page = …; print(page.data)`."""
    for statement in code.body:
        assigned = isinstance(statement, ast.Assign) and any(node is call for node in ast.walk(statement.value))
        if isinstance(statement, ast.Assign) and assigned and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            printed = (
                argument.attr
                for shown in trees.calls(code, "print")
                for argument in shown.args[:1]
                if isinstance(argument, ast.Attribute) and ast.unparse(argument.value) == name
            )
            found = next(printed, None)
            return {"assign_to": name, **({"response_property": found} if found else {})}
    return {}
