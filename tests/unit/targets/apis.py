"""Small APIs, built by hand, for tests of names, types and models; and the package of their types, imported."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

from specwright import ir
from specwright.diagnostics import Diagnostics
from specwright.targets.python.environment import templates_folder
from specwright.targets.python.format import format_files
from specwright.targets.python.gate import check_files
from specwright.targets.python.naming import Names, build_names
from specwright.targets.python.settings import PackageSettings
from specwright.targets.python.type_files import type_files

STRING = ir.Scalar(ir.ScalarKind.STRING)
INTEGER = ir.Scalar(ir.ScalarKind.INTEGER)
NUMBER = ir.Scalar(ir.ScalarKind.NUMBER)
BOOLEAN = ir.Scalar(ir.ScalarKind.BOOLEAN)
DATE = ir.Scalar(ir.ScalarKind.DATE)
DATETIME = ir.Scalar(ir.ScalarKind.DATETIME)
BASE64 = ir.Scalar(ir.ScalarKind.BASE64)
BINARY = ir.Scalar(ir.ScalarKind.BINARY)
ANYTHING = ir.Unknown()
OPERATION = "post /things"

_packages = count()


def origin(pointer: str) -> ir.Origin:
    return ir.Origin("openapi.yaml", pointer)


def ref(id: str) -> ir.Ref:
    return ir.Ref(id)


def member(wire: str, type: ir.Type = STRING, *, required: bool = False, **rest: Any) -> ir.Field:
    return ir.Field(wire, type, required, origin(f"/properties/{wire}"), **rest)


def record(id: str, *fields: ir.Field, **rest: Any) -> ir.Record:
    extra = {key: rest.pop(key) for key in ("extra", "bases") if key in rest}
    return ir.Record(**_common(id, **rest), fields=fields, **extra)


def alias(id: str, type: ir.Type, **rest: Any) -> ir.Alias:
    return ir.Alias(**_common(id, **rest), type=type)


def enum(
    id: str, *values: str | int | float | bool, base: ir.ScalarKind = ir.ScalarKind.STRING, **rest: Any
) -> ir.Enum:
    extra = {key: rest.pop(key) for key in ("open", "nullable") if key in rest}
    return ir.Enum(**_common(id, **rest), members=tuple(map(ir.EnumMember, values)), base=base, **extra)


def union(*arms: ir.Type, discriminator: ir.Discriminator | None = None) -> ir.Union:
    return ir.Union(tuple(map(ir.UnionArm, arms)), discriminator)


def literal(
    *values: str | int | float | bool, base: ir.ScalarKind = ir.ScalarKind.STRING, open: bool = False
) -> ir.Literal:
    return ir.Literal(values, base, open)


def _common(
    id: str,
    *,
    name: str | None = None,
    strength: ir.NameStrength = ir.NameStrength.COMPONENT,
    owner: str | None = None,
    place: tuple[str, ...] = (),
    resource: tuple[str, ...] = ("things",),
    doc: str | None = None,
    deprecated: bool = False,
) -> dict[str, Any]:
    text = name or ("_".join(place) if owner else id)
    return {
        "id": id,
        "name": ir.Name(text, ir.NameStrength.PLACE if owner else strength),
        "origin": origin(f"/components/schemas/{id}"),
        "owner": owner,
        "place": place,
        "resource": resource,
        "doc": doc,
        "deprecated": deprecated,
    }


def param(wire: str, type: ir.Type = STRING, where: ir.ParamWhere = ir.ParamWhere.QUERY, **rest: Any) -> ir.Param:
    required = rest.pop("required", where is ir.ParamWhere.PATH)
    return ir.Param(where, wire, type, required, ir.ParamStyle.FORM, True, origin(f"/parameters/{wire}"), **rest)


def operation(
    id: str = OPERATION,
    *,
    params: Iterable[ir.Param] = (),
    body: Iterable[ir.Field] | ir.Type | None = None,
    result: ir.Type | None = None,
) -> ir.Operation:
    verb, _, path = id.partition(" ")
    place = origin(f"/paths/{path.replace('/', '~1')}/{verb}")
    return ir.Operation(
        id=id,
        method=verb,
        path=path,
        origin=place,
        operation_id=None,
        summary=None,
        doc=None,
        deprecated=False,
        params=tuple(params),
        body=_body(body, place),
        responses=(),
        result=None,
        result_type=result,
        unwrap=None,
        stream=None,
        security=None,
        servers=(),
    )


def _body(body: Iterable[ir.Field] | ir.Type | None, place: ir.Origin) -> ir.Body | None:
    if body is None:
        return None
    whole = body if isinstance(body, ir.Type) else None
    content = ir.Content("application/json", ir.ContentKind.JSON, whole, place)
    return ir.Body((content,), True, place, None if isinstance(body, ir.Type) else tuple(body))


def method(name: str, operation: str = OPERATION, *positional: str, paging: ir.Paging | None = None) -> ir.Method:
    return ir.Method(ir.Name(name, ir.NameStrength.CONFIG), operation, positional, paging)


def resource(
    name: str, *methods: ir.Method, path: tuple[str, ...] = (), children: Iterable[ir.Resource] = ()
) -> ir.Resource:
    return ir.Resource(ir.Name(name, ir.NameStrength.CONFIG), path or (name,), methods, tuple(children))


def api(
    *definitions: ir.Definition,
    operations: Iterable[ir.Operation] = (),
    resources: Iterable[ir.Resource] | None = None,
    name: str = "acme",
    **rest: Any,
) -> ir.Api:
    """An API. Its operations are the methods `create`, `update`, … of the resource `things`, without `resources`."""
    calls = {operation.id: operation for operation in operations}
    words = ("create", "update", "list", "retrieve", "delete")
    things = resource("things", *(method(word, id) for word, id in zip(words, calls, strict=False)))
    return ir.Api(
        info=ir.Info("Acme", "1", None, None, None, None, None, None, None),
        name=ir.Name(name, ir.NameStrength.CONFIG),
        servers=(),
        environments=(),
        options=rest.pop("options", ()),
        auth=(),
        security=(),
        definitions={definition.id: definition for definition in definitions},
        operations=calls,
        root=ir.Resource(
            ir.Name("$client", ir.NameStrength.CONFIG), (), (), (things,) if resources is None else tuple(resources)
        ),
        paging=rest.pop("paging", ()),
        **rest,
    )


def sends(*types: ir.Type) -> ir.Operation:
    """An operation whose body has a property of each type."""
    return operation(body=[member(f"p{number}", type) for number, type in enumerate(types)])


def names_of(api: ir.Api, diagnostics: Diagnostics | None = None, remembered: dict[str, str] | None = None) -> Names:
    found = Diagnostics() if diagnostics is None else diagnostics
    return build_names(api, PackageSettings("acme", "acme"), found, remembered)


@dataclass(frozen=True)
class BuiltTypes:
    """The types of an API, written to disk under a package name that no other test uses."""

    root: Path
    package: str
    files: dict[str, str]

    def module(self, name: str) -> ModuleType:
        """`types.thing`, imported."""
        return importlib.import_module(f"{self.package}.{name}")

    @property
    def types(self) -> Any:
        return self.module("types")


def build(api: ir.Api, folder: Path) -> BuiltTypes:
    """Write the API's types beside the runtime they need, through format and gate, and make them importable."""
    names = names_of(api)
    files = format_files({part.path: part.make() for part in type_files(api, names)})
    check_files(files, names.identifiers())
    package = f"acme_{next(_packages)}"
    shutil.copytree(templates_folder() / "runtime", folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in files.items():
        target = folder / package / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    return BuiltTypes(folder / package, package, files)
