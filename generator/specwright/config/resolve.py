"""Stage config: a configuration against its document → the configuration to lower.

What comes in: a `Config` as written, and the `Document`. What goes out: the same without what is skipped, with
endpoints spelt as in the document. What the configuration names and the document lacks is an error with the nearest
match; what the document has and the configuration does not name is reported, never lost in silence.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ..diagnostics import Diagnostics, SpecwrightError
from ..ir.origin import Origin
from .document import DocumentOperation, document_operations
from .endpoints import Endpoints
from .expressions import pointer_in
from .jsonpath import PathError
from .model import (
    CLIENT_RESOURCE,
    SHARED_RESOURCE,
    Config,
    Endpoint,
    MethodConfig,
    MethodKind,
    ModelConfig,
    ResourceConfig,
)
from .resolve_settings import check_client, check_paging, with_credentials
from .words import snake

if TYPE_CHECKING:
    from ..spec import Document
    from .settings import ExampleRequest

_SHOWN = 5
"""Endpoints named one by one in the summary of those not configured."""


def resolve_config(config: Config, document: Document, diagnostics: Diagnostics) -> Config:
    """The configuration to lower.

    Reports errors (an unknown endpoint, schema, scheme or alias; two methods that would have one name) and leaves the
    wrong parts out; the caller stops when there are errors.
    """
    for transform in config.transforms:
        message = f"the transform `{transform.command}` was not carried out"
        diagnostics.warn("Transform/NotApplied", message, transform.origin)
    operations = document_operations(document)
    resolver = _Resolver(config, document, Endpoints(operations), diagnostics)
    resources = tuple(kept for resource in config.resources if (kept := resolver.resource(resource, ())) is not None)
    resolved = with_credentials(replace(config, resources=resources), document, operations, diagnostics)
    resolver.check_top(resources)
    resolver.check_aliases(resolved)
    resolved = replace(resolved, resources=tuple(_absolute(resource, ()) for resource in resolved.resources))
    check_paging(resolved, diagnostics)
    check_client(resolved, document, diagnostics)
    if not config.inferred:
        resolver.report_unconfigured(operations)
    return replace(resolved, example_requests=resolver.examples())


def _absolute(resource: ResourceConfig, parents: tuple[str, ...]) -> ResourceConfig:
    """The resource with the targets of its aliases as seen from the top: `list` means the resource's own `list`."""
    path = (*parents, resource.name)
    methods = tuple(
        replace(m, alias_of=_from_top(m.alias_of, path, {other.name for other in resource.methods} - {m.name}))
        for m in resource.methods
    )
    models = tuple(
        replace(m, alias_of=_from_top(m.alias_of, path, {other.key for other in resource.models} - {m.key}))
        for m in resource.models
    )
    children = tuple(_absolute(child, path) for child in resource.subresources)
    return replace(resource, methods=methods, models=models, subresources=children)


def _from_top(target: str | None, path: tuple[str, ...], own: set[str]) -> str | None:
    return ".".join((*path, target)) if target in own and target is not None else target


T = TypeVar("T")


def _present(found: Sequence[T | None]) -> list[T]:
    return [item for item in found if item is not None]


