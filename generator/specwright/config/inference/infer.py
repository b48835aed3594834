"""Inference, the order of its steps: a document → the configuration a person would begin with.

What comes in: a `Document`; nothing is assumed about its quality. What goes out: a `Config` in which every operation is
a method with a unique name, ready to be lowered, and readable when `dump_config` writes it down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from ...diagnostics import Diagnostics
from ...ir.origin import Origin
from ...values import dataclass
from ..document import DocumentOperation, document_operations
from ..model import (
    CLIENT_RESOURCE,
    SHARED_RESOURCE,
    Config,
    Endpoint,
    MethodConfig,
    ModelConfig,
    Organization,
    ResourceConfig,
)
from ..settings import (
    ArrayFormat,
    ClientOptionConfig,
    ClientSettings,
    MultipartSettings,
    PartFormat,
    QuerySettings,
    Settings,
)
from ..words import singular, words
from .auth import infer_auth_options
from .methods import name_methods
from .models import infer_models
from .organization import env_prefix, infer_organization, infer_package
from .paging import find_shape
from .paths import routes
from .schemes import Paged, name_schemes
from .servers import infer_environments, infer_variables
from .tree import Node, build_tree
from .verbs import CLIENT_MEMBERS

if TYPE_CHECKING:
    from ...spec import Document

Path = tuple[str, ...]


@dataclass(slots=True)
class _Named:
    """The methods of the tree: by resource path the method names with their operations."""

    methods: dict[Path, list[tuple[str, DocumentOperation]]] = field(default_factory=dict)
    resources: dict[str, Path] = field(default_factory=dict)
    """Resource paths by operation id."""
    operations: dict[str, DocumentOperation] = field(default_factory=dict)


def infer_config(document: Document, diagnostics: Diagnostics) -> Config:
    """The configuration of a document that has none: every operation is a method.

    Reports what the user of the SDK has to know (`Server/Relative`); never fails on what a document may lack.
    """
    operations = document_operations(document)
    organization = infer_organization(document)
    options = _options(document, operations, organization)
    tree = build_tree(routes(operations))
    _avoid_client_members(tree, frozenset(option.name for option in options))
    named = _Named()
    _name(tree, (), named, frozenset(option.name for option in options))
    paged = _paged(named)
    schemes, scheme_of = name_schemes(paged)
    models = infer_models(document, named.resources, named.operations, frozenset(paged))
    origin = document.origin()
    return Config(
        origin=origin,
        organization=organization,
        python=infer_package(organization, document),
        client=ClientSettings(origin, options=options, env_prefix=_prefix(organization)),
        settings=Settings(origin),
        # OpenAPI's own default is `explode: true`; comma, the format's default, would contradict the document.
        query=QuerySettings(origin, array_format=ArrayFormat.REPEAT),
        multipart=MultipartSettings(ArrayFormat.REPEAT, PartFormat.JSON),
        environments=infer_environments(document, diagnostics),
        resources=_resources(tree, named, models, scheme_of, _tag_docs(document), origin),
        pagination=schemes,
    )


def _options(
    document: Document, operations: tuple[DocumentOperation, ...], organization: Organization
) -> tuple[ClientOptionConfig, ...]:
    auth = infer_auth_options(document, operations, organization.name)
    return (*auth, *infer_variables(document, organization.name, {option.name for option in auth}))


def _prefix(organization: Organization) -> str | None:
    """Set where the name's inner capitals would otherwise fall into words: `OPENAI`, not `OPEN_AI`."""
    prefix = env_prefix(organization.name)
    return prefix if prefix != "_".join(words(organization.name)).upper() else None


def _avoid_client_members(root: Node, options: frozenset[str]) -> None:
    """Top resources are attributes of the client: `/options` cannot be `client.options`."""
    for name in [name for name in root.children if name in CLIENT_MEMBERS | options]:
        renamed = f"{name}_resource"
        while renamed in root.children:
            renamed += "_"
        root.children = {(renamed if n == name else n): child for n, child in root.children.items()}
        root.children[renamed].name = renamed


def _name(node: Node, path: Path, named: _Named, options: frozenset[str]) -> None:
    methods = name_methods(node, path, frozenset() if path else options)
    named.methods[path] = [(name, placed.operation) for name, placed in methods]
    for _, operation in named.methods[path]:
        named.resources[operation.id] = path
        named.operations[operation.id] = operation
    for child in node.children.values():
        _name(child, (*path, child.name), named, options)


def _paged(named: _Named) -> dict[str, Paged]:
    found: dict[str, Paged] = {}
    for path, methods in named.methods.items():
        for _, operation in methods:
            shape = find_shape(operation, path[-1] if path else "")
            if shape is not None:
                found[operation.id] = Paged(shape, operation.origin)
    return found


def _resources(
    tree: Node,
    named: _Named,
    models: Mapping[Path, list[ModelConfig]],
    scheme_of: Mapping[str, str],
    docs: Mapping[str, str],
    origin: Origin,
) -> tuple[ResourceConfig, ...]:
    def methods(path: Path) -> tuple[MethodConfig, ...]:
        return tuple(
            MethodConfig(
                name=name,
                origin=operation.origin,
                endpoint=Endpoint(operation.method, operation.path, operation.origin),
                paginated=scheme_of.get(operation.id),
            )
            for name, operation in named.methods[path]
        )

    def resource(node: Node, path: Path) -> ResourceConfig:
        own = named.methods[path]
        return ResourceConfig(
            name=node.name,
            origin=own[0][1].origin if own else origin,
            models=tuple(models.get(path, ())),
            methods=methods(path),
            subresources=tuple(resource(child, (*path, child.name)) for child in node.children.values()),
            description=docs.get(_stem(node.name)) if len(path) == 1 else None,
        )

    shared = ResourceConfig(SHARED_RESOURCE, origin, models=tuple(models.get((SHARED_RESOURCE,), ())))
    client = ResourceConfig(CLIENT_RESOURCE, origin, methods=methods(()))
    top = [resource(child, (child.name,)) for child in tree.children.values()]
    return tuple(r for r in (shared, client, *top) if r.models or r.methods or r.subresources)


def _tag_docs(document: Document) -> dict[str, str]:
    """Descriptions of tags by what they are called, to document the resources of the same name."""
    tags: Any = document.data.get("tags")
    return {
        _stem(tag["name"]): tag["description"]
        for tag in (tags if isinstance(tags, list) else ())
        if isinstance(tag, dict) and isinstance(tag.get("name"), str) and isinstance(tag.get("description"), str)
    }


def _stem(name: str) -> str:
    return "_".join(singular(word) for word in words(name))
