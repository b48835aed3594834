"""Types as they are written in annotations: what one takes or gives that the other does not.

What comes in: two annotations as text and the surfaces they stand in, whose type aliases are looked up. What goes out:
how the second relates to the first. Spellings that mean the same are brought together (`Optional[X]`, `Union[X, None]`,
`X | None`; `List`, `list`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from enum import Enum, auto
from functools import lru_cache

from ..values import dataclass
from .model import Surface, SymbolKind

_LONGEST_ALIAS_CHAIN = 10
_SENTINELS = frozenset({"Omit", "NotGiven"})
"""Types of arguments that were not given: they say nothing about values."""
_ANYTHING = frozenset({"Any", "object"})
_LISTS = frozenset({"list", "List", "Sequence", "SequenceNotStr", "Iterable", "tuple", "Tuple", "Set", "set"})
_MAPPINGS = frozenset({"dict", "Dict", "Mapping"})
_BUILTINS = frozenset({"str", "int", "float", "bool", "bytes", "None", "date", "datetime"})


_KINDS_OF_THEIR_OWN = frozenset({"FileTypes", "Base64FileInput", "BinaryAPIResponse", "HttpxBinaryResponseContent"})
"""Classes of SDKs that are no models."""


_FILES = frozenset({"tuple", "bytes"})
"""Some of what `FileTypes` takes."""


class Relation(Enum):
    """How a new type relates to an old one."""

    SAME = auto()
    EQUAL = auto()
    """Other words for the same values: a `Literal` beside the type of its values says nothing more."""
    WIDER = auto()
    """Everything that the old one had, and more."""
    NARROWER = auto()
    OTHER = auto()
    """Neither, but values are of the same kind at run time."""
    REPLACED = auto()
    """Values are of another kind: what worked with them fails."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One member of a type: `head` is `str`, `list`, `Literal`, a class; `arguments` the types in its brackets."""

    head: str
    arguments: tuple[frozenset[Alternative], ...] = ()
    values: frozenset[str] = frozenset()
    """Of a `Literal`."""


Alternatives = frozenset[Alternative]


@lru_cache(maxsize=20_000)
def alternatives(text: str) -> Alternatives:
    """The members of a type, each in one spelling."""
    text = re.sub(r"\s+", "", text).replace('"', "'").strip("'")
    found: set[Alternative] = set()
    for part in _split(text, "|"):
        head, inside = _opened(part)
        match head:
            case "Annotated":
                found |= alternatives(_split(inside, ",")[0])
            case "Union":
                for member in _split(inside, ","):
                    found |= alternatives(member)
            case "Optional":
                found |= alternatives(inside) | {Alternative("None")}
            case "Required" | "NotRequired":
                found |= alternatives(inside)
            case "Literal":
                found.add(Alternative("Literal", values=frozenset(_split(inside, ","))))
            case _:
                found.add(Alternative(head, tuple(alternatives(member) for member in _split(inside, ","))))
    return frozenset(found)


def _opened(part: str) -> tuple[str, str]:
    """`list` and `str` of `typing.List[str]`; module names say nothing."""
    generic = re.fullmatch(r"([\w.']+)\[(.*)\]", part)
    head, inside = (generic[1], generic[2]) if generic else (part, "")
    head = head.strip("'").rpartition(".")[2] or part
    return (head.lower() if head in ("List", "Dict", "Tuple", "Set", "Type") else head), inside


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


@dataclass(slots=True)
class Types:
    """The types of one surface: aliases by name, and the bases of its classes."""

    aliases: Mapping[str, str]
    bases: Mapping[str, frozenset[str]]
    _opened: dict[str, Alternatives] = field(default_factory=dict)

    def of(self, text: str) -> Alternatives:
        """The members of a type, aliases opened, without what stands for "not given"."""
        known = self._opened.get(text)
        if known is None:
            known = self._opened[text] = self._resolved(alternatives(text), _LONGEST_ALIAS_CHAIN)
        return known

    def _resolved(self, members: Alternatives, depth: int) -> Alternatives:
        found: set[Alternative] = set()
        for member in members:
            alias = self.aliases.get(member.head) if not member.arguments and depth else None
            if alias is not None:
                found |= self._resolved(alternatives(alias), depth - 1)
            elif member.head not in _SENTINELS:
                inner = tuple(self._resolved(argument, depth) for argument in member.arguments)
                found.add(Alternative(member.head, inner, member.values))
        return frozenset(found)

    def above(self, head: str) -> frozenset[str]:
        """The names of a class's bases."""
        return self.bases.get(head, frozenset())


