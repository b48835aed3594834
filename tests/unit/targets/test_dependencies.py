"""What a key covers is all that a file of a resource is made of: without the rest of the API it comes out the same.

Where a view looks at something that no key covers, this fails with the `KeyError` of what it looked for.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from specwright import ir, pipeline
from specwright.run import Inputs, Run
from specwright.targets.python.dependencies import Dependencies
from specwright.targets.python.naming import Names, build_names
from specwright.targets.python.views.context import Context
from specwright.targets.python.views.package_tests import view_tests
from specwright.targets.python.views.resources import view_resource

ROOT = Path(__file__).parents[3]
SPECS = [ROOT / "spec" / "openapi.yaml", *sorted((ROOT / "tests" / "cases").glob("*/openapi.yaml"))]


def context_of(spec: Path) -> Context:
    config = spec.with_name("specwright.yml")
    run = Run(Inputs(spec, config if config.exists() else None, "acme", skip_unsupported=True))
    api = pipeline.read(run)
    settings = pipeline.package_settings(run.known_config, run.inputs)
    return Context(api, build_names(api, settings, run.diagnostics), settings)


def alone(context: Context, resource: ir.Resource) -> Context:
    """The context without what the key of `resource` does not cover."""
    dependencies = Dependencies(context)
    definitions = dependencies.definitions(resource)
    operations = {operation.id for operation in dependencies.operations(resource)}
    api, root = context.api, replace(context.api.root, methods=(), children=(), webhooks=())
    narrow = replace(
        api,
        definitions={id: api.definitions[id] for id in definitions},
        operations={id: api.operations[id] for id in operations},
        root=root,
    )
    return Context(narrow, names_of(context.names, definitions, operations), context.settings)


def names_of(names: Names, definitions: set[str], operations: set[str]) -> Names:
    types = names._types
    kept = replace(
        types,
        models={id: found for id, found in types.models.items() if id in definitions},
        param_models={id: found for id, found in types.param_models.items() if id in definitions},
        params={id: found for id, found in types.params.items() if id in operations},
        roots=types.roots & definitions,
    )
    return replace(
        names,
        _types=kept,
        _fields={id: found for id, found in names._fields.items() if id in definitions},
        _arguments={id: found for id, found in names._arguments.items() if id in operations},
        _homes={id: found for id, found in names._homes.items() if id in operations},
        _positional={id: found for id, found in names._positional.items() if id in operations},
        _texts=names._texts & definitions,
        _contextual=names._contextual & definitions,
    )


def below(resource: ir.Resource) -> list[ir.Resource]:
    return [resource, *(inner for child in resource.children for inner in below(child))]


@pytest.mark.parametrize("spec", SPECS, ids=[spec.parent.name for spec in SPECS])
def test_a_key_covers_what_a_file_shows(spec: Path) -> None:
    context = context_of(spec)
    for resource in below(context.api.root):
        narrow = alone(context, resource)
        assert Dependencies(narrow).key("tests", resource) == Dependencies(context).key("tests", resource)
        assert view_tests(narrow, resource) == view_tests(context, resource)
        if resource.path:
            assert view_resource(narrow, resource) == view_resource(context, resource)
