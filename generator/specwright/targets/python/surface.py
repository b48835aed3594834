"""The public surface of the SDK that would be generated: names, arguments and types, without writing a line of it.

What comes in: `ir.Api` and the package's settings. What goes out: a `Surface` in a user's terms:
`client.workspace_secrets.list`, `types.WorkspaceSecret.metadata`. It comes from the views that the templates print, so
it cannot differ from the package.
"""

from __future__ import annotations

import re
from ast import literal_eval
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
from .views.methods import SignatureView, view_signatures
from .views.operations import named_methods
from .views.options import view_options
from .views.package import view_package
from .views.pagination import PageFieldView, view_pagination
from .views.resources import class_names, module_types

_SHARED = "types.shared"
_ENVIRONMENTS = "ENVIRONMENTS"
_CLASS = re.compile(r"[A-Z]+[a-z]\w*")
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
        yield from self._exports()
        yield from self._resource(self.context.api.root, "client")
        for item in type_items(self.context.api, self.context.names):
            yield from self._type(item)
        for scheme in view_pagination(self.context).schemes:
            for model in scheme.sub_models:
                yield from _page(str(model.name), model.fields)
            for page in scheme.classes:
                yield from _page(str(page.name), scheme.fields)

    def _client(self) -> Iterator[Symbol]:
        names = client_names(self.context)
        types = module_types(self.context, self.context.api.root, "_client")
        options = tuple(
            Argument(str(view.name), ArgumentKind.KEYWORD, view.default is None, str(view.annotation))
            for view in view_options(self.context, types.runtime)
        )
        fixed = tuple(Argument(name, ArgumentKind.KEYWORD, False, text) for name, text in _EVERY_CLIENT)
        environments = tuple(environment.name.text for environment in self.context.api.environments)
        if len(environments) > 1:
            fixed = (Argument("environment", ArgumentKind.KEYWORD, False, "Environment | NotGiven"), *fixed)
            yield Symbol(_ENVIRONMENTS, SymbolKind.ATTRIBUTE)
            yield from (Symbol(f"{_ENVIRONMENTS}.{name}", SymbolKind.ATTRIBUTE) for name in environments)
        for name in (names.cls, names.async_cls):
            yield Symbol(name, SymbolKind.FUNCTION, arguments=(*options, *fixed))

    def _exports(self) -> Iterator[Symbol]:
        """What every SDK has: exceptions, responses, constants. Only the API's name can change in it."""
        names = client_names(self.context)
        for export in view_package(self.context).exports:
            name = literal_eval(str(export))
            if name not in (names.cls, names.async_cls, "types", _ENVIRONMENTS):
                kind = SymbolKind.CLASS if _CLASS.fullmatch(name) else SymbolKind.ATTRIBUTE
                yield Symbol(name, kind)

    def _resource(self, resource: ir.Resource, path: str) -> Iterator[Symbol]:
        names = self.context.names.resource(resource.path) if resource.path else client_names(self.context)
        types = module_types(self.context, resource, names.module)
        for name in class_names(names) if resource.path else ():
            yield Symbol(f"resources.{name}", SymbolKind.CLASS)
        for named in named_methods(self.context, resource):
            method_path = f"{path}.{named.name}"
            self.origins[method_path] = named.operation.origin
            signature, overloads = view_signatures(self.context, types, named)
            yield _method(signature, overloads, method_path, self._text_arguments(named.operation.id))
        for child in resource.children:
            attribute = self.context.names.resource(child.path).attribute
            yield Symbol(f"{path}.{attribute}", SymbolKind.ATTRIBUTE)
            yield from self._resource(child, f"{path}.{attribute}")

    def _text_arguments(self, operation_id: str) -> frozenset[str]:
        """The arguments of a method that go out as text: all parameters but those that are JSON."""
        operation = self.context.api.operations.get(operation_id)
        params = operation.params if operation is not None else ()
        names = self.context.names
        return frozenset(names.argument(operation_id, p.where.value, p.wire) for p in params if p.media_type is None)

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
        text = self._text_arguments(item.id)
        match item.shape:
            case AliasShape(form=form):
                yield Symbol(path, SymbolKind.ATTRIBUTE, writer.text(form))
                if path.startswith(f"{_SHARED}."):
                    yield Symbol(f"types.{item.symbol.name}", SymbolKind.ATTRIBUTE, writer.text(form), alias_of=path)
            case RecordShape() as shape:
                bases = ("TypedDict",) if item.params else ("BaseModel",)
                yield Symbol(path, SymbolKind.CLASS, bases=bases)
                if path.startswith(f"{_SHARED}."):
                    alias = f"types.{item.symbol.name}"
                    yield Symbol(alias, SymbolKind.CLASS, bases=bases, alias_of=path)
                for member in shape.members:
                    type_ = writer.text(member.form)
                    if not member.required and not item.params and not type_.startswith("Optional["):
                        type_ = f"Optional[{type_}]"
                    key = f"{path}.{member.name}"
                    as_text = member.name in text
                    yield Symbol(key, SymbolKind.ATTRIBUTE, type_, required=member.required, as_text=as_text)

    def _origin(self, item: Item) -> ir.Origin | None:
        definition = self.context.api.definitions.get(item.id)
        if definition is not None:
            return definition.origin
        operation = self.context.api.operations.get(item.id)
        return operation.origin if operation is not None else None


def _page(name: str, fields: tuple[PageFieldView, ...]) -> Iterator[Symbol]:
    """A class of `pagination.py` with what users read of it."""
    yield Symbol(f"pagination.{name}", SymbolKind.CLASS)
    for field in fields:
        path = f"pagination.{name}.{field.name}"
        yield Symbol(path, SymbolKind.ATTRIBUTE, str(field.annotation), required=field.default is None)


def _method(signature: SignatureView, overloads: tuple[SignatureView, ...], path: str, text: frozenset[str]) -> Symbol:
    plain = next((one for one in overloads if "Stream[" not in str(one.returns)), signature)
    arguments = [
        *_arguments(signature.positional, text, ArgumentKind.POSITIONAL),
        *_arguments(signature.keywords, text),
    ]
    if signature.idempotency_key:
        arguments.append(Argument("idempotency_key", ArgumentKind.KEYWORD, False, "str | None"))
    return Symbol(path, SymbolKind.FUNCTION, str(plain.returns), tuple(arguments))


def _arguments(
    views: Iterable[ArgumentView], text: frozenset[str], kind: ArgumentKind = ArgumentKind.KEYWORD
) -> Iterator[Argument]:
    for view in views:
        name = str(view.name)
        default = str(view.default) if view.default is not None else ""
        yield Argument(name, kind, view.default is None, str(view.annotation), default, name in text)
