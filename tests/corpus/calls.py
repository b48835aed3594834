"""How each method of a generated package is called: the call and its arguments, found through its manifest alone.

What comes in: an entry of `_manifest.json` (docs/reference/manifest.md) and the operation as the document declares it.
What goes out: keyword arguments with sampled values, named as the manifest names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from specwright.ir.origin import Origin
from specwright.spec import Document

from .mock import NOTHING, Declared
from .samples import Sampler

Entry = Mapping[str, Any]

_OPTION_VALUES: Mapping[str, object] = {"string": "x", "boolean": True, "integer": 1, "number": 1.5}


def option_arguments(manifest: Mapping[str, Any]) -> dict[str, object]:
    """A value for each option of the client."""
    return {option["name"]: _OPTION_VALUES.get(option["type"], "x") for option in manifest["options"]}


def operation_key(entry: Entry) -> str:
    """What `declared_operations` calls the operation of an entry."""
    return f"{entry['method'].lower()} {entry['path']}"


@dataclass(frozen=True)
class Call:
    """The arguments of one call, and the body that they should become; `NOTHING` where that is not JSON."""

    arguments: dict[str, object]
    body: object = NOTHING


class Calls:
    """Samples calls: with the arguments that the document requires, or, `full`, with all there are."""

    def __init__(self, document: Document) -> None:
        self._sampler = Sampler(document)
        self._of_files = Sampler(document, binary=True)

    def of(self, entry: Entry, declared: Declared, *, full: bool) -> Call:
        names: Mapping[str, str] = entry["arguments"]
        # A placeholder of the path that nothing describes is a text.
        found: dict[str, object] = {name: "x" for wire, name in names.items() if wire.startswith("path:")}
        for parameter, at in declared.parameters:
            argument = names.get(f"{parameter['in']}:{parameter['name']}")
            if argument is not None and (full or parameter.get("required") or parameter["in"] == "path"):
                found[argument] = self._of_parameter(parameter, at)
        body, at = self._sampler.follow(declared.node.get("requestBody"), declared.origin.child("requestBody"))
        sent = (entry.get("request") or [None])[0]
        contents = (body.get("content") or {}) if isinstance(body, dict) else {}
        media_type = next((m for m in contents if sent is not None and m.strip().lower() == sent.lower()), None)
        if media_type is None or ("body" in names and not full and not body.get("required")):
            return Call(found)
        place = at.child("content", media_type, "schema")
        value = self._of_body(media_type, contents[media_type].get("schema", {}), place, full=full)
        if "body" in names:
            found[names["body"]] = value
        elif isinstance(value, dict):
            # What is no argument (an undeclared property that `required` names) cannot be given.
            value = {wire: member for wire, member in value.items() if f"body:{wire}" in names}
            found |= {names[f"body:{wire}"]: member for wire, member in value.items()}
        return Call(found, value if media_type.endswith("json") or media_type == "*/*" else NOTHING)

    def _of_parameter(self, parameter: dict[str, Any], at: Origin) -> object:
        for media_type, content in (parameter.get("content") or {}).items():
            return self._sampler.value(content.get("schema", {}), at.child("content", media_type, "schema"))
        schema = parameter.get("schema", {})
        value = self._sampler.value(schema, at.child("schema"))
        # Nothing of an empty object can stand in a path.
        return self._sampler.whole(schema, at.child("schema")) if value == {} else value

    def _of_body(self, media_type: str, schema: Any, place: Origin, *, full: bool) -> object:
        if media_type.startswith("multipart/"):
            sampler = self._of_files
        elif media_type.endswith(("json", "xml", "x-www-form-urlencoded", "*/*")) or media_type.startswith("text/"):
            sampler = self._sampler
        else:
            return b"x"
        values = [sampler.whole(schema, place), sampler.value(schema, place)][not full :]
        return next((value for value in values if sampler.accepts(place, value)), values[0])
