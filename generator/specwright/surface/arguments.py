"""Comparing the arguments of a function: which calls that worked no longer do."""

from __future__ import annotations

from collections.abc import Iterator

from ..values import dataclass
from .hints import BY_POSITION, call, given
from .model import Argument, ArgumentKind, Symbol
from .types import Relation, Types, is_anything, relation

_KEYWORDS = (ArgumentKind.POSITIONAL, ArgumentKind.KEYWORD)
_VARIABLE = (ArgumentKind.VAR_POSITIONAL, ArgumentKind.VAR_KEYWORD)
_NOT_GIVEN = frozenset({"NOT_GIVEN", "not_given", "omit", "NotGiven()", "Omit()", "OMIT", "Ellipsis", "..."})
"""Defaults that only say that an argument was not given."""


@dataclass(frozen=True, slots=True)
class ArgumentChange:
    rule: str
    message: str
    before: str = ""
    after: str = ""


def compare_arguments(was: Symbol, now: Symbol, old_types: Types, new_types: Types) -> Iterator[ArgumentChange]:
    """What happened to the arguments of one function."""
    old = {argument.name: argument for argument in was.arguments}
    new = {argument.name: argument for argument in now.arguments}
    takes_any = any(argument.kind is ArgumentKind.VAR_KEYWORD for argument in now.arguments)
    for name, argument in old.items():
        if name not in new and not (takes_any and argument.kind in _KEYWORDS):
            yield ArgumentChange("SUR-10", f"argument `{name}` removed", call(was, argument), call(now))
    for name, argument in new.items():
        if name in old:
            yield from _changed(was, now, old[name], argument)
            types = (old[name].type, argument.type)
            how = relation(*types, old_types, new_types, as_text=argument.as_text)
            if how is Relation.REPLACED and is_anything(argument.type):
                how = Relation.WIDER
            yield from _type(was, now, old[name], argument, how)
        elif argument.required and argument.kind not in _VARIABLE:
            yield ArgumentChange("SUR-11", f"required argument `{name}` added", call(was), call(now, argument))
        else:
            yield ArgumentChange("SUR-12", f"argument `{name}` added", "", call(now, argument))
    yield from _order(was, now)


def _order(was: Symbol, now: Symbol) -> Iterator[ArgumentChange]:
    """Whether arguments that callers may give by position stand elsewhere."""
    before, after = _positional(was), _positional(now)
    kept = [name for name in before if name in after]
    if kept and after[: len(kept)] != kept:
        message = f"order of arguments changed: {', '.join(before)} -> {', '.join(after)}"
        yield ArgumentChange("SUR-13", message, _by_position(was), _by_position(now))


def _positional(symbol: Symbol) -> list[str]:
    return [argument.name for argument in symbol.arguments if argument.kind in BY_POSITION]


def _by_position(symbol: Symbol) -> str:
    return f"{symbol.path.removesuffix('.__init__')}({', '.join(_positional(symbol))})"


def _changed(was: Symbol, now: Symbol, old: Argument, new: Argument) -> Iterator[ArgumentChange]:
    name = new.name
    if not old.required and new.required:
        yield ArgumentChange("SUR-14", f"argument `{name}` is required now", call(was), call(now, new))
    elif old.required and not new.required:
        yield ArgumentChange("SUR-15", f"argument `{name}` is no longer required", call(was, old), call(now))
    if old.kind in BY_POSITION and new.kind is ArgumentKind.KEYWORD:
        yield ArgumentChange("SUR-16", f"argument `{name}` must be given by name now", call(was, old), call(now, new))
    elif old.kind in _KEYWORDS and new.kind is ArgumentKind.POSITIONAL_ONLY:
        message = f"argument `{name}` must be given by position now"
        yield ArgumentChange("SUR-17", message, f"{was.path}({name}=…)", f"{now.path}({name})")
    if old.default != new.default and old.default and new.default and not {old.default, new.default} & _NOT_GIVEN:
        message = f"default of `{name}`: `{old.default}` -> `{new.default}`"
        before, after = (f"{s.path.removesuffix('.__init__')}({name}={a.default})" for s, a in ((was, old), (now, new)))
        yield ArgumentChange("SUR-25", message, before, after)


def _type(was: Symbol, now: Symbol, old: Argument, new: Argument, how: Relation) -> Iterator[ArgumentChange]:
    if not old.type or not new.type or how is Relation.SAME:
        return
    rule = {Relation.WIDER: "SUR-18", Relation.REPLACED: "SUR-24", Relation.EQUAL: "SUR-26"}.get(how, "SUR-23")
    message = f"argument `{new.name}`: `{old.type}` -> `{new.type}`"
    yield ArgumentChange(rule, message, given(was, old), given(now, new))
