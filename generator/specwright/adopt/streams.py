"""What a published package does with the events of a stream.

What comes in: `_streaming.py`. What goes out: `streaming.on_event`, read off the loop over the events in
`Stream.__stream__`: what it ends at, raises at and yields.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ..ir.types import JsonValue
from . import trees
from .found import Findings, Source
from .package import Package

_EVENT = "sse.event"
_FALLTHROUGH: dict[str, JsonValue] = {"kind": "fallthrough", "handle": "yield"}


def read_streams(package: Package, found: Findings) -> None:
    """Put down the rules, if they are more than yielding every event; what is not understood is listed."""
    source = package.source("_streaming.py")
    stream = trees.classes(source.tree).get("Stream") if source is not None else None
    if source is None or stream is None:
        return
    for function in trees.functions(stream):
        if function.name == "__stream__":
            loops = [node for node in ast.walk(function) if isinstance(node, ast.For)]
            rules = [rule for loop in loops[:1] for rule in _rules(loop.body, source, found)]
            if rules and rules != [_FALLTHROUGH]:
                found.put(("streaming", "on_event"), list(rules), source.place(function))


def _rules(statements: Sequence[ast.stmt], source: Source, found: Findings) -> Iterator[dict[str, JsonValue]]:
    error = _error_property(statements)
    for statement in statements:
        if isinstance(statement, ast.If) and _raised_property(statement) is None:
            condition = _condition(statement.test)
            action = _action(statement.body)
            if condition is not None and action is not None:
                inner = _error_property(statement.body) if action == "yield" else None
                yield {**condition, "handle": action, **({"error_property": inner} if inner else {})}
            elif condition is None and _yields(statement.body):
                found.unsure.append(f"{source.place(statement)}: which events of a stream this is about")
            elif condition is not None:
                found.unsure.append(f"{source.place(statement)}: events are passed over, which no rule can say")
            yield from _rules(statement.orelse, source, found)
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield):
            yield {**_FALLTHROUGH, **({"error_property": error} if error else {})}


def _condition(test: ast.expr) -> dict[str, JsonValue] | None:
    """`sse.data.startswith("[DONE]")`, or a comparison of the event's name with some."""
    if isinstance(test, ast.Call) and ast.unparse(test.func) == "sse.data.startswith" and test.args:
        start = trees.text(test.args[0])
        return {"data_starts_with": start} if start is not None else None
    names = _event_names(test)
    if names is None:
        return None
    return {"event_type": names[0] if len(names) == 1 else names}


def _event_names(test: ast.expr) -> list[JsonValue] | None:
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        parts = [_event_names(value) for value in test.values]
        return None if any(part is None for part in parts) else [name for part in parts for name in part or ()]
    if not isinstance(test, ast.Compare) or ast.unparse(test.left) != _EVENT or len(test.ops) != 1:
        return None
    other = test.comparators[0]
    written = other.elts if isinstance(other, ast.Tuple | ast.List | ast.Set) else [other]
    if not isinstance(test.ops[0], ast.Eq | ast.Is | ast.In) or not all(isinstance(e, ast.Constant) for e in written):
        return None
    return [trees.text(entry) for entry in written]


def _action(body: Sequence[ast.stmt]) -> str | None:
    """What is done with such an event; None when it is passed over."""
    if any(isinstance(statement, ast.Break | ast.Return) for statement in body):
        return "done"
    if _yields(body):
        return "yield"
    return "error" if any(isinstance(statement, ast.Raise) for statement in body) else None


def _yields(body: Sequence[ast.stmt]) -> bool:
    return any(isinstance(node, ast.Yield) for statement in body for node in ast.walk(statement))


def _error_property(statements: Sequence[ast.stmt]) -> str | None:
    found = (_raised_property(statement) for statement in statements)
    return next((name for name in found if name is not None), None)


def _raised_property(statement: ast.stmt) -> str | None:
    """The property of the data that makes the statement raise: `if is_mapping(data) and data.get("error"): raise`."""
    if not isinstance(statement, ast.If) or not any(isinstance(inner, ast.Raise) for inner in statement.body):
        return None
    return next((name for call in trees.calls(statement.test, "get") if (name := trees.text(call.args[0]))), None)
