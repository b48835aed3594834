"""Render stage: the resource tree in, `api.md` out: every type and method of the SDK, with links to their files.

The form is the one that published SDKs have, and that tools read resources and methods back from.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from ... import ir
from .casing import Casing
from .name_types import SHARED, Symbol
from .usage import methods_of, refs
from .views.arguments import Group, build_arguments
from .views.context import Context
from .views.operations import ResultForm, result_of
from .views.webhooks import webhook_name

_LINE = 88
_TITLE_DEPTH = 6


def api_md(context: Context) -> str:
    """The whole file. For a resource with an api.md of its own, there is a heading that leads to it."""
    writer = _Writer(context)
    parts = [*writer.shared(), *writer.client(), *writer.resources(context.api.root, 1)]
    return "\n\n".join(parts) + "\n"


def standalone_api_files(context: Context) -> Iterator[tuple[str, Callable[[], str]]]:
    """The api.md of each resource that has one, by its path in the package."""
    for resource in context.api.root.below():
        if resource.path in context.api.standalone:
            folder = context.names.resource(resource.path).module.rpartition(".")[0].replace(".", "/")
            yield f"{folder}/api.md", partial(_standalone_api_md, context, resource)


def _standalone_api_md(context: Context, resource: ir.Resource) -> str:
    return "\n\n".join(_Writer(context).resource(resource, 1)) + "\n"


class _Writer:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.casing = Casing(context.api.custom_casings)
        self.types = _types_by_resource(context)

    def shared(self) -> Iterator[str]:
        """Types that belong to no single resource."""
        shared = self.types.get((SHARED,), [])
        if shared:
            yield "# Shared Types"
            yield _import_block(self.context.settings.package_name, shared)

    def client(self) -> Iterator[str]:
        """Methods of the client itself."""
        root = self.context.api.root
        if root.methods or self.types.get(()):
            yield f"# {self.context.names.client}"
            yield from self._members(root, "client")

    def resources(self, parent: ir.Resource, depth: int) -> Iterator[str]:
        """A title, types and methods for each resource below `parent`."""
        for resource in parent.children:
            if resource.path in self.context.api.standalone:
                folder = self._file(self.context.names.resource(resource.path).module).rpartition("/")[0]
                yield f"{'#' * min(depth, _TITLE_DEPTH)} [{self._title(resource)}]({folder}/api.md)"
            else:
                yield from self.resource(resource, depth)

    def resource(self, resource: ir.Resource, depth: int) -> Iterator[str]:
        """Title, types and methods of a resource, and of those below it."""
        yield f"{'#' * min(depth, _TITLE_DEPTH)} {self._title(resource)}"
        yield from self._members(resource, self._chain(resource))
        yield from self.resources(resource, depth + 1)

    def _title(self, resource: ir.Resource) -> str:
        return self.casing.pascal(resource.name.text)

    def _chain(self, resource: ir.Resource) -> str:
        names = self.context.names
        attributes = [names.resource(resource.path[: depth + 1]).attribute for depth in range(len(resource.path))]
        return ".".join(("client", *attributes))

    def _members(self, resource: ir.Resource, chain: str) -> Iterator[str]:
        found = self.types.get(resource.path, [])
        if found:
            yield "Types:"
            yield _import_block(self.context.settings.package_name, found)
        if resource.methods or resource.webhooks:
            lines = [self._method(resource, method, chain) for method in resource.methods]
            lines += [self._webhook(resource, webhook, chain) for webhook in resource.webhooks]
            yield "Methods:"
            yield "\n".join(lines)

    def _method(self, resource: ir.Resource, method: ir.Method, chain: str) -> str:
        operation = self.context.api.operations[method.operation]
        title = html.escape(f"{operation.method.lower()} {operation.path}")
        module = self.context.names.resource(resource.path).module
        name = self.context.names.method(operation.id, resource.path, method.name.text)
        link = f'<a href="./{self._file(module)}">{name}</a>'
        call = f"{chain}.{link}({self._arguments(operation, method)}) -> {self._result(operation, method)}"
        return f'- <code title="{title}">{call}</code>'

    def _webhook(self, resource: ir.Resource, webhook: ir.WebhookUnwrap, chain: str) -> str:
        name = webhook_name(self.context, webhook)
        link = f'<a href="./{self._file(self.context.names.resource(resource.path).module)}">{name}</a>'
        return f"- <code>{chain}.{link}() -> {self._linked(webhook.event)}</code>"

    def _file(self, module: str) -> str:
        return f"src/{self.context.settings.package_name}/{module.replace('.', '/')}.py"

    def _arguments(self, operation: ir.Operation, method: ir.Method) -> str:
        arguments = build_arguments(self.context, operation, method).all
        parts = [argument.name for argument in arguments if argument.group is Group.POSITIONAL]
        keywords = [a.name for a in arguments if a.where == "path" and a.group is not Group.POSITIONAL]
        if keywords:
            parts += [r"\*", *keywords]
        params = self.context.names.params(operation.id)
        if params is not None:
            parts.append(rf'\*\*<a href="{self._file(params.module)}">params</a>')
        return ", ".join(parts)

    def _result(self, operation: ir.Operation, method: ir.Method) -> str:
        result = result_of(operation, method)
        if result.form is ResultForm.BINARY:
            return "BinaryAPIResponse"
        if result.type is None:
            return "None"
        if result.form is ResultForm.VALUE:
            return self._linked(result.type)
        symbol = self._symbol(result.type)
        word = self._word(result.type, symbol)
        if result.form is ResultForm.PAGE and method.paging is not None:
            word = f"{self.context.names.page(method.paging.scheme)[0]}[{word}]"
        elif result.form is ResultForm.STREAM:
            word = f"Stream[{word}]"
        return f'<a href="./{self._file(symbol.module)}">{word}</a>' if symbol else word

    def _linked(self, type: ir.Type) -> str:
        symbol = self._symbol(type)
        word = self._word(type, symbol)
        return f'<a href="./{self._file(symbol.module)}">{word}</a>' if symbol else word

    def _symbol(self, type: ir.Type) -> Symbol | None:
        """The first named type that a result is made of: what the link leads to."""
        return next((self.context.names.model(id) for id in refs(type)), None)

    def _word(self, type: ir.Type, symbol: Symbol | None) -> str:
        """The result as one word: the published form names lists and unions by their model."""
        match type:
            case ir.Nullable():
                return f"Optional[{self._word(type.type, symbol)}]"
            case ir.Ref() if symbol is not None:
                return symbol.name
            case ir.ListOf():
                return f"List[{self._word(type.item, self._symbol(type.item))}]"
            case ir.MapOf():
                return f"Dict[str, {self._word(type.value, self._symbol(type.value))}]"
            case ir.Scalar():
                return _SCALARS[type.kind]
            case ir.Literal():
                return _SCALARS[type.base]
            case _:
                return symbol.name if symbol is not None else "object"


_SCALARS = {
    ir.ScalarKind.STRING: "str",
    ir.ScalarKind.INTEGER: "int",
    ir.ScalarKind.NUMBER: "float",
    ir.ScalarKind.BOOLEAN: "bool",
    ir.ScalarKind.NULL: "None",
    ir.ScalarKind.DATE: "date",
    ir.ScalarKind.DATETIME: "datetime",
    ir.ScalarKind.BASE64: "str",
    ir.ScalarKind.BINARY: "str",
}


def _types_by_resource(context: Context) -> dict[tuple[str, ...], list[Symbol]]:
    """The exported types of each resource: configured and component models, then responses, each in document order."""
    found: dict[tuple[str, ...], list[Symbol]] = {}
    names, api = context.names, context.api
    for id, definition in api.definitions.items():
        if definition.owner is None and names.is_root(id):
            symbol = names.model(id) if names.has_model(id) else names.param_model(id)
            found.setdefault(_home(context, definition), []).append(symbol)
    for resource, method in methods_of(api.root):
        operation = api.operations[method.operation]
        returned = method.paging.item if method.paging else operation.result_type
        if (
            isinstance(returned, ir.Ref)
            and api.definitions[returned.id].owner is not None
            and names.is_root(returned.id)
        ):
            symbols = found.setdefault(resource.path, [])
            symbols += [symbol] if (symbol := names.model(returned.id)) not in symbols else []
    return found


def _home(context: Context, definition: ir.Definition) -> tuple[str, ...]:
    """The resource a type is listed under; what belongs to none stands among the shared ones."""
    path = definition.resource
    return path if path and context.names.has_resource(path) else (SHARED,)


def _import_block(package: str, symbols: Sequence[Symbol]) -> str:
    """`from cadenya.types import …` for each package the types are in."""
    folders: dict[str, list[str]] = {}
    for symbol in symbols:
        folder = symbol.module.rpartition(".")[0]
        folders.setdefault("types" if folder == "types.shared" else folder, []).append(symbol.name)
    statements = "\n".join(_import(f"{package}.{folder}", sorted(names)) for folder, names in folders.items())
    return f"```python\n{statements}\n```"


def _import(module: str, names: Sequence[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= _LINE:
        return line
    return "\n".join((f"from {module} import (", *(f"    {name}," for name in names), ")"))
