"""Stage config: how a configuration may say which schema it means → the JSON pointer of that schema.

What comes in: `Thing` (a component), a pointer, a JSONPath expression, or a JMESPath expression that is a path and
nothing more (`components.schemas.Thing.properties.part`, `paths."/things".get`). What goes out: a pointer with `#`.
"""

from __future__ import annotations

import re
from typing import Any

from .jsonpath import PathError, find, parse_path

_SCHEMAS = "#/components/schemas/"
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_JMESPATH = re.compile(rf"(?:components|paths)(?:\.[A-Za-z_]\w*|\.{_QUOTED}|\[-?\d+\])+")
_STEP = re.compile(rf"\.([A-Za-z_]\w*|{_QUOTED})|(\[-?\d+\])")


def schema_pointer(written: str) -> str:
    """A pointer with `#`; an expression, which only a document can turn into one, as it is."""
    if written.startswith(("#", "$")) or _JMESPATH.fullmatch(written):
        return written
    return f"#{written}" if written.startswith("/") else f"{_SCHEMAS}{written}"


def pointer_in(written: str, data: Any) -> str:
    """The pointer of the one schema that an expression matches in `data`. Raises PathError when it is not one."""
    if written.startswith("#"):
        return written
    expression = written if written.startswith("$") else _as_jsonpath(written)
    places = find(parse_path(expression), data)
    if len(places) != 1:
        raise PathError(f"`{written}` matches {len(places) or 'no'} place{'' if len(places) == 1 else 's'}, not one")
    return "#" + _pointer_of(places[0].value, data)


def _as_jsonpath(written: str) -> str:
    root = re.match(r"\w+", written)
    assert root is not None, "schema_pointer lets nothing else through"
    steps = (f"[{name}]" if name.startswith('"') else f".{name}" if name else i for name, i in _STEP.findall(written))
    return f"$.{root[0]}{''.join(steps)}"


def _pointer_of(wanted: Any, data: Any) -> str:
    """The pointer of `wanted`, a mapping or list that stands in `data`. Of several places, the first."""
    waiting: list[tuple[Any, str]] = [(data, "")]
    while waiting:
        value, pointer = waiting.pop()
        if value is wanted:
            return pointer
        members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        inner = [(member, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}") for key, member in members]
        waiting.extend(reversed(inner))
    raise PathError("the match is no schema")
