"""The table of keys → the reference page, and a JSON schema for editors.

What comes in: `keys.ROOT`. What goes out: the text of `docs/reference/config.md` and of `schema.json`; a test compares
both with the files. `python -m specwright.config.reference PAGE` writes them anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from ..ir.types import JsonValue
from .keys import ROOT
from .keys_resources import OTHER_TARGET
from .ledger import Usage
from .shape import Anything, Either, Entries, Flag, Key, Keys, Many, Null, Number, Shape, Text, describe

SCHEMA_FILE = Path(__file__).with_name("schema.json")

_INTRODUCTION = """\
# The configuration file

`specwright.yml` says how the SDK of an OpenAPI document is shaped: what resources and methods are called, which schemas
get a name, how lists are paged, what the client takes. Its format is that of `stainless.yml`; an existing file works as
it is. `specwright init` writes a first one from the document alone, and without any file that one is used.

```yaml
# yaml-language-server: $schema=generator/specwright/config/schema.json
organization:
  name: acme
environments:
  production: https://api.acme.com
resources:
  pets:
    models:
      pet: Pet                          # a schema of the document
    methods:
      list: get /pets                   # client.pets.list()
      retrieve: get /pets/{petId}       # client.pets.retrieve(pet_id)
    subresources:
      toys:
        methods:
          list: get /pets/{petId}/toys  # client.pets.toys.list(pet_id)
```

With a file, only the operations it names become methods. The others are reported with their number
(`Endpoint/NotConfigured`); list those you leave out on purpose under `unspecified_endpoints`.

A key that is not known is an error at its line, with the key that was probably meant. Keys that are known and do
nothing for Python (other targets, the hosted pipeline) are accepted; keys that are known and not supported yet are
warnings. The tables below say which is which: **yes** is used, **—** has no effect on Python, **not yet** is
reported. **Ours** are keys that the Stainless format does not have. Keys that begin with `x-` may stand everywhere.

YAML is read by the rules of version 1.2: `no` and `on` are texts. Anchors and merge keys work. Write versions in
quotes: `1.10` is the number 1.1.

`openapi.transforms` change the document before anything else looks at it, one after the other:

| command | arguments |
|---|---|
| `update` | `target`, `value`; with `template: true` the old text goes where `{{value}}` stands in the new one |
| `append` | `target`, `value`: items of a list, or members of a mapping that must not be there yet |
| `merge` (older: `mergeObject`) | `target`, `value` or `object`: a mapping that is merged into the one that is there |
| `remove` | `target`, and `keys` if only those members go |
| `copy`, `move` | `from` one place, `to` another or a list of them |
| `oneOfToAnyOf` | none: every `oneOf` becomes an `anyOf` |
| `guessDiscriminantUnions` | none: unions of objects that a constant member tells apart get a `discriminator` |
| `replaceProperties` | older spelling of `update`: `filter: {only: [targets]}`, `value` |

A target is a JSONPath expression, or `{matches_schema: EXPRESSION, ignore: EXPRESSION}`, which stands for all schemas
that say the same as that one, texts aside; or a list of targets. Of JSONPath, names, indices, `*`, `..` and filters
such as `[?(@.type == 'object' && !@.items)]` and `[?(@property == 'x' || @.y)]` are known; an expression that is not,
or that matches nothing, is an error.
"""

_USAGE = {Usage.USED: "yes", Usage.NO_EFFECT: "—", Usage.UNSUPPORTED: "not yet"}


def reference_page() -> str:
    """The reference page, in Markdown."""
    parts = [_INTRODUCTION, _table("Top level", ROOT)]
    parts.extend(_table(title, shape) for title, shape in _sections(ROOT, "", {id(ROOT)}))
    parts.append(_INFERENCE)
    return "\n".join(parts)


def _sections(shape: Keys, path: str, seen: set[int]) -> Iterator[tuple[str, Keys]]:
    """The mappings inside a mapping, in table order, each once."""
    for name, key in shape.keys.items():
        for inner, suffix in _mappings(key.shape):
            if id(inner) in seen or key.usage is not Usage.USED:
                continue
            seen.add(id(inner))
            inner_path = f"{path}.{name}{suffix}" if path else f"{name}{suffix}"
            yield f"`{inner_path}`", inner
            yield from _sections(inner, inner_path, seen)


def _mappings(shape: Shape) -> Iterator[tuple[Keys, str]]:
    match shape:
        case Keys():
            yield shape, ""
        case Entries(value, known):
            for name, key in known.items():
                for inner, suffix in _mappings(key.shape):
                    yield inner, f".{name}{suffix}"
            for inner, suffix in _mappings(value):
                yield inner, f".<name>{suffix}"
        case Many(item):
            for inner, suffix in _mappings(item):
                yield inner, f"[]{suffix}"
        case Either(shapes):
            for member in shapes:
                yield from _mappings(member)
        case _:
            return


def _table(title: str, shape: Keys) -> str:
    rows = [f"## {title}\n", "| key | value | Python | |", "|---|---|---|---|"]
    others = [f"`{name}`" for name, key in shape.keys.items() if key is OTHER_TARGET]
    for name, key in shape.keys.items():
        if key is OTHER_TARGET:
            continue
        doc = f"{key.doc} **Ours.**" if key.ours else key.doc
        value = "" if key.usage is Usage.NO_EFFECT else _in_short(key.shape)
        rows.append(f"| `{name}` | {value} | {_USAGE[key.usage]} | {doc.replace('|', chr(92) + '|')} |")
    if others:
        rows.append(f"| {', '.join(others)} | | — | {OTHER_TARGET.doc} |")
    return "\n".join(rows) + "\n"


def _in_short(shape: Shape) -> str:
    match shape:
        case Text(choices) if choices:
            return ", ".join(f"`{choice}`" for choice in choices)
        case Keys():
            return "mapping"
        case Entries(value):
            inner = _in_short(value)
            return f"name → {inner}" if inner else "mapping"
        case Many(item):
            inner = _in_short(item)
            return f"list of {inner}" if inner else "list"
        case Either(shapes):
            return " or ".join(dict.fromkeys(filter(None, map(_in_short, shapes))))
        case Anything():
            return ""
        case Text() | Flag() | Number() | Null():
            return describe(shape)


_INFERENCE = """\
## Without a file

