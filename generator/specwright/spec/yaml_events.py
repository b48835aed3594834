"""Stage load: YAML text → parse events, by PyYAML's C parser where there is one.

What comes in: a `Source`. What goes out: PyYAML's events; their marks count characters from the start of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from ..diagnostics import SpecwrightError
from .source import Source

HAS_C_PARSER = yaml.__with_libyaml__

# YAML 1.2 section 5.1: what is none of the characters a stream may hold.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Parser(Protocol):
    def get_event(self) -> Event | None: ...


def events(source: Source) -> Iterator[Event]:
    """The parse events of `source`, by the C parser where PyYAML was built with it."""
    parser = _parser(source.text)
    while True:
        try:
            event = parser.get_event()
        except yaml.YAMLError as error:
            raise _syntax_error(source, error) from None
        if event is None:
            return
        yield event


def offset_of(event: Event) -> int:
    """Where `event` begins in the text, in characters."""
    mark = event.start_mark
    return mark.index if mark is not None else 0


def _parser(text: str) -> _Parser:
    if HAS_C_PARSER:
        return yaml.CSafeLoader(text)
    return yaml.SafeLoader(text)  # PyYAML built without libyaml: the same events, some fifteen times slower


def _syntax_error(source: Source, error: yaml.YAMLError) -> SpecwrightError:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        what = ", ".join(part for part in (error.context, error.problem) if part)
        hint = None
        if "Unicode character escape" in what:
            hint = "YAML has no surrogate pairs: write the character itself, or \\U and eight hexadecimal digits."
        return source.error("Yaml/Syntax", f"not valid YAML: {what}", error.problem_mark.index, hint=hint)
    bad = _UNPRINTABLE.search(source.text)
    offset = bad.start() if bad is not None else 0
    found = f"the character U+{ord(source.text[offset]):04X}" if bad is not None else "a character"
    return source.error("Yaml/Syntax", f"not valid YAML: {found} is not allowed in it", offset)


def first_use(source: Source, mapping_at: int, key: str) -> int:
    """Where `key` stands first in the mapping that begins at offset `mapping_at`."""
    stream = events(source)
    for event in stream:
        if isinstance(event, MappingStartEvent) and offset_of(event) == mapping_at:
            break
    depth = 0
    key_comes = True
    for event in stream:
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
            key_comes = depth == 0
        elif depth == 0 and isinstance(event, ScalarEvent | AliasEvent):
            if key_comes and isinstance(event, ScalarEvent) and event.value == key:
                return offset_of(event)
            key_comes = not key_comes
    return mapping_at
