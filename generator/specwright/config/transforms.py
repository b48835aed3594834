"""Stage config: `openapi.transforms` → a changed document.

What comes in: a document that was just loaded, and the configured commands. What goes out: the same document with its
data changed, command after command. A command that matches nothing is an error: the document is not what it was
written for.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostics
from .jsonpath import PathError, Place
from .model import Config
from .settings import Transform
from .shape import nearest
from .transform_commands import TARGET_COMMANDS, TransformError, argument, targets, transfer, update
from .transform_unions import WHOLE_DOCUMENT_COMMANDS

if TYPE_CHECKING:
    from ..spec import Document

_TARGET = frozenset(("target",))
_ARGUMENTS: Mapping[str, frozenset[str]] = {
    "update": _TARGET | {"value", "template"},
    "append": _TARGET | {"value"},
    "merge": _TARGET | {"value", "object"},
    "mergeObject": _TARGET | {"value", "object"},
    "remove": _TARGET | {"keys"},
    "copy": frozenset(("from", "to")),
    "move": frozenset(("from", "to")),
    "oneOfToAnyOf": _TARGET,
    "guessDiscriminantUnions": _TARGET,
    "replaceProperties": frozenset(("filter", "value")),
}


def apply_transforms(document: Document, config: Config, diagnostics: Diagnostics) -> Config:
    """Carry out the configuration's transforms, and give the configuration that has none left to do.

    To be called right after loading: the document's data is changed in place, before anybody has looked at it. Reports
    an error for each command that is wrong or matches nothing; the others are carried out all the same.
    """
    if not config.transforms:
        return config
    data = copy.deepcopy(document.data, _NoSharing())
    for transform in config.transforms:
        try:
            _apply(transform, data)
        except (TransformError, PathError) as error:
            diagnostics.error("Transform/Failed", f"{transform.command}: {error}", transform.origin)
    document.data.clear()
    document.data.update(data)
    return replace(config, transforms=())


class _NoSharing(dict[int, Any]):
    """A deepcopy memo that remembers nothing: what YAML aliases share is changed apart."""

    def get(self, key: int, default: Any = None) -> Any:
        return default


def _apply(transform: Transform, data: Any) -> None:
    arguments, command = transform.arguments, transform.command
    known = _ARGUMENTS.get(command)
    if known is None:
        near = nearest(command, tuple(_ARGUMENTS))
        raise TransformError("this command is not known" + (f"; did you mean `{near}`?" if near else ""))
    unknown = [name for name in arguments if name not in known]
    if unknown:
        raise TransformError(f"`{unknown[0]}` is not supported here; known are {', '.join(sorted(known))}")
    if command in WHOLE_DOCUMENT_COMMANDS:
        places = targets(data, arguments["target"]) if arguments.get("target", "$") != "$" else [Place([data], 0)]
        WHOLE_DOCUMENT_COMMANDS[command](places, data)
    elif command == "replaceProperties":
        update(targets(data, _filtered(arguments)), {"value": argument(arguments, "value")})
    elif "from" in known:
        transfer(data, arguments, keep=command == "copy")
    else:
        TARGET_COMMANDS[command](targets(data, argument(arguments, "target")), arguments)


def _filtered(arguments: Mapping[str, Any]) -> Any:
    """Older spelling of targets: `filter: {only: [...]}`."""
    chosen = argument(arguments, "filter")
    if not isinstance(chosen, dict) or set(chosen) != {"only"}:
        raise TransformError("`filter` has to be a mapping with `only`")
    return chosen["only"]
