"""Reading resources: what users call, and which endpoint it calls.

What comes in: the client's module and `resources/`. What goes out: a tree of `Resource`s. A method is generated when it
ends in one of the runtime's verbs with a path; what is left is code by hand.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TypeAlias

from ..values import dataclass
from . import trees
from .found import Source
from .package import Package

_VERBS = {"_get": "get", "_post": "post", "_put": "put", "_patch": "patch", "_delete": "delete", "_get_api_list": "get"}
_CLIENT_VERBS = {name.removeprefix("_"): verb for name, verb in _VERBS.items()}
_PROPERTIES = frozenset({"cached_property", "property"})
_MAX_DEPTH = 20
_NOT_METHODS = ("with_raw_response", "with_streaming_response")


_Found: TypeAlias = tuple[Source, str] | None


@dataclass(frozen=True, slots=True)
class Method:
    """`path` has Python's names in its placeholders. `page`: the class it returns pages of."""

    name: str
    verb: str
    path: str
    positional: tuple[str, ...]
    place: str
    page: str | None = None
    stream: bool | None = None
    """True: it always streams; False: with `stream=True` only; None: never."""
    body_argument: str | None = None
    wrapper: str | None = None
    returns: str = ""
    params: str | None = None
    """The TypedDict of its arguments."""
    event: str | None = None
    """What it streams."""
    timeout: float | None = None
    """Seconds, where it has a timeout of its own."""
    deprecated: str | None = None
    """The message, where it should not be called any more."""
    accept: str | None = None
    """The media type it asks for."""


@dataclass(frozen=True, slots=True)
class Resource:
    attribute: str
    cls: str
    source: Source
    place: str
    methods: tuple[Method, ...]
    by_hand: tuple[tuple[str, str], ...]
    """Methods that call no endpoint: name and place."""
    children: tuple[Resource, ...]


def read_tree(package: Package, client: Source, cls: str) -> Resource:
    """The client as a resource, with all below it."""
    return _resource(package, client, cls, "", _CLIENT_VERBS, 0)


def _resource(
    package: Package, source: Source, cls: str, attribute: str, verbs: dict[str, str], depth: int
) -> Resource:
    class_ = trees.classes(source.tree)[cls]
    methods: list[Method] = []
    by_hand: list[tuple[str, str]] = []
    children: list[Resource] = []
    for name, child in _children(package, source, class_) if depth < _MAX_DEPTH else ():
        children.append(_resource(package, *child, name, _VERBS, depth + 1))
    for function in trees.functions(class_):
        if trees.decorators(function) & _PROPERTIES:
            continue
        if not function.name.startswith("_") and function.name not in _NOT_METHODS:
            method = _method(source, class_, function, verbs)
            if method is not None:
                methods.append(method)
            elif depth:
                by_hand.append((function.name, source.place(function)))
    return Resource(attribute, cls, source, source.place(class_), tuple(methods), tuple(by_hand), tuple(children))


def _children(package: Package, source: Source, class_: ast.ClassDef) -> Iterator[tuple[str, tuple[Source, str]]]:
    """The resources that a class has: properties, or attributes as in SDKs that began before 2024."""
    for node in class_.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            child = _child(package, source, node.target.id, node.annotation, [source.tree])
            name = node.target.id
        elif isinstance(node, ast.FunctionDef) and trees.decorators(node) & _PROPERTIES:
            child = _child(package, source, node.name, node.returns, [node, source.tree])
            name = node.name
        else:
            continue
        if child is not None and _is_resource(*child):
            yield name, child


def _is_resource(source: Source, name: str) -> bool:
    bases = trees.classes(source.tree)[name].bases if name in trees.classes(source.tree) else []
    return any(ast.unparse(base).endswith("APIResource") for base in bases)


def _child(package: Package, source: Source, name: str, annotation: ast.expr | None, scopes: list[ast.AST]) -> _Found:
    """The module and class of the resource that an annotation names: `OrdersResource`, or `orders.OrdersResource`."""
    written = trees.text(annotation) or (ast.unparse(annotation) if annotation is not None else "")
    above, _, cls = written.rpartition(".")
    if name in _NOT_METHODS or not cls.isidentifier():
        return None
    wanted = above.partition(".")[0] or cls
    for scope in scopes:
        for node in ast.walk(scope):
            if not isinstance(node, ast.ImportFrom):
                continue
            for alias in node.names:
                if (alias.asname or alias.name) == wanted:
                    found = _imported(package, source, node, alias.name, cls)
                    if found is not None:
                        return _behind(package, found, cls)
    return (source, cls) if not above and cls in trees.classes(source.tree) else None


def _behind(package: Package, source: Source, cls: str) -> tuple[Source, str]:
    """The class; of one that adds nothing (`class Webhooks(_Webhooks): pass`), its base."""
    class_ = trees.classes(source.tree).get(cls)
    if class_ is None or len(class_.bases) != 1 or not all(isinstance(node, ast.Pass) for node in class_.body):
        return source, cls
    base = ast.unparse(class_.bases[0])
    for node in source.tree.body:
        for alias in node.names if isinstance(node, ast.ImportFrom) else ():
            if alias.asname == base and isinstance(node, ast.ImportFrom):
                found = _imported(package, source, node, alias.name, alias.name)
                return (found, alias.name) if found is not None else (source, cls)
    return source, cls