class _Resolver:
    """Walks the tree once; remembers which operations were named, skipped ones included."""

    def __init__(self, config: Config, document: Document, endpoints: Endpoints, diagnostics: Diagnostics) -> None:
        self._config = config
        self._document = document
        self._endpoints = endpoints
        self._diagnostics = diagnostics
        self._named: set[str] = set()

    def resource(
        self, resource: ResourceConfig, parents: tuple[str, ...], skipped: bool = False
    ) -> ResourceConfig | None:
        """The resource without what is skipped, None when it is skipped itself."""
        path = (*parents, resource.name)
        skipped = skipped or resource.skip
        methods = _present([self._method(method, skipped) for method in resource.methods])
        children = _present([self.resource(child, path, skipped) for child in resource.subresources])
        if skipped:
            return None
        if resource.name == SHARED_RESOURCE and methods:
            message = "`$shared` holds models only; its methods are left out"
            self._diagnostics.error("Config/InvalidValue", message, resource.origin.child("methods"))
            methods = []
        self._check_names(path, methods, children)
        models = _present([self._model(model) for model in resource.models if not model.skip])
        return replace(resource, models=tuple(models), methods=tuple(methods), subresources=tuple(children))

    def _method(self, method: MethodConfig, skipped: bool) -> MethodConfig | None:
        if method.endpoint is None:
            return None if skipped or method.skip else method
        found = self._endpoint(method.endpoint)
        if found is None:
            return None
        self._named.add(found.id)
        return None if skipped or method.skip else replace(method, endpoint=found)

    def _endpoint(self, written: Endpoint) -> Endpoint | None:
        """The document's operation for an endpoint as written; an error with the nearest match when there is none."""
        found = self._endpoints.find(written)
        if found is not None:
            return replace(written, method=found.method, path=found.path)
        near = self._endpoints.nearest(written)
        hint = f"did you mean `{near}`?" if near else None
        message = f"the document has no operation `{written.id}`"
        self._diagnostics.error("Endpoint/NotFound", message, written.origin, hint=hint)
        return None

    def _model(self, model: ModelConfig) -> ModelConfig | None:
        if model.pointer is None:
            return model
        try:
            model = replace(model, pointer=pointer_in(model.pointer, self._document.data))
        except PathError as error:
            self._diagnostics.error("Config/OpenAPIReferenceInvalid", str(error), model.origin)
            return None
        assert model.pointer is not None, "pointer_in gives a text"
        try:
            self._document.resolve(model.pointer, self._document.origin())
        except SpecwrightError:
            near = difflib.get_close_matches(model.pointer, self._schema_pointers(), n=1, cutoff=0.6)
            hint = f"did you mean `{near[0].rsplit('/', 1)[1]}`?" if near else None
            message = f"the model `{model.key}` names a schema that the document has not: {model.pointer}"
            self._diagnostics.error("Config/OpenAPIReferenceInvalid", message, model.origin, hint=hint)
            return None
        return model

    def _schema_pointers(self) -> list[str]:
        components = self._document.data.get("components")
        schemas = components.get("schemas") if isinstance(components, dict) else None
        return [f"#/components/schemas/{name}" for name in schemas] if isinstance(schemas, dict) else []

    def _check_names(
        self, path: tuple[str, ...], methods: Sequence[MethodConfig], children: Sequence[ResourceConfig]
    ) -> None:
        """Methods and subresources are attributes of one object; names that come out alike are one attribute."""
        found = [("method", m.name, m.origin) for m in methods]
        found += [("subresource", c.name, c.origin) for c in children]
        self._check_distinct(f"of `{'.'.join(path)}`", found)

    def check_top(self, resources: Sequence[ResourceConfig]) -> None:
        """Resources at the top and methods of `$client` are attributes of the client."""
        found = [("resource", r.name, r.origin) for r in resources if not r.name.startswith("$")]
        client = [r for r in resources if r.name == CLIENT_RESOURCE]
        found += [("method", m.name, m.origin) for r in client for m in r.methods]
        self._check_distinct("of the client", found)

    def _check_distinct(self, where: str, found: Sequence[tuple[str, str, Origin]]) -> None:
        seen: dict[str, str] = {}
        for kind, name, origin in found:
            attribute = snake(name)
            if attribute in seen:
                message = f"the {kind} `{name}` {where} has the name of the {seen[attribute]}"
                self._diagnostics.error("Config/Duplicate", message, origin, at_key=True)
            seen.setdefault(attribute, f"{kind} `{name}`")

    def check_aliases(self, config: Config) -> None:
        """Aliases must stand for a method or a model that there is."""
        methods = {".".join((*path, m.name)) for path, r in config.walk() for m in r.methods}
        models = {".".join((*path, m.key)) for path, r in config.walk() for m in r.models}
        for path, resource in config.walk():
            for method in resource.methods:
                if method.kind is MethodKind.ALIAS and method.alias_of is not None:
                    own = ".".join((*path, method.name))
                    self._check_alias("method", method.alias_of, path, methods - {own}, method.origin)
            for model in resource.models:
                for target in (model.alias_of, model.param_model):
                    if target is not None:
                        own = ".".join((*path, model.key))
                        self._check_alias("model", target, path, models - {own}, model.origin)

    def _check_alias(self, kind: str, target: str, path: tuple[str, ...], known: set[str], origin: Origin) -> None:
        if target in known or ".".join((*path, target)) in known:
            return
        near = difflib.get_close_matches(target, known, n=1)
        hint = f"did you mean `{near[0]}`?" if near else None
        self._diagnostics.error("Config/UnknownTarget", f"there is no {kind} `{target}`", origin, hint=hint)

    def report_unconfigured(self, operations: Sequence[DocumentOperation]) -> None:
        """Operations that are neither methods nor left out on purpose get a warning, with their number."""
        unspecified: set[str] = set()
        for written in self._config.unspecified_endpoints:
            found = self._endpoint(written)
            if found is None:
                continue
            unspecified.add(found.id)
            if found.id in self._named:
                message = f"`{found.id}` is left out on purpose and a method as well"
                self._diagnostics.warn("Endpoint/BothSpecifiedAndUnspecified", message, written.origin)
        missing = [op for op in operations if op.id not in self._named and op.id not in unspecified]
        if not missing or "Endpoint/NotConfigured" in self._config.ignored_diagnostics:
            return
        shown = ", ".join(f"`{op.id}`" for op in missing[:_SHOWN]) + (", …" if len(missing) > _SHOWN else "")
        message = f"{len(missing)} of the document's {len(operations)} operations are not in the SDK: {shown}"
        hint = "make them methods, or list them under `unspecified_endpoints`"
        self._diagnostics.warn("Endpoint/NotConfigured", message, self._config.origin, hint=hint)
        for operation in missing:
            self._diagnostics.note("Endpoint/NotConfigured", f"`{operation.id}` is not in the SDK", operation.origin)

    def examples(self) -> tuple[ExampleRequest, ...]:
        """The README's examples whose endpoint the document has; a warning for the others."""
        kept: list[ExampleRequest] = []
        for example in self._config.example_requests:
            method, _, path = example.endpoint.partition(" ")
            found = self._endpoints.find(Endpoint(method.lower(), path.strip(), example.origin))
            if found is not None:
                kept.append(replace(example, endpoint=found.id))
                continue
            message = f"the example `{example.place}` calls `{example.endpoint}`, which the document has not"
            self._diagnostics.warn("Readme/EndpointNotFound", message, example.origin.child("endpoint"))
        return tuple(kept)
