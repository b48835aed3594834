"""Names of resources and methods.

What comes in: the resource tree. What goes out: `TreeNames`: each resource's classes, module and attribute by its path,
each method by resource and operation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ... import ir
from ...diagnostics import Diagnostics
from ...values import dataclass
from .casing import Casing
from .claims import Claims
from .conventions import CLIENT_RESERVED, METHOD_RESERVED, MODULE_RESERVED, RESOURCE_CLASSES
from .identifiers import class_name, module_name


@dataclass(frozen=True)
class ResourceNames:
    """`module` is relative to the package: `resources.files`, or `resources.files.files` where it has children."""

    attribute: str
    module: str
    cls: str
    async_cls: str
    raw_cls: str
    async_raw_cls: str
    streaming_cls: str
    async_streaming_cls: str


MethodKey: TypeAlias = tuple[tuple[str, ...], str, str | None]
"""The path of a resource, an operation and the method's name as asked for; None: the first method of the two."""


@dataclass(frozen=True)
class TreeNames:
    """`singulars` are the words that types of a resource's operations begin with (`workspace_secret`, `client`)."""

    resources: Mapping[tuple[str, ...], ResourceNames]
    methods: Mapping[MethodKey, str]
    homes: Mapping[str, tuple[str, ...]]
    folders: Mapping[tuple[str, ...], tuple[str, ...]]
    singulars: Mapping[tuple[str, ...], str]
    spoken: Mapping[str, str]
    """The method's word inside a type name: `import` where the method is `import_`."""
    positional: Mapping[str, tuple[str, ...]]

    def chain(self, path: tuple[str, ...], casing: Casing) -> tuple[str, ...]:
        """The attributes that lead to a resource, also to one that has models only and is not in the tree."""
        steps = (path[: depth + 1] for depth in range(len(path)))
        return tuple(known.attribute if (known := self.resources.get(s)) else casing.snake(s[-1]) for s in steps)


@dataclass
class _Tree:
    casing: Casing
    diagnostics: Diagnostics
    resources: dict[tuple[str, ...], ResourceNames]
    methods: dict[MethodKey, str]
    homes: dict[str, tuple[str, ...]]
    folders: dict[tuple[str, ...], tuple[str, ...]]
    singulars: dict[tuple[str, ...], str]
    spoken: dict[str, str]
    positional: dict[str, tuple[str, ...]]
    models: Mapping[tuple[str, ...], frozenset[str]] | None
    """Where resource classes have no suffix: by resource, the models that its module imports. None: all have one."""
    standalone: frozenset[tuple[str, ...]]

    def add(self, resource: ir.Resource, cls: str, attribute: str, module: str, folder: tuple[str, ...]) -> None:
        """Name a resource and what hangs on it. `folder` is where its types live, below `types`, unless it has its
        own."""
        word = "client" if not resource.path else self.casing.snake(resource.name.text)
        self.resources[resource.path] = _resource_names(cls, attribute, module)
        self.folders[resource.path] = (*folder, attribute) if resource.path in self.standalone else folder
        self.singulars[resource.path] = self.casing.singular(word)
        reserved = METHOD_RESERVED if resource.path else CLIENT_RESERVED
        members = Claims(f"in resource `{word}`, the name", self.diagnostics)
        attributes = [members.take(self._member(child.name, reserved)) for child in resource.children]
        for method in resource.methods:
            self._add_method(resource, method, members, reserved)
        self._add_children(resource, attributes, module, folder)

    def _add_method(self, resource: ir.Resource, method: ir.Method, members: Claims, reserved: frozenset[str]) -> None:
        name = members.take(self._member(method.name, reserved))
        self.methods.setdefault((resource.path, method.operation, None), name)
        self.methods[resource.path, method.operation, method.name.text] = name
        if method.operation not in self.homes:
            self.homes[method.operation] = resource.path
            self.positional[method.operation] = method.positional
            self.spoken[method.operation] = self.casing.snake(method.name.text)

    def _add_children(self, resource: ir.Resource, attributes: list[str], module: str, folder: tuple[str, ...]) -> None:
        package = module.rpartition(".")[0] if resource.path else "resources"
        taken = frozenset({module.rpartition(".")[2]}) if resource.path else frozenset[str]()
        modules = Claims("the module", self.diagnostics, reserved=taken, casefold=True)
        below = (*folder, self.resources[resource.path].attribute) if resource.path else ()
        own = self.resources[resource.path].cls
        classes = Claims("the resource", self.diagnostics, reserved=RESOURCE_CLASSES | {own})
        for child, attribute in zip(resource.children, attributes, strict=True):
            cls = classes.take(self._class(child), separator="")
            leaf = module_name(child.name.text, self.casing, MODULE_RESERVED)
            leaf = modules.take(f"{leaf}_" if leaf in taken else leaf)
            is_package = child.children or child.path in self.standalone
            path = f"{package}.{leaf}.{leaf}" if is_package else f"{package}.{leaf}"
            self.add(child, cls, attribute, path, below)

    def _class(self, resource: ir.Resource) -> str:
        name = class_name(resource.name.text, self.casing)
        return f"{name}Resource" if self.models is None or name in self.models.get(resource.path, ()) else name

    def _member(self, name: ir.Name, reserved: frozenset[str]) -> str:
        word = self.casing.snake(name.text)
        word = f"resource_{word}" if word[0].isdigit() else word
        return f"{word}_" if word in reserved else word


def name_resources(
    root: ir.Resource,
    casing: Casing,
    diagnostics: Diagnostics,
    models: Mapping[tuple[str, ...], frozenset[str]] | None = None,
    standalone: frozenset[tuple[str, ...]] = frozenset(),
) -> TreeNames:
    """The names of the whole tree; the root's own are those of the client's methods (module `_client`).

    `models`: where classes of resources are called without `Resource`, unless a model is called so that their module
    imports: those models, by resource. None: they always have it. `standalone`: resources whose types have a package
    of their own.
    """
    tree = _Tree(casing, diagnostics, {}, {}, {}, {}, {}, {}, {}, models, standalone)
    tree.add(root, "ClientResource", "client", "_client", ())
    return TreeNames(
        tree.resources, tree.methods, tree.homes, tree.folders, tree.singulars, tree.spoken, tree.positional
    )


def _resource_names(cls: str, attribute: str, module: str) -> ResourceNames:
    return ResourceNames(
        attribute=attribute,
        module=module,
        cls=cls,
        async_cls=f"Async{cls}",
        raw_cls=f"{cls}WithRawResponse",
        async_raw_cls=f"Async{cls}WithRawResponse",
        streaming_cls=f"{cls}WithStreamingResponse",
        async_streaming_cls=f"Async{cls}WithStreamingResponse",
    )
