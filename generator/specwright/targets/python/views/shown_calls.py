"""Build stage: the methods of an API in, the calls that its README shows out."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from functools import cached_property

from .... import ir
from ....values import dataclass
from ..casing import Casing
from ..conventions import KEYWORDS
from ..examples import NoExample
from ..quoting import literal
from ..usage import methods_of
from .context import Context
from .example_calls import ExampleCall, example_call
from .operations import ResultForm, result_of

_CONTENT = 'b"content"'
"""What stands for a file in a call that was made up."""


def is_plain_name(text: str) -> bool:
    """Whether a variable can be called so."""
    return text.isascii() and text.isidentifier() and text not in KEYWORDS


def _path(path: str) -> str:
    return f"Path({literal(path)})"


@dataclass(frozen=True)
class Shown:
    """A call that is shown: `variable` is what its result is called, `prints` what is printed of it.

    `may_lack`: an attribute of the result that the server may leave out, None when there is none.
    """

    call: ExampleCall
    variable: str
    form: ResultForm
    has_result: bool
    prints: str
    may_lack: str | None = None

    def arguments(self) -> list[str]:
        return self.call.arguments()


class ShownCalls:
    """Configured examples first; otherwise the first call that can be made up."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.examples = {example.place: example for example in context.settings.examples}

    @cached_property
    def usual(self) -> Shown | None:
        """The call of the first section: the configured one, else the first that is simple."""
        usual = self._configured("headline") or self._configured("default")
        return usual or self._first(lambda found: found.has_result and found.form is ResultForm.VALUE) or self._first()

    def at(self, place: str) -> Shown | None:
        """The call that is configured for a section, else the `default` one, else the usual one."""
        return self._configured(place) or self._configured("default") or self.usual

    def operation_of(self, place: str) -> str | None:
        """The operation that is configured for a section."""
        example = self.examples.get(place)
        return example.operation if example is not None else None

    def with_file(self, method: ir.Method, shown: Shown) -> list[str]:
        """The arguments of an upload: a file is a path, the configured one for the configured argument."""
        example = self.examples.get("file_uploads")
        arguments = shown.arguments()
        if example is None or example.operation != method.operation:
            return [argument.replace(_CONTENT, _path("/path/to/file")) for argument in arguments]
        path = _path(example.file_path or "/path/to/file")
        body = self.context.api.operations[method.operation].body
        if example.file is not None and body is not None and any(f.wire == example.file for f in body.spread or ()):
            name = self.context.names.argument(method.operation, "body", example.file)
            arguments = [*(a for a in arguments if not a.startswith(f"{name}=")), f"{name}={_CONTENT}"]
        return [argument.replace(_CONTENT, path) for argument in arguments]

    def _configured(self, place: str) -> Shown | None:
        wanted = self.operation_of(place)
        for resource, method in methods_of(self.context.api.root):
            if method.operation == wanted:
                return self.show(resource, method, place=place)
        return None

    def _first(self, fits: Callable[[Shown], bool] = lambda _: True) -> Shown | None:
        shown = (self.show(resource, method) for resource, method in methods_of(self.context.api.root))
        return next((found for found in shown if found is not None and fits(found)), None)

    def show(self, resource: ir.Resource, method: ir.Method, *, place: str | None = None) -> Shown | None:
        """A call of a method, as configured for a section; None when it cannot be made up."""
        example = self.examples.get(place) if place is not None else None
        if example is not None and example.operation != method.operation:
            example = None
        given = dict(example.params) if example is not None else None
        try:
            call = example_call(self.context, resource, method, given=given)
        except NoExample:
            return None
        operation = self.context.api.operations[method.operation]
        result = result_of(operation, method)
        variable = self._variable(result.type) if result.form is not ResultForm.PAGE else "page"
        if example is not None and example.variable is not None and is_plain_name(example.variable):
            variable = example.variable
        said = example.prints if example is not None and example.prints is not None else method.prints
        prints = variable
        if result.form is ResultForm.VALUE and said is not False:
            printed = self._property(result.type, said if isinstance(said, str) else "id")
            prints = f"{variable}.{printed}" if printed is not None else variable
        has_result = result.type is not None or result.form is ResultForm.BINARY
        lacks = self._optional(result.type) if result.form is ResultForm.VALUE else None
        return Shown(call, variable, result.form, has_result, prints, lacks)

    def _variable(self, type: ir.Type | None) -> str:
        if not isinstance(type, ir.Ref):
            return "result"
        word = Casing(self.context.api.custom_casings).snake(self.context.names.model(type.id).name)
        taken = KEYWORDS | {"client", "os", self.context.settings.package_name, *dir(builtins)}
        return "result" if word in taken else word

    def _optional(self, type: ir.Type | None) -> str | None:
        """The first attribute of a result that may not come."""
        found = self.context.api.definitions[type.id] if isinstance(type, ir.Ref) else None
        fields = found.fields if isinstance(found, ir.Record) else ()
        wire = next((field.wire for field in fields if not field.required), None)
        return self.context.names.field(found.id, wire) if found is not None and wire is not None else None

    def _property(self, type: ir.Type | None, wire: str) -> str | None:
        """The attribute of a result's property, None when it has none of that name."""
        found = self.context.api.definitions[type.id] if isinstance(type, ir.Ref) else None
        if not isinstance(found, ir.Record) or all(field.wire != wire for field in found.fields):
            return None
        return self.context.names.field(found.id, wire)

    @cached_property
    def paged(self) -> Shown | None:
        """The call that shows pages."""
        configured = self._configured("pagination")
        if configured is not None and configured.form is ResultForm.PAGE:
            return configured
        return self._first(lambda found: found.form is ResultForm.PAGE)
