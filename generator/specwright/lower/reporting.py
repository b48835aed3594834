"""Stage lower: what could not be lowered, and what that takes with it.

What comes in: errors of operations and definitions. What goes out: either one error with all of them, or, when
operations may be skipped, a warning for each that is left out and definitions that stand without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..diagnostics import Diagnostic, Severity, SpecwrightError
from ..ir import Definition, Hook, Origin, PagingScheme, Type
from ..ir.walk import mentioned, reached, types_of_definition, types_of_operation
from .context import Context
from .operations import Lowered


class Findings:
    """Collects what fails. With `skip` operations are left out, otherwise everything ends in one error."""

    def __init__(self, ctx: Context, skip: bool) -> None:
        self._ctx = ctx
        self._skip = skip
        self._errors: dict[Diagnostic, None] = {}
        self._skipped = 0
        self._lost: set[str] = set()
        self.without_method: list[str] = []
        """Ids of operations that no method of the configuration calls."""

    def skip(self, what: str, origin: Origin, error: SpecwrightError) -> None:
        """An operation, webhook or path item that cannot be lowered because of `error`."""
        if not self._skip:
            self._errors.update(dict.fromkeys(error.diagnostics))
            return
        self._skipped += 1
        for found in error.diagnostics:
            message = f"{what} is left out: {found.message}"
            self._ctx.diagnostics.warn("Operation/Skipped", message, found.origin or origin, hint=found.hint)

    def sound_operations(self, operations: dict[str, Lowered]) -> dict[str, Lowered]:
        """The operations all of whose definitions could be lowered."""
        if not self._ctx.failed:
            return operations
        self._lost = _leading_to(self._ctx.definitions, self._ctx.failed)
        sound: dict[str, Lowered] = {}
        for id_, lowered in operations.items():
            broken = next((i for i in mentioned(types_of_lowered(lowered)) if i in self._lost), None)
            if broken is None:
                sound[id_] = lowered
            else:
                cause = next(i for i in sorted(reached(self._ctx.definitions, [broken])) if i in self._ctx.failed)
                self.skip(id_, lowered.operation.origin, self._ctx.failed[cause])
        return sound

    def sound_hooks(self, hooks: Iterable[Hook]) -> tuple[Hook, ...]:
        """The webhooks and callbacks whose payload could be lowered."""
        return tuple(hook for hook in hooks if hook.payload not in self._lost)

    def definitions(
        self, operations: Mapping[str, Lowered], payloads: tuple[str, ...], schemes: tuple[PagingScheme, ...]
    ) -> dict[str, Definition]:
        """The definitions to keep: those that operations, payloads, pages and named models lead to."""
        ctx = self._ctx
        for id_, error in ctx.failed.items():
            if self._skip:
                for found in error.diagnostics:
                    message = f"the schema {id_} is left out: {found.message}"
                    ctx.diagnostics.warn("Schema/Skipped", message, found.origin, hint=found.hint)
            else:
                self._errors.update(dict.fromkeys(error.diagnostics))
        roots = [id_ for id_, root in ctx.roots.items() if root.wanted]
        roots += [id_ for id_, found in ctx.definitions.items() if id_.startswith("models/")]
        starts: list[str] = [id_ for id_ in (*roots, *payloads) if id_ not in self._lost]
        starts += mentioned(type_ for lowered in operations.values() for type_ in types_of_lowered(lowered))
        starts += mentioned(field.type for scheme in schemes for field in scheme.fields)
        keep = reached(ctx.definitions, starts)
        return {id_: found for id_, found in ctx.definitions.items() if id_ in keep and id_ not in self._lost}

    def raise_errors(self) -> None:
        """Stop when something failed and may not be skipped; else say how much was left out."""
        if self._errors:
            raise SpecwrightError(*self._errors)
        if self._skipped:
            message = f"{self._skipped} operation{'s are' if self._skipped > 1 else ' is'} left out of the SDK"
            self._ctx.diagnostics.add(Diagnostic(Severity.WARNING, "Operation/SkippedCount", message))


def types_of_lowered(lowered: Lowered) -> Iterable[Type]:
    """Every type an operation mentions, its pages' items included."""
    yield from types_of_operation(lowered.operation)
    if lowered.paging is not None:
        yield lowered.paging.item


def _leading_to(definitions: Mapping[str, Definition], failed: Iterable[str]) -> set[str]:
    """`failed` and every definition that mentions one of them, at any distance."""
    users: dict[str, list[str]] = {}
    for id_, definition in definitions.items():
        for used in mentioned(types_of_definition(definition)):
            users.setdefault(used, []).append(id_)
    lost: set[str] = set()
    waiting = list(failed)
    while waiting:
        id_ = waiting.pop()
        if id_ not in lost:
            lost.add(id_)
            waiting.extend(users.get(id_, ()))
    return lost
