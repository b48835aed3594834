"""Build stage: a method in, a call of it out, with example values: for the README and the tests of the package."""

from __future__ import annotations

from collections.abc import Mapping

from .... import ir
from ....values import dataclass
from ..examples import Example, Examples, source
from ..quoting import Code
from .arguments import Argument, Group, build_arguments
from .context import Context


@dataclass(frozen=True)
class ExampleCall:
    """`method`: `workspace_secrets.create`. `values`: the arguments that are given, in the signature's order."""

    method: str
    values: tuple[tuple[Argument, Example], ...]

    def code(self, client: str, *, flag: str | None = None, raw: bool = False) -> Code:
        """`client.workspace_secrets.create(…)`; `flag` is given as True, `raw` goes through `with_raw_response`."""
        owner, _, name = f"{client}.{self.method}".rpartition(".")
        parts = self.arguments(without=flag)
        if flag is not None:
            parts.append(f"{flag}=True")
        return Code(f"{owner}{'.with_raw_response' if raw else ''}.{name}({', '.join(parts)})")

    def arguments(self, without: str | None = None) -> list[str]:
        """The arguments as they are written."""
        return [
            f"{argument.name}={source(value.python)}" for argument, value in self.values if argument.name != without
        ]

    def where(self, place: str) -> dict[str, ir.JsonValue]:
        """What is sent in one part of the request, under wire names."""
        return {
            argument.wire: value.wire for argument, value in self.values if argument.where == place and argument.wire
        }

    @property
    def whole_body(self) -> Example | None:
        """The body that is one argument."""
        return next(
            (value for argument, value in self.values if argument.where == "body" and argument.wire is None), None
        )


def example_call(
    context: Context,
    resource: ir.Resource,
    method: ir.Method,
    *,
    everything: bool = False,
    given: Mapping[str, ir.JsonValue] | None = None,
) -> ExampleCall:
    """A call with the required arguments, or with all of them. `given`: values to use, by wire name.

    Raises NoExample when a value cannot be made.
    """
    operation = context.api.operations[method.operation]
    examples = Examples(context.api.definitions, context.names, everything=everything)
    values: list[tuple[Argument, Example]] = []
    for argument in build_arguments(context, operation, method).first:
        wire = argument.wire or argument.name
        if given is not None and wire in given:
            values.append((argument, Example(examples.given(argument.type, given[wire]), given[wire])))
        elif argument.group is not Group.OPTIONAL or everything:
            values.append((argument, examples.sent(argument.type, wire)))
    chain = [context.names.resource(resource.path[: depth + 1]).attribute for depth in range(len(resource.path))]
    return ExampleCall(
        ".".join((*chain, context.names.method(operation.id, resource.path, method.name.text))), tuple(values)
    )