def _imported(
    package: Package, source: Source, node: ast.ImportFrom, name: str, cls: str, depth: int = 0
) -> Source | None:
    """The module that defines a class, which is imported itself or with its module, through packages that do the
    same."""
    parts = source.file.relative_to(package.folder).parts
    above = parts[: len(parts) - node.level] if node.level else ()
    dotted = ".".join((*above, *(node.module.split(".") if node.module else ())))
    if not node.level:
        dotted = dotted.removeprefix(package.name).removeprefix(".")
    inner = package.module(".".join(part for part in (dotted, name) if part)) if name != cls else None
    found = inner or package.module(dotted)
    if found is None or cls in trees.classes(found.tree):
        return found
    for again in found.tree.body:
        if isinstance(again, ast.ImportFrom) and depth < 5 and any(alias.name == cls for alias in again.names):
            return _imported(package, found, again, cls, cls, depth + 1)
    return None


def _method(source: Source, class_: ast.ClassDef, function: trees.Function, verbs: dict[str, str]) -> Method | None:
    """The method, when all it does is calling an endpoint."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call) and _is_own(node, verbs)]
    if not calls:
        return None
    call = calls[-1]
    path = _path(call.args[0]) if call.args else None
    if path is None:
        return None
    verb = trees.text(trees.keyword(call, "method")) or verbs[trees.called(call)]
    returns = ast.unparse(function.returns) if function.returns is not None else ""
    parser = trees.keyword(call, "post_parser") or next(
        (
            found
            for inner in ast.walk(call)
            if isinstance(inner, ast.Call) and (found := trees.keyword(inner, "post_parser"))
        ),
        None,
    )
    return Method(
        name=function.name,
        verb=verb,
        path=path,
        positional=tuple(argument.arg for argument in function.args.args[1:]),
        place=source.place(function),
        page=_page(call),
        stream=_stream(class_, function, call),
        body_argument=_body_argument(function, call),
        wrapper=_wrapper(parser),
        returns=returns,
        params=_params(call),
        event=_event(call),
        timeout=_timeout(function),
        deprecated=_deprecated(class_, function),
        accept=_accept(function),
    )


def _is_own(call: ast.Call, verbs: dict[str, str]) -> bool:
    """`self._get(...)`: a verb of the runtime on the resource itself."""
    target = call.func
    return isinstance(target, ast.Attribute) and target.attr in verbs and ast.unparse(target.value) == "self"


def _path(node: ast.expr) -> str | None:
    """A path: a text, an f-string, or the first argument of `path_template`."""
    if isinstance(node, ast.Call) and node.args:
        return _path(node.args[0])
    if isinstance(node, ast.IfExp):
        return _path(node.body)
    if isinstance(node, ast.JoinedStr):
        parts = (
            f"{{{ast.unparse(part.value)}}}" if isinstance(part, ast.FormattedValue) else str(trees.constant(part))
            for part in node.values
        )
        path = "".join(parts)
        return path if path.startswith("/") else None
    path_text = trees.text(node)
    return path_text if path_text is not None and path_text.startswith("/") else None


def _page(call: ast.Call) -> str | None:
    page = trees.keyword(call, "page")
    if not isinstance(page, ast.Subscript):
        return None
    return re.sub(r"^(Sync|Async)", "", ast.unparse(page.value).rpartition(".")[2])


def _event(call: ast.Call) -> str | None:
    stream = trees.keyword(call, "stream_cls")
    return ast.unparse(stream.slice) if isinstance(stream, ast.Subscript) else None


def _timeout(function: trees.Function) -> float | None:
    """`timeout = 300`, set where the caller and the client leave it at its default."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "timeout":
            seconds = trees.constant(node.value)
            return seconds if isinstance(seconds, int | float) else None
    return None


def _deprecated(class_: ast.ClassDef, function: trees.Function) -> str | None:
    """What `@typing_extensions.deprecated("…")` says."""
    for node in (function, *trees.overloads(class_, function.name)):
        for call in node.decorator_list:
            if isinstance(call, ast.Call) and trees.called(call) == "deprecated" and call.args:
                return trees.text(call.args[0])
    return None


def _accept(function: trees.Function) -> str | None:
    """`extra_headers = {"Accept": "audio/mpeg", **(extra_headers or {})}`."""
    return next(
        (trees.text(v) for node in ast.walk(function) for k, v in trees.dict_items(node) if k == "Accept"), None
    )


def _params(call: ast.Call) -> str | None:
    """`order_create_params.OrderCreateParams`: what the arguments are translated with."""
    for node in ast.walk(call):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id.endswith("_params"):
            return f"{node.value.id}.{node.attr}"
    return None


def _stream(class_: ast.ClassDef, function: trees.Function, call: ast.Call) -> bool | None:
    if trees.keyword(call, "stream_cls") is None:
        return None
    return not trees.overloads(class_, function.name)


def _body_argument(function: trees.Function, call: ast.Call) -> str | None:
    """The argument that is the whole body; a variable of the method's own is put together from several."""
    arguments = {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}
    body = trees.keyword(call, "body")
    if isinstance(body, ast.Await):
        body = body.value
    if isinstance(body, ast.Call) and body.args and trees.called(body).endswith("transform"):
        body = body.args[0]
    return body.id if isinstance(body, ast.Name) and body.id in arguments else None


def _wrapper(parser: ast.expr | None) -> str | None:
    """`DataWrapper[Thing]._unwrapper` → `data`."""
    found = re.match(r"(\w+)Wrapper\[", ast.unparse(parser)) if parser is not None else None
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", found[1]).lower() if found else None


def walk(resource: Resource, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Resource]]:
    """Every resource below, with the attributes that lead to it."""
    yield path, resource
    for child in resource.children:
        yield from walk(child, (*path, child.attribute))