The document alone decides, and `specwright init` writes the same down for you to change:

- **Resources** are the static segments of paths; parameters, versions, `/api` and what all paths begin with are left
  out. A scope that most paths pass through and nothing is done with (`/workspaces/{id}/…`) is left out as well.
- **Methods** follow the REST conventions: `list`, `create`, `retrieve`, `update` (PATCH, or PUT alone), `replace` (PUT
  beside PATCH), `delete`. A last segment that is a verb is a method of what it is done to: `orders.cancel`. Where two
  operations would be called the same, the second is called after its operationId.
- **Models** are component schemas that are objects, enums or unions; they live with the resource that uses them, those
  used by several in `$shared`.
- **Pages** are recognised where parameters and response agree: a cursor and the field that gives it, the id of the last
  item, the address of the next page, a `Link` header, a page number, an offset.
- **Credentials** become client options, read from `<NAME>_API_KEY` and the like. One that some call can do without may
  be left out.
- **Environments** are the servers, the first one the default; variables of their URLs are options. Where all URLs are
  relative, `base_url` has to be given.
"""


def json_schema() -> dict[str, JsonValue]:
    """The JSON schema (2020-12) of the format, for editors."""
    definitions: dict[str, JsonValue] = {}
    root = _schema(ROOT, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "specwright.yml",
        **root,
        "$defs": definitions,
    }


def _schema(shape: Shape, definitions: dict[str, JsonValue]) -> dict[str, JsonValue]:
    match shape:
        case Anything():
            return {}
        case Text(choices):
            return {"enum": list(choices)} if choices else {"type": ["string", "number"]}
        case Flag():
            return {"type": "boolean"}
        case Number():
            return {"type": "number"}
        case Null():
            return {"type": "null"}
        case Many(item):
            return {"type": ["array", "null"], "items": _schema(item, definitions)}
        case Either(shapes):
            return {"anyOf": [_schema(member, definitions) for member in shapes]}
        case Entries(value, known):
            return {
                "type": ["object", "null"],
                "properties": {name: _property(key, definitions) for name, key in known.items()},
                "additionalProperties": _schema(value, definitions),
            }
        case Keys():
            kind = shape.kind.replace(" ", "-")
            if kind not in definitions:
                definitions[kind] = {}  # a resource holds resources
                definitions[kind] = {
                    "type": ["object", "null"],
                    "properties": {name: _property(key, definitions) for name, key in shape.keys.items()},
                    "patternProperties": {"^x-": {}},
                    "additionalProperties": False,
                }
            return {"$ref": f"#/$defs/{kind}"}


def _property(key: Key, definitions: dict[str, JsonValue]) -> dict[str, JsonValue]:
    notes = {Usage.NO_EFFECT: " (No effect on Python.)", Usage.UNSUPPORTED: " (Not supported yet.)"}
    described: dict[str, JsonValue] = {"description": key.doc + notes.get(key.usage, "")} if key.doc else {}
    return {**described, **(_schema(key.shape, definitions) if key.usage is Usage.USED else {})}


def schema_text() -> str:
    """The content of `schema.json`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
    Path(sys.argv[1]).write_text(reference_page(), encoding="utf-8")
