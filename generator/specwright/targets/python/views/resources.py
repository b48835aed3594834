"""Build stage: a node of the resource tree in, the module of its classes out."""

from __future__ import annotations

from .... import ir
from ....values import dataclass
from ..conventions import RESOURCE_MODULE_NAMES, WRAPPER_NAMES
from ..name_resources import ResourceNames
from ..quoting import Code, Doc, Ident, Literal, docstring_body, literal
from ..type_expr import relative
from .context import Context, ModuleTypes
from .docs import clean
from .methods import MethodView, prepare, view_method
from .operations import Named, OperationView, deprecation_of, named_methods, view_operation
from .runtime_types import FactoryView, RuntimeTypes
from .webhooks import WebhookView, view_webhooks


@dataclass(frozen=True, slots=True)
class ChildView:
    """A resource below: its attribute, class, the module it is imported from, and its one-line description."""

    attribute: Ident
    cls: Ident
    module: Code
    doc: Doc | None


@dataclass(frozen=True, slots=True)
class ResourceClassView:
    name: Ident
    base: Ident
    doc: Doc | None
    raw_class: Ident
    streaming_class: Ident
    children: tuple[ChildView, ...]
    methods: tuple[MethodView, ...]


@dataclass(frozen=True, slots=True)
class WrappedView:
    """`self.create = raw_response(workspace_secrets.create)`."""

    name: Ident
    wrapper: Ident


@dataclass(frozen=True, slots=True)
class WrapperView:
    """A `…WithRawResponse` or `…WithStreamingResponse` class. `attribute`: the name of its constructor's argument."""

    name: Ident
    wraps: Ident
    attribute: Ident
    member: Ident
    methods: tuple[WrappedView, ...]
    children: tuple[ChildView, ...]


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A module of `resources/`."""

    imports: Code
    typing_imports: Code
    exports: tuple[Literal, ...]
    factories: tuple[FactoryView, ...]
    operations: tuple[OperationView, ...]
    webhooks: tuple[WebhookView, ...]
    classes: tuple[ResourceClassView, ...]
    wrappers: tuple[WrapperView, ...]


def class_names(names: ResourceNames) -> tuple[str, ...]:
    """The six classes of a resource."""
    return (
        names.cls,
        names.async_cls,
        names.raw_cls,
        names.async_raw_cls,
        names.streaming_cls,
        names.async_streaming_cls,
    )


def view_resource(context: Context, resource: ir.Resource) -> ResourceView:
    """The module of one resource."""
    names = context.names.resource(resource.path)
    types = module_types(context, resource, names.module)
    types.runtime.member(relative("_resource", names.module), "AsyncAPIResource", "SyncAPIResource")
    types.value("_utils", "cached_property")
    built = MethodsOf(context, types, resource)
    classes = (_resource_class(built, is_async=False), _resource_class(built, is_async=True))
    wrappers = view_wrappers(built, names, Ident(_argument(names.attribute)))
    static = types.static.without(types.runtime)
    if static:
        types.runtime.member("typing", "TYPE_CHECKING")
    return ResourceView(
        imports=Code(types.runtime.render()),
        typing_imports=Code(static.render()),
        exports=tuple(literal(name) for name in class_names(names)[:2]),
        factories=tuple(built.runtime.factories),
        operations=built.operations,
        webhooks=built.webhooks,
        classes=classes,
        wrappers=wrappers,
    )


def module_types(context: Context, resource: ir.Resource, module: str) -> ModuleTypes:
    """The types of a module that holds the methods of `resource`."""
    children = [context.names.resource(child.path) for child in resource.children]
    own = [context.names.resource(resource.path), *children]
    pages = [page for scheme in context.api.paging for page in context.names.page(scheme.name.text)]
    taken = {name for names in own for name in class_names(names)} | {*pages, *RESOURCE_MODULE_NAMES}
    return ModuleTypes(context, module, taken)


class MethodsOf:
    """The methods of one resource, as the sync and the async class and the four wrappers need them."""

    def __init__(self, context: Context, types: ModuleTypes, resource: ir.Resource) -> None:
        self.context = context
        self.types = types
        self.resource = resource
        self.runtime = RuntimeTypes(context, types)
        if resource.methods:
            self._import_options()
        self.named: tuple[Named, ...] = named_methods(context, resource)
        self._prepared = [prepare(context, named, deprecation_of(named, resource.deprecated)) for named in self.named]
        self.operations = tuple(view_operation(context, self.runtime, named) for named in self.named)
        self.webhooks = view_webhooks(context, types, self.runtime, resource)
        self.sync = self._methods(is_async=False)
        self.asynchronous = self._methods(is_async=True)

    def _import_options(self) -> None:
        """The options that every method has."""
        self.types.value("_resource", "request_options")
        self.types.value("_types", "not_given")
        self.types.static.member(relative("_types", self.types.here), "Body", "Headers", "NotGiven", "Query")
        self.types.static.module(self.context.http_import)

    def _methods(self, *, is_async: bool) -> tuple[MethodView, ...]:
        return tuple(view_method(self.context, self.types, each, is_async=is_async) for each in self._prepared)

    def children(self, select: int) -> tuple[ChildView, ...]:
        """The resources below; `select` is the place of the class in `class_names`."""
        views = []
        for child in self.resource.children:
            names = self.context.names.resource(child.path)
            module = relative(names.module, self.types.here)
            cls = class_names(names)[select]
            self.types.static.member(module, cls)
            views.append(ChildView(Ident(names.attribute), Ident(cls), Code(module), resource_doc(child)))
        return tuple(views)


def resource_doc(resource: ir.Resource) -> Doc | None:
    """The class docstring."""
    said = clean(resource.doc)
    if resource.deprecated:
        said = f"{said}\n\nDeprecated: {resource.deprecated}".strip()
    return docstring_body(said) if said else None


def _resource_class(built: MethodsOf, *, is_async: bool) -> ResourceClassView:
    names = built.context.names.resource(built.resource.path)
    return ResourceClassView(
        name=Ident(names.async_cls if is_async else names.cls),
        base=Ident("AsyncAPIResource" if is_async else "SyncAPIResource"),
        doc=resource_doc(built.resource),
        raw_class=Ident(names.async_raw_cls if is_async else names.raw_cls),
        streaming_class=Ident(names.async_streaming_cls if is_async else names.streaming_cls),
        children=built.children(1 if is_async else 0),
        methods=built.asynchronous if is_async else built.sync,
    )


def _argument(attribute: str) -> str:
    """The constructor's argument is called as the resource, unless its body means something else by that name."""
    return f"{attribute}_" if attribute in WRAPPER_NAMES else attribute


def view_wrappers(built: MethodsOf, names: ResourceNames, attribute: Ident) -> tuple[WrapperView, ...]:
    """The classes behind `with_raw_response` and `with_streaming_response`, sync and async."""
    classes = class_names(names)
    views: list[WrapperView] = []
    for select in (2, 3, 4, 5):
        methods = built.asynchronous if select % 2 else built.sync
        views.append(
            WrapperView(
                name=Ident(classes[select]),
                wraps=Ident(classes[select % 2]),
                attribute=attribute,
                member=Ident(f"_{attribute}"),
                methods=tuple(
                    WrappedView(method.name, method.raw_wrapper if select < 4 else method.streaming_wrapper)
                    for method in methods
                ),
                children=built.children(select),
            )
        )
    return tuple(views)
