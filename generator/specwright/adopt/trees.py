"""Small questions to syntax trees that several readers ask."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def classes(tree: ast.Module) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def functions(class_: ast.ClassDef) -> Iterator[Function]:
    """The methods of a class; of overloads, only the implementation."""
    for node in class_.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_overload(node):
            yield node


def overloads(class_: ast.ClassDef, name: str) -> list[Function]:
    found = (node for node in class_.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [node for node in found if node.name == name and _is_overload(node)]


def _is_overload(function: Function) -> bool:
    return "overload" in decorators(function)


def decorators(function: Function) -> set[str]:
    return {ast.unparse(d.func if isinstance(d, ast.Call) else d).rpartition(".")[2] for d in function.decorator_list}


def constant(node: ast.AST | None) -> object:
    """The value of a literal; None for anything else. f-strings without placeholders are literals too."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr) and all(isinstance(part, ast.Constant) for part in node.values):
        return "".join(str(constant(part)) for part in node.values)
    return None


def text(node: ast.AST | None) -> str | None:
    value = constant(node)
    return value if isinstance(value, str) else None


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((entry.value for entry in call.keywords if entry.arg == name), None)


def calls(node: ast.AST, name: str) -> Iterator[ast.Call]:
    """Every call of a function or method with this name."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and called(inner) == name:
            yield inner


def called(call: ast.Call) -> str:
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""


def assigned(tree: ast.AST, name: str) -> ast.expr | None:
    """What is assigned to a name, or to an attribute of `self`, anywhere inside."""
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else _annotated(node)
        if any(ast.unparse(target) in (name, f"self.{name}") for target in targets):
            return getattr(node, "value", None)
    return None


def _annotated(node: ast.AST) -> list[ast.expr]:
    return [node.target] if isinstance(node, ast.AnnAssign) and node.value is not None else []


def dict_items(node: ast.AST | None) -> Iterator[tuple[str, ast.expr]]:
    """The entries of a dict display that have a literal key."""
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            name = text(key)
            if name is not None:
                yield name, value