def types_of(surface: Surface) -> Types:
    """The aliases and classes of a surface; a name that two modules give to different types is no alias."""
    aliases: dict[str, str | None] = {}
    bases: dict[str, frozenset[str]] = {}
    for symbol in surface.symbols.values():
        owner = surface.symbols.get(symbol.parent)
        if symbol.kind is SymbolKind.CLASS:
            bases[symbol.name] = frozenset(base.rpartition(".")[2] for base in symbol.bases)
        elif symbol.kind is SymbolKind.ATTRIBUTE and symbol.type and (owner is None or owner.kind is SymbolKind.MODULE):
            known = aliases.setdefault(symbol.name, symbol.type)
            if known != symbol.type:
                aliases[symbol.name] = None
    return Types({name: text for name, text in aliases.items() if text is not None and name not in bases}, bases)


def relation(old: str, new: str, old_types: Types, new_types: Types, *, as_text: bool = False) -> Relation:
    """How the type `new` relates to `old`. `as_text`: values go out as text, so that a number is as good as its digits
    and one value as a list of it.
    """
    if alternatives(old) == alternatives(new):
        return Relation.SAME
    before, after = old_types.of(old), new_types.of(new)
    if before == after:
        return Relation.SAME
    if as_text and _same_text(before, after):
        return Relation.OTHER
    return _compared(before, after, new_types)


def is_anything(text: str) -> bool:
    """Whether a type takes every value."""
    return any(member.head in _ANYTHING for member in alternatives(text))


def _compared(before: Alternatives, after: Alternatives, types: Types) -> Relation:
    if _is_replaced(before, after):
        return Relation.REPLACED
    wider = all(any(_takes(b, a, types) for b in after) for a in before)
    narrower = all(any(_takes(a, b, types) for a in before) for b in after)
    if wider or narrower:
        return Relation.EQUAL if wider and narrower else Relation.WIDER if wider else Relation.NARROWER
    values = [a for a in before if a.head != "None"]
    if not values or any(_same_kind(a, b) for a in values for b in after):
        return Relation.OTHER
    return Relation.REPLACED


def _same_text(before: Alternatives, after: Alternatives) -> bool:
    """Whether every old value is written as some new one, or as the only member of a list of them."""
    items = {item for b in after if _family(b) == "list" for argument in b.arguments for item in argument}
    text = {_family(b) for b in (*after, *items)}
    return all(_family(a) in text or ("str" in text and _family(a) in ("int", "float", "bool")) for a in before)


def _is_replaced(before: Alternatives, after: Alternatives) -> bool:
    """Whether "anything" became an object with attributes, or the reverse: indexing works on one of them only."""
    old, new = ({a.head for a in members} for members in (before, after))
    if old & _ANYTHING and not new & _ANYTHING:
        return any(_has_attributes(a) for a in after)
    if new & _ANYTHING and not old & _ANYTHING:
        return any(_has_attributes(a) for a in before)
    return False


def _has_attributes(member: Alternative) -> bool:
    plain = (_BUILTINS - {"date", "datetime"}) | _LISTS | _MAPPINGS | {"Literal", "TypeVar"}
    return member.head not in plain and not member.head.startswith("_")


def _takes(wide: Alternative, narrow: Alternative, types: Types) -> bool:
    """Whether every value of `narrow` is one of `wide`."""
    if wide == narrow or wide.head in _ANYTHING:
        return True
    if narrow.head == "Literal":
        if wide.head == "Literal":
            return narrow.values <= wide.values
        return all(_literal_type(value) == wide.head for value in narrow.values)
    if (narrow.head, wide.head) in (("int", "float"), ("bool", "int")):
        return True
    if wide.head in types.above(narrow.head) or (wide.head == "FileTypes" and narrow.head in _FILES):
        return True
    if _family(wide) != _family(narrow) or _family(wide) not in ("list", "dict"):
        return False
    pairs = zip(wide.arguments, narrow.arguments, strict=False)
    return all(all(any(_takes(w, n, types) for w in outer) for n in inner) for outer, inner in pairs)


def _same_kind(old: Alternative, new: Alternative) -> bool:
    """Whether values of both are handled alike at run time."""
    if _family(old) != _family(new):
        return False
    if _family(old) not in ("list", "dict") or not (old.arguments and new.arguments):
        return True
    return any(_same_kind(a, b) for a in old.arguments[-1] for b in new.arguments[-1])


def _literal_type(value: str) -> str:
    if value in ("True", "False"):
        return "bool"
    return "str" if value.startswith("'") else "int"


def _family(member: Alternative) -> str:
    """What a value is at run time, as far as that can be told: all classes of a package are one family."""
    head = member.head
    if head == "Literal":
        return min((_literal_type(value) for value in member.values), default="str")
    if head in _LISTS:
        return "list"
    if head in _MAPPINGS:
        return "dict"
    if head in _BUILTINS or head in _KINDS_OF_THEIR_OWN or member.arguments:
        return head
    return "object"
