"""Build stage: the methods of an API in, the calls that its README shows out."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from .... import ir
from ..casing import Casing
from ..conventions import KEYWORDS
from ..examples import NoExample
from ..usage import methods_of
from .context import Context
from .example_calls import ExampleCall, example_call
from .operations import ResultForm, result_of


@dataclass(frozen=True)
class Shown:
    """A call that is shown: `variable` is what its result is called, `prints` what is printed of it."""

    call: ExampleCall
    variable: str
    form: ResultForm
    has_result: bool
    prints: str

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

    def _configured(self, place: str) -> Shown | None:
        example = self.examples.get(place)
        for resource, method in methods_of(self.context.api.root):
            if example is not None and method.operation == example.operation:
                return self.show(resource, method, dict(example.params))
        return None

    def _first(self, fits: Callable[[Shown], bool] = lambda _: True) -> Shown | None:
        shown = (self.show(resource, method) for resource, method in methods_of(self.context.api.root))
        return next((found for found in shown if found is not None and fits(found)), None)

    def show(
        self, resource: ir.Resource, method: ir.Method, given: dict[str, ir.JsonValue] | None = None
    ) -> Shown | None:
        """A call of a method; None when it cannot be made up."""
        try:
            call = example_call(self.context, resource, method, given=given)
        except NoExample:
            return None
        operation = self.context.api.operations[method.operation]
        result = result_of(operation, method)
        variable = self._variable(result.type) if result.form is not ResultForm.PAGE else "page"
        prints = f"{variable}.id" if self._has_id(result.type) and result.form is ResultForm.VALUE else variable
        return Shown(call, variable, result.form, result.type is not None or result.form is ResultForm.BINARY, prints)

    def _variable(self, type: ir.Type | None) -> str:
        if not isinstance(type, ir.Ref):
            return "result"
        word = Casing(self.context.api.custom_casings).snake(self.context.names.model(type.id).name)
        taken = KEYWORDS | {"client", "os", self.context.settings.package_name, *dir(builtins)}
        return "result" if word in taken else word

    def _has_id(self, type: ir.Type | None) -> bool:
        found = self.context.api.definitions[type.id] if isinstance(type, ir.Ref) else None
        return isinstance(found, ir.Record) and any(field.wire == "id" for field in found.fields)

    @cached_property
    def paged(self) -> Shown | None:
        """The call that shows pages."""
        configured = self._configured("pagination")
        if configured is not None and configured.form is ResultForm.PAGE:
            return configured
        return self._first(lambda found: found.form is ResultForm.PAGE)
