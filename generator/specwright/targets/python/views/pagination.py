"""Build stage: the pagination schemes in, the module `pagination.py` out: a sync and an async page class for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from .... import ir
from ....values import dataclass
from ..casing import Casing
from ..conventions import PAGE_RESERVED
from ..identifiers import member_name
from ..imports import Imports
from ..quoting import Code, Doc, Ident, Literal, docstring_body, literal
from ..type_expr import Scope, response_type
from .context import Context, add_import
from .docs import clean

_HERE = "pagination"
_ITEMS = "items"


@dataclass(frozen=True, slots=True)
class PageFieldView:
    """`next_cursor: Optional[str] = FieldInfo(alias="nextCursor", default=None)`."""

    name: Ident
    annotation: Code
    default: Code | None
    doc: Doc | None


@dataclass(frozen=True, slots=True)
class SubModelView:
    """An object inside of the page. `generic`: the items are in it."""

    name: Ident
    generic: bool
    fields: tuple[PageFieldView, ...]


@dataclass(frozen=True, slots=True)
class AccessView:
    """How a value is read: statements that go down to it, then the expression."""

    steps: tuple[Code, ...]
    value: Code


@dataclass(frozen=True, slots=True)
class PageClassView:
    name: Ident
    base: Ident


@dataclass(frozen=True, slots=True)
class SchemeView:
    """`items_field`: where a response that is a bare array goes. `more`: the flag that ends the iteration."""

    doc: Doc | None
    sub_models: tuple[SubModelView, ...]
    fields: tuple[PageFieldView, ...]
    classes: tuple[PageClassView, ...]
    items_field: Literal | None
    continue_on_empty_items: bool
    items: AccessView
    more: AccessView | None
    next: AccessView


@dataclass(frozen=True, slots=True)
class PaginationView:
    """The module `pagination.py`."""

    imports: Code
    exports: tuple[Literal, ...]
    schemes: tuple[SchemeView, ...]


def view_pagination(context: Context) -> PaginationView:
    """The page classes of all schemes."""
    imports = Imports()
    imports.member("typing", "Generic", "List", "Optional", "TypeVar")
    imports.member("typing_extensions", "override")
    imports.member("._base_client", "BaseAsyncPage", "BasePage", "BaseSyncPage", "PageInfo")
    schemes = tuple(_Scheme(context, scheme, imports).view() for scheme in context.api.paging)
    if any(scheme.sub_models for scheme in schemes):
        imports.member("._models", "BaseModel")
    if any(scheme.items_field or scheme.continue_on_empty_items for scheme in schemes):
        imports.member("typing", "ClassVar")
    models = [view.name for scheme in schemes for view in scheme.sub_models]
    pages = [view.name for scheme in schemes for view in scheme.classes]
    return PaginationView(Code(imports.render()), tuple(literal(name) for name in (*models, *pages)), schemes)


@dataclass
class _Node:
    """A member of the page: a field of the scheme, or an object with members of its own."""

    wire: str
    name: str
    leaf: ir.PagingField | None = None
    members: dict[str, _Node] = field(default_factory=dict)

    @property
    def generic(self) -> bool:
        return self.is_items or any(member.generic for member in self.members.values())

    @property
    def is_items(self) -> bool:
        return self.leaf is not None and self.leaf.purpose == _ITEMS


class _Scheme:
    def __init__(self, context: Context, scheme: ir.PagingScheme, imports: Imports) -> None:
        self.context = context
        self.scheme = scheme
        self.imports = imports
        self.casing = Casing(context.api.custom_casings)
        self.prefix = self.casing.pascal(scheme.name.text)
        self.root = _Node("", "")
        for found in scheme.fields:
            if found.header is None and not self._in_items(found):
                self._place(found)

    def view(self) -> SchemeView:
        bare = any(found.purpose == _ITEMS and not found.path for found in self.scheme.fields)
        sync_name, async_name = self.context.names.page(self.scheme.name.text)
        said = clean(self.scheme.doc)
        return SchemeView(
            doc=docstring_body(said) if said else None,
            sub_models=tuple(self._sub_models(self.root, self.prefix)),
            fields=self._fields(self.root, self.prefix),
            classes=(
                PageClassView(Ident(sync_name), Ident("BaseSyncPage")),
                PageClassView(Ident(async_name), Ident("BaseAsyncPage")),
            ),
            items_field=literal(_ITEMS) if bare else None,
            continue_on_empty_items=self.scheme.continue_on_empty_items,
            items=self._items(),
            more=self._more(),
            next=self._next(),
        )

    def _in_items(self, found: ir.PagingField) -> bool:
        """Whether the field belongs to an item, not to the page."""
        items = self._path(_ITEMS) or ()
        return items != () and found.path[: len(items)] == items and found.purpose != _ITEMS

    def _place(self, found: ir.PagingField) -> None:
        node = self.root
        for wire in found.path or (_ITEMS,):
            node = node.members.setdefault(wire, self._node(wire, top=node is self.root))
        node.leaf = found

    def _node(self, wire: str, *, top: bool) -> _Node:
        name = member_name(wire, self.casing)
        return _Node(wire, f"{name}_" if top and name in PAGE_RESERVED else name)

    # -- fields ----------------------------------------------------------------------------------------------------

    def _sub_models(self, node: _Node, prefix: str) -> Iterator[SubModelView]:
        """The objects inside, innermost first."""
        for member in node.members.values():
            if member.members:
                name = f"{prefix}{self.casing.pascal(member.wire)}"
                yield from self._sub_models(member, name)
                yield SubModelView(Ident(name), member.generic, self._fields(member, name))

    def _fields(self, node: _Node, prefix: str) -> tuple[PageFieldView, ...]:
        return tuple(self._field(member, prefix) for member in node.members.values())

    def _field(self, node: _Node, prefix: str) -> PageFieldView:
        required = node.leaf is not None and (node.leaf.required or node.is_items) and not node.members
        annotation = self._annotation(node, prefix)
        if not required and not annotation.startswith("Optional["):
            annotation = f"Optional[{annotation}]"
        said = clean(node.leaf.doc) if node.leaf else ""
        return PageFieldView(
            name=Ident(node.name),
            annotation=Code(annotation),
            default=self._default(node, required=required),
            doc=docstring_body(said) if said else None,
        )

    def _annotation(self, node: _Node, prefix: str) -> str:
        if node.members:
            name = f"{prefix}{self.casing.pascal(node.wire)}"
            return f"{name}[_T]" if node.generic else name
        if node.is_items or node.leaf is None:
            return "List[_T]"
        expr = response_type(node.leaf.type, self.context.names, Scope(_HERE))
        for needed in expr.imports:
            add_import(self.imports, needed, _HERE)
        return expr.text

    def _default(self, node: _Node, *, required: bool) -> Code | None:
        if node.name == node.wire:
            return None if required else Code("None")
        self.imports.member("pydantic", "Field as FieldInfo")
        default = "" if required else ", default=None"
        return Code(f"FieldInfo(alias={literal(node.wire)}{default})")

    # -- behaviour -------------------------------------------------------------------------------------------------

    def _items(self) -> AccessView:
        path = self._path(_ITEMS)
        if path is None:
            return AccessView((), Code("[]"))
        steps, value = self._read(path or (_ITEMS,))
        return AccessView(steps, Code(f"{value} or []"))

    def _more(self) -> AccessView | None:
        path = self._path("has_next_page")
        if not path:
            return None
        steps, value = self._read(path)
        return AccessView(steps, Code(f"{value} is not False and super().has_next_page()"))

    def _next(self) -> AccessView:
        """The statements of `next_page_info`."""
        match self.scheme.kind:
            case ir.PagingKind.CURSOR:
                return self._continued("next_cursor_param", "_next_cursor", ("", "next_cursor_field"))
            case ir.PagingKind.PAGE_NUMBER:
                keywords = ("current", "current_page_number_field"), ("total", "total_page_count_field")
                return self._continued("page_number_param", "_next_number", *keywords)
            case ir.PagingKind.OFFSET:
                keywords = ("start", "offset_count_start_field"), ("total", "offset_total_count_field")
                return self._continued("offset_count_param", "_next_offset", *keywords)
            case ir.PagingKind.CURSOR_ID:
                return self._next_id()
            case ir.PagingKind.CURSOR_URL:
                steps, value = self._value("cursor_url_field")
                return AccessView(steps, Code(f"self._next_url({_bare(value)})"))
            case ir.PagingKind.LINK_HEADER:
                return AccessView((), Code("self._next_link()"))
            case ir.PagingKind.FAKE_PAGE:
                return AccessView((), Code("None"))

    def _continued(self, param: str, helper: str, *keywords: tuple[str, str]) -> AccessView:
        wire = dict(self.scheme.params).get(param)
        if wire is None:
            return AccessView((), Code("None"))
        steps: list[Code] = []
        arguments = [literal(wire)]
        for keyword, purpose in keywords:
            if keyword and self._path(purpose) is None:
                continue
            above, value = self._value(purpose)
            steps += above
            arguments.append(Literal(f"{keyword}={_bare(value)}" if keyword else _bare(value)))
        return AccessView(tuple(steps), self._call(helper, arguments))

    def _next_id(self) -> AccessView:
        wire = dict(self.scheme.params).get("next_cursor_id_param")
        if wire is None:
            return AccessView((), Code("None"))
        path = self._path("cursor_item_id") or ("id",)
        return AccessView((), self._call("_next_id", [literal(wire), literal(member_name(path[-1], self.casing))]))

    def _call(self, helper: str, arguments: Sequence[str]) -> Code:
        last = ", in_body=True" if self.scheme.in_body else ""
        return Code(f"self.{helper}({', '.join(arguments)}{last})")

    def _path(self, purpose: str) -> tuple[str, ...] | None:
        return next((found.path for found in self.scheme.fields if found.purpose == purpose), None)

    def _value(self, purpose: str) -> tuple[tuple[Code, ...], str]:
        """Where a value is read from: a header, a field, or nowhere."""
        found = next((found for found in self.scheme.fields if found.purpose == purpose), None)
        if found is None:
            return (), "None"
        if found.header is not None:
            return (), f"self._response_headers.get({literal(found.header)})"
        return self._read(found.path)

    def _read(self, path: tuple[str, ...]) -> tuple[tuple[Code, ...], str]:
        """One statement for each object on the way, because any of them may be missing."""
        steps: list[Code] = []
        node, value = self.root, "self"
        for depth, wire in enumerate(path):
            node = node.members[wire]
            value = f"{value}.{node.name}" if depth == 0 else f"({value}.{node.name} if {value} is not None else None)"
            if depth < len(path) - 1:
                steps.append(Code(f"{node.name} = {_bare(value)}"))
                value = node.name
        return tuple(steps), value


def _bare(value: str) -> str:
    return value[1:-1] if value.startswith("(") else value
