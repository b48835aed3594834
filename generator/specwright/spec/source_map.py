"""Places for people: `Origin` (file and JSON pointer) → line and column.

What comes in: the text of the files and the origins to look up. What goes out: a `Position` for each. Nothing is kept
while loading; the text is read again, once per file for any number of origins, when there is something to show.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import field

from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, MappingStartEvent, ScalarEvent

from ..diagnostics import Position, SpecwrightError
from ..ir.origin import Origin
from ..values import dataclass
from .refs import tokens_of
from .source import Source
from .yaml_events import events, offset_of

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder(strict=False)


@dataclass(slots=True)
class _Wanted:
    """A place somebody asks for, or one on the way to it; filled in while the text is read."""

    members: dict[str, _Wanted] = field(default_factory=dict)
    key_at: int | None = None
    value_at: int | None = None


class SourceMap:
    """Looks up positions. A place that does not exist (a missing member) is shown at its nearest existing parent."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources
        self._decoded: dict[str, Source] = {}
        self._known: dict[tuple[Origin, bool], Position] = {}

    def has(self, file: str) -> bool:
        """Whether there is a text to look in."""
        return file in self._sources

    def locate(self, origin: Origin, at_key: bool = False) -> Position:
        """Where the value at `origin` begins; with `at_key`, the key that names it. Never raises."""
        return self.locate_many([(origin, at_key)])[0]

    def locate_many(self, places: Iterable[tuple[Origin, bool]]) -> list[Position]:
        """The positions of many places, in their order, reading each file once."""
        asked = list(places)
        by_file: dict[str, list[tuple[Origin, bool]]] = {}
        for place in asked:
            if place not in self._known:
                by_file.setdefault(place[0].file, []).append(place)
        for file, missing in by_file.items():
            self._look_up(file, missing)
        return [self._known[place] for place in asked]

    def _look_up(self, file: str, places: list[tuple[Origin, bool]]) -> None:
        source = self._source(file)
        if source is None:
            self._known.update((place, Position(file, 1, 1)) for place in places)
            return
        root = _Wanted(value_at=0)
        for origin, _ in places:
            wanted = root
            for token in tokens_of(origin.pointer):
                wanted = wanted.members.setdefault(token, _Wanted())
        _find(source, root)
        for origin, at_key in places:
            self._known[origin, at_key] = source.position(_offset(root, origin, at_key))

    def _source(self, file: str) -> Source | None:
        if file not in self._decoded:
            raw = self._sources.get(file)
            if raw is None:
                return None
            try:
                self._decoded[file] = Source.from_bytes(file, raw)
            except SpecwrightError:
                return None
        return self._decoded[file]


def _offset(root: _Wanted, origin: Origin, at_key: bool) -> int:
    found = root
    for token in tokens_of(origin.pointer):
        member = found.members[token]
        if member.value_at is None:
            at_key = True  # the parent's key says more than the first line of the parent's value
            break
        found = member
    if at_key and found.key_at is not None:
        return found.key_at
    return found.value_at or 0


def _find(source: Source, root: _Wanted) -> None:
    """Fill in what can be found; a text that turns out broken leaves the rest at the nearest parent."""
    text = source.text
    start = _skip_space(text, 0)
    if text[start : start + 1] in ("{", "["):
        try:
            _find_json(text, start, root)
            return
        except (ValueError, IndexError, RecursionError):
            pass  # flow style YAML
    try:
        _find_yaml(source, root)
    except SpecwrightError:
        return


def _skip_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match is not None else at


def _find_json(text: str, at: int, wanted: _Wanted) -> int:
    """Read the value at `at`; gives where it ends. What nobody asks for is skipped by the C scanner."""
    wanted.value_at = at
    opening = text[at]
    if not wanted.members or opening not in "{[":
        return _DECODER.raw_decode(text, at)[1]
    at = _skip_space(text, at + 1)
    index = 0
    while text[at] not in "}]":
        key_at = at
        if opening == "{":
            name, at = _DECODER.raw_decode(text, at)
            at = _skip_space(text, _skip_space(text, at) + 1)  # the colon
        else:
            name = str(index)
            index += 1
        member = wanted.members.get(name)
        if member is not None:
            member.key_at = key_at
            at = _find_json(text, at, member)
        else:
            at = _DECODER.raw_decode(text, at)[1]
        at = _skip_space(text, at)
        if text[at] == ",":
            at = _skip_space(text, at + 1)
    return at + 1


@dataclass(slots=True)
class _Level:
    """An open collection on the way to a wanted place."""

    wanted: _Wanted
    is_mapping: bool
    index: int = 0
    key: str | None = None
    key_at: int = 0


def _find_yaml(source: Source, root: _Wanted) -> None:
    levels = [_Level(_Wanted({"0": root}), is_mapping=False)]
    skipped = 0  # open collections inside one that nobody asks for
    for event in events(source):
        if isinstance(event, CollectionEndEvent):
            if skipped:
                skipped -= 1
            else:
                levels.pop()
        elif skipped:
            skipped += isinstance(event, CollectionStartEvent)
        elif isinstance(event, ScalarEvent | AliasEvent | CollectionStartEvent):
            member = _member(levels[-1], event, offset_of(event))
            if not isinstance(event, CollectionStartEvent):
                continue
            if member is not None and member.members:
                levels.append(_Level(member, isinstance(event, MappingStartEvent)))
            else:
                skipped = 1


def _member(level: _Level, event: ScalarEvent | AliasEvent | CollectionStartEvent, at: int) -> _Wanted | None:
    """Take a key, or give the wanted place, if it is one, that this value is at."""
    if level.is_mapping and level.key is None:
        level.key = event.value if isinstance(event, ScalarEvent) else ""
        level.key_at = at
        return None
    if level.is_mapping:
        name, key_at = level.key or "", level.key_at
        level.key = None
    else:
        name, key_at = str(level.index), at
        level.index += 1
    member = level.wanted.members.get(name)
    if member is not None:
        member.key_at = key_at
        member.value_at = at
    return member
