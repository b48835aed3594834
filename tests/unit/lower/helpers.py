"""Documents from YAML snippets, lowered with a configuration of one method for each operation."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import Any

from specwright import config as c
from specwright import ir
from specwright.config.settings import ClientSettings, PagingSchemeConfig, QuerySettings, Settings
from specwright.diagnostics import Diagnostics
from specwright.lower import lower
from specwright.spec import Document, load

HERE = ir.Origin("specwright.yml", "")

HEAD = """
openapi: {version}
info: {{title: T, version: "1"}}
"""


def document_of(text: str, folder: Path, version: str = "3.1.0", **files: str) -> Document:
    """A document from a snippet that may leave out `openapi`, `info` and `paths`."""
    body = textwrap.dedent(text)
    if "openapi:" not in body:
        body = HEAD.format(version=version) + body
    if not re.search("^paths:", body, re.M):
        body += "\npaths: {}\n"
    path = folder / "openapi.yaml"
    path.write_text(body)
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(textwrap.dedent(content))
    return load(path, diagnostics=Diagnostics())


def operations_in(document: Document) -> list[str]:
    """`get /things` for every operation, in document order."""
    found = []
    for path, item in document.data.get("paths", {}).items():
        value, _ = document.follow(item, document.origin().child("paths", path))
        for method in value if isinstance(value, dict) else ():
            if method in ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query"):
                found.append(f"{method} {path}")
        if isinstance(value, dict):
            found += [f"{method} {path}" for method in value.get("additionalOperations", {})]
    return found


def config_for(document: Document, *, inferred: bool = True, **changes: Any) -> c.Config:
    """Every operation a method `m<n>` of the resource `things`."""
    methods = []
    for index, id_ in enumerate(operations_in(document)):
        method, _, path = id_.partition(" ")
        change = changes.get("methods", {}).get(id_, {})
        methods.append(
            c.MethodConfig(
                **{"name": f"m{index}", "origin": HERE, "endpoint": c.Endpoint(method, path, HERE), **change}
            )
        )
    models = tuple(c.ModelConfig(key, HERE, pointer) for key, pointer in changes.get("models", {}).items())
    resources = (c.ResourceConfig("things", HERE, models, tuple(methods)), *changes.get("resources", ()))
    pagination: tuple[PagingSchemeConfig, ...] = changes.get("pagination", ())
    config = c.Config(
        origin=HERE,
        organization=c.Organization("acme", HERE),
        python=changes.get("python", c.PythonTarget(HERE)),
        client=changes.get("client", ClientSettings(HERE)),
        settings=changes.get("settings", Settings(HERE)),
        query=QuerySettings(HERE),
        resources=resources,
        pagination=pagination,
        inferred=inferred,
    )
    return replace(config, **changes.get("top", {}))


class Lowered:
    """A lowered snippet, with short ways to its parts."""

    def __init__(self, api: ir.Api, diagnostics: Diagnostics) -> None:
        self.api = api
        self.diagnostics = diagnostics

    def definition(self, name: str) -> ir.Definition:
        return self.api.definitions[f"#/components/schemas/{name}"]

    def record(self, name: str) -> ir.Record:
        found = self.api.definitions.get(name) or self.definition(name)
        assert isinstance(found, ir.Record), found
        return found

    def enum(self, name: str) -> ir.Enum:
        found = self.definition(name)
        assert isinstance(found, ir.Enum), found
        return found

    def type(self, name: str) -> ir.Type:
        """The type a component is an alias for."""
        found = self.definition(name)
        assert isinstance(found, ir.Alias), found
        return found.type

    def field(self, name: str, wire: str) -> ir.Field:
        return next(field for field in self.record(name).fields if field.wire == wire)

    @property
    def operation(self) -> ir.Operation:
        """The first operation."""
        return next(iter(self.api.operations.values()))

    @property
    def method(self) -> ir.Method:
        return self.api.root.children[0].methods[0]

    def rules(self) -> list[str]:
        return [found.rule for found in self.diagnostics]


def lower_text(
    text: str,
    folder: Path,
    version: str = "3.1.0",
    *,
    skip: bool = False,
    inferred: bool = True,
    files: dict[str, str] | None = None,
    **changes: Any,
) -> Lowered:
    document = document_of(text, folder, version, **(files or {}))
    diagnostics = Diagnostics()
    config = config_for(document, inferred=inferred, **changes)
    return Lowered(lower(document, config, diagnostics, skip_unsupported=skip), diagnostics)


def ref(name: str) -> ir.Ref:
    return ir.Ref(f"#/components/schemas/{name}")


STRING = ir.Scalar(ir.ScalarKind.STRING)
INTEGER = ir.Scalar(ir.ScalarKind.INTEGER)
NUMBER = ir.Scalar(ir.ScalarKind.NUMBER)
BOOLEAN = ir.Scalar(ir.ScalarKind.BOOLEAN)
