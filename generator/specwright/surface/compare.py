"""Comparing two surfaces: what happens to somebody's code when it upgrades.

A removed class is one change, not one for each of its members. Types are compared as written, with spellings that mean
the same brought together (`Optional[X]`, `Union[X, None]`, `X | None`; `List`, `list`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from .model import Argument, ArgumentKind, Surface, Symbol, SymbolKind
from .verdict import Sdk

_KEYWORDS = (ArgumentKind.POSITIONAL, ArgumentKind.KEYWORD)
_BY_POSITION = (ArgumentKind.POSITIONAL_ONLY, ArgumentKind.POSITIONAL)


@dataclass(frozen=True, slots=True)
class SurfaceChange:
    """One change as a Python programmer sees it. `before` and `after` are one-line hints, "" for none."""

    rule: str
    path: str
    message: str
    verdict: Sdk
    before: str = ""
    after: str = ""


def compare_surfaces(old: Surface, new: Surface) -> tuple[SurfaceChange, ...]:
    """Every change between two surfaces, worst first."""
    changes = [*_removed(old, new), *_added(old, new)]
    for path, was in old.symbols.items():
        now = new.symbols.get(path)
        if now is not None:
            changes.extend(_changed(was, now, new))
    return tuple(sorted(changes, key=lambda change: (-change.verdict, change.path, change.message)))


def _removed(old: Surface, new: Surface) -> Iterator[SurfaceChange]:
    for path, symbol in old.symbols.items():
        if path in new.symbols or symbol.parent in old.symbols.keys() - new.symbols.keys():
            continue
        rename = _renamed(symbol, old, new)
        if rename is not None:
            message = f"{symbol.kind.value} renamed to `{rename}`"
            yield SurfaceChange("SUR-02", path, message, Sdk.MAJOR, _usage(symbol), _usage(new.symbols[rename]))
        elif symbol.kind is SymbolKind.MODULE and not symbol.required:
            message = "module removed that nothing in the package uses or exports"
            yield SurfaceChange("SUR-19", path, message, Sdk.PATCH, _usage(symbol), "")
        else:
            yield SurfaceChange("SUR-01", path, f"{symbol.kind.value} removed", Sdk.MAJOR, _usage(symbol), "")


def _added(old: Surface, new: Surface) -> Iterator[SurfaceChange]:
    for path, symbol in new.symbols.items():
        if path in old.symbols or symbol.parent in new.symbols.keys() - old.symbols.keys():
            continue
        owner = new.symbols.get(symbol.parent)
        required_key = owner is not None and _is_typed_dict(owner) and symbol.required
        if required_key:
            yield SurfaceChange("SUR-04", path, "required key added", Sdk.TYPING)
        else:
            yield SurfaceChange("SUR-03", path, f"{symbol.kind.value} added", Sdk.MINOR, "", _usage(symbol))


def _renamed(symbol: Symbol, old: Surface, new: Surface) -> str | None:
    """A symbol that is new, stands in the same place, has the same shape and nearly the same name."""
    best, score = None, 0.75
    for path, other in new.symbols.items():
        if path in old.symbols or other.parent != symbol.parent or other.kind is not symbol.kind:
            continue
        if (other.arguments, _type(other.type), other.bases) != (symbol.arguments, _type(symbol.type), symbol.bases):
            continue
        alike = SequenceMatcher(None, symbol.name, other.name, autojunk=False).ratio()
        if alike > score:
            best, score = path, alike
    return best


def _is_typed_dict(symbol: Symbol) -> bool:
    return any(base.rpartition(".")[2] == "TypedDict" for base in symbol.bases)


def _changed(was: Symbol, now: Symbol, new: Surface) -> Iterator[SurfaceChange]:
    path = was.path
    if was.is_class_alias and now.kind is SymbolKind.CLASS:
        return
    if was.kind is not now.kind:
        message = f"{was.kind.value} became a {now.kind.value}"
        yield SurfaceChange("SUR-05", path, message, Sdk.MAJOR, _usage(was), _usage(now))
        return
    if was.kind is SymbolKind.FUNCTION:
        yield from _arguments(was, now, new)
        if was.is_async is not now.is_async:
            message = "must be awaited now" if now.is_async else "is no longer awaited"
            yield SurfaceChange("SUR-06", path, message, Sdk.MAJOR)
    for base in was.bases:
        if base not in now.bases:
            yield SurfaceChange("SUR-07", path, f"base class `{base}` removed", Sdk.MAJOR)
    if was.type and now.type and _type(was.type) != _type(now.type):
        what = "returns" if was.kind is SymbolKind.FUNCTION else "type"
        message = f"{what} `{was.type}` -> `{now.type}`"
        yield SurfaceChange("SUR-08", path, message, Sdk.TYPING)
    if was.required is not now.required:
        message = "is required now" if now.required else "is no longer required"
        yield SurfaceChange("SUR-09", path, message, Sdk.TYPING)


def _arguments(was: Symbol, now: Symbol, new_surface: Surface) -> Iterator[SurfaceChange]:
    old = {a.name: a for a in was.arguments}
    new = {a.name: a for a in now.arguments}
    takes_any = any(a.kind is ArgumentKind.VAR_KEYWORD for a in now.arguments)
    for name, argument in old.items():
        if name not in new and not (takes_any and argument.kind in _KEYWORDS):
            message = f"argument `{name}` removed"
            yield SurfaceChange("SUR-10", was.path, message, Sdk.MAJOR, _call(was, argument), _call(now))
    for name, argument in new.items():
        if name in old:
            yield from _argument(was, now, argument, widened=_widened(old[name], argument, new_surface), old=old[name])
        elif argument.required and argument.kind not in (ArgumentKind.VAR_POSITIONAL, ArgumentKind.VAR_KEYWORD):
            message = f"required argument `{name}` added"
            yield SurfaceChange("SUR-11", was.path, message, Sdk.MAJOR, _call(was), _call(now, argument))
        else:
            yield SurfaceChange("SUR-12", was.path, f"argument `{name}` added", Sdk.MINOR, "", _call(now, argument))
    before = [name for name in _positional(was) if name in new]
    after = [name for name in _positional(now) if name in old]
    kept = [name for name in after if name in before]
    if [name for name in before if name in after] != kept or _shifted(before, now):
        message = f"order of arguments changed: {', '.join(before)} -> {', '.join(_positional(now))}"
        yield SurfaceChange("SUR-13", was.path, message, Sdk.MAJOR, _call(was), _call(now))


def _positional(symbol: Symbol) -> list[str]:
    return [argument.name for argument in symbol.arguments if argument.kind in _BY_POSITION]


def _shifted(before: list[str], now: Symbol) -> bool:
    """Whether a new argument stands before one that callers may give by position."""
    positional = _positional(now)
    known = [name for name in before if name in positional]
    return bool(known) and positional[: len(known)] != known


def _widened(old: Argument, new: Argument, surface: Surface) -> bool:
    """Whether the new type takes everything that the old one took: more alternatives, a base class, or anything."""
    before, after = _members(old.type), _members(new.type)
    if "Any" in after or "object" in after:
        return True
    above = {name: {base.rpartition(".")[2] for base in _above(name, surface)} for name in before}
    return all(name in after or above[name] & after for name in before)


def _above(name: str, surface: Surface) -> tuple[str, ...]:
    """The base classes of an exported class."""
    found = surface.symbols.get(name)
    return found.bases if found is not None else ()


def _argument(was: Symbol, now: Symbol, new: Argument, *, old: Argument, widened: bool) -> Iterator[SurfaceChange]:
    if not old.required and new.required:
        message = f"argument `{new.name}` is required now"
        yield SurfaceChange("SUR-14", was.path, message, Sdk.MAJOR, _call(was), _call(now, new))
    elif old.required and not new.required:
        yield SurfaceChange("SUR-15", was.path, f"argument `{new.name}` is no longer required", Sdk.MINOR)
    if old.kind in _BY_POSITION and new.kind is ArgumentKind.KEYWORD:
        message = f"argument `{new.name}` must be given by name now"
        yield SurfaceChange("SUR-16", was.path, message, Sdk.MAJOR, _call(was), _call(now, new))
    elif old.kind in _KEYWORDS and new.kind is ArgumentKind.POSITIONAL_ONLY:
        message = f"argument `{new.name}` must be given by position now"
        yield SurfaceChange("SUR-17", was.path, message, Sdk.MAJOR, _call(was), _call(now))
    if old.type and new.type and _type(old.type) != _type(new.type):
        verdict = Sdk.MINOR if widened else Sdk.TYPING
        message = f"argument `{new.name}`: `{old.type}` -> `{new.type}`"
        yield SurfaceChange("SUR-18", was.path, message, verdict)


def _type(text: str) -> frozenset[str]:
    """A type for comparison: the set of its alternatives, each in one spelling."""
    return frozenset(_members(text))


def _members(text: str) -> set[str]:
    text = re.sub(r"\s+", "", text).replace('"', "'").strip("'")
    text = re.sub(r"(?:typing_extensions|typing|builtins|_?types|datetime|httpx)\.", "", text)
    text = re.sub(r"\b(List|Dict|Tuple|Set|Type)\[", lambda found: found[1].lower() + "[", text)
    members: set[str] = set()
    for part in _split(text, "|"):
        inner = re.fullmatch(r"(Optional|Union|Annotated)\[(.*)\]", part)
        if inner is None:
            members.add(_canonical(part))
        elif inner[1] == "Annotated":
            members |= _members(_split(inner[2], ",")[0])
        else:
            for alternative in _split(inner[2], ","):
                members |= _members(alternative)
            if inner[1] == "Optional":
                members.add("None")
    return members


def _canonical(part: str) -> str:
    """One alternative: the members of a `Literal` in order, the arguments of a generic in one spelling each."""
    generic = re.fullmatch(r"([\w.]+)\[(.*)\]", part)
    if generic is None:
        return part.rpartition(".")[2] or part
    arguments = _split(generic[2], ",")
    if generic[1] == "Literal":
        return f"Literal[{','.join(sorted(arguments))}]"
    inner = ",".join("|".join(sorted(_members(argument))) for argument in arguments)
    return f"{generic[1].rpartition('.')[2]}[{inner}]"


def _split(text: str, separator: str) -> list[str]:
    """The parts of a type at the top level: not inside brackets or quotes."""
    parts, depth, quote, start = [], 0, "", 0
    for position, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "[(":
            depth += 1
        elif character in "])":
            depth -= 1
        elif character == separator and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return [part for part in parts if part]


def _usage(symbol: Symbol) -> str:
    """How somebody would write it."""
    match symbol.kind:
        case SymbolKind.CLASS | SymbolKind.MODULE:
            parent = symbol.parent
            return f"from {{package}}{'.' + parent if parent else ''} import {symbol.name}"
        case SymbolKind.FUNCTION:
            return _call(symbol)
        case SymbolKind.ATTRIBUTE:
            return symbol.path


def _call(symbol: Symbol, extra: Argument | None = None) -> str:
    """A call with the required arguments, and one more."""
    parts = []
    for argument in symbol.arguments:
        if argument.name in ("self", "cls") or not (argument.required or argument is extra):
            continue
        if argument.kind in _BY_POSITION:
            parts.append(argument.name)
        elif argument.kind is ArgumentKind.KEYWORD:
            parts.append(f"{argument.name}=…")
    return f"{symbol.path}({', '.join(parts)})"
