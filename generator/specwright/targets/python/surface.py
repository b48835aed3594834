"""The public surface of the SDK that would be generated: names, arguments and types, without writing a line of it.

What comes in: `ir.Api` and the package's settings. What goes out: a `Surface` in a user's terms:
`client.workspace_secrets.list`, `types.WorkspaceSecret.metadata`. It comes from the views that the templates print, so
it cannot differ from the package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ... import ir
from ...diagnostics import Diagnostics
from ...surface.model import Argument, ArgumentKind, Surface, Symbol, SymbolKind
from .naming import build_names
from .settings import PackageSettings
from .type_expr import FormWriter, Scope
from .type_items import AliasShape, Item, RecordShape, type_items
from .views.arguments import ArgumentView
from .views.client import client_names
from .views.context import Context
from .views.methods import MethodView, SignatureView
from .views.options import view_options
from .views.resources import MethodsOf, class_names, module_types

_EVERY_CLIENT = (
    ("base_url", "str | httpx.URL | None"),
    ("timeout", "float | Timeout | None | NotGiven"),
    ("max_retries", "int"),
    ("default_headers", "Mapping[str, str] | None"),
    ("default_query", "Mapping[str, object] | None"),
    ("http_client", "httpx.Client | None"),
)


def sdk_surface(
    api: ir.Api, settings: PackageSettings, remembered: Mapping[str, str] | None = None
) -> tuple[Surface, dict[str, ir.Origin]]:
    """The surface, and where in the document each of its symbols comes from."""
    context = Context(api, build_names(api, settings, Diagnostics(), remembered), settings)
    builder = _Builder(context)
    symbols: dict[str, Symbol] = {}
    for symbol in builder.symbols():
        symbols.setdefault(symbol.path, symbol)
    return Surface(settings.package_name, symbols), builder.origins


class _Builder:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.origins: dict[str, ir.Origin] = {}

    def symbols(self) -> Iterator[Symbol]:
        yield from self._client()
        yield from self._resource(self.context.api.root, "client")
        for item in type_items(self.context.api, self.context.names):
            yield from self._type(item)
        for scheme in self.context.api.paging:
            for name in self.context.names.page(scheme.name.text):
                yield Symbol(f"pagination.{name}", SymbolKind.CLASS)

    def _client(self) -> Iterator[Symbol]:
        names = client_names(self.context)
        types = module_types(self.context, self.context.api.root, "_client")
        options = tuple(
            Argument(str(view.name), ArgumentKind.KEYWORD, view.default is None, str(view.annotation))
            for view in view_options(self.context, types.runtime)
        )
        fixed = tuple(Argument(name, ArgumentKind.KEYWORD, False, text) for name, text in _EVERY_CLIENT)
        environments = tuple(literal_name for literal_name in (e.name.text for e in self.context.api.environments))
        environment: tuple[Argument, ...] = ()
        if len(environments) > 1:
            listed = ", ".join(f'"{name}"' for name in environments)
            environment = (Argument("environment", ArgumentKind.KEYWORD, False, f"Literal[{listed}] | NotGiven"),)
        for name in (names.cls, names.async_cls):
            yield Symbol(name, SymbolKind.FUNCTION, arguments=(*options, *environment, *fixed))

    def _resource(self, resource: ir.Resource, path: str) -> Iterator[Symbol]:
        names = self.context.names.resource(resource.path) if resource.path else client_names(self.context)
        types = module_types(self.context, resource, names.module)
        built = MethodsOf(self.context, types, resource)
        for name in class_names(names) if resource.path else ():
            yield Symbol(f"resources.{name}", SymbolKind.CLASS)
        operations = {
            str(view.name): method.operation for view, method in zip(built.sync, resource.methods, strict=False)
        }
        for view in built.sync:
            method_path = f"{path}.{view.name}"
            operation = self.context.api.operations.get(operations.get(str(view.name), ""))
            if operation is not None:
                self.origins[method_path] = operation.origin
            yield self._method(view, method_path)
        for child in resource.children:
            attribute = self.context.names.resource(child.path).attribute
            yield Symbol(f"{path}.{attribute}", SymbolKind.ATTRIBUTE)
            yield from self._resource(child, f"{path}.{attribute}")

    def _method(self, view: MethodView, path: str) -> Symbol:
        signature = view.signature
        arguments = (*_arguments(signature.positional, ArgumentKind.POSITIONAL), *_arguments(signature.keywords))
        return Symbol(path, SymbolKind.FUNCTION, _returns(view.signature), tuple(arguments))

    def _type(self, item: Item) -> Iterator[Symbol]:
        if not item.root:
            module = item.symbol.module
            path = f"{module}.{item.symbol.name}"
        else:
            path = f"{item.symbol.module.rpartition('.')[0]}.{item.symbol.name}"
        origin = self._origin(item)
        if origin is not None:
            self.origins[path] = origin
        writer = FormWriter(Scope("", frozenset(), ()))
        match item.shape:
            case AliasShape(form=form):
                yield Symbol(path, SymbolKind.ATTRIBUTE, writer.text(form))
            case RecordShape() as shape:
                bases = ("TypedDict",) if item.params else ("BaseModel",)
                yield Symbol(path, SymbolKind.CLASS, bases=bases)
                for member in shape.members:
                    text = writer.text(member.form)
                    optional = not member.required and not item.params and not text.startswith("Optional[")
                    type_ = f"Optional[{text}]" if optional else text
                    yield Symbol(f"{path}.{member.name}", SymbolKind.ATTRIBUTE, type_, required=member.required)

    def _origin(self, item: Item) -> ir.Origin | None:
        definition = self.context.api.definitions.get(item.id)
        if definition is not None:
            return definition.origin
        operation = self.context.api.operations.get(item.id)
        return operation.origin if operation is not None else None


def _arguments(views: Iterable[ArgumentView], kind: ArgumentKind = ArgumentKind.KEYWORD) -> Iterator[Argument]:
    for view in views:
        default = str(view.default) if view.default is not None else ""
        yield Argument(str(view.name), kind, view.default is None, str(view.annotation), default)


def _returns(signature: SignatureView) -> str:
    return str(signature.returns)
