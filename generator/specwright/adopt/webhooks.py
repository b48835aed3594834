"""Methods that check and decode what a webhook sends.

What comes in: the classes of resources. What goes out: methods of `type: webhook_unwrap`, for those that verify with
the package `standardwebhooks` a payload, its headers and a key; others are code by hand.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from . import trees
from .found import Findings, resource_key
from .methods import Resource, walk
from .type_index import TypeIndex

_ARGUMENTS = {"payload", "headers", "key"}
_DISCRIMINATOR = re.compile(r"discriminator='([^']+)'")


def read_webhooks(tree: Resource, index: TypeIndex, found: Findings) -> frozenset[str]:
    """Put the methods down.

    Gives their dotted names, those of their twins that do not verify, and the types of both, which come with them.
    """
    handled: set[str] = set()
    for path, resource in walk(tree):
        class_ = trees.classes(resource.source.tree)[resource.cls]
        for function in trees.functions(class_):
            if not _verifies(function):
                continue
            key = re.search(r"self\._client\.(\w+)", ast.unparse(function))
            discriminators = {
                match[1]
                for name in _made(function)
                if (definition := index.find(resource.source, name)) is not None and definition.value is not None
                for match in _DISCRIMINATOR.finditer(ast.unparse(definition.value))
            }
            option = {"webhook_key_opt": key[1]} if key is not None else {}
            tag = {"discriminator": discriminators.pop()} if len(discriminators) == 1 else {}
            place = resource.source.place(function)
            found.put(
                (*resource_key(path), "methods", function.name), {"type": "webhook_unwrap", **tag, **option}, place
            )
            handled |= {".".join((*path, name)) for name in (function.name, f"unsafe_{function.name}")}
            handled |= {name for made in _made(function) for name in (made, f"Unsafe{made}")}
    return frozenset(handled)


def _verifies(function: trees.Function) -> bool:
    arguments = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
    verified = (call for call in trees.calls(function, "verify") if isinstance(call.func, ast.Attribute))
    made = (call.func.value for call in verified if isinstance(call.func, ast.Attribute))
    return arguments >= _ARGUMENTS and any(isinstance(m, ast.Call) and trees.called(m) == "Webhook" for m in made)


def _made(function: trees.Function) -> Iterator[str]:
    """The types that the payload becomes."""
    for call in trees.calls(function, "construct_type"):
        written = trees.keyword(call, "type_")
        if written is not None:
            yield ast.unparse(written)
