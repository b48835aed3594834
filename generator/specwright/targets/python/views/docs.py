"""Build stage: descriptions of the document in, the text of docstrings out (not yet quoted).

What is said is cleaned of trailing blanks and odd line ends here; that it cannot leave its docstring is the work of
the `doc` filter.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Mapping

from .... import ir
from ....values import dataclass

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_LONG_DEFAULT = 60
_SAME = 0.75
"""A summary whose words, to this part, are in the description's first sentence adds nothing to it."""
_BOUNDS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "minProperties": "at least {} members",
    "maxProperties": "at most {} members",
}


@dataclass(frozen=True, slots=True)
class ArgumentDoc:
    """What is known about one argument. `notes` are sentences of ours about it."""

    name: str
    doc: str | None
    notes: tuple[str, ...] = ()


def clean(text: str | None) -> str:
    """The text with plain line ends, without common indentation, trailing blanks and runs of empty lines."""
    if not text:
        return ""
    lines = inspect.cleandoc(_LINE_ENDS.sub("\n", text)).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def method_doc(operation: ir.Operation, arguments: Iterable[ArgumentDoc], notes: Iterable[str] = ()) -> str:
    """Summary and description, the request line, then the arguments that have something to say."""
    parts = [*_headline(operation), f"`{operation.method.upper()} {_one_line(operation.path)}`", *notes]
    described = "\n\n".join(_argument(argument) for argument in arguments if argument.doc or argument.notes)
    if described:
        parts.append(f"Args:\n{described}")
    return "\n\n".join(parts)


def _headline(operation: ir.Operation) -> list[str]:
    """The description, under the summary unless its first sentence says the same."""
    summary, doc = clean(operation.summary), clean(operation.doc)
    if not summary or not doc:
        return [summary or doc] if summary or doc else []
    first = _words(re.split(r"[.\n]", doc, maxsplit=1)[0])
    said = _words(summary)
    return [doc] if len(said & first) >= _SAME * len(said) else [summary, doc]


def _words(text: str) -> frozenset[str]:
    """The words of a sentence, without endings: `Creates` and `create` are one."""
    return frozenset(re.sub(r"(es|s|e)$", "", word) for word in re.findall(r"\w+", text.lower()) if len(word) > 1)


def _argument(argument: ArgumentDoc) -> str:
    text = " ".join(part for part in (clean(argument.doc), *argument.notes) if part)
    first, *rest = text.split("\n")
    return "\n".join([f"  {argument.name}: {first}", *(f"      {line}" if line else "" for line in rest)])


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def value_notes(
    constraints: Iterable[tuple[str, str | int | float | bool]],
    *,
    default: ir.JsonValue = None,
    has_default: bool = False,
    deprecated: bool = False,
) -> tuple[str, ...]:
    """What a schema says about a value besides its type, in sentences: limits, default, deprecation."""
    found = dict(constraints)
    notes = [sentence for sentence in (_limits(found), _pattern(found)) if sentence]
    if has_default and default is not None and len(shown := json.dumps(default, ensure_ascii=False)) <= _LONG_DEFAULT:
        notes.append(f"Default: `{shown}`.")
    if deprecated:
        notes.append("Deprecated.")
    return tuple(notes)


def _limits(found: Mapping[str, str | int | float | bool]) -> str:
    said = [_BOUNDS[key].format(value) for key, value in found.items() if key in _BOUNDS]
    if found.get("uniqueItems") is True:
        said.append("without duplicates")
    return f"{', '.join(said).capitalize()}." if said else ""


def _pattern(found: Mapping[str, str | int | float | bool]) -> str:
    pattern = found.get("pattern")
    return f"Pattern: `{_one_line(str(pattern))}`." if pattern and len(str(pattern)) <= _LONG_DEFAULT else ""
